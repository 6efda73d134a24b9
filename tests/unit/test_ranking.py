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


def _warns(service: Service) -> bool:
    return service.status == "uncertain" or bool(service.alert)


@pytest.mark.parametrize("place", ["1106", "1145", None])
@pytest.mark.parametrize(
    "query",
    ["mannen min drikker", "manen min drikekr", "kona mi drikker", "sønnen min ruser seg", "pårørende", "ensom"],
)
def test_a_door_that_may_have_closed_is_never_first(index: SearchIndex, query: str, place: str | None) -> None:
    """Where a sure door suits, one whose card warns does not stand first, however near it is; it stays in the list."""
    found = [index.catalog.services[id_] for id_ in ids(ask(index, query, place=place))]
    assert not _warns(found[0])
    assert found[0].actionable


def test_a_warning_sends_no_door_away(release: Release, tmp_path: Path) -> None:
    """The best door gives the first place away when it is in doubt, and stays near it; with its name typed in full it
    stands first, warning and all."""
    services = release.catalog.services
    first = ids(ask(release.index, "mannen min drikker"))[0]
    doubted = {**services, first: replace(services[first], status="uncertain", alert="Vi vet ikke om det er åpent.")}
    other = indexed(replace(release.catalog, services=doubted), WORDS, tmp_path)
    again = ids(ask(other, "mannen min drikker"))
    assert again[0] != first
    assert first in again[:8]
    assert ids(ask(other, services[first].name))[0] == first


@pytest.mark.parametrize("query", ["ensom", "einsam", "alene", "trist", "sorg", "sliten"])
def test_a_feeling_leads_to_someone_to_talk_to(index: SearchIndex, query: str) -> None:
    """Whoever says in one word how they feel, and not where they are, first gets someone to talk to or to meet; never a
    body that is first of all about something else."""
    first = index.catalog.services[ids(ask(index, query, place=None))[0]]
    assert first.type in ("helpline", "chat", "meeting-place")
    assert not {"alcohol", "drugs", "prison", "work"} & set(first.topics[:1])


@pytest.mark.parametrize(
    "query",
    ["jeg spiller for mye og har fått inkasso", "spillavhengig og gjeld", "odds og gjeld",
     "jeg har spilt bort alt og har gjeld"],
)  # fmt: skip
def test_gambling_and_debt_bring_both_doors(index: SearchIndex, query: str) -> None:
    """Who has gambled and owes money gets help with both among the first three."""
    first = [index.catalog.services[id_] for id_ in ids(ask(index, query, place=None))[:3]]
    assert any(service.topics[0] == "gambling" for service in first)
    assert any(service.type == "debt-advice" for service in first)


@pytest.mark.parametrize("query", ["spilleproblemer", "gambling", "har spilt bort pengene"])
def test_gambling_has_help_with_debt_near(index: SearchIndex, query: str) -> None:
    """Gambling costs money, so help with debt stands in the list though nobody names it, after help with gambling."""
    found = [index.catalog.services[id_] for id_ in ids(ask(index, query, place=None))]
    assert found[0].topics[0] == "gambling"
    assert any(service.type == "debt-advice" for service in found[:8])


@pytest.mark.parametrize(
    "query",
    ["redd for at barnevernet kommer", "redd for at barnevernet tar barna", "barnevernet vil ta barnet mitt",
     "jeg er redd barnevernet tar barna mine"],
)  # fmt: skip
def test_whom_one_fears_is_not_the_first_door(index: SearchIndex, query: str) -> None:
    """Who is afraid of the child welfare service gets somebody else to talk to first; who asks for it gets it."""
    service = {"child-welfare", "child-welfare-emergency"}
    first = [index.catalog.services[id_] for id_ in ids(ask(index, query))[:3]]
    assert not service & {one.type for one in first}
    assert "child-not-safe" not in {one.topics[0] for one in first}
    asked = index.catalog.services[ids(ask(index, "bekymringsmelding til barnevernet"))[0]]
    assert asked.type in service


@pytest.mark.parametrize("query", ["jeg har ikke papirer", "uten lovlig opphold", "papirløs"])
def test_no_papers_lead_to_advice_and_to_doors_that_ask_no_name(index: SearchIndex, query: str) -> None:
    """Without papers one first finds legal advice and doors for those who are new here; none that is for workplaces."""
    first = [index.catalog.services[id_] for id_ in ids(ask(index, query, place=None))[:3]]
    assert first[0].type == "legal-aid"
    assert all("refugee" in service.topics for service in first)


@pytest.mark.parametrize("query", ["jeg har ikke jobb", "uten jobb og drikker", "arbeidsledig og drikker"])
def test_without_a_job_doors_for_workplaces_are_not_first(index: SearchIndex, query: str) -> None:
    """What is for workplaces and for trouble at work is not among the first for the one who has no job."""
    for id_ in ids(ask(index, query, place=None))[:3]:
        service = index.catalog.services[id_]
        at_work = service.topics[:1] == ("work",) and ("staff" in service.audience or service.type == "helpline")
        assert not at_work, id_
