"""Public pages, rendered once and compressed once, kept in memory in front of Flask.

A page is kept until anything in the catalogue opens or closes, or the release changes; then all are dropped. Nothing of
a visitor is kept, nothing is written to disk, and a worker keeps at most `MOST_BYTES`: what was asked for longest ago
goes first. Two threads may make the same page at once: there are few threads, and waiting for each other would let one
slow page hold all of them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from directory.release import NothingToServe, Release
from directory.web.kept_page import Answer, Headers, KeptPage, kept_page
from directory.web.page_key import PageKey, page_key
from directory.web.visit import CurrentRelease

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

MOST_BYTES = 32 * 1024 * 1024
ROUTE = "directory.route"
"""Where the environ names the route of a request, for the log; a kept page remembers it."""


class PageCache:
    """A WSGI application around another one."""

    def __init__(
        self, app: WsgiApp, releases: CurrentRelease, clock: Callable[[], datetime], most_bytes: int = MOST_BYTES
    ) -> None:
        self._app, self._releases, self._clock, self._most_bytes = app, releases, clock, most_bytes
        self._lock = threading.Lock()
        self._release: Release | None = None
        self._pages: OrderedDict[PageKey, KeptPage] = OrderedDict()
        self._bytes = 0

    @property
    def kept_bytes(self) -> int:
        """What is kept now, for those who watch."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._pages)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("SCRIPT_NAME"):
            return self._app(environ, start_response)
        try:
            release = self._releases.current()
        except NothingToServe:
            return self._app(environ, start_response)
        key = page_key(environ["PATH_INFO"], environ.get("QUERY_STRING", ""), release.catalog.places)
        if key is None:
            return self._app(environ, start_response)
        now = self._clock()
        kept = self._find(key, release, now)
        if kept is None:
            answer = self._ask(key, environ)
            if not answer.public(release.id):
                return _sent(answer.status, answer.for_one(_accepts(environ)), environ, start_response)
            until = None if answer.for_ever else release.changes.next_change(now)
            kept = self._keep(key, kept_page(answer, environ[ROUTE], now, until), release)
        environ[ROUTE] = kept.route
        if (tags := environ.get("HTTP_IF_NONE_MATCH")) and kept.known_to(tags):
            return _sent("304 NOT MODIFIED", (kept.not_modified, b""), environ, start_response)
        return _sent("200 OK", self._body(key, kept, _accepts(environ)), environ, start_response)

    def _find(self, key: PageKey, release: Release, now: datetime) -> KeptPage | None:
        """A new release drops everything."""
        with self._lock:
            if self._release is not release:
                self._release, self._bytes = release, 0
                self._pages.clear()
            kept = self._pages.get(key)
            if kept is None or not kept.fresh(now):
                return None
            self._pages.move_to_end(key)
            return kept

    def _ask(self, key: PageKey, environ: Environ) -> Answer:
        """The page from Flask: whole, plain, made from nothing but the key, whatever the browser has already."""
        asked = environ | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query, "HTTP_ACCEPT_ENCODING": ""}
        asked.pop("HTTP_IF_NONE_MATCH", None)
        status, headers, body = whole_answer(self._app, asked)
        environ[ROUTE] = asked.get(ROUTE, "")
        return Answer(status=status, headers=headers, body=body)

    def _keep(self, key: PageKey, kept: KeptPage, release: Release) -> KeptPage:
        with self._lock:
            if release is not self._release:
                return kept
            if before := self._pages.pop(key, None):
                self._bytes -= before.size
                kept.takes_over(before)
            self._pages[key] = kept
            self._bytes += kept.size
            while self._bytes > self._most_bytes:
                self._bytes -= self._pages.popitem(last=False)[1].size
        return kept

    def _body(self, key: PageKey, kept: KeptPage, accepts: str) -> tuple[Headers, bytes]:
        """Counts a body that is kept from now on."""
        before = len(kept.bodies)
        answer = kept.for_one(accepts)
        if len(kept.bodies) != before:
            with self._lock:
                self._bytes = sum(one.size for one in self._pages.values())
        return answer


def whole_answer(app: WsgiApp, environ: Environ) -> tuple[str, Headers, bytes]:
    """Status, headers and the whole body of what `app` answers."""
    told: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: object = None) -> None:
        told.append((status, headers))

    answer = app(environ, start)
    try:
        body = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    return *told[-1], body


def _accepts(environ: Environ) -> str:
    accepts: str = environ.get("HTTP_ACCEPT_ENCODING", "")
    return accepts


def _sent(
    status: str, answer: tuple[Headers, bytes], environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    headers, body = answer
    start_response(status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
