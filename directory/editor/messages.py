"""What `check` says of a draft, beside the field that it is about, in the words of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.catalog.key_lines import key_lines, path_at
from directory.catalog.models import CHANNEL_KINDS
from directory.catalog.problems import Problem, worded
from directory.editor.drafts import Draft
from directory.editor.fields import BODY, Field
from directory.editor.part_fields import CHANNEL_VALUE
from directory.editor.texts import gettext

_NAMED = re.compile(r"`([a-z_-]+):(?: ([^`]*))?`|`([a-z]+_[a-z_]+)`")

_MARKED = re.compile(r"`([^`]*)`")
"""What a sentence quotes: nobody here knows what a backtick is."""
_EMPTY = ("required", "empty")
_SHOWN_AT = {"alert": "alert", "reach": "service_area"}
"""Rules about two fields: where one mends it."""


@dataclass(frozen=True, kw_only=True)
class Message:
    text: str
    name: str
    """Of the field in the form (`summary`, `channels-0-value`); empty when it is about no field of the form."""
    warning: bool = False
    missing: bool = False
    """Nothing is wrong yet: the field has only not been filled in."""


def messages_of(
    draft: Draft, text: str, problems: Sequence[Problem], numbers: Mapping[str, Sequence[int]]
) -> list[Message]:
    """The problems of the draft's own file. `numbers`: for each list, the numbers in the form of the file's items."""
    lines = key_lines(text)
    found: list[Message] = []
    for problem in problems:
        if problem.file != draft.file:
            continue
        path = path_at(lines, problem.line) if problem.line > 1 else ()
        name = _name(draft, problem, path, numbers)
        missing = problem.rule in _EMPTY or _is_empty(draft, name, numbers)
        message = Message(text=plain(problem, draft.fields), name=name, warning=problem.warning, missing=missing)
        if message not in found:
            found.append(message)
    return found


def _is_empty(draft: Draft, name: str, numbers: Mapping[str, Sequence[int]]) -> bool:
    """The field where it is told holds nothing."""
    key, _, rest = name.partition("-")
    filled = draft.filled.get(name if not rest else key, "")
    if not rest or isinstance(filled, str):
        return bool(name) and not filled
    number, _, part = rest.partition("-")
    at = list(numbers.get(key, ())).index(int(number)) if int(number) in numbers.get(key, ()) else -1
    item = filled[at] if 0 <= at < len(filled) else {}
    return isinstance(item, Mapping) and not item.get(part)


def plain(problem: Problem, fields: Sequence[Field]) -> str:
    """In the words of the form: keys of the file by the labels of their fields."""
    labels = _labels(fields)
    if problem.rule in _EMPTY and labels.get(problem.key or problem.text.key):
        return gettext("Fill in: %(field)s", field=labels[problem.key or problem.text.key])
    text = worded(problem, gettext, labels)
    return _MARKED.sub("«\\1»", _NAMED.sub(lambda match: _by_label(match, labels), text))


def _by_label(match: re.Match[str], labels: Mapping[str, str]) -> str:
    key = match[1] or match[3]
    if key not in labels:
        return match[0] if match[1] is None else match[0].strip("`").rstrip(":")
    return f"«{labels[key]}»" + (f" ({match[2]})" if match[2] else "")


def _labels(fields: Sequence[Field]) -> dict[str, str]:
    labels = {part.key: gettext(part.label) for one in fields for part in one.parts if part.widget != "raw"}
    kinds = {choice.value: gettext(choice.label) for one in fields for part in one.parts if part.key == "kind"
             for choice in part.options}  # fmt: skip
    return labels | kinds | {one.key: gettext(one.label) for one in fields}


def _name(draft: Draft, problem: Problem, path: tuple[str | int, ...], numbers: Mapping[str, Sequence[int]]) -> str:
    named = _keys_named(problem)
    top = str(path[0]) if path else ""
    field = next((one for one in draft.fields if one.key == top), None)
    if draft.kind == "words":
        return "phrases"
    if field is not None and field.parts and len(path) > 1 and isinstance(path[1], int):
        return _item_name(field, path, named, numbers.get(field.key, ()))
    if draft.kind == "service" and problem.rule in _SHOWN_AT:
        return _SHOWN_AT[problem.rule]
    known = [key for key in named if any(one.key == key and one.widget != "raw" for one in draft.fields)]
    # At the head of the file no key is at fault by its place: the sentence names the one that lacks or does not fit.
    if known and (field is None or problem.rule == "required" or top not in known):
        return known[0]
    if field is not None and field.widget != "raw":
        return field.key
    return known[0] if known else (BODY if problem.rule in ("html", "heading", "image") else "")


def _item_name(field: Field, path: tuple[str | int, ...], named: Sequence[str], numbers: Sequence[int]) -> str:
    index = int(path[1])
    number = numbers[index] if index < len(numbers) else index
    own = str(path[2]) if len(path) > 2 else ""
    keys = {part.key for part in field.parts if part.widget != "raw"}
    key = next((one for one in (*named, own) if one in keys), "")
    if key == "every_weeks" and "start_date" in named:
        key = "start_date"  # the date is what lacks
    if not key and (own in CHANNEL_KINDS or field.widget == "channels"):
        key = CHANNEL_VALUE
    return f"{field.key}-{number}-{key or next(iter(field.parts)).key}"


def _keys_named(problem: Problem) -> list[str]:
    found = [problem.key, problem.text.key] if problem.rule != "unknown-key" else []
    found += [match[1] or match[3] for match in _NAMED.finditer(problem.text.msgid)]
    return [key for key in found if key]
