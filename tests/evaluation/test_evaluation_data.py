"""The evaluation's own data holds together, so that its figures mean what they say. Asks the site nothing."""

import re
from collections import Counter
from pathlib import Path

import pytest

from directory.assistant.crisis_learned import ALARM
from directory.catalog.crisis_examples import NONE
from tests.evaluation.asking import LANGS
from tests.evaluation.cases import Case, Phrase, read_list, read_phrases, read_queries
from tests.evaluation.learning import crossed_scores, examples_by_group
from tests.evaluation.typing_slips import one_slip_variants

CONTENT = Path(__file__).parents[2] / "content"
LEAST = {
    "explicit": 60, "indirect": 40, "someone-else": 30, "negation": 10, "bereaved": 10, "look-alike": 60, "neutral": 20,
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


@pytest.mark.parametrize(("lang", "part"), [*((lang, 1) for lang in LANGS if lang != "se"), ("se", 2 / 3)])
def test_enough_phrases_of_every_kind(phrases, lang, part):
    """Each language has enough phrases of each kind for a share to mean something (Northern Sámi: two thirds)."""
    counts = Counter(phrase.kind for phrase in phrases if phrase.lang == lang)
    assert [kind for kind, least in LEAST.items() if counts[kind] < least * part] == []


def test_needs_stand_in_every_language():
    """Sixty needs, each in all eight languages, every topic of the content among them."""
    needs = read_list("needs.yaml")
    assert len(needs) == 60
    assert all(set(LANGS) <= {lang for lang, words in need.items() if words} for need in needs)
    assert {path.stem for path in (CONTENT / "topics").glob("*.md")} <= {need["topic"] for need in needs}


def test_nothing_is_taught_and_measured(phrases):
    """No phrase that is measured is one that the detector learns from."""
    taught = {one.text.casefold() for examples in examples_by_group().values() for one in examples}
    assert [phrase.text for phrase in phrases if phrase.text.casefold() in taught] == []


@pytest.mark.parametrize("lang", sorted({one.lang for examples in examples_by_group().values() for one in examples}))
def test_examples_are_enough(lang):
    """Each language has enough examples of each kind to learn from (fewer in Northern Sámi: few of us write it)."""
    examples = [one for given in examples_by_group().values() for one in given if one.lang == lang]
    counts = Counter(one.sort for one in examples)
    part = 2 / 3 if lang == "se" else 1
    least = {"explicit": 60, "indirect": 40, "someone-else": 30, "look-alike": 60, "bereaved": 20, "ordinary": 60}
    assert [sort for sort, number in least.items() if counts[sort] < number * part] == []
    assert {one.kind for one in examples} == CLASSES | {NONE}


@pytest.mark.parametrize("group", sorted(examples_by_group()))
def test_the_limit_keeps_false_alarms_low(group):
    """Judged by the others, at most one ordinary message in seven passes.

    Half of them are whole sentences that were written to hold the words of danger ("stop", "alone", "never"), and the
    look-alikes are nearer still: `evaluate` prints how many of each pass.
    """
    of_sort = [score for one, score in crossed_scores(group) if one.sort == "ordinary"]
    assert sum(score > ALARM for score in of_sort) <= len(of_sort) / 7


@pytest.mark.parametrize("lang", LANGS)
def test_every_class_has_phrases(phrases, lang):
    """Each class of S-06 has emergencies in each language, and no emergency is without a class."""
    assert {phrase.crisis_class for phrase in phrases if (phrase.lang, phrase.label) == (lang, "emergency")} == CLASSES


def test_slips_are_the_same_every_time(queries):
    """Two runs measure the same slips, and no slip leaves the query as it was."""
    variants = one_slip_variants(queries)
    assert variants == one_slip_variants(queries)
    originals = {case.id: case.query for case in queries}
    assert [slip.query for slip in variants if slip.query == originals[slip.id.split()[0]]] == []
