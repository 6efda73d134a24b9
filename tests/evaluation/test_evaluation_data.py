"""The evaluation's own data holds together, so that its figures mean what they say. Asks the site nothing."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.evaluation.cases import Case, Phrase, read_list, read_phrases, read_queries
from tests.evaluation.typing_slips import one_slip_variants

CONTENT = Path(__file__).parents[2] / "content"
LEAST = {
    "explicit": 60, "indirect": 40, "someone-else": 30, "negation": 15, "bereaved": 15, "look-alike": 60, "neutral": 60,
}  # fmt: skip
CLASSES = {"suicide", "overdose", "violence", "child", "danger-to-others", "confusion", "eating"}


@pytest.fixture(scope="module")
def queries() -> list[Case]:
    return read_queries()


@pytest.fixture(scope="module")
def phrases() -> list[Phrase]:
    return read_phrases("crisis.yaml")


@pytest.fixture(scope="module")
def type_of_service() -> dict[str, str]:
    """Id of each service in the content, with its type."""
    types = {}
    for path in sorted((CONTENT / "services").glob("*.md")):
        found = re.search(r"^type: *([\w-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        types[path.stem] = found[1] if found else ""
    return types


def test_every_door_exists(queries, type_of_service):
    """A door that must come is a service of the content."""
    wanted = {door for case in queries for door in case.wanted}
    assert wanted - set(type_of_service) == set()


def test_every_type_is_asked_for(queries, type_of_service):
    """Every type of service that the content has is the right answer to some query."""
    asked = {type_of_service.get(door) for case in queries for door in case.wanted}
    assert set(type_of_service.values()) - asked == set()


def test_every_helpline_is_asked_for(queries, type_of_service):
    """Every helpline and chat is the right answer to some query."""
    asked = {door for case in queries for door in case.wanted}
    lines = {service for service, kind in type_of_service.items() if kind in ("helpline", "chat")}
    assert lines - asked == set()


def test_every_topic_is_asked_about(queries):
    """Every topic of the content has a query of its own, and no query has a topic that is gone."""
    topics = {path.stem for path in (CONTENT / "topics").glob("*.md")}
    assert {case.topic for case in queries if case.topic} == topics


def test_nothing_is_counted_twice(queries, phrases):
    """No id, query or phrase stands twice, and none of our phrases is one of the sample."""
    seen = Counter(case.id for case in queries)
    seen.update(phrase.id for phrase in phrases)
    seen.update((case.query.lower(), case.place) for case in queries)
    seen.update(item["text"].lower() for file in ("crisis.yaml", "sample-crisis.yaml") for item in read_list(file))
    assert [what for what, times in seen.items() if times > 1] == []


@pytest.mark.parametrize(("lang", "part"), [("nb", 1), ("nn", 2 / 3), ("en", 1)])
def test_enough_phrases_of_every_kind(phrases, lang, part):
    """Each language has enough phrases of each kind for a share to mean something (nynorsk: two thirds)."""
    counts = Counter(phrase.kind for phrase in phrases if phrase.lang == lang)
    assert [kind for kind, least in LEAST.items() if counts[kind] < least * part] == []


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_class_has_phrases(phrases, lang):
    """Each class of S-06 has emergencies in each language, and no emergency is without a class."""
    assert {phrase.crisis_class for phrase in phrases if (phrase.lang, phrase.label) == (lang, "emergency")} == CLASSES


def test_slips_are_the_same_every_time(queries):
    """Two runs measure the same slips, and no slip leaves the query as it was."""
    variants = one_slip_variants(queries)
    assert variants == one_slip_variants(queries)
    originals = {case.id: case.query for case in queries}
    assert [slip.query for slip in variants if slip.query == originals[slip.id.split()[0]]] == []
