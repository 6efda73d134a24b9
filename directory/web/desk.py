"""The front desk: an offering as staff read it out, with what they say, and what the facts do not hold.

Everything is derived from the structured facts; nothing is known here that the catalogue does not tell. Holds no search
and no filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.catalog.codes import service_code
from directory.catalog.models import Service
from directory.language.formats import format_date, join_items
from directory.language.texts import Text
from directory.web.addresses import link
from directory.web.cards import audience_words, badges, card, languages_words, way_in_words
from directory.web.contacts import age_words
from directory.web.facts import service_facts, unknown_facts
from directory.web.views import CardView, FactView
from directory.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    code: str
    card: CardView
    chosen: bool
    glance: tuple[str, ...]
    """"Just come by", "Arabic, English": what decides while someone waits."""
    say: tuple[Text, ...]
    """"This is how you present it": sentences to read out."""
    facts: tuple[FactView, ...]
    unknown: str
    staff: tuple[FactView, ...]
    copy_url: str
    """The visitor's own copy of this one offering."""


@dataclass(frozen=True, kw_only=True)
class DeskGroup:
    heading: str | None
    rows: tuple[DeskRow, ...]


def desk_row(visit: Visit, service: Service) -> DeskRow:
    _ = visit.gettext
    code = service_code(service.id)
    return DeskRow(
        code=code,
        card=card(visit, service),
        chosen=code in visit.shortlist,
        glance=tuple(_glance(visit, service)),
        say=tuple(_say(visit, service)),
        facts=service_facts(visit, service),
        unknown=join_items(visit.lang, (_("what to bring"), *unknown_facts(visit, service))),
        staff=tuple(FactView(term=term, description=text) for term, text in staff_facts(visit, service)),
        copy_url=link("shortlist.handout", list=None, id=[code], desk="1", **{"from": visit.lang}),
    )


def _glance(visit: Visit, service: Service) -> Iterator[str]:
    _ = visit.gettext
    if service.drop_in:
        yield _("Just come by")
    if languages := languages_words(visit, service.languages):
        yield languages
    if service.interpreter:
        yield _("Interpreter")


def _say(visit: Visit, service: Service) -> Iterator[Text]:
    yield visit.of("services", service, "summary", service.summary)
    if told := badges(visit, service):
        yield visit.own(". ".join(told) + ".")
    if service.first_step:
        yield visit.of("services", service, "first_step", service.first_step)


def staff_facts(visit: Visit, service: Service) -> Iterator[tuple[str, Text]]:
    """What a doctor asks. What the facts do not hold is said as unknown, never left out."""
    _ = visit.gettext
    unknown = visit.own(_("We do not know."))
    process = {
        "open": _("No referral is needed. The person gets in touch."),
        "referral": _("A doctor or another service refers."),
        "decision": _("The person applies, and the municipality makes a decision."),
    }
    told = process.get(service.application_process or "")
    yield _("Who may refer, and how"), visit.own(told) if told else unknown
    if (way_in := way_in_words(visit, service)[0]) is not None:
        yield _("Way in"), way_in
    yield _("Target group"), visit.own(audience_words(visit, service.audience))
    if service.eligibility_description:
        eligible = visit.of("services", service, "eligibility_description", service.eligibility_description)
        yield _("More about who it is for"), eligible
    # The facts hold no list of what is refused; ages are the only limit they tell.
    ages = age_words(visit, service.minimum_age, service.maximum_age)
    yield _("What it does not take"), visit.own(_("Other ages than: %(ages)s", ages=ages)) if ages else unknown
    wait = visit.of("services", service, "wait", service.wait) if service.wait else unknown
    if service.wait and service.wait_date:
        yield _("The wait, as told on %(date)s", date=format_date(visit.texts.lang, service.wait_date)), wait
    else:
        yield _("How long is the wait?"), wait
    yield _("Phone for staff"), unknown


def by_course(visit: Visit, services: Iterable[Service], most: int) -> tuple[DeskGroup, ...]:
    """ "In place of, or while waiting for, DPS": each under the lightest of the guideline's courses that it is in."""
    _ = visit.gettext
    headings = {
        1: _("Course 1: help one can get oneself"),
        2: _("Course 2: the municipality's help"),
        3: _("Course 3: help that a doctor refers to"),
    }
    found: dict[int, list[Service]] = {course: [] for course in headings}
    for_staff: list[Service] = []
    for service in services:
        if service.audience == ("staff",) or visit.catalog.types[service.type].staff_only:
            for_staff.append(service)
        elif service.pathway:
            # Nobody goes to DPS while waiting for DPS: it stands among what a doctor refers to.
            course = 3 if service.application_process == "referral" else min(service.pathway)
            found.setdefault(course, []).append(service)
    groups = [(headings[course], members) for course, members in found.items() if course in headings]
    groups.append((_("For staff only"), for_staff))
    return tuple(
        DeskGroup(heading=heading, rows=tuple(desk_row(visit, one) for one in members[:most]))
        for heading, members in groups
        if members
    )
