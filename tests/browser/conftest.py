"""A real browser in front of the real site, and the rules that every page it opens must keep.

No request leaves the site (P-02), no script fails, nothing breaks the content security policy. A browser test is never
skipped: no browser, or a skip, is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from directory.release import build_release
from directory.web import create_app
from directory.web.settings import Settings
from tests.browser.visits import AXE, ROOT, OpenPage, Theme, Traffic, axe_violations
from tests.conftest import NOON

HEIGHTS = {320: 640, 1280: 800}
# How long a test waits before it gives up says nothing of what is fast enough: a busy machine may take its time.
expect.set_options(timeout=30_000)
FLAGS = [
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    # The browser's own errands end here too; a page's would be seen as a request and fail the test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A browser test that is skipped has failed: it promised something and did not look."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and browser tests are never skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def chromium() -> dict[str, Any]:
    """How Chromium is started: what CHROMIUM names (`make test` sets it), else what can be found."""
    path = os.environ.get("CHROMIUM")
    if not path:
        found = subprocess.run([sys.executable, str(ROOT / "tools" / "browser.py")], stdout=subprocess.PIPE, check=True)
        path = found.stdout.decode().strip()
    # Chromium refuses its sandbox to root, as which containers run.
    flags = [*FLAGS, "--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else FLAGS
    return {"executable_path": path, "args": flags, "timeout": 180_000}


@pytest.fixture(scope="session")
def browser(chromium: dict[str, Any]) -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**chromium)
        yield started
        started.close()


class _Quiet(WSGIRequestHandler):
    """Keeps connections, as granian does, and says nothing: a test's output is the test's."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing is written."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with its real content, on a free port; built in a folder that is thrown away."""
    var = tmp_path_factory.mktemp("var")
    build_release(ROOT / "content", ROOT / "translations", var)
    # Settings of our own: what stands in the environment of whoever runs the tests changes nothing.
    app = create_app(clock=lambda: NOON, settings=Settings(var=var, database=f"sqlite:///{var}/inbox.sqlite"))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def traffic() -> Traffic:
    """All requests and complaints of this test's pages."""
    return Traffic()


@pytest.fixture
def open_page(browser: Browser, site: str, traffic: Traffic) -> Iterator[OpenPage]:
    """See `OpenPage`. When the test is over, its pages are held to the rules on top of this file."""
    contexts: list[BrowserContext] = []

    def open_(
        path: str,
        *,
        width: int = 1280,
        height: int | None = None,
        theme: Theme = "light",
        lang: str = "nb",
        javascript: bool = True,
        scripting: bool = True,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height or HEIGHTS[width]},
            color_scheme=theme,
            locale=lang,
            java_script_enabled=scripting,
            **options,
        )
        contexts.append(context)
        traffic.watch(context)
        if not javascript:
            context.route("**/*.js*", _refuse)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not traffic.foreign(site), "P-02: a page asked another host"
    assert not traffic.complaints


def _refuse(route: Route) -> None:
    route.abort("blockedbyclient")


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe_violations`: `assert not axe(open_page("/nb/", width=320, theme="dark"))`."""
    assert AXE.exists(), "axe-core is not installed: run `make setup`"
    return axe_violations
