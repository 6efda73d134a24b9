"""Sheets that stand for themselves: helplines for a wallet, and the poster of a place. Lays nothing out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from directory.assistant.lifelines import Contact
from directory.catalog.models import Channel, ChannelKind, Place, Service
from directory.language.formats import format_date
from directory.language.texts import Text
from directory.web.addresses import item_link, link
from directory.web.contacts import channel_contact, place_contacts
from directory.web.listing import in_order
from directory.web.paper_hours import paper_hours, schedule_note, written_hours
from directory.web.pictures import qr_code
from directory.web.views import ContactView
from directory.web.visit import Visit

CARDS = 8
"""Of the same kind on one A4 page, to cut out and give away."""
FOR_CHILDREN = "alarmtelefonen-116111"
MOST_LOCAL = 8
_HERE: tuple[ChannelKind, ...] = ("phone", "visit")


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """Whom, how, when."""

    who: Text
    contact: ContactView
    hours: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class WalletSheet:
    lines: tuple[SheetLine, ...]
    """The numbers of every page excepted: the strip has those."""
    address: str | None
    """Of the site, without https://; None while it is not set."""


@dataclass(frozen=True, kw_only=True)
class Poster:
    place: str
    municipality: tuple[ContactView, ...]
    lines: tuple[SheetLine, ...]
    address: str | None
    qr: Markup | None
    written_hours: tuple[Text, ...]
    date: str


def wallet_sheet(visit: Visit) -> WalletSheet:
    """What fits on a card: the line for children, and the municipality's own number when a place is chosen."""
    _ = visit.gettext
    lines = []
    if (children := visit.catalog.services.get(FOR_CHILDREN)) and (phones := children.channels_of("phone")):
        lines.append(_line(visit, (children, phones[0]), visit.own(_("For children and young people"))))
    if visit.place:
        numbers = [one for one in place_contacts(visit, visit.place) if one.kind == "phone"]
        who = visit.own(_("%(place)s municipality", place=visit.place.name))
        lines += [SheetLine(who=who, contact=one, hours=()) for one in numbers[:1]]
    own = visit.settings.url
    return WalletSheet(lines=tuple(lines), address=own.split("//")[1] if own else None)


def _way_here(service: Service) -> Channel | None:
    ways = (one for kind in _HERE for one in service.channels_of(kind))
    return next((one for one in ways if one.confirmed and one.may_stand("booklet")), None)


def poster(visit: Visit, place: Place) -> Poster:
    """The place's own contact, and what there is in it that one can ring or walk into oneself."""
    services = [one for one in visit.catalog.services.values() if _for_all(one) and place.id in one.service_area]
    lines = [
        _line(visit, (service, channel), visit.norwegian(service.name))
        for service in in_order(visit, services)
        if (channel := _way_here(service))
    ]
    path = item_link("places", place.id, place=None, no_phone=None, list=None)
    own = visit.settings.url
    return Poster(
        place=place.name,
        municipality=place_contacts(visit, place),
        lines=tuple(lines[:MOST_LOCAL]),
        address=own.split("//")[1] + link("home.home", place=place.id, no_phone=None, list=None) if own else None,
        qr=qr_code(visit, path),
        written_hours=written_hours(visit),
        date=format_date(visit.texts.lang, visit.now.date()),
    )


def _for_all(service: Service) -> bool:
    """One may come without being sent, and it is not in doubt."""
    sent = service.application_process in ("referral", "decision")
    return service.status == "active" and not sent and service.audience != ("staff",)


def _line(visit: Visit, contact: Contact, who: Text) -> SheetLine:
    service, channel = contact
    return SheetLine(
        who=who,
        contact=channel_contact(visit, service, channel),
        hours=paper_hours(visit, channel, schedule_note(visit, service, channel)),
    )
