"""How many pages may be made for one network, whose request it is, and what is remembered of it."""

from __future__ import annotations

import gc
from datetime import timedelta

import pytest
from flask import Flask

from directory.release import Release
from directory.web import create_app, rate_limit
from directory.web.rate_limit import RateLimit, asking_network, network_of
from directory.web.settings import Settings
from tests.conftest import NOON, FixedRelease

ADDRESS = "203.0.113.77"  # of a range that is kept for examples; Python calls it private


@pytest.fixture(autouse=True)
def _examples_are_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses kept for examples count as anyone's here."""
    monkeypatch.setattr("ipaddress.IPv4Address.is_private", False)
    monkeypatch.setattr("ipaddress.IPv6Address.is_private", False)


def test_a_network_that_never_stops_is_refused_until_it_rests() -> None:
    """What was saved up is used at once, then a page comes free now and again; other networks notice nothing."""
    limit = RateLimit(a_second=2, at_once=10)
    assert [limit.allows("a", NOON) for _ in range(12)] == [True] * 10 + [False] * 2
    assert limit.allows("b", NOON)
    assert not limit.allows("a", NOON + timedelta(seconds=0.4))
    assert limit.allows("a", NOON + timedelta(seconds=1))
    assert limit.allows("a", NOON - timedelta(hours=1)) is True  # a clock that is set back takes nothing away
    later = NOON + timedelta(hours=1)
    assert [limit.allows("a", later) for _ in range(11)] == [True] * 10 + [False]


def test_a_shared_network_is_served_generously() -> None:
    """Three school classes of thirty behind one address, each pupil turning a page every five seconds for an hour and
    all beginning at once, are never refused."""
    limit = RateLimit()
    for second in range(0, 3600, 5):
        now = NOON.replace(hour=8) + timedelta(seconds=second)
        assert all(limit.allows("school", now) for _ in range(90))


def test_no_address_is_kept() -> None:
    """What is remembered of a network is a hash with a key of the day: no address, no network, and not the same
    tomorrow."""
    limit = RateLimit()
    network = network_of(ADDRESS)
    assert network
    limit.allows(network, NOON)
    (today,) = limit._left
    assert network.encode() not in today
    assert bytes.fromhex(network) not in today
    kept = str(gc.get_referents(limit.__dict__, limit._left))
    assert ADDRESS not in kept
    assert network not in kept
    limit.allows(network, NOON + timedelta(days=1))
    (tomorrow,) = limit._left
    assert tomorrow != today


def test_memory_is_bounded() -> None:
    """However many networks come, only so many are remembered; the one that was quiet longest goes first."""
    limit = RateLimit(a_second=0, at_once=1, most=3)
    for network in ("a", "b", "c", "d"):
        assert limit.allows(network, NOON)
    assert len(limit) == 3
    assert not limit.allows("d", NOON)
    assert limit.allows("a", NOON)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.1", "203.0.113.254", True), ("203.0.113.1", "203.0.114.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9", True), ("2001:db8:1::1", "2001:db8:2::1", False),
        ("::ffff:203.0.113.9", "203.0.113.1", True), ("[2001:db8:1::1]", "2001:db8:1::2", True),
    ],
)  # fmt: skip
def test_neighbours_share_a_network(one: str, other: str, same: bool) -> None:
    """The first 24 bits of IPv4 and 48 of IPv6 count, however the address is written."""
    assert (network_of(one) == network_of(other)) is same


@pytest.mark.parametrize("address", ["", "127.0.0.1", "::1", "unix:", "nonsense", "fe80::1%eth0", "203.0.113.1:80"])
def test_nobody_in_particular_is_never_refused(address: str) -> None:
    """Our own machine, a proxy on it, and what is no address belong to no network that could use up anything."""
    assert network_of(address) is None


@pytest.mark.parametrize(
    ("proxies", "forwarded", "whose"),
    [
        (0, "198.51.100.1", ADDRESS), (1, "198.51.100.1", "198.51.100.1"), (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 192.0.2.1", "198.51.100.1"), (2, "198.51.100.1", None), (1, "", None),
    ],
)  # fmt: skip
def test_only_our_own_proxies_are_believed(proxies: int, forwarded: str, whose: str | None) -> None:
    """A visitor who writes `X-Forwarded-For` neither escapes nor puts the blame on another."""
    assert asking_network(ADDRESS, forwarded, proxies) == (network_of(whose) if whose else None)


@pytest.fixture
def tired(release: Release, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A site that makes three pages for a network, and then no more."""
    monkeypatch.setattr("directory.web.RateLimit", lambda: RateLimit(a_second=0, at_once=3))
    return create_app(FixedRelease(release), lambda: NOON, Settings())


def test_who_asks_too_much_gets_the_numbers(tired: Flask) -> None:
    """429 is the page of numbers, says when to come again and is not kept; other networks are served as before."""
    client = tired.test_client()
    answers = [
        client.post("/nb/search", data={"q": "angst"}, environ_base={"REMOTE_ADDR": ADDRESS}) for _ in range(4)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "tel:113" in answers[-1].text
    assert answers[-1].headers["Retry-After"] == "30"
    assert answers[-1].headers["Cache-Control"] == "no-store"
    assert client.get("/nb/search", environ_base={"REMOTE_ADDR": "198.51.100.9"}).status_code == 200


@pytest.mark.parametrize("path", ["/nb/crisis", "/ar/crisis", "/static/css/emergency.css", "/health"])
def test_crisis_is_never_refused(tired: Flask, path: str) -> None:
    """The crisis page, what the emergency page needs, and health are answered to anyone, however often."""
    client = tired.test_client()
    for _ in range(3):
        client.get("/nb/search", environ_base={"REMOTE_ADDR": ADDRESS})
    assert client.get("/nb/search", environ_base={"REMOTE_ADDR": ADDRESS}).status_code == 429
    for _ in range(5):
        assert client.get(path, environ_base={"REMOTE_ADDR": ADDRESS}).status_code == 200


def test_kept_pages_are_not_counted(tired: Flask) -> None:
    """A page that is kept costs nothing: a whole town may read it."""
    client = tired.test_client()
    for _ in range(20):
        assert client.get("/nb/topics/money", environ_base={"REMOTE_ADDR": ADDRESS}).status_code == 200


def test_the_names_of_what_is_never_refused_exist(tired: Flask) -> None:
    """Each endpoint on the list is one of ours: a route that is renamed does not lose its promise in silence."""
    assert set(tired.view_functions) >= rate_limit.NEVER | set(rate_limit.COSTS)


def test_what_takes_long_counts_for_more() -> None:
    """A network may ask for a few sheets to print at once, not for hundreds."""
    limit, cost = RateLimit(), rate_limit.COSTS["handout_pdf.handout_pdf"]
    assert 5 <= sum(limit.allows("a", NOON, cost) for _ in range(600)) <= 20
