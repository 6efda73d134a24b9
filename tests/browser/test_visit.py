"""What a person does: calls, leaves at once, finds the crisis page, chooses a place, prints, reads without scripts."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS
from tests.browser.visits import OpenPage, Traffic, renewed

EXITED = ["service on violence", "discreet topic", "crisis", "search form", "search results"]


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("width", [320, 1280])
def test_crisis_is_three_tab_stops_away(open_page: OpenPage, path: str, width: int) -> None:
    """S-02: from the top of any page, the crisis page is at most three presses of Tab and one of Enter away."""
    page = open_page(path, width=width)
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
    assert any(stop.split("?")[0].endswith("/crisis") or (stop == "#main" and "/crisis" in path) for stop in stops), (
        stops
    )


@pytest.mark.parametrize("name", EXITED)
@pytest.mark.parametrize("width", [320, 1280])
def test_quick_exit_is_always_in_view(open_page: OpenPage, name: str, width: int) -> None:
    """The exit is among the first two Tab stops and in view at every scroll position, large enough for a thumb."""
    page = open_page(KINDS[name], width=width)
    stops = []
    for _ in range(2):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.hasAttribute('data-exit')"))
    assert any(stops)
    for position in (0, 400, 100_000):
        page.evaluate("y => scrollTo({ top: y, behavior: 'instant' })", position)
        box = page.locator("[data-exit]").first.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= page.viewport_size["height"] - box["height"]  # type: ignore[index]
        assert box["height"] >= 44


def test_quick_exit_leaves_no_way_back(open_page: OpenPage, traffic: Traffic) -> None:
    """With scripts the exit hides the page at once and takes its place in the history, so Back does not show it."""
    page = open_page("/nb/pages/about")
    page.goto(KINDS["crisis"])
    page.route("https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.locator("[data-exit]").first.click()
    page.wait_for_url("https://**")
    page.go_back()
    page.wait_for_url("**/pages/about*")
    # The exit itself is the one request that leaves the site.
    traffic.requests[:] = [request for request in traffic.requests if "127.0.0.1" in request.url]


def test_quick_exit_without_scripts(open_page: OpenPage) -> None:
    """Without scripts it is an ordinary link that tells the other site nothing."""
    exit_link = open_page(KINDS["crisis"], scripting=False).locator("a[data-exit]").first
    assert (exit_link.get_attribute("href") or "").startswith("https://")
    assert "noreferrer" in (exit_link.get_attribute("rel") or "")


def test_the_exit_hides_at_once(open_page: OpenPage, traffic: Traffic) -> None:
    """The page is gone from the screen and from the title before the other site has answered."""
    page = open_page(KINDS["crisis"])
    page.route("https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    shown, title = page.evaluate(
        """() => { document.querySelector('[data-exit]').click();
            return [getComputedStyle(document.documentElement).display, document.title]; }"""
    )
    assert shown == "none"
    assert "Hjelp" not in title
    page.wait_for_url("https://**")
    traffic.requests[:] = [request for request in traffic.requests if "127.0.0.1" in request.url]


def test_words_searched_stay_out_of_the_address(open_page: OpenPage) -> None:
    """P-03: the search form sends its words in the body; they are in no address and no title."""
    page = open_page("/nb/", width=320)
    page.locator("main input[name=q]").first.fill("ensom og redd")
    with renewed(page, "main"):
        page.locator("main input[name=q]").first.press("Enter")
    assert "ensom" not in page.url
    assert "ensom" not in page.title()
    assert page.locator("main article, main .card").count() > 0


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_no_cookie_and_no_storage(open_page: OpenPage, path: str) -> None:
    """P-01: no page leaves anything of a visit in the browser; `test_offline` holds what may be in Cache Storage."""
    page = open_page(path)
    assert page.context.cookies() == []
    stored = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    )
    assert stored == [0, 0, 0]


@pytest.mark.parametrize("name", ["service with phone and chat", "crisis", "place"])
def test_every_call_dials_what_is_shown(open_page: OpenPage, name: str) -> None:
    """A call link dials the digits on its button, its name says who, and the number is isolated from the text."""
    page = open_page(KINDS[name], width=320)
    links = page.locator("a[href^='tel:']").all()
    assert len(links) > 3
    for link in links:
        shown = " ".join(link.inner_text().split())
        digits = "".join(letter for letter in shown if letter.isdigit())
        assert (link.get_attribute("href") or "").removeprefix("tel:").removeprefix("+47") == digits
        assert link.locator("bdi[dir=ltr]").count() == 1
        if link.evaluate("link => link.matches('.call, .strip__link')"):
            told = link.get_attribute("aria-label") or ""
            assert shown in told
            assert len(told) > len(shown)


def _packed(body: bytes) -> int:
    """Bytes as a browser receives them at best, for a body that arrived unpacked."""
    with io.BytesIO() as out:
        with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
            file.write(body)
        return min(len(out.getvalue()), len(brotli.compress(body, quality=5)))


@pytest.mark.parametrize(
    "name", ["home", "home with a place", "service with phone and chat", "services", "place", "crisis"]
)
def test_weight(open_page: OpenPage, traffic: Traffic, name: str) -> None:
    """First view: 100 kB in 8 requests, 20 kB of JavaScript; the page alone, as a later one: 30 kB."""
    # What is kept for when there is no network comes later, and not for the page that is looked at.
    open_page(KINDS[name], width=320, service_workers="block").wait_for_load_state("networkidle")
    sizes = {request.url: _packed(request.response().body()) for request in traffic.requests}  # type: ignore[union-attr]
    assert len(traffic.requests) <= 8, list(sizes)
    assert sum(sizes.values()) <= 100_000, sizes
    assert sum(size for url, size in sizes.items() if Path(url.split("?")[0]).suffix == ".js") <= 20_000
    assert sizes[traffic.requests[0].url] <= 30_000


@pytest.fixture
def keeping(browser: Browser, chromium: dict[str, Any], site: str) -> Iterator[Page]:
    """A phone whose browser lays pages aside whole for Back, as all do outside of tests."""
    started = browser.browser_type.launch(**chromium, ignore_default_args=["--disable-back-forward-cache"])
    context = started.new_context(base_url=site, viewport={"width": 320, "height": 640}, locale="nb")
    page = context.new_page()
    page.route("https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    yield page
    started.close()


def _search(page: Page) -> None:
    page.goto("/nb/")
    page.locator("#q").fill("mannen slår meg")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/nb/search")
    expect(page.locator("[data-panel], .card").first).to_be_visible()


def test_back_from_a_door_shows_the_results_again(keeping: Page) -> None:
    """What was found by words that stand in no address is there again after Back, and nothing is sent twice."""
    _search(keeping)
    found = keeping.locator("h2").all_inner_texts()
    sent: list[str] = []
    keeping.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    keeping.locator(".card a").first.click()
    keeping.wait_for_url("**/nb/services/*")
    keeping.evaluate("history.back()")
    keeping.wait_for_url("**/nb/search", wait_until="commit")  # a page that was laid aside does not load again
    expect(keeping.locator("#q")).to_have_value("mannen slår meg")
    assert keeping.locator("h2").all_inner_texts() == found
    assert sent == []


@pytest.mark.parametrize("door", [True, False], ids=["from a door", "from the results"])
def test_nothing_that_was_written_is_seen_after_the_exit(keeping: Page, door: bool) -> None:
    """S-28: whoever presses Back in the browser of somebody who left finds no word of theirs, on no page before."""
    _search(keeping)
    if door:
        keeping.locator(".card a").first.click()
        keeping.wait_for_url("**/nb/services/*")
    keeping.locator("[data-exit]").first.click()
    keeping.wait_for_url("https://**")
    for _ in range(2 if door else 1):
        keeping.evaluate("history.back()")
        keeping.wait_for_url("**/nb/*")
        expect(keeping.locator("#q")).to_have_value("")
        assert "mannen slår meg" not in keeping.locator("body").inner_text()
