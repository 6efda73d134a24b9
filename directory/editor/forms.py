"""Between a value as it stands in a file and the same as a person fills it in.

`to_form` gives what the form shows, `read_form` what came back, `from_form` the value to write. A field counts as
changed only when its form is another one than it was: how the file writes it (quotes, folds, comments) never matters.
Knows no file, no request and no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from werkzeug.datastructures import MultiDict

from directory.catalog.models import CHANNEL_KINDS
from directory.catalog.rewriting import Value
from directory.editor.fields import BODY, Field
from directory.editor.part_fields import CHANNEL_KIND, CHANNEL_VALUE
from directory.editor.typed import as_meant

Item = Mapping[str, str]
"""One item of a list: key -> what its field shows; `was` is its number in the file, empty for a new one."""
Filled = str | tuple[str, ...] | tuple[Item, ...]
"""What one field of the form holds."""
WAS, GONE, PLACE = "was", "gone", "place"
"""Of an item beside its own fields: where it was in the file, whether it goes, and its new place in the list."""

ITEMS = frozenset({"channels", "meetings", "sources", "parts"})
SEVERAL = frozenset({"choices", "area", "ranked"})
LINES = frozenset({"ids", "phrases"})
MOST_ITEMS = 400
Form = MultiDict[str, str]
"""As it was posted."""


def to_form(field: Field, value: Value | None) -> Filled:
    """What the form shows for `value`."""
    if field.widget in ITEMS:
        items = value if isinstance(value, tuple) else ()
        return tuple(_item_to_form(field, item, number) for number, item in enumerate(items))
    if field.widget in SEVERAL:
        held = [str(one).strip() for one in (value if isinstance(value, tuple) else (value,) if value else ())]
        return tuple(dict.fromkeys(one for one in held if one))
    if field.widget in LINES:
        return _lines(value) if isinstance(value, tuple) else _lines((_single(value),))
    if field.key == BODY:
        return _tidy(field, _single(value))
    return " ".join(_single(value).split())


def _lines(values: Iterable[object]) -> str:
    return "\n".join(line for one in values if (line := " ".join(str(one).split())))


def _single(value: Value | None) -> str:
    return value if isinstance(value, str) else ""


def _on_lines(filled: Filled) -> str:
    """An item holds texts only: several values stand on lines of their own."""
    return filled if isinstance(filled, str) else "\n".join(str(one) for one in filled)


def _item_to_form(field: Field, item: Value, number: int) -> Item:
    mapping = item if isinstance(item, Mapping) else {}
    shown = {WAS: str(number)}
    for part in field.parts:
        if part.key in (CHANNEL_KIND, CHANNEL_VALUE) and field.widget == "channels":
            continue
        if part.widget != "raw":
            shown[part.key] = _on_lines(to_form(part, mapping.get(part.key)))
    if field.widget == "channels":
        kind = next((one for one in CHANNEL_KINDS if one in mapping), "")
        shown |= {CHANNEL_KIND: kind, CHANNEL_VALUE: " ".join(_single(mapping.get(kind)).split())}
    return shown


def read_form(field: Field, form: Form) -> Filled:
    """What was filled in, tidied; empty items and those that go are left out, the others in their new order."""
    if field.widget in ITEMS:
        return tuple(item for _, item in read_items(field, form))
    if field.widget in SEVERAL:
        return tuple(dict.fromkeys(value for one in form.getlist(field.key) if (value := one.strip())))
    return _tidy(field, form.get(field.key, ""))


def _tidy(field: Field, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if field.widget in LINES:
        return _lines(as_meant(field, " ".join(line.split())) for line in text.split("\n"))
    if field.key == BODY:
        return text.strip()
    return as_meant(field, " ".join(text.split()))


def read_items(field: Field, form: Form) -> list[tuple[int, Item]]:
    """The number of each item in the form, beside the item."""
    numbered: list[tuple[float, int, Item]] = []
    for number in item_numbers(field, form):
        item = raw_item(field, form, number)
        # A kind alone, as a template begins with, says nothing yet.
        said = any(text for key, text in item.items() if key not in (WAS, PLACE, GONE, CHANNEL_KIND))
        if (said or item[WAS]) and not item[GONE]:
            # Moved to a place, it stands before the one that has it.
            place = int(item[PLACE]) - 1.5 if item[PLACE].isdecimal() else float(number)
            kept = {key: text for key, text in item.items() if key not in (PLACE, GONE)}
            if field.widget == "channels" and not kept[CHANNEL_KIND]:
                kept[CHANNEL_KIND] = likely_kind(kept[CHANNEL_VALUE])
            numbered.append((place, number, kept))
    return [(number, item) for _, number, item in sorted(numbered, key=lambda one: one[:2])]


def likely_kind(value: str) -> str:
    """What a way in must be when nobody said: what was written is never lost for want of a choice."""
    if not value:
        return ""
    if "@" in value:
        return "email"
    if "://" in value:
        return "chat"
    return "phone" if re.fullmatch(r"[+\d ]+", value) else "visit"


def item_numbers(field: Field, form: Form) -> list[int]:
    """Of the items that the form shows, empty ones too."""
    pattern = re.compile(rf"{re.escape(field.key)}-(\d{{1,4}})-\w")
    found = {int(match[1]) for name in form if (match := pattern.match(name))}
    return sorted(found)[:MOST_ITEMS]


def raw_item(field: Field, form: Form, number: int) -> Item:
    """As it was sent, for a form that is shown once more."""
    sent = {part.key: _on_lines(_part_sent(part, form, f"{field.key}-{number}-{part.key}")) for part in field.parts
            if part.widget != "raw"}  # fmt: skip
    return sent | {key: form.get(f"{field.key}-{number}-{key}", "").strip() for key in (WAS, GONE, PLACE)}


def _part_sent(part: Field, form: Form, name: str) -> Filled:
    return tuple(form.getlist(name)) if part.widget in SEVERAL else _tidy(part, form.get(name, ""))


def from_form(field: Field, filled: Filled, was: Value | None) -> Value | None:
    """The value to write; None when nothing is left. What `was` holds beside our fields stays in its items."""
    if field.widget in ITEMS:
        before = was if isinstance(was, tuple) else ()
        items = tuple(_item_from_form(field, item, before) for item in filled if isinstance(item, Mapping))
        return items or None
    if field.widget in SEVERAL:
        values = tuple(one for one in filled if isinstance(one, str))
        if field.widget != "ranked":
            kept = [str(one) for one in was] if isinstance(was, tuple) else []
            values = (*[one for one in kept if one in values], *[one for one in values if one not in kept])
        return values or None
    text = filled if isinstance(filled, str) else ""
    if field.widget in LINES:
        return tuple(dict.fromkeys(text.split("\n"))) if text else None
    return text or None


def _item_from_form(field: Field, item: Item, before: Sequence[Value]) -> Value:
    old = _old_item(item, before)
    values: dict[str, Value] = dict(old)
    given = dict(item)
    if field.widget == "channels":
        kind, value = given.pop(CHANNEL_KIND, ""), given.pop(CHANNEL_VALUE, "")
        values = _with_kind(values, kind, value)
    for part in field.parts:
        if part.widget == "raw" or part.key not in given:
            continue
        text = given[part.key]
        if text == _on_lines(to_form(part, old.get(part.key))):
            continue
        filled: Filled = tuple(text.split("\n")) if part.widget in SEVERAL and text else text
        written = from_form(part, filled, old.get(part.key))
        if written is None:
            values.pop(part.key, None)
        else:
            values[part.key] = written
    return values


def _old_item(item: Item, before: Sequence[Value]) -> Mapping[str, Value]:
    number = int(item[WAS]) if item.get(WAS, "").isdecimal() else -1
    old = before[number] if 0 <= number < len(before) else {}
    return old if isinstance(old, Mapping) else {}


def _with_kind(values: Mapping[str, Value], kind: str, value: str) -> dict[str, Value]:
    """The key that says what kind of channel it is, where it stood before, else first."""
    kinds = [key for key in values if key in CHANNEL_KINDS]
    if kinds == [kind] and " ".join(_single(values[kind]).split()) == value:
        return dict(values)
    rest = {key: one for key, one in values.items() if key not in CHANNEL_KINDS}
    return {kind: value, **rest} if kind in CHANNEL_KINDS else rest


def as_sent(fields: Iterable[Field], filled: Mapping[str, Filled]) -> list[tuple[str, str]]:
    """The same as a form would send it, name by name: `read_form` gives back what is in `filled`."""
    sent: list[tuple[str, str]] = []
    for field in fields:
        shown = filled.get(field.key, "")
        if isinstance(shown, str):
            sent.append((field.key, shown))
            continue
        for number, one in enumerate(shown):
            if isinstance(one, Mapping):
                several = {part.key for part in field.parts if part.widget in SEVERAL}
                for key, text in one.items():
                    texts = text.split("\n") if key in several else [text]
                    sent += [(f"{field.key}-{number}-{key}", each) for each in texts]
            else:
                sent.append((field.key, str(one)))
    return sent


def changes(
    fields: Iterable[Field], values: Mapping[str, Value], filled: Mapping[str, Filled]
) -> dict[str, Value | None]:
    """Key -> what to write (None: take it out), for the fields whose form is not what it was."""
    found: dict[str, Value | None] = {}
    for field in fields:
        if field.widget == "raw" or field.key not in filled:
            continue
        shown, now = to_form(field, values.get(field.key)), filled[field.key]
        if same(field, shown, now):
            continue
        written = from_form(field, now, values.get(field.key))
        if written is not None or field.key in values:
            found[field.key] = written
    return found


def same(field: Field, one: Filled, other: Filled) -> bool:
    """Boxes that are ticked have no order of their own."""
    if field.widget in ("choices", "area"):
        return set(map(str, one)) == set(map(str, other))
    return one == other
