"""What people type, as the file writes it: dates, hours, what costs nothing. What is not understood stays as it is."""

from __future__ import annotations

import re
from datetime import date

from directory.editor.field_shapes import Field
from directory.editor.typed_hours import typed_hours

FREE = "free"
_FREE = frozenset({FREE, "gratis", "kostnadsfritt", "kostnadsfri"})
_DATES = frozenset({"date", "cancelled_dates"})
"""Fields that hold dates and are no date fields: a year alone, or several."""
_DATE = re.compile(r"(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4}|\d\d)")


def as_meant(field: Field, text: str) -> str:
    """One line that was typed into `field`."""
    if field.widget == "hours":
        return typed_hours(text)
    if field.widget == "date" or field.key in _DATES:
        return typed_date(text)
    if field.key == "fees" and text.strip(" .!").casefold() in _FREE:
        return FREE
    return text


def typed_date(text: str) -> str:
    """«20.11.2026» and «20.11.26» are 2026-11-20."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return text
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    try:
        return date(year if year > 99 else 2000 + year, month, day).isoformat()
    except ValueError:
        return text
