"""Help now. One big button above all explanation (S-02), then each kind of emergency with its own first door (S-06)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from directory.assistant.lifelines import CRISIS_CLASSES, CrisisClass, crisis_doors
from directory.web.chrome import page
from directory.web.crisis_doors import CrisisDoor, crisis_door, emergency_sms_door, written_door
from directory.web.strip import build_strip
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("crisis", __name__, url_prefix="/<lang:lang>/crisis")


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
    return page(
        "crisis.html",
        visit.gettext("Help now"),
        discreet=True,
        ambulance=ambulance,
        doctor=doctor,
        talk=talk,
        sections=tuple(_section(visit, kind) for kind in CRISIS_CLASSES),
        written=written_door(visit),
        emergency_sms=emergency_sms_door(visit),
    )


def _section(visit: Visit, kind: CrisisClass) -> CrisisSection:
    heading, lead = _words(visit)[kind.id]
    doors = tuple(crisis_door(visit, contact) for contact in crisis_doors(visit.catalog, kind, visit.now))
    return CrisisSection(id=kind.id, heading=heading, lead=lead, doors=doors)


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
