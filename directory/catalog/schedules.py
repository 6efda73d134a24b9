"""The hours an editor writes, as text: which OSM `opening_hours` the house accepts, and what to write instead.

The house accepts less than OSM does, and only what its tests prove: weekdays, the nth weekday of a month, months,
dates, `PH` (public holidays), clock times, `10:00+` (the end is not known), `off` and `24/7`. Whatever reads in two
ways is refused. Holds no clock and computes no opening: `timetable` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from directory.catalog.problems import Advice

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAY = 24 * 60

_WEEKDAY, _MONTH = "|".join(WEEKDAYS), "|".join(MONTHS)
_DATE = rf"(?:{_MONTH})(?: \d\d(?:-\d\d|-(?:{_MONTH}) \d\d)?|-(?:{_MONTH})(?! \d\d(?!:)))?"
_DAYS = rf"(?:PH|(?:{_WEEKDAY})(?:-(?:{_WEEKDAY})|\[(?:-1|[1-5])(?:,(?:-1|[1-5]))*\])?)"
_TIME = r"\d\d:\d\d(?:-\d\d:\d\d|\+)"
_RULE = re.compile(
    rf"(?:(?P<dates>{_DATE}(?:,{_DATE})*)(?: |$))?(?:(?P<days>{_DAYS}(?:,{_DAYS})*)(?: |$))?"
    rf"(?P<times>off|closed|24/7|{_TIME}(?:,{_TIME})*)?"
)
_NIGHT = Advice(
    "Write every day from 00:00 to 24:00, for instance Mo-Fr 00:00-08:00,15:30-24:00; Sa,Su,PH 00:00-24:00: "
    "as it stands, the night after a whole day is lost."
)
_TIMES = Advice("Write times with four digits, for instance 09:00-15:00.")
_WEEKDAYS = Advice("Write the weekdays as Mo Tu We Th Fr Sa Su.")
_MONTHS = Advice("Write the months as Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec.")

# What people often write, and what to say; the first that is found counts.
_MISTAKES: tuple[tuple[str, Advice], ...] = (
    (
        r'"',
        Advice(
            "Words are not hours. If one must make an appointment, write `by_appointment: yes`; "
            "put other words in `schedule_note`."
        ),
    ),
    (r"(?i)\bavtale\b", Advice("Write `by_appointment: yes` instead of hours.")),
    (
        r"\bSH\b",
        Advice(
            "Leave out SH (school holidays): they differ from place to place. Write the months, for instance Jul off."
        ),
    ),
    (
        r"(?i)\b(week|uke)",
        Advice("Leave out week numbers: a year may have 53. Write a meeting with `every_weeks: 2` and `start_date`."),
    ),
    (r"(?i)sunrise|sunset|dawn|dusk", Advice("Write clock times, for instance 18:00-22:00, not the sun's.")),
    (r"(?i)easter", Advice("Write PH for all public holidays, for instance PH off.")),
    (r"(?i)\|\||unknown", Advice("Write only the hours that are known; leave `schedule` out when none are.")),
    (r"(?<!\d)(19|20)\d\d(?!\d)", Advice("Leave the year out. Write a closure in one year as `alert`.")),
    ("[\u2013\u2014]", Advice("Write an ordinary hyphen, for instance Mo-Fr 09:00-15:00.")),
    (r"(?<!\d)\d:\d\d|\d\.\d\d|(?<![\d:])(?<!\w\w\w )\d\d?-\d\d?(?![\d:])", _TIMES),
    (r"(?i)\b(mai|okt|des)\b", _MONTHS),
    (r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b", _MONTHS),
    (r"(?i)\b(ma|ti|to|lø|sø|(man|tirs|ons|tors|fre|lør|søn)(dag\w*)?)\b|\bOn\b", _WEEKDAYS),
    (r"(?i)\b(mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(day\w*)?\b", _WEEKDAYS),
    (r"\b(mo|tu|we|th|fr|sa|su|ph)\b", _WEEKDAYS),
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One part between semicolons; on the days it names it replaces the rules before it."""

    dates: str = ""
    """As written: "Jul", "Dec 24-Jan 02". Empty: the whole year."""
    days: str = ""
    """As written: "Mo-Fr", "Sa,Su,PH", "Su[2]". Empty: every day."""
    times: tuple[tuple[int, int | None], ...] = ()
    """Minutes after midnight; an end above 24 hours is on the next day, None is not known. Empty: closed."""

    @property
    def holidays(self) -> bool:
        return "PH" in self.days

    @cached_property
    def weekdays(self) -> frozenset[str]:
        """`Mo` for every Monday, `Mo[2]` for the second in the month; empty when no weekday is named."""
        found: set[str] = set()
        for day, last, numbers in re.findall(rf"({_WEEKDAY})(?:-({_WEEKDAY})|\[([-\d,]+)\])?", self.days):
            if numbers:
                found.update(f"{day}[{number}]" for number in numbers.split(","))
            else:
                start, end = WEEKDAYS.index(day), WEEKDAYS.index(last or day)
                found.update(WEEKDAYS[(start + n) % 7] for n in range((end - start) % 7 + 1))
        return frozenset(found)

    @property
    def all_day(self) -> bool:
        return self.times == ((0, DAY),)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    rules: tuple[Rule, ...]

    @cached_property
    def always(self) -> bool:
        """Open at every minute of every year."""
        plain = all(rule.all_day and not rule.dates for rule in self.rules)
        days = frozenset[str]().union(*(rule.weekdays for rule in self.rules))
        return plain and (days >= set(WEEKDAYS) or any(not rule.days for rule in self.rules))


@lru_cache(maxsize=4096)
def read_schedule(text: str) -> Schedule | Advice:
    """The rules, or the sentence that says what to write instead."""
    tidy = re.sub(r"\s*([,;])\s*", r"\1", " ".join(text.split())).strip("; ")
    if not tidy:
        return Advice("Write the hours, for instance Mo-Fr 09:00-15:00; leave `schedule` out when they are not known.")
    rules: list[Rule] = []
    for part in tidy.split(";"):
        rule = _read_rule(part)
        if isinstance(rule, Advice):
            return rule
        rules.append(rule)
    return _conflict(rules) or Schedule(rules=tuple(rules))


def _read_rule(part: str) -> Rule | Advice:
    for pattern, sentence in _MISTAKES:
        if re.search(pattern, part):
            return sentence
    match = _RULE.fullmatch(part)
    if not match:
        return Advice(
            "Write `{part}` as days and times, for instance Mo-Fr 09:00-15:00, with a semicolon between rules.",
            part=part,
        )
    dates, days, times = match["dates"] or "", match["days"] or "", match["times"] or ""
    if times == "24/7":
        return (
            Advice("Write 24/7 alone, without `{value}`.", value=dates or days)
            if dates or days
            else Rule(times=((0, DAY),))
        )
    if not times:
        return Advice("Write the times too, for instance {part} 09:00-15:00, or {part} off.", part=part)
    if not dates and not days:
        return Advice("Name the days, for instance Mo-Su 09:00-15:00 for every day.")
    for month, day, end in re.findall(rf"({_MONTH}) (\d\d)(?:-(\d\d))?", dates):
        if not 1 <= int(day) <= int(end or day) <= MONTH_DAYS[MONTHS.index(month)]:
            return Advice("Write a date that exists instead of `{dates}`, for instance Dec 24-26.", dates=dates)
    if times in ("off", "closed"):
        return Rule(dates=dates, days=days)
    spans: list[tuple[int, int | None]] = []
    for hour, minute, end_hour, end_minute in re.findall(r"(\d\d):(\d\d)(?:-(\d\d):(\d\d))?", times):
        start, end = int(hour) * 60 + int(minute), int(end_hour or 0) * 60 + int(end_minute or 0)
        if int(minute) > 59 or int(end_minute or 0) > 59 or start >= DAY or end > DAY:
            return Advice(
                "Write times between 00:00 and 24:00 instead of `{times}`; past midnight is 22:00-02:00.", times=times
            )
        if end_hour and start == end:
            return Advice("Write 00:00-24:00 for a whole day.")
        spans.append((start, None if not end_hour else end if end > start else end + DAY))
    if any(later[0] < (DAY if end is None else end) for (_, end), later in pairwise(spans)):
        return Advice("Write the times of `{part}` in order and without overlap, `+` only on the last.", part=part)
    return Rule(dates=dates, days=days, times=tuple(spans))


def _conflict(rules: list[Rule]) -> Advice | None:
    """What a later rule would silently take away from an earlier one, as a sentence."""
    seen: set[str] = set()
    special = holiday = False
    for rule in rules:
        if not rule.dates and (rule.weekdays or not rule.days):
            days = rule.weekdays or set(WEEKDAYS)
            if special and rule.times:
                return Advice("Write the ordinary weekdays first, and months, dates, PH and off after them.")
            if both := _clash(seen, days):
                return Advice(
                    "Write all the times of {day} in one rule, for instance Tu 09:00-15:00,18:00-21:00: "
                    "a later rule replaces an earlier one.",
                    day=both,
                )
            seen |= days
        elif holiday and rule.times and rule.dates and (rule.weekdays or not re.search(r"\d", rule.dates)):
            return Advice("Write the rule for PH after the rules for months.")
        special = special or bool(rule.dates) or not rule.times or rule.holidays
        holiday = holiday or rule.holidays
    nights = any(end is not None and end > DAY for rule in rules for _, end in rule.times)
    return _NIGHT if nights and any(rule.all_day for rule in rules) else None


def _clash(seen: Iterable[str], days: Iterable[str]) -> str | None:
    """A weekday that stands in both, where the second Sunday clashes with every Sunday but not with the third."""
    for first in seen:
        for second in sorted(days):
            numbered = "[" in first and "[" in second and "-1" not in first + second
            if first[:2] == second[:2] and (first == second or not numbered):
                return second[:2]
    return None
