"""The list of services: groups, order, filters with live counts, pages."""

from __future__ import annotations

import random
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from directory.catalog.hours import service_opening
from directory.catalog.models import Catalog
from tests.conftest import NOON, GetPage, MakeApp, page_getter
from tests.house_rules import Document

CARDS_A_PAGE = 20


def _total(document: Document) -> int:
    found = re.match(r"(\d+) ", document.main.one("p", role="status").text)
    assert found
    return int(found[1])


def _cards(document: Document) -> list[str]:
    return [
        card.all("h3")[0].one("a")["href"].partition("?")[0].rsplit("/", 1)[1] for card in document.main.all("article")
    ]


def _all_cards(get_page: GetPage, path: str) -> list[str]:
    """The ids on every page of the list."""
    first = get_page(path)
    ids = _cards(first)
    separator = "&" if "?" in path else "?"
    for number in range(2, -(-_total(first) // CARDS_A_PAGE) + 1):
        ids += _cards(get_page(f"{path}{separator}page={number}"))
    return ids


def test_all_services_stand_in_the_list_once(get_page: GetPage, catalog: Catalog) -> None:
    """Over its pages, twenty on each, the list holds every service that is not closed exactly once."""
    ids = _all_cards(get_page, "/nb/services")
    assert sorted(ids) == sorted(id_ for id_, service in catalog.services.items() if service.status != "closed")
    assert len(_cards(get_page("/nb/services"))) == CARDS_A_PAGE


def test_the_groups_stand_in_order(get_page: GetPage, catalog: Catalog) -> None:
    """Near you, every municipality, all of Norway, no contact; in each what is open first, staff's own last."""
    ids = _all_cards(get_page, "/nb/services?place=1106")
    order = ("local", "every-municipality", "national", "no-contact")
    ranks = []
    for id_ in ids:
        service = catalog.services[id_]
        group = service.reach if service.actionable else "no-contact"
        for_staff = service.audience == ("staff",)
        ranks.append((order.index(group), for_staff, not service_opening(service, NOON).is_open))
    assert ranks == sorted(ranks)
    assert ranks[0][0] == 0


def test_a_place_shows_what_is_local_there_and_nothing_local_elsewhere(get_page: GetPage, catalog: Catalog) -> None:
    """With a place, what is local to other places is left out."""
    for id_ in _all_cards(get_page, "/nb/services?place=4617"):
        assert catalog.services[id_].reach != "local" or "4617" in catalog.services[id_].service_area


def test_every_count_is_what_one_gets(get_page: GetPage) -> None:
    """The number beside a choice is the number of services its link leads to, for 40 choices of three lists."""
    chooser = random.Random(1)
    for path in (
        "/en/services",
        "/en/services?audience=relative&place=1106",
        "/en/services?free=1&topic=alcohol&topic=drugs",
    ):
        document = get_page(path)
        checked = 0
        chips = [chip for chip in document.main.all("a", class_="chip") if chip.all("span", class_="chip__count")]
        for chip in chips:
            assert _total(get_page(chip["href"])) == int(chip.one("span", class_="chip__count").text), chip["href"]
        boxes = [box for box in document.main.all("div", class_="check") if not box.one("input").has("checked")]
        for box in chooser.sample(boxes, min(13, len(boxes))):
            field = box.one("input")
            told = int(re.match(r"\d+", box.one("span", class_="check__count").text)[0])  # type: ignore[index]
            separator = "&" if "?" in path else "?"
            found = _total(get_page(f"{path}{separator}{field['name']}={field['value']}"))
            group_is_chosen = f"{field['name']}=" in path
            assert found == told or (group_is_chosen and found >= told), f"{path} + {field['name']}={field['value']}"
            checked += 1
        assert checked > 5


def test_no_choice_leads_to_nothing(get_page: GetPage) -> None:
    """A choice that would leave nothing is not offered."""
    for path in ("/en/services", "/en/services?topic=gambling", "/en/services?audience=child&channel=chat&open_now=1"):
        for count in get_page(path).main.all("span", class_="check__count"):
            assert int(re.match(r"\d+", count.text)[0]) > 0  # type: ignore[index]


def test_or_within_a_group_and_between_groups(get_page: GetPage, catalog: Catalog) -> None:
    """Two topics widen, a topic and a channel narrow."""
    ids = _all_cards(get_page, "/nb/services?topic=alcohol&topic=gambling&channel=chat")
    assert ids
    for id_ in ids:
        service = catalog.services[id_]
        assert {"alcohol", "gambling"} & set(service.topics)
        assert service.channels_of("chat")


def test_a_chosen_filter_can_be_taken_away_by_a_link(get_page: GetPage) -> None:
    """What is chosen stands above the list as links that take it away, and one that takes away all."""
    document = get_page("/en/services?topic=alcohol&audience=self")
    chips = [chip["href"] for chip in document.main.all("a", class_="chip--on")]
    assert sorted(chips) == ["/en/services?audience=self", "/en/services?topic=alcohol"]
    assert document.main.one("a", class_="chip--clear")["href"] == "/en/services"


def test_the_age_filter_shuts_no_door_that_nobody_confirmed(get_page: GetPage, catalog: Catalog) -> None:
    """S-26: below the lowest age is left out; above an unconfirmed highest age is not."""
    ids = _all_cards(get_page, "/nb/services?age=12")
    for id_ in ids:
        assert (catalog.services[id_].minimum_age or 0) <= 12
    form = get_page("/nb/services?age=12&topic=loneliness")
    hidden = {(one["name"], one["value"]) for one in form.main.all("input", type="hidden")}
    assert ("age", "12") in hidden
    assert ("topic", "loneliness") in hidden


def test_open_now_is_open_at_that_moment(make_app: MakeApp, catalog: Catalog) -> None:
    """Every service of the filter "open now" is open, also at three in the night."""
    night = datetime(2026, 11, 22, 3, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    ids = _all_cards(page_getter(make_app(now=night).test_client()), "/nb/services?open_now=1")
    assert ids
    assert all(service_opening(catalog.services[id_], night).is_open for id_ in ids)


def test_nonsense_in_the_address_is_no_error(get_page: GetPage) -> None:
    """Values that do not exist are left out; a page out of range is the nearest one."""
    assert _total(get_page("/nb/services?topic=nope&channel=&age=abc&page=999")) == _total(get_page("/nb/services"))
    get_page("/nb/services?place=9999&open_now=maybe&page=-1&audience=%00&age=99999999999")


def test_a_list_that_comes_to_nothing_shows_the_way_on(get_page: GetPage) -> None:
    """Filters that leave nothing can be taken away at once."""
    document = get_page("/en/services?topic=gambling&type=crisis-shelter")
    assert _total(document) == 0
    assert "/en/services" in document.links()
