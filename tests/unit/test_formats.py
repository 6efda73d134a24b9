"""Dates and lists in words: what is taken from CLDR is used as CLDR means it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date as cldr_date
from babel.lists import format_list as cldr_list

from directory.language.formats import format_date, format_list, format_weekday, join_parts
from directory.language.locales import LOCALES

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 365, 5)]


@pytest.mark.parametrize("lang", sorted(LOCALES.keys() - {"so", "uk", "se"}))
def test_dates_read_as_babel_writes_them(lang: str) -> None:
    """A date is CLDR's long one, but where we say otherwise."""
    assert [format_date(lang, day) for day in DAYS] == [
        cldr_date(day, "long", locale=LOCALES[lang].cldr) for day in DAYS
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LOCALES)
def test_weekdays_and_lists_read_as_babel_writes_them(lang: str) -> None:
    """Weekdays are named, and lists of any length are joined, as CLDR says for the language."""
    week, locale = DAYS[:7], LOCALES[lang].cldr
    assert [format_weekday(lang, day) for day in week] == [cldr_date(day, "EEEE", locale=locale) for day in week]
    for length in range(6):
        items = ["a", "b", "c", "d", "e"][:length]
        assert format_list(lang, items) == cldr_list(items, locale=locale)


def test_what_holds_commas_is_joined_with_the_semicolon_of_the_language() -> None:
    """Arabic has a semicolon of its own."""
    assert join_parts("ar", ["أ", "ب"]) == "أ؛ ب"
    assert join_parts("nb", ["a, b", "c"]) == "a, b; c"
