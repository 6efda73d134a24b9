"""Recurring times for a calendar: which days, from when, until when, and which of those days are left out.

A year ahead at most, so that an old file dies out by itself. Left out are cancelled dates, dates outside the hours, and
public holidays about which the hours say nothing: whoever goes there must not stand before a locked door. Words nothing
and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from directory.catalog.models import Meeting, Service
from directory.catalog.schedules import Schedule, read_schedule
from directory.catalog.timetable import Span, spans

YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """One time of day on days that come again. Times are what the clock on the wall in Norway says."""

    start: datetime
    """The first time, naive."""
    end: datetime | None
    """Of the first time; None when it is not known."""
    frequency: Literal["weekly", "monthly"]
    interval: int = 1
    """Every how many weeks, counted from Monday."""
    days: tuple[str, ...]
    """Weekly: "MO"; monthly: "2SU", the last one "-1SU"."""
    last: datetime
    """The start of the last time."""
    left_out: tuple[datetime, ...] = ()
    """Starts that the rule names, but at which there is nothing."""


def meeting_recurrences(meeting: Meeting, today: date) -> tuple[Recurrence, ...]:
    """The meetings of a group from `today` on; none when it meets every second week and no start is known."""
    if meeting.every_weeks > 1 and meeting.start_date is None:
        return ()
    first = max(today, meeting.start_date or today)
    last = min(first + YEAR, meeting.end_date or date.max)
    held = [
        span for span in _certain(meeting.schedule, first, last)
        if span.start.date() not in meeting.cancelled_dates
        and not (meeting.start_date and _weeks(meeting.start_date, span.start.date()) % meeting.every_weeks)
    ]  # fmt: skip
    return _recurrences(held, meeting.every_weeks)


def drop_in_recurrences(service: Service, today: date) -> tuple[Recurrence, ...]:
    """When one may come by without an appointment; nothing for what is always open."""
    if service.drop_in is not True or service.meetings:
        return ()
    schedules = [one.schedule for one in service.channels_of("visit") if one.schedule and not one.by_appointment]
    return tuple(
        one
        for schedule in schedules
        if isinstance(rules := read_schedule(schedule), Schedule) and not rules.always
        for one in _recurrences(_certain(schedule, today, today + YEAR), 1)
    )


def starts(one: Recurrence) -> Iterator[datetime]:
    """Every time that `one` stands for, in order."""
    left_out = set(one.left_out)
    yield from (moment for moment in _named(one) if moment not in left_out)


def _certain(schedule: str, first: date, last: date) -> list[Span]:
    return [span for span in spans(schedule, first, last) if span.sure] if first <= last else []


def _recurrences(held: Iterable[Span], every_weeks: int) -> tuple[Recurrence, ...]:
    """One for each time of day, the earliest first."""
    times: dict[tuple[object, ...], list[Span]] = {}
    for span in held:
        known = None if span.latest > span.end else span.end - span.start
        times.setdefault((span.start.time(), known), []).append(span)
    return tuple(sorted((_fitted(spans_, every_weeks) for spans_ in times.values()), key=lambda one: one.start))


def _fitted(held: list[Span], every_weeks: int) -> Recurrence:
    """The rule with the fewest exceptions: every so many weeks, or the nth weekday of the month."""
    first, last = held[0], held[-1]
    dates = {span.start for span in held}
    weekly = {_weekday(moment): moment.weekday() for moment in dates}
    rules: list[tuple[Literal["weekly", "monthly"], tuple[str, ...]]] = [
        ("weekly", tuple(sorted(weekly, key=lambda day: weekly[day]))),
        ("monthly", tuple(sorted({f"{(moment.day + 6) // 7}{_weekday(moment)}" for moment in dates}))),
    ]
    if all((moment + timedelta(days=7)).month != moment.month for moment in dates):
        rules.append(("monthly", tuple(sorted({f"-1{_weekday(moment)}" for moment in dates}))))
    found = []
    for frequency, days in rules:
        rule = Recurrence(
            start=first.start, end=None if first.latest > first.end else first.end, frequency=frequency,
            interval=every_weeks if frequency == "weekly" else 1, days=days, last=last.start,
        )  # fmt: skip
        named = set(_named(rule))
        if dates <= named:
            found.append((len(named - dates), rule, tuple(sorted(named - dates))))
    _, best, left_out = min(found, key=lambda one: one[0])
    return Recurrence(**{**vars(best), "left_out": left_out})


def _named(rule: Recurrence) -> Iterator[datetime]:
    """What the rule alone says."""
    day = rule.start
    while day <= rule.last:
        if rule.frequency == "weekly":
            fits = _weekday(day) in rule.days and not _weeks(rule.start.date(), day.date()) % rule.interval
        else:
            final = (day + timedelta(days=7)).month != day.month
            number = (day.day + 6) // 7
            fits = f"{number}{_weekday(day)}" in rule.days or (final and f"-1{_weekday(day)}" in rule.days)
        if fits:
            yield day
        day += timedelta(days=1)


def _weekday(moment: datetime) -> str:
    return ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[moment.weekday()]


def _weeks(start: date, day: date) -> int:
    """Whole weeks between two days' Mondays; ordinal 1 is a Monday."""
    return (day.toordinal() - 1) // 7 - (start.toordinal() - 1) // 7
