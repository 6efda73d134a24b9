"""What editors type in Norwegian, turned into what the file holds, and hours of the file in words."""

from __future__ import annotations

import pytest

from directory.catalog.schedules import Schedule, read_schedule
from directory.editor.told_hours import schedule_words
from directory.editor.typed import typed_date
from directory.editor.typed_hours import typed_hours
from tests.conftest import ROOT

HOURS = {
    "man-fre 15:30-22:00; lør-søn 08:00-22:00": "Mo-Fr 15:30-22:00; Sa-Su 08:00-22:00",
    "Mandag til fredag kl. 9.00–15.00, lørdag 10-14": "Mo-Fr 09:00-15:00; Sa 10:00-14:00",
    "måndag og laurdag 10-12 og 14-16": "Mo,Sa 10:00-12:00,14:00-16:00",
    "tysdag 0900-1500; sundag 9-12": "Tu 09:00-15:00; Su 09:00-12:00",
    "man: 9-15, ons: 10-12": "Mo 09:00-15:00; We 10:00-12:00",
    "man-fre 15.30-22 lør 8-22": "Mo-Fr 15:30-22:00; Sa 08:00-22:00",
    "man-fre 15-22; lør, søn, helligdager 8-22": "Mo-Fr 15:00-22:00; Sa,Su,PH 08:00-22:00",
    "man-fre 9-15; heilagdagar stengd; stengt i juli": "Mo-Fr 09:00-15:00; PH off; Jul off",
    "første torsdag i måneden 18-20": "Th[1] 18:00-20:00",
    "siste tysdag i månaden 18-20": "Tu[-1] 18:00-20:00",
    "hver dag 10-22": "Mo-Su 10:00-22:00",
    "tirsdag 18+": "Tu 18:00+",
    "fre 22-02": "Fr 22:00-02:00",
    "døgnet rundt": "24/7",
    "Døgnope": "24/7",
    "lør-søn hele døgnet": "Sa-Su 00:00-24:00",
    "Mo-Fr 9-15": "Mo-Fr 09:00-15:00",
}


@pytest.mark.parametrize(("typed", "meant"), HOURS.items())
def test_norwegian_hours_become_those_of_the_file(typed: str, meant: str) -> None:
    """Day names of both languages, times as people write them, public holidays, closed, day and night."""
    assert typed_hours(typed) == meant
    assert isinstance(read_schedule(meant), Schedule)


@pytest.mark.parametrize("typed", [
    "", "etter avtale", "hverdager 9-15", "9-15", "mandag", "man eller tir 9-15", "man 25-30",
    "annenhver tirsdag 18-20", "9 to 15", "tirsdag kl 18", "man-fre 9-15; når vi er her",
])  # fmt: skip
def test_what_is_not_understood_for_sure_stays_as_it_was_typed(typed: str) -> None:
    """Nothing is guessed: the check then says what to write (S-09)."""
    assert typed_hours(typed) == typed


def test_hours_that_are_sound_are_never_touched() -> None:
    """Every schedule of the content comes back letter for letter, and says something in words."""
    found = 0
    for file in sorted((ROOT / "content" / "services").glob("*.md")):
        for line in file.read_text(encoding="utf-8").splitlines():
            key, _, value = line.strip().removeprefix("- ").partition(": ")
            text = value.strip("'\"")
            if key == "schedule" and isinstance(read_schedule(text), Schedule):
                found += 1
                assert typed_hours(text) == text
                assert schedule_words(text, "nb", holidays=False) != text
    assert found > 10


@pytest.mark.parametrize(("text", "told"), [
    ("Mo-Fr 15:30-22:00; Sa 08:00-22:00", "mandag–fredag 15:30–22:00; lørdag 08:00–22:00"),
    ("Tu 18:00-20:00; Dec 24-26 off", "tirsdag 18:00–20:00; 24.–26. desember: not open"),
    ("Fr 22:00-02:00; PH off; Jul off", "fredag 22:00–02:00; public holidays: not open; juli: not open"),
    ("Th[1] 18:00+", "torsdag (the first in the month) from 18:00"),
    ("24/7", "Open day and night"),
    ("når vi er her", "når vi er her"),
])  # fmt: skip
def test_every_rule_of_the_hours_is_told(text: str, told: str) -> None:
    """No rule is left out, so that no change of hours is hidden."""
    assert schedule_words(text, "nb", holidays=False) == told


@pytest.mark.parametrize(("typed", "meant"), [
    ("20.11.2026", "2026-11-20"), ("20.11.26", "2026-11-20"), ("1. 2. 2026", "2026-02-01"),
    ("31.02.2026", "31.02.2026"), ("2026", "2026"), ("2026-11", "2026-11"), ("nylig", "nylig"),
])  # fmt: skip
def test_norwegian_dates_become_iso(typed: str, meant: str) -> None:
    """Day, month, year with dots; a day that is none stays as it was typed, and is told."""
    assert typed_date(typed) == meant
