"""The access log: how often each route was answered with which status, minute by minute (P-07). Nothing else is known.

No address, no query, no user agent, no language and no order: requests of one minute are counted together and sorted,
so that the log of a quiet night does not show one person's way through the pages. A minute is written when it is over
and the next request comes, or when the worker ends.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TextIO

from directory.web.page_cache import ROUTE, Environ, StartResponse, WsgiApp

NO_ROUTE = "-"
"""An address that leads to no page of ours is not written: what stands in it may have been typed."""
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class AccessLog:
    """A WSGI application around another one. Writes to `out`, or nothing when it is None."""

    def __init__(self, app: WsgiApp, clock: Callable[[], datetime], out: TextIO | None) -> None:
        self._app, self._clock, self._out = app, clock, out
        self._lock = threading.Lock()
        self._minute = (-1, -1, -1)
        self._told = ""
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: object, exc_info: object = None) -> object:
            self._count(environ, status)
            return start_response(status, headers)

        return self._app(environ, start)

    def _count(self, environ: Environ, status: str) -> None:
        method = environ["REQUEST_METHOD"]
        line = (environ.get(ROUTE) or NO_ROUTE, method if method in _METHODS else "-", status[:3])
        now = self._clock()
        minute = (now.minute, now.hour, now.day)
        with self._lock:
            if minute != self._minute:
                self._write()
                self._minute, self._told = minute, now.isoformat(timespec="minutes")
            self._counts[line] += 1

    def flush(self) -> None:
        """Write what has been counted, also of a minute that is not over."""
        with self._lock:
            self._write()

    def _write(self) -> None:
        counted, self._counts = self._counts, Counter()
        if self._out is None or not counted:
            return
        lines = [f"{self._told} {status} {method} {route} {times}\n"
                 for (route, method, status), times in sorted(counted.items())]  # fmt: skip
        try:
            self._out.write("".join(lines))
            self._out.flush()
        except (OSError, ValueError):
            # A full disk, or a pipe that nobody reads: the page matters more than its line.
            return
