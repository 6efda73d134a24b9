"""What is handed over on paper or sent to a phone: a few offerings with numbers, hours, address and first step.

Pure: a visit (whose language is that of the one who reads) and services in, a frozen shape out; a page, a PDF and a
message are all made from it. A discreet one holds no word of what anything is about. Lays nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from directory.catalog.codes import service_code
from directory.catalog.models import Channel, Service
from directory.language.formats import format_date
from directory.language.texts import Text
from directory.web.addresses import link
from directory.web.cards import name_explained, way_in_words
from directory.web.contacts import age_words, channel_contact, place_contacts
from directory.web.paper_hours import paper_hours, schedule_note, written_hours
from directory.web.pictures import qr_code
from directory.web.shortlist import Shortlist
from directory.web.suicide_words import names_suicide
from directory.web.topics import is_discreet
from directory.web.visit import Visit

A_SHEET = 3
"""Offerings on one A4 page, at most."""
MOST_CONTACTS = 3
"""The rest stand behind the short address."""
_DISCREET = ("phone", "sms", "visit")
"""Ways whose value tells nothing; a web or e-mail address often holds the name of whom one asks."""


@dataclass(frozen=True, kw_only=True)
class PaperContact:
    kind: str
    action: str
    value: str
    href: str | None
    accessible_name: str
    hours: tuple[Text, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class PaperDoor:
    """One offering on paper."""

    name: str | None
    """Norwegian, as one asks for it; None on a discreet leaflet when the name tells what it is about."""
    heading: str
    """The name, or "Contact 2"."""
    explanation: Text | None
    lead: Text | None
    alert: Text | None
    contacts: tuple[PaperContact, ...]
    way_in: Text | None
    first_step: Text | None
    code: str
    address: str | None
    """`https://help.example.no/s/k7m2pq`; None while the site's own address is not set."""
    qr: Markup | None


@dataclass(frozen=True, kw_only=True)
class Handout:
    lang: str
    large: bool
    discreet: bool
    sheets: tuple[tuple[PaperDoor, ...], ...]
    address: str | None
    """Of the whole list, in the reader's language."""
    qr: Markup | None
    message: str
    """The same as plain text, for a text message, an e-mail or the clipboard."""
    message_subject: str
    written_hours: tuple[Text, ...]
    """Of the way without voice among the numbers of every page."""
    date: str


def build_handout(visit: Visit, shortlist: Shortlist, *, large: bool = False, discreet: bool = False) -> Handout:
    services = shortlist.open
    doors = [paper_door(visit, service, number, discreet) for number, service in enumerate(services, 1)]
    path = link("shortlist.shortlist", list=None, place=None, no_phone=None, id=list(shortlist.codes))
    own = visit.settings.url
    return Handout(
        lang=visit.texts.lang,
        large=large,
        discreet=discreet,
        sheets=tuple(tuple(doors[at : at + A_SHEET]) for at in range(0, len(doors), A_SHEET)),
        address=own + path if own else None,
        qr=qr_code(visit, path) if services else None,
        message=plain_text(visit, doors),
        message_subject=visit.gettext("Numbers and addresses"),
        written_hours=written_hours(visit),
        date=format_date(visit.texts.lang, visit.now.date()),
    )


def paper_door(visit: Visit, service: Service, number: int, discreet: bool) -> PaperDoor:
    kinds = _DISCREET if discreet else None
    allowed = [channel for channel in service.channels if channel.may_stand("booklet")]
    channels = [channel for channel in allowed if kinds is None or channel.kind in kinds]
    if discreet:
        channels = [channel for channel in channels if channel.kind != "visit" or not tells(visit, channel.value)]
    named = not discreet or not (is_discreet(visit, service) or tells(visit, service.name))
    contact = visit.gettext("Contact %(number)s", number=number)
    path = short_path(visit, service)
    return PaperDoor(
        name=service.name if named else None,
        heading=service.name if named else contact,
        explanation=None if discreet else name_explained(visit, service),
        lead=None if discreet else visit.of("services", service, "summary", service.summary),
        alert=visit.of("services", service, "alert", service.alert) if service.alert and not discreet else None,
        contacts=_contacts(visit, service, channels[:MOST_CONTACTS], discreet),
        way_in=None if discreet else way_in_words(visit, service)[0],
        first_step=visit.of("services", service, "first_step", service.first_step)
        if service.first_step and not discreet
        else None,
        code=service_code(service.id),
        address=visit.settings.url + path if visit.settings.url else None,
        qr=qr_code(visit, path),
    )


def _contacts(visit: Visit, service: Service, channels: list[Channel], discreet: bool) -> tuple[PaperContact, ...]:
    own = tuple(_contact(visit, service, channel, discreet) for channel in channels)
    told = own or _way_in_contacts(visit, service, discreet)
    if any(contact.kind in ("phone", "sms", "chat") for contact in told) or discreet:
        return told
    if not names_suicide(service.name, service.summary, service.alert, service.first_step):
        return told
    # A text that names suicide has a contact in the same block, on paper too (S-13).
    return (*told, _contact(visit, *visit.lifelines.calls[-1], discreet))


def _way_in_contacts(visit: Visit, service: Service, discreet: bool) -> tuple[PaperContact, ...]:
    """What has no contact of its own is reached through another, whose number must stand on the paper, too."""
    through = visit.catalog.services.get(service.way_in or "")
    if through is not None:
        phones = [one for one in through.channels_of("phone") if one.may_stand("booklet")]
        return tuple(_contact(visit, through, one, discreet) for one in phones[:2])
    if service.way_in != "municipality" or visit.place is None:
        return ()
    hours = [paper_hours(visit, channel) for channel in visit.place.channels]
    return tuple(
        PaperContact(
            kind=view.kind, action=view.action, value=view.value, href=view.href, accessible_name=view.accessible_name,
            hours=told, notes=(view.description,) if view.description and not discreet else (),
        )
        for view, told in zip(place_contacts(visit, visit.place), hours, strict=True)
        if view.kind == "phone"
    )[:2]  # fmt: skip


def short_path(visit: Visit, service: Service) -> str:
    """`/s/k7m2pq`: short enough to type. It leads to the page in the language that the reader's own phone asks for."""
    return url_for("shortlist.short", code=service_code(service.id))


def tells(visit: Visit, text: str) -> bool:
    """`text` says what it is about, or what kind of help it is, to someone who happens to see it."""
    understood = visit.release.index.understanding.understand(text, "nb")
    return bool(understood.topics or understood.types)


def _contact(visit: Visit, service: Service, channel: Channel, discreet: bool) -> PaperContact:
    view = channel_contact(visit, service, channel)
    notes = [] if discreet or view.description is None else [view.description]
    if channel.extension:
        notes.append(visit.own(visit.gettext("Then press %(keys)s", keys=channel.extension)))
    if ages := age_words(visit, channel.minimum_age, channel.maximum_age):
        notes.append(visit.own(ages))
    told = None if discreet else schedule_note(visit, service, channel)
    if told and channel.schedule:
        # The hours are structured, and an editor doubts them.
        notes.append(told)
    if not channel.confirmed:
        notes.append(visit.own(visit.gettext("We have not been able to confirm this. It may be wrong.")))
    return PaperContact(
        kind=channel.kind, action=view.action, value=view.value, href=view.href,
        accessible_name=f"{view.action} {view.value}" if discreet else f"{view.action} {view.value}, {service.name}",
        hours=paper_hours(visit, channel, told), notes=tuple(notes),
    )  # fmt: skip


def plain_text(visit: Visit, doors: Iterable[PaperDoor]) -> str:
    """One block of lines an offering, and the numbers that always answer."""
    blocks = []
    for door in doors:
        ways = [": ".join((f"{one.action} {one.value}", *(str(line) for line in one.hours))) for one in door.contacts]
        told = (str(door.way_in) if door.way_in else "", *ways, door.address or "")
        blocks.append("\n".join((door.heading, *(line for line in told if line))))
    lines = [channel_contact(visit, *call) for call in visit.lifelines.calls]
    always = visit.gettext("When it is urgent: %(numbers)s", numbers=", ".join(line.value for line in lines))
    return "\n\n".join((*blocks, always))
