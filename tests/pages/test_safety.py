"""The rules of safety that pages keep: S-01, S-02, S-13, S-14, S-18, S-19, and the quick exit."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from directory.assistant.lifelines import CRISIS_CLASSES
from directory.catalog.models import Catalog
from directory.catalog.phones import sms_link, tel_link
from directory.web.suicide_words import names_suicide
from tests.conftest import NOON, GetPage, MakeApp, page_getter
from tests.documents import Element

OSLO = ZoneInfo("Europe/Oslo")
NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=OSLO)
"""Three o'clock on a Sunday morning, when no chat is open."""
QUICK_EXIT = (
    "/nb/search", "/nb/search?q=angst", "/nb/assistant",
    "/nb/crisis", "/nb/topics/hurt-by-someone", "/nb/topics/sexual-abuse",
    "/nb/topics/child-not-safe", "/nb/topics/social-control", "/nb/topics/lgbt", "/nb/types/crisis-shelter",
    "/nb/services/vo-linjen", "/nb/services/barnevern", "/nb/services/krisesentre",
    "/nb/services/kors-pa-halsen", "/nb/types/youth-clinic", "/nb/pages/relatives", "/nb/easy/relatives",
    "/nb/pages/children-as-relatives", "/nb/organizations/nok-norge",
)  # fmt: skip
WITHOUT = ("/nb/", "/nb/services", "/nb/topics/money", "/nb/types/nav", "/nb/pages/privacy")


def test_the_strip_has_its_numbers_on_errors_and_without_hits(get_page: GetPage) -> None:
    """S-01: the numbers stand on error pages, closed doors and searches without hits too."""
    get_page("/nb/no-such-page", status=404)
    get_page("/xx/no-such-page", status=404)
    get_page("/nb/services", status=405, data={})
    get_page("/nb/search", data={"q": "qqqqqqqqqq"})


@pytest.mark.parametrize("hours", range(0, 24, 3))
def test_the_written_way_is_never_shown_open_when_it_is_closed(make_app: MakeApp, hours: int) -> None:
    """S-18: the way without voice says when it opens, or that it is open, at any hour."""
    moment = NIGHT + timedelta(hours=hours)
    document = page_getter(make_app(now=moment).test_client())("/nb/")
    written = document.page.one("li", class_="strip__item--written")
    assert written.all("span", class_="opening--open") or re.search(r"\d\d:\d\d|unknown|ukjent", written.text, re.I)


def test_the_crisis_page_opens_with_one_big_call(get_page: GetPage) -> None:
    """S-02: the first thing after the heading is a call to 113, before any explanation, then three sentences."""
    main = get_page("/nb/crisis").main
    order = [one for one in main.walk() if one.tag in ("h1", "p", "a", "h2")]
    assert [one.tag for one in order[:2]] == ["h1", "a"]
    assert order[1]["href"] == "tel:113"
    assert "call--big" in order[1]["class"].split()
    calm = order[2]
    assert calm.tag == "p"
    assert len(re.findall(r"[.!?](?:\s|$)", calm.text)) == 3
    assert "113" in order[3].text


def test_every_kind_of_crisis_has_its_own_first_door(get_page: GetPage) -> None:
    """S-06: each class is a section of the crisis page with a heading and a door to use at once."""
    main = get_page("/nb/crisis").main
    for kind in CRISIS_CLASSES:
        section = main.one("section", id=kind.id)
        assert section.all("h2")
        assert section.all("a", class_="call")


@pytest.mark.parametrize("now", [NIGHT, NOON])
def test_every_kind_of_crisis_has_two_ways_and_one_without_voice(make_app: MakeApp, now: datetime) -> None:
    """S-18: two different numbers and a way that is no voice call, at noon and at three in the night."""
    main = page_getter(make_app(now=now).test_client())("/nb/crisis").main
    for kind in CRISIS_CLASSES:
        ways = {one["href"] for one in main.one("section", id=kind.id).all("a", class_="call")}
        assert len({way for way in ways if way.startswith("tel:")}) >= 2, kind.id
        assert any(not way.startswith("tel:") for way in ways), kind.id


@pytest.mark.parametrize("hours", [14, 17, 20])
def test_every_kind_of_crisis_has_a_written_way_that_is_open(make_app: MakeApp, hours: int) -> None:
    """S-18: while some chat is open, nobody reads past the closed ones to the end of the page to find it."""
    get = page_getter(make_app(now=NIGHT + timedelta(hours=hours)).test_client())
    assert get("/nb/").page.one("li", class_="strip__item--written").all("span", class_="opening--open")
    main = get("/nb/crisis").main
    for kind in CRISIS_CLASSES:
        doors = main.one("section", id=kind.id).all("li", class_="contact")
        open_now = [one for one in doors if one.all("span", class_="opening--open")]
        ways = [way["href"] for one in open_now for way in one.all("a", class_="call")]
        assert any(not way.startswith("tel:") for way in ways), kind.id


@pytest.mark.parametrize("now", [NIGHT, NOON])
def test_emergency_sms_always_says_that_one_registers_first(make_app: MakeApp, now: datetime, catalog: Catalog) -> None:
    """S-18: wherever the crisis page names emergency SMS, it says that the number must be registered beforehand."""
    get = page_getter(make_app(now=now).test_client())
    doors = [
        one for one in get("/en/crisis").main.all("li", class_="contact") if one.all("a", href=sms_link("113"))
    ]  # fmt: skip
    assert doors
    for door in doors:
        assert "registered your mobile number beforehand" in door.text


def test_nothing_closed_is_shown_as_open(make_app: MakeApp) -> None:
    """S-18: at night the crisis page says that no written way is open, and when the next opens."""
    section = page_getter(make_app(now=NIGHT).test_client())("/en/crisis").main.one("section", id="written")
    assert "No written way is open now" in section.text
    assert re.search(r"Opens .*\d\d:\d\d", section.text)


def test_every_number_on_a_page_is_one_the_catalogue_holds(get_page: GetPage, catalog: Catalog) -> None:
    """S-19: calls and messages on every service's page and on the crisis page go to numbers of the catalogue."""
    channels = [channel for service in catalog.services.values() for channel in service.channels]
    channels += [channel for place in catalog.places.values() for channel in place.channels]
    known = {tel_link(channel.value) for channel in channels} | {sms_link(channel.value) for channel in channels}
    paths = [
        "/nb/crisis",
        *(f"/nb/services/{id_}" for id_ in catalog.services),
        *(f"/nb/places/{id_}" for id_ in catalog.places),
    ]
    paths += [f"/nb/pages/{id_}" for id_ in catalog.pages]
    for path in paths:
        called = {link for link in get_page(path).links() if link.startswith(("tel:", "sms:"))}
        assert called <= known, f"{path}: {called - known}"


def test_every_number_of_the_catalogue_is_dialled_as_it_stands(get_page: GetPage, catalog: Catalog) -> None:
    """Each phone of each service is a `tel:` link on its page: eight digits with +47, shorter ones without."""
    for service in catalog.services.values():
        if service.status == "closed":
            continue
        links = get_page(f"/nb/services/{service.id}").links()
        for channel in service.channels_of("phone"):
            digits = re.sub(r"\D", "", channel.value)
            expected = f"tel:+47{digits}" if len(digits) == 8 and not channel.value.startswith("+") else None
            assert tel_link(channel.value) in links
            assert expected is None or expected in links


def test_a_text_that_names_suicide_has_a_contact_beside_it(get_page: GetPage, catalog: Catalog) -> None:
    """S-13: wherever suicide is named, a number, chat or SMS stands in the same block."""
    paths = [
        "/nb/topics",
        "/nb/organizations",
        "/nb/services?topic=bereaved-by-suicide",
        "/nb/search?q=selvmord",
        "/nb/",
    ]
    paths += [f"/nb/services/{id_}" for id_ in catalog.services if catalog.services[id_].status != "closed"]
    paths += [f"/nb/topics/{id_}" for id_ in catalog.topics] + [f"/nb/pages/{id_}" for id_ in catalog.pages]
    paths += [f"/nb/organizations/{id_}" for id_ in catalog.organizations] + [
        f"/nb/types/{id_}" for id_ in catalog.types
    ]
    found = 0
    for path in paths:
        main = get_page(path).main
        for block in _blocks_naming_suicide(main):
            found += 1
            assert _has_contact(block), f"{path}: {block.text[:160]}"
    assert found > 10


def _blocks_naming_suicide(main: Element) -> list[Element]:
    """The nearest card, list item, section or the like around every text that names suicide."""
    blocks = []
    for one in main.walk():
        own = " ".join(child for child in one.children if isinstance(child, str))
        if names_suicide(own) and one.tag not in ("script", "option", "label"):
            block: Element | None = one
            while block is not None and block.parent is not main and not _is_block(block):
                block = block.parent
            if block is not None and not block.within("form") and "filters" not in block["class"]:
                blocks.append(block)
    return blocks


def _is_block(one: Element) -> bool:
    names = one["class"].split()
    if one.tag in ("article", "section") or "intro" in names:
        return True
    return one.tag == "div" and one.parent is not None and "prose" in one.parent["class"].split()


def _has_contact(block: Element) -> bool:
    return any("call" in one["class"].split() or one["href"].startswith(("tel:", "sms:")) for one in block.all("a"))


def test_no_text_speaks_of_suicide_as_it_must_not(get_page: GetPage, catalog: Catalog) -> None:
    """S-13: no page says "begå selvmord" or "vellykket" of suicide, in content or interface."""
    for path in [f"/nb/services/{id_}" for id_ in catalog.services] + [f"/nb/pages/{id_}" for id_ in catalog.pages]:
        assert not re.search(r"beg(å|ikk|ått)\w* selvmord|committ?(ed)? suicide", get_page(path).html, re.I), path


def test_people_are_not_called_by_their_substance(get_page: GetPage, catalog: Catalog) -> None:
    """S-14: "rusmisbruker", "narkoman" and "alkoholiker" stand only in names."""
    names = {word for service in catalog.services.values() for word in (service.name, *service.also_known_as)}
    names |= {organization.name for organization in catalog.organizations.values()}
    names |= {source.title for service in catalog.services.values() for source in service.sources if source.title}
    for path in ["/nb/", "/nb/topics", "/nb/crisis", *(f"/nb/services/{id_}" for id_ in catalog.services)]:
        main = get_page(path).main
        for sources in main.all("ul", class_="sources"):
            sources.children.clear()
        text = main.text
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, "")
        assert not re.search(r"\b(rus|stoff)misbruker|\bnarkoman(er?|en|ene)?\b|\balkoholiker", text, re.I), path


@pytest.mark.parametrize("path", QUICK_EXIT)
def test_discreet_pages_have_the_quick_exit(get_page: GetPage, path: str) -> None:
    """The exit is an ordinary link, among the first two Tab stops, and nothing of the page is kept."""
    document = get_page(path)
    stops = document.page.all("a", "button", "summary", "input")
    assert any("topbar__exit" in one["class"].split() for one in stops[:2])
    assert document.answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in document.answer.headers


@pytest.mark.parametrize("path", [path for path in QUICK_EXIT if "/search" not in path])
def test_discreet_pages_have_a_neutral_title(get_page: GetPage, path: str) -> None:
    """P-03: the title of a page on violence, abuse or children says nothing of what it is about."""
    document = get_page(path)
    assert document.title in ("Page – Rett dør", "Side – Rett dør")
    assert (
        document.page.one("meta", name="description")["content"]
        == get_page("/nb/").page.one("meta", name="description")["content"]
    )


@pytest.mark.parametrize("path", WITHOUT)
def test_other_pages_can_be_kept_and_checked_again(get_page: GetPage, path: str) -> None:
    """P-04: ordinary pages are `no-cache` with an ETag."""
    document = get_page(path)
    assert document.answer.headers["Cache-Control"] == "no-cache"
    assert document.answer.headers["ETag"]
    assert not document.page.all("a", class_="topbar__exit")


def test_whatever_tells_of_violence_abuse_or_children_can_be_left_fast(get_page: GetPage, catalog: Catalog) -> None:
    """The quick exit stands on each page of an offering, an organisation, a topic, a kind or a list that one may have
    to hide: by what the content says is discreet, and by what is first of all for children."""
    topics = {id_ for id_, one in catalog.topics.items() if one.discreet}
    types = {id_ for id_, one in catalog.types.items() if one.discreet}
    hidden = {
        id_ for id_, one in catalog.services.items()
        if one.type in types or not topics.isdisjoint(one.topics[:2]) or one.audience[:1] == ("child",)
    }  # fmt: skip
    run = {one.organization for id_, one in catalog.services.items() if one.organization and one.status != "closed"}
    open_ones = {one.organization for id_, one in catalog.services.items() if id_ not in hidden}
    paths = [f"/nb/services/{id_}" for id_ in sorted(hidden) if catalog.services[id_].status != "closed"]
    paths += [f"/nb/organizations/{id_}" for id_ in sorted(run - open_ones)]
    for kind, ids in (("topic", topics), ("type", types), ("audience", {"child"})):
        paths += [f"/nb/services?{kind}={id_}" for id_ in sorted(ids)]
    assert len(paths) > 100
    missing = [path for path in paths if not get_page(path).page.all("a", class_="topbar__exit")]
    assert missing == []
