"""Who comes first, for whom, and what sinks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from directory.catalog.models import Service
from directory.release import Release
from directory.search.index import SearchIndex, build_index, open_index
from tests.unit.searching import NOON, QUERIES, WORDS, ask, ids, indexed


@pytest.fixture(scope="module")
def index(release: Release) -> SearchIndex:
    return release.index


@pytest.fixture(scope="module")
def folder(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(release.catalog, [], folder, WORDS)
    return folder


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("har jeg bipolar", "bipolar"),
        ("har sønnen min adhd", "adhd"),
        ("er jeg bipolar?", "bipolar"),
        ("do i have ocd", "ocd"),
    ],
)
def test_asking_what_one_has_finds_a_person_to_ask(index: SearchIndex, query: str, condition: str) -> None:
    """S-12b: "Har jeg …?" never puts a door named after the condition first."""
    first = index.catalog.services[ids(ask(index, query))[0]]
    assert condition not in f"{first.name} {' '.join(first.also_known_as)}".casefold()
    assert first.type not in ("user-organization", "self-help-group")


def test_having_it_finds_those_who_have_it_too(index: SearchIndex) -> None:
    """S-12b: "Jeg har …" leads to peers and their organisation first."""
    first = [index.catalog.services[id_] for id_ in ids(ask(index, "jeg har bipolar"))[:2]]
    assert all(service.peer_support for service in first)


def test_a_relative_gets_the_doors_for_relatives(index: SearchIndex) -> None:
    """Who asks for someone else gets doors for relatives before the same need's doors for oneself."""
    mine = ids(ask(index, "jeg drikker for mye"))[:3]
    theirs = ids(ask(index, "mannen min drikker for mye"))[:3]
    services = index.catalog.services
    assert sum("relative" in services[id_].audience for id_ in theirs) == 3
    assert mine != theirs
    assert any(services[id_].audience[0] == "relative" for id_ in theirs)


def test_near_comes_before_national(index: SearchIndex) -> None:
    """Among equally relevant doors the one here comes first; one that is local elsewhere does not."""
    found = ids(ask(index, "barnevernvakt", place="1106"))
    services = index.catalog.services
    here = next(at for at, id_ in enumerate(found) if "1106" in services[id_].service_area)
    assert here == 0
    assert all(not services[id_].service_area or "1106" in services[id_].service_area for id_ in found[:3])


def test_a_place_in_the_query_goes_before_the_chosen_one(index: SearchIndex) -> None:
    """The place that is typed is the one that counts."""
    result = ask(index, "legevakt stord", place="1106")
    assert result.understood.place == "4614"
    assert "4614" in index.catalog.services[ids(result)[0]].service_area


def test_who_is_hurt_is_not_sent_to_couples_talks_first(index: SearchIndex) -> None:
    """S-05: doors for couples and for those who hit never come among the first for the one who is hurt."""
    for query in ("mannen min slår meg", "kjæresten truer meg"):
        first = [index.catalog.services[id_] for id_ in ids(ask(index, query))[:3]]
        assert all(service.type != "family-counselling" for service in first)
        assert all(service.topics[0] != "afraid-to-hurt" for service in first)


def test_doors_in_doubt_sink(release: Release, index: SearchIndex, tmp_path: Path) -> None:
    """The same door ranks lower when it is uncertain, and lower when it has no contact."""
    target = ids(ask(index, "ensom"))[0]

    def rank(service: Service) -> int:
        catalog = replace(release.catalog, services={**release.catalog.services, target: service})
        found = ids(
            ask(indexed(catalog, WORDS, tmp_path / f"{len(list(tmp_path.iterdir()))}"), "ensom", limit=60)
        )
        return found.index(target)

    service = release.catalog.services[target]
    assert rank(service) == 0
    assert rank(replace(service, status="uncertain", alert="Ikke bekreftet")) > 0
    assert rank(replace(service, channels=(), website=None)) > 0


def test_a_closed_service_is_never_found(release: Release, tmp_path: Path) -> None:
    """What is closed is not in the results, not even by its name."""
    services = dict(release.catalog.services)
    services["rusinfo"] = replace(services["rusinfo"], status="closed", closed_date=NOON.date())
    closed = indexed(replace(release.catalog, services=services), WORDS, tmp_path)
    assert "rusinfo" not in ids(ask(closed, "rusinfo", limit=50))


def test_the_same_question_has_the_same_answer(release: Release, folder: Path) -> None:
    """Order is deterministic: opened twice, asked twice, the same hits with the same scores."""
    one, other = (open_index(release.catalog, folder, WORDS) for _ in range(2))
    for query in QUERIES:
        assert ask(one, query).hits == ask(other, query).hits == ask(one, query).hits


def test_names_break_ties(release: Release, tmp_path: Path) -> None:
    """Doors that are equal in everything stand in the order of their names."""
    like = release.catalog.services["kirkens-sos"]
    twins = {
        id_: replace(like, id=id_, name=name, also_known_as=())
        for id_, name in (("a", "Ørn"), ("b", "And"), ("c", "Ku"))
    }
    found = ask(indexed(replace(release.catalog, services=twins), WORDS, tmp_path), "ensom")
    assert ids(found) == ["b", "c", "a"]
