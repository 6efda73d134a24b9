"""Error pages, in the page's language and with the strip; and the page of last resort (S-24)."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from flask import Flask, g, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from directory.release import NothingToServe
from directory.web.addresses import link
from directory.web.api_errors import is_for_programs, json_error
from directory.web.chrome import page
from directory.web.visit import Visit, start_visit

_log = logging.getLogger("directory.web")


def answer_errors(app: Flask, emergency: Path) -> None:
    """Every error of `app` becomes a page with the numbers; `emergency` is served when even that fails."""

    @app.errorhandler(HTTPException)
    def _told(error: HTTPException) -> Response:
        if (error.code or 500) < 400:
            return error.get_response()
        return _answer(error, emergency)

    @app.errorhandler(NothingToServe)
    def _nothing(error: NothingToServe) -> Response:
        return Response(emergency.read_bytes(), status=503, mimetype="text/html", headers={"Retry-After": "30"})

    @app.errorhandler(Exception)
    def _broken(error: Exception) -> Response:
        log_without_words(error)
        return _answer(InternalServerError(), emergency)


def log_without_words(error: Exception) -> None:
    """What broke and where, without the message of the error: it may hold what a person typed (P-03)."""
    steps = traceback.extract_tb(error.__traceback__)
    where = " <- ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in reversed(steps[-6:]))
    route = request.url_rule.rule if request.url_rule else "no route"
    _log.error("%s at %s %s: %s", type(error).__name__, request.method, route, where)


def _answer(error: HTTPException, emergency: Path) -> Response:
    code = error.code or 500
    try:
        if is_for_programs():
            return _with_methods(json_error(code), error)
        visit = g.get("visit") or start_visit()
        heading, lead = _words(visit, code)
        response: Response = page("error.html", heading, status=code, error=True, lead=lead, ways=_ways(visit))
    except Exception as broken:  # the catalogue or a template is broken: the numbers are shown without either
        log_without_words(broken)
        response = Response(emergency.read_bytes(), status=code, mimetype="text/html")
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
    other = (
        _("Something went wrong with us"),
        _("It is not your fault. Try again in a while. The numbers above work now."),
    )
    return told[code]() if code in told else (told[400]() if code < 500 else other)


def _ways(visit: Visit) -> tuple[tuple[str, str], ...]:
    """(words, address) of the ways on."""
    _ = visit.gettext
    return (
        (_("The front page"), link("home.home")),
        (_("All help"), link("services.services")),
        (_("Search"), link("search.search")),
        (_("What it is about"), link("topics.topics")),
    )
