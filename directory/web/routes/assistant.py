"""The assistant: a turn is a request, answered with the whole page, or with htmx the parts of it that changed."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from directory.web.assistant_turn import turn_values
from directory.web.chrome import build_chrome, page, trail
from directory.web.headers import keep_nothing
from directory.web.visit import current_visit

blueprint = Blueprint("assistant", __name__, url_prefix="/<lang:lang>/assistant")


@blueprint.route("", methods=["GET", "POST"], endpoint="assistant")
def assistant_page(lang: str) -> Response:
    visit = current_visit()
    heading = visit.gettext("Find the right door")
    values = turn_values(visit, request.form, "assistant.assistant")
    if request.headers.get("HX-Request") == "true":
        keep_nothing()
        chrome = build_chrome(visit, heading, discreet=True, noindex=True)
        return make_response(render_template("assistant_turn.html", chrome=chrome, visit=visit, **values))
    return page("assistant.html", heading, discreet=True, noindex=True, trail=trail(visit), **values)
