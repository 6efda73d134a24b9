"""Where one lives: found by name, post place or post code without JavaScript, and what the page of a place tells."""

from __future__ import annotations

import pytest

from directory.catalog.models import Catalog
from directory.web.settings import Settings
from tests.conftest import SITE_URL, GetPage, MakeApp, page_getter


@pytest.mark.parametrize(
    "typed", ["Haugesund", "haugesund", " HAUGESUND kommune ", "1106", "5514", "5514 Haugesund", "Røvær", "rovaer"]
)
def test_a_place_is_found_as_people_write_it(make_app: MakeApp, typed: str) -> None:
    """Name, number, post code and post place lead to the same page."""
    answer = make_app().test_client().get("/nb/places", query_string={"q": typed})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/nb/places/1106"


@pytest.mark.parametrize("typed", ["Oslo", "0150", "9999", "<b>Sted</b>", "x" * 500])
def test_an_unknown_place_is_named_and_told_its_right(get_page: GetPage, typed: str) -> None:
    """A place that is not ours is named as such, told the right to help where one stays, and gets national doors."""
    document = get_page(f"/en/places?q={typed}")
    assert typed[:80] in document.heading
    assert "right to help from the municipality where you stay" in document.main.text
    assert "/en/services" in document.links()
    assert document.main.all("article", class_="card")


def test_the_form_stands_on_the_front_page(get_page: GetPage) -> None:
    """The form of the front page is an ordinary GET form to the page that finds the place."""
    form = next(one for one in get_page("/nb/").main.all("form") if one["class"] == "place-form")
    assert (form["action"], form["method"]) == ("/nb/places", "get")
    assert form.one("input", type="text")["name"] == "q"


def test_a_place_shows_what_is_local(get_page: GetPage, catalog: Catalog) -> None:
    """The page of a place holds everything that is local to it, and links from it carry the place."""
    for id_ in catalog.places:
        document = get_page(f"/nb/places/{id_}")
        shown = {link.partition("?")[0] for link in document.links()}
        for service in catalog.services.values():
            if id_ in service.service_area and service.status != "closed":
                assert f"/nb/services/{service.id}" in shown, f"{service.id} is missing on {id_}"
        assert f"/nb/services?place={id_}" in document.links()


def test_a_municipality_without_contact_says_so(get_page: GetPage, catalog: Catalog) -> None:
    """S-17: where the catalogue holds no contact, the page says so and names the doctor and 116 117."""
    for place in catalog.places.values():
        section = next(
            one for one in get_page(f"/en/places/{place.id}").main.all("section")
            if one["aria-labelledby"] == "municipality-heading"
        )  # fmt: skip
        calls = [one["href"] for one in section.all("a") if one["href"].startswith("tel:")]
        if place.channels:
            assert section.all("ul", class_="contacts")
        else:
            assert "fastlege" in section.text
            assert calls == ["tel:116117"]


def test_a_site_of_one_municipality_knows_its_place(make_app: MakeApp) -> None:
    """With `DIRECTORY_PLACE` that place is chosen and the site bears its name; `?place=all` leaves it."""
    get = page_getter(make_app(settings=Settings(url=SITE_URL, place="1106")).test_client())
    home = get("/nb/")
    assert home.title.endswith("Rett dør Haugesund")
    assert home.page.one("p", class_="place").all("a", href="/nb/places/1106")
    left = get("/nb/?place=all")
    assert not left.page.one("p", class_="place").all("a", href="/nb/places/1106")
    assert "/nb/services?place=all" in left.links()
