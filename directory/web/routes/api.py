"""Addresses for programs: the search and assistant of the pages, as JSON. Names stay Norwegian in every language."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from directory.assistant.answers import AssistantRequest, MalformedAnswers
from directory.assistant.crisis import Crisis
from directory.assistant.guide import Asked, Turn, guide
from directory.assistant.lifelines import class_for, crisis_doors
from directory.catalog.models import Service
from directory.language.locales import LOCALES, SOURCE_LANGUAGE
from directory.language.understanding import Understood
from directory.search.query import MOST_CHARACTERS, SearchRequest, search
from directory.web.crisis_panel import crisis_in, is_young, pairs_last
from directory.web.headers import keep_nothing
from directory.web.openapi import openapi_document
from directory.web.questions import built_in, option_text, question_text
from directory.web.reasons import assistant_reason, search_reason
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("api", __name__, url_prefix="/api")

MOST_RESULTS = 50
_FIELDS = ("lang", "place", "text", "answers")
_WRONG_LANG = f"lang is one of {', '.join(LOCALES)}"


@blueprint.before_request
def _nothing_is_kept() -> None:
    keep_nothing()


@blueprint.get("/search")
def search_api() -> tuple[Response, int]:
    """`?q=&lang=&place=&limit=`. What is malformed is answered with 400 and what to write; a crisis always."""
    visit = current_visit()
    words, lang = request.args.get("q", "").strip(), request.args.get("lang", SOURCE_LANGUAGE)
    visit = visit.reading_in(lang) if lang in LOCALES else visit
    found = crisis_in(visit, words)
    limit, wrong = _limit(request.args.get("limit", "10"))
    place = request.args.get("place") or None
    if lang not in LOCALES:
        wrong = _WRONG_LANG
    elif place is not None and place not in visit.catalog.places:
        wrong = "place is the four-digit number of a municipality that the directory holds"
    elif not words:
        wrong = "q is what to search for"
    elif len(words) > MOST_CHARACTERS:
        wrong = f"q is at most {MOST_CHARACTERS} characters"
    if wrong:
        return jsonify(error=wrong, crisis=_crisis(visit, found)), 400
    result = search(
        visit.release.index, SearchRequest(text=words, lang=lang, now=visit.now, place=place, limit=limit)
    )
    reasons = {hit.service_id: hit.reasons for hit in result.hits}
    results = [
        {**_entry(visit, visit.catalog.services[id_]), "reasons": _search_reasons(visit, reasons[id_])}
        for id_ in pairs_last(visit, found, reasons)
    ]
    return jsonify(
        query=words,
        understood=_understood(result.understood),
        crisis=_crisis(visit, found, young=is_young(result.understood)),
        total=result.total,
        results=results,
    ), 200


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """What these addresses take and answer, for programs that write programs."""
    return jsonify(openapi_document(MOST_RESULTS, current_visit().settings.url))


@blueprint.post("/assistant")
def assistant_api() -> tuple[Response, int]:
    """`{lang, place, text, answers}`; everything may be left out. Answers as `search_api` does when it is malformed."""
    visit = current_visit()
    body = _body()
    if not isinstance(body, dict):
        return jsonify(error="the body is a JSON object with lang, place, text and answers", crisis=None), 400
    lang, text = body.get("lang", SOURCE_LANGUAGE), body.get("text")
    text = text.strip() if isinstance(text, str) else text
    visit = visit.reading_in(lang) if isinstance(lang, str) and lang in LOCALES else visit
    wrong = _wrong(body)
    try:
        if wrong is None:
            asked = AssistantRequest(
                lang=lang, now=visit.now, place=body.get("place") or None, text=text or "",
                answers={
                    id_: tuple(value) if isinstance(value, list) else value
                    for id_, value in (body.get("answers") or {}).items()
                },
            )  # fmt: skip
            return jsonify(_turn(visit, guide(visit.release.assistant, asked))), 200
    except MalformedAnswers as malformed:
        wrong = str(malformed)
    crisis = crisis_in(visit, text) if isinstance(text, str) else None
    return jsonify(error=wrong, crisis=_crisis(visit, crisis)), 400


def _body() -> object:
    """What was sent, or None when it is no JSON, or so deep that Python gives up reading it."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _wrong(body: dict[Any, Any]) -> str | None:
    """What is wrong with the shape of `body`; never with a word of what it holds."""
    if unknown := set(body) - set(_FIELDS):
        return f"{len(unknown)} unknown: write only {', '.join(_FIELDS)}"
    if not isinstance(body.get("lang", SOURCE_LANGUAGE), str) or body.get("lang", SOURCE_LANGUAGE) not in LOCALES:
        return _WRONG_LANG
    for name in ("place", "text"):
        if not isinstance(body.get(name), str | None):
            return f"{name} is text, or null"
    if len((body.get("text") or "").strip()) > MOST_CHARACTERS:
        return f"text is at most {MOST_CHARACTERS} characters"
    answers = body.get("answers")
    if not isinstance(answers, dict | None):
        return "answers is an object: question id to option id, or to a list of them"
    for value in (answers or {}).values():
        if not isinstance(value, str) and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            return "each of answers is an option id as text, or a list of them"
    return None


def _turn(visit: Visit, turn: Turn) -> dict[str, Any]:
    services, questions = visit.catalog.services, visit.catalog.questions
    return {
        "answers": {
            id_: list(answer.options) if questions[id_].kind == "several" else answer.options[0]
            for id_, answer in turn.answers.items()
        },
        # What was written in danger is not repeated, not even a word of it.
        "understood": _understood(turn.understood, echo=turn.show_understood),
        "crisis": _crisis(visit, turn.crisis, young=turn.need.child or is_young(turn.understood)),
        "question": _question(visit, turn.question),
        "doors": [
            {
                **_entry(visit, services[door.service_id]),
                "reasons": [
                    {"id": reason.id, "text": text}
                    for reason in door.reasons
                    if (text := assistant_reason(visit, reason))
                ],
            }
            for door in turn.doors
        ],
    }


def _question(visit: Visit, asked: Asked | None) -> dict[str, Any] | None:
    if asked is None:
        return None
    own = [(option.id, option_text(visit, asked.question, option)) for option in asked.options]
    options = [{"id": id_, "text": words.text} for id_, words in (*own, *built_in(visit))]
    return {"id": asked.question.id, "text": question_text(visit, asked.question).text, "options": options}


def _entry(visit: Visit, service: Service) -> dict[str, Any]:
    """A service as programs get it, without its reasons."""
    organization = visit.catalog.organizations.get(service.organization or "")
    return {
        "id": service.id,
        "type": service.type,
        "name": service.name,
        "organization": organization.name if organization else service.run_by,
        "url": url_for("services.service", lang=visit.lang, id=service.id),
    }


def _understood(understood: Understood, *, echo: bool = True) -> dict[str, Any]:
    corrections = [{"typed": typed, "read": read} for typed, read in understood.corrections] if echo else []
    return {
        "topics": understood.topics,
        "audiences": understood.audiences,
        "place": understood.place,
        "corrections": corrections,
    }


def _crisis(visit: Visit, crisis: Crisis | None, *, young: bool = False) -> dict[str, Any] | None:
    """`{class, doors}` when the words call for help now, else None."""
    if crisis is None:
        return None
    doors = crisis_doors(visit.catalog, class_for(crisis.kind, young=young), visit.now)
    told = [{**_entry(visit, service), "channel": channel.kind, "value": channel.value}
            for service, channel in doors if channel.may_stand("api")]  # fmt: skip
    return {"class": crisis.kind, "doors": told}


def _limit(value: str) -> tuple[int, str | None]:
    if value.isascii() and value.isdigit() and len(value) <= 3 and 1 <= int(value) <= MOST_RESULTS:
        return int(value), None
    return MOST_RESULTS, f"limit is a whole number from 1 to {MOST_RESULTS}"


def _search_reasons(visit: Visit, reasons: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": reason, "text": text} for reason in reasons if (text := search_reason(visit, reason))]
