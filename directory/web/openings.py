"""Opening hours in words, for one visit. The hours themselves are `catalog.hours`'s; nothing is reckoned here."""

from __future__ import annotations

from datetime import timedelta

from directory.catalog.hours import ANSWERING, DayHours, Opening, channel_opening, service_opening, week_schedule
from directory.catalog.models import Channel, Service
from directory.language.formats import format_weekday, format_when, join_items
from directory.web.views import OpeningView
from directory.web.visit import Visit


def opening_view(visit: Visit, opening: Opening) -> OpeningView:
    """What a reader is told. Unknown is said as unknown, never as closed."""
    return OpeningView(state=opening.state, text=_words(visit, opening))


def channel_view(visit: Visit, channel: Channel) -> OpeningView | None:
    """None where nobody answers at once, so that nothing is told about hours: an e-mail address."""
    if channel.kind not in ANSWERING and not channel.by_appointment:
        return None
    return opening_view(visit, channel_opening(channel, visit.now))


def service_view(visit: Visit, service: Service) -> OpeningView:
    return opening_view(visit, service_opening(service, visit.now))


def is_open(visit: Visit, service: Service) -> bool:
    return service_opening(service, visit.now).is_open


def week_view(visit: Visit, channel: Channel) -> tuple[tuple[str, str], ...]:
    """(weekday, hours in words) of this week, Monday first; nothing when hours are unknown or never end."""
    if channel.schedule is None or channel.by_appointment:
        return ()
    today = visit.now.date()
    week = week_schedule(channel.schedule, today - timedelta(days=today.weekday()))
    if all(day.always for day in week):
        return ()
    return tuple((format_weekday(visit.texts.lang, day.date), _day_words(visit, day)) for day in week)


def _day_words(visit: Visit, day: DayHours) -> str:
    _ = visit.gettext
    if not day.times:
        return _("Closed")
    spans = (f"{start}–{end}" if end else _("from %(start)s", start=start) for start, end in day.times)
    times = join_items(visit.lang, spans)
    return _("%(times)s (holiday: call first)", times=times) if day.unsure else times


def _words(visit: Visit, opening: Opening) -> str:
    _ = visit.gettext
    match opening.state:
        case "always":
            return _("Open day and night")
        case "open":
            return (
                _("Open until %(when)s", when=format_when(visit.texts, opening.until, visit.now))
                if opening.until
                else _("Open now")
            )
        case "closed":
            return (
                _("Closed. Opens %(when)s", when=format_when(visit.texts, opening.opens, visit.now))
                if opening.opens
                else _("Closed now")
            )
        case "by-appointment":
            return _("By appointment")
    if opening.opens:
        return _("Opening hours now unknown. Opens %(when)s", when=format_when(visit.texts, opening.opens, visit.now))
    return _("Opening hours unknown")
