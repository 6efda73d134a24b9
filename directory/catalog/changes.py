"""When anything in the catalogue opens, closes or meets next: until then every page of it reads the same.

Reads no clock and words nothing. Looks at all opening hours together, whatever page asks: a page that is made once more
than it needs to be costs a few milliseconds, one that is kept too long shows a closed line as open (S-18).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from directory.catalog.models import Catalog
from directory.catalog.timetable import OSLO, instant, runs

_AHEAD_DAYS = 8
"""What is shown of meetings: those of the next seven days."""
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Changes:
    """The moments of change of one catalogue, worked out once a day. That memory is the only thing that changes."""

    def __init__(self, catalog: Catalog) -> None:
        self._schedules = frozenset(_schedules(catalog))
        self._meetings = frozenset(meeting.schedule for one in catalog.services.values() for meeting in one.meetings)
        self._known: tuple[date, tuple[datetime, ...]] | None = None

    def next_change(self, now: datetime) -> datetime:
        """The first moment after `now`, in UTC, when a page may read otherwise; midnight in Oslo at the latest."""
        day = now.astimezone(OSLO).date()
        known = self._known
        if known is None or known[0] != day:
            known = self._known = (day, self._of_day(day))
        moments = known[1]
        return moments[bisect_right(moments, now.astimezone(UTC))]

    def _of_day(self, day: date) -> tuple[datetime, ...]:
        """All changes of `day` in order, and the midnight that ends it: dates, "tomorrow" and ages change there."""
        midnight = instant(datetime.combine(day + _DAY, time.min))
        found = {moment for text in self._schedules | self._meetings for moment in _edges(text, day)}
        for text in self._meetings:
            # A meeting comes into the next seven days.
            walls = (moment.astimezone(OSLO).replace(tzinfo=None) - _WEEK for moment in _edges(text, day))
            found |= {instant(wall) for wall in walls}
        return (*sorted(moment for moment in found if moment < midnight), midnight)


def _edges(text: str, day: date) -> Iterator[datetime]:
    for stretches in runs(text, day, _AHEAD_DAYS):
        for start, end in stretches:
            yield start
            yield end


def _schedules(catalog: Catalog) -> Iterator[str]:
    for channels in (
        *(one.channels for one in catalog.services.values()),
        *(one.channels for one in catalog.places.values()),
    ):
        yield from (channel.schedule for channel in channels if channel.schedule)
