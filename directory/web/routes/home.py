"""The front page, and `/`, which chooses the language."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from directory.assistant.guide import Asked
from directory.assistant.lifelines import open_voice_lines
from directory.catalog.question_checks import options_of
from directory.web.addresses import item_link, link
from directory.web.assistant_views import QuestionView, question_view
from directory.web.cards import card
from directory.web.chrome import page
from directory.web.easy import easy_link
from directory.web.topics import foretaste, topic_groups
from directory.web.views import CardView, Link
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("home", __name__)

OPEN_NOW = 4
"""Cards of who is open now."""


@blueprint.get("/")
def choose_language() -> Response:
    """The visit has chosen: by `Accept-Language`, among the languages we offer."""
    response = redirect(url_for("home.home", lang=current_visit().lang), 302)
    response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/<lang:lang>/")
def home(lang: str) -> Response:
    visit = current_visit()
    return page(
        "home.html",
        visit.gettext("Find someone who can help"),
        groups=tuple(
            Link(label=group.label, url=f"{link('topics.topics')}#{group.id}", icon=group.icon,
                 description=foretaste(visit, group.id))
            for group in topic_groups(visit)
        ),
        relatives_url=item_link("pages", "relatives") if "relatives" in visit.catalog.pages else None,
        open_now=_open_now(visit),
        question=_first_question(visit),
        easy=easy_link(visit, "home"),
    )  # fmt: skip


def _first_question(visit: Visit) -> QuestionView | None:
    """The assistant begins on the front page."""
    first = next(iter(visit.catalog.questions.values()), None)
    return question_view(visit, Asked(question=first, options=options_of(first, visit.catalog))) if first else None


def _open_now(visit: Visit) -> tuple[CardView, ...]:
    """Some to talk to at this moment about anything, but not those that the strip shows already."""
    shown = {service.id for service, _ in visit.lifelines.calls}
    lines = open_voice_lines(visit.catalog, "self", visit.now, OPEN_NOW + len(shown))
    return tuple(card(visit, service) for service, _ in lines if service.id not in shown)[:OPEN_NOW]
