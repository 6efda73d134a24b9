"""Opening hours for every page: open until when, opening when, or not known. `now` is always passed in.

Holds no wording and no rules of its own about days: `schedules` reads what editors write, `timetable` turns it into
moments, `meetings` has a group's next meetings; their public names are offered here too. All datetimes that come out
are aware, Europe/Oslo; compare them in UTC, since Python compares two times of one zone by the clock on the wall.
Public holidays are known from 2000 to 2076.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from directory.catalog.meetings import MeetingTime, next_meetings
from directory.catalog.models import Channel, Service
from directory.catalog.problems import Advice
from directory.catalog.schedules import Schedule, read_schedule
from directory.catalog.timetable import OSLO, ever_open, instant, joined, runs, spans

__all__ = [
    "ANSWERING", "HORIZON_DAYS", "OSLO", "DayHours", "MeetingTime", "Opening", "channel_opening", "check_schedule",
    "intervals", "next_meetings", "opening", "service_opening", "week_schedule",
]  # fmt: skip

ANSWERING = frozenset({"phone", "sms", "chat", "visit", "sign-language"})
"""Kinds of channel at which a person answers there and then; an e-mail is never open."""

HORIZON_DAYS = 60
"""How far ahead the next opening or closing is looked for."""
_NEAR_DAYS = 8
"""Looked at first: nearly always enough, and six times cheaper."""

OpeningState = Literal["open", "closed", "unknown", "always", "by-appointment"]
_LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What one can say about a channel or a service at one moment."""

    state: OpeningState
    until: datetime | None = None
    """When an open one closes; None when that is not known or not within the horizon, and for `always`."""
    opens: datetime | None = None
    """When a closed one opens next, None if not within the horizon. An unknown one has it too where something is known:
    hours are unknown now, but it surely opens then."""

    @property
    def is_open(self) -> bool:
        return self.state in ("open", "always")


def check_schedule(text: str) -> Advice | None:
    """None when the hours are sound, else a sentence that tells an editor what to write."""
    found = read_schedule(text)
    if isinstance(found, Advice):
        return found
    if ever_open(text):
        return None
    return Advice("Write when it is open, for instance Mo-Fr 09:00-15:00: `{value}` is never open.", value=text)


_UNKNOWN = Opening(state="unknown")


def opening(schedule: str | None, now: datetime, *, by_appointment: bool = False) -> Opening:
    """The state at `now`. Hours that `check_schedule` refuses are unknown, never open or closed."""
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError("now must be aware: a naive time names no moment")
    if by_appointment:
        return Opening(state="by-appointment")
    rules = read_schedule(schedule) if schedule is not None else ""
    if schedule is None or not isinstance(rules, Schedule):
        return _UNKNOWN
    if rules.always:
        return Opening(state="always")
    near = _within(schedule, now, _NEAR_DAYS)
    return near if near.until or near.opens else _within(schedule, now, HORIZON_DAYS)


def _within(schedule: str, now: datetime, days: int) -> Opening:
    moment = now.astimezone(UTC)
    today = now.astimezone(OSLO).date()
    sure, possible = runs(schedule, today, days)
    index = bisect_right(sure, (moment, _LATE))
    if index and moment < sure[index - 1][1]:
        end = sure[index - 1][1]
        horizon = instant(datetime.combine(today + timedelta(days=days), time.min))
        known = end < horizon and (sure is possible or not _covers(possible, end))
        return Opening(state="open", until=end.astimezone(OSLO) if known else None)
    opens = sure[index][0].astimezone(OSLO) if index < len(sure) else None
    unknown = sure is not possible and _covers(possible, moment)
    return Opening(state="unknown" if unknown else "closed", opens=opens)


def channel_opening(channel: Channel, now: datetime) -> Opening:
    """An e-mail address is unknown, or by appointment, whatever its hours: nobody is there to answer at once."""
    schedule = channel.schedule if channel.kind in ANSWERING else None
    return opening(schedule, now, by_appointment=channel.by_appointment)


def service_opening(service: Service, now: datetime) -> Opening:
    """The best of the channels at which a person answers.

    Always open beats open (the latest known `until`), which beats all else. When none is open, one closed channel and
    one with unknown hours make the whole unknown, for it may be open: a service is closed only when every answering
    channel that is not by appointment is known to be closed. `opens` then still says when the first channel with known
    hours opens. Closed (the earliest `opens`) beats by appointment, and by appointment beats unknown alone, since it
    says what to do. A service that has shut down is closed.
    """
    if service.status == "closed":
        return Opening(state="closed")
    found = [channel_opening(channel, now) for channel in service.channels if channel.kind in ANSWERING]
    by_state = {state: [one for one in found if one.state == state] for state in {one.state for one in found}}
    if "always" in by_state:
        return Opening(state="always")
    if "open" in by_state:
        return Opening(state="open", until=max(_known(one.until for one in by_state["open"]), default=None, key=_utc))
    opens = min(_known(one.opens for one in found), default=None, key=_utc)
    if "closed" in by_state:
        return Opening(state="unknown" if "unknown" in by_state else "closed", opens=opens)
    return Opening(state="by-appointment") if "by-appointment" in by_state else Opening(state="unknown", opens=opens)


def intervals(schedule: str, start: datetime, end: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """When it is surely open between two moments, cut to them; stretches that touch are one. Unsound hours: never."""
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("start and end must be aware")
    low, high = start.astimezone(UTC), end.astimezone(UTC)
    days = (low.astimezone(OSLO).date() - timedelta(days=2), high.astimezone(OSLO).date())
    whole = joined((instant(span.start), instant(span.end)) for span in spans(schedule, *days) if span.sure)
    cut = ((max(a, low), min(b, high)) for a, b in whole if a < high and b > low)
    return tuple((a.astimezone(OSLO), b.astimezone(OSLO)) for a, b in cut if a < b)


@dataclass(frozen=True, kw_only=True)
class DayHours:
    """One row of a week table."""

    date: date
    times: tuple[tuple[str, str], ...] = ()
    """Start and end as HH:mm; "24:00" where it closes at midnight, ("18:30", "01:30") past it, and an empty end where
    the end is not known. No times: closed."""
    always: bool = False
    """Open round the clock, every day."""
    unsure: bool = False
    """A public holiday about which the hours say nothing: show the times with that doubt."""


@lru_cache(maxsize=2048)  # a page of contacts shows the same weeks again and again
def week_schedule(schedule: str, monday: date) -> tuple[DayHours, ...]:
    """Seven days from `monday`; an interval past midnight belongs to the day on which it began.

    Empty for unsound hours. What the clock on the wall says, also on the days when clocks change.
    """
    rules = read_schedule(schedule)
    if not isinstance(rules, Schedule):
        return ()
    days = [monday + timedelta(days=number) for number in range(7)]
    found = tuple(spans(schedule, days[0], days[6]))
    week = []
    for day in days:
        own = [span for span in found if span.start.date() == day]
        times = tuple((f"{s.start:%H:%M}", "" if s.latest > s.end else _closing(s.end)) for s in own)
        unsure = any(not span.sure for span in own)
        week.append(DayHours(date=day, times=times, always=rules.always, unsure=unsure))
    return tuple(week)


def _closing(end: datetime) -> str:
    return "24:00" if (end.hour, end.minute) == (0, 0) else f"{end:%H:%M}"


def _covers(stretches: tuple[tuple[datetime, datetime], ...], moment: datetime) -> bool:
    index = bisect_right(stretches, (moment, _LATE))
    return index > 0 and moment < stretches[index - 1][1]


def _known(moments: Iterable[datetime | None]) -> list[datetime]:
    return [moment for moment in moments if moment is not None]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
