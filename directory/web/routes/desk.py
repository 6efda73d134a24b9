"""The front desk: find, compare and hand over without a mouse. Filters may stand in the address, words never (P-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from directory.assistant.crisis import Crisis
from directory.catalog.models import Service
from directory.language.locales import LOCALES
from directory.language.texts import Text
from directory.search.facets import Filters, filter_services
from directory.search.query import MOST_CHARACTERS, SearchRequest, search
from directory.web.addresses import link
from directory.web.chrome import page, trail
from directory.web.crisis_panel import crisis_in, crisis_panel, pairs_last
from directory.web.desk import DeskGroup, by_course, desk_row
from directory.web.desk_filters import desk_chips, desk_filters, desk_values
from directory.web.headers import keep_nothing
from directory.web.listing import in_order
from directory.web.shortlist import MOST, listed
from directory.web.views import Link
from directory.web.visit import Visit, current_visit, use_visit

blueprint = Blueprint("desk", __name__, url_prefix="/<lang:lang>/desk")

SHOWN = 12
A_COURSE = 6
"""Rows under each course, where they are shown by course."""
COMPARED = 4


@dataclass(frozen=True, kw_only=True)
class _Asked:
    words: str
    """What is searched for: the beginning of what was typed."""
    whole: str
    """What is looked through for a crisis (S-03)."""
    filters: Filters
    by_course: bool


@blueprint.route("", methods=["GET", "POST"], endpoint="desk")
def desk_page(lang: str) -> Response:
    keep_nothing()
    values = request.form if request.method == "POST" else request.args
    visit = _with_list(current_visit(), values.getlist("id"))
    whole = request.form.get("q", "").strip()
    asked = _Asked(
        words=whole[:MOST_CHARACTERS], whole=whole, filters=desk_filters(visit, values),
        by_course=values.get("view") == "dps",
    )  # fmt: skip
    found = _results(visit, asked)
    if request.headers.get("HX-Request") == "true":
        return make_response(render_template("desk_results.html", visit=visit, **found))
    heading = visit.gettext("Front desk")
    return page("desk.html", heading, noindex=True, quick_exit=True, **_around(visit, asked), **found)


def _with_list(visit: Visit, ids: Sequence[str]) -> Visit:
    """What is chosen already: `id` of a form, or the `list` that every page carries."""
    chosen = listed(visit.catalog, ids[: MOST * 2] if ids else visit.shortlist)
    return use_visit(replace(visit, shortlist=chosen.codes))


def _results(visit: Visit, asked: _Asked) -> dict[str, Any]:
    crisis = crisis_in(visit, asked.whole) if asked.words else None
    services, total = _found(visit, asked, crisis)
    if asked.by_course:
        groups = by_course(visit, services, A_COURSE)
    else:
        groups = (DeskGroup(heading=None, rows=tuple(desk_row(visit, one) for one in services[:SHOWN])),)
    return {
        "groups": groups,
        "total": total,
        "shown": sum(len(group.rows) for group in groups),
        "crisis": crisis_panel(visit, crisis) if crisis else None,
        "by_course": asked.by_course,
    }


def _found(visit: Visit, asked: _Asked, crisis: Crisis | None) -> tuple[list[Service], int]:
    services = visit.catalog.services
    if not asked.words:
        ids = filter_services(visit.release.facets, asked.filters, visit.now).ids
        return in_order(visit, [services[id_] for id_ in ids]), len(ids)
    request_ = SearchRequest(
        text=asked.words, lang=visit.lang, now=visit.now, place=visit.place.id if visit.place else None,
        filters=asked.filters,
    )  # fmt: skip
    result = search(visit.release.index, request_)
    hits = {hit.service_id: hit for hit in result.hits}
    return [services[id_] for id_ in pairs_last(visit, crisis, hits)], result.total


def _around(visit: Visit, asked: _Asked) -> dict[str, Any]:
    """The forms, the list so far and the keys: what stays while results change."""
    filters = desk_values(asked.filters)
    own = {**filters, "view": "dps" if asked.by_course else None, "no_phone": None}
    keys_off = request.args.get("keys") == "0"
    carried = {"place": visit.carried_place, "keys": "0" if keys_off else None}
    return {
        "words": asked.words,
        "chips": desk_chips(visit, asked.filters),
        "filtered": bool(filters) or asked.by_course,
        "form_action": link("desk.desk", no_phone=None, list=None, keys=carried["keys"]),
        "carried": [(name, str(value)) for name, value in carried.items() if value],
        "chosen": [(code, visit.catalog.coded[code].name) for code in visit.shortlist],
        "most": MOST,
        "bookmark_url": link("desk.desk", **own),
        "keys_off": keys_off,
        "keys_url": link("desk.desk", **own, keys=None if keys_off else "0"),
        "dps_url": link("desk.desk", **(own | {"view": None if asked.by_course else "dps"})),
        # What the next one says is found with the same filters; what the former one was given goes nowhere.
        "new_url": link("desk.desk", **own, keys=carried["keys"], list=None),
        "clear_url": link("desk.desk", no_phone=None, list=None, keys=carried["keys"]),
        "places": [(place.id, place.name, place == visit.place) for place in visit.catalog.places.values()],
        "place_fields": [(n, v) for n, many in filters.items() for v in (many if isinstance(many, list) else [many])],
        "languages": [(Text(locale.name, code), code == visit.lang) for code, locale in LOCALES.items()],
        "wallet_url": link("sheets.wallet", **{"from": visit.lang}),
        "booklet_url": link("booklet.booklet", **{"from": visit.lang}) if visit.place else None,
        "poster_url": link("sheets.place_poster", **{"from": visit.lang}) if visit.place else None,
        "trail": trail(visit),
    }


@blueprint.get("/compare")
def compare(lang: str) -> Response:
    """Two to four side by side; of a longer list the first four."""
    keep_nothing()
    visit = _with_list(current_visit(), request.args.getlist("id"))
    rows = [desk_row(visit, visit.catalog.coded[code]) for code in visit.shortlist[:COMPARED]]
    # The way in stands with the contacts, and the target group among the facts.
    said = (visit.gettext("Way in"), visit.gettext("Target group"))
    terms = dict.fromkeys(fact.term for row in rows for fact in (*row.facts, *row.staff) if fact.term not in said)
    told = [{fact.term: fact.description for fact in (*row.staff, *row.facts)} for row in rows]
    desk_link = Link(label=visit.own(visit.gettext("Front desk")), url=link("desk.desk"))
    return page(
        "desk_compare.html",
        visit.gettext("Side by side"),
        noindex=True,
        quick_exit=True,
        rows=rows,
        left_out=max(0, len(visit.shortlist) - COMPARED),
        lines=[(term, [one.get(term) for one in told]) for term in terms],
        desk_url=desk_link.url,
        trail=(*trail(visit), desk_link),
    )
