"""Schedules of every kind the house accepts, each made together with the rules it stands for.

Every case follows from its seed. Holds no table of minutes: that is `hours_oracle`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from tests.unit.hours_oracle import DAY, Case, Part, clock_change, holidays, is_holiday

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def make_case(seed: int) -> Case:
    random = Random(seed)
    parts, always = random.choice(_MAKERS)(random)
    return Case(parts=tuple(parts), first=_window(random) - random.randrange(4) * DAY, always=always)


def _window(random: Random) -> date:
    """Often near a day on which things go wrong."""
    year = random.randrange(2022, 2040)
    special = [
        clock_change(year, 3).date(), clock_change(year, 10).date(), *sorted(holidays(year)),
        *(date(year, *day) for day in ((12, 24), (12, 31), (7, 1), (8, 1), (2, 28), (6, 30))),
    ]  # fmt: skip
    return random.choice(special) if random.random() < 0.6 else date(year, 1, 1) + timedelta(days=random.randrange(365))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _times(random: Random) -> tuple[str, tuple[tuple[int, int], ...]]:
    """One or two intervals in a day, the last one often past midnight or until it."""
    cuts = sorted(random.sample(range(0, 96), 4))
    spans = [(cuts[0] * 15, cuts[1] * 15), (cuts[2] * 15, cuts[3] * 15)][random.randrange(2) :]
    if random.random() < 0.4:
        spans[-1] = (max(spans[-1][0], 60), 1440 + random.choice((0, 30, 60, 120, 135, 150, 180, 240, 420)))
        if spans[-1][1] - spans[-1][0] >= 1440:
            spans[-1] = (spans[-1][0], 1440)
    if len(spans) == 1 and spans[0] == (0, 1440):
        spans = [(0, 1425)]
    if len(spans) == 2 and spans[0][1] > spans[1][0]:
        spans = spans[1:]
    return ",".join(f"{_clock(a)}-{_clock(b if b <= 1440 else b - 1440)}" for a, b in spans), tuple(spans)


def _days(chosen: list[int], random: Random) -> str:
    """Weekdays as text, as ranges or one by one."""
    runs: list[list[int]] = []
    for day in sorted(chosen):
        if runs and runs[-1][-1] == day - 1 and random.random() < 0.8:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(WEEKDAYS[r[0]] if len(r) == 1 else f"{WEEKDAYS[r[0]]}-{WEEKDAYS[r[-1]]}" for r in runs)


def _on_weekdays(chosen: list[int]) -> Callable[[date], bool]:
    return lambda day: day.weekday() in chosen


def _on_free_days(day: date) -> bool:
    return day.weekday() > 4 or is_holiday(day)


def _in_months(chosen: set[int]) -> Callable[[date], bool]:
    return lambda day: day.month in chosen


def _every(day: date) -> bool:
    return True


def _week(
    random: Random, season: str = "", within: Callable[[date], bool] = _every, spoken: bool = False
) -> list[Part]:
    """Rules for weekdays, each in one rule at most; `spoken`: another rule speaks of holidays."""
    order = random.sample(range(7), random.choice((1, 2, 3, 5, 7, 7)))
    cuts = sorted({0, len(order), *random.choices(range(len(order) + 1), k=2)})
    doubt = None if spoken or len(order) == 7 else within
    parts = []
    for low, high in pairwise(cuts):
        chosen = order[low:high]
        text, times = _times(random)
        holds = _on_weekdays(chosen)
        parts.append(
            Part(
                text=f"{season}{_days(chosen, random)} {text}",
                holds=lambda day, holds=holds: holds(day) and within(day),  # type: ignore[misc]
                times=times,
                in_season=doubt,
            )
        )
    return parts


def _holiday_rule(random: Random) -> Part:
    if random.random() < 0.5:
        return Part(text="PH off", holds=is_holiday)
    text, times = _times(random)
    return Part(text=f"PH {text}", holds=is_holiday, times=times)


def _dates(random: Random) -> tuple[str, Callable[[date], bool]]:
    """A month, months, a day or a stretch of days, also over New Year."""
    kind = random.randrange(5)
    if kind == 0:
        month = random.choice((3, 5, 7, 10, 12))
        return MONTHS[month - 1], _in_months({month})
    if kind == 1:
        first, count = random.randrange(12), random.randrange(1, 5)
        months = {(first + n) % 12 + 1 for n in range(count + 1)}
        return f"{MONTHS[first]}-{MONTHS[(first + count) % 12]}", _in_months(months)
    if kind == 2:
        month, day = random.choice(((12, 24), (12, 31), (5, 17), (1, 2), (2, 29), (6, 23)))
        return f"{MONTHS[month - 1]} {day:02}", lambda d: (d.month, d.day) == (month, day)
    if kind == 3:
        month, low = random.choice((3, 5, 7, 10, 12)), random.randrange(1, 25)
        high = low + random.randrange(1, 6)
        return f"{MONTHS[month - 1]} {low:02}-{high:02}", lambda d: d.month == month and low <= d.day <= high
    start, end = random.choice((((12, 22), (1, 3)), ((6, 20), (8, 10)), ((3, 25), (4, 8)), ((12, 24), (12, 26))))
    text = f"{MONTHS[start[0] - 1]} {start[1]:02}-{MONTHS[end[0] - 1]} {end[1]:02}"
    if start < end:
        return text, lambda d: start <= (d.month, d.day) <= end
    return text, lambda d: (d.month, d.day) >= start or (d.month, d.day) <= end


def _plain(random: Random) -> tuple[list[Part], bool]:
    return _week(random), False


def _with_holidays(random: Random) -> tuple[list[Part], bool]:
    return [*_week(random, spoken=True), _holiday_rule(random)], False


def _with_dates(random: Random) -> tuple[list[Part], bool]:
    spoken = random.random() < 0.5
    parts = _week(random, spoken=spoken)
    if spoken:
        parts.append(_holiday_rule(random))
    text, holds = _dates(random)
    if random.random() < 0.7 or (spoken and not text[-1].isdigit()):
        return [*parts, Part(text=f"{text} off", holds=holds)], False
    clock, times = _times(random)
    return [*parts, Part(text=f"{text} {clock}", holds=holds, times=times)], False


def _seasons(random: Random) -> tuple[list[Part], bool]:
    """Two seasons with their own weeks, perhaps with a month between that is closed."""
    low, high = sorted(random.sample(range(1, 11), 2))
    inner, outer = set(range(low + 1, high + 1)), set(range(1, low + 1)) | set(range(high + 1, 13))
    name = MONTHS[low] if high == low + 1 else f"{MONTHS[low]}-{MONTHS[high - 1]}"
    spoken = random.random() < 0.5
    outside = f"{MONTHS[0]}-{MONTHS[low - 1]}," if low > 1 else "Jan,"
    outside += f"{MONTHS[high]}-Dec" if high < 11 else "Dec"
    parts = _week(random, f"{outside} ", _in_months(outer), spoken)
    if random.random() < 0.6:
        parts += _week(random, f"{name} ", _in_months(inner), spoken)
    return [*parts, _holiday_rule(random)] if spoken else parts, False


def _nth(random: Random) -> tuple[list[Part], bool]:
    """The second Sunday of the month, the first and third, the last."""
    day, numbers = random.randrange(7), sorted(random.sample(range(1, 6), random.randrange(1, 3)))
    last = random.random() < 0.2
    shown = "-1" if last else ",".join(map(str, numbers))
    text, times = _times(random)

    def holds(d: date) -> bool:
        nth = (d + 7 * DAY).month != d.month if last else (d.day + 6) // 7 in numbers
        return d.weekday() == day and nth

    return [Part(text=f"{WEEKDAYS[day]}[{shown}] {text}", holds=holds, times=times, in_season=_every)], False


def _round_the_clock(random: Random) -> tuple[list[Part], bool]:
    whole = Part(text=random.choice(("24/7", "Mo-Su 00:00-24:00")), holds=_every, times=((0, 1440),))
    kind = random.randrange(3)
    if kind == 0:
        return [whole], True
    if kind == 1:
        return [whole, Part(text="PH off", holds=is_holiday)], False
    text, holds = _dates(random)
    return [whole, Part(text=f"{text} off", holds=holds)], False


def _outside_office_hours(random: Random) -> tuple[list[Part], bool]:
    """Nights, weekends and holidays: what an emergency child welfare service has."""
    morning, evening = random.randrange(24, 40) * 15, random.randrange(56, 72) * 15
    text = f"Mo-Fr 00:00-{_clock(morning)},{_clock(evening)}-24:00"
    nights = Part(text=text, holds=_on_weekdays([0, 1, 2, 3, 4]), times=((0, morning), (evening, 1440)))
    whole = Part(text="Sa,Su,PH 00:00-24:00", holds=_on_free_days, times=((0, 1440),))
    return [nights, whole], False


def _open_ended(random: Random) -> tuple[list[Part], bool]:
    """A start that is known, an end that is not: two hours are sure, the rest of the day is possible."""
    chosen, start = random.sample(range(7), random.choice((1, 2, 5))), random.randrange(32, 96) * 15
    part = Part(
        text=f"{_days(chosen, random)} {_clock(start)}+", holds=_on_weekdays(chosen), times=((start, start + 120),),
        latest=max(1440, start + 240), in_season=_every,
    )  # fmt: skip
    return [part], False


_MAKERS = (
    _plain, _plain, _with_holidays, _with_holidays, _with_dates, _with_dates, _seasons, _nth, _round_the_clock,
    _outside_office_hours, _open_ended,
)  # fmt: skip
