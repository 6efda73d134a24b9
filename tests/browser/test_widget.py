"""The assistant in a frame on somebody else's page: it works there, and the exit leaves the whole window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import BaseWSGIServer, make_server

from directory.release import Release
from directory.web import create_app
from directory.web.settings import Settings
from tests.conftest import NOON, FixedRelease


def _serve(app: Any) -> BaseWSGIServer:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def sites(release: Release) -> Iterator[tuple[str, str]]:
    """Our site and the one around the frame, which are two origins."""
    tag: list[str] = []

    def around(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])
        return [f"<!doctype html><title>Kommunen</title><h1>Kommunen</h1>{tag[0]}".encode()]

    host = _serve(around)
    address = f"http://127.0.0.1:{host.port}"
    ours = _serve(create_app(FixedRelease(release), lambda: NOON, Settings(widget_hosts=(address,))))
    site = f"http://127.0.0.1:{ours.port}"
    tag.append(f'<script src="{site}/static/js/widget.js" data-place="1106" async></script>')
    yield site, address
    for server in (host, ours):
        server.shutdown()


@pytest.fixture
def host_page(browser: Browser, sites: tuple[str, str]) -> Iterator[Page]:
    """A page of another site with our one script tag."""
    context = browser.new_context()
    context.route("https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page = context.new_page()
    page.goto(sites[1])
    yield page
    context.close()


def test_a_turn_in_the_frame(host_page: Page) -> None:
    """One tag shows the assistant; a turn stays in the frame, adds nothing to the history and sets no cookie."""
    frame = host_page.frame_locator("iframe")
    expect(frame.locator("legend")).to_be_visible()
    expect(frame.locator("#talk")).to_have_attribute("data-htmx-powered", "true")
    entries = host_page.evaluate("history.length")
    first = frame.locator("legend").inner_text()
    frame.locator("[value='who:self']").click()
    expect(frame.locator("legend")).not_to_have_text(first)
    assert host_page.locator("h1").inner_text() == "Kommunen"
    assert host_page.evaluate("history.length") == entries
    assert host_page.context.cookies() == []
    assert host_page.locator("iframe").get_attribute("title") == "Rett dør"


def test_the_exit_leaves_the_whole_window(host_page: Page) -> None:
    """ "Leave this page" in the frame takes the page around it away too."""
    host_page.frame_locator("iframe").locator("[data-exit]").click()
    host_page.wait_for_url("https://**")


def test_links_leave_the_frame(host_page: Page, sites: tuple[str, str]) -> None:
    """A link in the frame opens our page in the whole window."""
    host_page.frame_locator("iframe").locator(".topbar__crisis").click()
    host_page.wait_for_url(f"{sites[0]}/nb/crisis*")
