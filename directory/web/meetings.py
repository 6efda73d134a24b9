"""A group's meetings in words: where, for whom, and the next three."""

from __future__ import annotations

from collections.abc import Iterator

from directory.catalog.hours import MeetingTime, next_meetings
from directory.catalog.models import Meeting, Service
from directory.language.formats import format_day
from directory.language.texts import Text
from directory.web.views import MeetingView
from directory.web.visit import Visit


def meeting_views(visit: Visit, service: Service) -> tuple[MeetingView, ...]:
    return tuple(
        MeetingView(
            next=tuple(meeting_time(visit, time) for time in next_meetings(meeting, visit.now)),
            notes=tuple(_notes(visit, service, index, meeting)),
        )
        for index, meeting in enumerate(service.meetings)
    )


def meeting_time(visit: Visit, time: MeetingTime) -> str:
    """ "Thursday 26 November 18:00-20:00"."""
    end = f"–{time.end:%H:%M}" if time.end else ""
    told = f"{format_day(visit.texts.lang, time.start.date())} {time.start:%H:%M}{end}"
    return visit.gettext("%(meeting)s: cancelled", meeting=told) if time.cancelled else told


def _notes(visit: Visit, service: Service, index: int, meeting: Meeting) -> Iterator[Text]:
    _ = visit.gettext
    key = f"services.{service.id}.meetings.{index}"
    if meeting.location:
        yield visit.texts.of(f"{key}.location", meeting.location, service.written_in)
    if meeting.every_weeks == 2:
        yield visit.own(_("Every other week"))
    elif meeting.every_weeks > 2:
        yield visit.own(_("Every %(weeks)s weeks", weeks=meeting.every_weeks))
    if meeting.membership == "open":
        yield visit.own(_("Open: come when you like"))
    elif meeting.membership == "fixed":
        yield visit.own(_("A fixed group: ask for a place first"))
    if meeting.led_by == "peers":
        yield visit.own(_("Led by people who have been there themselves"))
    elif meeting.led_by == "staff":
        yield visit.own(_("Led by staff"))
    if meeting.open_to:
        yield visit.texts.of(f"{key}.open_to", meeting.open_to, service.written_in)
