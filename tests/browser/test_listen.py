"""Reading aloud: only with a voice in the device, in the page's language, and silent the moment one leaves."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import OpenPage, Traffic

VOICES = """voices => {
  const said = [];
  let now = null;
  const speech = new EventTarget();
  speech.getVoices = () => voices;
  speech.speak = (one) => { said.push({ text: one.text, voice: one.voice?.name }); now = one; };
  speech.cancel = () => { said.push("cancel"); now = null; };
  window.said = said;
  window.sayNext = () => now?.onend?.();
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
HERE = {"name": "Her", "lang": "nb-NO", "localService": True}
ELSEWHERE = {"name": "Der", "lang": "nb-NO", "localService": False}
ARABIC = {"name": "Arabisk", "lang": "ar-SA", "localService": True}


def _open(open_page: OpenPage, path: str, *voices: dict[str, Any]) -> Page:
    """`path` in a browser whose device has these voices."""
    page = open_page("/nb/report")
    page.add_init_script(f"({VOICES})({list(voices)!r})".replace("True", "true").replace("False", "false"))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def _said(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate("window.said")
    return found


def test_it_reads_the_page_with_a_voice_in_the_device(open_page: OpenPage) -> None:
    """With a local voice for the language the button is there; it reads from the heading on, and stops when pressed."""
    page = _open(open_page, "/nb/pages/rights", ELSEWHERE, HERE)
    button = page.locator("[data-listen]")
    expect(button).to_be_visible()
    button.click()
    assert _said(page)[0] == {"text": "Hva har jeg rett til?", "voice": "Her"}
    expect(button).to_have_attribute("aria-pressed", "true")
    page.evaluate("window.sayNext()")
    assert len(_said(page)) == 2
    button.click()
    assert _said(page)[-1] == "cancel"
    expect(button).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("voices", [(), (ELSEWHERE,), (ARABIC,)])
def test_without_such_a_voice_there_is_no_button(open_page: OpenPage, voices: tuple[dict[str, Any], ...]) -> None:
    """P-02: a voice that is elsewhere, or of another language, is never used and never offered."""
    page = _open(open_page, "/nb/pages/rights", *voices)
    assert not page.locator("[data-listen]").is_visible()
    assert not page.locator(".page-tools .chip[hidden]").is_visible()


def test_nothing_more_is_fetched_where_there_is_no_voice(open_page: OpenPage, traffic: Traffic) -> None:
    """The script comes only to devices that can use it."""
    _open(open_page, "/nb/pages/rights", ELSEWHERE)
    assert not any("listen.js" in request.url for request in traffic.requests)


def test_leaving_is_silent(open_page: OpenPage) -> None:
    """On a page with the quick exit, pressing it stops the voice at once; so does Escape."""
    page = _open(open_page, "/nb/crisis", HERE)
    page.locator("[data-listen]").click()
    page.keyboard.press("Escape")
    assert _said(page)[-1] == "cancel"
    page.locator("[data-listen]").click()
    # Held back, so that what was said can be looked at after the press.
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    page.evaluate("Location.prototype.replace = () => {}")
    page.evaluate(
        "document.querySelector('[data-exit]').dispatchEvent(new MouseEvent('click', {bubbles: true, ctrlKey: true}))"
    )
    assert _said(page)[-1] == "cancel"


def test_what_is_in_another_language_is_read_in_that_one_or_left_out(open_page: OpenPage) -> None:
    """An Arabic voice never reads Norwegian names or texts aloud."""
    page = _open(open_page, "/ar/crisis", ARABIC)
    page.locator("[data-listen]").click()
    for _ in range(60):
        page.evaluate("window.sayNext()")
    said = [one for one in _said(page) if one != "cancel"]
    assert len(said) > 5
    assert {one["voice"] for one in said} == {"Arabisk"}


def test_easy_texts_are_sound_in_the_browser(open_page: OpenPage, axe: Any) -> None:
    """axe finds nothing on an easy page, on a small phone, in the dark, with the button in view."""
    page = _open(open_page, "/nb/easy/crisis", HERE)
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-listen]")).to_be_visible()
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
