"""Addresses for programs: the same search as the page, as JSON. Names stay Norwegian in every language."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from directory.assistant.crisis import detect
from directory.assistant.lifelines import crisis_class, crisis_doors
from directory.catalog.models import Service
from directory.language.locales import LOCALES, SOURCE_LANGUAGE
from directory.search.query import MOST_CHARACTERS, SearchRequest, search
from directory.web.reasons import search_reason
from directory.web.visit import Visit, current_visit

blueprint = Blueprint("api", __name__, url_prefix="/api")

MOST_RESULTS = 50


@blueprint.get("/search")
def search_api() -> tuple[Response, int]:
    """`?q=&lang=&place=&limit=`; what is malformed is answered with 400 and what to write, a crisis is answered always."""
    visit = current_visit()
    words, lang = request.args.get("q", "").strip(), request.args.get("lang", SOURCE_LANGUAGE)
    visit = visit.reading_in(lang) if lang in LOCALES else visit
    crisis = crisis_answer(visit, words)
    limit, wrong = _limit(request.args.get("limit", "10"))
    place = request.args.get("place") or None
    if lang not in LOCALES:
        wrong = f"lang is one of {', '.join(LOCALES)}"
    elif place is not None and place not in visit.catalog.places:
        wrong = "place is the four-digit number of a municipality that the directory holds"
    elif len(words) > MOST_CHARACTERS:
        wrong = f"q is at most {MOST_CHARACTERS} characters"
    if wrong:
        return jsonify(error=wrong, crisis=crisis), 400
    result = search(
        visit.release.index, SearchRequest(text=words, lang=lang, now=visit.now, place=place, limit=limit)
    )
    understood = {
        "topics": result.understood.topics,
        "audiences": result.understood.audiences,
        "place": result.understood.place,
        "corrections": [{"typed": typed, "read": read} for typed, read in result.understood.corrections],
    }
    results = [
        {**entry(visit, visit.catalog.services[hit.service_id]), "reasons": _reasons(visit, hit.reasons)}
        for hit in result.hits
    ]
    return jsonify(query=words, understood=understood, crisis=crisis, total=result.total, results=results), 200


def entry(visit: Visit, service: Service) -> dict[str, Any]:
    """A service as programs get it, without its reasons."""
    organization = visit.catalog.organizations.get(service.organization or "")
    return {
        "id": service.id,
        "type": service.type,
        "name": service.name,
        "organization": organization.name if organization else service.run_by,
        "url": url_for("services.service", lang=visit.lang, id=service.id),
    }


def crisis_answer(visit: Visit, text: str) -> dict[str, Any] | None:
    """`{class, doors}` when the text calls for help now, else None. The whole text is read, whatever its length."""
    found = detect(visit.release.crisis, text, visit.lang)
    if found is None:
        return None
    doors = crisis_doors(visit.catalog, crisis_class(found.kind), visit.now)
    return {
        "class": found.kind,
        "doors": [{**entry(visit, service), "channel": channel.kind, "value": channel.value} for service, channel in doors],
    }


def _limit(value: str) -> tuple[int, str | None]:
    if value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= MOST_RESULTS:
        return int(value), None
    return MOST_RESULTS, f"limit is a whole number from 1 to {MOST_RESULTS}"


def _reasons(visit: Visit, reasons: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": reason, "text": text} for reason in reasons if (text := search_reason(visit, reason))]
