"""A card to show or print for someone who needs an interpreter: in Norwegian, and in the reader's language beside it.

Asks nothing and keeps nothing: what the help is about is pointed at on the card.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from directory.language.formats import language_name, own_language_name
from directory.language.locales import LOCALES, SOURCE_LANGUAGE
from directory.language.texts import LanguageTexts, Text
from directory.web.addresses import item_link, link
from directory.web.chrome import page, trail
from directory.web.views import Link
from directory.web.visit import Visit, current_visit, offered_languages

blueprint = Blueprint("interpreter", __name__, url_prefix="/<lang:lang>")

SIGN = "nsl"
"""Norwegian Sign Language, as ISO 639-3 has it."""
OTHERS = ("am", "bg", "ckb", "de", "es", "fa", "fa-AF", "fil", "fr", "hu", "ku", "lt", "my", "ps", "ro", "ru", "sw",
          "ta", "th", "ti", "tr", "ur", "vi", "zh")  # fmt: skip
"""Languages that many in Norway speak and the site does not: staff read on the card which one it is."""
_INTERPRETER_SERVICE = "tolk"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence of the card: what staff read, and what the reader reads (the same where both read Norwegian)."""

    norwegian: Text
    own: Text | None


@dataclass(frozen=True, kw_only=True)
class Card:
    language: str
    """The language to be interpreted, as a code."""
    lines: tuple[Line, ...]
    needs: tuple[Line, ...]
    """What the help may be about, to point at."""
    last: tuple[Line, ...]


@blueprint.get("/interpreter")
def interpreter(lang: str) -> Response:
    visit = current_visit()
    languages = [one for one in offered_languages(visit.release.texts) if one not in ("nb", "nn")]
    own = visit.texts.lang if visit.texts.lang in languages else languages[0] if languages else SIGN
    wanted = request.args.get("for", own)
    known = (*languages, SIGN, *OTHERS)
    if wanted not in known:
        abort(404)
    service = visit.catalog.services.get(_INTERPRETER_SERVICE)
    return page(
        "interpreter.html",
        visit.gettext("I need an interpreter"),
        card=_card(visit, wanted),
        choices=tuple(
            Link(
                label=_own_name(visit, one),
                url=link("interpreter.interpreter", **{"for": one}),
                current=one == wanted,
            )
            for one in known
        ),
        about=item_link("services", service.id) if service else None,
        trail=trail(visit),
    )


def _own_name(visit: Visit, code: str) -> Text:
    """The language's own name; sign language in the page's words, since it is not written."""
    if code == SIGN:
        return visit.own(language_name(visit.texts.lang, code))
    return Text(LOCALES[code].name if code in LOCALES else own_language_name(code), code)


def _card(visit: Visit, wanted: str) -> Card:
    """The reader's side is in the wanted language; in that of the page where the site does not have it."""
    norwegian = visit.release.texts[SOURCE_LANGUAGE]
    own = visit.release.texts[wanted] if wanted in LOCALES else visit.texts

    def line(message: str) -> Line:
        return Line(norwegian=_worded(norwegian, message, wanted), own=_worded(own, message, wanted))

    def need(group: str, source: str) -> Line:
        key = f"topic-groups.{group}.label"
        return Line(norwegian=Text(source, SOURCE_LANGUAGE), own=own.of(key, source))

    # Marked here for the extractor; each is looked up in two languages.
    N_ = str
    lines = (N_("I need an interpreter. My language is: %(language)s."), N_("I would like help with:"))
    last = (
        N_("Please book an interpreter, and show me the day and the time."),
        N_("Please do not use my family or my children to interpret."),
    )
    return Card(
        language=wanted,
        lines=tuple(_once(line(message)) for message in lines),
        needs=tuple(_once(need(group.id, group.label)) for group in visit.catalog.topic_groups.values()),
        last=tuple(_once(line(message)) for message in last),
    )


def _worded(texts: LanguageTexts, message: str, wanted: str) -> Text:
    said = texts.gettext(message)
    # An untranslated sentence is English, and is marked so.
    lang = texts.lang if said != message or texts.lang == "en" else "en"
    return Text(said.replace("%(language)s", language_name(texts.lang, wanted)), lang)


def _once(line: Line) -> Line:
    return Line(norwegian=line.norwegian, own=None) if line.own == line.norwegian else line
