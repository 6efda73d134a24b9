"""Which offerings stand in a booklet on paper, in which chapters. Words nothing, lays nothing out, knows no time.

A chapter's `id` is that of a group of topics or, in the edition for prisons, one of `INSIDE` and `RELEASE`; what a
chapter holds is decided by types, topics and audiences alone, never by a list of ids in code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from directory.catalog.models import Audience, Catalog, Need, Place, Service

CLOSE_TOPICS = 3
"""An offering is about its first topics; those after them it only touches."""
BY_AUDIENCE: tuple[Audience, ...] = ("relative", "child", "friend")
_REACHES = ("local", "every-municipality", "national")
_LETTERS = str.maketrans("æäøöå", "{{||}")
"""In ASCII these three signs follow z."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Offerings under one topic; `also` stand in full under another one."""

    topic: str | None
    services: tuple[Service, ...]
    also: tuple[Service, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chapter:
    id: str
    sections: tuple[Section, ...]
    place: Place | None = None
    """Read by someone there; None: by whom the booklet is for."""
    contact: bool = False
    """The municipality's own contact stands in it."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    chapters: tuple[Chapter, ...]
    audiences: tuple[tuple[Audience, tuple[Service, ...]], ...] = ()
    needs: tuple[tuple[Need, tuple[Service, ...]], ...] = ()
    services: tuple[Service, ...] = field(default=())
    """All that stand in full, by name."""


def in_booklet(catalog: Catalog, service: Service, place: Place) -> bool:
    """It is there for people in `place`, is not for staff alone, and there is a way to it at all."""
    kind = catalog.types.get(service.type)
    here = service.reach != "local" or place.id in service.service_area
    for_staff = service.audience == ("staff",) or (kind is not None and kind.staff_only)
    # Someone's own number without consent to paper is no way to it here.
    way = any(one.may_stand("booklet") for one in service.channels) or service.way_in or service.website
    return here and not for_staff and service.status != "closed" and bool(way)


def select(catalog: Catalog, place: Place) -> Selection:
    """Everything for `place`: each offering in full once, under the topic it is first of all about."""
    services = [one for one in catalog.services.values() if in_booklet(catalog, one, place)]
    chapters = []
    for group in catalog.topic_groups.values():
        sections = []
        for topic in (one.id for one in catalog.topics.values() if one.group == group.id):
            own = [one for one in services if one.topics[0] == topic]
            also = [one for one in services if topic in one.topics[1:CLOSE_TOPICS]]
            if own or also:
                sections.append(Section(topic=topic, services=_near_first(own), also=_by_name(also)))
        if sections:
            chapters.append(Chapter(id=group.id, sections=tuple(sections)))
    return Selection(
        chapters=tuple(chapters),
        audiences=tuple((who, _by_name(one for one in services if _first_for(one, who))) for who in BY_AUDIENCE),
        needs=_needs(catalog, services),
        services=_by_name(services),
    )


def _first_for(one: Service, who: Audience) -> bool:
    """It is made for them, and does not only let them in too."""
    return one.audience[0] == who or (who in one.audience and "self" not in one.audience)


def _needs(catalog: Catalog, services: list[Service]) -> tuple[tuple[Need, tuple[Service, ...]], ...]:
    found = []
    for need in catalog.needs.values():
        fits = [
            one for one in services
            if one.id in need.services or one.type in need.types or set(one.topics[:2]) & set(need.topics)
        ]  # fmt: skip
        if fits:
            found.append((need, _by_name(fits)))
    return tuple(found)


Rule = Callable[[Service], bool]


def _inside(one: Service) -> bool:
    return one.audience[0] == "self" and (one.type == "prison-health" or one.topics[0] == "prison")


def _ring(one: Service) -> bool:
    """What an officer may ring for someone: rights, a lawyer, an interpreter, debt, and advice on poisons."""
    kinds = ("rights-ombudsman", "legal-aid", "interpreter", "debt-advice", "poison-information", "out-of-hours-doctor")
    return bool(one.channels_of("phone")) and one.type in kinds and "self" in one.audience


def _talk(one: Service) -> bool:
    """Lines for grown-ups about anything at all."""
    grown = one.minimum_age in (None, 18) and not one.maximum_age
    return one.type == "helpline" and bool(one.channels_of("phone")) and one.audience[0] == "self" and grown


def _home(one: Service) -> bool:
    return "prison" in one.topics[:2] and one.audience[0] != "self"


INSIDE: tuple[tuple[str, Rule], ...] = (
    ("inside", lambda one: _inside(one) and one.type != "after-prison"),
    ("officer", _ring),
    ("talk", lambda one: _talk(one) and one.reach == "national"),
    ("home", _home),
    ("out", lambda one: one.type == "after-prison"),
)
"""Chapters of the edition for prisons, in order; an offering stands in the first that fits."""

RELEASE: tuple[tuple[str, Rule], ...] = (
    ("first-day", lambda one: one.type == "after-prison"),
    ("nav", lambda one: one.type == "nav"),
    ("roof", lambda one: "self" in one.audience and "housing" in one.topics[:2]),
    ("medicine", lambda one: one.type in ("gp", "out-of-hours-doctor") or "opioid-treatment" in one.topics[:2]),
    ("breathing", lambda one: one.topics[0] == "overdose" and one.type != "emergency"),
    ("health", lambda one: one.type in ("street-health", "municipal-mental-health-and-substance-use", "outreach-team")),
)
"""The first days after release, in the municipality one comes to."""


def select_for_prison(catalog: Catalog, place: Place, release_to: Place | None) -> Selection:
    """Inside, in the municipality of the prison; and, when it is known where to, the first days out."""
    taken: set[str] = set()
    chapters = _ruled(catalog, RELEASE, release_to, taken) if release_to else ()
    inside = _ruled(catalog, INSIDE, place, taken)
    # Whom to ask inside comes first, also in the booklet of one who soon goes out.
    ordered = (*inside, *chapters)
    found = [one for chapter in ordered for section in chapter.sections for one in section.services]
    return Selection(chapters=ordered, services=_by_name(found))


def _ruled(
    catalog: Catalog, rules: tuple[tuple[str, Rule], ...], place: Place, taken: set[str]
) -> tuple[Chapter, ...]:
    chapters = []
    for id_, rule in rules:
        fits = [one for one in catalog.services.values() if in_booklet(catalog, one, place) and rule(one)]
        new = [one for one in fits if one.id not in taken and not _discreet(catalog, one)]
        taken.update(one.id for one in new)
        if new:
            section = Section(topic=None, services=_near_first(new))
            contact = id_ in ("officer", "nav", "roof")
            chapters.append(Chapter(id=id_, sections=(section,), place=place, contact=contact))
    return tuple(chapters)


def _discreet(catalog: Catalog, one: Service) -> bool:
    """About something that others who see the paper must not read."""
    kind, topic = catalog.types.get(one.type), catalog.topics.get(one.topics[0])
    return bool((kind and kind.discreet) or (topic and topic.discreet))


def norwegian_order(name: str) -> str:
    """A key that puts æ, ø and å after z."""
    return name.casefold().translate(_LETTERS)


def _by_name(services: Iterable[Service]) -> tuple[Service, ...]:
    return tuple(sorted(services, key=lambda one: (norwegian_order(one.name), one.id)))


def _near_first(services: Iterable[Service]) -> tuple[Service, ...]:
    """Near by first, then by name: on paper nothing is open now."""
    return tuple(sorted(services, key=lambda one: (_REACHES.index(one.reach), norwegian_order(one.name), one.id)))
