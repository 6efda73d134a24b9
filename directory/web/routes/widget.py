"""The assistant inside another page. Served only where `DIRECTORY_WIDGET_HOSTS` names whose pages may show it."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from directory.web.assistant_turn import turn_values
from directory.web.chrome import build_chrome, page
from directory.web.headers import keep_nothing, may_be_framed
from directory.web.visit import current_visit

blueprint = Blueprint("widget", __name__, url_prefix="/<lang:lang>/widget")


@blueprint.route("", methods=["GET", "POST"], endpoint="widget")
def widget_page(lang: str) -> Response:
    visit = current_visit()
    if not visit.settings.widget_hosts:
        abort(404)
    may_be_framed(visit.settings.widget_hosts)
    heading = visit.gettext("Find the right door")
    values = turn_values(visit, request.form, "widget.widget")
    if request.headers.get("HX-Request") == "true":
        keep_nothing()
        chrome = build_chrome(visit, heading, discreet=True, noindex=True)
        return make_response(render_template("assistant_turn.html", chrome=chrome, visit=visit, **values))
    return page("widget.html", heading, discreet=True, noindex=True, **values)
