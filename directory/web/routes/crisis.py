"""Help now. One big button above all explanation (S-02), then each kind of emergency with its own first door (S-06)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from directory.assistant.lifelines import CRISIS_CLASSES, CrisisClass, crisis_doors
from directory.web.chrome import page
from directory.web.crisis_doors import (
    CrisisDoor,
    crisis_door,
    crisis_words,
    emergency_sms_door,
    open_in_writing,
    written_door,
)
from directory.web.easy import easy_link
from directory.web.page_parts import made_once
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
        sections=made_once(visit, "crisis", None, lambda: tuple(_section(visit, kind) for kind in CRISIS_CLASSES)),
        written=written_door(visit),
        emergency_sms=emergency_sms_door(visit),
        easy=easy_link(visit, "crisis"),
    )


def _section(visit: Visit, kind: CrisisClass) -> CrisisSection:
    heading, lead = crisis_words(visit)[kind.id]
    contacts = crisis_doors(visit.catalog, kind, visit.now)
    doors = [crisis_door(visit, contact) for contact in contacts]
    # Who cannot speak aloud reads no further than here: where all of its own chats are closed, one that is open (S-18).
    *_, opening = visit.lifelines.written
    if opening.is_open and not any(open_in_writing(visit, contact) for contact in contacts):
        doors.append(written_door(visit))
    return CrisisSection(id=kind.id, heading=heading, lead=lead, doors=tuple(doors))
