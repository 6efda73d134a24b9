"""What must hold between files: references, ids that moved, post codes. One file alone is checked where it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from directory.catalog.codes import service_code
from directory.catalog.models import Catalog, Service
from directory.catalog.problems import Advice, Problem
from directory.catalog.question_checks import check_questions

WAY_IN_MUNICIPALITY = "municipality"


def check_catalog(catalog: Catalog) -> list[Problem]:
    """Problems that only show when all files are read. Lines are 1: the file as a whole is at fault."""
    return [
        *_check_services(catalog),
        *_check_topics(catalog),
        *_check_moves(catalog.services, "services"),
        *_check_moves(catalog.organizations, "organizations"),
        *_check_moves(catalog.topics, "topics"),
        *_check_codes(catalog),
        *_check_post_codes(catalog),
        *_check_places(catalog),
        *check_questions(catalog),
    ]


def _check_services(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        for key, text, rule in _broken_references(service, catalog):
            yield Problem(service.file, 1, text, rule, key=key)


def _broken_references(service: Service, catalog: Catalog) -> Iterator[tuple[str, Advice, str]]:
    """Key, what to write there, rule."""
    if service.type and service.type not in catalog.types:
        text = Advice("Write a `type:` that has a file in types/, not `{value}`", value=service.type)
        yield "type", text, "reference"
    if (runner := service.organization) is not None and runner not in catalog.organizations:
        text = Advice("Write an `organization:` that has a file in organizations/, not `{value}`", value=runner)
        yield "organization", text, "reference"
    for topic in service.topics:
        if topic not in catalog.topics:
            text = Advice("Write `topics:` that have files in topics/, not `{value}`", value=topic)
            yield "topics", text, "reference"
    for number in service.service_area:
        if number not in catalog.places:
            text = Advice("Write municipality numbers that have files in places/, not `{value}`", value=number)
            yield "service_area", text, "reference"
    if (way := service.way_in) not in (None, WAY_IN_MUNICIPALITY):
        through = catalog.services.get(way or "")
        if through is None or through.id == service.id:
            text = Advice("Write `way_in:` as `municipality` or the id of another service, not `{value}`", value=way)
            yield "way_in", text, "reference"
        elif not through.reachable and through.way_in != WAY_IN_MUNICIPALITY:
            text = Advice("Write a `way_in:` that a reader can contact; `{value}` has no contact of its own", value=way)
            yield "way_in", text, "way-in"


def _check_topics(catalog: Catalog) -> Iterator[Problem]:
    for topic in catalog.topics.values():
        if topic.group not in catalog.topic_groups:
            text = Advice("Write a `group:` that stands in topics/groups.yaml, not `{value}`", value=topic.group)
            yield Problem(topic.file, 1, text, "reference", key="group")


def _check_moves(items: Mapping[str, object], kind: str) -> Iterator[Problem]:
    """An old id must lead to one place, and must not be in use again."""
    owner: dict[str, str] = {}
    for id_, item in items.items():
        for old in getattr(item, "moved_from", ()):
            if old in items:
                text = Advice("Take `{value}` out of `moved_from:`; it is the id of a file of today", value=old)
                yield Problem(f"{kind}/{id_}.md", 1, text, "moved", key="moved_from")
            elif old in owner:
                text = Advice("Take `{value}` out of `moved_from:`; {owner} has it too", value=old, owner=owner[old])
                yield Problem(f"{kind}/{id_}.md", 1, text, "moved", key="moved_from")
            owner[old] = id_


def _check_codes(catalog: Catalog) -> Iterator[Problem]:
    """A code on paper leads to one offering, as long as the paper lasts (P-10)."""
    owner: dict[str, str] = {}
    for service in catalog.services.values():
        for id_ in (service.id, *service.moved_from):
            first = owner.setdefault(service_code(id_), id_)
            if first != id_:
                text = Advice(
                    "Write another id than `{value}` for this file; its code for print is that of `{other}`",
                    value=id_,
                    other=first,
                )
                yield Problem(service.file, 1, text, "code")


def _check_post_codes(catalog: Catalog) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for place in catalog.places.values():
        codes = [code for post_place in place.post_places for code in post_place.codes] + list(place.po_box_codes)
        for code in codes:
            if (other := owner.get(code)) is not None:
                text = Advice(
                    "Write post code {value} once; it stands in places/{place}.md too", value=code, place=other
                )
                yield Problem(place.file, 1, text, "post-code", key="post_places")
            owner[code] = place.id


def _check_places(catalog: Catalog) -> Iterator[Problem]:
    """Every journey ends with the municipality's own contact; where there is none a reader gets the stand-in (S-17)."""
    for place in catalog.places.values():
        if not place.channels:
            text = Advice(
                "Write the municipality's contact under `channels:`; readers go to fastlege and 116 117 until then"
            )
            yield Problem(place.file, 1, text, "municipality-contact", warning=True, key="channels")
