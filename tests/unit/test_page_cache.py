"""The pages that are kept in front of Flask: under which key, how long, how much, and never what is one person's."""

from __future__ import annotations

import gc
import random
import string
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, request, url_for
from flask.testing import FlaskClient

from directory.catalog.changes import Changes
from directory.release import Release
from directory.web import create_app
from directory.web.page_cache import PageCache
from directory.web.page_key import PageKey, page_key
from directory.web.settings import Settings
from tests.conftest import NOON, SITE_URL, Clock, FixedRelease

OSLO = ZoneInfo("Europe/Oslo")
PLACES = {"1106": None}
KINDS = (
    "/nb/", "/nb/services", "/nb/services?page=2", "/nb/services/kirkens-sos", "/nb/services/mental-helse-ungdom",
    "/nb/topics", "/nb/topics/loneliness", "/nb/types/helpline", "/nb/types/self-help-group", "/nb/organizations",
    "/nb/organizations/mental-helse", "/nb/places", "/nb/places/1106", "/nb/places/1149?no_phone=1",
    "/nb/pages/rights", "/nb/?place=1106", "/sitemap.xml",
)  # fmt: skip


@dataclass
class Site:
    app: Flask
    client: FlaskClient
    cache: PageCache
    clock: Clock
    releases: FixedRelease
    made: list[str]
    """Paths that Flask was asked for."""

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture
def site(release: Release) -> Site:
    clock, releases = Clock(), FixedRelease(release)
    app = create_app(releases, clock, Settings(url=SITE_URL))
    made: list[str] = []
    app.before_request(lambda: made.append(_asked()))
    return Site(app, app.test_client(), app.extensions["page_cache"], clock, releases, made)


def _asked() -> str:
    return request.full_path.rstrip("?")


def test_a_page_is_made_once_for_all_browsers(site: Site) -> None:
    """Brotli, gzip, plain, HEAD and "have I this already" are all answered from one making of the page."""
    plain = site.get("/nb/topics/money")
    for headers in ({"Accept_Encoding": "br"}, {"Accept_Encoding": "gzip"}, {"If_None_Match": plain.headers["ETag"]}):
        assert site.get("/nb/topics/money", **headers).status_code in (200, 304)
    head = site.client.head("/nb/topics/money")
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(plain.data)))
    assert site.made == ["/nb/topics/money"]


def test_a_kept_page_is_the_page(site: Site) -> None:
    """What is sent the second time is what was sent the first time: every byte and every header."""
    for encoding in ("br", "gzip", ""):
        first, again = (site.get("/nb/services/kirkens-sos", Accept_Encoding=encoding) for _ in range(2))
        fresh = create_app(site.releases, site.clock, Settings(url=SITE_URL)).test_client()
        bare = fresh.get("/nb/services/kirkens-sos", headers={"Accept-Encoding": encoding})
        assert first.data == again.data == bare.data
        assert sorted(first.headers) == sorted(again.headers) == sorted(bare.headers)


def test_the_etag_holds_the_release(site: Site) -> None:
    """Which release a page was made from can be read from its ETag, so that machines can be compared."""
    assert site.releases.release.id in site.get("/nb/").headers["ETag"]


def test_not_modified_tells_no_more_than_it_must(site: Site) -> None:
    """A 304 carries the ETag, Vary and what may be kept, and nothing of a body."""
    etag = site.get("/nb/").headers["ETag"]
    for tags in (etag, f'"other", {etag}', "*"):
        answer = site.get("/nb/", If_None_Match=tags)
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Content-Length" not in answer.headers
    assert site.get("/nb/", If_None_Match='W/"other"').status_code == 200


@pytest.mark.parametrize(
    "path", ["/nb/crisis", "/nb/search", "/nb/search?q=angst", "/nb/assistant", "/nb/services?topic=drugs", "/health",
             "/nb/places?q=Oslo", "/nb/nope", "/nb/services/nope", "/", "/robots.txt?x=1",
             "/nb/topics/not-wanting-to-live"]
)  # fmt: skip
def test_what_is_not_public_is_not_kept(site: Site, path: str) -> None:
    """P-04: what is `no-store`, an error, a redirect, or holds words or filters, is made anew each time."""
    for _ in range(2):
        site.get(path)
    assert len(site.made) == 2
    assert len(site.cache) == 0


def test_a_post_is_not_kept(site: Site) -> None:
    """Words in a form reach no key and no page of the next visitor."""
    for _ in range(2):
        site.client.post("/nb/search", data={"q": "angst"})
        site.client.post("/nb/")
    assert len(site.made) == 4
    assert len(site.cache) == 0


def test_nothing_that_was_typed_is_kept(site: Site) -> None:
    """P-03: after a canary has gone through every form and every parameter, nothing in the cache's memory holds it."""
    word = "kanari" + "".join(random.choices(string.ascii_lowercase, k=12))
    for path in ("/nb/", "/nb/services", "/nb/search", "/nb/places", "/nb/topics/money", f"/nb/{word}", f"/{word}"):
        for name in ("q", "place", "topic", "page", "lang", "utm_source", "no_phone", "v", word):
            site.client.get(path, query_string={name: word}, headers={"Referer": word, "User-Agent": word})
        site.client.post(path, data={"q": word})
    site.get("/nb/")
    assert len(site.cache) > 0
    pages = site.cache._pages
    told = repr(pages.keys()) + repr(
        [(page.headers, page.not_modified, page.route, page.told) for page in pages.values()]
    )
    assert word not in told
    for key in list(pages):
        assert word not in site.get(f"{key.path}?{key.query}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "kept"),
    [("", ""), ("place=1106", "place=1106"), ("place=all", "place=all"),
     ("no_phone=1&place=1106", "no_phone=1&place=1106"),
     ("place=1106&no_phone=1", "no_phone=1&place=1106"), ("page=2", "page=2"), ("fbclid=abc&utm_source=tv", ""),
     ("place=1106&gclid=x", "place=1106"), ("place=9999", None), ("place=", None), ("page=0", None),
     ("page=1000", None),
     ("page=02", None), ("no_phone=2", None), ("place=1106&place=1106", None), ("q=angst", None), ("Place=1106", None),
     ("list=abc", None), ("place=1106&x", None)],
)  # fmt: skip
def test_keys_are_made_from_what_we_know(query: str, kept: str | None) -> None:
    """Only places there are, the phone filter and a page number are part of a key; anything else is not kept at all."""
    key = page_key("/nb/services", query, PLACES)
    assert key == (None if kept is None else PageKey(path="/nb/services", query=kept))


def test_what_follows_people_is_taken_away(site: Site) -> None:
    """A link that another site has marked leads to the kept page, and no link on it carries the mark on."""
    plain = site.get("/nb/topics/money").data
    marked = site.get("/nb/topics/money?fbclid=IwAR123&utm_campaign=tv").data
    assert marked == plain
    assert len(site.made) == 1


def test_a_header_changes_nothing(site: Site) -> None:
    """Cache poisoning: whatever headers the first visitor sends, the next one gets the page of the address."""
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher",
            "Cookie": "a=evil", "X-Original-URL": "/nb/crisis", "X-HTTP-Method-Override": "POST",
            "Accept-Language": "en", "HX-Request": "true", "Forwarded": "host=evil.example",
            "Origin": "https://evil.example", "Range": "bytes=0-3"}  # fmt: skip
    first = site.client.get("/nb/", headers=evil)
    assert b"evil" not in first.data
    fresh = create_app(site.releases, site.clock, Settings(url=SITE_URL)).test_client()
    assert site.get("/nb/").data == fresh.get("/nb/").data == first.data


def test_a_new_release_drops_all(site: Site) -> None:
    """The moment a worker has a new release, no page of the old one is sent."""
    before = site.get("/nb/").headers["ETag"]
    site.get("/nb/topics/money")
    site.releases.release = replace(site.releases.release, id="feedfacefeedface")
    after = site.get("/nb/", If_None_Match=before)
    assert after.status_code == 200
    assert "feedfacefeedface" in after.headers["ETag"]
    assert len(site.cache) == 1


def test_a_page_made_from_another_release_is_not_kept(release: Release) -> None:
    """A release that arrives while a page is being made: the page goes out whole, and is made again for the next."""
    other = replace(release, id="feedfacefeedface")
    app = create_app(FixedRelease(release), lambda: NOON, Settings())
    app.extensions["visits"] = (FixedRelease(other), lambda: NOON)
    answer = app.test_client().get("/nb/")
    assert answer.status_code == 200
    assert len(app.extensions["page_cache"]) == 0


def test_no_more_is_kept_than_allowed(release: Release) -> None:
    """The cache never holds more bytes than its limit; what was asked for longest ago goes first."""
    asked: list[str] = []

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        start("200 OK", [("Content-Type", "image/png"), ("Cache-Control", "no-cache"), ("ETag", f'W/"{release.id}-x"')])
        return [b"x" * 10_000]

    cache = PageCache(app, FixedRelease(release), lambda: NOON, most_bytes=100_000)

    def get(path: str) -> None:
        list(cache({"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}, lambda *_: None))

    get("/first")
    for number in range(50):
        get(f"/{number}")
        get("/first")
        assert cache.kept_bytes <= 100_000
    assert asked.count("/first") == 1
    get("/0")
    assert asked.count("/0") == 2
    assert 6 <= len(cache) <= 9


@pytest.mark.parametrize("hour", [0, 3, 8, 12, 15, 22])
def test_a_page_reads_the_same_until_it_ends(release: Release, hour: int) -> None:
    """S-18, S-23: made again just before its lifetime ends, every kind of page is the same, byte for byte."""
    start = datetime(2026, 11, 25, hour, 20, 30, tzinfo=OSLO)
    until = Changes(release.catalog).next_change(start)
    assert start < until <= start + timedelta(days=1)
    clocks = [start, start + (until - start) / 2, until - timedelta(seconds=1)]
    clients = [create_app(FixedRelease(release), Clock(now), Settings(url=SITE_URL)).test_client() for now in clocks]
    for path in KINDS:
        first, *others = (client.get(path).data for client in clients)
        assert all(other == first for other in others), path


def test_nothing_closed_is_shown_as_open_from_memory(site: Site) -> None:
    """S-18: when the next line closes, pages are made anew that very second; nothing before then is made twice."""
    until = Changes(site.releases.release.catalog).next_change(NOON)
    site.get("/nb/")
    site.clock.now = until - timedelta(seconds=1)
    site.get("/nb/")
    assert len(site.made) == 1
    site.clock.now = until
    site.get("/nb/")
    assert len(site.made) == 2


def test_a_clock_that_was_set_back_keeps_nothing(site: Site) -> None:
    """A page made "later" than now is made again."""
    site.get("/nb/")
    site.clock.now = NOON - timedelta(hours=5)
    site.get("/nb/")
    assert len(site.made) == 2


def test_a_page_that_reads_as_before_keeps_its_etag(site: Site) -> None:
    """After an hour has changed nothing on a page, browsers that have it are still told so."""
    before = site.get("/sitemap.xml").headers["ETag"]
    site.clock.now = Changes(site.releases.release.catalog).next_change(NOON)
    assert site.get("/sitemap.xml", If_None_Match=before).status_code == 304
    assert len(site.made) == 2


def test_the_changes_of_a_day_end_at_midnight(release: Release) -> None:
    """Also on the days when clocks change, there is always a next change, and the last one is midnight in Oslo."""
    for day in ("2026-03-29", "2026-10-25", "2026-12-31", "2026-05-17"):
        changes = Changes(release.catalog)
        now = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=OSLO)
        seen = []
        while now.astimezone(OSLO).date().isoformat() == day:
            now = changes.next_change(now)
            seen.append(now)
        assert seen == sorted(set(seen))
        assert seen[-1].astimezone(OSLO).strftime("%H:%M") == "00:00"
        assert all(one.tzinfo is UTC for one in seen)


def test_files_are_kept_as_long_as_they_are_the_same(site: Site) -> None:
    """A file asked for by the version of its content comes from memory, however late; by another one it does not."""
    with site.app.test_request_context("/nb/"):
        address = url_for("static", filename="css/site.css")
    first = site.get(address, Accept_Encoding="br")
    assert "immutable" in first.headers["Cache-Control"]
    site.clock.now = NOON + timedelta(days=40)
    assert site.get(address, Accept_Encoding="br").data == first.data
    assert len(site.made) == 1
    for _ in range(2):
        site.get(address.partition("?")[0] + "?v=000000000000")
    assert len(site.made) == 3
    assert len(site.cache) == 1


def test_pages_of_an_old_release_are_let_go(site: Site) -> None:
    """Memory does not grow with releases: the one before is freed when a new one is served."""
    old = replace(site.releases.release, id="0000111122223333")
    site.releases.release = old
    site.get("/nb/")
    gone = weakref.ref(old)
    site.releases.release = replace(old, id="4444555566667777")
    site.get("/nb/")
    del old
    gc.collect()
    assert gone() is None
