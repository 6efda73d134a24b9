"""The same needs bring the same doors in every language, and every language has the words for it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from directory.catalog.words_file import read_words
from directory.release import Release
from directory.search.query import SearchRequest, search
from tests.evaluation.asking import LANGS, PLACE
from tests.evaluation.cases import read_list
from tests.evaluation.measures import doors_kept
from tests.evaluation.word_counts import CONTENT, count_words

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))
KEPT = 0.80
"""Of the doors that bokmål brings."""
FEWEST_OF_A_TOPIC = 3


@pytest.fixture(scope="module")
def brought(release: Release) -> dict[str, list[list[str]]]:
    """Language -> the doors of each need, best first."""

    def doors(text: str, lang: str) -> list[str]:
        request = SearchRequest(text=text, lang=lang, now=NOON, place=PLACE, limit=10)
        return [hit.service_id for hit in search(release.index, request).hits]

    needs = read_list("needs.yaml")
    return {lang: [doors(need[lang], lang) for need in needs] for lang in LANGS}


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "nb"])
def test_the_same_needs_bring_the_same_doors(brought: dict[str, list[list[str]]], lang: str) -> None:
    """Sixty needs asked in each language bring at least 80 % of the doors that bokmål brings."""
    shares = [doors_kept(wanted, found) for wanted, found in zip(brought["nb"], brought[lang], strict=True)]
    assert sum(shares) / len(shares) >= KEPT


@pytest.mark.parametrize(
    ("lang", "least"), [("en", 250), ("pl", 250), ("uk", 250), ("ar", 250), ("so", 120), ("se", 120)]
)
def test_each_language_has_words_enough(lang: str, least: int) -> None:
    """The lists hold at least so many entries, the forms of one word counted once."""
    assert count_words()[lang].words >= least


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "nn"])
def test_every_topic_has_words_in_every_language(lang: str) -> None:
    """Every topic is found by at least three everyday words (nynorsk has those of bokmål as well)."""
    topics = {path.stem for path in (CONTENT / "topics").glob("*.md")} - {"other"}
    entries = [entry for entry in read_words(CONTENT / "words", []).entries if entry.lang == lang]
    counts = {topic: sum((e.section, e.target) == ("topics", topic) for e in entries) for topic in topics}
    assert {topic: count for topic, count in counts.items() if count < FEWEST_OF_A_TOPIC} == {}
