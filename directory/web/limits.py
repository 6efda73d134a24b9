"""How much one request may hold: body, address, headers, parameters and fields. Far above what any page of ours sends.

What is too much is an error page with the numbers, like every other; a text of any length that fits is still looked
through for a call for help (S-03). A kept page is sent whatever the headers hold, since nothing of them is read for it.
How many requests may come is `rate_limit`'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import printable
from urllib.parse import quote

from flask import Flask, abort, request

from directory.web.page_cache import Environ, StartResponse, WsgiApp

LARGEST_BODY = 64 * 1024
"""Bytes as they are sent, where a letter of most alphabets takes six."""
LONGEST_BODY = 24_000
"""Bytes when that is undone: eight pages about one's life. All of it is read for a call for help, word by word; what is
longer would hold a worker for seconds."""
LONGEST_ADDRESS = 16 * 1024
"""Bytes of path and query as they are sent; links made by programs may hold a long text in `q`."""
LONGEST_HEADERS = 16 * 1024
MOST_HEADERS = 80
MOST_PARAMETERS = 200
MOST_FIELDS = 400
"""All filters of a list and sixty steps of the assistant are fewer than half."""
_FORM = "application/x-www-form-urlencoded"
_PARTED = "multipart/form-data"


def _made_plain(app: WsgiApp) -> WsgiApp:
    """Takes out what Flask stumbles over before any page of ours is asked: the Host header, which we never believe
    anyway, and bytes in a query that no browser sends bare."""

    def plain(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ["HTTP_HOST"] = environ["SERVER_NAME"] = "localhost"
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ["QUERY_STRING"] = quote(query.encode("latin-1", "replace"), safe=printable)
        return app(environ, start_response)

    return plain


def limit_requests(app: Flask) -> None:
    """Refuses what is too much before anything else of `app` looks at it."""
    app.wsgi_app = _made_plain(app.wsgi_app)  # type: ignore[method-assign,assignment]
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS

    @app.before_request
    def _limited() -> None:
        environ = request.environ
        query = environ.get("QUERY_STRING", "")
        if len(environ.get("RAW_URI") or environ["PATH_INFO"] + query) > LONGEST_ADDRESS:
            abort(414)
        sent = [(name, value) for name, value in environ.items() if name.startswith("HTTP_")]
        if len(sent) > MOST_HEADERS or sum(len(name) + len(value) for name, value in sent) > LONGEST_HEADERS:
            abort(431)
        if query.count("&") >= MOST_PARAMETERS:
            abort(400)
        if request.method not in ("POST", "PUT", "PATCH"):
            return
        if request.mimetype == _PARTED:
            # No form of ours sends a file; nothing is ever written to the disk for one.
            if request.files:
                abort(400)
            return
        body = request.get_data(cache=True)
        escapes = 2 * body.count(b"%") if request.mimetype == _FORM else 5 * body.count(b"\\u")
        if len(body) - escapes > LONGEST_BODY:
            abort(413)
        if request.mimetype == _FORM and body.count(b"&") >= MOST_FIELDS:
            abort(400)
