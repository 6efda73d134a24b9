"""“Did you find what you needed?” in a real browser: answered where it stands, and nothing else moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import OpenPage, renewed

Axe = Callable[[Page], list[str]]


def _search(page: Page) -> None:
    page.locator("#q").fill("ensom")
    page.locator("#q").press("Enter")


def _ask_the_assistant(page: Page) -> None:
    page.locator("#text").fill("jeg er ensom")
    page.locator(".talk__ways button[value=doors]").click()


@pytest.mark.parametrize(("path", "find"), [("/nb/search", _search), ("/nb/assistant", _ask_the_assistant)])
def test_the_answer_stands_where_the_question_stood(
    open_page: OpenPage, axe: Axe, path: str, find: Callable[[Page], None]
) -> None:
    """Without leaving the page and without a step in the history, the thanks take the focus; the results stay."""
    page = open_page(path, width=320)
    find(page)
    button = page.locator(".found button[value=no]")
    expect(button).to_be_visible()
    expect(page.locator(".found")).to_have_attribute("data-htmx-powered", "true")
    page.wait_for_load_state()
    cards, steps, address = page.locator(".card").count(), page.evaluate("history.length"), page.url
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#found-heading")).to_be_focused()
    assert page.locator(".card").count() == cards + 1
    assert (page.evaluate("history.length"), page.url) == (steps, address)
    assert axe(page) == []


def test_it_can_be_answered_without_scripts(open_page: OpenPage) -> None:
    """The page that says thank you leads back to the same results."""
    page = open_page("/nb/search", javascript=False)
    with renewed(page, "main"):
        _search(page)
    cards = page.locator(".card").count()
    assert cards
    with renewed(page, "main"):
        page.locator(".found button[value=partly]").click()
    expect(page.locator("main a[href*='/assistant']").first).to_be_visible()
    page.locator("main form button").click()
    expect(page.locator(".card")).to_have_count(cards)
