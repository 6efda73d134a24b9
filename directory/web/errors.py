"""Error pages, in the page's language and with the strip; and the page of last resort (S-24)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from directory.release import NothingToServe
from directory.web.addresses import link
from directory.web.api_errors import is_for_programs, json_error
from directory.web.chrome import page
from directory.web.crash_reports import keep_words_out, log_without_words
from directory.web.visit import Visit, start_visit


def answer_errors(app: Flask, emergency: Path) -> None:
    """What a visitor asked wrongly becomes a page with the numbers and ways on. What is broken with us becomes the page
    of last resort with status 503 (S-24): nothing that may be broken too is used to make it."""
    keep_words_out(app.logger)
    numbers = emergency.read_bytes()

    @app.errorhandler(HTTPException)
    def _told(error: HTTPException) -> Response:
        if (error.code or 500) < 400:
            return error.get_response()
        return _answer(error, numbers)

    @app.errorhandler(NothingToServe)
    def _nothing(error: NothingToServe) -> Response:
        return _last_resort(numbers)

    @app.errorhandler(Exception)
    def _broken(error: Exception) -> Response:
        log_without_words(error, request.method, _route())
        return _last_resort(numbers)


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "no route"


def _last_resort(numbers: bytes) -> Response:
    """Programs are told in their own way, and no page is made for them."""
    if is_for_programs():
        response = json_error(503)
        response.headers["Retry-After"] = "30"
        return response
    return Response(numbers, status=503, mimetype="text/html", headers={"Retry-After": "30"})


def _answer(error: HTTPException, numbers: bytes) -> Response:
    code = error.code or 500
    if code >= 500:
        return _last_resort(numbers)
    try:
        if is_for_programs():
            return _with_methods(json_error(code), error)
        visit = g.get("visit") or start_visit()
        heading, lead = _words(visit, code)
        response: Response = page("error.html", heading, status=code, error=True, lead=lead, ways=_ways(visit))
    except Exception as broken:  # the catalogue or a template is broken: the numbers are shown without either
        log_without_words(broken, request.method, _route())
        response = _last_resort(numbers)
    return _with_methods(response, error)


def _with_methods(response: Response, error: HTTPException) -> Response:
    """`response` with the methods that would have been allowed."""
    for name, value in error.get_headers(None) if error.code == 405 else ():
        if name == "Allow":
            response.headers[name] = value
    return response


def _words(visit: Visit, code: int) -> tuple[str, str]:
    """(heading, what to do)."""
    _ = visit.gettext
    told: dict[int, Callable[[], tuple[str, str]]] = {
        400: lambda: (_("We did not understand that"), _("Go back and try once more, or start from the front page.")),
        404: lambda: (
            _("We cannot find that page"),
            _("It may have moved, or the address may be written wrong. Here are other ways to what you need."),
        ),
        405: lambda: (_("That does not work here"), _("Start from the front page. Nothing you typed is saved.")),
        413: lambda: (_("That was too long"), _("Write it shorter, with a few words. Nothing you typed is saved.")),
    }
    told[414] = told[413]
    return told.get(code, told[400])()


def _ways(visit: Visit) -> tuple[tuple[str, str], ...]:
    """(words, address) of the ways on."""
    _ = visit.gettext
    return (
        (_("The front page"), link("home.home")),
        (_("All help"), link("services.services")),
        (_("Search"), link("search.search")),
        (_("What it is about"), link("topics.topics")),
    )
