"""Errors of the addresses for programs: JSON that says what is wrong, and nothing of what was sent."""

from __future__ import annotations

from flask import jsonify, request
from werkzeug.wrappers import Response

_TOLD = {
    400: "this is not a request we understand",
    404: "there is no such address; see /api/search and /api/assistant",
    405: "this address takes another method; see the Allow header",
    413: "this is too long",
    415: "write the body as application/json",
}


def is_for_programs() -> bool:
    return request.path.startswith("/api/")


def json_error(code: int) -> Response:
    told = _TOLD.get(code, "this is not a request we understand" if code < 500 else "something went wrong with us")
    response = jsonify(error=told)
    response.status_code = code
    return response
