"""Who may ask the editor for anything: only this machine's own browser, by the address that was printed.

Every address begins with a random token. A Host that is not ours is refused, so that a foreign name which was led to
127.0.0.1 (DNS rebinding) reads nothing. What changes something must come from our own page and carry its secret.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, abort, request

from directory.editor.workplace import current_workplace
from directory.web.headers import SECURITY, keep_nothing, set_headers

if TYPE_CHECKING:
    from directory.editor.workplace import Workplace

CSRF = "csrf"
"""The name of the field."""
_SAFE = ("GET", "HEAD")
_PLAIN = [*SECURITY.items(), ("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
LOCAL = ("127.0.0.1", "localhost")


class Gate:
    """Stands before the app: takes the token off the address, and answers nobody else."""

    def __init__(self, app: WSGIApplication, token: str, port: int | None = None) -> None:
        self.app, self.token = app, token
        self.port = port
        """None until the server has one: then only the name of the host is looked at."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_ours(environ.get("HTTP_HOST", "")):
            return _refuse(start_response, "403 Forbidden", "This page is only for the machine it runs on.")
        first, slash, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if not hmac.compare_digest(first.encode("utf-8", "replace"), self.token.encode()):
            return _refuse(start_response, "404 Not Found", "Not found. Use the whole address that was printed.")
        environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
        environ["PATH_INFO"] = slash + rest or "/"
        return self.app(environ, start_response)

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.partition(":")
        return name.lower() in LOCAL and (self.port is None or port == str(self.port))


def _refuse(start_response: StartResponse, status: str, words: str) -> Iterable[bytes]:
    start_response(status, _PLAIN)
    return [f"{words}\n".encode()]


def guard(app: Flask) -> None:
    """Headers on every answer of `app`, nothing kept, and changes only from our own pages."""
    set_headers(app)

    @app.before_request
    def _check() -> None:
        if request.endpoint != "static":
            keep_nothing()
        if request.method not in _SAFE:
            _from_our_page(current_workplace())


def _from_our_page(workplace: Workplace) -> None:
    """403 unless the browser says that our own page asks, and the form carries our secret.

    With `Referrer-Policy: no-referrer` a browser writes `Origin: null` for our own forms too; it is believed only
    beside `Sec-Fetch-Site`, which no page can write.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin"):
        abort(403)
    if origin is not None and origin != f"http://{request.host}" and not (origin == "null" and site == "same-origin"):
        abort(403)
    given = request.form.get(CSRF, "") or request.headers.get("X-CSRF", "")
    if not hmac.compare_digest(given.encode(), workplace.csrf.encode()):
        abort(403)
