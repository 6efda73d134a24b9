"""“Did you find what you needed?”: yes, partly or no, counted coarsely and never with words (P-11).

With htmx the question is replaced where it stands; without, a page says thank you and leads back to what one saw.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from directory.web.addresses import link
from directory.web.cards import card
from directory.web.chrome import page, trail
from directory.web.headers import keep_nothing
from directory.web.metrics import count_found
from directory.web.visit import current_visit

blueprint = Blueprint("feedback", __name__, url_prefix="/<lang:lang>/feedback")

FOUND = ("yes", "partly", "no")
BACK = {"search": "search.search", "assistant": "assistant.assistant"}
"""Under which results it was asked -> their page."""


@blueprint.post("", endpoint="feedback")
def feedback(lang: str) -> Response:
    visit = current_visit()
    keep_nothing()
    found, where = request.form.get("found", ""), request.form.get("where", "")
    if found not in FOUND or where not in BACK:
        abort(400)
    count_found(where, found)
    shown: dict[str, Any] = {"found": found, "where": where, "line": card(visit, visit.lifelines.calls[-1][0])}
    if request.headers.get("HX-Request") == "true":
        return make_response(render_template("feedback_given.html", visit=visit, **shown))
    # Taken from the form and given back in one: what one saw stands in no address and is kept nowhere.
    carried = [(name, value) for name, value in request.form.items(multi=True) if name not in ("found", "where")]
    return page(
        "feedback.html", visit.gettext("Thank you"), discreet=True, noindex=True, trail=trail(visit),
        carried=carried, back=link(BACK[where]), **shown,
    )  # fmt: skip
