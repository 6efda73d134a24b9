"""The front desk in a real browser: keys alone, screen readers, no JavaScript, and what comes out of the printer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from directory.catalog.codes import service_code
from tests.browser.kinds import KINDS
from tests.browser.visits import OpenPage, Traffic, renewed

Axe = Callable[[Page], list[str]]
MOST_KEYS = 15
THREE = "&".join(f"id={service_code(id_)}" for id_ in ("kirkens-sos", "fastlege", "na-olen"))
# Those that are not among the kinds of page which all tests walk through.
PAGES = {
    "desk by course": f"/nb/desk?place=1106&view=dps&list={service_code('fastlege')}",
    "side by side": f"/nb/desk/compare?{THREE}",
    "empty list": "/nb/list",
    "turned screen": f"/nb/list/handout?{THREE}&turned=1",
    "wallet": "/nb/wallet",
    "poster": "/nb/poster?place=1106",
}


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1


def _active(page: Page) -> str:
    focused: str = page.evaluate("document.activeElement.id || document.activeElement.tagName")
    return focused


def _rows(page: Page) -> Locator:
    return page.locator("[data-row]")


def test_three_offerings_handed_over_without_a_mouse(open_page: OpenPage, traffic: Traffic) -> None:
    """From the words to the print button of a sheet with three offerings in the visitor's language: at most 15 keys."""
    page = open_page("/nb/desk?place=1106")
    assert _active(page) == "q", "one begins to type at once"
    page.keyboard.type("rus og pårørende", delay=10)
    keys = Keys(page)
    keys.press("Enter")
    expect(_rows(page).first).to_be_focused()
    names = [_rows(page).nth(number).get_attribute("data-name") or "" for number in range(3)]
    for number in range(3):
        keys.press("Enter")
        if number < 2:
            keys.press("ArrowDown")
    expect(page.locator("[data-chosen] input")).to_have_count(3)
    keys.press("l")
    keys.press("e")  # English, as in any list of choices
    keys.press("Tab")  # away from the list; the button is next
    expect(page.locator("#to")).to_have_value("en")
    keys.press("Enter")
    page.wait_for_url("**/en/list/handout*")
    expect(page.locator("[data-print]")).to_be_focused()
    assert [one.inner_text() for one in page.locator("article h2").all()] == names
    assert page.locator("html").get_attribute("lang") == "en"
    assert keys.pressed <= MOST_KEYS, f"{keys.pressed} keys"
    assert not [one.url for one in traffic.requests if "rus" in one.url.rpartition("/")[2]], "P-03"


def test_letters_turn_facets_over_and_back(open_page: OpenPage) -> None:
    """A letter outside a field ticks its facet and the rows follow; inside the field it is a letter."""
    page = open_page("/nb/desk?place=1106")
    heading = page.locator("#found-heading")
    before = heading.inner_text()
    page.keyboard.press("ArrowDown")
    expect(_rows(page).first).to_be_focused()
    with page.expect_response("**/nb/desk*"):
        page.keyboard.press("d")
    expect(page.locator("#chip-drop_in-1")).to_be_checked()
    expect(heading).not_to_have_text(before)
    page.wait_for_url("**drop_in=1*")
    with page.expect_response("**/nb/desk*"):
        page.keyboard.press("d")
    expect(heading).to_have_text(before)
    page.keyboard.press("/")
    page.keyboard.type("dps")
    expect(page.locator("#q")).to_have_value("dps")
    expect(page.locator("#chip-drop_in-1")).not_to_be_checked()


def test_the_next_visitor_begins_anew(open_page: OpenPage) -> None:
    """P-10: one key empties the tray and the field, also when nothing but words was there; place and filters stay."""
    page = open_page("/nb/desk?place=1106")
    for ticked in (True, False):
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("gjeld")
        page.keyboard.press("Enter")
        expect(_rows(page).first).to_be_focused()
        if ticked:
            page.keyboard.press("Enter")
            expect(page.locator("[data-chosen] input")).to_have_count(1)
            with page.expect_response("**/nb/desk*"):
                page.keyboard.press("r")
            page.wait_for_url("**no_referral=1*")
            expect(page.locator("#tray [data-new]")).not_to_have_attribute("href", re.compile("list="))
        with page.expect_navigation():
            page.keyboard.press("b")
        expect(page.locator("[data-chosen] input")).to_have_count(0)
        expect(page.locator("#q")).to_have_value("")
        expect(page).to_have_url(re.compile(r"/nb/desk\?place=1106&no_referral=1$"))
        expect(page.locator("#chip-no_referral-1")).to_be_checked()


def test_enter_goes_on_from_the_languages(open_page: OpenPage) -> None:
    """In the list of languages letters choose a language; Enter goes on to the button, whose letters work again."""
    page = open_page(f"/nb/desk?place=1106&list={service_code('fastlege')}")
    page.keyboard.press("Tab")
    page.keyboard.press("l")
    expect(page.locator("#to")).to_be_focused()
    page.keyboard.press("e")
    page.keyboard.press("h")
    expect(page.locator("#to")).to_have_value("en")
    page.keyboard.press("Enter")
    expect(page.locator("#tray [data-key=h]")).to_be_focused()
    page.keyboard.press("h")
    page.wait_for_url("**/en/list/handout*")


def test_what_is_opened_is_in_view(open_page: OpenPage) -> None:
    """What to say of a row near the lower edge comes into view when it is opened, and the row keeps the focus."""
    page = open_page("/nb/desk?place=1106")
    page.keyboard.press("ArrowDown")
    expect(_rows(page).first).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    row = page.locator(".desk-row").nth(3)
    row.evaluate("row => scrollBy(0, row.getBoundingClientRect().bottom - innerHeight + 1)")
    page.keyboard.press("i")
    expect(row.locator(".desk-row__say")).to_be_in_viewport(ratio=1)
    expect(_rows(page).nth(3)).to_be_focused()
    expect(_rows(page).nth(3)).to_be_in_viewport()


def test_one_alone_is_not_compared(open_page: OpenPage) -> None:
    """With one offering ticked the desk says that two are needed, where one can tick it; with two they are compared."""
    page = open_page("/nb/desk?place=1106")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("v")
    said = page.locator("#tray [data-few]")
    expect(said).to_be_in_viewport(ratio=1)
    expect(said).to_contain_text("Kryss av to til fire")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said).to_be_empty()
    page.keyboard.press("v")
    page.wait_for_url("**/nb/desk/compare?*")


def test_the_letters_can_be_turned_off(open_page: OpenPage) -> None:
    """WCAG 2.1.4: who dictates or stumbles over single letters turns them off, in an address one can bookmark."""
    page = open_page("/nb/desk?place=1106")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    expect(page.locator("[data-keys-list]")).to_have_attribute("open", "")
    page.locator("[data-keys-list] a").click()
    page.wait_for_url("**keys=0*")
    page.locator("#q").press("Tab")
    page.keyboard.press("o")
    expect(page.locator("#chip-open_now-1")).not_to_be_checked()
    expect(page.locator(".key").first).to_be_hidden()


def test_results_come_while_one_types(open_page: OpenPage, traffic: Traffic) -> None:
    """Type ahead: the rows follow the words, their number is told to screen readers, the field keeps focus."""
    page = open_page("/nb/desk")
    all_of_them = page.locator("[data-told]").get_attribute("data-told") or "-"
    page.keyboard.type("gjeld", delay=20)
    # A slow browser asks once more on the way, so what is told is compared with the rows that stand there then.
    expect(page.locator("[data-told]")).not_to_have_attribute("data-told", all_of_them)
    page.wait_for_function(
        "document.querySelector('[data-status]').textContent === document.querySelector('[data-told]').dataset.told"
    )
    assert _active(page) == "q"
    page.keyboard.press("ArrowDown")
    expect(_rows(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    assert "gjeld" not in page.url


def test_what_is_chosen_stays_over_searches_and_reload(open_page: OpenPage) -> None:
    """A second search keeps what the first one chose; so does a reload, for the list is in the address."""
    page = open_page("/nb/desk")
    page.keyboard.type("kirkens sos")
    page.keyboard.press("Enter")
    expect(_rows(page).first).to_be_focused()
    page.keyboard.press(" ")
    page.keyboard.press("Escape")
    page.keyboard.type("fastlege")
    page.keyboard.press("Enter")
    expect(_rows(page).first).to_be_focused()
    expect(page.locator("[data-chosen] label")).to_have_text(["Kirkens SOS"])
    page.reload()
    expect(page.locator("[data-chosen] label")).to_have_text(["Kirkens SOS"])
    page.locator("[data-chosen] input").press(" ")
    expect(page.locator("[data-chosen] input")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("list="))


def test_the_same_without_javascript(open_page: OpenPage) -> None:
    """Without scripts: search with the button, tick three boxes, hand over; the letters are not promised."""
    page = open_page("/nb/desk?place=1106", scripting=False)
    assert not page.locator(".key").first.is_visible()
    assert not page.locator("[data-keys-list]").is_visible()
    page.locator("#q").fill("noen å snakke med")
    with renewed(page, "#found"):
        page.locator("#q").press("Enter")
    for number in range(3):
        page.locator(".desk-row input").nth(number).check()
    page.locator("#to").select_option("en")
    page.locator("#tray button").first.click()
    page.wait_for_url("**/en/list/handout*")
    expect(page.locator("article")).to_have_count(3)


def test_names_for_screen_readers(open_page: OpenPage) -> None:
    """Every row is a box named after its offering; search, list and buttons have names; keys are told as such."""
    page = open_page("/nb/desk?place=1106")
    name = _rows(page).first.get_attribute("data-name") or "?"
    expect(page.get_by_role("checkbox", name=name).first).to_be_visible()
    expect(page.get_by_role("search").get_by_role("searchbox")).to_be_focused()
    assert page.locator("[aria-keyshortcuts]").count() > 10
    nameless = page.evaluate(
        """() => [...document.querySelectorAll(
            'main input:not([type=hidden]), main button, main select, main a')].filter(element =>
            !element.ariaLabel && !element.textContent.trim() && !element.labels?.length
        ).map(element => element.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe(open_page: OpenPage, axe: Axe, path: str) -> None:
    """No violation on phone and desk, light and dark, with everything opened; nothing scrolls sideways at 320 px."""
    page = open_page(path, width=320)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = {"phone, light": axe(page)}
    page.emulate_media(color_scheme="dark")
    found["phone, dark"] = axe(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    found["desk, dark"] = axe(page)
    page.emulate_media(color_scheme="light")
    found["desk, light"] = axe(page)
    assert {state: problems for state, problems in found.items() if problems} == {}
    assert axe(open_page(path, width=320, javascript=False)) == []


def test_axe_in_a_crisis_at_the_desk(open_page: OpenPage, axe: Axe) -> None:
    """The panel among the rows keeps the bars."""
    page = open_page("/nb/desk", width=320)
    page.locator("#q").fill("jeg vil ikke leve lenger")
    expect(page.locator(".urgent")).to_be_visible()
    # The rows are there, so that Enter only goes to them and asks for no others while axe looks.
    page.locator("#q").press("Enter")
    expect(_rows(page).first).to_be_focused()
    assert axe(page) == []


def test_adding_to_the_list_stays_on_the_page(open_page: OpenPage) -> None:
    """With JavaScript a card is added where one is; the count in the header, the other links and Back know of it."""
    page = open_page("/nb/topics/loneliness")
    for _ in range(2):
        page.locator("a[data-add]").first.click()
    expect(page.locator("[data-list] [data-count]")).to_have_text("2")
    expect(page).to_have_url(re.compile(r"list=[^.]+\.[^.]+$"))
    page.locator("[data-list] a").click()
    expect(page.locator("article")).to_have_count(2)
    page.go_back()
    expect(page.locator("[data-list] [data-count]")).to_have_text("2")


def test_copying_asks_first(open_page: OpenPage) -> None:
    """S-28: the ways to send stand behind the question whether the phone is safe, and copying says when it is done."""
    page = open_page(f"/nb/list?{THREE}", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("[data-copy]")
    assert not button.is_visible()
    page.locator(".send > summary").click()
    assert not button.is_visible()
    page.locator(".send__yes > summary").click()
    button.click()
    expect(page.locator("[data-told]")).not_to_be_empty()
    assert "22 40 00 40" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("options", ["", "&large=1", "&discreet=1"])
def test_the_printed_sheet(open_page: OpenPage, options: str) -> None:
    """On paper: no bar, no text under 12 pt (18 in large print), nothing wider than the sheet."""
    page = open_page(f"/nb/list/handout?{THREE}{options}", width=1280)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1032})  # A4 within its margins
    least = 23.9 if "large" in options else 15.9
    small = page.evaluate(
        """least => [...document.querySelectorAll('body *')].filter(element => element.checkVisibility()
            && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
            && parseFloat(getComputedStyle(element).fontSize) < least).map(element => element.outerHTML)""",
        least,
    )
    assert small == []
    assert not page.locator(".tools").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    if "large" not in options:
        assert page.evaluate("document.body.scrollHeight") <= 1032, "three offerings are one page"


@pytest.mark.parametrize("lang", ["uk", "ar", "so"])
def test_three_offerings_are_one_page_in_long_languages(open_page: OpenPage, lang: str) -> None:
    """The languages that take the most room have three offerings and the line on interpreters on one A4 page."""
    page = open_page(f"/{lang}/list/handout?{THREE}", width=1280)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1032})
    assert page.locator("[data-interpreter]").is_visible()
    assert page.evaluate("document.body.scrollHeight") <= 1032


def test_right_to_left(open_page: OpenPage) -> None:
    """Turned to right-to-left nothing sticks out, on the sheet and at the desk."""
    for path in (KINDS["front desk"], KINDS["handout"]):
        page = open_page(path, width=320)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_list_follows_through_the_assistant(open_page: OpenPage) -> None:
    """What one puts on the list from the assistant's doors is still there after the next answer, without a new page."""
    page = open_page("/nb/assistant")
    page.locator("#text").fill("ensom")
    with renewed(page, "#talk"):
        page.locator("#text").press("Enter")
    expect(page.locator(".bubble--own").last).to_contain_text("ensom")
    with renewed(page, "#talk"):
        page.get_by_role("button", name="Vis dører nå").click()
    page.locator("#now .why summary").first.click()
    page.locator("#now a[data-add]").first.click()
    expect(page.locator("[data-list] [data-count]")).to_have_text("1")
    page.wait_for_url("**list=*")
    code = page.url.partition("list=")[2]
    page.locator("#text").fill("gjeld")
    with renewed(page, "#talk"):
        page.locator("#text").press("Enter")
    expect(page.locator(".bubble--own").last).to_contain_text("gjeld")
    for link in page.locator("#now a[data-add]").all():
        assert code in (link.get_attribute("href") or "")
