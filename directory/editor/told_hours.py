"""Opening hours and meetings in words, as one reads them out: all of them, also what is seldom so. Works nothing out.

Every rule is told, and what holds on public holidays, since whoever says "yes" on the telephone says yes to all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from babel.dates import get_month_names

from directory.catalog.hours import OSLO, next_meetings
from directory.catalog.models import Meeting
from directory.catalog.schedules import DAY, MONTHS, WEEKDAYS, Rule, Schedule, read_schedule
from directory.editor.part_fields import MEETING_FIELDS
from directory.editor.texts import N_, _
from directory.language.formats import format_date, format_day, format_list, format_weekday

_OF_THE_MONTH: Mapping[str, str] = {
    "1": N_("the first in the month"), "2": N_("the second in the month"), "3": N_("the third in the month"),
    "4": N_("the fourth in the month"), "-1": N_("the last in the month"),
}  # fmt: skip
_STRETCH = re.compile(r"([A-Z][a-z]{2})(?: (\d\d))?(?:-(?:([A-Z][a-z]{2}) ?)?(\d\d)?)?")
_A_MONDAY = date(2026, 11, 23)


def schedule_words(schedule: str | None, lang: str, *, holidays: bool = True) -> str:
    """ "mandag–fredag 09:00–15:00; lørdag 10:00–14:00; public holidays: not known". As it stands when it is unsound."""
    if schedule is None:
        return ""
    read = read_schedule(schedule)
    if not isinstance(read, Schedule):
        return schedule
    if read.always:
        return _("Open day and night")
    told = [_rule(rule, lang) for rule in read.rules]
    if holidays and not any(rule.holidays for rule in read.rules):
        told.append(_("public holidays: not known") if _some_weekdays(read.rules) else _("public holidays too"))
    return "; ".join(told)


def meeting_words(meeting: Meeting, lang: str, today: date) -> str:
    """All that is known of it, with the day from which weeks are counted and the next time."""
    told = [schedule_words(meeting.schedule, lang, holidays=False)]
    if meeting.every_weeks > 1:
        told.append(_option("every_weeks", str(meeting.every_weeks)))
    if meeting.start_date:
        told.append(_("counted from %(date)s", date=format_date(lang, meeting.start_date)))
    coming = next_meetings(meeting, datetime.combine(today, time.min, OSLO), 1)
    if held := [one for one in coming if not one.cancelled]:
        told.append(_("next: %(date)s", date=format_day(lang, held[0].start.date())))
    if meeting.end_date:
        told.append(f"{_label('end_date')}: {format_date(lang, meeting.end_date)}")
    told.append(meeting.location or "")
    if meeting.membership:
        told.append(_option("membership", meeting.membership))
    if meeting.led_by:
        told.append(f"{_label('led_by')}: {_option('led_by', meeting.led_by)}")
    told.append(meeting.open_to or "")
    told += [_("cancelled %(date)s", date=format_date(lang, day)) for day in meeting.cancelled_dates]
    return ", ".join(one for one in told if one)


def _rule(rule: Rule, lang: str) -> str:
    when = " ".join(one for one in (_dates(rule.dates, lang), _days(rule.days, lang)) if one)
    if not rule.times:
        return _("%(when)s: not open", when=when)
    return f"{when} {', '.join(_time(start, end) for start, end in rule.times)}".strip()


def _time(start: int, end: int | None) -> str:
    return f"{_('from')} {_clock(start)}" if end is None else f"{_clock(start)}–{_clock(end)}"


def _clock(minutes: int) -> str:
    minutes -= DAY if minutes > DAY else 0
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days(days: str, lang: str) -> str:
    return format_list(lang, [_day(one, lang) for one in re.split(r",(?![^\[]*\])", days) if one])


def _day(days: str, lang: str) -> str:
    """ "PH", "Mo", "Mo-Fr" or "Su[2,-1]"."""
    if days == "PH":
        return _("public holidays")
    names, _bracket, numbers = days.partition("[")
    told = "–".join(
        format_weekday(lang, date.fromordinal(_A_MONDAY.toordinal() + WEEKDAYS.index(one))) for one in names.split("-")
    )
    which = [_(_OF_THE_MONTH.get(one, f"{one}.")) for one in numbers.rstrip("]").split(",") if one]
    return f"{told} ({', '.join(which)})" if which else told


def _dates(dates: str, lang: str) -> str:
    """ "Dec 24-Jan 02,Jul" as "24. desember–2. januar, juli", "Dec 24-26" as "24.–26. desember"."""
    months = get_month_names("wide", locale=lang)

    def named(month: str, day: str | None) -> str:
        name = months[MONTHS.index(month) + 1]
        return f"{int(day)}. {name}" if day else name

    def told(match: re.Match[str]) -> str:
        month, day, last_month, last_day = match.groups()
        if last_month:
            return f"{named(month, day)}–{named(last_month, last_day)}"
        return f"{int(day)}.–{named(month, last_day)}" if last_day else named(month, day)

    parts = [part for part in dates.split(",") if part]
    return ", ".join(told(match) if (match := _STRETCH.fullmatch(part)) else part for part in parts)


def _some_weekdays(rules: Sequence[Rule]) -> bool:
    """Weekdays are named, but not all seven: nobody can tell whether a public holiday is meant too."""
    named: dict[str, set[str]] = {}
    for rule in rules:
        if rule.times:
            named.setdefault(rule.dates, set()).update(rule.weekdays if rule.days else WEEKDAYS)
    return any(not days >= set(WEEKDAYS) for days in named.values())


def _label(key: str) -> str:
    return next(_(field.label) for field in MEETING_FIELDS if field.key == key)


def _option(key: str, value: str) -> str:
    options = next(field.options for field in MEETING_FIELDS if field.key == key)
    return next((_(one.label) for one in options if one.value == value), value)
