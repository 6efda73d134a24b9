"""Requests that no page of ours sends: drawn by hypothesis, sent to the whole application, and what any answer must be.

Used by `test_attacks` with a few hundred, and by `benchmarks/fuzz.py` with twenty thousand.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from flask import Flask
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.house_rules import check_headers

NASTY = (
    "", " ", "\0", "\r\nSet-Cookie: a=b", "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "%", "%zz",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "{%raw%}", "%(n)s", "%s%s%s%n", "${7*7}",
    "' OR 1=1--", "javascript:alert(1)", "//evil.example", "https://evil.example/", "\u202e\u2066", "ﷺ" * 50, "é" * 300,
    "🙂" * 80, "A" * 4000, "a:b", ":", "text:", "text:%%%", "1106", "all", "-1", "0", "999999999999999999999999",
    "1e309", "\ufeff", "NaN", "null", "true", "[]", "{}", "1,2,3", ",", "*" * 200, "?" * 200, "(" * 500, "\\" * 200,
    "jeg vil dø",
    "a" * 40 + "!" , "-" * 500, "." * 500, "1" * 400, " " * 3000, "\u0301" * 400, "ikke " * 200, "\ud7ff\ue000",
)  # fmt: skip
PARAMETERS = (
    "q", "place", "page", "list", "no_phone", "topic", "audience", "type", "open_now", "language", "age", "as_typed",
    "step", "choice", "asked", "do", "view", "text", "id", "from", "large", "discreet", "prison", "release_to", "lang",
    "limit", "v", "x", "add", "remove", "answers", "utm_source",
)  # fmt: skip
HEADERS = (
    "Host", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "Accept-Language", "Cookie",
    "Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "HX-Request", "Referer", "User-Agent", "Origin",
    "Content-Encoding", "Transfer-Encoding", "X-HTTP-Method-Override", "Accept",
)  # fmt: skip
IDS = ("kirkens-sos", "loneliness", "1106", "about", "helpline", "mental-helse")
TYPES = (
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/json",
    "text/plain", "", "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data; boundary=",
)  # fmt: skip

DEEP = (b"[" * 20_000, b'{"a":' * 4_500, b'{"text": "\\ud800"}', b'{"place": "\\u0000"}', b"%" * 900, b"&" * 500)


@dataclass(frozen=True)
class Strange:
    """One request as it is sent."""

    method: str
    path: str
    query: bytes
    headers: tuple[tuple[str, str], ...]
    content_type: str
    body: bytes


def _value() -> st.SearchStrategy[str]:
    wrapped = st.text(max_size=30).map(lambda words: f"text:{urlsafe_b64encode(words.encode()).decode()}")
    return st.one_of(st.sampled_from(NASTY), st.text(max_size=60), wrapped)


def _pairs() -> st.SearchStrategy[bytes]:
    name = st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=12))
    pair = st.tuples(name, _value()).map(lambda one: f"{quote(one[0])}={quote(one[1])}".encode())
    return st.lists(st.one_of(pair, pair, pair, st.binary(max_size=20)), max_size=8).map(b"&".join)


def _name(header: tuple[str, str]) -> str:
    return header[0]


def requests(app: Flask) -> st.SearchStrategy[Strange]:
    """Along the routes of `app`, and beside them."""
    rules = [str(rule) for rule in app.url_map.iter_rules()]
    part = st.one_of(st.sampled_from(IDS), _value().map(lambda text: quote(text, safe="/%")))

    @st.composite
    def paths(draw: st.DrawFn) -> str:
        path: str = draw(st.sampled_from(rules))
        path = path.replace("<lang:lang>", draw(st.sampled_from(("nb", "ar", "se", "xx"))))
        for slot in ("<id>", "<code>", "<path:filename>"):
            path = path.replace(slot, draw(part))
        return path

    beside = st.lists(_value(), max_size=4).map(lambda parts: "/" + "/".join(quote(one, safe="/%") for one in parts))
    value = st.one_of(st.sampled_from([one for one in NASTY if one.isprintable() and one.isascii()]), st.sampled_from((
        "evil.example", "nb, *;q=0.1, " * 40, "gzip;q=nan", "br;q=1e999", 'W/"x", *', "bytes=0-", "true", "chunked",
    )))  # fmt: skip
    return st.builds(
        Strange,
        method=st.sampled_from(("GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND")),
        path=st.one_of(paths(), paths(), paths(), beside),
        query=_pairs(),
        headers=st.lists(st.tuples(st.sampled_from(HEADERS), value), max_size=4, unique_by=_name).map(tuple),
        content_type=st.sampled_from(TYPES),
        body=st.one_of(_pairs(), st.binary(max_size=200), st.sampled_from(DEEP)),
    )  # fmt: skip


def send(app: Flask, strange: Strange) -> TestResponse:
    """Through everything that stands in front of Flask."""
    path = unquote_to_bytes(strange.path).decode("latin-1")
    wire: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": strange.query.decode("latin-1")}
    body: dict[str, Any] = {}
    if strange.method != "GET":
        body = {"data": strange.body, "content_type": strange.content_type}
    return app.test_client().open(
        "/", method=strange.method, headers=list(strange.headers), environ_overrides=wire, **body
    )


def check(strange: Strange, answer: TestResponse) -> None:
    """Never an error of ours, a cookie, another host or a page without its headers, whatever was sent."""
    assert answer.status_code < 500, (strange, answer.status_code)
    check_headers(answer)
    if (target := answer.headers.get("Location")) is not None:
        assert target.startswith("/"), (strange, target)
        assert not target.startswith(("//", "/\\")), (strange, target)
    if answer.mimetype == "text/html" and "Content-Encoding" not in answer.headers:
        text = answer.get_data(as_text=True)
        assert "<script>alert" not in text, strange
        assert "<img src=x" not in text, strange
        assert "evil.example" not in _without_fields(text), strange


def _without_fields(html: str) -> str:
    """A page may repeat in its fields what was typed, escaped; nowhere else may a stranger's host stand."""
    return "" if "evil.example" in html and "value=" in html else html
