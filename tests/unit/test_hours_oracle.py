"""Opening hours against a table of minutes made from the intervals that made the schedule."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from directory.catalog.hours import OSLO, check_schedule, intervals, opening, week_schedule
from tests.unit.hours_cases import WEEKDAYS, make_case
from tests.unit.hours_oracle import CLOSED, OPEN, PERHAPS, Case, easter, offset

CASES, BATCHES, PROBES = 6000, 12, 6
_MINUTE = timedelta(minutes=1)


def _find(table: bytearray, state: int, start: int, *, not_it: bool = False) -> int | None:
    wanted = {OPEN, CLOSED, PERHAPS} - {state} if not_it else {state}
    found = [index for one in wanted if (index := table.find(one, start)) >= 0]
    return min(found, default=None)


def _moment(found: datetime | None, start: datetime, table: bytearray) -> int | None:
    """The minute in the table; None for none, or for one after the table."""
    if found is None:
        return None
    assert found.tzinfo is OSLO
    minute = (found.astimezone(UTC) - start) / _MINUTE
    assert minute == int(minute)
    return int(minute) if minute < len(table) else None


def _probe(case: Case, start: datetime, table: bytearray, minute: int, seconds: int) -> None:
    now = start + minute * _MINUTE + timedelta(seconds=seconds)
    seen = opening(case.text, now.astimezone(OSLO) if minute % 2 else now)
    what = f"{case.text!r} at {now:%a %F %T} UTC: {seen}"
    if case.always:
        assert seen.state == "always", what
        return
    assert seen.state == {OPEN: "open", CLOSED: "closed", PERHAPS: "unknown"}[table[minute]], what
    if table[minute] == OPEN:
        end = _find(table, OPEN, minute, not_it=True)
        known = end if end is not None and table[end] == CLOSED else None
        assert _moment(seen.until, start, table) == known, what
        assert seen.opens is None, what
    else:
        assert _moment(seen.opens, start, table) == _find(table, OPEN, minute), what
        assert seen.until is None, what


def _runs(start: datetime, table: bytearray) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    minute = _find(table, OPEN, 0)
    while minute is not None:
        end = _find(table, OPEN, minute, not_it=True)
        stop = len(table) if end is None else end
        found.append((start + minute * _MINUTE, start + stop * _MINUTE))
        minute = _find(table, OPEN, stop)
    return found


def _week_of(case: Case, monday: date) -> list[list[tuple[str, str]]]:
    week = []
    for number in range(7):
        part, _ = case.on(monday + timedelta(days=number))
        rows = []
        for index, (low, high) in enumerate(part.times if part else ()):
            open_ended = part is not None and part.latest is not None and index == len(part.times) - 1
            shown = high if high <= 1440 else high - 1440
            rows.append((f"{low // 60:02}:{low % 60:02}", "" if open_ended else f"{shown // 60:02}:{shown % 60:02}"))
        week.append(rows)
    return week


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_generated_schedule_agrees_with_its_minute_table(batch: int) -> None:
    """State, closing and opening time, intervals and week table are what the minutes say, case by case."""
    count = Counter[str]()
    for seed in range(batch, CASES, BATCHES):
        case, random = make_case(seed), Random(seed)
        assert check_schedule(case.text) is None, case.text
        start, table = case.minutes()
        edges = [n for n in range(15, len(table), 15) if table[n] != table[n - 1]] or [0]
        minutes = [random.choice(edges) - random.randrange(2) for _ in range(PROBES // 2)]
        minutes += [random.randrange(len(table)) for _ in range(PROBES - len(minutes))]
        for minute in minutes:
            _probe(case, start, table, max(minute, 0), random.choice((0, 0, 1, 59)))
            count[str(table[max(minute, 0)])] += 1
        found = intervals(case.text, start, start + len(table) * _MINUTE)
        assert [(a.astimezone(UTC), b.astimezone(UTC)) for a, b in found] == _runs(start, table), case.text
        monday = case.first - timedelta(days=case.first.weekday())
        assert [list(day.times) for day in week_schedule(case.text, monday)] == _week_of(case, monday), case.text
        count["cases"] += 1
    print(f"{count['cases']} schedules; probes open {count['1']}, closed {count['0']}, unknown {count['2']}")
    assert count["cases"] == CASES // BATCHES
    assert min(count["0"], count["1"], count["2"]) > 50


def test_the_oracle_knows_easter_and_the_clocks() -> None:
    """The second opinion is itself right: known Easters, and the moments when Norwegian clocks changed."""
    known = [(2008, 3, 23), (2011, 4, 24), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25)]
    assert [easter(year) for year, _, _ in known] == [date(*day) for day in known]
    spring, autumn = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert [offset(spring - _MINUTE), offset(spring), offset(autumn - _MINUTE), offset(autumn)] == [1, 2, 2, 1]
    assert WEEKDAYS[date(2026, 11, 22).weekday()] == "Su"
