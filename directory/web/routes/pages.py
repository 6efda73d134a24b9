"""Pages of text that editors write (rights, about, privacy, accessibility)."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from directory.web.addresses import item_link
from directory.web.bodies import body_blocks
from directory.web.chrome import page, trail
from directory.web.easy import easy_link
from directory.web.pictures import qr_code
from directory.web.sources import source_views
from directory.web.views import Link
from directory.web.visit import current_visit

blueprint = Blueprint("pages", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/pages/<id>", endpoint="page")
def text_page(lang: str, id: str) -> Response:
    visit = current_visit()
    one = visit.catalog.pages.get(id)
    if one is None:
        abort(404)
    return page(
        "page.html",
        visit.of("pages", one, "title", one.title),
        discreet=one.discreet,
        summary=visit.of("pages", one, "summary", one.summary),
        blocks=body_blocks(visit, "pages", one),
        near=tuple(
            Link(label=visit.of("pages", other, "title", other.title), url=item_link("pages", other.id))
            for other in visit.catalog.pages.values()
            if other.group == one.group and other.id != id
        ),
        sources=source_views(visit, one.sources, one.written_in),
        easy=easy_link(visit, id),
        trail=trail(visit),
        qr=qr_code(visit, item_link("pages", id, place=None, no_phone=None)),
    )
