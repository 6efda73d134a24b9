"""How the crisis examples judge each other: each tenth by what the other nine teach. Where `ALARM` comes from.

Knows nothing of the phrases that are measured (`crisis.yaml`), so the limit is not tuned to them.
"""

from __future__ import annotations

from collections import Counter

from directory.assistant.crisis_learned import ALARM
from directory.assistant.crisis_learning import everyday, learn_group
from directory.assistant.crisis_text import read_words
from directory.catalog import words_file
from directory.catalog.crisis_examples import CrisisExample, read_examples
from directory.language.stemming import group_of
from tests.evaluation.cases import HERE

CONTENT = HERE.parents[1] / "content"
_FOLDS = 10
_LIMITS = (ALARM - 0.2, ALARM - 0.1, ALARM - 0.05, ALARM, ALARM + 0.05, ALARM + 0.1, ALARM + 0.3)


def crossed_scores(group: str) -> list[tuple[CrisisExample, float]]:
    """Each example of a group with the score that it gets without itself."""
    examples, always = examples_by_group()[group], everyday_by_group().get(group, [])
    scores = []
    for fold in range(_FOLDS):
        others = [one for number, one in enumerate(examples) if number % _FOLDS != fold]
        learned = learn_group([*others, *always])
        for one in examples[fold::_FOLDS]:
            heard = learned.hear(read_words(one.text).words)
            scores.append((one, heard.score if heard else -1.0))
    return scores


def examples_by_group() -> dict[str, list[CrisisExample]]:
    """The examples of the content; bokmål and nynorsk are one group."""
    groups: dict[str, list[CrisisExample]] = {}
    for one in read_examples(CONTENT / "crisis" / "examples", []):
        groups.setdefault(group_of(one.lang), []).append(one)
    return groups


def everyday_by_group() -> dict[str, list[CrisisExample]]:
    """The everyday words that are learned from beside them."""
    groups: dict[str, list[CrisisExample]] = {}
    for one in everyday(words_file.read_words(CONTENT / "words", [])):
        groups.setdefault(group_of(one.lang), []).append(one)
    return groups


def print_learning() -> None:
    for group in examples_by_group():
        scores = crossed_scores(group)
        count = Counter(one.sort for one, _ in scores)
        print(f"\nExamples, {group}: share above a limit, each tenth judged by the others")
        print("  limit  " + "".join(f"{sort:>14}" for sort in count))
        for limit in _LIMITS:
            above = Counter(one.sort for one, score in scores if score > limit)
            print(f"  {limit:5.2f}  " + "".join(f"{above[sort] / count[sort]:14.3f}" for sort in count))
