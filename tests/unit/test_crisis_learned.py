"""The second net: what examples teach about texts in which no phrase is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.assistant.crisis import Detector, build_patterns, detect
from directory.assistant.crisis_learned import ALARM, listen, read_learned, write_learned
from directory.assistant.crisis_learning import learn
from directory.assistant.crisis_text import read_words
from directory.catalog.crisis_examples import CrisisExample, read_examples
from directory.catalog.crisis_file import CrisisPatternFiles
from directory.catalog.problems import Problem
from directory.catalog.words_file import WordEntry, Words
from directory.release import Release

DANGER = (
    "the blue kettle sings tonight",
    "my blue kettle is singing",
    "blue kettle singing again",
    "kettle so blue now",
)
CALM = ("the green garden grows", "my garden is green", "a garden growing again", "garden so green now")
FAR = ("a kettle for sale", "where to buy a kettle", "paint it blue", "singing in the choir tonight")


def example(text: str, kind: str = "none", lang: str = "en") -> CrisisExample:
    return CrisisExample(text=text, kind=kind, sort="explicit" if kind != "none" else "ordinary", lang=lang)


LEARNED = learn(
    [*(example(text, "overdose") for text in DANGER), *(example(text) for text in (*CALM, *FAR))], Words()
)  # fmt: skip
DETECTOR = Detector(patterns=build_patterns(CrisisPatternFiles()), learned=LEARNED)


def score(text: str, lang: str = "en") -> float:
    heard = listen(LEARNED, read_words(text).words, lang)
    assert heard is not None
    return heard.score


def test_what_is_like_the_examples_is_heard() -> None:
    """A text that equals no example, but is made of the same pieces, is danger; one made of the others' is not."""
    assert score("the kettle is blue and sings") > score("the garden is green and grows")
    assert score("kettles singing blue tonight") > 0 > score("gardens growing green again")


def test_the_danger_at_the_end_of_a_long_text_is_heard() -> None:
    """S-03: a long text is looked at piece by piece, so that harmless words do not drown the few that count."""
    long = "the garden is green and it grows and grows " * 30
    assert score(long) < 0
    assert score(long + "blue kettle singing again") > score(long)


def test_the_class_is_the_one_whose_words_they_are() -> None:
    """Among several classes the words decide, not the number of examples."""
    learned = learn(
        [
            *(example(text, "overdose") for text in DANGER),
            *(example(f"cold river {word}", "child") for word in ("rises", "falls", "waits")),
            *(example(text) for text in CALM),
        ],
        Words(),
    )
    texts = ("there is the blue kettle", "there is that cold river")
    heard = [listen(learned, read_words(text).words, "en") for text in texts]
    assert [one.kind for one in heard if one] == ["overdose", "child"]


def test_everyday_phrases_are_no_alarm() -> None:
    """A phrase of the word lists weighs against an alarm, unless it belongs to a topic of danger."""
    examples = [*(example(text, "overdose") for text in DANGER), *(example(text) for text in CALM)]

    def heard(phrase: str, topic: str) -> float:
        entry = WordEntry(phrase=phrase, section="topics", target=topic, lang="en", file="words/en.yaml", line=1)
        found = learn(examples, Words(entries=(entry,)))["en"].hear(read_words("buy the blue kettle").words)
        assert found is not None
        return found.score

    assert heard("blue kettle", "sleep") < heard("green garden", "sleep")
    assert heard("blue kettle", "overdose") == heard("green garden", "overdose")


def test_a_single_word_of_a_list_teaches_nothing() -> None:
    """Lists may grow by words without making ordinary sentences sound more dangerous."""
    entries = tuple(
        WordEntry(phrase=word, section="topics", target="sleep", lang="en", file="words/en.yaml", line=1)
        for word in ("insomnia", "kettle", "nightmares")
    )
    examples = [*(example(text, "overdose") for text in DANGER), *(example(text) for text in CALM)]
    words = read_words("the blue kettle is here").words
    assert learn(examples, Words(entries=entries))["en"].hear(words) == learn(examples, Words())["en"].hear(words)


def test_a_release_keeps_what_was_learned(tmp_path: Path) -> None:
    """Written and read again, the weights are the same, and so is every answer (S-23)."""
    write_learned(LEARNED, tmp_path / "learned.npz")
    again = read_learned(tmp_path / "learned.npz")
    for text in (*DANGER, *CALM, "something else"):
        words = read_words(text).words
        assert again["en"].hear(words) == LEARNED["en"].hear(words)


def test_another_language_than_the_page_is_judged_by_its_own(release: Release) -> None:
    """Who writes Norwegian on an English page, or the other way round, is understood all the same."""
    for text, lang in (
        ("jeg har samlet tabletter og skrevet brev til ungene", "en"),
        ("i said goodbye to everyone and gave my dog away", "nb"),
    ):
        heard = listen(release.crisis.learned, read_words(text).words, lang)
        assert heard is not None
        assert heard.score > ALARM


def test_nothing_learned_finds_nothing() -> None:
    """Without examples the phrases stand alone."""
    assert detect(Detector(patterns=DETECTOR.patterns), "blue kettle singing", "en") is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("suicide: [a\n", "yaml"),
        ("sorrow:\n  explicit:\n    - a\nnone:\n  ordinary:\n    - b\n", "section"),
        ("suicide:\n  loud:\n    - a\n", "kind"),
        ("suicide:\n  explicit:\n    - a\nnone:\n  ordinary:\n    - A\n", "twice"),
        ("suicide:\n  explicit:\n    - \n    - a\nnone:\n  ordinary:\n    - b\n", "phrase"),
        ("suicide:\n  explicit:\n    - a\n", "empty"),
    ],
)
def test_a_broken_file_is_told(tmp_path: Path, text: str, rule: str) -> None:
    """Every fault is a problem with its line, and the rest of the file is read."""
    (tmp_path / "en.yaml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    read_examples(tmp_path, problems)
    assert rule in [problem.rule for problem in problems]
    assert all(problem.file == "crisis/examples/en.yaml" and problem.line >= 1 for problem in problems)
