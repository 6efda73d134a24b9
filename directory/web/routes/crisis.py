"""Help now. One big button above all explanation (S-02), then each kind of emergency with its own first door (S-06)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint
from werkzeug.wrappers import Response

from directory.assistant.lifelines import CRISIS_CLASSES, EMERGENCY_SMS, Contact, CrisisClass, crisis_doors
from directory.web.addresses import item_link
from directory.web.chrome import page
from directory.web.contacts import channel_contact
from directory.web.openings import opening_view
from directory.web.strip import build_strip
from directory.web.views import ContactView
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("crisis", __name__, url_prefix="/<lang:lang>/crisis")


@dataclass(frozen=True, kw_only=True)
class CrisisDoor:
    name: str
    url: str
    contact: ContactView


@dataclass(frozen=True, kw_only=True)
class CrisisSection:
    """One kind of emergency: a heading in everyday words, what to do first, the doors in order."""

    id: str
    heading: str
    lead: str
    doors: tuple[CrisisDoor, ...]


@blueprint.get("")
def crisis(lang: str) -> Response:
    visit = current_visit()
    ambulance, doctor, talk = build_strip(visit).calls
    service, channel, opening = visit.lifelines.written
    written = channel_contact(visit, service, channel, opening_view(visit, opening))
    emergency_sms = visit.catalog.services.get(EMERGENCY_SMS)
    return page(
        "crisis.html",
        visit.gettext("Help now"),
        discreet=True,
        ambulance=ambulance,
        doctor=doctor,
        talk=talk,
        sections=tuple(_section(visit, kind) for kind in CRISIS_CLASSES),
        written=CrisisDoor(name=service.name, url=item_link("services", service.id), contact=written),
        emergency_sms=_sms_door(visit, (emergency_sms, emergency_sms.channels_of("sms")[0])) if emergency_sms else None,
    )


def _section(visit: Visit, kind: CrisisClass) -> CrisisSection:
    heading, lead = _words(visit)[kind.id]
    doors = tuple(_door(visit, contact) for contact in crisis_doors(visit.catalog, kind, visit.now))
    return CrisisSection(id=kind.id, heading=heading, lead=lead, doors=doors)


def _door(visit: Visit, contact: Contact) -> CrisisDoor:
    service, channel = contact
    if service.id == EMERGENCY_SMS:
        return _sms_door(visit, contact)
    # Cost, age and doubts about hours stand on the service's own page: here they would only be in the way.
    view = replace(channel_contact(visit, service, channel), notes=())
    return CrisisDoor(name=service.name, url=item_link("services", service.id), contact=view)


def _sms_door(visit: Visit, contact: Contact) -> CrisisDoor:
    """Emergency SMS is of no use to who has not registered: always said beside it (S-18)."""
    service, channel = contact
    view = channel_contact(visit, service, channel)
    note = visit.own(visit.gettext("You must have registered your mobile number beforehand."))
    return CrisisDoor(name=service.name, url=item_link("services", service.id), contact=replace(view, notes=(note,)))


def _words(visit: Visit) -> dict[str, tuple[str, str]]:
    """Class -> (heading, what to do first)."""
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
