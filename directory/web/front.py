"""What stands in front of Flask, from the outside in: the last net, the access log, the kept pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TextIO

from flask import Flask, request

from directory.web.access_log import AccessLog
from directory.web.crash_reports import log_without_words
from directory.web.headers import SECURITY
from directory.web.page_cache import ROUTE, Environ, PageCache, StartResponse, WsgiApp, whole_answer
from directory.web.visit import CurrentRelease


def note_routes(app: Flask) -> None:
    """Every request of `app` says in its environ which route it took; to be called before other hooks are added."""

    @app.before_request
    def _note() -> None:
        request.environ[ROUTE] = request.url_rule.rule if request.url_rule else ""


def put_in_front(
    app: Flask, releases: CurrentRelease, clock: Callable[[], datetime], emergency: Path, log: TextIO | None = None
) -> PageCache:
    """Wraps `app.wsgi_app`; `app` stays a Flask object. The access log goes to `log`."""
    cache = PageCache(app.wsgi_app, releases, clock)
    access_log = AccessLog(_LastNet(cache, emergency), clock, log)
    if log is not None:
        # When a worker ends; `atexit` is not asked in a process that was forked.
        Finalize(None, access_log.flush, exitpriority=1)
    app.wsgi_app = access_log  # type: ignore[method-assign]
    return cache


class _LastNet:
    """Whatever breaks behind it, the page with the numbers is sent (S-24), and the log is told without words (P-03)."""

    def __init__(self, app: WsgiApp, emergency: Path) -> None:
        self._app, self._emergency = app, emergency.read_bytes()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            status, headers, body = whole_answer(self._app, environ)
        except Exception as broken:
            log_without_words(broken, environ["REQUEST_METHOD"], environ.get(ROUTE) or "-")
            headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
                       ("Retry-After", "30"), *SECURITY.items()]  # fmt: skip
            status, body = "503 SERVICE UNAVAILABLE", self._emergency
        start_response(status, headers)
        return [body]
