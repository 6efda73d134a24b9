"""What pages keep to themselves: P-01 to P-04 and P-08."""

from __future__ import annotations

import logging
import random
import string
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.web import errors
from directory.web.headers import SECURITY
from tests.conftest import FixedRelease, GetPage
from tests.house_rules import check_headers

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)  # fmt: skip


def _canary() -> str:
    return "kanari" + "".join(random.choices(string.ascii_lowercase, k=12))


def test_words_that_are_searched_for_stay_in_the_page(
    get_page: GetPage, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """P-03: what is typed in the search form comes back in its field: in no address, title, header or log."""
    word = _canary()
    with caplog.at_level(logging.DEBUG):
        document = get_page("/nb/search?place=1106", data={"q": word})
    assert document.page.one("input", type="search")["value"] == word
    assert word not in document.title
    assert word not in str(document.answer.headers)
    for one in document.page.walk():
        for name in ("href", "src", "action", "content"):
            assert word not in one[name], one.attributes
    assert word not in caplog.text
    assert word not in "".join(capfd.readouterr())
    assert document.answer.headers["Cache-Control"] == "no-store"


def test_the_search_form_posts(get_page: GetPage) -> None:
    """P-03: every form that takes words of one's own POSTs; a place may stand in an address."""
    for path in ("/nb/", "/nb/search", "/nb/search?q=angst"):
        for form in get_page(path).page.all("form"):
            if any(one["name"] == "q" and one["type"] == "search" for one in form.all("input")):
                assert form["method"] == "post"


def test_an_error_while_searching_tells_the_log_nothing_of_the_words(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """P-03: when the search breaks with the words in its message, the log has the kind of error and the place only."""
    word = _canary()

    def broken(*_: object) -> None:
        raise ValueError(f"cannot understand {word}")

    monkeypatch.setattr("directory.web.routes.search.search", broken)
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/nb/search", data={"q": word})
    assert answer.status_code == 503
    check_headers(answer)
    assert "ValueError" in caplog.text
    assert word not in caplog.text
    assert word not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nb/",
        "/nb/crisis",
        "/nb/nope",
        "/static/css/site.css",
        "/static/nope",
        "/robots.txt",
        "/health",
        "/sitemap.xml",
    ],
)
def test_all_answers_carry_the_same_security_headers(client: FlaskClient, path: str) -> None:
    """P-08: pages, errors, files and redirects carry the same headers, with the policy of the design."""
    answer = client.get(path)
    check_headers(answer)
    assert SECURITY["Content-Security-Policy"] == POLICY
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_host_header_is_never_believed(client: FlaskClient) -> None:
    """No page and no redirect holds the name of a host that the request claims."""
    for path in (
        "/",
        "/nb/",
        "/nb",
        "/nb/services",
        "/nb//services",
        "/nb/places?q=5514",
        "/sitemap.xml",
        "/robots.txt",
    ):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert "evil.example" not in answer.get_data(as_text=True) + str(answer.headers), path


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    """P-04: asking with the ETag one has gives 304 and no body."""
    first = client.get("/nb/topics/money")
    again = client.get("/nb/topics/money", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_lists_with_filters_are_not_kept(get_page: GetPage) -> None:
    """What one filters by tells as much as what one searches for: such lists are `no-store`."""
    document = get_page("/nb/services?topic=drugs")
    assert document.answer.headers["Cache-Control"] == "no-store"
    assert document.page.one("meta", name="robots")["content"] == "noindex"


def test_the_static_page_is_served_when_all_else_is_broken(tmp_path: Path) -> None:
    """S-24: with the release broken, every address still answers with the page of numbers."""
    broken = Flask("broken", static_folder=None)
    emergency = tmp_path / "emergency.html"
    emergency.write_text("<h1>113</h1>", encoding="utf-8")

    @broken.before_request
    def fail() -> None:
        raise RuntimeError("no catalogue")

    broken.extensions["visits"] = (FixedRelease(None), lambda: None)  # type: ignore[arg-type]
    errors.answer_errors(broken, emergency)
    answer = broken.test_client().get("/nb/")
    assert answer.status_code == 503
    assert b"113" in answer.data
