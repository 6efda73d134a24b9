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


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("har ingen plass å sove, bruker heroin", "nb"),
        ("sover ute og fryser", "nb"),
        ("ikkje nokon stad å sove", "nn"),
        ("nowhere to sleep tonight", "en"),
        ("nie mam gdzie spać", "pl"),
        ("немає де спати", "uk"),
    ],
)
def test_who_has_no_bed_gets_a_roof_and_nav(index: SearchIndex, query: str, lang: str) -> None:
    """Without a place to sleep, doors with a roof and NAV, whose duty it is, come first; never one about something that
    was not said, such as trafficking."""
    first = [index.catalog.services[id_] for id_ in ids(ask(index, query, lang=lang))[:3]]
    assert first[0].type == "housing"
    assert any(service.type == "nav" for service in first)
    assert all(service.topics[0] != "trafficking" for service in first)


def test_a_child_without_a_bed_gets_the_child_welfare_service_too(index: SearchIndex) -> None:
    """A roof for a child is the child welfare service's matter as well."""
    first = [index.catalog.services[id_].type for id_ in ids(ask(index, "jeg er 15 og har ingen plass å sove"))[:5]]
    assert any(kind.startswith("child-welfare") for kind in first)


@pytest.mark.parametrize("query", ["ut av fengsel", "løslatt i dag", "nettopp ut av fengsel"])
def test_who_is_out_of_prison_is_not_sent_inside(index: SearchIndex, query: str) -> None:
    """Doors for after prison come before health care in prison."""
    found = [index.catalog.services[id_].type for id_ in ids(ask(index, query))]
    assert "after-prison" in found[:2]
    assert "prison-health" not in found[: found.index("after-prison") + 2]


@pytest.mark.parametrize("query", ["blir mobbet på skolen", "hevnporno", "delt nakenbilde", "bilder av meg på nett"])
def test_doors_for_people_at_work_wait_for_work(index: SearchIndex, query: str) -> None:
    """A line about trouble at work is not first when nothing speaks of work, and is when something does."""
    at_work = {"arbeidslivstelefonen"}
    assert at_work.isdisjoint(ids(ask(index, query))[:2])
    assert ids(ask(index, "blir mobbet på jobben"))[0] in at_work


def test_pupils_get_doors_for_pupils(index: SearchIndex) -> None:
    """Who is afraid of school is met at school, not at the university; a student still is."""
    first = [index.catalog.services[id_].type for id_ in ids(ask(index, "gruer meg til skolen"))[:3]]
    assert first[0] == "school-health"
    assert "student-welfare" not in first
    assert index.catalog.services[ids(ask(index, "student og stresset"))[0]].type == "student-welfare"


def test_a_child_who_asks_gets_no_line_for_parents(index: SearchIndex) -> None:
    """The young ask whether their parents will know: doors for them, and none first of all for parents."""
    first = [index.catalog.services[id_] for id_ in ids(ask(index, "får foreldrene mine vite det"))[:5]]
    assert first[0].type == "youth-clinic"
    assert all(service.topics[0] != "parenting" for service in first)
    assert sum("child" in service.audience for service in first) >= 3


def test_a_relative_is_not_sent_to_the_drinkers_meetings(index: SearchIndex) -> None:
    """Groups first of all for those who drink stand behind doors for relatives, also when a group is asked for."""
    first = [index.catalog.services[id_] for id_ in ids(ask(index, "mannen min drikker, samtalegruppe"))[:3]]
    assert all(service.audience[0] == "relative" for service in first)


@pytest.mark.parametrize("place", ["1106", "4614"])
def test_an_office_elsewhere_is_no_near_door(index: SearchIndex, place: str) -> None:
    """A door that is only an address in another town does not stand before those that are near or can be reached."""
    first = [index.catalog.services[id_] for id_ in ids(ask(index, "ensom og drikker", place=place))[:3]]
    assert all(service.reach != "national" or service.channels_of("phone", "sms", "chat") for service in first)


def test_a_language_lifts_only_what_is_asked_for(index: SearchIndex) -> None:
    """A language that is named lifts no door about something else, and doors for speakers of another stay behind."""
    first = ids(ask(index, "ukrainsk dame panikkanfall"))[:5]
    assert {"foreldrestottelinjen", "sanks"}.isdisjoint(first)
    assert "foreldrestottelinjen" in ids(ask(index, "ukrainsk foreldreveiledning"))[:3]
    assert ids(ask(index, "jeg er same og deprimert"))[0] == "sanks"
