"""Changes values in a content file's text and leaves everything else as it stands, byte for byte: comments, order,
quotes, blank lines, line endings. Every new text is read again before it is handed out. Opens no file; `saving` writes.

Texts are as they stand on the disk (`saving.text_of`): with their CR LF and their byte order mark, where they have one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import yaml

from directory.catalog.frontmatter import LOADER, shallow_tree
from directory.catalog.key_order import ORDERS, in_order
from directory.catalog.text_surgery import TooOdd, habits_of, operate, value_of
from directory.catalog.written_values import Habits, Unwritable, Value, pair

__all__ = [
    "Unreadable", "Unwritable", "Value", "body_of", "new_text", "read_values", "read_whole", "rewrite", "rewrite_whole",
]  # fmt: skip

_FRONT = re.compile(r"(\ufeff?---[ \t]*\r?\n)((?:.*?\r?\n)??)(---[ \t]*(?:\r?\n|\Z))(.*)\Z", re.DOTALL)
PLAIN_KINDS = ("words",)
"""Kinds whose files are YAML alone, without a text below."""


class Unreadable(ValueError):
    """The text is not YAML that we can change; `check` says what is wrong with it."""


class _Parts(NamedTuple):
    head: str
    yaml: str
    fence: str
    body: str | None
    """None: a file of YAML alone."""


def _parts(text: str) -> _Parts:
    if match := _FRONT.match(text):
        return _Parts(*match.groups())
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return _Parts(mark, text[len(mark) :], "", None)


@lru_cache(maxsize=4)
def _tree(text: str) -> yaml.Node | None:
    """Kept, since a text is read, changed and read again while somebody types; nobody changes the nodes."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=LOADER)):
            raise Unreadable("`&` and `*` are not used here")
        return shallow_tree(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(str(getattr(error, "problem", None) or "it cannot be read")) from error


def _clean(value: Value) -> Value:
    """With the line ends that YAML gives back; forms send CR LF."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return tuple(_clean(one) for one in value)


def read_whole(text: str) -> Value:
    """What the YAML of a file holds, also when that is a list (`needs.yaml`). Raises `Unreadable`."""
    node = _tree(_parts(text).yaml)
    if node is None:
        return {}
    try:
        return value_of(node)
    except TooOdd as odd:
        raise Unreadable(str(odd)) from odd


def read_values(text: str) -> dict[str, Value]:
    """The front matter, or a plain YAML mapping, in the order of the file; of a key written twice the first, as `check`
    reads it. Raises `Unreadable`."""
    whole = read_whole(text)
    if not isinstance(whole, Mapping):
        raise Unreadable("it is not a list of keys with values")
    return dict(whole)


def body_of(text: str) -> str:
    """The Markdown below the front matter, without the white space around it, its lines ended by LF."""
    return (_parts(text).body or "").replace("\r\n", "\n").strip()


def rewrite(text: str, changes: Mapping[str, Value | None], body: str | None = None) -> str:
    """The text with these keys changed, and with this body. None takes a key out; a new key lands where the house order
    has it. CR LF in values counts as LF. Raises `Unreadable`, and `Unwritable` when it would not read as wanted.
    """
    wanted = {key: value for key, value in read_values(text).items() if changes.get(key, value) is not None}
    wanted |= {key: value for key, value in changes.items() if value is not None}
    return rewrite_whole(text, wanted, body)


def rewrite_whole(text: str, wanted: Value, body: str | None = None) -> str:
    """As `rewrite`, with all that the YAML is to hold; also for files that are a list."""
    wanted, parts = _clean(wanted), _parts(text)
    before = read_whole(text)
    if wanted != before:
        node = _tree(parts.yaml)
        changed = _operated(parts.yaml, node, wanted, width=None if parts.fence else _width(parts.yaml))
        parts = parts._replace(yaml=changed)
    if body is not None and body.replace("\r\n", "\n").strip() != body_of(text):
        parts = _with_body(parts, body.replace("\r\n", "\n").strip())
    result = "".join((parts.head, parts.yaml, parts.fence, parts.body or ""))
    told = body_of(text) if body is None else body.replace("\r\n", "\n").strip()
    if _read_again(result) != wanted or body_of(result) != told:
        raise Unwritable("the text would not read as it should")
    return result


def _width(text: str) -> int:
    """How long lines are in a file whose lists run over many of them."""
    return max(100, *sorted(map(len, text.split("\n")))[-1:-8:-7])


def _operated(text: str, node: yaml.Node | None, wanted: Value, width: int | None) -> str:
    """First the smallest cut; if that does not read as wanted, each text on one line; at last whole values."""
    for coarse, blocks in ((False, True), (False, False), (True, False)):
        habits = replace(habits_of(text, node, width), blocks=blocks)
        try:
            result = operate(text, node, wanted, habits, coarse=coarse)
        except TooOdd:
            continue
        if _read_again(result) == wanted:
            return result
    raise Unwritable("the file is written in a way that only a person can change")


def _read_again(text: str) -> Value | None:
    try:
        return read_whole(text)
    except Unreadable:
        return None


def _with_body(parts: _Parts, body: str) -> _Parts:
    if parts.body is None:
        raise Unwritable("this file has no text below its keys")
    newline = "\r\n" if "\r\n" in parts.head else "\n"
    body = body.replace("\n", newline)
    fence = parts.fence if parts.fence.endswith("\n") or not body else parts.fence + newline
    old = parts.body
    if not old.strip():
        return parts._replace(fence=fence, body=body + newline if body else "")
    if not body:
        return parts._replace(body="")
    before, after = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    return parts._replace(fence=fence, body=before + body + (after or newline))


def new_text(kind: str, values: Mapping[str, Value], body: str = "") -> str:
    """A new file of that kind (a key of `key_order.ORDERS`), as the others of its kind are written."""
    wanted = {key: _clean(values[key]) for key in in_order(values, ORDERS.get(kind, ()))}
    plain = kind in PLAIN_KINDS
    habits = Habits(width=150 if plain else None)
    lines = "".join(pair(key, value, habits, indent=0) + "\n" for key, value in wanted.items())
    told = body.replace("\r\n", "\n").strip()
    text = lines if plain else f"---\n{lines}---\n{told}" + ("\n" if told else "")
    if _read_again(text) != wanted or body_of(text) != ("" if plain else told):
        raise Unwritable("the text would not read as it should")
    return text
