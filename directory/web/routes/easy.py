"""`/<lang>/easy/<id>`: the easy-to-read text beside the front page, the crisis page or a page of text."""

from __future__ import annotations

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from directory.web.bodies import body_blocks
from directory.web.chrome import page, trail
from directory.web.easy import ordinary_link, readable
from directory.web.strip import build_strip
from directory.web.visit import current_visit

blueprint = Blueprint("easy", __name__, url_prefix="/<lang:lang>/easy")


@blueprint.get("/<id>")
def easy(lang: str, id: str) -> Response:
    """A language in which it cannot be read leads to the ordinary page, which can."""
    visit = current_visit()
    one = visit.catalog.easy.get(id)
    if one is None:
        abort(404)
    if not readable(visit, one):
        return redirect(ordinary_link(visit, id).url, 302)
    beside = visit.catalog.pages.get(id)
    crisis = id == "crisis"
    return page(
        "easy.html",
        visit.of("easy", one, "title", one.title),
        discreet=crisis or bool(beside and beside.discreet),
        calls=build_strip(visit).calls if crisis else (),
        blocks=body_blocks(visit, "easy", one),
        easy=ordinary_link(visit, id),
        trail=trail(visit),
    )
