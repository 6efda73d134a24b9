"""`/<lang>/list/handout.pdf`: the sheet that is handed over, as a file; without one one is led to the page to print."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, current_app, redirect, request
from werkzeug.wrappers import Response

from directory.web.addresses import link
from directory.web.chrome import page
from directory.web.handout import build_handout
from directory.web.headers import keep_nothing
from directory.web.pdf import NoPdf, make_pdf
from directory.web.shortlist import MOST, listed
from directory.web.visit import current_visit, use_visit

blueprint = Blueprint("handout_pdf", __name__, url_prefix="/<lang:lang>/list")
FILE = "handout.pdf"
"""What the file is called among the downloads: nothing of what is in it (P-10)."""


@blueprint.get(f"/{FILE}")
def handout_pdf(lang: str) -> Response:
    keep_nothing()
    visit = current_visit()
    chosen = listed(visit.catalog, request.args.getlist("id")[: MOST * 2] or visit.shortlist)
    visit = use_visit(replace(visit, shortlist=chosen.codes))
    flags = {name: request.args.get(name) == "1" for name in ("large", "discreet")}
    sheet = page(
        "handout.html",
        visit.gettext("Numbers and addresses"),
        noindex=True,
        # In the file's own title too: it says nothing of what the sheet is about.
        quick_exit=True,
        handout=build_handout(visit, chosen, **flags),
        turned=False,
        aside="",
        tools=None,
    )
    try:
        made = make_pdf(sheet.get_data(as_text=True), current_app.extensions["static_folder"], visit.settings)
    except NoPdf:
        values = {name: "1" for name, on in flags.items() if on}
        return redirect(link("shortlist.handout", list=None, id=list(chosen.codes), no_pdf="1", **values), 302)
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{FILE}"'
    return response
