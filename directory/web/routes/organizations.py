"""Organizations: all of them, and one with what it runs."""

from __future__ import annotations

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from directory.web.addresses import item_link, link
from directory.web.bodies import body_blocks
from directory.web.chrome import page, trail
from directory.web.listing import grouped, in_order, norwegian_order
from directory.web.pictures import qr_code
from directory.web.sources import source_views
from directory.web.strip import lifeline_contact
from directory.web.structured import organization_data
from directory.web.suicide_words import names_suicide
from directory.web.topics import runs_discreet
from directory.web.views import Link
from directory.web.visit import current_visit

blueprint = Blueprint("organizations", __name__, url_prefix="/<lang:lang>/organizations")


@blueprint.get("")
def organizations(lang: str) -> Response:
    visit = current_visit()
    ordered = sorted(visit.catalog.organizations.values(), key=lambda one: norwegian_order(one.name))
    letters: dict[str, list[tuple[Link, bool]]] = {}
    for one in ordered:
        summary = visit.of("organizations", one, "summary", one.summary) if one.summary else None
        needs_contact = names_suicide(one.name, one.summary)
        entry = (
            Link(label=visit.norwegian(one.name), url=item_link("organizations", one.id), description=summary),
            needs_contact,
        )
        letters.setdefault(one.name[0].upper(), []).append(entry)
    return page(
        "organizations.html",
        visit.gettext("Organizations"),
        letters=letters,
        lifeline=lifeline_contact(visit),
    )


@blueprint.get("/<id>")
def organization(lang: str, id: str) -> Response:
    visit = current_visit()
    one = visit.catalog.organizations.get(id)
    if one is None:
        today = visit.catalog.moved["organizations"].get(id)
        if today is None:
            abort(404)
        return redirect(item_link("organizations", today), 301)
    runs = [
        service
        for service in visit.catalog.services.values()
        if service.organization == id and service.status != "closed"
    ]
    return page(
        "organization.html",
        one.name,
        discreet=runs_discreet(visit, one),
        organization=one,
        summary=visit.of("organizations", one, "summary", one.summary),
        lifeline=lifeline_contact(visit) if names_suicide(one.name, one.summary) else None,
        blocks=body_blocks(visit, "organizations", one),
        groups=grouped(visit, in_order(visit, runs)),
        sources=source_views(visit, one.sources, one.written_in),
        trail=trail(
            visit, Link(label=visit.own(visit.gettext("Organizations")), url=link("organizations.organizations"))
        ),
        structured=organization_data(visit, one),
        qr=qr_code(visit, item_link("organizations", id, place=None, no_phone=None)),
    )
