"""“Did you find what you needed?” under results: three buttons, counted coarsely, and ways on for who did not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from directory.release import Release
from directory.web import create_app
from directory.web.settings import Settings
from directory.web.visit import offered_languages
from tests.conftest import Clock, FixedRelease, GetPage
from tests.house_rules import Document

FEEDBACK = "/nb/feedback"
DOORS = {"text": "jeg er ensom", "do": "doors"}


def _form(page: Document) -> Any:
    found = [one for one in page.main.all("form") if one["action"].startswith(FEEDBACK)]
    return found[0] if found else None


def _fields(form: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for one in form.all("input"):
        fields.setdefault(one["name"], []).append(one["value"])
    return fields


@pytest.mark.parametrize(("path", "data"), [("/nb/search", {"q": "ensom"}), ("/nb/search", {"q": "qqqqxxqq"}),
                                        ("/nb/assistant", DOORS)])  # fmt: skip
def test_it_is_asked_under_results(get_page: GetPage, path: str, data: dict[str, str]) -> None:
    """Under hits, under no hits and under the assistant's doors stand three buttons, and nothing of it on paper."""
    form = _form(get_page(path, data=data))
    assert [one["value"] for one in form.all("button")] == ["yes", "partly", "no"]
    assert form.has("hx-post")
    assert "no-print" in form["class"]


@pytest.mark.parametrize(("path", "data"), [
    ("/nb/search", {"q": "jeg vil dø"}), ("/nb/assistant", {"text": "jeg vil dø", "do": "doors"}),
    ("/nb/search", None), ("/nb/assistant", None), ("/nb/assistant", {"text": "jeg er ensom", "do": "say"}),
])  # fmt: skip
def test_it_is_not_asked_in_a_crisis_or_before_results(
    get_page: GetPage, path: str, data: dict[str, str] | None
) -> None:
    """Nobody in danger is asked what they think of the page, and nobody before there is something to have found."""
    assert _form(get_page(path, data=data) if data else get_page(path)) is None


@pytest.mark.parametrize(("path", "data"), [("/nb/search", {"q": "ensom på kvelden"}), ("/nb/assistant", DOORS)])
def test_without_scripts_one_comes_back_to_what_one_saw(get_page: GetPage, path: str, data: dict[str, str]) -> None:
    """The page that says thank you leads back to the same results with a button; the words stand in no address."""
    before = get_page(path, data=data)
    thanks = get_page(FEEDBACK, data={**_fields(_form(before)), "found": "partly"})
    assert thanks.answer.headers["Cache-Control"] == "no-store"
    (back,) = [one for one in thanks.main.all("form") if one["action"].startswith(path)]
    again = get_page(back["action"], data=_fields(back))
    assert [one.text for one in again.main.all("h3")] == [one.text for one in before.main.all("h3")]
    assert again.main.all("h3")
    assert not any("ensom" in link for link in thanks.links())


def test_who_did_not_find_it_gets_a_way_on(get_page: GetPage) -> None:
    """After partly and no: the assistant (or, from there, the list), and a person who answers day and night; after
    yes only the thanks."""
    for found in ("partly", "no"):
        page = get_page(FEEDBACK, data={"where": "search", "found": found})
        links = [one["href"] for one in page.main.all("a")]
        assert "/nb/assistant" in links
        assert "tel:116123" in links
        page = get_page(FEEDBACK, data={"where": "assistant", "found": found})
        assert "/nb/services" in [one["href"] for one in page.main.all("a")]
    assert not get_page(FEEDBACK, data={"where": "search", "found": "yes"}).main.all("a")


def test_who_did_not_find_it_can_tell_what_is_missing(get_page: GetPage) -> None:
    """After partly and no, and where a search has no hits, one link leads to the report page with the choice made; it
    holds no word of the search (P-10), and in a crisis it is not there."""
    told = "/nb/report?about=missing"
    for found, times in (("no", 1), ("partly", 1), ("yes", 0)):
        page = get_page(FEEDBACK, data={"where": "search", "found": found})
        assert [one["href"] for one in page.main.all("a")].count(told) == times
    for words, times in (("qqqqxxqq", 1), ("ensom", 0), ("qqqqxxqq jeg vil dø", 0)):
        page = get_page("/nb/search", data={"q": words})
        assert [one["href"] for one in page.main.all("a")].count(told) == times


def test_htmx_gets_only_the_part(get_page: GetPage, client: Any) -> None:
    """With htmx the question is replaced where it stands, and the thanks take the focus."""
    answer = client.post(FEEDBACK, data={"where": "search", "found": "no"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "autofocus" in answer.text
    assert "tel:116123" in answer.text


def test_it_is_counted_by_the_hour_and_nothing_else(release: Release) -> None:
    """P-11: five of a kind in an hour are told when it is over, fewer never; no place, no word, no language."""
    clock = Clock()
    client = create_app(FixedRelease(release), clock, Settings()).test_client()
    for number in range(5):
        client.post(f"{FEEDBACK}?place=1106", data={"where": "search", "found": "no", "q": "kanarifugl"})
        if number:
            client.post(FEEDBACK, data={"where": "assistant", "found": "yes"})
    for data in ({"where": "search", "found": "kanarifugl"}, {"where": "kanarifugl", "found": "yes"}, {}):
        assert client.post(FEEDBACK, data=data).status_code == 400
    assert "directory_found_total{" not in client.get("/metrics").text
    clock.now += timedelta(hours=1)
    text = client.get("/metrics").text
    lines = [line for line in text.splitlines() if line.startswith("directory_found_total{")]
    assert [line.partition(",worker")[0] for line in lines] == ['directory_found_total{where="search",answer="no"']
    assert lines[0].endswith(" 5")
    assert "1106" not in text
    assert "kanarifugl" not in text


def test_searches_without_hits_are_counted_by_topic(release: Release) -> None:
    """P-11: what was understood of a search without hits is told as a topic, or as unknown; never a word of it."""
    clock = Clock()
    client = create_app(FixedRelease(release), clock, Settings()).test_client()
    for _ in range(5):
        client.post("/nb/search", data={"q": "kanarifugl qqqqxxqq"})
        client.post("/nb/search", data={"q": "ensom"})
    clock.now += timedelta(hours=1)
    text = client.get("/metrics").text
    assert 'directory_searches_without_hits_total{topic="unknown"' in text
    assert text.count("directory_searches_without_hits_total{") == 1
    assert "kanarifugl" not in text


def test_the_question_is_in_the_language_of_the_page(get_page: GetPage, release: Release) -> None:
    """Every language that we offer asks in its own words, as far as they are translated."""
    for lang in offered_languages(release.texts):
        form = next(one for one in get_page(f"/{lang}/search", data={"q": "angst"}).main.all("form")
                    if one["action"].startswith(f"/{lang}/feedback"))  # fmt: skip
        assert release.texts[lang].gettext("Did you find what you needed?") in form.text
