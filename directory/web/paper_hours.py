"""Opening hours for paper, which is read for weeks: an ordinary week in words, never "open until 15:00 today"."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from directory.catalog.hours import ANSWERING, DayHours, week_schedule
from directory.catalog.models import Channel, Service
from directory.language.formats import format_weekday
from directory.language.texts import Text
from directory.web.visit import Visit

_WEEKS_AHEAD = 8
"""How far to look for a week without a holiday."""


def paper_hours(visit: Visit, channel: Channel, told: Text | None = None) -> tuple[Text, ...]:
    """A line for each stretch of days with the same hours; nothing for an e-mail address, which is always open.

    `told` is what an editor says of hours that no rule can hold; it is shown with its doubt, where nothing else is.
    """
    _ = visit.gettext
    if channel.by_appointment:
        return (visit.own(_("By appointment")),)
    if channel.schedule is None:
        return _unsure(visit, channel, told)
    week = _ordinary_week(visit, channel.schedule)
    if week and all(day.always for day in week):
        return (visit.own(_("Open day and night")),)
    return tuple(visit.own(line) for line in _lines(visit, week))


def written_hours(visit: Visit) -> tuple[Text, ...]:
    """When the way without voice that stands on every page is open, for a sheet that is read at any time (S-18)."""
    service, channel, _ = visit.lifelines.written
    told = schedule_note(visit, service, channel)
    # Where the hours are structured, what an editor doubts of them stands after them.
    doubt = (told,) if told and channel.schedule else ()
    return (*paper_hours(visit, channel, told), *doubt)


def schedule_note(visit: Visit, service: Service, channel: Channel) -> Text | None:
    key = f"services.{service.id}.channels.{service.channels.index(channel)}.schedule_note"
    return visit.texts.of(key, channel.schedule_note, service.written_in) if channel.schedule_note else None


def _unsure(visit: Visit, channel: Channel, told: Text | None) -> tuple[Text, ...]:
    _ = visit.gettext
    if told:
        return (visit.own(_("Hours that we have not been able to confirm:")), told)
    return (visit.own(_("Opening hours unknown")),) if channel.kind in ANSWERING else ()


def _ordinary_week(visit: Visit, schedule: str) -> tuple[DayHours, ...]:
    """The first week from this one on whose hours no holiday leaves in doubt."""
    today = visit.now.date()
    monday = today - timedelta(days=today.weekday())
    weeks = [week_schedule(schedule, monday + timedelta(weeks=number)) for number in range(_WEEKS_AHEAD)]
    return next((week for week in weeks if not any(day.unsure for day in week)), weeks[0])


def _lines(visit: Visit, week: tuple[DayHours, ...]) -> list[str]:
    """ "mandag–fredag 09:00–15:00", days without hours left out."""
    _ = visit.gettext
    lines = []
    for times, group in groupby(week, key=lambda day: day.times):
        if not times:
            continue
        days = [format_weekday(visit.texts.lang, day.date) for day in group]
        told = days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"
        hours = ", ".join(f"{start}–{end}" if end else _("from %(start)s", start=start) for start, end in times)
        lines.append(f"{told} {hours}")
    return lines
