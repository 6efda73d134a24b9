"""The booklet as a page, for a browser to print and for WeasyPrint; a file of it needs no running site."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.wrappers import Response

from directory.catalog.models import Place
from directory.web.booklet import build_booklet
from directory.web.chrome import page
from directory.web.paper_tools import PaperTools
from directory.web.visit import Visit, start_visit, use_visit


def booklet_page(
    visit: Visit, place: Place, tools: PaperTools | None, *, large: bool, prison: bool, release_to: Place | None
) -> Response:
    heading = visit.gettext("Numbers and addresses") if prison else visit.gettext("Help in %(place)s", place=place.name)
    return page(
        "booklet.html",
        heading,
        noindex=True,
        booklet=build_booklet(visit, place, large=large, prison=prison, release_to=release_to),
        tools=tools,
    )


def booklet_html(
    app: Flask, lang: str, place: str, *, large: bool = False, prison: bool = False, release_to: str | None = None
) -> tuple[str, Path]:
    """The page as it is laid out in a file, and the folder of static files; KeyError for a place we do not hold."""
    with app.test_request_context(f"/{lang}/booklet", query_string={"place": place}):
        visit = use_visit(start_visit())
        where = visit.catalog.places[place]
        to = visit.catalog.places[release_to] if release_to else None
        made = booklet_page(visit, where, None, large=large, prison=prison, release_to=to)
        return made.get_data(as_text=True), app.extensions["static_folder"]
