"""Sheets to print that need no list: helplines for a wallet, and an A3 poster with the numbers of a place."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from directory.web.addresses import item_link, link
from directory.web.chrome import page
from directory.web.paper_tools import build_tools, desk_language
from directory.web.sheets import CARDS, poster, wallet_sheet
from directory.web.views import Link
from directory.web.visit import current_visit

blueprint = Blueprint("sheets", __name__, url_prefix="/<lang:lang>")


@blueprint.get("/wallet")
def wallet(lang: str) -> Response:
    visit = current_visit()
    desk = desk_language(request.args.get("from"), visit)
    back = Link(label=desk.own(desk.gettext("Home")), url=link("home.home", lang=desk.lang))
    return page(
        "wallet.html",
        visit.gettext("Numbers for your wallet"),
        noindex=True,
        wallet=wallet_sheet(visit),
        copies=CARDS - 1,
        tools=build_tools(visit, desk, "sheets.wallet", {}, back=back),
    )


@blueprint.get("/poster")
def place_poster(lang: str) -> Response:
    """Of the place that is chosen; without one, the page that asks where."""
    visit = current_visit()
    if visit.place is None:
        return redirect(link("places.find"), 302)
    desk = desk_language(request.args.get("from"), visit)
    back = Link(label=desk.norwegian(visit.place.name), url=item_link("places", visit.place.id, lang=desk.lang))
    return page(
        "poster.html",
        visit.gettext("Someone to talk to in %(place)s", place=visit.place.name),
        noindex=True,
        poster=poster(visit, visit.place),
        paper="a3",
        tools=build_tools(visit, desk, "sheets.place_poster", {}, back=back),
    )
