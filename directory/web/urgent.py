"""The kinds of emergency without the time of day: for paper, and for a phone without a network.

What is said holds for as long as the paper does: hours in words, never "open now", and no line is chosen because it
happens to be open. The crisis page itself is `routes.crisis`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from directory.assistant.lifelines import CRISIS_CLASSES, WRITTEN, Contact, CrisisClass
from directory.language.texts import Text
from directory.web.crisis_doors import CrisisDoor, crisis_door, crisis_words
from directory.web.paper_hours import paper_hours, schedule_note
from directory.web.views import Strip
from directory.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class UrgentDoor:
    door: CrisisDoor
    hours: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class UrgentView:
    """One kind of emergency."""

    id: str
    heading: str
    lead: str
    doors: tuple[UrgentDoor, ...]


def urgent_views(visit: Visit) -> tuple[UrgentView, ...]:
    words = crisis_words(visit)
    return tuple(
        UrgentView(
            id=kind.id, heading=words[kind.id][0], lead=words[kind.id][1],
            doors=tuple(urgent_door(visit, contact) for contact in _doors(visit, kind)),
        )
        for kind in CRISIS_CLASSES
    )  # fmt: skip


def urgent_door(visit: Visit, contact: Contact) -> UrgentDoor:
    service, channel = contact
    door = crisis_door(visit, contact)
    name = f"{door.contact.action} {door.contact.value}, {door.name}"
    plain = replace(door.contact, opening=None, week=(), accessible_name=name)
    hours = paper_hours(visit, channel, schedule_note(visit, service, channel))
    return UrgentDoor(door=replace(door, contact=plain), hours=hours)


def timeless(strip: Strip) -> Strip:
    """The strip without what is open at this moment."""
    return replace(
        strip,
        calls=tuple(replace(one, opening=None, accessible_name=f"{one.action} {one.value}") for one in strip.calls),
        written=replace(
            strip.written, opening=None, accessible_name=f"{strip.written.action} {strip.written.value}"
        ),
    )


def _doors(visit: Visit, kind: CrisisClass) -> Iterator[Contact]:
    """The best way of each, as editors ordered them, and a way without voice among them (S-18)."""
    silent = False
    for id_ in kind.doors:
        service = visit.catalog.services.get(id_)
        channels = service.channels_of("phone", "sms", "chat") if service else ()
        if service and channels:
            silent = silent or channels[0].kind != "phone"
            yield service, channels[0]
    if not silent:
        for id_ in WRITTEN:
            service = visit.catalog.services.get(id_)
            if service and (ways := service.channels_of("sms", "chat")):
                yield service, ways[0]
                return
