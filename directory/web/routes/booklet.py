"""`/<lang>/booklet?place=1106`: everything for one municipality on paper; the same as `python -m directory booklet`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from directory.web.addresses import item_link, link
from directory.web.booklet_page import booklet_page
from directory.web.paper_tools import build_tools, desk_language
from directory.web.views import Link
from directory.web.visit import current_visit

blueprint = Blueprint("booklet", __name__, url_prefix="/<lang:lang>/booklet")
SWITCHES = ("large", "prison")


@blueprint.get("")
def booklet(lang: str) -> Response:
    """Of the place that is chosen; without one, the page that asks where."""
    visit = current_visit()
    if visit.place is None:
        return redirect(link("places.find"), 302)
    on = {name: request.args.get(name) == "1" for name in SWITCHES}
    release_to = visit.catalog.places.get(request.args.get("release_to", "")) if on["prison"] else None
    desk = desk_language(request.args.get("from"), visit)
    _ = desk.gettext
    values: dict[str, Any] = {name: "1" for name, chosen in on.items() if chosen}
    values |= {"place": visit.place.id, "release_to": release_to.id if release_to else None}
    tools = build_tools(
        visit,
        desk,
        "booklet.booklet",
        values,
        back=Link(label=desk.norwegian(visit.place.name), url=item_link("places", visit.place.id, lang=desk.lang)),
        switches=(("large", _("Large print")), ("prison", _("For reading in prison"))),
        note=_("Many pages. The command “python -m directory booklet” makes a file with page numbers."),
    )
    return booklet_page(visit, visit.place, tools, release_to=release_to, **on)
