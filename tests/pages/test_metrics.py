"""What those who watch can see: `/health` and `/metrics`, and what they cannot (P-11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.release import Release
from directory.web import create_app
from directory.web.settings import Settings
from tests.conftest import NOON, Clock, FixedRelease
from tests.house_rules import check_headers


@dataclass
class Watched:
    app: Flask
    clock: Clock

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def numbers(self) -> dict[str, int]:
        """The counters: name and labels (without the worker) -> value."""
        answer = self.client.get("/metrics")
        check_headers(answer)
        assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        found = re.findall(r'^directory_(\w+_total)\{(?:(.*),)?worker="[\w-]+"\} (\d+)$', answer.text, flags=re.M)
        return {f"{name} {labels}".strip(): int(value) for name, labels, value in found}


@pytest.fixture
def site(release: Release) -> Watched:
    clock = Clock()
    return Watched(create_app(FixedRelease(release), clock, Settings()), clock)


def test_an_hour_is_told_when_it_is_over(site: Watched) -> None:
    """P-11: what was counted in this hour is not seen yet; when it is over, what happened five times or more is."""
    for _ in range(6):
        site.client.get("/nb/topics/money")
    for _ in range(4):
        site.client.get("/nb/topics/loneliness?x=1")
        site.client.get("/nb/pages/about")
    assert site.numbers() == {}
    site.clock.now += timedelta(hours=1)
    assert site.numbers() == {'requests_total route="/<lang:lang>/topics/<id>",status="200"': 10}


def test_less_than_five_is_forgotten(site: Watched) -> None:
    """P-11: four in one hour and four in the next are never told, also not as eight."""
    for _ in range(3):
        for _ in range(4):
            site.client.post("/nb/search", data={"q": "jeg vil dø"})
        site.clock.now += timedelta(hours=1)
        assert not [name for name in site.numbers() if name.startswith(("crisis", "searches"))]


def test_what_is_counted(site: Watched) -> None:
    """Requests by route and status, searches with and without hits by language, crisis panels, doors by type."""
    for _ in range(5):
        site.client.post("/nb/search", data={"q": "ensom"})
        site.client.post("/en/search", data={"q": "qqqqxxqq"})
        site.client.post("/nb/search", data={"q": "jeg vil dø"})
        site.client.post("/nb/assistant", data={"text": "ensom", "do": "doors"})
        site.client.get("/nb/nope")
    site.clock.now += timedelta(hours=1)
    numbers = site.numbers()
    assert numbers['searches_total lang="nb",hits="yes"'] == 10
    assert numbers['searches_total lang="en",hits="no"'] == 5
    assert numbers["crisis_panels_total"] == 5
    assert numbers['requests_total route="/<lang:lang>/search",status="200"'] == 15
    assert numbers['requests_total route="-",status="404"'] == 5
    doors = {name: value for name, value in numbers.items() if name.startswith("doors_shown_total type=")}
    assert doors
    assert set(doors.values()) == {5}


def test_no_place_and_no_words(site: Watched) -> None:
    """P-11, P-03: no number, name or place of a visit is in the numbers, whatever was asked for."""
    for _ in range(6):
        site.client.get("/nb/places/1106?place=1106")
        site.client.get("/nb/kanarifugl")
        site.client.get("/nb/services/kirkens-sos?kanarifugl=kanarifugl")
        site.client.post("/nb/search?place=1106", data={"q": "kanarifugl"})
    site.clock.now += timedelta(hours=1)
    text = site.client.get("/metrics").text
    for told in ("1106", "kanarifugl", "kirkens-sos", "place="):
        assert told not in text


def test_health_tells_ages_and_problems_without_secrets(site: Watched, release: Release) -> None:
    """`/health` names the release, its age and why newer content was not taken, and no folder of the machine."""

    class Refusing(FixedRelease):
        built = NOON - timedelta(hours=30)
        reason = "release x was refused: ValueError: content/pages/about.md is torn"
        problems = ("services/line.md:7: Write …",)

    refusing = create_app(Refusing(release), site.clock, Settings()).test_client()
    told = refusing.get("/health").get_json()
    assert told["release"] == release.id
    assert told["age_hours"] == 30.0
    assert told["refused"] == Refusing.reason
    assert told["problems"] == list(Refusing.problems)
    assert told["services"] == len(release.catalog.services)
    assert "directory_content_refused{" in refusing.get("/metrics").text
    assert re.search(r"directory_content_refused\{.*\} 1", refusing.get("/metrics").text)
    assert re.search(r"directory_content_refused\{.*\} 0", site.client.get("/metrics").text)
    assert set(told) == {"release", "refused", "problems", "built", "age_hours", "services", "services_checked",
                         "oldest_check_days"}  # fmt: skip
