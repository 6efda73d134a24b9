"""The front desk without JavaScript: what it shows of the facts, what it does not know, what stands in no address."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from directory.catalog.codes import service_code
from directory.catalog.models import Catalog
from directory.release import Release
from directory.web.desk import by_course
from directory.web.visit import current_visit
from tests.conftest import GetPage, MakeApp, page_getter
from tests.house_rules import Document


def _rows(document: Document) -> list[str]:
    return [one["value"] for one in document.main.all("input") if one.has("data-row")]


@pytest.mark.parametrize("lang", ["nb", "nn", "en", "ar"])
@pytest.mark.parametrize(
    "path", ["", "?place=1106&view=dps", "?open_now=1&audience=relative&course=1", "/compare", "?topic=doping&type=gp"]
)
def test_the_desk_keeps_the_rules_of_the_house(get_page: GetPage, path: str, lang: str) -> None:
    """The desk, its filters, its courses and its comparison keep the house rules, and no browser keeps them."""
    document = get_page(f"/{lang}/desk{path}")
    assert document.answer.headers["Cache-Control"] == "no-store"
    assert document.page.one("meta", name="robots")["content"] == "noindex"


def test_words_stay_in_the_form(get_page: GetPage) -> None:
    """P-03: what is searched for at the desk is in its field only, and words in an address are not looked at."""
    word = "kanari" + "".join(random.choices(string.ascii_lowercase, k=12))
    document = get_page("/nb/desk?place=1106", data={"q": word, "open_now": "1"})
    assert document.main.one("input", id="q")["value"] == word
    assert document.html.count(word) == 1
    assert get_page(f"/nb/desk?q={word}").html.count(word) == 0


def test_a_crisis_in_the_words_shows_the_panel(get_page: GetPage) -> None:
    """S-05: what a visitor says may be a crisis at a counter, too; the panel stands above rows that are the same."""
    document = get_page("/nb/desk", data={"q": "jeg vil ikke leve lenger"})
    assert document.main.all("section", class_="urgent")
    assert _rows(document)


def test_filters_and_place_are_the_bookmark(get_page: GetPage) -> None:
    """The address of a selection holds place, filters and view, and opens the same rows."""
    document = get_page("/nb/desk?place=1106", data={"audience": ["relative"], "drop_in": "1", "q": "rus"})
    bookmark = next(one["href"] for one in document.main.all("a") if one.has("data-bookmark"))
    assert parse_qs(urlsplit(bookmark).query) == {"place": ["1106"], "audience": ["relative"], "drop_in": ["1"]}
    again = get_page(bookmark)
    assert [one["id"] for one in again.main.all("input") if one.has("checked") and one.has("data-key")] == [
        "chip-drop_in-1", "chip-audience-relative",
    ]  # fmt: skip


def test_without_javascript_the_boxes_are_sent_by_the_list(get_page: GetPage) -> None:
    """Every row is a box of the list's form, whose buttons lead on; what is chosen is carried by the next search."""
    code = service_code("kirkens-sos")
    document = get_page("/nb/desk", data={"q": "noen å snakke med", "id": [code]})
    boxes = [one for one in document.main.all("input") if one.has("data-row")]
    assert {(one["form"], one["name"]) for one in boxes} == {("tray", "id")}
    tray = document.main.one("form", id="tray")
    assert tray["method"] == "get"
    assert [one["value"] for one in tray.all("input", name="id") if one.has("checked") and one["value"]] == [code]
    assert document.main.one("form", id="find").one("input", name="id")["value"] == code
    actions = [one["formaction"].partition("?")[0] for one in tray.all("button") if one.has("formaction")]
    assert actions == ["/nb/desk/compare", "/nb/list", "/nb/desk"]


def test_the_letters_differ(get_page: GetPage) -> None:
    """No two things at the desk answer to the same key."""
    keys = [one["data-key"] for one in get_page("/nb/desk?place=1106").main.walk() if one.has("data-key")]
    assert len(keys) == len(set(keys))
    assert not {"i", "/", "?"} & set(keys), "these do something else"


def test_what_the_facts_do_not_hold_stands_as_unknown(get_page: GetPage) -> None:
    """A row says what we do not know: what to bring, the wait, a phone for staff. Nothing is made up."""
    document = get_page("/en/desk", data={"q": "Fastlege"})
    row = next(one for one in document.main.all("li", class_="desk-row") if "Fastlege" in one.text)
    assert "what to bring" in row.text
    staff = {one.one("dt").text: one.one("dd").text for one in row.all("dl")[1].all("div")}
    assert staff["Who may refer, and how"] == "No referral is needed. The person gets in touch."
    assert staff["Phone for staff"] == staff["How long is the wait?"] == "We do not know."


def test_the_wait_has_its_date(release: Release, make_app: MakeApp) -> None:
    """A wait is shown with the day on which it was told."""
    told = replace(release.catalog.services["fastlege"], wait="To uker", wait_date=date(2026, 11, 2))
    get_page = page_getter(make_app(services=(told,)).test_client())
    row = get_page("/en/desk", data={"q": "Fastlege"}).main.all("li", class_="desk-row")[0]
    assert "The wait, as told on 2 November 2026 To uker" in row.text


def test_in_place_of_or_while_waiting_for_dps(get_page: GetPage, catalog: Catalog) -> None:
    """By the guideline's courses; what a doctor refers to stands in the third, whatever else it is good for."""
    document = get_page("/en/desk?place=1106&view=dps")
    assert [one.text for one in document.main.all("h3")][:3] == [
        "Course 1: help one can get oneself", "Course 2: the municipality's help",
        "Course 3: help that a doctor refers to",
    ]  # fmt: skip
    referred = {service_code(id_) for id_, one in catalog.services.items() if one.application_process == "referral"}
    first = document.main.all("ul", class_="desk-rows")[0]
    assert not referred & {one["value"] for one in first.all("input") if one.has("data-row")}


def test_what_is_for_staff_alone_stands_apart(release: Release, make_app: MakeApp) -> None:
    """A competence centre is shown to staff, under a heading of its own, and among no visitor's courses."""
    centre = replace(
        release.catalog.services["dps"], id="competence-centre", name="Kompetansesenteret", audience=("staff",)
    )
    app = make_app(services=(centre,))
    with app.test_request_context("/nb/desk"):
        app.preprocess_request()
        groups = by_course(current_visit(), [centre, release.catalog.services["fastlege"]], 6)
    assert [[row.card.name for row in group.rows] for group in groups] == [["Fastlege"], ["Kompetansesenteret"]]


def test_side_by_side(get_page: GetPage) -> None:
    """Two to four in a table with a heading for every row and column; a fifth is said to be left out."""
    ids = ("kirkens-sos", "fastlege", "na-olen", "vo-linjen", "dps")
    query = "&".join(f"id={service_code(id_)}" for id_ in ids)
    document = get_page(f"/nb/desk/compare?{query}")
    table = document.main.one("table")
    assert len([one for one in table.all("th") if one["scope"] == "col"]) == 4
    for row in table.one("tbody").all("tr"):
        assert row.one("th")["scope"] == "row"
        assert all(cell.text for cell in row.all("td")), "an empty cell says nothing; unknown is said"
    assert get_page("/nb/desk/compare").main.all("a", href="/nb/desk")


def test_a_fragment_for_htmx(client: FlaskClient) -> None:
    """With htmx only the rows come back, and nothing of them is kept."""
    answer = client.post("/nb/desk", data={"q": "angst"}, headers={"HX-Request": "true"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<html" not in answer.text
    assert "data-row" in answer.text


def test_the_visitors_copy_is_beside_the_row(get_page: GetPage) -> None:
    """Every row leads to a sheet of this one offering for the visitor, with the way back to the desk."""
    document = get_page("/en/desk", data={"q": "Fastlege"})
    copy = next(href for href in document.links() if f"id={service_code('fastlege')}" in href and "handout" in href)
    sheet = get_page(copy)
    assert len(sheet.main.all("article")) == 1
    assert any(one["href"].startswith("/en/desk") for one in sheet.page.one("nav", class_="tools").all("a"))


@pytest.mark.parametrize("path", ["/nb/desk?place=1106&open_now=1&keys=0", "/nb/list/handout?place=1106&desk=1&keys=0"])
def test_the_next_visitor_gets_nothing_of_the_formers(get_page: GetPage, path: str) -> None:
    """P-10: "New visitor", at the desk and above a sheet, leads to a desk of the same place with an empty list."""
    document = get_page(f"{path}&list={service_code('fastlege')}.{service_code('dps')}")
    anew = next(one["href"] for one in document.page.all("a") if "Ny besøkende" in one.text)
    kept = {"place": ["1106"], "keys": ["0"]} | ({"open_now": ["1"]} if "open_now" in path else {})
    assert (urlsplit(anew).path, parse_qs(urlsplit(anew).query)) == ("/nb/desk", kept)
    tray = get_page(anew).main.one("form", id="tray")
    assert not [one for one in tray.all("input", name="id") if one["value"]]
    assert not [one for one in get_page(anew).main.all("input", name="list")]


def test_from_a_sheet_in_another_language_the_desk_is_in_its_own(get_page: GetPage) -> None:
    """Both ways back from a Ukrainian sheet lead to the Norwegian desk, also after one more language was chosen."""
    document = get_page(f"/uk/list/handout?id={service_code('fastlege')}&from=nb&desk=1&place=1106")
    tools = document.page.one("nav", class_="tools")
    ways = [one["href"] for one in tools.all("a") if "/desk" in one["href"]]
    assert [urlsplit(href).path for href in ways] == ["/nb/desk"] * 2
    assert [parse_qs(urlsplit(href).query).get("list") for href in ways] == [[service_code("fastlege")], None]
    arabic = next(one["href"] for one in tools.all("a") if one["href"].startswith("/ar/"))
    again = get_page(arabic).page.one("nav", class_="tools")
    assert [one["href"] for one in again.all("a") if "/desk" in one["href"]] == ways


def test_what_staff_press_beside_a_sheet_is_in_their_language(get_page: GetPage) -> None:
    """Beside a Ukrainian sheet the ways to send are in the desk's Norwegian; what is sent is in Ukrainian."""
    document = get_page(f"/uk/list/handout?id={service_code('kirkens-sos')}&from=nb&desk=1")
    aside = document.page.one("aside", class_="after")
    assert (aside["lang"], aside["dir"]) == ("nb", "ltr")
    assert "Ja, det er trygt" in aside.text
    assert "Er det trygt" in aside.text
    words = aside.one("textarea")
    assert words["lang"] == "uk"
    assert "Зателефонувати" in words.text
    assert document.page.one("html")["lang"] == "uk"
    assert "Ja, det er" not in document.main.text


def test_the_list_leads_back_to_the_desk_one_came_from(get_page: GetPage) -> None:
    """From the desk the list, in every order and on every sheet of it, has the way back; from elsewhere it has none."""
    query = "&".join(f"id={service_code(id_)}" for id_ in ("kirkens-sos", "fastlege"))
    document = get_page(f"/nb/list?{query}&from=nb&desk=1&place=1106&keys=0")
    back = document.main.one("a", href=next(href for href in document.links() if "/desk?" in href))
    assert back.text == "Tilbake til skranken"
    assert set(parse_qs(urlsplit(back["href"]).query)) == {"place", "list", "keys"}
    for entry in document.main.all("ul", class_="entry"):
        for one in entry.all("a"):
            assert "Tilbake til skranken" in get_page(one["href"]).main.text, one["href"]
    for href in [href for href in document.links() if "/list/handout?" in href]:
        assert "desk=1" in href
    assert "Tilbake til skranken" not in get_page(f"/nb/list?{query}").main.text
