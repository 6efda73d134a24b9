"""What is found, by words, names and numbers, and what never changes it."""

from __future__ import annotations

import gc
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from whoosh.index import open_dir
from whoosh.query import Or
from whoosh.query import Term as WhooshTerm

from directory.release import Release
from directory.search.facets import Filters
from directory.search.index import FIELDS, SearchIndex, build_index, open_index
from directory.search.measuring import text_scores
from directory.search.query import MOST_CHARACTERS
from tests.unit.searching import NOON, QUERIES, WORDS, ask, ids, indexed


@pytest.fixture(scope="module")
def index(release: Release) -> SearchIndex:
    return release.index


@pytest.fixture(scope="module")
def folder(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(release.catalog, [], folder, WORDS)
    return folder


@pytest.mark.parametrize("query", [query for query in QUERIES if "lonely" not in query])
def test_our_arrays_rank_as_whoosh_does(release: Release, folder: Path, query: str) -> None:
    """The text part has exactly Whoosh's own scores, and so its order."""
    ours = open_index(release.catalog, folder, WORDS)
    terms = ours.understanding.understand(query, "nb").terms
    wanted = Or([
        WhooshTerm(f"no_{field}", term.stem, boost=boost * term.weight)
        for term in terms for field, boost in FIELDS.items()
    ])  # fmt: skip
    with open_dir(str(folder), indexname="services").searcher() as searcher:
        theirs = {hit["id"]: hit.score for hit in searcher.search(wanted, limit=None)}
    scores = {
        service.id: float(score) for service, score in zip(ours.services, text_scores(ours.impacts, terms), strict=True)
    }
    assert theirs
    assert {id_: score for id_, score in scores.items() if score > 0} == pytest.approx(theirs, rel=1e-4)


def test_no_service_is_favoured_by_name(release: Release, tmp_path: Path) -> None:
    """With random ids and organisations, queries without names keep their order."""
    dice = random.Random(7)
    catalog = release.catalog
    organizations = list(catalog.organizations)
    renamed = {
        old: f"s{number:05}" for number, old in enumerate(dice.sample(list(catalog.services), len(catalog.services)))
    }
    changed = {
        renamed[old]: replace(
            service, id=renamed[old], organization=dice.choice(organizations) if service.organization else None,
            way_in=renamed.get(service.way_in or "", service.way_in),
        )
        for old, service in sorted(catalog.services.items(), key=lambda item: renamed[item[0]])
    }  # fmt: skip
    other = indexed(replace(catalog, services=changed), WORDS, tmp_path)
    plain = indexed(catalog, WORDS, tmp_path / "plain")
    for query in QUERIES:
        assert [renamed[id_] for id_ in ids(ask(plain, query))] == ids(ask(other, query)), query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("116123", "mental-helse-hjelpetelefonen"), ("116 123", "mental-helse-hjelpetelefonen"),
        ("AA", "anonyme-alkoholikere"), ("rustelefonen", "rusinfo"), ("RUSinfo", "rusinfo"), ("LEVE", "leve"),
        ("kirkens sos", "kirkens-sos"), ("krikens sos", "kirkens-sos"), ("alanon", "al-anon"),
        ("22 40 00 40", "kirkens-sos"),
        ("+47 22 40 00 40", "kirkens-sos"),
    ],
)  # fmt: skip
def test_names_and_numbers_find_their_service(index: SearchIndex, query: str, expected: str) -> None:
    """A name, a former name, an abbreviation or a number finds its service first."""
    assert ids(ask(index, query))[0] == expected


def test_an_ordinary_word_is_not_taken_for_a_name(index: SearchIndex) -> None:
    """ "leve" within a sentence is a word, not the association LEVE; neither is "fri" FRI."""
    for query, named in (("vil ikke leve", "leve"), ("vil bli fri fra rus", "fri")):
        assert all("name" not in hit.reasons for hit in ask(index, query).hits if hit.service_id == named)


def test_a_limit_takes_the_first(index: SearchIndex) -> None:
    """A smaller limit gives the beginning of the same list, and the total stays."""
    many, few = ask(index, "ensom", limit=30), ask(index, "ensom", limit=3)
    assert ids(few) == ids(many)[:3]
    assert few.total == many.total == len(ask(index, "ensom", limit=500).hits)


def test_filters_narrow_and_counts_follow(index: SearchIndex) -> None:
    """Filters leave only what fits, and the counts are those of the results."""
    everything = ask(index, "ensom", limit=500)
    chats = ask(index, "ensom", limit=500, filters=Filters(channel=frozenset({"chat"})))
    assert set(ids(chats)) < set(ids(everything))
    assert all(index.catalog.services[id_].channels_of("chat") for id_ in ids(chats))
    assert everything.facets.groups["channel"]["chat"] == chats.total == len(chats.hits)


def test_nothing_found_offers_the_nearest(index: SearchIndex) -> None:
    """A query without hits still has topics to go on with, and no spelling that finds nothing."""
    result = ask(index, "qwxz zzyqx")
    assert result.hits == ()
    assert result.total == 0
    assert result.did_you_mean is None
    assert len(result.nearest_topics) == 4
    assert set(result.nearest_topics) <= set(index.catalog.topics)


def test_did_you_mean_offers_only_what_finds_something(index: SearchIndex) -> None:
    """A doubtful word is left as it was typed, and the likely one is offered with something behind it."""
    offered = [
        result
        for word in ("dusg", "matr", "talk", "kart", "grup", "bibl", "turr")
        if (result := ask(index, word)).did_you_mean
    ]
    assert offered
    for result in offered:
        assert ask(index, result.did_you_mean or "").hits


def test_a_sure_slip_is_searched_at_once(index: SearchIndex) -> None:
    """One wrong letter does not stand between a person and the door, and the page can say what was read."""
    result = ask(index, "deprimrt")
    assert result.understood.corrections == (("deprimrt", "deprimert"),)
    assert ids(result) == ids(ask(index, "deprimert"))


@pytest.mark.parametrize("text", ["", "   ", "!?", "a" * 5000, "\x00", "ensom " * 2000, "(" * 300, "og i på", "😀"])
def test_any_text_is_answered(index: SearchIndex, text: str) -> None:
    """Whatever is sent, an answer comes."""
    assert ask(index, text).total >= 0


def test_only_the_beginning_of_a_long_text_is_read(index: SearchIndex) -> None:
    """What stands after the limit changes nothing."""
    text = "ensom og alene ".ljust(MOST_CHARACTERS, ".")
    assert ask(index, text + " gjeld inkasso").hits == ask(index, text).hits


def test_night_is_asked_of_the_coming_night(index: SearchIndex) -> None:
    """ "om natta" lifts what is open at night, also when it is asked at noon."""
    service = index.catalog.services[ids(ask(index, "noen å prate med om natta"))[0]]
    night = (NOON + timedelta(days=1)).replace(hour=2)
    at = index.services.index(service)
    assert index.facets.opening.open_bits(night) >> at & 1


def test_nothing_that_was_typed_stays(index: SearchIndex) -> None:
    """After a query, nothing that can be reached from the index holds unknown words, or words together (P-03)."""
    ask(index, "zebrakofte mamma drikker kjempefælt zebrakoftene 41526374", lang="en")
    typed = ("zebrakoft", "mammadrikker", "kjempefaelt", "41526374")
    reached, waiting, kept = set[int](), list[object]([index]), []
    while waiting:
        one = waiting.pop()
        if id(one) in reached or isinstance(one, type | ModuleType | FunctionType):
            continue
        reached.add(id(one))
        if isinstance(one, str) and any(part in one for part in typed):
            kept.append(one)
        waiting += gc.get_referents(one)
    assert len(reached) > 10_000
    assert kept == []
