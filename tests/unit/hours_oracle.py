"""A second opinion on opening hours: a table of minutes from the intervals that made a schedule.

It never parses a schedule and knows neither the library nor the time-zone database: Easter and the changes of clocks
are computed here. `hours_cases` makes the schedules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

CLOSED, OPEN, PERHAPS = 0, 1, 2
WINDOW_DAYS = 10
_HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@lru_cache
def easter(year: int) -> date:
    """Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache
def holidays(year: int) -> frozenset[date]:
    """Public holidays in Norway: five fixed, seven that follow Easter."""
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}
    return frozenset(fixed | {easter(year) + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)})


def is_holiday(day: date) -> bool:
    return day in holidays(day.year)


@lru_cache
def clock_change(year: int, month: int) -> datetime:
    """The last Sunday of March or October, 01:00 UTC."""
    last = date(year, month, 31)
    last -= timedelta(days=(last.weekday() + 1) % 7)
    return datetime(last.year, last.month, last.day, 1, tzinfo=UTC)


def offset(moment: datetime) -> int:
    """Hours that clocks in Norway are ahead of UTC."""
    return 2 if clock_change(moment.year, 3) <= moment < clock_change(moment.year, 10) else 1


@dataclass(frozen=True)
class Part:
    """One rule as it was made: when it holds, its intervals in minutes after midnight, and its text."""

    text: str
    holds: Callable[[date], bool]
    times: tuple[tuple[int, int], ...] = ()
    latest: int | None = None
    """Until when the last interval may last, when its end is not known."""
    in_season: Callable[[date], bool] | None = None
    """For rules of some weekdays only, when holidays are not spoken of: the days on which holidays are in doubt."""


@dataclass(frozen=True)
class Case:
    parts: tuple[Part, ...]
    first: date
    """First day of the window that is looked at."""
    always: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "; ".join(part.text for part in self.parts))

    def on(self, day: date) -> tuple[Part | None, bool]:
        """The rule that holds on a day, and whether it surely does."""
        holding = [number for number, part in enumerate(self.parts) if part.holds(day)]
        if not holding:
            return None, True
        doubts = [number for number, part in enumerate(self.parts) if part.in_season]
        doubted = any((season := self.parts[n].in_season) and season(day) for n in doubts)
        sure = not (is_holiday(day) and doubted and holding[-1] <= max(doubts))
        return self.parts[holding[-1]], sure

    def minutes(self) -> tuple[datetime, bytearray]:
        """The first moment of the window, in UTC, and the state in each of its minutes."""
        wall = bytearray((WINDOW_DAYS + 6) * 1440)
        begin = self.first - 2 * DAY
        for number in range(WINDOW_DAYS + 4):
            part, sure = self.on(begin + number * DAY)
            for index, (start, end) in enumerate(part.times if part else ()):
                low, high = number * 1440 + start, number * 1440 + end
                if part and part.latest and index == len(part.times) - 1:
                    _raise(wall, low, number * 1440 + part.latest, PERHAPS)
                _raise(wall, low, high, OPEN if sure else PERHAPS)
        start_of_day = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        moment = start_of_day
        table = bytearray()
        for _ in range(WINDOW_DAYS * 24):
            at = round((moment - start_of_day) / _HOUR + offset(moment) + 48) * 60
            repeated = moment == clock_change(moment.year, 10)
            table += bytes([wall[at + 59]] * 60) if repeated else wall[at : at + 60]
            moment += _HOUR
        return start_of_day, table


def _raise(wall: bytearray, low: int, high: int, state: int) -> None:
    """Surely open wins over perhaps, perhaps over closed."""
    for minute in range(low, high):
        if wall[minute] != OPEN:
            wall[minute] = state
