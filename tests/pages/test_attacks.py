"""What people and programs send who mean no good: never an error of ours, never another's host, never a file."""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as constants  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

import directory
from directory.catalog.frontmatter import read_list, read_markdown
from directory.catalog.problems import Problem
from directory.release import Release
from directory.web import create_app, limits
from directory.web.bodies import render_markdown
from directory.web.settings import Settings
from tests.conftest import NOON, SITE_URL, FixedRelease, GetPage
from tests.documents import read_document
from tests.pages.strange_requests import check, requests, send

EVIL = "evil.example"
QUICK = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def test_strange_requests_are_answered(app: Flask) -> None:
    """Three hundred requests along and beside our routes, of any method, header and body: no error of ours, no cookie,
    no redirect to elsewhere, nothing of what was sent as HTML. (`benchmarks/fuzz.py` sends twenty thousand.)"""

    @settings(QUICK, max_examples=300)
    @given(requests(app))
    def holds(strange: Any) -> None:
        check(strange, send(app, strange))

    holds()


@pytest.mark.parametrize("operation", ["GET /api/search", "POST /api/assistant"])
def test_the_api_answers_as_its_document_says(app: Flask, operation: str) -> None:
    """What `/api/openapi.json` promises is what is answered, to requests made from the document itself."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    method, path = operation.split()

    @settings(QUICK, max_examples=40)
    @given(schema[path][method].as_strategy())
    def holds(case: Any) -> None:
        answer = case.call(headers={"Accept-Encoding": "identity"})
        checks = [not_a_server_error, response_schema_conformance, status_code_conformance]
        case.validate_response(answer, checks=checks)

    holds()


def test_the_document_names_every_address(app: Flask, client: FlaskClient) -> None:
    """Each route under `/api` stands in the document with its methods, and no other."""
    answer = client.get("/api/openapi.json")
    document = answer.get_json()
    assert document["servers"] == [{"url": SITE_URL}]
    told = {(path, method.upper()) for path, item in document["paths"].items() for method in item}
    routes = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.rule != "/api/openapi.json"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert told == routes


@pytest.mark.parametrize(
    "body", [b"[" * 20_000, b'{"a":' * 4_000, b"1" * 20_000, b'{"text": "\\ud800"}', b'{"lang": "\\ud800"}',
             b"\xff\xfe", b'{"answers": {"where": "\\u0000"}}', b'{"text": ' + b'"' + b"\\u0000" * 4_000 + b'"}']
)  # fmt: skip
def test_hostile_json(client: FlaskClient, body: bytes) -> None:
    """Deep, endless or half-written JSON is malformed, or read; never an error of ours."""
    assert client.post("/api/assistant", data=body, content_type="application/json").status_code in (200, 400, 413)


def test_too_much_of_anything_is_a_page_with_the_numbers(get_page: GetPage) -> None:
    """Body, address, headers, parameters, fields and files: each has its limit, and each answer the crisis strip."""
    get_page("/nb/search", data={"q": "a" * (limits.LONGEST_BODY + 10)}, status=413)
    get_page("/nb/search", data={"q": "a" * (limits.LARGEST_BODY + 10)}, status=413)
    get_page("/nb/assistant", data={"text": "å" * limits.LONGEST_BODY}, status=413)
    get_page(f"/nb/search?q={'a' * limits.LONGEST_ADDRESS}", status=414)
    get_page("/nb/search", headers={f"X-{number}": "a" for number in range(limits.MOST_HEADERS + 1)}, status=431)
    get_page("/nb/search", headers={"X-Long": "a" * limits.LONGEST_HEADERS}, status=431)
    get_page(f"/nb/services?{'&'.join(['topic=drugs'] * 201)}", status=400)
    get_page("/nb/search", data={f"f{number}": "" for number in range(limits.MOST_FIELDS + 1)}, status=400)
    with Path(__file__).open("rb") as file:
        get_page("/nb/search", data={"q": file}, status=400)


def test_a_long_letter_in_any_alphabet_is_read(get_page: GetPage) -> None:
    """S-03: five thousand letters of Ukrainian, which take six bytes each on their way, with danger at the very end."""
    document = get_page("/uk/search", data={"q": "Я дуже втомлений. " * 300 + "Я хочу померти"})
    assert document.page.all("section", class_="crisis-panel") or "tel:113" in document.links()


@pytest.mark.parametrize("host", [EVIL, f"{EVIL}:80", "1" * 400, "a..b", "-", "", "[::", "é", "localhost\\@evil", "%"])
def test_the_host_header_does_nothing(app: Flask, release: Release, host: str) -> None:
    """Any Host gives the same bytes, also a nonsense one, and never poisons the page that others get."""
    fresh = create_app(FixedRelease(release), lambda: NOON, Settings(url=SITE_URL)).test_client()
    hostile = {"Host": host, "X-Forwarded-Host": EVIL, "X-Forwarded-Proto": EVIL, "X-Original-URL": "/nb/crisis",
               "X-Rewrite-URL": "/nb/crisis", "Forwarded": f"host={EVIL}"}  # fmt: skip
    for path in ("/nb/topics/money", "/", "/sitemap.xml", "/nb/services"):
        poisoned = fresh.get(path, environ_overrides={f"HTTP_{name.upper().replace('-', '_')}": value
                                                      for name, value in hostile.items()})  # fmt: skip
        clean = app.test_client().get(path)
        assert (poisoned.status_code, poisoned.data) == (clean.status_code, clean.data)
        assert fresh.get(path).data == clean.data


@pytest.mark.parametrize("query", ["?utm_source=<script>", "?fbclid=x", "?place=1106&place=0301", "?page=1&page=2",
                                   "?PLACE=1106", "?place=1106%00", "?q=kanari", "?callback=x"])  # fmt: skip
def test_a_kept_page_cannot_be_poisoned(release: Release, query: str) -> None:
    """What one visitor hangs on to an address, or sends as headers, is not in the page that the next one gets."""
    fresh = create_app(FixedRelease(release), lambda: NOON, Settings(url=SITE_URL)).test_client()
    clean = create_app(FixedRelease(release), lambda: NOON, Settings(url=SITE_URL)).test_client().get("/nb/services")
    headers = {"Accept-Language": "ar", "HX-Request": "true", "Range": "bytes=0-10", "Cookie": "a=b", "Accept": "x/y"}
    for _ in range(2):
        fresh.get(f"/nb/services{query}", headers=headers)
    fresh.head("/nb/services", headers=headers)
    fresh.post("/nb/services", headers=headers)
    assert fresh.get("/nb/services").data == clean.data


@pytest.mark.parametrize(
    "way", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "....//app.py", "..\\app.py", "/etc/passwd",
            "css/../../app.py", "%00", "css/site.css%00.png", "~root", "a" * 5000, "con", "vendor"]
)  # fmt: skip
def test_no_way_out_of_the_folder(client: FlaskClient, way: str) -> None:
    """However a path is written, only our own static files are sent."""
    answer = client.get(f"/static/{way}")
    assert answer.status_code in (404, 414)
    assert b"create_app" not in answer.data


def test_only_the_widget_may_be_framed(release: Release, app: Flask) -> None:
    """`frame-ancestors` names hosts on the widget alone, and only those of the settings."""
    framed = create_app(FixedRelease(release), lambda: NOON, Settings(widget_hosts=("https://www.example.no",)))
    client = framed.test_client()
    for rule in framed.url_map.iter_rules():
        path = str(rule).replace("<lang:lang>", "nb").replace("<id>", "money").replace("<code>", "x")
        if "GET" in (rule.methods or ()) and rule.endpoint != "handout_pdf.handout_pdf":
            policy = client.get(path.replace("<path:filename>", "x")).headers["Content-Security-Policy"]
            may = "frame-ancestors https://www.example.no" in policy
            assert may is (rule.endpoint == "widget.widget"), path
            assert may or "frame-ancestors 'none'" in policy


HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "![x](https://evil.example/x.png)", "<svg/onload=alert(1)>",
    '[x](https://a.no "onmouseover=alert(1)")', "[x](<javascript:alert(1)>)", "[x]: javascript:alert(1)\n\n[x]",
    "<https://a.no/?a=\"onclick=alert(1)>", "`<script>`", "```html\n<script>\n```", "&lt;script&gt;",
    "[x](//evil.example)", "<style>*{display:none}</style>", "<iframe src=//evil.example>",
    "[x](&#106;avascript:alert(1))", "<!-- -->",
    "[x](vbscript:x)", "> " * 500 + "x", "* " * 500 + "x", "[" * 500, "*a_" * 500, "|a|\n|-|\n" + "|<b>|\n" * 50,
)  # fmt: skip

TAGS = frozenset({
    "p", "ul", "ol", "li", "strong", "em", "a", "h2", "blockquote", "br", "table", "thead", "tbody", "tr", "th", "td",
})  # fmt: skip
PIECES = ("a", "\n\n", "](", "![", "`", "<", ">", '"', "|", "~", "\t", "&#0;")


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markdown(source: str) -> None:
    """Whatever stands in a text, the page gets only the few tags that texts are made of, and links that lead to
    pages, numbers and letters."""
    _only_harmless(str(render_markdown(source, "/nb/", "?place=1106")))


@settings(QUICK, max_examples=200)
@given(st.lists(st.sampled_from((*HOSTILE[:19], *PIECES))).map("".join))
def test_hostile_markdown_put_together(source: str) -> None:
    """The same for any pieces of it in any order."""
    _only_harmless(str(render_markdown(source, "/nb/", "")))


def _only_harmless(html: str) -> None:
    for one in read_document(f"<html>{html}</html>").walk():
        if one.tag in ("#page", "html"):
            continue
        assert one.tag in TAGS, html
        assert set(one.attributes) <= {"href", "rel", "scope", "title", "lang"}, html
        href = one["href"].lower()
        assert not href or href.startswith(("https:", "http:", "mailto:", "tel:", "sms:", "/", "#")), html


BOMBS = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]\n",
    "deep lists": f"a: {'[' * 50_000}\n", "deep maps": f"a: {'{a: ' * 30_000}\n",
    "deep blocks": f"a:\n{'- ' * 50_000}x\n",
    "deep keys": f"{'? ' * 50_000}x\n", "a tag that makes an object": "a: !!python/object/apply:os.system ['true']\n",
    "merge": "a: &a {b: c}\n<<: *a\n", "many keys": "".join(f"k{number}: x\n" for number in range(15_000)),
    "a huge text": f"a: '{'x' * 190_000}'\n", "control signs": "a: \x01\x02\n",
    "several documents": "a: b\n--- \nc: d\n",
    "too large": f"a: {'x' * 300_000}\n", "anchors": "".join(f"k{number}: &a{number} x\n" for number in range(5_000)),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_hostile_front_matter(tmp_path: Path, bomb: str) -> None:
    """Front matter that would unpack to gigabytes, nest for ever or make objects is read as text or is a problem."""
    path = tmp_path / "x.md"
    path.write_text(f"---\n{BOMBS[bomb]}---\nText\n", encoding="utf-8")
    problems: list[Problem] = []
    read = read_markdown(path, "x.md", problems)
    assert read is not None or problems
    path.write_text(BOMBS[bomb], encoding="utf-8")
    assert read_list(path, "x.md", problems) == ()


def test_no_pattern_of_ours_runs_for_ever() -> None:
    """ReDoS: none of our patterns repeats, without bound, something that itself repeats without bound and may end in
    what it begins with: no text makes them try every way of cutting it up."""
    for name, pattern in _patterns():
        for outer in _repeats(parser.parse(pattern.pattern, pattern.flags)):
            for inner in _repeats(outer):
                assert _fenced(outer), f"{name}: {pattern.pattern}"
                assert inner is not outer


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    # All of them, not only those that the tests before this one happened to need.
    for found in pkgutil.walk_packages(directory.__path__, "directory."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    for name, module in list(sys.modules.items()):
        if name.startswith("directory.") and isinstance(module, types.ModuleType):
            for value in vars(module).values():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield name, value


def _repeats(parsed: Any) -> Iterator[Any]:
    """Every unbounded repetition under `parsed`, as what it repeats."""
    for operation, argument in parsed:
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            _, high, repeated = argument
            if high is constants.MAXREPEAT:
                yield repeated
            yield from _repeats(repeated)
        elif operation is constants.SUBPATTERN:
            yield from _repeats(argument[3])
        elif operation is constants.BRANCH:
            for branch in argument[1]:
                yield from _repeats(branch)
        elif operation in (constants.ASSERT, constants.ASSERT_NOT):
            yield from _repeats(argument[1])


def _fenced(repeated: Any) -> bool:
    """Each round begins or ends with one sign that the repetition within cannot be: "(-[a-z]+)*"."""
    while len(repeated) == 1 and repeated[0][0] is constants.SUBPATTERN:
        repeated = repeated[0][1][3]
    ends = [repeated[0], repeated[len(repeated) - 1]]
    return any(operation is constants.LITERAL for operation, _ in ends)
