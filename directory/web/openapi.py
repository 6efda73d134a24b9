"""What `/api` takes and answers, as OpenAPI 3.1, served at `/api/openapi.json`. Made from the constants that the routes
hold to; a test compares it with what they answer. Answers nothing itself."""

from __future__ import annotations

from typing import Any

from directory.assistant.answers import MOST_ASKED
from directory.catalog.crisis_file import CRISIS_KINDS
from directory.language.locales import LOCALES
from directory.search.query import MOST_CHARACTERS

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_PLACE: Schema = {"type": "string", "pattern": "^[0-9]{4}$", "examples": ["1106"]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Schema) -> Schema:
    """Every property is always there, and no other."""
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


_ENTRY = {"id": _TEXT, "type": _TEXT, "name": _TEXT, "organization": _TEXT_OR_NULL, "url": _TEXT}


def _schemas() -> Schema:
    lang = {"type": "string", "enum": list(LOCALES), "description": "The language of what is written and answered"}
    said = {"anyOf": [_TEXT, _list(_TEXT)]}
    reasons = _list(_ref("Reason"))
    return {
        "Lang": lang,
        "Reason": _object(id=_TEXT, text=_TEXT),
        "Service": _object(**_ENTRY, reasons=reasons),
        "CrisisDoor": _object(**_ENTRY, channel=_TEXT, value=_TEXT),
        "Crisis": {
            **_object(**{"class": {"type": "string", "enum": list(CRISIS_KINDS)}, "doors": _list(_ref("CrisisDoor"))}),
            "description": "Words that call for help now. Show these doors above all else; results are not changed.",
        },
        "Understood": _object(
            topics=_list(_TEXT), audiences=_list(_TEXT), place=_TEXT_OR_NULL,
            corrections=_list(_object(typed=_TEXT, read=_TEXT)),
        ),
        "Question": _object(id=_TEXT, text=_TEXT, options=_list(_object(id=_TEXT, text=_TEXT))),
        "Found": _object(
            query=_TEXT, understood=_ref("Understood"), crisis=_or_null(_ref("Crisis")),
            total={"type": "integer", "minimum": 0}, results=_list(_ref("Service")),
        ),
        "Asked": {
            "type": "object", "additionalProperties": False,
            "properties": {
                "lang": _ref("Lang"), "place": _or_null(_PLACE | {"pattern": "^([0-9]{4})?$"}),
                "text": {"type": ["string", "null"], "maxLength": MOST_CHARACTERS},
                "answers": _or_null({"type": "object", "additionalProperties": said,
                                     "description": "Question id to option id, or to a list of them"}),
            },
        },
        "Turn": _object(
            answers={"type": "object", "additionalProperties": said}, understood=_ref("Understood"),
            crisis=_or_null(_ref("Crisis")), question=_or_null(_ref("Question")), doors=_list(_ref("Service")),
        ),
        "Wrong": _object(error=_TEXT, crisis=_or_null(_ref("Crisis"))),
        "Refused": _object(error=_TEXT),
    }  # fmt: skip


def _json(schema: str, meaning: str) -> Schema:
    return {"description": meaning, "content": {"application/json": {"schema": _ref(schema)}}}


def _answers(schema: str, meaning: str) -> Schema:
    return {
        "200": _json(schema, meaning),
        "400": {
            "description": "Malformed: `error` says what to write. A call for help is answered all the same.",
            "content": {"application/json": {"schema": {"anyOf": [_ref("Wrong"), _ref("Refused")]}}},
        },
        "413": _json("Refused", "Too long"),
        "429": {"description": "Too many at once; come again after `Retry-After` seconds"},
        "503": _json("Refused", "Something is wrong with us; come again after `Retry-After` seconds"),
    }


def _parameter(name: str, schema: Schema, *, required: bool = False) -> Schema:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def openapi_document(most_results: int, url: str | None) -> Schema:
    """The whole document; `url` is the site's own address where it is known."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rett dør", "version": "1",
            "description": "Low-threshold help: search, and a guided assistant. Names stay Norwegian everywhere. "
            "Nothing is stored, and nothing that is sent is logged.",
        },
        "servers": [{"url": url or "/"}],
        "paths": {
            "/api/search": {"get": {
                "operationId": "search", "summary": "Offerings that fit words",
                "parameters": [
                    _parameter("q", _TEXT | {"minLength": 1, "maxLength": MOST_CHARACTERS}, required=True),
                    _parameter("lang", _ref("Lang")), _parameter("place", _PLACE),
                    _parameter("limit", {"type": "integer", "minimum": 1, "maximum": most_results, "default": 10}),
                ],
                "responses": _answers("Found", "What was found, the best first"),
            }},
            "/api/assistant": {"post": {
                "operationId": "assistant",
                "summary": f"One turn: answers and words in, the next question (at most {MOST_ASKED}) and doors out",
                "requestBody": {"required": True, "content": {"application/json": {"schema": _ref("Asked")}}},
                "responses": _answers("Turn", "The turn; send all answers again with the next one"),
            }},
        },
        "components": {"schemas": _schemas()},
    }  # fmt: skip
