"""The start page: what needs doing, and ways on. And the language of the editor itself."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.editor.listing import STATES, in_state, rows
from directory.editor.menu import MenuItem
from directory.editor.texts import LANGUAGES, N_, gettext
from directory.editor.workplace import current_workplace

blueprint = Blueprint("start", __name__)
MENU = (MenuItem(endpoint="start.start", label=N_("Start"), order=0),)


@blueprint.get("/")
def start() -> str:
    return render_template("start.html", todo=_todo())


def _todo() -> list[tuple[str, int, str]]:
    """(what, how many, where)"""
    workplace = current_workplace()
    catalog, problems = workplace.read()
    every = rows(catalog, problems, workplace.content, "service")
    broken = sum(not problem.warning for problem in problems)
    found = [(gettext("Things to mend before it can be published"), broken, url_for("publish.publish"))]
    for state, words in STATES:
        if state not in ("mend", "closed"):
            number = len(in_state(every, catalog, state, workplace.today()))
            found.append((gettext(words), number, url_for("listing.listing", folder="services", state=state)))
    return found


@blueprint.post("/language")
def language() -> Response:
    asked = request.form.get("lang", "")
    if asked in LANGUAGES:
        current_workplace().lang = asked
    return redirect(url_for("start.start"), 303)
