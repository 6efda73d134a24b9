"""Files for the reader's own phone: a group's times for the calendar (.ics), an offering's contact (.vcf).

Neither is made for an offering whose page has the quick exit: nothing that stays in the phone is offered there (S-28).
Made from facts; the calendar holds no time that `recurrences` is not sure of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from directory.catalog.codes import service_code
from directory.catalog.models import Channel, Service
from directory.catalog.phones import tel_link
from directory.catalog.recurrences import Recurrence, drop_in_recurrences, meeting_recurrences
from directory.catalog.timetable import OSLO
from directory.web.addresses import item_link, link
from directory.web.cards import run_by
from directory.web.paper_hours import paper_hours, schedule_note
from directory.web.topics import is_discreet
from directory.web.visit import Visit

if TYPE_CHECKING:
    from icalendar import Event
    from vobject.base import Component


@dataclass(frozen=True, kw_only=True)
class PhoneFiles:
    """Addresses of the files of one offering; None where there is nothing to put in one."""

    contact: str | None
    calendar: str | None


def phone_files(visit: Visit, service: Service) -> PhoneFiles | None:
    """What a page may offer; nothing on a page with the quick exit."""
    if not offered(visit, service):
        return None
    contact = link("phone_files.contact", id=service.id, list=None) if _numbers(service) else None
    times = link("phone_files.calendar", id=service.id, list=None) if any(_times(visit, service)) else None
    return PhoneFiles(contact=contact, calendar=times) if contact or times else None


def offered(visit: Visit, service: Service) -> bool:
    return service.status != "closed" and not is_discreet(visit, service)


def calendar_file(visit: Visit, service: Service) -> bytes | None:
    """Every recurring time of a group or drop-in; None when none is known."""
    from icalendar import Calendar  # large, and seldom asked for

    _ = visit.gettext
    events = [_event(visit, service, number, *told) for number, told in enumerate(_times(visit, service))]
    if not events:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Rett dør//directory//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _times(visit: Visit, service: Service) -> Iterator[tuple[Recurrence, str | None]]:
    """(when, where)."""
    today = visit.now.date()
    visits = service.channels_of("visit")
    address = visits[0].value if visits else None
    for number, meeting in enumerate(service.meetings):
        key = f"services.{service.id}.meetings.{number}.location"
        place = visit.texts.text(key, meeting.location, service.written_in) if meeting.location else address
        yield from ((one, place) for one in meeting_recurrences(meeting, today))
    yield from ((one, address) for one in drop_in_recurrences(service, today))


def _event(visit: Visit, service: Service, number: int, times: Recurrence, place: str | None) -> Event:
    from icalendar import Event, vDDDLists, vRecur

    _ = visit.gettext
    event = Event()
    event.add("uid", f"{service_code(service.id)}-{number}@rett-dor")
    # The day, not the moment: the same file until tomorrow.
    event.add("dtstamp", datetime.combine(visit.now.date(), time.min, UTC))
    event.add("summary", service.name)
    event.add("dtstart", times.start.replace(tzinfo=OSLO))
    if times.end:
        event.add("dtend", times.end.replace(tzinfo=OSLO))
    until = times.last.replace(tzinfo=OSLO).astimezone(UTC)
    rule = {"freq": times.frequency, "wkst": "MO", "byday": list(times.days), "until": until}
    event.add("rrule", vRecur(rule | ({"interval": times.interval} if times.interval > 1 else {})))
    if times.left_out:
        left_out = vDDDLists([moment.replace(tzinfo=OSLO) for moment in times.left_out])
        left_out.params["TZID"] = "Europe/Oslo"
        event.add("exdate", left_out)
    if place:
        event.add("location", place)
    told = [_("Public holidays are left out. Times may change: call first if you can.")]
    told += [_address_line(one) for one in _numbers(service)]
    event.add("description", "\n".join(told))
    event.add("transp", "TRANSPARENT")
    if visit.settings.url:
        event.add("url", _page(visit, service))
    return event


def contact_file(visit: Visit, service: Service) -> bytes | None:
    """A vCard 3.0, which old and new phones read; None when there is nothing to reach it by."""
    import vobject  # large as well

    if not _numbers(service):
        return None
    card = vobject.vCard()
    card.add("fn").value = service.name
    # A whole name, not a first one and a last one.
    card.add("n").value = vobject.vcard.Name(family=service.name)
    if runner := run_by(visit, service):
        card.add("org").value = [runner]
    notes = []
    for channel in (one for one in service.channels if one.may_stand("contacts")):
        _add(card, channel)
        lines = paper_hours(visit, channel, schedule_note(visit, service, channel))
        hours = "; ".join(str(line) for line in lines)
        if hours:
            notes.append(f"{channel.description or channel.value}: {hours}")
    if service.website:
        card.add("url").value = service.website
    if visit.settings.url:
        notes.append(_page(visit, service))
    if notes:
        card.add("note").value = "\n".join(notes)
    return str(card.serialize()).encode()


def _add(card: Component, channel: Channel) -> None:
    from vobject.vcard import Address

    if channel.kind in ("phone", "sms"):
        number = card.add("tel")
        number.value = tel_link(channel.value).removeprefix("tel:")
        number.type_param = ["VOICE"] if channel.kind == "phone" else ["MSG"]
    elif channel.kind == "email":
        card.add("email").value = channel.value
    elif channel.kind == "chat" and channel.value.startswith("http"):
        card.add("url").value = channel.value
    elif channel.kind == "visit":
        card.add("adr").value = Address(street=channel.value)


def _numbers(service: Service) -> tuple[Channel, ...]:
    return tuple(one for one in service.channels_of("phone", "sms", "email") if one.may_stand("contacts"))


def _address_line(channel: Channel) -> str:
    return channel.value if channel.description is None else f"{channel.description}: {channel.value}"


def _page(visit: Visit, service: Service) -> str:
    return (visit.settings.url or "") + item_link("services", service.id, place=None, no_phone=None, list=None)
