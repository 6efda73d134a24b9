"""The list of services with its filters, and the page of one service."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from directory.catalog.codes import service_code
from directory.catalog.models import Service
from directory.language.formats import format_date, join_items
from directory.search.facets import Filters, filter_services
from directory.web.addresses import item_link, link
from directory.web.bodies import body_blocks
from directory.web.cards import add_url, badges, name_explained, needed_lifeline, other_line, run_by, way_in_words
from directory.web.chrome import page, trail
from directory.web.contacts import service_contacts
from directory.web.facts import service_facts, unknown_facts
from directory.web.filters import chosen_values, filter_groups, quick_choices, read_filters
from directory.web.headers import keep_nothing
from directory.web.listing import build_listing
from directory.web.meetings import meeting_views
from directory.web.openings import service_view
from directory.web.pages import page_links, page_number
from directory.web.phone_files import phone_files
from directory.web.pictures import qr_code
from directory.web.shortlist import BETWEEN
from directory.web.sources import confirmed_words, doubt_words, needs_a_call, source_views
from directory.web.strip import lifeline_contact
from directory.web.structured import service_data
from directory.web.suicide_words import names_suicide
from directory.web.topics import is_discreet, topic_tile
from directory.web.views import Link
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("services", __name__, url_prefix="/<lang:lang>/services")


@blueprint.get("")
def services(lang: str) -> Response:
    visit = current_visit()
    filters = read_filters(visit, request.args)
    found = filter_services(visit.release.facets, filters, visit.now)
    listing = build_listing(visit, [visit.catalog.services[id_] for id_ in found.ids], page_number())
    chosen = chosen_values(filters)
    if filters.any:
        # What a person filters by tells as much as words that are searched for.
        keep_nothing()
    return page(
        "services.html",
        visit.gettext("Find help"),
        noindex=filters.any,
        quick_exit=_about_what_one_hides(visit, filters),
        listing=listing,
        filters=filters,
        choice_groups=filter_groups(visit, filters, found.counts),
        quick=quick_choices(visit, filters, found.counts),
        pages=page_links(
            listing, lambda number: link("services.services", **chosen, page=number if number > 1 else None)
        ),
        form_action=link("services.services", place=None, no_phone=None, list=None),
        hidden=_hidden(visit, chosen, ("no_phone", "open_now", "age")),
        age_hidden=_pairs(visit, chosen),
        clear_url=link("services.services", no_phone=None),
    )


def _about_what_one_hides(visit: Visit, filters: Filters) -> bool:
    """A list of doors for violence, abuse or the young, which one may have to leave fast."""
    chosen = [visit.catalog.topics.get(id_) for id_ in filters.topic]
    kinds = [visit.catalog.types.get(id_) for id_ in filters.type]
    return "child" in filters.audience or any(one is not None and one.discreet for one in (*chosen, *kinds))


def _hidden(visit: Visit, chosen: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """What a form carries: the place, and single values of the filters it does not show."""
    kept = {name: str(chosen[name]) for name in names if name in chosen and not isinstance(chosen[name], list)}
    return kept | _carried(visit)


def _carried(visit: Visit) -> dict[str, str]:
    """What a form that makes an address must carry itself: a browser drops the query of its action."""
    carried = {"place": visit.carried_place, "list": BETWEEN.join(visit.shortlist)}
    return {name: value for name, value in carried.items() if value}


def _pairs(visit: Visit, chosen: dict[str, Any]) -> list[tuple[str, str]]:
    """What the form of the age carries: everything chosen but the age."""
    told = chosen | _carried(visit)
    values = {name: value if isinstance(value, list) else [value] for name, value in told.items()}
    return [(name, str(one)) for name, many in values.items() if name != "age" for one in many]


@blueprint.get("/<id>")
def service(lang: str, id: str) -> Response:
    visit = current_visit()
    one = visit.catalog.services.get(id)
    if one is None:
        return _moved(visit, id)
    if one.status == "closed":
        return _closed(visit, one)
    contacts = service_contacts(visit, one)
    topics = [visit.catalog.topics[topic] for topic in one.topics if topic in visit.catalog.topics]
    way_in, way_in_url = way_in_words(visit, one)
    return page(
        "service.html",
        one.name,
        discreet=is_discreet(visit, one),
        service=one,
        explanation=name_explained(visit, one),
        organization=_organization(visit, one),
        summary=visit.of("services", one, "summary", one.summary),
        alert=visit.of("services", one, "alert", one.alert) if one.alert else None,
        opening=service_view(visit, one) if one.channels else None,
        contacts=contacts,
        add_url=add_url(visit, one),
        code=service_code(one.id),
        alternative=other_line(visit, one) if one.channels_of("phone") else None,
        # The ways in stand further down, so what names suicide needs a contact of its own up here (S-13).
        lifeline=needed_lifeline(visit, one, ()),
        way_in=way_in,
        way_in_lifeline=lifeline_contact(visit) if names_suicide(str(way_in)) else None,
        way_in_url=way_in_url,
        badges=badges(visit, one),
        facts=service_facts(visit, one),
        unknown=join_items(visit.lang, unknown_facts(visit, one)),
        can_call=bool(one.channels_of("phone")),
        confirmed=confirmed_words(visit, one),
        needs_a_call=needs_a_call(visit, one),
        doubt=doubt_words(visit, one),
        type_label=visit.label("types", one.type, "label", visit.catalog.types[one.type].label),
        type_url=item_link("types", one.type),
        meetings=meeting_views(visit, one),
        phone_files=phone_files(visit, one),
        blocks=body_blocks(visit, "services", one),
        topics=tuple(topic_tile(visit, topic) for topic in topics),
        topics_lifeline=lifeline_contact(visit) if names_suicide(*(topic.label for topic in topics)) else None,
        sources=source_views(visit, one.sources, one.written_in),
        trail=trail(visit, Link(label=visit.own(visit.gettext("Find help")), url=link("services.services"))),
        structured=service_data(visit, one),
        qr=qr_code(visit, item_link("services", one.id, place=None, no_phone=None)),
    )


def _moved(visit: Visit, id_: str) -> Response:
    today = visit.catalog.moved["services"].get(id_)
    if today is None:
        abort(404)
    return redirect(item_link("services", today), 301)


def _closed(visit: Visit, one: Service) -> Response:
    """It existed and does not any more: said as such, with what stands near it."""
    topics = [visit.catalog.topics[topic] for topic in one.topics if topic in visit.catalog.topics]
    return page(
        "closed.html",
        one.name,
        status=410,
        discreet=is_discreet(visit, one),
        noindex=True,
        service=one,
        closed_on=format_date(visit.texts.lang, one.closed_date) if one.closed_date else None,
        tiles=tuple(topic_tile(visit, topic) for topic in topics if not names_suicide(topic.label)),
    )


def _organization(visit: Visit, one: Service) -> Link | None:
    name = run_by(visit, one)
    if name is None:
        return None
    known = one.organization in visit.catalog.organizations
    return Link(
        label=visit.norwegian(name),
        url=item_link("organizations", one.organization) if known and one.organization else "",
    )
