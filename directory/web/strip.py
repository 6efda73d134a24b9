"""The crisis strip of every page (S-01), made from the catalogue for the time of the visit."""

from __future__ import annotations

from dataclasses import replace

from directory.assistant.lifelines import AMBULANCE, OUT_OF_HOURS_DOCTOR, Contact
from directory.web.addresses import link
from directory.web.contacts import channel_contact
from directory.web.openings import opening_view
from directory.web.page_parts import made_once
from directory.web.views import ContactView, Strip
from directory.web.visit import Visit


def build_strip(visit: Visit) -> Strip:
    return made_once(visit, "strip", None, lambda: _strip(visit))


def _strip(visit: Visit) -> Strip:
    lines = visit.lifelines
    service, channel, opening = lines.written
    written = channel_contact(visit, service, channel, opening_view(visit, opening))
    return Strip(
        calls=tuple(_call(visit, call) for call in lines.calls),
        written=replace(written, description=visit.norwegian(service.name)),
        crisis_url=link("crisis.crisis"),
    )


def _call(visit: Visit, call: Contact) -> ContactView:
    """The number with what it is for, in a few words."""
    _ = visit.gettext
    words = {
        AMBULANCE: _("Danger to life"),
        OUT_OF_HOURS_DOCTOR: _("A doctor, when it cannot wait"),
    }.get(call[0].id, _("Someone to talk to, day and night"))
    return replace(channel_contact(visit, *call), description=visit.own(words))


def lifeline_contact(visit: Visit) -> ContactView:
    """The line to talk to that is open day and night: the last of the three calls."""
    return channel_contact(visit, *visit.lifelines.calls[-1])
