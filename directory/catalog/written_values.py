"""How a value is written in YAML, as a careful person writes it in these files: quotes only where they are needed or
the house has them, short lists on one line, lists of mappings with `- `. Writes pieces of text; knows no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from directory.catalog.frontmatter import LOADER
from directory.catalog.key_order import in_order, order_of

Value: TypeAlias = "str | tuple[Value, ...] | Mapping[str, Value]"
"""What YAML holds, every scalar as the text that stands there; a list is a tuple."""

QUOTED = frozenset({"phone", "sms", "schedule", "service_area", "codes", "po_box_codes", "extension"})
"""Keys whose texts always stand in quotes here."""
PLAIN = frozenset({
    "confidential_address", "anonymous", "record_kept", "may_bring_someone", "drop_in", "peer_support", "interpreter",
    "by_appointment", "confirmed", "private", "approximate", "discreet", "staff_only", "minimum_age",
    "maximum_age", "every_weeks", "order", "pathway", "latitude", "longitude",
})  # fmt: skip
"""Keys whose values are truth values or numbers, which stand bare."""
_DATE = re.compile(r"(.*_)?dates?|consent")
_STR = "tag:yaml.org,2002:str"
_ODD = re.compile(r"[+:=]|(?i:y|n)\Z|[\d /-]+\Z|[\d.]+[eE][\d.]+\Z")
"""What PyYAML takes as a text and other readers of YAML do not; and a row of numbers, which people take for one."""


class Unwritable(ValueError):
    """The text cannot be made to hold the values wanted; nothing has been changed."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What the file at hand does where the house leaves a choice."""

    newline: str = "\n"
    bare_dates: bool = False
    width: int | None = None
    """Lists on one line are broken at this column; None: never."""
    blocks: bool = True
    """A text of several lines stands as a block under its key; else in quotes, with `\\n`."""


def plain_tag(value: str, in_flow: bool) -> str | None:
    """The tag that YAML gives the text when it stands without quotes; None when it would read as something else."""
    if not value or value != value.strip() or "\n" in value:
        return None
    try:
        node = yaml.compose(f"[{value}]" if in_flow else f"k: {value}\n", Loader=LOADER)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if in_flow and isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
        found = node.value[0]
    elif not in_flow and isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        found = node.value[0][1]
    else:
        return None
    same = isinstance(found, yaml.ScalarNode) and not found.style and found.value == value
    return str(found.tag) if same else None


def _stands_bare(value: str, in_flow: bool) -> bool:
    return plain_tag(value, in_flow) == _STR and _ODD.match(value) is None


def _reads(written: str) -> str | None:
    """What a scalar reads as when it stands after a key; block scalars are to be written with two spaces."""
    try:
        node = yaml.compose(f"k: {written}\n", Loader=LOADER)
    except (yaml.YAMLError, ValueError):
        return None
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1 and isinstance(node.value[0][1], yaml.ScalarNode):
        return str(node.value[0][1].value)
    return None


def _single(value: str) -> str | None:
    written = "'" + value.replace("'", "''") + "'"
    return written if "\n" not in value and _reads(written) == value else None


def _double(value: str) -> str:
    return str(yaml.dump(value, default_style='"', allow_unicode=True, width=10**9)).rstrip("\n")


def _block(value: str, sign: str, indent: int, newline: str) -> str | None:
    """As a block scalar (`|` or `>`), its lines at `indent`."""
    text = value.removesuffix("\n")
    chomping = "" if text != value else "-"
    if sign == ">" and "\n" in text:
        return None
    lines = [f"{sign}{chomping}", *text.split("\n")]
    if _reads("\n".join(line and f"  {line}" if at else line for at, line in enumerate(lines))) != value:
        return None
    return newline.join(line and " " * indent + line if at else line for at, line in enumerate(lines))


def scalar(
    value: str, key: str | None, habits: Habits, *, in_flow: bool, indent: int = 2, like: yaml.ScalarNode | None = None
) -> str:
    """The text as it stands in the file; `like` stood there before, and its way is kept where it was a choice."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unwritable(f"half a character in {key}") from error
    style, name = (like.style or "" if like else ""), key or ""
    if style in ("|", ">") and habits.blocks and (kept := _block(value, style, indent, habits.newline)):
        return kept
    meant = like is not None and style in ("'", '"') and _stands_bare(like.value, in_flow)
    if meant and style == '"':
        return _double(value)
    tag = plain_tag(value, in_flow)
    bare = tag == _STR and _ODD.match(value) is None
    if tag is not None and not meant:
        if like is not None and like.value and not style:
            bare = bare or name in PLAIN or tag == like.tag != _STR or _DATE.fullmatch(name) is not None
        elif name in PLAIN:
            bare = True
        elif _DATE.fullmatch(name):
            bare = habits.bare_dates
        elif name in QUOTED:
            bare = False
    if bare and tag is not None and not meant:
        return value
    if habits.blocks and not in_flow and "\n" in value and (block := _block(value, "|", indent, habits.newline)):
        return block
    return _single(value) or _double(value)


def flow(value: Value, key: str | None, habits: Habits, *, column: int, indent: int) -> str:
    """A value within brackets; `column` is where it begins, `indent` where further lines do."""
    if isinstance(value, str):
        return scalar(value, key, habits, in_flow=True)
    if isinstance(value, Mapping):
        names = in_order(value, order_of(value, key or ""))
        keys = [scalar(name, None, habits, in_flow=True) for name in names]
        inner = [flow(value[name], name, habits, column=column, indent=indent) for name in names]
        pieces = [f"{name}: {one}" for name, one in zip(keys, inner, strict=True)]
        return "{" + ", ".join(pieces) + "}"
    text = "["
    for at, item in enumerate(value):
        piece = flow(item, key, habits, column=column, indent=indent)
        here = len(text) - text.rfind("\n") - 1 if "\n" in text else column + len(text)
        if at and habits.width and here + len(piece) + 3 > habits.width:
            text += f",{habits.newline}{' ' * indent}{piece}"
        else:
            text += f", {piece}" if at else piece
    return text + "]"


def after_key(value: Value, key: str, habits: Habits, *, indent: int, column: int = 0) -> str:
    """What stands after `key:` in a mapping whose keys stand at `indent`."""
    inner, nl = indent + 2, habits.newline
    if isinstance(value, str):
        return " " + scalar(value, key, habits, in_flow=False, indent=inner)
    if isinstance(value, Mapping):
        if not value:
            return " {}"
        return f"{nl}{' ' * inner}" + pairs(value, key, habits, indent=inner)
    if all(isinstance(item, str) for item in value):
        return " " + flow(value, key, habits, column=column or indent + len(key) + 2, indent=inner)
    return "".join(f"{nl}{' ' * inner}- {item(one, key, habits, indent=inner + 2)}" for one in value)


def item(value: Value, key: str | None, habits: Habits, *, indent: int) -> str:
    """What stands after `- ` in a list; further lines stand at `indent`."""
    if isinstance(value, str):
        return scalar(value, key, habits, in_flow=False, indent=indent)
    if isinstance(value, Mapping) and value:
        return pairs(value, key or "", habits, indent=indent)
    return flow(value, key, habits, column=indent, indent=indent)


def pairs(value: Mapping[str, Value], parent: str | None, habits: Habits, *, indent: int) -> str:
    """The keys in the house order, the first one without its indentation; `parent` None: the file itself."""
    names = in_order(value, order_of(value, parent))
    return f"{habits.newline}{' ' * indent}".join(pair(name, value[name], habits, indent=indent) for name in names)


def pair(name: str, value: Value, habits: Habits, *, indent: int) -> str:
    return f"{scalar(name, None, habits, in_flow=True)}:{after_key(value, name, habits, indent=indent)}"
