"""Which hours an editor may write, and what is said of the others."""

from __future__ import annotations

import pytest

from directory.catalog.hours import check_schedule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write the hours"),
        ('"etter avtale"', "by_appointment: yes"),
        ("etter avtale", "by_appointment: yes"),
        ('Mo-Fr 09:00-15:00 "ring først"', "schedule_note"),
        ("Mo-Fr 09:00-15:00; SH off", "SH"),
        ("week 01-53/2 Th 18:00-20:00", "every_weeks"),
        ("sunrise-sunset", "clock times"),
        ("easter off", "PH"),
        ("Mo-Fr 09:00-15:00 || unknown", "only the hours that are known"),
        ("2026 Jul off", "alert"),
        ("Mo–Fr 09:00-15:00", "hyphen"),
        ("Mo-Fr 9-15", "four digits"),
        ("Mo-Fr 09.00-15.00", "four digits"),
        ("Ma-Fr 09:00-15:00", "Mo Tu We"),
        ("mo-fr 09:00-15:00", "Mo Tu We"),
        ("Mandag 09:00-15:00", "Mo Tu We"),
        ("Mon-Fri 09:00-15:00", "Mo Tu We"),
        ("Mo-Fr 09:00-15:00; Mai off", "Jan Feb"),
        ("Mo-Fr", "the times too"),
        ("09:00-15:00", "Name the days"),
        ("Mo 09:00-25:00", "between 00:00 and 24:00"),
        ("Mo 09:00-09:00", "00:00-24:00"),
        ("Mo 12:00-15:00,09:00-13:00", "in order"),
        ("Mo 10:00+,18:00-20:00", "in order"),
        ("Feb 30 10:00-12:00", "a date that exists"),
        ("Sep 31-Oct 02 off; Mo 10:00-12:00", "a date that exists"),
        ("Mo-Fr 09:00-15:00, Tu 18:00-21:00", "semicolon"),
        ("Mo-Fr 09:00-15:00; Tu 18:00-21:00", "all the times of Tu"),
        ("Su 10:00-12:00; Su[2] 18:00-20:00", "all the times of Su"),
        ("Jul off; Mo-Fr 09:00-15:00", "ordinary weekdays first"),
        ("Sa,Su,PH 00:00-24:00; Mo-Fr 15:00-22:00", "ordinary weekdays first"),
        ("Mo-Fr 09:00-15:00; PH off; May Mo-Fr 10:00-12:00", "rule for PH after"),
        ("Mo-Fr 15:30-08:00; Sa,Su,PH 00:00-24:00", "night"),
        ("Mo-Su off", "never open"),
        ("PH off", "never open"),
        ("Mo-Fr 09:00-15:00; Jan-Dec off", "never open"),
    ],
)
def test_unsound_hours_are_refused_with_what_to_write(text: str, words: str) -> None:
    """Each mistake gets a sentence that names the way out."""
    assert words in (check_schedule(text) or "None: it was accepted")


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "Mo-Fr 09:00-15:00",
        "Mo,We-Fr 09:00-15:00; Tu 09:00-15:00,18:00-21:00",
        "Mo-Tu 18:30-22:30; We-Fr 18:30-01:30; Sa-Su 14:30-01:30",
        "Mo-Fr 00:00-08:00,15:30-24:00; Sa,Su,PH 00:00-24:00",
        "Mo-Su 15:00-07:00",
        "Su[2] 18:00+",
        "Su[1,3] 10:00-12:00; Su[2] 18:00-20:00",
        "Mo-Fr 09:00-15:00; Jul off; Dec 24-Jan 02 off; PH off",
        "Jan-Jun,Aug-Dec Mo-Fr 09:00-15:00; Jul Mo-Fr 10:00-14:00",
        "Mo, We 12:00-17:00 ; PH off;",
    ],
)
def test_sound_hours_are_accepted(text: str) -> None:
    """The ways in which editors may write hours."""
    assert check_schedule(text) is None
