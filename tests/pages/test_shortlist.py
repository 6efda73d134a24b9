"""The list without login, and what is handed over from it: neutral codes, nothing kept, eight languages, paper."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from directory.catalog.codes import LENGTH, SIGNS, service_code
from directory.catalog.models import Catalog
from directory.language.locales import LOCALES
from directory.release import Release
from directory.web.handout import A_SHEET
from directory.web.settings import Settings
from directory.web.shortlist import MOST, listed
from directory.web.suicide_words import names_suicide
from tests.conftest import SITE_URL, FixedRelease, GetPage, MakeApp, page_getter
from tests.house_rules import Document

THREE = ("kirkens-sos", "fastlege", "na-olen")
SHEETS = ("/list", "/list/handout", "/wallet", "/poster?place=1106")


def _query(*ids: str) -> str:
    return "&".join(f"id={service_code(id_)}" for id_ in ids)


def _codes(href: str) -> list[str]:
    return parse_qs(urlsplit(href).query).get("id", [])


def _names(document: Document) -> list[str]:
    return [one.all("h3")[0].text for one in document.main.all("article")]


def test_a_code_tells_nothing_and_is_the_same_for_ever(catalog: Catalog) -> None:
    """P-10: every offering has a code of six signs without vowels, its own, that never changes."""
    codes = {service_code(id_) for id_ in catalog.services}
    assert len(codes) == len(catalog.services)
    assert all(re.fullmatch(f"[{SIGNS}]{{{LENGTH}}}", code) for code in codes)
    assert service_code("kirkens-sos") == "56bd9n", "codes stand on paper: they cannot be made in another way"


def test_the_list_is_its_address(get_page: GetPage, catalog: Catalog) -> None:
    """The offerings stand in the order of the address, each once; what is no code is said, and is no error."""
    document = get_page(f"/nb/list?{_query(*THREE, THREE[0])}&id=nothing&id=%00")
    assert _names(document) == [catalog.services[id_].name for id_ in THREE]
    assert document.answer.headers["Cache-Control"] == "no-store"
    assert "1 code leads nowhere" in document.main.text or "1 kode" in document.main.text


def test_remove_and_reorder(get_page: GetPage) -> None:
    """Take away, Move up and Move down are plain links to the list as it then is."""
    document = get_page(f"/nb/list?{_query(*THREE)}")
    codes = [service_code(id_) for id_ in THREE]
    second = document.main.all("ul", class_="entry")[1]
    assert [_codes(one["href"]) for one in second.all("a")] == [
        [codes[0], codes[2]], [codes[1], codes[0], codes[2]], [codes[0], codes[2], codes[1]],
    ]  # fmt: skip


def test_adding_from_card_and_page(get_page: GetPage) -> None:
    """A card and an offering's page have a link that puts it last on the list one carries, and say when it is there."""
    listed_already = service_code("fastlege")
    document = get_page(f"/nb/services/kirkens-sos?list={listed_already}")
    link = document.main.one("a", class_="add__link")
    assert _codes(link["href"]) == [listed_already, service_code("kirkens-sos")]
    again = get_page(f"/nb/services/fastlege?list={listed_already}").main.one("a", class_="add__link")
    assert not again.has("data-add")
    cards = get_page(f"/nb/topics/loneliness?list={listed_already}").main.all("article")
    assert all(card.all("a", class_="add__link") for card in cards)


def test_the_list_follows_along_and_is_not_kept(get_page: GetPage) -> None:
    """P-10, P-04: every link and form carries the list from page to page, and no browser keeps such a page."""
    code = service_code("fastlege")
    for path in ("/nb/", "/nb/services", "/nb/topics/loneliness", "/nb/crisis"):
        document = get_page(f"{path}?list={code}")
        assert document.answer.headers["Cache-Control"] == "no-store"
        for link in document.links():
            parts = urlsplit(link)
            if not parts.scheme and parts.path.startswith("/nb/"):
                assert code in parts.query, f"{link} on {path}"
        for form in document.page.all("form"):
            carried = [one["value"] for one in form.all("input") if one["name"] == "list"]
            assert code in form["action"] or carried == [code], f"a form to {form['action']} on {path} loses the list"


def test_an_id_that_has_moved_still_resolves(release: Release, make_app: MakeApp) -> None:
    """A list on paper from before an id moved leads to the offering of today, under its code of today."""
    moved = replace(release.catalog.services["fastlege"], id="regular-doctor", moved_from=("fastlege",))
    get_page = page_getter(make_app(services=(moved,)).test_client())
    services = {id_: one for id_, one in release.catalog.services.items() if id_ != "fastlege"}
    catalog = replace(release.catalog, services=services | {moved.id: moved})
    assert listed(catalog, [service_code("fastlege")]).codes == (service_code("regular-doctor"),)
    assert get_page(f"/nb/list?{_query('regular-doctor')}").main.all("article")


def test_the_list_has_an_end(get_page: GetPage, catalog: Catalog) -> None:
    """A list of a hundred is a list of the first twenty."""
    document = get_page(f"/nb/list?{_query(*list(catalog.services)[:100])}")
    assert len(document.main.all("article")) == MOST


def test_an_empty_list_says_how_to_begin(get_page: GetPage) -> None:
    """Without offerings there is a sentence, a search field and nothing to print."""
    document = get_page("/nb/list")
    assert document.main.all("input", type="search")
    assert not [href for href in document.links() if "/handout" in href]


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_in_every_language(get_page: GetPage, sheet: str, lang: str) -> None:
    """Every page to print keeps the house rules in all eight languages, translated or not."""
    separator = "&" if "?" in sheet else "?"
    get_page(f"/{lang}{sheet}{separator}{_query(*THREE) if 'list' in sheet else 'from=nb'}")


def test_the_handout_speaks_the_visitors_language(get_page: GetPage) -> None:
    """The sheet is in the language of its address, the bar above it in that of the desk, the name stays Norwegian."""
    document = get_page(f"/en/list/handout?{_query(*THREE)}&from=nb")
    assert document.page.one("html")["lang"] == "en"
    assert document.page.one("nav", class_="tools")["lang"] == "nb"
    door = document.main.all("article")[0]
    assert door.one("h2").text == "Kirkens SOS"
    assert door.one("h2")["translate"] == "no"
    assert "The Church's crisis line" in door.text
    assert len(document.page.one("nav", class_="tools").all("ul")[0].all("a")) == len(LOCALES)


@pytest.mark.parametrize("lang", LOCALES)
def test_the_sheet_says_that_one_may_ask_for_an_interpreter(get_page: GetPage, lang: str, release: Release) -> None:
    """Who does not read Norwegian is told once, on the last sheet; on a discreet leaflet it would tell."""
    told = release.texts[lang].gettext(
        "The health services must use an interpreter when it is needed for you to understand. "
        "You can ask for one, also for sign language."
    )
    wanted = 0 if lang in ("nb", "nn") else 1
    assert get_page(f"/{lang}/list/handout?{_query(*THREE, 'dps')}").main.text.count(told) == wanted
    assert told not in get_page(f"/{lang}/list/handout?{_query(*THREE)}&discreet=1").main.text
    assert told not in get_page(f"/{lang}/list/handout").main.text


def test_the_language_of_a_form_makes_its_own_address(client: FlaskClient) -> None:
    """The desk's form names a language; the answer leads to the sheet in that language and keeps the desk's own."""
    answer = client.get(f"/nb/list/handout?{_query(*THREE)}&to=ar")
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    assert (parts.path, parts.netloc) == ("/ar/list/handout", "")
    assert parse_qs(parts.query) == {"id": [service_code(id_) for id_ in THREE], "from": ["nb"]}


def test_at_most_three_on_a_sheet(get_page: GetPage, catalog: Catalog) -> None:
    """Seven offerings are three sheets, none with more than three."""
    ids = [id_ for id_, one in catalog.services.items() if one.status == "active"][:7]
    sheets = get_page(f"/nb/list/handout?{_query(*ids)}").main.all("div", class_="sheet")
    assert [len(sheet.all("article")) for sheet in sheets] == [A_SHEET, A_SHEET, 1]


def test_paper_has_what_one_needs(get_page: GetPage) -> None:
    """Number, hours, first step, a code for a camera and a short address; hours are a week's, not "until 15:00"."""
    door = get_page(f"/nb/list/handout?{_query('kirkens-sos')}").main.all("article")[0]
    assert "22 40 00 40" in door.text
    assert "mandag–tirsdag 18:30–\N{WORD JOINER}22:30" in door.text
    assert f"help.example.org/s/{service_code('kirkens-sos')}" in door.text
    assert door.all("svg")
    assert "Bestill time" in get_page(f"/nb/list/handout?{_query('fastlege')}").main.text


def test_what_has_no_number_shows_the_one_it_is_reached_through(get_page: GetPage, catalog: Catalog) -> None:
    """An offering that one reaches through another has that one's number on the paper."""
    through = catalog.services[catalog.services["na-olen"].way_in or ""]
    document = get_page(f"/nb/list/handout?{_query('na-olen')}")
    assert any(channel.kind == "phone" for channel in through.channels)
    assert document.main.all("article")[0].all("a", class_="ways__value")


def test_without_an_address_of_its_own_the_paper_names_none(make_app: MakeApp) -> None:
    """While the site's address is not set there is no QR code and no short address, and never the Host header's."""
    get_page = page_getter(make_app(settings=Settings()).test_client())
    document = get_page(f"/nb/list/handout?{_query(*THREE)}", headers={"Host": "evil.example"})
    assert not document.main.all("svg")
    assert "evil.example" not in document.html
    assert "/s/" not in document.main.text


def test_a_discreet_leaflet_tells_nothing(get_page: GetPage, release: Release) -> None:
    """No leaflet holds a word of topic, type, condition or summary; a name stands only when it tells nothing."""
    understanding = release.index.understanding
    services = [one for one in release.catalog.services.values() if one.status != "closed"]
    for at in range(0, len(services), MOST):
        some = services[at : at + MOST]
        document = get_page(f"/nb/list/handout?{_query(*(one.id for one in some))}&discreet=1")
        assert document.title.startswith(document.heading), "a neutral heading"
        for one, door in zip(some, document.main.all("article"), strict=True):
            assert one.summary not in door.text
            understood = understanding.understand(door.one("h2").text, "nb")
            assert not understood.topics, door.one("h2").text
            assert not understood.types, door.one("h2").text
            assert not names_suicide(door.text)
            for href in [link["href"] for link in door.all("a")]:
                assert not href.startswith("mailto:")
                assert not href.startswith("http") or href.startswith(SITE_URL)


def test_addresses_of_a_list_hold_codes_only(get_page: GetPage, catalog: Catalog) -> None:
    """P-10: no id and no name stands in any address of the list, its sheet or its QR code."""
    document = get_page(f"/nb/list?{_query(*THREE)}")
    for href in (href for href in document.links() if "/list" in href):
        for id_ in THREE:
            assert id_ not in href
            assert catalog.services[id_].name not in unquote(href)
    assert not [id_ for id_ in THREE if catalog.services[id_].name in document.title]


def test_the_message_is_made_in_the_readers_own_device(get_page: GetPage) -> None:
    """S-28: text message and e-mail are links without a number, behind the question whether it is safe."""
    document = get_page(f"/nb/list?{_query('kirkens-sos')}")
    sms = document.main.one("details", class_="send").one("a", href=next(h for h in document.links() if "sms:?" in h))
    assert sms.within("details")
    body = unquote(sms["href"])
    assert "22 40 00 40" in body
    assert "116 117" in body
    assert document.main.one("textarea").text.startswith("Kirkens SOS")
    assert not [form for form in document.page.all("form") if "send" in form["action"]]


def test_short_addresses(client: FlaskClient, get_page: GetPage) -> None:
    """`/s/<code>` leads to the offering in the browser's language, also as typed by hand; else an error page."""
    code = service_code("kirkens-sos")
    for typed in (code, code.upper(), f"{code[:3]}-{code[3:]}"):
        answer = client.get(f"/s/{typed}", headers={"Accept-Language": "en"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/en/services/kirkens-sos")
        assert answer.headers["Cache-Control"] == "no-store"
    get_page("/s/zzzzzz", status=404)


def test_closed_offerings_are_left_out_of_paper(release: Release, make_app: MakeApp) -> None:
    """What has closed since is said on the list, and stands on no sheet."""
    closed = replace(release.catalog.services["fastlege"], status="closed")
    get_page = page_getter(make_app(services=(closed,)).test_client())
    assert len(get_page(f"/nb/list?{_query(*THREE)}").main.all("article")) == len(THREE)
    assert len(get_page(f"/nb/list/handout?{_query(*THREE)}").main.all("article")) == len(THREE) - 1


def test_the_wallet_card_and_the_poster(get_page: GetPage, client: FlaskClient) -> None:
    """A card has everybody's numbers and the children's, once for screen readers; a poster asks for a place."""
    document = get_page("/nb/wallet")
    assert "116 111" in document.main.text
    cards = document.main.all("div", class_="wallet__card")
    assert [card["aria-hidden"] for card in cards] == [""] + ["true"] * 7
    assert not [link for card in cards[1:] for link in card.all("a")]
    assert client.get("/nb/poster").headers["Location"] == "/nb/places"
    assert "IOGT-kafeen" in get_page("/nb/poster?place=1106").main.text


def test_posters_of_all_places(get_page: GetPage, catalog: Catalog) -> None:
    """Every municipality has a poster that keeps the rules, also where nothing local is known."""
    for id_ in catalog.places:
        get_page(f"/nb/poster?place={id_}")


def test_two_offerings_with_the_same_code_are_a_problem(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    """P-10: `check` tells when two ids would share a code, before paper leads people astray."""
    from directory.catalog import checks

    assert FixedRelease(release).current() is release
    assert not [one for one in checks.check_catalog(release.catalog) if one.rule == "code"]
    monkeypatch.setattr(checks, "service_code", lambda id_: id_[:4])
    assert [one for one in checks.check_catalog(release.catalog) if one.rule == "code"]
