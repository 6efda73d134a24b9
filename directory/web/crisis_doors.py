"""The doors of an emergency as a page shows them: who, the way in that is open, and what one must know of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from directory.assistant.lifelines import EMERGENCY_SMS, Contact
from directory.catalog.hours import channel_opening
from directory.web.addresses import item_link
from directory.web.contacts import channel_contact
from directory.web.openings import opening_view
from directory.web.views import ContactView
from directory.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class CrisisDoor:
    name: str
    url: str
    contact: ContactView


def crisis_door(visit: Visit, contact: Contact) -> CrisisDoor:
    service, channel = contact
    if service.id == EMERGENCY_SMS:
        return _sms_door(visit, contact)
    # Cost, age and doubts about hours stand on the service's own page: here they would only be in the way.
    view = replace(channel_contact(visit, service, channel), notes=())
    return CrisisDoor(name=service.name, url=item_link("services", service.id), contact=view)


def open_in_writing(visit: Visit, contact: Contact) -> bool:
    """Whether one can write there now, without having registered first."""
    service, channel = contact
    written = channel.kind in ("chat", "sms") and service.id != EMERGENCY_SMS
    return written and channel_opening(channel, visit.now).is_open


def written_door(visit: Visit) -> CrisisDoor:
    """A way without voice that is open now, else the one that opens next, with its time (S-18)."""
    service, channel, opening = visit.lifelines.written
    contact = channel_contact(visit, service, channel, opening_view(visit, opening))
    return CrisisDoor(name=service.name, url=item_link("services", service.id), contact=contact)


def emergency_sms_door(visit: Visit) -> CrisisDoor | None:
    service = visit.catalog.services.get(EMERGENCY_SMS)
    return _sms_door(visit, (service, service.channels_of("sms")[0])) if service else None


def _sms_door(visit: Visit, contact: Contact) -> CrisisDoor:
    """Emergency SMS is of no use to who has not registered: always said beside it (S-18)."""
    service, channel = contact
    view = channel_contact(visit, service, channel)
    note = visit.own(visit.gettext("You must have registered your mobile number beforehand."))
    return CrisisDoor(name=service.name, url=item_link("services", service.id), contact=replace(view, notes=(note,)))


def crisis_words(visit: Visit) -> dict[str, tuple[str, str]]:
    """Class of emergency -> (heading in everyday words, what to do first)."""
    _ = visit.gettext
    return {
        "suicide": (
            _("I have thoughts of not living, or I am worried about someone who has"),
            _("You can say it just as it is. Talk to someone now, and stay near other people."),
        ),
        "overdose": (
            _("Overdose, poisoning or heavy withdrawal"),
            _("Call even if you are unsure. Stay with the person. You will be told what to do."),
        ),
        "violence": (
            _("Someone hurts me or threatens me"),
            _("Get to a safe place if you can. It is not your fault. Calls and messages stay in the phone's log."),
        ),
        "child": (
            _("A child is not safe"),
            _("Children can call or write themselves. Adults can call about a child they worry about."),
        ),
        "danger-to-others": (
            _("I am afraid that I or someone else may hurt somebody"),
            _("Keep a distance. Tell what is happening, and you will be told what to do."),
        ),
        "confusion": (
            _("Someone is suddenly very confused, or sees and hears things that others do not"),
            _("Speak calmly and stay near, if it is safe for you. A doctor can tell what is needed."),
        ),
        "eating": (
            _("Someone eats almost nothing, or faints"),
            _("The body may need a doctor today. Then you can talk to someone about the rest."),
        ),
    }
