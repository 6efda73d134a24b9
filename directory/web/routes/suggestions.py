"""What may be meant, while one types: options for the list under the search box. Words come in the body only (P-03)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from directory.language.texts import Text
from directory.search.suggestions import Suggestion, suggest
from directory.web.addresses import item_link
from directory.web.strip import lifeline_contact
from directory.web.suicide_words import names_suicide
from directory.web.visit import Visit, current_visit, form_value

blueprint = Blueprint("suggestions", __name__, url_prefix="/<lang:lang>/search/suggestions")

MOST = 7
_FEWEST_LETTERS = 2
_KINDS = {"topic": "topics", "type": "types", "service": "services", "place": "places"}


@dataclass(frozen=True, kw_only=True)
class SuggestionView:
    text: Text
    kind: str
    url: str


@blueprint.post("")
def suggestions(lang: str) -> Response:
    visit = current_visit()
    typed = form_value("q", 80)
    found = suggest(visit.release.index, typed, visit.lang, MOST) if len(typed) >= _FEWEST_LETTERS else ()
    named = names_suicide(*(_source(visit, one) for one in found))
    body = render_template(
        "suggestions.html",
        suggestions=[_view(visit, one) for one in found],
        asked=len(typed) >= _FEWEST_LETTERS,
        lifeline=lifeline_contact(visit) if named else None,
        lang=visit.texts.lang,
    )
    return make_response(body)


def _view(visit: Visit, one: Suggestion) -> SuggestionView:
    _ = visit.gettext
    kinds = {
        "topic": _("What it is about"), "type": _("Kind of help"), "service": _("Offering"), "place": _("Place"),
    }  # fmt: skip
    text = visit.norwegian(one.text) if one.kind in ("service", "place") else visit.own(one.text)
    return SuggestionView(text=text, kind=kinds[one.kind], url=item_link(_KINDS[one.kind], one.id))


def _source(visit: Visit, one: Suggestion) -> str:
    """The Norwegian text, in which it is seen what a name says (S-13)."""
    return visit.catalog.topics[one.id].label if one.kind == "topic" else one.text
