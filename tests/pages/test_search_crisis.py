"""The search page when words call for help: the panel above the same results, and the person to talk to today."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from directory.release import Release
from tests.conftest import GetPage, MakeApp, page_getter
from tests.documents import Element

NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=ZoneInfo("Europe/Oslo"))
SAID = {
    "suicide": ("jeg vil ikke leve lenger", "tel:116123"),
    "overdose": ("han har tatt overdose og puster ikke", "tel:113"),
    "violence": ("mannen min slår meg", "tel:112"),
    "child": ("et barn blir mishandlet", "tel:116111"),
}


def _panel(main: Element) -> Element:
    return main.one("section", class_="urgent")


@pytest.mark.parametrize(("words", "first"), SAID.values(), ids=SAID.keys())
def test_the_panel_begins_with_the_right_call(get_page: GetPage, words: str, first: str) -> None:
    """S-06: each class has its own first door, as one big button under one heading, above the results."""
    main = get_page("/nb/search", data={"q": words}).main
    panel = _panel(main)
    assert panel.one("a", class_="call--big")["href"] == first
    assert len(panel.all("h2")) == 1
    order = [one for one in main.walk() if one is panel or one["class"] == "group"]
    assert order[0] is panel


@pytest.mark.parametrize("now", [NIGHT, datetime(2026, 11, 24, 20, 0, tzinfo=ZoneInfo("Europe/Oslo"))])
@pytest.mark.parametrize(("words", "first"), SAID.values(), ids=SAID.keys())
def test_the_panel_has_two_calls_and_a_way_without_voice(
    make_app: MakeApp, now: datetime, words: str, first: str
) -> None:
    """S-18: two numbers, a written way that is open or says when it opens, and emergency SMS with what it asks for."""
    panel = _panel(page_getter(make_app(now=now).test_client())("/nb/search", data={"q": words}).main)
    calls = {one["href"] for one in panel.all("a") if one["href"].startswith("tel:")}
    assert len(calls) >= 2
    ways = [(one, one.one("a", class_="call")["href"]) for one in panel.all("li", class_="contact")]
    written = [(one, href) for one, href in ways if not href.startswith("tel:")]
    assert written
    for one, href in written:
        if not one.all("span", class_="opening--open") and "sms:" not in href:
            assert one.all("span", class_="opening--closed")
            assert any(letter.isdigit() for letter in one.one("p", class_="contact__when").text)
    assert "registreres på forhånd" in panel.text


def test_the_results_are_the_same_under_the_panel(get_page: GetPage, release: Release) -> None:
    """S-05: a flag blocks nothing; the doors are those that the search gives."""
    found = get_page("/nb/search", data={"q": "jeg vil ikke leve lenger"}).main
    assert found.all("article")
    assert found.one("input", type="search")["value"] == "jeg vil ikke leve lenger"
    assert found.all("section", class_="filters")


def test_who_is_hurt_sees_doors_for_couples_last(get_page: GetPage, release: Release) -> None:
    """S-05: with violence, doors for couples, families together and those who hit come last in their group."""
    traits = release.assistant.traits
    main = get_page("/nb/search?place=1106", data={"q": "mannen min slår meg familievernkontor"}).main
    for group in main.all("section", class_="group"):
        names = [one.one("a")["href"] for one in group.all("h3", class_="card__name")]
        ids = [href.partition("?")[0].rpartition("/")[2] for href in names]
        pairs = [bool(traits.for_pairs[traits.at[id_]]) for id_ in ids]
        assert pairs == sorted(pairs)


def test_worried_about_someone(get_page: GetPage) -> None:
    """S-07: "my son does not want to live" shows the same numbers, and says that they are for who is worried."""
    panel = _panel(get_page("/en/search", data={"q": "sønnen min vil ikke leve lenger"}).main)
    assert panel.one("a", class_="call--big")["href"] == "tel:116123"
    assert "worried about someone" in panel.text
    assert "worried about someone" not in _panel(get_page("/en/search", data={"q": SAID["suicide"][0]}).main).text


def test_phones_that_others_may_read(get_page: GetPage) -> None:
    """S-28: with violence the panel says that calls and messages stay in the phone's log."""
    assert "log" in _panel(get_page("/en/search", data={"q": SAID["violence"][0]}).main).text


@pytest.mark.parametrize("words", ["min bror tok livet sitt i fjor", "drept av latter", "selvmordsforebygging kurs"])
def test_grief_and_idioms_raise_no_panel(get_page: GetPage, words: str) -> None:
    """S-04, S-08: what is over, a course or a way of speaking shows the ordinary answer alone."""
    assert not get_page("/nb/search", data={"q": words}).main.all("section", class_="urgent")


def test_a_negation_does_not_silence(get_page: GetPage) -> None:
    """S-09: "jeg vil ikke dø, men …" shows the panel."""
    _panel(get_page("/nb/search", data={"q": "jeg vil ikke dø, men jeg orker ikke leve heller"}).main)


def test_someone_to_talk_to_today(get_page: GetPage) -> None:
    """S-06b: between crisis and ordinary a person to talk to comes first, open now, without the panel's alarm."""
    main = get_page("/nb/search", data={"q": "jeg orker ikke mer"}).main
    assert not main.all("section", class_="urgent")
    today = main.one("section", class_="today")
    assert [one for one in today.all("a") if one["href"].startswith("tel:")]
    assert today.all("span", class_="opening--always") or today.all("span", class_="opening--open")


def test_a_crisis_at_the_end_of_a_long_text(get_page: GetPage) -> None:
    """S-03: the whole text is read; the page says that only its beginning was searched for, and how to go on."""
    main = get_page("/en/search", data={"q": "jeg er så sliten " * 40 + "og vil ta livet mitt"}).main
    _panel(main)
    assert "300" in main.one("div", class_="ds-alert").text
    assert len(main.one("input", type="search")["value"]) <= 300


@pytest.mark.parametrize("words", ["pappa slår meg og jeg er 11 år", "broren min tok kvelertak på meg, jeg er 14 år"])
@pytest.mark.parametrize("path", ["/nb/search", "/nb/assistant"])
def test_a_child_who_is_hurt_sees_116_111_first(get_page: GetPage, path: str, words: str) -> None:
    """S-26: whatever kind of danger the words are, the children's alarm line is the big call of a child's panel, before
    the police and before any line for grown-ups."""
    page = get_page(path, data={"q" if path.endswith("search") else "text": words})
    calls = [one["href"].removeprefix("tel:") for one in page.main.all("a") if one["href"].startswith("tel:")]
    assert calls[0] == "116111"
    assert calls.index("116111") < calls.index("112")
    assert "116006" not in calls[:2]


def test_programs_are_told_of_116_111_first_too(client: FlaskClient) -> None:
    """S-26: the same doors stand in the answer for programs; a grown-up's are as they were."""
    young = client.get("/api/search?q=broren+min+tok+kvelertak+på+meg,+jeg+er+14+år&lang=nb").get_json()["crisis"]
    grown = client.get("/api/search?q=broren+min+tok+kvelertak+på+meg&lang=nb").get_json()["crisis"]
    assert young["doors"][0]["id"] == "alarmtelefonen-116111"
    assert grown["doors"][0]["id"] == "nodnummer-112"
