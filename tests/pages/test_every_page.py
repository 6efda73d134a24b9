"""Every page there is, in every language we offer, by following the links."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from directory.catalog.models import Catalog
from directory.language.locales import LOCALES
from directory.release import Release
from tests.conftest import GetPage

ONE_OF_EACH = (
    "/nb/", "/nb/services", "/nb/services/kirkens-sos", "/nb/services?topic=alcohol&open_now=1&place=1106",
    "/nb/organizations", "/nb/organizations/mental-helse", "/nb/topics", "/nb/topics/loneliness",
    "/nb/topics/not-wanting-to-live", "/nb/types/helpline", "/nb/places", "/nb/places?q=Oslo", "/nb/places/1106",
    "/nb/crisis", "/nb/search", "/nb/search?q=angst", "/nb/search?q=qqqqqqqq", "/nb/search?q=jeg+vil+d%C3%B8",
    "/nb/assistant", "/nb/pages/relatives", "/nb/report", "/nb/interpreter",
)  # fmt: skip
"""One page of each kind, and of each state."""


@pytest.mark.parametrize("path", ONE_OF_EACH)
@pytest.mark.parametrize("lang", LOCALES)
def test_each_kind_of_page_keeps_the_rules_of_the_house(get_page: GetPage, path: str, lang: str) -> None:
    """Every kind of page, in every state and every language, keeps the house rules."""
    get_page(path.replace("/nb/", f"/{lang}/"))


@pytest.mark.parametrize("lang", LOCALES)
def test_every_internal_link_leads_to_a_page(get_page: GetPage, release: Release, lang: str) -> None:
    """Following every link from the front page finds every page, and no error anywhere."""
    seen: set[str] = set()
    waiting = [f"/{lang}/"]
    targets: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        document = get_page(path)
        ids[path] = {one["id"] for one in document.page.walk() if one.has("id")}
        for link in document.links():
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not parts.path.startswith(f"/{lang}/"):
                continue
            # Filters can be combined without end; `test_filters` follows those. Files for one's own phone are no pages;
            # `test_calendar` reads them.
            if (parts.query and not parts.query.startswith("page=")) or parts.path.endswith((".ics", ".vcf")):
                continue
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            waiting.append(address)
            if parts.fragment:
                targets.setdefault(address, set()).add(parts.fragment)
    for address, wanted in targets.items():
        assert wanted <= ids[address], f"{address} has no {wanted - ids[address]}"
    missing = _all_pages(release.catalog, lang) - seen
    assert not missing, f"no link leads to {sorted(missing)}"


def _all_pages(catalog: Catalog, lang: str) -> set[str]:
    kinds = {
        "organizations": catalog.organizations, "topics": catalog.topics, "types": catalog.types,
        "places": catalog.places, "pages": catalog.pages,
        "services": {id_ for id_, service in catalog.services.items() if service.status != "closed"},
    }  # fmt: skip
    return {f"/{lang}/{kind}/{id_}" for kind, ids in kinds.items() for id_ in ids}


def test_the_place_is_carried_along_on_every_link(get_page: GetPage) -> None:
    """With `?place=1106` every link to a page of ours holds that place, apart from links to other places."""
    for path in ("/nb/", "/nb/services/kirkens-sos", "/nb/topics/loneliness", "/nb/pages/relatives", "/nb/crisis"):
        document = get_page(f"{path}?place=1106")
        for link in document.links():
            parts = urlsplit(link)
            if not parts.scheme and parts.path.startswith("/nb/") and "/places/" not in parts.path:
                assert "place=1106" in parts.query, f"{link} on {path}"


def test_i_cannot_talk_on_the_phone_stays_on(get_page: GetPage) -> None:
    """`no_phone=1` follows every link, and puts a way without voice before the number everywhere."""
    document = get_page("/nb/services/kirkens-sos?no_phone=1")
    for link in document.links():
        parts = urlsplit(link)
        if not parts.scheme and parts.path.startswith("/nb/"):
            assert "no_phone=1" in parts.query, link
    ways = [one["href"] for one in document.main.one("ul", class_="contacts").all("a")]
    assert not ways[0].startswith("tel:")
    assert any(way.startswith("tel:") for way in ways)
