"""The assistant in a real browser: one history entry, focus, what is heard, without scripts, without a network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import OpenPage, Traffic, renewed

Axe = Callable[[Page], list[str]]


def _press(page: Page, selector: str) -> None:
    with renewed(page, "#talk"):
        page.locator(selector).first.click()


def _write(page: Page, words: str) -> None:
    page.locator("#text").fill(words)
    with renewed(page, "#talk"):
        page.locator("#text").press("Enter")


def test_a_whole_journey_is_one_history_entry(open_page: OpenPage) -> None:
    """Turns add nothing to the history, the focus is on the new question, and the address never changes."""
    page = open_page("/nb/pages/about", width=320)
    page.goto("/nb/assistant?place=1106")
    entries = page.evaluate("history.length")
    _press(page, "[value='who:self']")
    expect(page.locator("legend")).to_be_focused()
    first = page.locator("legend").inner_text()
    _press(page, "[value='area:thoughts-and-feelings']")
    expect(page.locator("legend")).not_to_have_text(first)
    expect(page.locator("legend")).to_be_focused()
    page.get_by_role("checkbox").first.check()
    _press(page, "[value='answer']")
    _write(page, "jeg sover dårlig")
    _press(page, "[value='doors']")
    expect(page.locator("#doors-heading")).to_be_focused()
    assert page.evaluate("history.length") == entries
    assert page.url.endswith("/nb/assistant?place=1106")
    assert page.title() == "Side – Rett dør"
    page.go_back()
    page.wait_for_url("**/pages/about*")


def test_what_is_new_is_heard(open_page: OpenPage) -> None:
    """The conversation is a log in which what was there stays and only the new is added."""
    page = open_page("/nb/assistant")
    log = page.get_by_role("log")
    page.evaluate("document.querySelector('#log').firstElementChild.seen = true")
    _press(page, "[value='who:self']")
    expect(log.locator(".bubble")).to_have_count(3)
    assert page.evaluate("document.querySelector('#log').firstElementChild.seen")


def test_the_focus_goes_to_the_panel(open_page: OpenPage) -> None:
    """Words that call for help bring the panel, in view and with the focus, and are nowhere on the page."""
    page = open_page("/nb/assistant", width=320)
    _write(page, "jeg vil ikke leve lenger")
    expect(page.locator("#urgent-heading")).to_be_focused()
    expect(page.locator(".urgent .call--big")).to_be_in_viewport()
    assert "leve lenger" not in page.content()
    expect(page.locator("#text")).to_have_value("")


_AT_THE_TOP = """selector => {
    const top = document.querySelector(selector).getBoundingClientRect().top;
    return 0 < top && top < innerHeight / 3;
}"""


@pytest.mark.parametrize("scripting", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 1280])
def test_s_06b_a_panel_that_is_brought_is_what_is_seen(open_page: OpenPage, width: int, scripting: bool) -> None:
    """S-06b: who wrote "orker ikke mer" sees somebody to talk to from the start of the panel, not the question
    below; later turns show what they ask, and the crisis page stays one press away."""
    page = open_page("/nb/assistant", width=width, scripting=scripting)
    page.locator("#text").scroll_into_view_if_needed()
    _write(page, "orker ikke mer")
    if scripting:
        expect(page.locator("#today-heading")).to_be_focused()
    expect(page.locator(".today .call").first).to_be_in_viewport()
    page.wait_for_function(_AT_THE_TOP, arg=".today")
    _press(page, "[value='who:self']")
    expect(page.locator("legend")).to_be_in_viewport()
    expect(page.locator(".topbar a[href*='crisis']").first).to_be_in_viewport()
    _press(page, "[value='doors']")
    expect(page.locator("#doors-heading")).to_be_in_viewport()
    expect(page.locator(".today .call").first).to_be_attached()


def test_the_panel_of_a_crisis_is_seen_from_its_start(open_page: OpenPage) -> None:
    """S-05: the panel is seen from its start too when its heading was in view before."""
    page = open_page("/nb/assistant")
    _write(page, "jeg vil ikke leve lenger")
    expect(page.locator("#urgent-heading")).to_be_focused()
    page.wait_for_function(_AT_THE_TOP, arg=".urgent")


def test_back_change_and_start_again(open_page: OpenPage) -> None:
    """Our own Back, Change and Start again work with scripts."""
    page = open_page("/nb/assistant")
    first = page.locator("legend").inner_text()
    _press(page, "[value='who:self']")
    expect(page.locator("legend")).not_to_have_text(first)
    _press(page, "[value='change:who']")
    expect(page.locator("legend")).to_have_text(first)
    _press(page, "[value='who:friend']")
    expect(page.locator("legend")).not_to_have_text(first)
    _press(page, "[value='back']")
    expect(page.locator("legend")).to_have_text(first)
    _press(page, "[value='who:self']")
    _press(page, "[value='restart']")
    expect(page.locator("legend")).to_have_text(first)


def test_a_journey_without_scripts(open_page: OpenPage) -> None:
    """Without scripts every turn is a whole page, with a line about the browser's Back beside ours."""
    page = open_page("/nb/", width=320, scripting=False)
    page.locator("[value='who:relative']").click()
    page.wait_for_url("**/nb/assistant")
    expect(page.locator("noscript p").first).to_be_visible()
    _press(page, "[value='area:family-and-close-ones']")
    page.locator("[name='choice']").first.check()
    _press(page, "[value='answer']")
    _write(page, "sønnen min drikker")
    _press(page, "[value='doors']")
    assert page.locator(".offered").count() >= 3


def test_the_numbers_stay_when_the_network_is_gone(open_page: OpenPage, traffic: Traffic) -> None:
    """Without a network the page stays, says so, and its numbers can be called."""
    page = open_page("/nb/assistant", width=320)
    page.context.set_offline(True)
    page.locator("[value='who:self']").click()
    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator(".strip a[href='tel:113']")).to_be_visible()
    page.context.set_offline(False)
    _press(page, "[value='who:self']")
    expect(page.locator("[data-failed]")).to_be_hidden()
    # htmx tells the console of the request that failed, as it should.
    traffic.complaints.clear()


def test_the_language_keeps_the_answers(open_page: OpenPage) -> None:
    """The language chooser goes on where one was, in the other language."""
    page = open_page("/nb/assistant")
    _press(page, "[value='who:self']")
    page.wait_for_selector("[value='change:who']")
    page.locator(".menu--language summary").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/en/assistant")
    expect(page.locator("[value='change:who']")).to_have_count(1)


STATES = {
    "phone": {"width": 320},
    "phone, dark": {"width": 320, "theme": "dark"},
    "desk": {"width": 1280},
    "desk, dark": {"width": 1280, "theme": "dark"},
    "phone, no scripts": {"width": 320, "javascript": False},
}
_SMALL = """() => [...document.querySelectorAll('main button, main summary, main input')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && box.height < (element.matches('.option, .change, .ds-button') ? 43.5 : 23.5);
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_axe_at_every_turn(open_page: OpenPage, axe: Axe, state: dict[str, object]) -> None:
    """Every kind of turn keeps the bars: question, choices, place, not understood, panel, doors; answers are 44 px."""
    page = open_page("/nb/assistant?place=all", **state)  # type: ignore[arg-type]
    turns: list[tuple[str, str]] = [
        ("press", "[value='who:self']"), ("press", "[value='area:thoughts-and-feelings']"),
        ("press", "[value='answer']"), ("press", "[value='everyday:mostly-fine']"),
        ("write", "qwrtz plkj"), ("write", "zxcv mnbv"),
        ("press", "[value='doors']"), ("write", "mannen min slår meg"),
    ]  # fmt: skip
    assert axe(page) == []
    for kind, what in turns:
        _press(page, what) if kind == "press" else _write(page, what)
        # What lies under the bar that sticks to the top is no smaller for it.
        page.evaluate("scrollTo(0, 0)")
        assert axe(page) == [], what
        assert page.evaluate(_SMALL) == [], what
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what


def test_first_view_is_light(open_page: OpenPage, traffic: Traffic) -> None:
    """The assistant's page is at most eight requests."""
    # What is kept for when there is no network comes later, and not for the page that is looked at.
    open_page("/nb/assistant", width=320, service_workers="block").wait_for_load_state("networkidle")
    assert len(traffic.requests) <= 8
