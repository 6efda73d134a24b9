"""What it is about, and what kind of help: lists of services by topic and by type."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from directory.catalog.models import Service
from directory.language.texts import Text
from directory.web.addresses import item_link, link
from directory.web.chrome import page, trail
from directory.web.listing import build_listing
from directory.web.pages import page_links, page_number
from directory.web.strip import lifeline_contact
from directory.web.suicide_words import names_suicide
from directory.web.topics import topic_groups, topic_tile
from directory.web.views import Link
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("topics", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/topics")
def topics(lang: str) -> Response:
    visit = current_visit()
    groups = topic_groups(visit)
    return page(
        "topics.html",
        visit.gettext("What is it about?"),
        groups=groups,
        lifeline=lifeline_contact(visit),
        trail=trail(visit),
    )


@blueprint.get("/topics/<id>")
def topic(lang: str, id: str) -> Response:
    visit = current_visit()
    one = visit.catalog.topics.get(id)
    if one is None:
        today = visit.catalog.moved["topics"].get(id)
        if today is None:
            abort(404)
        return redirect(item_link("topics", today), 301)
    near = [other for other in visit.catalog.topics.values() if other.group == one.group and other.id != id]
    about = [service for service in _here(visit) if id in service.topics]
    return _list_page(
        visit,
        "topics",
        id,
        about,
        heading=visit.label("topics", id, "label", one.label),
        description=visit.label("topics", id, "description", one.description),
        sources=(one.label, one.description),
        discreet=one.discreet,
        near=tuple(topic_tile(visit, other) for other in near),
        near_lifeline=lifeline_contact(visit) if names_suicide(*(other.label for other in near)) else None,
        trail=trail(visit, Link(label=visit.own(visit.gettext("What is it about?")), url=link("topics.topics"))),
    )


@blueprint.get("/types/<id>")
def service_type(lang: str, id: str) -> Response:
    visit = current_visit()
    kind = visit.catalog.types.get(id)
    if kind is None:
        abort(404)
    return _list_page(
        visit,
        "types",
        id,
        [service for service in _here(visit) if service.type == id],
        heading=visit.label("types", id, "plural", kind.plural),
        description=visit.label("types", id, "description", kind.description),
        sources=(kind.plural, kind.description),
        discreet=kind.discreet,
        near=(),
        near_lifeline=None,
        trail=trail(visit, Link(label=visit.own(visit.gettext("Find help")), url=link("services.services"))),
    )


def _here(visit: Visit) -> list[Service]:
    """What is not closed, and not local to another place than the one chosen."""
    return [
        service
        for service in visit.catalog.services.values()
        if service.status != "closed"
        and (service.reach != "local" or visit.place is None or visit.place.id in service.service_area)
    ]


def _list_page(
    visit: Visit,
    kind: str,
    id_: str,
    services: list[Service],
    *,
    heading: Text,
    sources: tuple[str, ...],
    **values: Any,
) -> Response:
    """`sources` are the Norwegian texts behind heading and description."""
    listing = build_listing(visit, services, page_number(), topic=id_ if kind == "topics" else None)
    return page(
        "list.html",
        heading,
        listing=listing,
        lifeline=lifeline_contact(visit) if names_suicide(*sources) else None,
        pages=page_links(listing, lambda number: item_link(kind, id_, page=number if number > 1 else None)),
        filter_url=link("services.services", **{kind.removesuffix("s"): id_}),
        **values,
    )
