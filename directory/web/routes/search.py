"""The search page. The form POSTs, so that the words stay out of addresses, titles and logs (P-03); `?q=` works too."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, request
from werkzeug.wrappers import Response

from directory.assistant.crisis import Crisis
from directory.search.facets import Filters
from directory.search.query import MOST_CHARACTERS, Hit, SearchRequest, SearchResult, search
from directory.web.addresses import link
from directory.web.cards import card
from directory.web.chrome import page, trail
from directory.web.crisis_panel import crisis_panel, is_young, look_at, pairs_last, talk_now
from directory.web.filters import QUICK, chosen_values, filter_groups, quick_choices, read_filters
from directory.web.listing import group_of, grouped
from directory.web.metrics import count_nothing_found, count_search
from directory.web.reasons import search_reason
from directory.web.topics import topic_tile
from directory.web.views import Group, Link
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("search", __name__, url_prefix="/<lang:lang>/search")

SHOWN = 20
"""Hits on the page, the best first; the rest are found with other words or a filter."""
REASONS = 2
TOLD = ("name", "topic", "type", "text", "audience", "age", "language")
"""Reasons told beside a hit; what its card says anyway (free, near you) is not told twice."""


@blueprint.route("", methods=["GET", "POST"], endpoint="search")
def search_page(lang: str) -> Response:
    visit = current_visit()
    values = request.form if request.method == "POST" else request.args
    # The whole text is looked through for a crisis; only the beginning is searched for (S-03).
    whole = values.get("q", "").strip()
    words = whole[:MOST_CHARACTERS]
    seen = look_at(visit, whole)
    crisis = seen.crisis
    filters = read_filters(visit, values)
    if visit.no_phone:
        # Said on an earlier page, in the address; from here on it is in the form.
        filters = replace(filters, no_phone=True)
    as_typed = values.get("as_typed") == "1"
    result = _found(visit, words, filters, as_typed) if words else None
    if result is not None:
        count_search(visit.lang, result.total)
        if not result.total:
            count_nothing_found(next(iter(result.understood.topics), "unknown"))
    write = visit.own(visit.gettext("Write a word or two about what you need help with."))
    errors = (Link(label=write, url="#q"),) if "q" in values and not words else ()
    carried = [(name, value) for name, chosen in chosen_values(filters).items() for value in _listed(chosen)]
    return page(
        "search.html",
        visit.gettext("Search"),
        quick_exit=True,
        noindex=True,
        words=words,
        error=bool(errors),
        errors=errors,
        too_long=len(whole) > MOST_CHARACTERS,
        crisis=crisis_panel(visit, crisis, young=bool(result and is_young(result.understood))) if crisis else None,
        today=talk_now(visit) if seen.today and crisis is None else (),
        result=result,
        groups=_groups(visit, result, crisis) if result else (),
        shown=min(SHOWN, len(result.hits)) if result else 0,
        choice_groups=filter_groups(visit, filters, result.facets) if result else (),
        quick=quick_choices(visit, filters, result.facets) if result else (),
        hidden={"q": words} | {name: value for name, value in carried if name in (*QUICK, "age")},
        filtered=bool(carried),
        nearest=tuple(topic_tile(visit, visit.catalog.topics[topic]) for topic in result.nearest_topics)
        if result
        else (),
        line=card(visit, visit.lifelines.calls[-1][0]),
        form_action=link("search.search", no_phone=None),
        carried=[("q", words), *carried, *([("as_typed", "1")] if as_typed else [])],
        language_form="keep" if words else None,
        trail=trail(visit),
    )


def _found(visit: Visit, words: str, filters: Filters, as_typed: bool) -> SearchResult:
    asked = SearchRequest(
        text=words, lang=visit.lang, now=visit.now, place=visit.place.id if visit.place else None, filters=filters,
        as_typed=as_typed,
    )  # fmt: skip
    return search(visit.release.index, asked)


def _groups(visit: Visit, result: SearchResult, crisis: Crisis | None) -> tuple[Group, ...]:
    """The hits in labelled groups; the group of the best hit first, what one cannot act on last."""
    hits = {hit.service_id: hit for hit in result.hits[:SHOWN]}
    services = [visit.catalog.services[id_] for id_ in pairs_last(visit, crisis, hits)]
    services.sort(key=lambda service: group_of(service) == "no-contact")
    return grouped(visit, services, reasons={id_: _reasons(visit, hit) for id_, hit in hits.items()})


def _reasons(visit: Visit, hit: Hit) -> tuple[str, ...]:
    words = [search_reason(visit, reason) for reason in hit.reasons if reason in TOLD]
    return tuple(told for told in words if told)[:REASONS]


def _listed(chosen: object) -> list[str]:
    return [str(value) for value in chosen] if isinstance(chosen, list) else [str(chosen)]
