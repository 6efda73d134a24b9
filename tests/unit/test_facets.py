"""Filters and counts, against the plain way of counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalog.hours import service_opening
from directory.catalog.models import Catalog, Service
from directory.search.facets import (
    FLAGS,
    GROUPS,
    NO_PHONE,
    Facets,
    Filters,
    Flag,
    Group,
    build_facets,
    filter_services,
    positions,
    takes_age,
)  # fmt: skip

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture(scope="module")
def facets(catalog: Catalog) -> Facets:
    return build_facets(catalog)


def values_of(service: Service, group: Group) -> set[str]:
    values: dict[Group, set[str]] = {
        "audience": set(service.audience), "topic": set(service.topics), "type": {service.type},
        "channel": {channel.kind for channel in service.channels},
        "language": {*service.languages, *(lang for channel in service.channels for lang in channel.languages)},
        "course": {str(course) for course in service.pathway},
    }  # fmt: skip
    return values[group]


def has(service: Service, flag: Flag) -> bool:
    return {
        "open_now": service_opening(service, NOON).is_open and any(c.schedule for c in service.channels),
        "free": service.fees == "free", "no_referral": service.low_threshold, "no_name": service.anonymous is True,
        "drop_in": service.drop_in is True, "peers": service.peer_support is True,
        "no_phone": any(channel.kind in NO_PHONE for channel in service.channels),
    }[flag]  # fmt: skip


def fits(service: Service, filters: Filters, besides: Group | None = None) -> bool:
    """The plain way: does the service pass every filter, one group left aside?"""
    groups = [group for group in GROUPS if group != besides and filters.chosen(group)]
    return (
        service.status != "closed"
        and all(values_of(service, group) & filters.chosen(group) for group in groups)
        and all(has(service, flag) for flag in filters.flags())
        and (filters.age is None or takes_age(service, filters.age, NOON.date()))
        and (filters.place is None or service.reach != "local" or filters.place in service.service_area)
    )


CHOICES = st.builds(
    Filters,
    audience=st.frozensets(st.sampled_from(["self", "relative", "child"]), max_size=2),
    topic=st.frozensets(st.sampled_from(["loneliness", "drugs", "money", "grief"]), max_size=2),
    channel=st.frozensets(st.sampled_from(["chat", "phone", "visit"]), max_size=2),
    type=st.frozensets(st.sampled_from(["helpline", "chat", "gp"]), max_size=1),
    open_now=st.booleans(), free=st.booleans(), no_phone=st.booleans(), peers=st.booleans(),
    age=st.sampled_from([None, 12, 40]), place=st.sampled_from([None, "1106", "4614"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(filters=CHOICES)
def test_filters_and_counts_are_right(catalog: Catalog, facets: Facets, filters: Filters) -> None:
    """OR within a group, AND between groups; a count is what one gets by choosing that value too."""
    services = catalog.services.values()
    result = filter_services(facets, filters, NOON)
    assert list(result.ids) == [service.id for service in services if fits(service, filters)]
    assert result.counts.total == len(result.ids)
    for group in GROUPS:
        others = [service for service in services if fits(service, filters, besides=group)]
        for value, count in result.counts.groups[group].items():
            assert count == sum(value in values_of(service, group) for service in others), (group, value)
    for flag in FLAGS:
        assert result.counts.flags[flag] == sum(has(catalog.services[id_], flag) for id_ in result.ids), flag


def test_a_count_keeps_its_promise(catalog: Catalog, facets: Facets) -> None:
    """Choosing a value gives as many services as its count said."""
    before = Filters(topic=frozenset({"loneliness"}), place="1106")
    for value, count in filter_services(facets, before, NOON).counts.groups["channel"].items():
        after = replace(before, channel=frozenset({value}))
        assert len(filter_services(facets, after, NOON).ids) == count


def test_an_unconfirmed_maximum_age_never_shuts(catalog: Catalog) -> None:
    """S-26: a maximum age that nobody has confirmed for a year warns, and does not shut; a confirmed one does."""
    today = NOON.date()
    service = replace(catalog.services["kors-pa-halsen"], minimum_age=None, maximum_age=18, assured_date=None)
    assert takes_age(service, 19, today)
    assert not takes_age(replace(service, assured_date=today), 19, today)
    assert takes_age(replace(service, assured_date=today - timedelta(days=365)), 19, today)
    assert not takes_age(replace(service, minimum_age=10), 9, today)


def test_closed_services_are_nowhere(catalog: Catalog) -> None:
    """A closed service is in no result and no count."""
    closed = {id_: replace(service, status="closed") for id_, service in catalog.services.items()}
    result = filter_services(build_facets(replace(catalog, services=closed)), Filters(), NOON)
    assert result.ids == ()
    assert result.counts.total == 0


def test_positions_are_those_of_the_bits() -> None:
    """Bits are read from the lowest to the highest."""
    assert list(positions(0b1001_0110)) == [1, 2, 4, 7]
    assert list(positions(0)) == []
