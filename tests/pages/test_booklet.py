"""The booklet: what stands in it, for whom, and what the edition for prisons leaves out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from directory.catalog.booklet import select, select_for_prison
from directory.catalog.models import Catalog
from directory.cli import main
from tests.conftest import SITE_URL, GetPage, MakeApp, page_getter
from tests.house_rules import Document

INSIDE = "/nb/booklet?place=1160&prison=1&release_to=1106"


def _headings(document: Document) -> list[str]:
    return [one.text for one in document.main.all("h1", "h2", "h3")]


def _entries(document: Document) -> list[str]:
    return [one["id"] for one in document.main.all("article", class_="entry")]


@pytest.mark.parametrize("lang", ["nb", "so", "ar"])
@pytest.mark.parametrize("flags", ["", "&large=1", "&prison=1", "&prison=1&release_to=1106"])
def test_every_edition_keeps_the_rules_of_the_house(get_page: GetPage, lang: str, flags: str) -> None:
    """In every language and edition: numbers, one h1, headings in order, no link within it that leads nowhere."""
    get_page(f"/{lang}/booklet?place=1106{flags}")


def test_everything_for_the_place_stands_in_it_once(get_page: GetPage, catalog: Catalog) -> None:
    """Each offering for the place is there in full exactly once, also what is for all of Norway; none for others."""
    document = get_page("/nb/booklet?place=1106")
    entries = _entries(document)
    chosen = select(catalog, catalog.places["1106"])
    assert len(entries) == len(set(entries)) == len(chosen.services) > 150
    for service in chosen.services:
        assert service.reach != "local" or "1106" in service.service_area
        assert service.audience != ("staff",)
        assert service.status != "closed"
    assert "Tysværtunet" not in document.main.text


def test_it_has_the_parts_of_a_booklet(get_page: GetPage, catalog: Catalog) -> None:
    """Cover, crisis page, contents, finder, a chapter for each group of topics, index of names, sources, date."""
    document = get_page("/nb/booklet?place=1106")
    sections = [one["id"] for one in document.main.all("section") if one.has("id")]
    groups = [f"chapter-{id_}" for id_ in catalog.topic_groups]
    assert sections == ["urgent", "finder", *groups, "index", "sources"]
    assert "23. november 2026" in document.main.one("section", class_="cover").text
    contents = document.main.one("ul", class_="contents")
    assert [one["href"][1:] for one in contents.all("a")] == sections


def test_the_index_is_in_norwegian_order_and_knows_other_names(get_page: GetPage) -> None:
    """The index holds every name, æøå last, and what people call it leads to the same place."""
    index = next(one for one in get_page("/nb/booklet?place=1106").main.all("section") if one["id"] == "index")
    names = [one.all("bdi")[0].text for one in index.all("a", class_="ref")]
    letters = [name[0].casefold() for name in names if name[0].isalpha()]
    assert letters == sorted(letters, key=lambda letter: letter.translate(str.maketrans("æäøöå", "{{||}")))
    assert {"Kirkens SOS", "ACA", "Akuttovernattingen på Haugalandet"} <= set(names)


def test_needs_lead_to_what_answers_them(get_page: GetPage, catalog: Catalog) -> None:
    """By need: who has lost someone, who needs food, a bed, a shower; each name points at its own entry."""
    finder = next(one for one in get_page("/nb/booklet?place=1106").main.all("section") if one["id"] == "finder")
    for need in ("bereaved", "food", "bed", "shower"):
        assert catalog.needs[need].label in finder.text
    chosen = dict((need.id, services) for need, services in select(catalog, catalog.places["1106"]).needs)
    assert "bymisjonen-haugesund-akuttovernatting" in {one.id for one in chosen["bed"]}
    # In a place without any of these the heading is left out, not shown empty.
    assert "shower" not in dict((need.id, 1) for need, _ in select(catalog, catalog.places["1151"]).needs)


def test_paper_never_says_that_something_is_open_now(get_page: GetPage) -> None:
    """S-18: on paper, hours are a week's; nothing is open or closed at the moment of printing."""
    text = get_page("/nb/booklet?place=1106").main.text
    assert not re.search(r"Åpent til \d|Stengt|Åpner (i dag|i morgen)", text)


def test_the_edition_for_prisons_tells_nothing_from_afar(get_page: GetPage, catalog: Catalog) -> None:
    """In prison: no heading names a substance, a condition or an audience; no code for a camera, no topic's label."""
    document = get_page(INSIDE)
    own = {service.name for service in catalog.services.values()}
    headings = [one for one in _headings(document) if one not in own]
    labels = {topic.label for topic in catalog.topics.values()} | {one.label for one in catalog.topic_groups.values()}
    assert not set(headings) & labels
    telling = re.compile(r"(?i)rus|narko|alkohol|psykisk|fengsel|prison|selvmord|vold")
    assert not [one for one in headings if telling.search(one)]
    assert not document.main.all("svg")
    assert not document.main.all("img")


def test_the_edition_for_prisons_says_whom_to_ask(get_page: GetPage, catalog: Catalog) -> None:
    """Inside: the page of rights, the health staff first, what staff can ring, and those at home."""
    document = get_page("/nb/booklet?place=1160&prison=1")
    assert "Be en ansatt om å få snakke med helseavdelingen" in document.main.text
    chosen = select_for_prison(catalog, catalog.places["1160"], None)
    assert [chapter.id for chapter in chosen.chapters] == ["inside", "officer", "talk", "home", "out"]
    ring = {one.id for section in chosen.chapters[1].sections for one in section.services}
    assert "pasient-og-brukerombudet" in ring
    assert all(one.channels_of("phone") for section in chosen.chapters[1].sections for one in section.services)


def test_the_release_pack_is_for_the_place_one_comes_to(get_page: GetPage, catalog: Catalog) -> None:
    """The first day out, NAV, a roof, medicine and naloxone, in the municipality one is released to."""
    chosen = select_for_prison(catalog, catalog.places["1160"], catalog.places["1106"])
    ids = [chapter.id for chapter in chosen.chapters]
    assert ids[:1] == ["inside"]
    assert {"first-day", "nav", "roof", "medicine", "breathing"} <= set(ids)
    found = {chapter.id: {one.id for one in chapter.sections[0].services} for chapter in chosen.chapters}
    assert "nav-kontoret" in found["nav"]
    assert "bymisjonen-haugesund-akuttovernatting" in found["roof"]
    assert "nalokson" in found["breathing"]
    text = get_page(INSIDE).main.text
    assert "Haugesund" in text
    # What one does there, one does with the municipality one comes to.
    roof = next(one for one in get_page(INSIDE).main.all("section") if one["id"] == "chapter-roof")
    assert "Vindafjord" not in roof.text


def test_without_a_place_one_chooses_it(get_page: GetPage, make_app: MakeApp) -> None:
    """A booklet is for a place: without one the reader is asked where."""
    answer = make_app().test_client().get("/nb/booklet")
    assert answer.status_code == 302
    assert answer.location.startswith("/nb/places")


def test_a_long_name_and_a_place_with_nothing(make_app: MakeApp, catalog: Catalog) -> None:
    """A name of a hundred letters and one with angle brackets stand as they are."""
    odd = replace(catalog.services["kirkens-sos"], id="odd", name="Aa" * 60 + " <b>", moved_from=())
    page = page_getter(make_app(services=(odd,)).test_client())("/nb/booklet?place=1106")
    assert odd.name in page.main.text


def test_links_on_paper_are_our_own_address(get_page: GetPage) -> None:
    """The cover names the site's own address, never that of whoever asked."""
    page = get_page("/nb/booklet?place=1106", headers={"Host": "evil.example"})
    assert SITE_URL.split("//")[1] in page.main.one("section", class_="cover").text
    assert "evil.example" not in page.html


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
                                        tmp_path_factory: pytest.TempPathFactory, release: object) -> None:
    """`booklet` with an unknown place, without a built release, or a folder that is not there, tells what to write."""
    folder = tmp_path_factory.mktemp("booklet")
    monkeypatch.setenv("DIRECTORY_VAR", str(folder))
    assert main(["booklet", "--place", "1106", "-o", str(folder / "x.pdf")]) == 1
    assert "build" in capsys.readouterr().err
    assert main(["booklet", "--place", "1106", "-o", str(folder / "no" / "x.pdf")]) == 1
    assert "folder" in capsys.readouterr().err
    assert main(["booklet", "--place", "1106", "--release-to", "1106", "-o", str(folder / "x.pdf")]) == 1
    assert "--prison" in capsys.readouterr().err
    assert not list(folder.glob("*.pdf"))
