"""What a field holds, in the words of the form: for people who never see the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from directory.catalog.models import Catalog
from directory.editor.drafts import Draft
from directory.editor.fields import Field
from directory.editor.form_view import option_groups
from directory.editor.forms import ITEMS, LINES, SEVERAL, WAS, Filled, Item, to_form
from directory.editor.texts import gettext as _
from directory.editor.told_hours import schedule_words
from directory.editor.typed import FREE
from directory.language.formats import format_date

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
OFTEN, FIRST_DATE = "every_weeks", "start_date"
"""Of a meeting: told together."""


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field that will be another one. An empty text: there was nothing, or nothing is left."""

    key: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    kept: int = 0
    """Items of a list that stay as they are, and are not shown."""


def field_changes(draft: Draft, catalog: Catalog, lang: str) -> tuple[FieldChange, ...]:
    """In the order of the form."""
    changed = draft.changes()
    held = {} if draft.base is None else draft.values
    return tuple(
        _change(
            field,
            worded(field, to_form(field, held.get(field.key)), catalog, lang),
            worded(field, draft.filled.get(field.key, ""), catalog, lang),
        )
        for field in draft.fields
        if field.key in changed
    )


def _change(field: Field, before: tuple[str, ...], after: tuple[str, ...]) -> FieldChange:
    """Of a list only what is another; the whole of it where only the order is."""
    gone = tuple(one for one in before if one not in after)
    come = tuple(one for one in after if one not in before)
    if field.widget not in ITEMS | LINES or not (gone or come):
        return FieldChange(key=field.key, label=_(field.label), before=before, after=after)
    kept = sum(one in before for one in after)
    return FieldChange(key=field.key, label=_(field.label), before=gone, after=come, kept=kept)


def worded(field: Field, filled: Filled, catalog: Catalog, lang: str) -> tuple[str, ...]:
    """A line for each value or item; `lang` words its days and dates."""
    if isinstance(filled, str):
        return tuple(_label(field, line, catalog, lang) for line in filled.split("\n") if line)
    return tuple(
        _item(field, one, catalog, lang) if not isinstance(one, str) else _label(field, one, catalog, lang)
        for one in filled
    )


def _item(field: Field, item: Item, catalog: Catalog, lang: str) -> str:
    told = []
    counted = bool(item.get(OFTEN) and item.get(FIRST_DATE))
    for part in field.parts:
        text = item.get(part.key, "")
        if part.key == WAS or not text or (counted and part.key == FIRST_DATE):
            continue
        values = text.split("\n") if part.widget in SEVERAL or part.widget == "ids" else [text]
        said = ", ".join(_label(part, value, catalog, lang) for value in values)
        if part.key == OFTEN and counted:
            said = _("%(often)s from %(date)s", often=said.lower(), date=_day(item[FIRST_DATE], lang))
        told.append(f"{_(part.label)}: {said}" if part.widget in ("flag", "ages", "ids", "date") else said)
    return ", ".join(told)


def _day(text: str, lang: str) -> str:
    """2026, 2026-11 and what is no date stay as they are."""
    try:
        return format_date(lang, date.fromisoformat(text)) if _DATE.fullmatch(text) else text
    except ValueError:
        return text


def _label(field: Field, value: str, catalog: Catalog, lang: str) -> str:
    if field.widget == "flag":
        return {"yes": _("Yes"), "no": _("No")}.get(value, value)
    if field.widget == "hours":
        return schedule_words(value, lang, holidays=False)
    if field.widget == "date" or field.key in ("date", "cancelled_dates"):
        return _day(value, lang)
    if field.key == "fees" and value == FREE:
        return _("Free").lower()
    for group in option_groups(field, catalog, ()):
        for choice in group.choices:
            if choice.value == value:
                return choice.label
    return value
