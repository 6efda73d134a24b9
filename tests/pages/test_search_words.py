"""What the search page does with the words: corrections, other languages, suggestions."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import GetPage
from tests.documents import read_document
from tests.house_rules import check_headers


def test_a_slip_is_told_and_can_be_taken_back(get_page: GetPage) -> None:
    """A word that was put right is told, and one button searches for just what was written."""
    main = get_page("/nb/search", data={"q": "alkhol"}).main
    reading = main.one("div", class_="reading")
    assert "alkhol" in reading.text
    assert "alkohol" in reading.text
    form = reading.one("form")
    fields = {one["name"]: one["value"] for one in form.all("input")}
    assert form["method"] == "post"
    assert fields == {"q": "alkhol", "as_typed": "1"}
    assert not get_page("/nb/search", data=fields).main.all("div", class_="reading")


def test_another_language_keeps_the_words_out_of_the_address(get_page: GetPage) -> None:
    """P-03: the language chooser on results sends words and filters in the body; only the place is in the address."""
    page = get_page("/nb/search?place=1106", data={"q": "ensom", "channel": "phone"}).page
    buttons = page.one("details", class_="menu--language").all("button")
    assert {one["formaction"].partition("?")[0] for one in buttons} >= {"/nb/search", "/en/search"}
    form = page.one("form", id=buttons[0]["form"])
    assert [(one["name"], one["value"]) for one in form.all("input")] == [("q", "ensom"), ("channel", "phone")]
    assert all("ensom" not in one["formaction"] for one in buttons)


def test_the_order_is_explained(get_page: GetPage) -> None:
    """One sentence says what comes first."""
    assert "comes first" in get_page("/en/search", data={"q": "ensom"}).main.text


def test_without_hits_the_assistant_is_a_way_on(get_page: GetPage) -> None:
    """A search without hits leads to the assistant too."""
    main = get_page("/nb/search", data={"q": "qwxzqwxz"}).main
    assert main.all("a", href="/nb/assistant")


def test_suggestions_are_options_with_a_count(client: FlaskClient) -> None:
    """What is typed so far gives options that lead to pages, and a count for screen readers."""
    answer = client.post("/en/search/suggestions?place=1106", data={"q": "kirkens s"})
    check_headers(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    options = read_document(answer.get_data(as_text=True)).all("li", role="option")
    assert any("Kirkens SOS" in one.text for one in options)
    count = read_document(answer.get_data(as_text=True)).one("li", role="presentation")["data-count"]
    assert count == f"{len(options)} suggestion{'s' if len(options) > 1 else ''}"
    for one in options:
        assert client.get(one["data-url"]).status_code == 200
        assert "place=1106" in one["data-url"]


def test_suggestions_that_name_suicide_carry_a_number(client: FlaskClient) -> None:
    """S-13: where an option names suicide, a number stands among the options."""
    body = client.post("/nb/search/suggestions", data={"q": "selvmord"}).get_data(as_text=True)
    assert "tel:116123" in body


@pytest.mark.parametrize("words", ["", "a", "qqqqqq"])
def test_nothing_to_suggest(client: FlaskClient, words: str) -> None:
    """One letter, or a word that begins nothing, gives no options and no error."""
    answer = client.post("/nb/search/suggestions", data={"q": words})
    assert answer.status_code == 200
    assert not read_document(answer.get_data(as_text=True)).all("li", role="option")


def test_suggestions_take_no_words_from_an_address(client: FlaskClient) -> None:
    """P-03: they answer POST alone."""
    assert client.get("/nb/search/suggestions?q=ensom").status_code == 405
