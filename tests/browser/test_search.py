"""Search in a real browser: suggestions with the keyboard, the panel, words that stay out of addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import OpenPage, Traffic
from tests.conftest import NOON

Axe = Callable[[Page], list[str]]
ANYTHING = re.compile("")


def _typed(page: Page, words: str) -> None:
    """All at once, which asks once: a slow machine would ask in between too, and the list be another one later."""
    with page.expect_response("**/search/suggestions*"):
        page.locator("#q").fill(words)


@pytest.mark.parametrize("path", ["/nb/", "/nb/search"])
def test_suggestions_with_the_keyboard(open_page: OpenPage, traffic: Traffic, path: str) -> None:
    """Arrow keys walk through the list, Escape closes it and keeps the words, Enter goes to what is marked."""
    page = open_page(path, width=320)
    field = page.get_by_role("combobox")
    _typed(page, "kirkens")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#q-suggestions-count")).to_contain_text(str(options.count()))
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", ANYTHING)
    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value("kirkens")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/nb/*/*")
    assert all("kirkens" not in request.url or "/services/" in request.url for request in traffic.requests)


def test_suggestions_wait_for_a_pause(open_page: OpenPage, traffic: Traffic) -> None:
    """Letters typed in a row are one request, not one each."""
    page = open_page("/nb/search")
    # The page's own time, which stands still but for what is told here, however slow the machine is.
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(minutes=1))
    for letter in "alkohol":
        page.locator("#q").press(letter)
        page.clock.run_for(20)
    assert not [request.url for request in traffic.requests if "suggestions" in request.url]
    with page.expect_response("**/search/suggestions*"):
        page.clock.run_for(1000)
    assert sum("suggestions" in request.url for request in traffic.requests) == 1


@pytest.mark.parametrize("state", [{"width": 320}, {"width": 1280, "theme": "dark"}], ids=["phone", "desk, dark"])
def test_axe_with_open_suggestions(open_page: OpenPage, axe: Axe, state: dict[str, object]) -> None:
    """The open list keeps the bars."""
    page = open_page("/nb/search", **state)  # type: ignore[arg-type]
    _typed(page, "alko")
    expect(page.get_by_role("option").first).to_be_visible()
    assert axe(page) == []


def test_without_scripts_there_is_no_list(open_page: OpenPage) -> None:
    """Without scripts the field is a plain search field, and nothing of the list is seen."""
    page = open_page("/nb/", scripting=False)
    assert page.locator("#q").get_attribute("role") is None
    assert not page.locator("#q-suggestions").is_visible()


@pytest.mark.parametrize("words", ["jeg vil ikke leve lenger", "mannen min slår meg", "jeg orker ikke mer", "alkhol"])
@pytest.mark.parametrize("state", [{"width": 320}, {"width": 1280, "theme": "dark"}], ids=["phone", "desk, dark"])
def test_axe_with_panel(open_page: OpenPage, axe: Axe, words: str, state: dict[str, object]) -> None:
    """The panel, the person for today and the correction keep the bars, and nothing scrolls sideways."""
    page = open_page("/nb/search", **state)  # type: ignore[arg-type]
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    page.wait_for_selector("#result-heading")
    page.wait_for_load_state()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scripting", [True, False])
def test_another_language_with_the_same_words(open_page: OpenPage, scripting: bool) -> None:
    """The language chooser on results keeps the words, and no address holds them."""
    page = open_page("/nb/search", width=320, scripting=scripting)
    page.locator("#q").fill("ensom")
    page.locator("#q").press("Enter")
    page.wait_for_selector("#result-heading")
    page.wait_for_load_state()
    page.locator(".menu--language summary").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/en/search")
    expect(page.locator("#q")).to_have_value("ensom")
    assert page.locator("article").count() > 0
