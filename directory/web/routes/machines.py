"""What programs ask for: the site map, robots.txt, the icon, whether the site is well and how much it is used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from multiprocessing import current_process
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from directory.web.easy import readable_in
from directory.web.metrics import metrics_text
from directory.web.visit import Visit, current_visit, offered_languages

blueprint = Blueprint("machines", __name__)
MOST_ADDRESSES = 20_000
"""In one site map. Search engines take 50,000 and 50 MB; so many are made in a second, and can be kept."""
_MOST_PARTS = 10_000


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search pages are of no use in other search engines; lists with filters are endless."""
    own = current_visit().settings.url
    lines = ["User-agent: *", "Disallow: /*/search", "Disallow: /*/services?", "Disallow: /*/report"]
    return Response("\n".join([*lines, *([f"Sitemap: {own}/sitemap.xml"] if own else []), ""]), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Answer:
    """The index of the site maps; empty while the site's own address is not set."""
    if request.query_string:
        return redirect(url_for("machines.sitemap"), 302)
    visit = current_visit()
    many = sum(1 for _ in _addresses(visit))
    parts = range(1, -(-many // MOST_ADDRESSES) + 1)
    maps = [f"{visit.settings.url}{url_for('machines.sitemap_part', part=part)}" for part in parts]
    return Response(render_template("sitemap_index.xml", maps=maps), mimetype="application/xml")


@blueprint.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Answer:
    """One site map. Each page says itself, in its head, which languages it has."""
    if request.query_string:
        # The dearest page there is to make: with anything after it, it is the same page, which is kept.
        return redirect(url_for("machines.sitemap_part", part=part), 302)
    visit = current_visit()
    begin = (part - 1) * MOST_ADDRESSES
    asked = list(islice(_addresses(visit), begin, begin + MOST_ADDRESSES)) if 0 < part < _MOST_PARTS else []
    if not asked:
        abort(404)
    addresses = [f"{visit.settings.url}{url_for(endpoint, **values)}" for endpoint, values in asked]
    return Response(render_template("sitemap.xml", addresses=addresses), mimetype="application/xml")


def _addresses(visit: Visit) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every page in every language we offer."""
    for lang in offered_languages(visit.release.texts) if visit.settings.url else ():
        yield from ((endpoint, {"lang": lang, **values}) for endpoint, values in _pages(visit))
        # Where an easy text cannot be read, its address leads to the ordinary page, which stands here already.
        readable = (id_ for id_, one in visit.catalog.easy.items() if readable_in(visit.release.texts[lang], one))
        yield from (("easy.easy", {"lang": lang, "id": id_}) for id_ in readable)


def _pages(visit: Visit) -> Iterator[tuple[str, dict[str, Any]]]:
    catalog = visit.catalog
    for endpoint in (
        "home.home",
        "services.services",
        "topics.topics",
        "organizations.organizations",
        "places.find",
        "crisis.crisis",
        "interpreter.interpreter",
    ):
        yield endpoint, {}
    for service in catalog.services.values():
        if service.status != "closed":
            yield "services.service", {"id": service.id}
    for endpoint, ids in (
        ("organizations.organization", catalog.organizations), ("topics.topic", catalog.topics),
        ("topics.service_type", catalog.types), ("places.place", catalog.places), ("pages.page", catalog.pages),
    ):  # fmt: skip
        yield from ((endpoint, {"id": id_}) for id_ in ids)


@blueprint.get("/health")
def health() -> Answer:
    """Which release is served, since when, how old its facts are, and why newer content was not taken, if so.

    Names no folder, no setting and nobody. Without a release the page of numbers is answered, with status 503.
    """
    visit = current_visit()
    releases, _ = current_app.extensions["visits"]
    built = getattr(releases, "built", None)
    checked = [one.assured_date for one in visit.catalog.services.values() if one.assured_date]
    answer = jsonify(
        release=visit.release.id,
        refused=getattr(releases, "reason", None),
        problems=list(getattr(releases, "problems", ())),
        built=built.isoformat(timespec="minutes") if built else None,
        age_hours=round((visit.now - built).total_seconds() / 3600, 1) if built else None,
        services=len(visit.catalog.services),
        services_checked=len(checked),
        oldest_check_days=(visit.now.date() - min(checked)).days if checked else None,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/metrics")
def metrics() -> Answer:
    """How much the site is used, coarse by P-11, for Prometheus."""
    releases, _ = current_app.extensions["visits"]
    refused = bool(getattr(releases, "reason", None) or getattr(releases, "problems", ()))
    text = metrics_text(current_app.extensions["metrics"], current_process().name, {
        "content_refused": ("1 while newer content is refused; /health says why", refused),
        "kept_pages_bytes": ("Pages kept in memory", current_app.extensions["page_cache"].kept_bytes),
    })  # fmt: skip
    answer = Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/favicon.ico")
def favicon() -> Answer:
    """Browsers ask here of their own accord."""
    return redirect(url_for("static", filename="favicon.svg"), 302)
