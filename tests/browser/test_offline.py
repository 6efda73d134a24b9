"""Really without a network: the server is gone, or the browser is cut off. And nothing is stored unless chosen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import make_server

from directory.catalog.codes import service_code
from directory.release import Release
from directory.web import create_app
from directory.web.settings import Settings
from directory.web.visit import offered_languages
from tests.browser.conftest import _Quiet
from tests.browser.visits import OpenPage
from tests.conftest import NOON, FixedRelease

LIST = "&".join(f"id={service_code(id_)}" for id_ in ("mental-helse-hjelpetelefonen", "nav-okonomitelefonen"))
STORED = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).map((one) => one.name),
  caches: (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def _stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STORED)
    return found


def _ready(page: Page) -> None:
    """Waits until the worker has kept what it keeps."""
    page.evaluate("async () => { await navigator.serviceWorker.ready }")


@pytest.fixture
def stoppable(release: Release, tmp_path: Path) -> Iterator[tuple[str, Any]]:
    """A site of its own, and what stops it: nobody listens at its port any more."""
    app = create_app(FixedRelease(release), lambda: NOON, Settings(var=tmp_path))
    stopped: list[bool] = []

    class Handler(_Quiet):
        def run_wsgi(self) -> None:
            """A connection that the browser had opened before, and kept for later, is gone with the server."""
            if stopped:
                self.close_connection = True
            else:
                super().run_wsgi()

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def stop() -> None:
        if not stopped:
            stopped.append(True)
            server.shutdown()
            server.server_close()
            thread.join()

    yield f"http://127.0.0.1:{server.port}", stop
    stop()


def test_with_the_server_gone_any_page_is_the_crisis_page(
    browser: Any, stoppable: tuple[str, Any], release: Release
) -> None:
    """Without a network every address answers with the numbers, in its own language, also ones never seen before."""
    site, stop = stoppable
    context: BrowserContext = browser.new_context(base_url=site, locale="nb")
    page = context.new_page()
    page.goto("/nb/")
    _ready(page)
    stop()
    for lang in offered_languages(release.texts):
        page.goto(f"/{lang}/services/kirkens-sos?place=1106")
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator("main a.call--big").get_attribute("href") == "tel:113"
        assert page.locator("a[href='tel:116117']").count() >= 1
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "nb"
    # It looks as it should: the style sheets are there, and nothing is wider than the phone.
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("getComputedStyle(document.querySelector('.topbar')).position") != ""
    assert page.evaluate("document.styleSheets.length") == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_a_form_that_is_sent_without_a_network_shows_the_numbers_too(browser: Any, stoppable: tuple[str, Any]) -> None:
    """Words that are sent into nothing are answered with the crisis page, and are kept nowhere."""
    site, stop = stoppable
    context: BrowserContext = browser.new_context(base_url=site, locale="nb")
    page = context.new_page()
    page.goto("/nb/")
    _ready(page)
    stop()
    page.locator("input[name=q]").first.fill("kanariord")
    page.keyboard.press("Enter")
    page.locator("main a.call--big").wait_for()
    assert page.locator("main a.call--big").get_attribute("href") == "tel:113"
    assert "kanariord" not in str(_stored(page))
    context.close()


def test_only_the_crisis_page_and_files_are_kept(open_page: OpenPage, release: Release) -> None:
    """P-01: after walking about, Cache Storage holds the crisis page in all languages, static files, nothing else."""
    page = open_page("/nb/")
    _ready(page)
    for path in ("/nb/services", "/nb/topics/loneliness", "/nb/search?q=ensom", "/nb/crisis", "/ar/"):
        page.goto(path)
    stored = _stored(page)
    pages = {path for path in stored["caches"] if not path.startswith("/static/")}
    assert pages == {f"/{lang}/crisis/offline" for lang in offered_languages(release.texts)}
    assert (stored["local"], stored["session"], stored["cookie"], stored["databases"]) == ([], [], "", [])


@pytest.mark.parametrize("path", ["/nb/crisis", "/nb/topics/hurt-by-someone", "/nb/search?q=vold", f"/nb/list?{LIST}"])
def test_nothing_is_registered_from_a_page_with_the_quick_exit(open_page: OpenPage, path: str) -> None:
    """P-01: who comes straight to such a page has nothing in the browser afterwards."""
    page = open_page(path)
    assert page.locator("html").get_attribute("data-worker") is None
    page.wait_for_timeout(2_000)  # an ordinary page registers it a while after it has loaded
    stored = _stored(page)
    assert stored == {"local": [], "session": [], "cookie": "", "databases": [], "caches": [], "workers": 0}


def test_a_list_is_kept_by_choice_read_without_a_network_and_deleted(browser: Any, stoppable: tuple[str, Any]) -> None:
    """P-01: nothing is stored until one presses; then the list is there without a network, until one deletes it."""
    site, stop = stoppable
    context: BrowserContext = browser.new_context(base_url=site, locale="nb")
    page = context.new_page()
    page.goto("/nb/")
    _ready(page)
    page.goto(f"/nb/list?{LIST}")
    assert _stored(page)["local"] == []
    page.locator("[data-keep-save]").click()
    assert _stored(page)["local"] == ["list"]
    expect(page.locator("[data-keep-delete]")).to_be_focused()
    # From an ordinary page it is one press away.
    page.goto("/nb/")
    page.locator("[data-list] a").click()
    expect(page.locator("article.card")).to_have_count(2)
    page.wait_for_load_state()
    stop()
    page.goto("/nb/services")
    kept = page.locator("[data-kept]")
    expect(kept).to_be_visible()
    assert kept.locator("a[href='tel:+4755553339']").count() == 1
    context.close()


def test_a_list_that_was_kept_can_be_deleted(open_page: OpenPage) -> None:
    """Deleting takes all of it away, says so, and the empty list offers nothing any more."""
    page = open_page(f"/nb/list?{LIST}")
    page.locator("[data-keep-save]").click()
    page.goto("/nb/list")
    assert page.locator("[data-keep-open]").get_attribute("href") == f"/nb/list?{LIST}"
    page.locator("[data-keep-delete]").click()
    assert _stored(page)["local"] == []
    assert not page.locator("[data-keep]").is_visible()


def test_what_must_not_be_seen_is_not_offered_to_be_kept(open_page: OpenPage) -> None:
    """S-28: a list with an offering about violence is not offered to be kept on the phone."""
    page = open_page(f"/nb/list?id={service_code('vo-linjen')}")
    assert page.locator("article.card").count() == 1
    assert not page.locator("[data-keep]").is_visible()


def test_something_else_in_the_storage_breaks_nothing(open_page: OpenPage) -> None:
    """A list that another hand has written to the storage is not believed: no script runs, no foreign link appears."""
    page = open_page("/nb/")
    bad = '{"codes": "<b>.javascript:x", "doors": [{"name": "<img src=x>", "ways": [{"href": "javascript:x"}]}]}'
    page.evaluate("text => localStorage.setItem('list', text)", bad)
    for path in ("/nb/", "/nb/list", "/nb/crisis/offline"):
        page.goto(path)
        assert page.locator("a[href^='javascript:']").count() == 0
        assert page.locator("main img").count() == 0
    page.evaluate("localStorage.clear()")


def test_the_page_without_a_network_is_sound(open_page: OpenPage, axe: Any) -> None:
    """axe finds nothing on it, in light and dark, and it fits a small phone."""
    for page in (
        open_page("/nb/crisis/offline", width=320),
        open_page("/ar/crisis/offline", width=320, theme="dark"),
    ):
        assert not axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
