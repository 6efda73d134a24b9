"""What must hold between files: references, ids that moved, post codes. One file alone is checked where it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from directory.catalog.codes import service_code
from directory.catalog.models import Catalog, Service
from directory.catalog.problems import Problem
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
        for text, rule in _broken_references(service, catalog):
            yield Problem(service.file, 1, text, rule)


def _broken_references(service: Service, catalog: Catalog) -> Iterator[tuple[str, str]]:
    if service.type and service.type not in catalog.types:
        yield f"Write a `type:` that has a file in types/, not `{service.type}`", "reference"
    if service.organization is not None and service.organization not in catalog.organizations:
        yield f"Write an `organization:` that has a file in organizations/, not `{service.organization}`", "reference"
    for topic in service.topics:
        if topic not in catalog.topics:
            yield f"Write `topics:` that have files in topics/, not `{topic}`", "reference"
    for number in service.service_area:
        if number not in catalog.places:
            yield f"Write municipality numbers that have files in places/, not `{number}`", "reference"
    if service.way_in not in (None, WAY_IN_MUNICIPALITY):
        through = catalog.services.get(service.way_in or "")
        if through is None or through.id == service.id:
            yield f"Write `way_in:` as `municipality` or the id of another service, not `{service.way_in}`", "reference"
        elif not through.reachable and through.way_in != WAY_IN_MUNICIPALITY:
            yield f"Write a `way_in:` that a reader can contact; `{through.id}` has no contact of its own", "way-in"


def _check_topics(catalog: Catalog) -> Iterator[Problem]:
    for topic in catalog.topics.values():
        if topic.group not in catalog.topic_groups:
            text = f"Write a `group:` that stands in topics/groups.yaml, not `{topic.group}`"
            yield Problem(topic.file, 1, text, "reference")


def _check_moves(items: Mapping[str, object], kind: str) -> Iterator[Problem]:
    """An old id must lead to one place, and must not be in use again."""
    owner: dict[str, str] = {}
    for id_, item in items.items():
        for old in getattr(item, "moved_from", ()):
            if old in items:
                text = f"Take `{old}` out of `moved_from:`; it is the id of a file of today"
                yield Problem(f"{kind}/{id_}.md", 1, text, "moved")
            elif old in owner:
                text = f"Take `{old}` out of `moved_from:`; {owner[old]} has it too"
                yield Problem(f"{kind}/{id_}.md", 1, text, "moved")
            owner[old] = id_


def _check_codes(catalog: Catalog) -> Iterator[Problem]:
    """A code on paper leads to one offering, as long as the paper lasts (P-10)."""
    owner: dict[str, str] = {}
    for service in catalog.services.values():
        for id_ in (service.id, *service.moved_from):
            first = owner.setdefault(service_code(id_), id_)
            if first != id_:
                text = f"Write another id than `{id_}` for this file; its code for print is that of `{first}`"
                yield Problem(service.file, 1, text, "code")


def _check_post_codes(catalog: Catalog) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for place in catalog.places.values():
        codes = [code for post_place in place.post_places for code in post_place.codes] + list(place.po_box_codes)
        for code in codes:
            if code in owner:
                yield Problem(
                    place.file, 1, f"Write post code {code} once; it stands in places/{owner[code]}.md too", "post-code"
                )
            owner[code] = place.id


def _check_places(catalog: Catalog) -> Iterator[Problem]:
    """Every journey ends with the municipality's own contact; where there is none a reader gets the stand-in (S-17)."""
    for place in catalog.places.values():
        if not place.channels:
            text = "Write the municipality's contact under `channels:`; readers go to fastlege and 116 117 until then"
            yield Problem(place.file, 1, text, "municipality-contact", warning=True)
