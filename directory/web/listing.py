"""Lists of services: which group each stands in, in which order, twenty a page. Holds no filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.catalog.assurance import confirmed_on, stands
from directory.catalog.models import Service
from directory.web.cards import card
from directory.web.openings import is_open
from directory.web.views import Group
from directory.web.visit import Visit

PAGE_SIZE = 20
CLOSE_TOPICS = 3
"""A service is about its first topics; those after them it only touches."""
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, kw_only=True)
class Listing:
    groups: tuple[Group, ...]
    total: int
    page: int
    """From 1."""
    pages: int


def group_of(service: Service) -> str:
    """ "local", "every-municipality", "national", or "no-contact" for what cannot be acted on."""
    return service.reach if service.actionable else "no-contact"


def in_order(visit: Visit, services: Iterable[Service], topic: str | None = None) -> list[Service]:
    """Nearest group first; in it what is open now, then what one can reach oneself, then what a
    person has confirmed, then the surest facts, then names.

    What is for staff alone comes last in its group; so does what only touches `topic`, whether it is open or not.
    """
    order = ("local", "every-municipality", "national", "no-contact")

    def rank(service: Service) -> tuple[object, ...]:
        return (
            order.index(group_of(service)),
            visit.no_phone and not service.channels_of("sms", "chat", "email", "visit", "sign-language"),
            service.audience == ("staff",),
            topic is not None and topic not in service.topics[:CLOSE_TOPICS],
            not is_open(visit, service),
            service.status == "uncertain",
            not service.reachable,
            not stands(confirmed_on(service), visit.now.date()),
            _CONFIDENCE[service.confidence],
            norwegian_order(service.name),
            service.id,
        )

    return sorted(services, key=rank)


def build_listing(visit: Visit, services: Iterable[Service], page: int = 1, topic: str | None = None) -> Listing:
    """Page `page` of `services`, grouped; a page number out of range is the nearest there is."""
    ordered = in_order(visit, services, topic)
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Listing(groups=grouped(visit, shown), total=len(ordered), page=page, pages=pages)


def grouped(
    visit: Visit, services: Iterable[Service], reasons: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Group, ...]:
    """`services` as labelled groups of cards, in the order given; `reasons` by the id of a service."""
    told = reasons or {}
    groups: dict[str, list[Service]] = {}
    for service in services:
        groups.setdefault(group_of(service), []).append(service)
    return tuple(
        Group(
            id=id_,
            heading=_heading(visit, id_),
            lead=_lead(visit, id_),
            cards=tuple(card(visit, one, told.get(one.id, ())) for one in members),
        )
        for id_, members in groups.items()
    )


def _heading(visit: Visit, group: str) -> str:
    _ = visit.gettext
    if group == "local" and visit.place:
        return _("Near you, in %(place)s", place=visit.place.name)
    return {
        "local": _("In one or some municipalities"),
        "every-municipality": _("In every municipality"),
        "national": _("All of Norway"),
        "no-contact": _("They exist, but we have no contact for them"),
    }[group]


def _lead(visit: Visit, group: str) -> str | None:
    _ = visit.gettext
    return {
        "every-municipality": _(
            "You find these where you live. The way in is through your own municipality or doctor."
        ),
        "no-contact": _("Ask your doctor or your municipality about these."),
    }.get(group)


_LETTERS = str.maketrans("æäøöå", "{{||}")
"""In ASCII these three signs follow z."""


def norwegian_order(name: str) -> str:
    """A key that puts æ, ø and å after z."""
    return name.casefold().translate(_LETTERS)
