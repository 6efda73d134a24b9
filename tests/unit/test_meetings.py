"""When a group meets next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from directory.catalog.hours import OSLO, check_schedule
from directory.catalog.meetings import next_meetings
from directory.catalog.models import Meeting


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


EVERY_OTHER = Meeting(
    schedule="Th 18:00-20:00", every_weeks=2, start_date=date(2026, 1, 8), end_date=date(2026, 12, 17)
)


def test_every_other_week_is_counted_from_the_start_over_a_year_of_53_weeks() -> None:
    """2026 has 53 ISO weeks: counting goes on from the start date, not from a week number."""
    endless = Meeting(schedule="Th 18:00-20:00", every_weeks=2, start_date=date(2026, 1, 8))
    days = [time.start.date() for time in next_meetings(endless, at("2026-12-20 12:00"), 3)]
    assert days == [date(2026, 12, 24), date(2027, 1, 7), date(2027, 1, 21)]


def test_a_cancelled_meeting_is_kept_and_marked() -> None:
    """A reader sees that this one is cancelled, and when the next one is."""
    meeting = Meeting(schedule="Th 18:00-20:00", cancelled_dates=(date(2026, 11, 26),))
    found = next_meetings(meeting, at("2026-11-24 12:00"), 2)
    assert [(time.start, time.end, time.cancelled) for time in found] == [
        (at("2026-11-26 18:00"), at("2026-11-26 20:00"), True),
        (at("2026-12-03 18:00"), at("2026-12-03 20:00"), False),
    ]


def test_when_all_are_cancelled_the_first_that_is_held_stands_after_them() -> None:
    """A summer without meetings still ends with a day to come on."""
    july = tuple(date(2026, 7, day) for day in (2, 9, 16, 23, 30))
    found = next_meetings(Meeting(schedule="Th 18:00-20:00", cancelled_dates=july), at("2026-07-01 12:00"), 3)
    assert [time.cancelled for time in found] == [True, True, True, False]
    assert found[-1].start == at("2026-08-06 18:00")


def test_a_meeting_under_way_comes_first_and_one_that_is_over_not_at_all() -> None:
    """Who looks at 19:00 may still come; who looks at 20:00 sees the next."""
    assert next_meetings(EVERY_OTHER, at("2026-01-08 19:00"), 1)[0].start == at("2026-01-08 18:00")
    assert next_meetings(EVERY_OTHER, at("2026-01-08 20:00"), 1)[0].start == at("2026-01-22 18:00")


def test_a_group_meets_neither_before_its_start_nor_after_its_end() -> None:
    """The start and end dates are the first and last possible days."""
    assert next_meetings(EVERY_OTHER, at("2025-06-01 12:00"), 1)[0].start == at("2026-01-08 18:00")
    assert [time.start.date() for time in next_meetings(EVERY_OTHER, at("2026-12-01 12:00"), 3)] == [date(2026, 12, 10)]
    assert next_meetings(EVERY_OTHER, at("2026-12-18 12:00")) == ()


def test_two_days_of_the_same_week_stay_together() -> None:
    """Tuesday and Thursday every other week are in the same weeks, also when the start date is the Thursday."""
    meeting = Meeting(schedule="Tu,Th 18:00-20:00", every_weeks=2, start_date=date(2026, 1, 8))
    days = [time.start.date().day for time in next_meetings(meeting, at("2026-01-07 12:00"), 3)]
    assert days == [8, 20, 22]


def test_an_unknown_end_is_no_end() -> None:
    """`18:00+` has a start only, also on the second Sunday."""
    found = next_meetings(Meeting(schedule="Su[2] 18:00+"), at("2026-11-22 12:00"), 1)
    assert [(time.start, time.end) for time in found] == [(at("2026-12-13 18:00"), None)]


@pytest.mark.parametrize(
    "meeting", [Meeting(schedule="Th 18:00-20:00", every_weeks=2), Meeting(schedule="annenhver torsdag")]
)
def test_what_is_not_known_is_not_guessed(meeting: Meeting) -> None:
    """Every other week without a start date, or days that cannot be read, give no meetings."""
    assert next_meetings(meeting, at("2026-11-22 12:00")) == ()


def test_a_naive_now_is_refused() -> None:
    """A time without a zone names no moment."""
    with pytest.raises(ValueError):
        next_meetings(EVERY_OTHER, datetime(2026, 11, 22, 12))  # noqa: DTZ001


def test_generated_groups_meet_on_the_days_one_counts_by_hand() -> None:
    """500 groups: the start date plus so many weeks, over clock changes and New Year, in local time."""
    for seed in range(500):
        random = Random(seed)
        start = date(2024, 1, 1) + timedelta(days=random.randrange(2000))
        weeks, hour = random.randrange(1, 6), random.randrange(8, 20)
        day = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[start.weekday()]
        every = [start + timedelta(weeks=weeks * n) for n in range(40)]
        cancelled = tuple(random.sample(every[:12], 3))
        meeting = Meeting(
            schedule=f"{day} {hour:02}:00-{hour + 2:02}:00",
            every_weeks=weeks,
            start_date=start,
            cancelled_dates=cancelled,
        )
        assert check_schedule(meeting.schedule) is None
        now = datetime(start.year, start.month, start.day, tzinfo=UTC) + timedelta(days=random.randrange(100))
        expected = [
            datetime(held.year, held.month, held.day, hour, tzinfo=OSLO)
            for held in every
            if datetime(held.year, held.month, held.day, hour + 2, tzinfo=OSLO).astimezone(UTC) > now
        ][:4]
        found = next_meetings(meeting, now, 4)
        assert [time.start for time in found] == expected
        assert [time.cancelled for time in found] == [held.date() in cancelled for held in expected]
