"""When a group meets next. Holds no wording; the days and times of the schedule itself are `timetable`'s."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from directory.catalog.models import Meeting
from directory.catalog.timetable import OSLO, instant, spans

SEARCH_DAYS = 2 * 366
"""How far ahead meetings are looked for: one that is held once a year is found, also when this year's is cancelled."""


@dataclass(frozen=True, kw_only=True)
class MeetingTime:
    start: datetime
    """Aware, Europe/Oslo."""
    end: datetime | None = None
    """None when the end is not known."""
    cancelled: bool = False


def next_meetings(meeting: Meeting, now: datetime, count: int = 3) -> tuple[MeetingTime, ...]:
    """The next `count` meetings, the one under way first. Cancelled ones are kept and marked; when all of them are
    cancelled, the first that is held stands after them.

    `every_weeks` counts whole weeks, Monday to Sunday, from that of `start_date`, so "Tu,Th" every other week keeps
    both days together; without a `start_date` the weeks are not known, and nothing is said. Days before `start_date`
    and after `end_date` have none. A meeting on a public holiday is shown unless it is cancelled.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    if meeting.every_weeks > 1 and meeting.start_date is None:
        return ()
    first = now.astimezone(OSLO).date() - timedelta(days=2)
    last = first + timedelta(days=SEARCH_DAYS)
    if meeting.start_date:
        last = max(last, meeting.start_date + timedelta(days=SEARCH_DAYS))
        first = max(first, meeting.start_date)
    last = min(last, meeting.end_date or last)
    found: list[MeetingTime] = []
    for span in spans(meeting.schedule, first, last) if first <= last else ():
        day = span.start.date()
        if meeting.start_date and _weeks(meeting.start_date.toordinal(), day.toordinal()) % meeting.every_weeks:
            continue
        start, end = instant(span.start), instant(span.end)
        if end <= now:
            continue
        cancelled = day in meeting.cancelled_dates
        if len(found) < count or not cancelled:
            known = None if span.latest > span.end else end.astimezone(OSLO)
            found.append(MeetingTime(start=start.astimezone(OSLO), end=known, cancelled=cancelled))
        if len(found) >= count and not all(time.cancelled for time in found):
            break
    return tuple(found)


def _weeks(start: int, day: int) -> int:
    """Whole weeks between two days' Mondays; ordinal 1 is a Monday."""
    return (day - 1) // 7 - (start - 1) // 7
