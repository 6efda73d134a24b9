"""Easy-to-read texts: where they stand, that they are easy, and that no reader is led to one they cannot read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from directory.catalog.models import Catalog, EasyText
from directory.catalog.phones import digits
from directory.release import Release
from directory.web import create_app
from directory.web.settings import Settings
from tests.conftest import NOON, FixedRelease, GetPage, page_getter

BESIDE = {"home": "/nb/", "crisis": "/nb/crisis"}


def _sentences(body: str) -> list[list[str]]:
    """The words of each sentence; a heading and a line of a list are sentences."""
    plain = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", body)
    parts = [one for line in re.split(r"\n+", plain) for one in re.split(r"(?<=[.!?:])\s+", line)]
    return [words for one in parts if (words := re.findall(r"[\w-]+", one))]


def test_the_front_page_the_crisis_page_and_all_rights_have_one(get_page: GetPage, catalog: Catalog) -> None:
    """Beside the front page, the crisis page and every page of rights stands an easy text, and the way back."""
    rights = {page.id for page in catalog.pages.values() if page.group == "rights"}
    assert {"home", "crisis"} | rights <= set(catalog.easy)
    for id_ in catalog.easy:
        ordinary = BESIDE.get(id_, f"/nb/pages/{id_}")
        assert f"/nb/easy/{id_}" in get_page(ordinary).links()
        assert ordinary in get_page(f"/nb/easy/{id_}").links()


def test_easy_is_easy(catalog: Catalog) -> None:
    """Sentences of at most 9 words on average and 20 at most, and a readability index (LIX) of at most 30."""
    for easy in catalog.easy.values():
        sentences = _sentences(easy.body)
        words = [word for sentence in sentences for word in sentence]
        assert len(words) / len(sentences) <= 9, easy.id
        assert max(map(len, sentences)) <= 20, (easy.id, max(sentences, key=len))
        lix = len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)
        assert lix <= 30, (easy.id, lix)


def test_every_number_in_an_easy_text_is_one_the_catalogue_holds(catalog: Catalog) -> None:
    """S-19: an easy text has no number of its own."""
    known = {digits(channel.value) for one in catalog.services.values() for channel in one.channels_of("phone", "sms")}
    for easy in catalog.easy.values():
        for number in re.findall(r"\b\d{3}(?: ?\d{2,3})*\b", easy.body):
            assert digits(number) in known, f"{number} in {easy.id}"


def test_the_easy_crisis_page_is_a_crisis_page(get_page: GetPage) -> None:
    """S-02: one big call first, the quick exit, and a neutral title."""
    page = get_page("/nb/easy/crisis")
    assert page.main.all("a")[0]["href"] == "tel:113"
    assert page.page.all("a", class_="topbar__exit")
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert get_page("/nb/easy/children-as-relatives").page.all("a", class_="topbar__exit")


def test_who_cannot_read_it_is_not_led_there(release: Release) -> None:
    """In a language into which not all is translated no link leads to it, and its address to the ordinary page."""
    odd = EasyText(id="rights", title="Noe ingen har oversatt", body="Bare dette.\n\nOg dette.")
    changed = replace(release, catalog=replace(release.catalog, easy={"rights": odd}))
    client = create_app(FixedRelease(changed), lambda: NOON, Settings()).test_client()
    get_page = page_getter(client)
    for lang, offered in (("nb", True), ("nn", True), ("en", False), ("so", False)):
        links = get_page(f"/{lang}/pages/rights").links()
        assert (f"/{lang}/easy/rights" in links) == offered
        if not offered:
            assert client.get(f"/{lang}/easy/rights").location == f"/{lang}/pages/rights"


@pytest.mark.parametrize("path", ["/nb/easy/nothing", "/en/easy/nothing"])
def test_what_is_no_easy_text_is_no_page(get_page: GetPage, path: str) -> None:
    """An address without a text is an ordinary 404, with the numbers."""
    get_page(path, status=404)
