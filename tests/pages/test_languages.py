"""Languages: which one `/` chooses, which ones are offered, and how addresses name them."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from directory.language.locales import LOCALES
from directory.release import Release
from directory.web.routes import machines
from directory.web.visit import offered_languages
from tests.conftest import SITE_URL, GetPage, MakeApp


@pytest.mark.parametrize(
    ("accepts", "lang"),
    [("", "nb"), ("nb-NO,nb;q=0.9", "nb"), ("no", "nb"), ("da,sv;q=0.8", "nb"), ("no-NO,en;q=0.5", "nb"), ("*", "nb")],
)
def test_the_front_door_chooses_norwegian(client: FlaskClient, accepts: str, lang: str) -> None:
    """`/` answers 302 to the language that is asked for, bokmål when it is none of ours, and says that it varies."""
    answer = client.get("/", headers={"Accept-Language": accepts})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{lang}/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_front_door_chooses_what_we_offer(client: FlaskClient, release: Release) -> None:
    """Each language on offer is chosen when it is asked for first; the others are not."""
    offered = offered_languages(release.texts)
    for lang in LOCALES:
        answer = client.get("/", headers={"Accept-Language": f"{lang},nb;q=0.1"})
        assert answer.headers["Location"] == (f"/{lang}/" if lang in offered else "/nb/")


def test_the_chooser_keeps_the_page(get_page: GetPage, release: Release) -> None:
    """The chooser shows the languages we offer, each in its own name, and leads to the same page in them."""
    document = get_page("/nb/topics/loneliness?place=1106")
    menu = document.page.one("details", class_="menu--language")
    offered = offered_languages(release.texts)
    assert [one["href"] for one in menu.all("a")] == [f"/{lang}/topics/loneliness?place=1106" for lang in offered]
    assert [(one["lang"], one.text) for one in menu.all("a")] == [(lang, LOCALES[lang].name) for lang in offered]


def test_the_chooser_does_not_carry_words(get_page: GetPage) -> None:
    """P-03: links to other languages on the search page hold no words, not even those of `?q=`."""
    document = get_page("/nb/search?q=hemmelig")
    assert not [link for link in document.links() if "hemmelig" in link]


@pytest.mark.parametrize("lang", LOCALES)
def test_every_language_code_is_an_address(get_page: GetPage, release: Release, lang: str) -> None:
    """All eight codes are accepted; one without texts reads English, with that `lang`, and is not indexed."""
    document = get_page(f"/{lang}/")
    offered = lang in offered_languages(release.texts)
    assert document.page.one("html")["lang"] == (lang if offered else "en")
    robots = [one["content"] for one in document.page.all("meta") if one["name"] == "robots"]
    assert robots == ([] if offered else ["noindex"])


def test_other_languages_and_the_true_address_are_named(get_page: GetPage, release: Release) -> None:
    """`canonical` leaves out place and filters; `hreflang` names the page in each language we offer."""
    head = get_page("/nb/topics/loneliness?place=1106").page.one("head")
    assert head.one("link", rel="canonical")["href"] == f"{SITE_URL}/nb/topics/loneliness"
    alternates = {one["hreflang"]: one["href"] for one in head.all("link", rel="alternate")}
    for lang in offered_languages(release.texts):
        assert alternates[lang] == f"{SITE_URL}/{lang}/topics/loneliness"


def test_the_site_map_holds_every_page(client: FlaskClient, release: Release) -> None:
    """Every page of every kind stands in a site map in each language, with whole addresses."""
    text = _site_maps(client)
    for lang in offered_languages(release.texts):
        for path in ("", "/services/kirkens-sos", "/topics/loneliness", "/places/1106", "/pages/privacy", "/crisis"):
            assert f"<loc>{SITE_URL}/{lang}{path or '/'}</loc>" in text
        assert f"<loc>{SITE_URL}/{lang}/interpreter</loc>" in text
    assert f"<loc>{SITE_URL}/nb/easy/relatives</loc>" in text
    assert "/search" not in text
    assert "Sitemap: https://help.example.org/sitemap.xml" in client.get("/robots.txt").get_data(as_text=True)


def _site_maps(client: FlaskClient) -> str:
    """All that the index names, one after the other."""
    index = client.get("/sitemap.xml").get_data(as_text=True)
    maps = re.findall(rf"<sitemap><loc>{SITE_URL}(/sitemap-\d+\.xml)</loc></sitemap>", index)
    assert len(maps) == index.count("<loc>")
    return "".join(client.get(one).get_data(as_text=True) for one in maps)


def test_a_site_map_is_never_too_long(
    client: FlaskClient, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many pages there are, no site map has more addresses than search engines take, and none is left out."""
    whole = re.findall("<loc>(.*)</loc>", _site_maps(client))
    assert len(whole) == len(set(whole)) < machines.MOST_ADDRESSES < 50_000
    monkeypatch.setattr(machines, "MOST_ADDRESSES", len(whole) // 3)
    other = make_app().test_client()
    assert other.get("/sitemap.xml").text.count("<sitemap>") in (3, 4)
    assert re.findall("<loc>(.*)</loc>", _site_maps(other)) == whole
    assert other.get("/sitemap-1.xml").text.count("<url>") == len(whole) // 3
    assert [other.get(f"/sitemap-{part}.xml").status_code for part in (0, 5, 10**30)] == [404] * 3


def test_errors_are_told_in_the_language_of_the_page(get_page: GetPage) -> None:
    """A page that is not found is told so in the language of its address, else in the one the browser asks for."""
    assert get_page("/en/no-such", status=404).heading == "We cannot find that page"
    assert get_page("/en/no-such", status=404).title.startswith("Error: ")
    assert get_page("/no-such", status=404, headers={"Accept-Language": "nb"}).page.one("html")["lang"] == "nb"
