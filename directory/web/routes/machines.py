"""What programs ask for: the site map, robots.txt, the icon, and whether the site is well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from directory.web.visit import Visit, current_visit, offered_languages

blueprint = Blueprint("machines", __name__)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search pages are of no use in other search engines; lists with filters are endless."""
    own = current_visit().settings.url
    lines = ["User-agent: *", "Disallow: /*/search", "Disallow: /*/services?", "Disallow: /*/report"]
    return Response("\n".join([*lines, *([f"Sitemap: {own}/sitemap.xml"] if own else []), ""]), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page in every language we offer; empty while the site's own address is not set."""
    visit = current_visit()
    languages = offered_languages(visit.release.texts)
    pages = list(_pages(visit)) if visit.settings.url else []
    entries = [[(lang, f"{visit.settings.url}{url_for(endpoint, lang=lang, **values)}") for lang in languages]
               for endpoint, values in pages]  # fmt: skip
    return Response(render_template("sitemap.xml", entries=entries), mimetype="application/xml")


def _pages(visit: Visit) -> Iterator[tuple[str, dict[str, Any]]]:
    catalog = visit.catalog
    for endpoint in (
        "home.home",
        "services.services",
        "topics.topics",
        "organizations.organizations",
        "places.find",
        "crisis.crisis",
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
    """Which release is served, and why a newer one was not taken, if so."""
    releases, _ = current_app.extensions["visits"]
    answer = jsonify(release=current_visit().release.id, refused=getattr(releases, "reason", None))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/favicon.ico")
def favicon() -> Answer:
    """Browsers ask here of their own accord."""
    return redirect(url_for("static", filename="favicon.svg"), 302)
