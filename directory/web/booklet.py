"""A booklet on paper for one municipality: cover, crisis page, contents, offerings, index of names, sources.

Pure: a visit and a selection (`catalog.booklet`) in, a frozen shape out; a page and a PDF are made from it. The
edition for prisons has neutral headings, no codes for a camera, and whom to ask inside. Lays nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from directory.catalog.booklet import Chapter, Selection, norwegian_order, select, select_for_prison
from directory.catalog.codes import service_code
from directory.catalog.models import Place, Service
from directory.language.formats import format_date
from directory.language.texts import Text
from directory.web.bodies import Block, body_blocks
from directory.web.cards import audience_words
from directory.web.contacts import place_contacts
from directory.web.handout import PaperDoor, paper_door
from directory.web.sources import source_views
from directory.web.strip import lifeline_contact
from directory.web.suicide_words import names_suicide
from directory.web.urgent import UrgentView, urgent_views
from directory.web.views import ContactView
from directory.web.visit import Visit

PAGE_INSIDE = "prison"
"""The page of text that the edition for prisons begins with, when the content holds it."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    ref: str
    door: PaperDoor
    website: str | None
    lifeline: ContactView | None = None


@dataclass(frozen=True, kw_only=True)
class Ref:
    """A name, and the entry it stands at."""

    name: str
    ref: str
    see: str | None = None
    """The name it stands under, when this is another one."""


@dataclass(frozen=True, kw_only=True)
class SectionView:
    heading: Text | None
    entries: tuple[Entry, ...]
    also: tuple[Ref, ...]
    lifeline: ContactView | None


@dataclass(frozen=True, kw_only=True)
class ChapterView:
    ref: str
    heading: Text
    lead: str | None
    municipality: tuple[ContactView, ...]
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, kw_only=True)
class Booklet:
    place: str
    large: bool
    prison: bool
    release_to: str | None
    urgent: tuple[UrgentView, ...]
    inside: tuple[Block, ...]
    """What one has a right to inside, and whom to ask."""
    finder: tuple[tuple[Text, tuple[Ref, ...]], ...]
    """By audience and need."""
    chapters: tuple[ChapterView, ...]
    index: tuple[Ref, ...]
    sources: tuple[tuple[Text, str], ...]
    """(what a source is called, the years it is from), each once."""
    lifeline: ContactView
    address: str | None
    date: str


def build_booklet(
    visit: Visit, place: Place, *, large: bool = False, prison: bool = False, release_to: Place | None = None
) -> Booklet:
    visit = visit.at(place)
    catalog = visit.catalog
    chosen = select_for_prison(catalog, place, release_to) if prison else select(catalog, place)
    page = catalog.pages.get(PAGE_INSIDE) if prison else None
    own = visit.settings.url
    return Booklet(
        place=place.name,
        large=large,
        prison=prison,
        release_to=release_to.name if release_to else None,
        urgent=() if prison else urgent_views(visit),
        inside=tuple(_lower(block) for block in body_blocks(visit, "pages", page)) if page else (),
        finder=tuple(_finder(visit, chosen)),
        chapters=tuple(_chapter(visit, chapter, release_to) for chapter in chosen.chapters),
        index=_index(chosen.services, prison),
        sources=_sources(visit, chosen.services),
        lifeline=lifeline_contact(visit),
        address=own.split("//")[1] if own else None,
        date=format_date(visit.texts.lang, visit.now.date()),
    )


def _lower(block: Block) -> Block:
    """A heading of a page is one of a chapter here."""
    html = str(block.html).replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    return replace(block, html=Markup(html))


def _chapter(visit: Visit, chapter: Chapter, release_to: Place | None) -> ChapterView:
    heading, lead = _heading(visit, chapter, release_to)
    reader = visit.at(chapter.place) if chapter.place else visit
    return ChapterView(
        ref=f"chapter-{chapter.id}",
        heading=heading,
        lead=lead,
        municipality=place_contacts(reader, chapter.place) if chapter.place and chapter.contact else (),
        sections=tuple(
            SectionView(
                heading=visit.label("topics", one.topic, "label", visit.catalog.topics[one.topic].label)
                if one.topic
                else None,
                entries=tuple(_entry(reader, service) for service in one.services),
                also=tuple(_ref(service) for service in one.also),
                lifeline=lifeline_contact(visit)
                if names_suicide(visit.catalog.topics[one.topic].label if one.topic else "",
                                 *(service.name for service in one.also))
                else None,
            )
            for one in chapter.sections
        ),
    )  # fmt: skip


def _heading(visit: Visit, chapter: Chapter, release_to: Place | None) -> tuple[Text, str | None]:
    """(heading, what to know); those of the edition for prisons tell nothing to who looks over a shoulder."""
    _ = visit.gettext
    group = visit.catalog.topic_groups.get(chapter.id)
    if group:
        return visit.label("topic-groups", group.id, "label", group.label), None
    place = release_to.name if release_to else ""
    told = {
        "inside": (_("Whom you can ask here"), None),
        "officer": (
            _("Numbers that staff can ring for you"),
            _("Show this page to someone who works here. They can ring, or help you to ring."),
        ),
        "talk": (_("Someone to talk to"), None),
        "home": (_("For those at home"), None),
        "out": (_("When you get out"), None),
        "first-day": (_("The first day out"), None),
        "nav": (_("Money and work in %(place)s", place=place), None),
        "roof": (_("A roof over your head in %(place)s", place=place), None),
        "medicine": (_("Medicine and a doctor"), None),
        "breathing": (_("If someone cannot be woken"), _("Call 113 at once.")),
        "health": (_("More help in %(place)s", place=place), None),
    }[chapter.id]
    return visit.own(told[0]), told[1]


def _entry(visit: Visit, service: Service) -> Entry:
    # A camera is of no use where this is read, and a booklet with a code on each line is hard to read for anyone.
    door = replace(paper_door(visit, service, 0, discreet=False), qr=None)
    website = None if any(one.may_stand("booklet") for one in service.channels) else service.website
    return Entry(ref=_ref(service).ref, door=door, website=website)


def _ref(service: Service) -> Ref:
    return Ref(name=service.name, ref=f"o-{service_code(service.id)}")


def _finder(visit: Visit, chosen: Selection) -> Iterable[tuple[Text, tuple[Ref, ...]]]:
    _ = visit.gettext
    for audience, services in chosen.audiences:
        who = audience_words(visit, (audience,))
        yield visit.own(_("For %(who)s", who=who[:1].lower() + who[1:])), tuple(map(_ref, services))
    for need, services in chosen.needs:
        yield visit.label("needs", need.id, "label", need.label), tuple(map(_ref, services))


def _index(services: Iterable[Service], prison: bool) -> tuple[Ref, ...]:
    """Names, and what else people call them, where that is a name and not a word."""
    refs: list[Ref] = []
    for service in services:
        own = _ref(service)
        refs.append(own)
        others = [] if prison else [one for one in service.also_known_as if one[:1].isupper() and one != service.name]
        refs += [Ref(name=one, ref=own.ref, see=service.name) for one in others]
    return tuple(sorted(refs, key=lambda one: (norwegian_order(one.name), one.see or "")))


def _sources(visit: Visit, services: Iterable[Service]) -> tuple[tuple[Text, str], ...]:
    """Every source once: which offering each stands behind is told on the offering's own page."""
    years: dict[Text, set[str]] = {}
    for service in services:
        for source, view in zip(service.sources, source_views(visit, service.sources, service.written_in), strict=True):
            years.setdefault(view.label, set()).update(re.findall(r"\d{4}", source.date or ""))
    ordered = sorted(years.items(), key=lambda one: norwegian_order(one[0].text))
    return tuple((label, "–".join(sorted({min(found), max(found)})) if found else "") for label, found in ordered)
