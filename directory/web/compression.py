"""Answers compressed with brotli or gzip, as the browser asks. Keeps no pages, only static files."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli
from flask import Flask, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

SMALLEST = 500
"""Bytes; below this the headers cost more than is won."""
_LONGEST = 200
"""Characters of what a browser says it accepts; longer than any browser's."""

_TEXT = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "image/svg+xml",
    "application/javascript",
)


def choose_encoding() -> str | None:
    """ "br" or "gzip" if the request accepts it, brotli first."""
    return best_encoding(request.headers.get("Accept-Encoding", ""))


def best_encoding(accepts: str) -> str | None:
    """ "br" or "gzip" if the header `accepts` it, brotli first."""
    return _best_encoding(accepts[:_LONGEST])


@lru_cache(maxsize=256)
def _best_encoding(accepts: str) -> str | None:
    accepted = parse_accept_header(accepts, Accept)
    return next((name for name in ("br", "gzip") if accepted[name] > 0), None)


def compress(body: bytes, encoding: str, *, once: bool = False) -> bytes:
    """`body` in `encoding`; with `once` as small as it gets, which takes time."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=11 if once else 5))
    return gzip.compress(body, compresslevel=9 if once else 6, mtime=0)


def uncompress(body: bytes) -> bytes:
    """What was compressed with brotli."""
    return bytes(brotli.decompress(body))


@lru_cache(maxsize=256)
def compressed_once(body: bytes, encoding: str) -> bytes:
    """For static files: the same bytes are asked for again and again."""
    return compress(body, encoding, once=True)


def is_text(mimetype: str | None) -> bool:
    return mimetype is not None and mimetype.startswith(_TEXT)


def compress_answers(app: Flask) -> None:
    """Compresses every page `app` answers with. There is no secret in a page, so its length tells nothing (BREACH)."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if not is_text(response.mimetype):
            return response
        response.vary.add("Accept-Encoding")
        if response.status_code in (204, 304) or "Content-Encoding" in response.headers:
            return response
        encoding = choose_encoding()
        if encoding is None or response.is_streamed or len(body := response.get_data()) < SMALLEST:
            return response
        response.set_data(compress(body, encoding))
        response.headers["Content-Encoding"] = encoding
        return response
