"""axe on every kind of page, as phones and desks show it by day and by night, in every state people bring it into.

Holds only what axe can see; what one sees and presses is in test_layout.py and test_focus.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from directory.language.locales import LOCALES
from tests.browser.kinds import KINDS
from tests.browser.visits import OpenPage

Axe = Callable[[Page], list[str]]


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_phone_and_desk_by_day_and_night(open_page: OpenPage, axe: Axe, path: str) -> None:
    """No violation of WCAG 2.2 AA or best practice at 320 and 1280 px, light and dark."""
    page = open_page(path, width=320)
    found = {"phone, light": axe(page)}
    page.emulate_media(color_scheme="dark")
    found["phone, dark"] = axe(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    found["desk, dark"] = axe(page)
    page.emulate_media(color_scheme="light")
    found["desk, light"] = axe(page)
    assert {state: problems for state, problems in found.items() if problems} == {}


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_without_our_scripts(open_page: OpenPage, axe: Axe, path: str) -> None:
    """No violation either when our scripts never arrive."""
    assert axe(open_page(path, width=320, javascript=False)) == []


@pytest.mark.parametrize("lang", [lang for lang in LOCALES if lang != "nb"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_other_languages(open_page: OpenPage, axe: Axe, path: str, lang: str) -> None:
    """In each of the other languages every kind of page keeps the same bars, and fits 320 px."""
    page = open_page(path.replace("/nb/", f"/{lang}/"), width=320)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("home", 320), ("home", 1280), ("services filtered", 320), ("services filtered", 1280),
        ("service with phone and chat", 320), ("search results", 320),
    ],
)  # fmt: skip
def test_everything_opened(open_page: OpenPage, axe: Axe, name: str, width: int) -> None:
    """Menus, languages, filters, weeks and sources opened, the page keeps the same bars."""
    page = open_page(KINDS[name], width=width)
    opened = page.evaluate("[...document.querySelectorAll('details')].map(part => part.open = true).length")
    assert opened >= 2, "the menu and the languages at least"
    assert axe(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_typed(open_page: OpenPage, axe: Axe, theme: str) -> None:
    """An empty search is an error one can read, that takes focus and leads to the field; axe finds nothing there."""
    page = open_page("/nb/search", width=320, theme=theme)  # type: ignore[arg-type]
    page.locator("main form[role=search] button[type=submit]").click()
    expect(page).to_have_title(re.compile("^Feil:"))
    expect(page.locator(".ds-error-summary")).to_be_focused()
    page.wait_for_load_state()
    assert axe(page) == []
    page.locator(".ds-error-summary a").click()
    expect(page.locator("main [name=q]")).to_be_focused()


@pytest.mark.parametrize("name", ["home", "service with phone and chat", "crisis"])
def test_right_to_left(open_page: OpenPage, axe: Axe, name: str) -> None:
    """In Arabic, by night and at a desk, the page keeps the same bars."""
    page = open_page(KINDS[name].replace("/nb/", "/ar/"), width=1280, theme="dark")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert axe(page) == []
