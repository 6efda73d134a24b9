"""What a browser test works with: an opened page, what it asked the network for, and what axe says of it.

Holds no fixtures and no rules; those stand in conftest.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError, expect

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Theme = Literal["light", "dark"]


class OpenPage(Protocol):
    """Opens an address of the site, such as `/nb/`, in an empty browser profile of its own.

    `width` is 320 (640 high) or 1280 (800 high), or any other together with `height`. `lang` is what the browser asks
    for in Accept-Language. `javascript=False` keeps our own scripts from arriving and leaves scripting on, since axe
    needs it; `scripting=False` turns it off altogether, for what stands in `<noscript>`.
    Other keywords go to Playwright's `new_context` (`forced_colors`, `reduced_motion` ...).
    """

    def __call__(
        self,
        path: str,
        *,
        width: int = 1280,
        height: int | None = None,
        theme: Theme = "light",
        lang: str = "nb",
        javascript: bool = True,
        scripting: bool = True,
        **options: Any,
    ) -> Page: ...


@dataclass
class Traffic:
    """What a test's pages asked for and complained of, filled while the test runs."""

    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Notes all that the pages of `context` do from now on."""
        context.on("request", self._asked)
        context.on("console", self._console)
        context.on("weberror", self._script_failed)

    def foreign(self, site: str) -> list[str]:
        """Addresses outside `site` that were asked for. `data:` and `blob:` stay in the browser."""
        home = urlsplit(site).netloc
        asked = [urlsplit(request.url) for request in self.requests]
        return [url.geturl() for url in asked if url.scheme not in ("data", "blob", "about") and url.netloc != home]

    def _asked(self, request: Request) -> None:
        self.requests.append(request)

    def _console(self, message: ConsoleMessage) -> None:
        # A status such as 404, a refused script and a worker that is kept away are what a test asked for.
        asked_for = ("Failed to load resource", "registration blocked by Playwright")
        if message.type in ("error", "warning") and not any(words in message.text for words in asked_for):
            self.complaints.append(f"{message.type}: {message.text}")

    def _script_failed(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")


@contextmanager
def renewed(page: Page, selector: str) -> Iterator[None]:
    """What is done within puts another in the place of what `selector` names: htmx a part of the page, or the browser
    the whole of it. Goes on when that is there and can be used; that an answer has come says nothing of it yet."""
    page.locator(selector).evaluate("element => { element.dataset.before = ''; }")
    yield
    expect(page.locator("[data-before]")).to_have_count(0)
    page.wait_for_load_state()
    expect(page.locator(selector)).to_be_attached()
    if page.evaluate("Boolean(window.htmx)"):
        expect(page.locator("[hx-post]:not([data-htmx-powered])")).to_have_count(0)


def still(page: Page) -> None:
    """Waits until nothing moves or fades any more: a colour halfway is none of ours."""
    page.evaluate("async () => { await Promise.allSettled(document.getAnimations().map(one => one.finished)); }")


def axe_violations(page: Page) -> list[str]:
    """What axe finds on `page` as it stands now, a line each: the rule, what is wrong, where. No rule is left out."""
    still(page)
    # Not as a script tag: the page's own policy blocks it.
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(f"{AXE.read_text(encoding='utf-8')}\n;undefined")
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
