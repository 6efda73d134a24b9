"""What a browser may keep, and what it is told of the site: the service worker, its pages, the manifest."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from directory.release import Release
from directory.web.visit import offered_languages
from tests.conftest import NOON, GetPage, MakeApp, page_getter
from tests.documents import read_document
from tests.house_rules import check_headers


def _kept(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/service-worker.js")
    check_headers(answer)
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    found = re.match(r"const KEPT = (\{.*\});\n", answer.get_data(as_text=True))
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_what_is_kept_is_the_crisis_page_in_all_languages_and_files(client: FlaskClient, release: Release) -> None:
    """P-01: Cache Storage is given the crisis page in every language, static files, and nothing else."""
    kept = _kept(client)
    assert set(kept["pages"]) == set(offered_languages(release.texts))
    assert all(path == f"/{lang}/crisis/offline" for lang, path in kept["pages"].items())
    assert all(path.startswith("/static/") for path in kept["files"])
    for path in [*kept["pages"].values(), *kept["files"]]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not answer.history, f"{path}: a redirect cannot be kept"


def test_what_the_kept_page_is_made_of_is_kept_too(client: FlaskClient) -> None:
    """Without a network no style sheet, script or icon of the page is missing."""
    kept = _kept(client)
    for path in kept["pages"].values():
        page = read_document(client.get(path).get_data(as_text=True))
        parts = [one["src"] for one in page.all("script", "img") if one["src"]]
        parts += [one["href"] for one in page.all("link") if one["rel"] in ("stylesheet", "icon")]
        assert set(parts) <= set(kept["files"]), path


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_kept_page_keeps_the_rules_and_has_no_clock(make_app: MakeApp, lang: str) -> None:
    """S-18: what is read without a network tomorrow says nothing of what is open now; the same bytes at every hour."""
    pages = set()
    for hours in (0, 7, 15, 40):
        get_page = page_getter(make_app(NOON + timedelta(hours=hours)).test_client())
        pages.add(get_page(f"/{lang}/crisis/offline").html)
    assert len(pages) == 1
    assert 'class="opening' not in pages.pop()


def test_the_kept_page_has_every_kind_of_emergency(get_page: GetPage) -> None:
    """S-02, S-06: one big call first, each kind of emergency, and a way without voice that needs no data."""
    page = get_page("/nb/crisis/offline")
    first = page.main.all("a")[0]
    assert first["href"] == "tel:113"
    assert len(page.main.all("section", class_="section")) >= 9
    assert any(link.startswith("sms:") for link in page.links())
    assert page.page.all("a", class_="topbar__exit")


def test_another_release_is_another_cache(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the content or a file changes, browsers are told to fetch all of it again."""
    first = _kept(make_app().test_client())
    assert first == _kept(make_app().test_client())
    monkeypatch.setattr("directory.web.routes.offline.FILES", ("css/site.css",))
    assert _kept(make_app().test_client())["cache"] != first["cache"]


@pytest.mark.parametrize(
    "path", ["/nb/crisis", "/nb/assistant", "/nb/search", "/nb/topics/hurt-by-someone", "/nb/services/vo-linjen",
             "/nb/crisis/offline", "/nb/list", "/nb/topics/lgbt", "/nb/pages/children-as-relatives"],
)  # fmt: skip
def test_pages_with_the_quick_exit_name_neither_worker_nor_manifest(get_page: GetPage, path: str) -> None:
    """P-01, S-28: where one may have to leave, nothing is registered and nothing is offered to install."""
    page = get_page(path)
    if not page.page.all("a", class_="topbar__exit"):
        pytest.fail(f"{path} has no quick exit: choose another page for this test")
    assert not page.page.one("html").has("data-worker")
    assert "manifest" not in [one["rel"] for one in page.page.all("link")]


def test_other_pages_name_both(get_page: GetPage) -> None:
    """An ordinary page can be installed, and works without a network afterwards."""
    page = get_page("/nb/")
    assert page.page.one("html")["data-worker"] == "/service-worker.js"
    assert "/manifest.webmanifest" in [one["href"] for one in page.page.all("link") if one["rel"] == "manifest"]


def test_the_manifest_can_be_installed_and_tells_nothing(client: FlaskClient) -> None:
    """Name, start and icons in the sizes that phones ask for; no word of what the site is about."""
    answer = client.get("/manifest.webmanifest")
    check_headers(answer)
    assert answer.mimetype == "application/manifest+json"
    told = json.loads(answer.data)
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in told["icons"]}
    assert {"any", "maskable"} == {icon["purpose"] for icon in told["icons"]}
    for icon in told["icons"]:
        assert client.get(icon["src"]).mimetype == "image/png"
        assert urlsplit(icon["src"]).netloc == ""
    assert told["display"] == "standalone"
    assert not re.search(r"(?i)rus|psyk|krise|hjelp|help", json.dumps(told))
