"""The editor in Chromium: adding a group from nothing, reading a message, two at once, keys alone, and no scripts."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from directory.editor.app import create_editor
from directory.editor.serving import address, make_editor_server
from directory.editor.workplace import Workplace
from directory.web import create_app
from directory.web.releases import Releases
from directory.web.settings import Settings
from tests.browser.visits import Traffic, renewed
from tests.conftest import NOON, ROOT
from tests.editing import copied_content, workplace_at

WALK = "services/tysnes-torsdagsturen"
OpenEditor = Callable[..., Page]


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    return workplace_at(copied_content(tmp_path))


@pytest.fixture
def editor(workplace: Workplace) -> Iterator[str]:
    """The editor as the command serves it, on a copy of the content; its whole address."""
    server = make_editor_server(create_editor(workplace), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address(server, workplace)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_editor(browser: Browser, editor: str, traffic: Traffic) -> Iterator[OpenEditor]:
    """Opens a page of the editor; afterwards nothing foreign was asked for and no script failed (P-02)."""
    contexts: list[BrowserContext] = []

    def open_(path: str = "", *, width: int = 1280, theme: str = "light", scripting: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 640 if width < 400 else 800},
            color_scheme="dark" if theme == "dark" else "light", locale="nb", java_script_enabled=scripting,
        )  # fmt: skip
        contexts.append(context)
        traffic.watch(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(editor + path)
        return page

    yield open_
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert not traffic.foreign(editor)
    assert not traffic.complaints


def text(workplace: Workplace, path: str) -> str:
    return (workplace.content / f"{path}.md").read_text(encoding="utf-8")


def look_and_save(page: Page) -> None:
    page.get_by_role("button", name="See what will be changed").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_a_group_from_nothing_to_the_public_page(open_editor: OpenEditor, workplace: Workplace) -> None:
    """A coordinator adds a relatives' group with its next meeting by pressing and typing, and publishes it."""
    workplace.translations = ROOT / "translations"
    page = open_editor()
    page.locator("main a[href$='/services/new']").click()
    page.locator("a[href*='template=relatives-group']").click()
    page.locator("#f-name").fill("Pårørendegruppa på Bømlo")
    page.locator("#f-summary").fill("Møt andre som også er pårørende. Dere deler erfaringer i rolige omgivelser.")
    page.locator("#f-run_by").fill("Frivillige pårørende på Bømlo")
    page.locator("#f-organization_type").select_option("voluntary")
    page.locator("#f-service_area-4613").check()
    page.locator("#f-topics-1").select_option(index=1)
    page.locator("#f-channels-0-value").fill("22 40 00 40")
    meeting = page.locator("[data-item=meetings]").first
    meeting.locator(".hours__day").nth(3).click()
    meeting.locator(".hours__time").nth(0).fill("18")
    meeting.locator(".hours__time").nth(1).fill("20.00")
    meeting.locator(".hours__time").nth(1).press("Tab")
    expect(page.locator("#f-meetings-0-schedule")).to_have_value("Th 18:00-20:00")
    page.locator("#f-meetings-0-every_weeks").select_option("2")
    page.locator("#f-meetings-0-start_date").fill("2026-11-26")
    page.locator("#f-meetings-0-location").fill("Kulturhuset")
    page.locator("#f-sources-0-title").fill("Telefon med gruppa")
    page.locator("#f-confidence").select_option("high")
    expect(page.locator("[data-card]")).to_contain_text("Pårørendegruppa på Bømlo")
    expect(page.locator("[data-next]")).to_contain_text("26. november")
    page.locator("button[value=look]").click()
    page.locator("button[value=save]").click()
    page.locator("main a[href$='/publish']").first.click()
    page.locator("main form button").click(timeout=600_000)
    expect(page.locator("[data-color=success]")).to_be_visible(timeout=600_000)
    site = create_app(Releases(workplace.var), lambda: NOON, Settings(var=workplace.var)).test_client()
    public = site.get("/nb/services/parorendegruppa-pa-bomlo").get_data(as_text=True)
    assert "torsdag 26. november 18:00" in public.replace("kl. ", "")
    assert "Kulturhuset" in public


def test_a_message_stands_beside_the_field_while_one_types(open_editor: OpenEditor) -> None:
    """Too many words: the message comes by itself, is tied to the field, and goes when it is mended."""
    page = open_editor(WALK)
    summary = page.locator("#f-summary")
    summary.fill("ord " * 45)
    message = page.locator("#m-summary")
    expect(message).to_contain_text("40")
    expect(summary).to_have_attribute("aria-invalid", "true")
    assert "m-summary" in (summary.get_attribute("aria-describedby") or "")
    expect(page.get_by_role("status")).to_contain_text("1 thing to mend")
    summary.fill("En rolig tur.")
    expect(message).to_be_empty()
    expect(page.locator("[data-card]")).to_contain_text("En rolig tur.")
    expect(page.get_by_role("status")).to_contain_text("Everything checks")


def test_what_is_not_filled_in_yet_is_not_scolded(open_editor: OpenEditor) -> None:
    """On a new form only the fields that one has come to say what they lack; the rest is counted."""
    page = open_editor("services/new?template=cafe")
    page.locator("#f-name").fill("Kafeen")
    expect(page.get_by_role("status")).to_contain_text("still empty")
    expect(page.locator("#m-summary")).to_be_empty()
    expect(page.locator("[aria-invalid]")).to_have_count(0)


def test_hours_by_pressing_and_as_text_stay_in_step(open_editor: OpenEditor) -> None:
    """The table writes the text, the text draws the table, and what the table cannot show is left alone."""
    page = open_editor("services/new?template=cafe")
    hours, schedule = page.locator("#f-channels-0-schedule"), page.locator("[data-field=channels-0-schedule] .hours")
    for day in range(5):
        schedule.locator(".hours__day").nth(day).click()
    schedule.locator(".hours__time").nth(0).fill("0900")
    schedule.locator(".hours__time").nth(1).fill("15")
    schedule.get_by_label("Closed on public holidays").check()
    expect(hours).to_have_value("Mo-Fr 09:00-15:00; PH off")
    schedule.get_by_role("button", name="One more time the same day").click()
    schedule.locator(".hours__time").nth(2).fill("18:00")
    schedule.locator(".hours__time").nth(3).fill("20:00")
    schedule.locator(".hours__time").nth(3).press("Tab")
    expect(hours).to_have_value("Mo-Fr 09:00-15:00,18:00-20:00; PH off")
    hours.fill("Tu[1] 18:00-20:00; Jul off")
    expect(schedule.get_by_label("Tuesday")).to_be_checked()
    expect(schedule.get_by_label("Which weeks")).to_have_value("1")
    expect(schedule.get_by_label("Closed in July")).to_be_checked()
    hours.fill("Mo-Fr 15:00-22:00; Sa,Su,PH 08:00-22:00")
    holidays = schedule.get_by_role("checkbox", name="public holidays", exact=True)
    expect(holidays.nth(0)).not_to_be_checked()
    expect(holidays.nth(1)).to_be_checked()
    schedule.locator(".hours__day").nth(4).click()
    expect(hours).to_have_value("Mo-Th 15:00-22:00; Sa,Su,PH 08:00-22:00")
    schedule.get_by_label("Closed on public holidays").check()
    expect(hours).to_have_value("Mo-Th 15:00-22:00; Sa,Su 08:00-22:00; PH off")
    hours.fill("lør-søn og helligdager 8-22")
    expect(schedule.get_by_label("Saturday")).to_be_checked()
    expect(holidays.nth(0)).to_be_checked()
    hours.fill("Dec 24-26 10:00-12:00")
    expect(schedule).to_contain_text("written as text")
    expect(hours).to_have_value("Dec 24-26 10:00-12:00")


def test_a_meeting_is_cancelled_by_its_date(open_editor: OpenEditor) -> None:
    """The date comes into the list, and the next meetings say at once that it is cancelled."""
    page = open_editor(WALK)
    page.locator("#f-meetings-0-cancelled_dates-date").fill("2026-11-26")
    page.get_by_role("button", name="Add the date").click()
    expect(page.locator("#f-meetings-0-cancelled_dates")).to_have_value("2026-11-26")
    expect(page.locator("[data-next] li").first).to_contain_text("cancelled")


def test_fields_unfold_when_they_are_of_use(open_editor: OpenEditor) -> None:
    """Municipalities are asked for only where the offering is local; what is filled in never hides."""
    page = open_editor("services/new?template=helpline")
    area = page.locator("[data-field=service_area]")
    expect(area).to_be_hidden()
    page.locator("#f-reach").select_option("local")
    expect(area).to_be_visible()
    page.locator("#f-service_area-4613").check()
    page.locator("#f-reach").select_option("national")
    expect(area).to_be_visible()


def test_one_more_way_in_and_one_less(open_editor: OpenEditor, workplace: Workplace) -> None:
    """A new item takes the focus and is numbered; one that is taken out is gone from the file."""
    page = open_editor(WALK)
    page.get_by_role("button", name="Add a way in").click()
    expect(page.locator("#f-channels-1-kind")).to_be_focused()
    page.locator("#f-channels-1-kind").select_option("phone")
    page.locator("#f-channels-1-value").fill("22 40 00 40")
    page.locator("#f-channels-0-gone").check()
    look_and_save(page)
    assert "visit:" not in text(workplace, WALK)
    assert "phone: 22 40 00 40" in text(workplace, WALK).replace("'", "")


def test_two_editors_at_once(open_editor: OpenEditor, workplace: Workplace) -> None:
    """The one who saves last sees what the other wrote, and nothing of either is lost."""
    first, second = open_editor(WALK), open_editor(WALK)
    first.locator("#f-name").fill("Turen i Våge")
    second.locator("#f-summary").fill("En rolig tur for alle.")
    look_and_save(first)
    second.get_by_role("button", name="See what will be changed").click()
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("alert")).to_be_focused()
    expect(second.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(second.locator("#f-name")).to_have_value("Turen i Våge")
    expect(second.locator("#f-summary")).to_have_value("En rolig tur for alle.")
    look_and_save(second)
    assert "name: Turen i Våge" in text(workplace, WALK)
    assert "summary: En rolig tur for alle." in text(workplace, WALK)


def test_with_the_keyboard_alone(open_editor: OpenEditor, workplace: Workplace) -> None:
    """From the list to a saved change: Tab, letters, Space and Enter; every stop is seen."""
    page = open_editor("services?q=torsdagsturen")
    _tab_to(page, "a[href$='tysnes-torsdagsturen']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tysnes-torsdagsturen")
    _tab_to(page, "#f-name")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Turen min")
    _tab_to(page, "#f-service_area-4613", most=60)
    page.keyboard.press("Space")
    _tab_to(page, "button[value=look]:not(.ds-sr-only)", most=150)
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=save]")
    page.wait_for_load_state()
    _tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "name: Turen min" in text(workplace, WALK)
    assert "'4613'" in text(workplace, WALK)


def _tab_to(page: Page, selector: str, most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        covered = page.evaluate(
            "() => { const box = document.activeElement.getBoundingClientRect(); return box.width + box.height === 0; }"
        )
        assert not covered, "the focus is on something that is not seen"
    raise AssertionError(f"{selector} is not reached in {most} stops")


def test_without_scripts(open_editor: OpenEditor, workplace: Workplace) -> None:
    """The same form, with a mistake that is read and mended, saved."""
    page = open_editor(WALK, scripting=False)
    page.locator("#f-summary").fill("ord " * 45)
    page.get_by_role("button", name="Check").last.click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.locator(".ds-error-summary a").click()
    expect(page).to_have_url(re.compile("#f-summary$"))
    page.locator("#f-summary").fill("En rolig tur.")
    page.locator("summary", has_text="How to write hours").first.click()
    page.get_by_role("button", name="Add a meeting").click()
    page.locator("#f-meetings-1-schedule").fill("Fr 10:00-12:00")
    look_and_save(page)
    assert "summary: En rolig tur." in text(workplace, WALK)
    assert "Fr 10:00-12:00" in text(workplace, WALK)


PAGES = ("", "services", "services/new", "services/new?template=relatives-group", WALK, f"{WALK}/close", f"{WALK}/move",
         "words/nb.grief", "questions/10-who", "places/4613", "publish")  # fmt: skip


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1280, "light")])
def test_every_page_is_accessible_and_fits(
    open_editor: OpenEditor, axe: Callable[[Page], list[str]], width: int, theme: str
) -> None:
    """axe finds nothing, and nothing is wider than the screen; with an error and with what will be changed too."""
    for path in PAGES:
        page = open_editor(path, width=width, theme=theme)
        _fits(page)
        assert not axe(page), path
    page = open_editor(WALK, width=width, theme=theme)
    page.locator("#f-summary").fill("ord " * 45)
    page.get_by_role("button", name="Check").last.click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    assert not axe(page)
    with renewed(page, "main"):
        page.get_by_role("button", name="See what will be changed").click()
    _fits(page)
    assert not axe(page)


def _fits(page: Page) -> None:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url}: {over} px too wide"
