"""When something is open, in wall-clock time and in absolute time. The only module that knows `opening_hours`.

The library chooses which rule holds on which day (weekdays, months, public holidays in Norway). Two things it is not
trusted with: a night that runs into a day with another rule (it cuts "Mo-Fr 22:00-06:00; PH off" at the holiday's
midnight, and opens the night after it), and the days when clocks change (it lets what closes at 02:00 stay open an hour
more). So it is asked about parts of single days only: once for the part before midnight, once for the part after, and
both belong to the day on which they began. Holds no wording and no clock.

- Where the clock shows a time twice, the first counts, to open and to close. A time it skips is the moment of change.
- `10:00+`: sure for two hours, perhaps open until the day is over (or two hours more, when that is later).
- Public holidays, when the hours name weekdays but not all seven and say nothing about `PH`: perhaps open, since
  "Mo-Fr" most often stands for "hverdager". Hours for all seven days hold on holidays too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from directory.catalog.schedules import DAY, WEEKDAYS, Rule, Schedule, read_schedule

OSLO = ZoneInfo("Europe/Oslo")
SURE_MINUTES = 120
"""How long what has no known end counts as open."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """One stretch of opening, on the wall clock; it belongs to the day on which it begins."""

    start: datetime
    end: datetime
    latest: datetime
    """Later than `end` when the end is not known: it may be open until then."""
    sure: bool = True
    """False on a public holiday about which the hours say nothing."""


Runs = tuple[tuple[datetime, datetime], ...]


def spans(text: str, first: date, last: date) -> Iterator[Span]:
    """What begins on the days from `first` to `last`, in order; nothing for hours that are refused."""
    if not isinstance(read_schedule(text), Schedule):
        return
    certain = None if _holidays_known(text) else set(_stretches(text, first, last, holidays=False))
    latest = dict(_stretches(text, first, last, rest=True)) if "+" in text else {}
    for start, end in _stretches(text, first, last):
        sure = certain is None or (start, end) in certain
        yield Span(start=start, end=end, latest=max(end, latest.get(start, end)), sure=sure)


def ever_open(text: str) -> bool:
    """Whether sound hours are open at all, in 28 years: as long as it takes for dates and weekdays to meet again."""
    years = ((2028, 2028), (2029, 2055))
    return any(any(_stretches(text, date(a, 1, 1), date(b, 12, 31))) for a, b in years)


def instant(wall: datetime) -> datetime:
    """The moment, in UTC, when the clock in Norway first shows `wall`, or jumps past it."""
    moment = wall.replace(tzinfo=OSLO, fold=0).astimezone(UTC)
    if moment.astimezone(OSLO).replace(tzinfo=None) == wall:
        return moment
    return moment.replace(minute=0, second=0, microsecond=0)  # skipped in spring: clocks change on the hour


@lru_cache(maxsize=2048)  # a list page asks for the same hours again and again within a day
def runs(text: str, day: date, days: int) -> tuple[Runs, Runs]:
    """Surely open and possibly open, in UTC, from two days before `day` until `days` after it.

    Stretches that touch are one. The two are one object when nothing is in doubt.
    """
    found = tuple(spans(text, day - 2 * _ONE_DAY, day + days * _ONE_DAY))
    sure = joined((instant(span.start), instant(span.end)) for span in found if span.sure)
    unsure = any(span.latest > span.end or not span.sure for span in found)
    return sure, joined((instant(span.start), instant(span.latest)) for span in found) if unsure else sure


def joined(stretches: Iterator[tuple[datetime, datetime]]) -> Runs:
    out: list[tuple[datetime, datetime]] = []
    for start, end in stretches:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif start < end:
            out.append((start, end))
    return tuple(out)


def _stretches(
    text: str, first: date, last: date, *, holidays: bool = True, rest: bool = False
) -> Iterator[tuple[datetime, datetime]]:
    """Start and end on the wall clock.

    `holidays`: those not spoken of count as ordinary days. `rest`: an end that is not known is the latest possible one.
    """
    before, after = _expressions(text, holidays, rest)
    nights = {start.date(): end + _ONE_DAY for start, end in _open_parts(after, first, last)} if after else {}
    for start, end in _open_parts(before, first, last):
        yield start, nights.get(start.date(), end) if end.time() == time.min else end


def _open_parts(hours: OpeningHours, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """What is open, cut at every midnight."""
    begin = datetime.combine(first, time.min)
    for start, end, state, _ in hours.intervals(begin, datetime.combine(last, time.min) + _ONE_DAY):
        while state == State.OPEN and start < end:
            midnight = datetime.combine(start.date(), time.min) + _ONE_DAY
            yield start, min(end, midnight)
            start = midnight


def _schedule(text: str) -> Schedule:
    found = read_schedule(text)
    if isinstance(found, str):
        raise ValueError(found)
    return found


@lru_cache(maxsize=4096)
def _expressions(text: str, holidays: bool, rest: bool) -> tuple[OpeningHours, OpeningHours | None]:
    """The library's reading of each day until midnight, and of the nights after it (None: no nights)."""
    rules = list(_schedule(text).rules)
    if not holidays:
        last, dates = _some_weekdays(rules)
        rules[last + 1 : last + 1] = [Rule(dates=when, days="PH") for when in dates]
    times = [(rule, tuple(_ends(rule, rest))) for rule in rules]
    before = [_written(rule, [(start, min(end, DAY)) for start, end in own]) for rule, own in times]
    after = [_written(rule, [(0, end - DAY) for _, end in own if end > DAY]) for rule, own in times]
    nights = any(end > DAY for _, own in times for _, end in own)
    return _parsed(before), _parsed(after) if nights else None


def _parsed(rules: list[str]) -> OpeningHours:
    return OpeningHours("; ".join(rules), country="NO")


def _ends(rule: Rule, rest: bool) -> Iterator[tuple[int, int]]:
    for start, end in rule.times:
        unknown = max(DAY, start + 2 * SURE_MINUTES) if rest else start + SURE_MINUTES
        yield start, unknown if end is None else end


def _written(rule: Rule, times: list[tuple[int, int]]) -> str:
    clock = ",".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in times)
    days = rule.days or ("" if rule.dates else "Mo-Su")
    return " ".join(part for part in (rule.dates, days, clock or "off") if part)


def _holidays_known(text: str) -> bool:
    rules = _schedule(text).rules
    return any(rule.holidays for rule in rules) or not _some_weekdays(rules)[1]


def _some_weekdays(rules: Sequence[Rule]) -> tuple[int, tuple[str, ...]]:
    """The dates whose rules name weekdays but not all seven, and the index of the last such rule (-1: none)."""
    named: dict[str, set[str]] = {}
    for rule in rules:
        if rule.times:
            named.setdefault(rule.dates, set()).update(rule.weekdays if rule.days else WEEKDAYS)
    partial = tuple(dates for dates, days in named.items() if not days >= set(WEEKDAYS))
    found = (n for n, rule in enumerate(rules) if rule.weekdays and rule.times and rule.dates in partial)
    return max(found, default=-1), partial
