"""The access log and the reports of crashes: what they hold, and what they never hold (P-03, P-07)."""

from __future__ import annotations

import io
import logging
import random
import re
import string
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.release import Release
from directory.web import create_app
from directory.web.settings import Settings
from tests.conftest import NOON, FixedRelease

LINE = re.compile(r"2026-11-23T\d\d:\d\d\+01:00 [1-5]\d\d (GET|HEAD|POST|-) (-|/[A-Za-z<>:_/.]*) \d+")


@dataclass
class Logged:
    app: Flask
    client: FlaskClient
    out: io.StringIO
    now: datetime = NOON

    def lines(self) -> list[str]:
        """What is written once the minute is over and someone comes."""
        self.now += timedelta(minutes=1)
        self.client.get("/health")
        return self.out.getvalue().splitlines()


@pytest.fixture
def logged(release: Release) -> Logged:
    out = io.StringIO()
    found: list[Logged] = []
    app = create_app(FixedRelease(release), lambda: found[0].now, Settings(), out)
    found.append(Logged(app, app.test_client(), out))
    return found[0]


def _canary() -> str:
    return "kanari" + "".join(random.choices(string.ascii_lowercase, k=12))


def test_the_log_holds_route_status_and_minute(logged: Logged) -> None:
    """P-07: a line tells how often a route was answered with a status in one minute, also from memory; no order."""
    for path in ("/nb/topics/money", "/en/topics/grief", "/nb/topics/money", "/nb/crisis", "/nb/services/nope"):
        logged.client.get(path)
    logged.client.head("/nb/topics/money")
    logged.client.post("/nb/search", data={"q": "angst"})
    assert logged.lines() == [
        "2026-11-23T12:00+01:00 200 GET /<lang:lang>/crisis 1",
        "2026-11-23T12:00+01:00 200 POST /<lang:lang>/search 1",
        "2026-11-23T12:00+01:00 404 GET /<lang:lang>/services/<id> 1",
        "2026-11-23T12:00+01:00 200 GET /<lang:lang>/topics/<id> 3",
        "2026-11-23T12:00+01:00 200 HEAD /<lang:lang>/topics/<id> 1",
    ]


def test_the_log_knows_nobody(logged: Logged) -> None:
    """P-03, P-07: whatever is sent, in address, form, header or method, no line holds it."""
    word = _canary()
    headers = {"User-Agent": word, "Referer": f"https://x/{word}", "X-Forwarded-For": "192.0.2.77", "Cookie": word}
    for path in (
        "/nb/",
        "/nb/search",
        f"/nb/{word}",
        f"/{word}/",
        f"/nb/services/{word}",
        f"/static/{word}.css",
        "/api/search",
    ):
        logged.client.get(path, query_string={"q": word, word: "1"}, headers=headers)
        logged.client.post(path, data={"q": word}, headers=headers)
        logged.client.open(path, method=word.upper(), headers=headers)
    lines = logged.lines()
    assert len(lines) > 8
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert word not in logged.out.getvalue().lower()
    assert "192.0.2" not in logged.out.getvalue()


def test_a_full_disk_costs_only_the_line(logged: Logged, monkeypatch: pytest.MonkeyPatch) -> None:
    """S-24: when the log cannot be written, pages are served all the same."""

    def full(_: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(logged.out, "write", full)
    for _ in range(3):
        logged.now += timedelta(minutes=1)
        assert logged.client.get("/nb/").status_code == 200


def test_a_crash_is_told_without_words(
    logged: Logged, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """P-03: search breaks, and so does the page that tells of it: kinds of errors and places in code, and no word."""
    word = _canary()

    def broken(*_: object, **__: object) -> None:
        try:
            raise KeyError(word)
        except KeyError as error:
            raise ValueError(f"cannot understand {word}") from error

    monkeypatch.setattr("directory.web.routes.search.search", broken)
    monkeypatch.setattr("directory.web.errors.page", broken)
    with caplog.at_level(logging.DEBUG):
        answer = logged.client.post(f"/nb/search?place={word}", data={"q": word}, headers={"User-Agent": word})
    assert answer.status_code == 503
    assert b'href="tel:113"' in answer.data
    assert "ValueError after KeyError (" in caplog.text
    assert "at POST /<lang:lang>/search" in caplog.text
    for told in (caplog.text, *capfd.readouterr(), "\n".join(logged.lines()), answer.get_data(as_text=True)):
        assert word not in told


def test_when_all_breaks_the_numbers_are_sent(
    logged: Logged, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """S-24: an error outside Flask, where no error page reaches, ends in the page with the numbers and status 503."""
    word = _canary()

    def broken(*_: object) -> None:
        raise RuntimeError(word)

    monkeypatch.setattr(logged.app.extensions["page_cache"], "_find", broken)
    answer = logged.client.get("/nb/")
    assert answer.status_code == 503
    assert b'href="tel:113"' in answer.data
    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "RuntimeError" in caplog.text
    assert word not in caplog.text


def test_flasks_own_traces_are_told_our_way(logged: Logged, caplog: pytest.LogCaptureFixture) -> None:
    """P-03: what Flask itself would log of an exception has no message, no address and no trace with values."""
    word = _canary()
    try:
        raise ValueError(word)
    except ValueError:
        logged.app.logger.exception("Exception on %s", f"/nb/{word}")
    assert "ValueError (" in caplog.text
    assert word not in caplog.text
