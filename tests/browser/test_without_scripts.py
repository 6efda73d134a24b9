"""With scripting turned off: choosing a place, searching, filtering, another language, and a way on from everywhere."""

from __future__ import annotations

import pytest

from tests.browser.kinds import KINDS
from tests.browser.visits import OpenPage, renewed


def test_choose_a_place(open_page: OpenPage) -> None:
    """A post code typed on the front page leads to the municipality, and the place is carried along from there."""
    page = open_page("/nb/", width=320, scripting=False)
    page.get_by_label("Hvor bor du?").first.fill("5525")
    with renewed(page, "main"):
        page.get_by_role("button", name="Vis hjelp her").first.click()
    assert "Haugesund" in page.locator("h1").inner_text()
    page.locator(".menu--main > summary").click()
    with renewed(page, "main"):
        page.get_by_role("link", name="Finn hjelp").first.click()
    assert "place=1106" in page.url


def test_search(open_page: OpenPage) -> None:
    """Words typed lead to cards one can call from, and the words stay out of address and title (P-03)."""
    page = open_page("/nb/search", width=320, scripting=False)
    page.get_by_role("searchbox").fill("ensom")
    with renewed(page, "main"):
        page.get_by_role("button", name="Søk").click()
    assert page.locator("main .card").count() > 3
    assert page.locator("main .card a[href^='tel:']").count() > 0
    assert page.get_by_role("searchbox").input_value() == "ensom"
    assert "ensom" not in page.url + page.title()


def test_filter_the_search(open_page: OpenPage) -> None:
    """What was searched for stays searched for when one chooses what fits, and fewer are left."""
    page = open_page("/nb/search", width=320, scripting=False)
    page.get_by_role("searchbox").fill("ensom")
    with renewed(page, "main"):
        page.get_by_role("button", name="Søk").click()
    before = page.locator("#result-heading").inner_text()
    page.locator(".panel > summary").first.click()
    page.locator(".filters__group > summary", has_text="Hvordan vil du ta kontakt?").click()
    page.locator("input[name=channel][value=chat]").check()
    with renewed(page, "main"):
        page.get_by_role("button", name="Vis det som passer").click()
    after = page.locator("#result-heading").inner_text()
    assert "ensom" not in page.url
    assert page.get_by_role("searchbox").input_value() == "ensom"
    assert int(after.split()[0]) < int(before.split()[0])


def test_filters_by_form_and_by_links(open_page: OpenPage) -> None:
    """Boxes ticked and sent stand as links that take them away again one by one, with the count that each led to."""
    page = open_page("/nb/services", width=320, scripting=False)
    count = page.get_by_role("status")
    everything = count.inner_text()
    page.locator(".panel > summary").first.click()
    page.locator(".filters__group > summary", has_text="Hvem trenger hjelp?").click()
    box = page.get_by_label("Jeg er pårørende")
    told = box.locator("xpath=..").locator(".check__count").evaluate("count => count.firstChild.textContent.trim()")
    box.check()
    with renewed(page, "main"):
        page.get_by_role("button", name="Vis det som passer").first.click()
    assert "audience=relative" in page.url
    assert count.inner_text().split()[0] == told
    chosen = page.locator(".chip--on")
    assert [" ".join(text.split()) for text in chosen.all_inner_texts()] == ["Fjern: Jeg er pårørende"]
    with renewed(page, "main"):
        chosen.click()
    assert count.inner_text() == everything


def test_no_telephone_stays_on(open_page: OpenPage) -> None:
    """One press says "Jeg kan ikke snakke i telefon", and is carried along to the next page."""
    page = open_page("/nb/services", width=1280, scripting=False)
    with renewed(page, "main"):
        page.get_by_role("link", name="Jeg kan ikke snakke i telefon").click()
    with renewed(page, "main"):
        page.locator(".brand").click()
    assert "no_phone=1" in page.url


@pytest.mark.parametrize("name", ["home with a place", "services filtered", "service with phone and chat", "rights"])
def test_another_language_is_the_same_page(open_page: OpenPage, name: str) -> None:
    """The language chooser opens, leads to the same page and keeps place and choices."""
    page = open_page(KINDS[name], width=320, scripting=False)
    page.locator(".menu--language > summary").click()
    with renewed(page, "main"):
        page.get_by_role("link", name="English").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    path, _, query = KINDS[name].replace("/nb/", "/en/").partition("?")
    assert page.url.partition("?")[0].endswith(path)
    assert set(query.split("&")) - {""} <= set(page.url.partition("?")[2].split("&"))


@pytest.mark.parametrize(
    "name", ["services, nothing fits", "search without hits", "unknown place", "not found", "report"]
)
def test_no_dead_end(open_page: OpenPage, name: str) -> None:
    """Where there is nothing to show, the main text still leads on, and the numbers stand on top (S-01)."""
    page = open_page(KINDS[name], width=320, scripting=False)
    ways = page.locator("main a[href^='/nb/'], main a[href^='tel:']")
    assert ways.count() > 0, "a link to help in the main text"
    assert page.locator(".strip a[href='tel:113']").is_visible()
