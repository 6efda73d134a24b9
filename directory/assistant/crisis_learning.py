"""How the second net learns from the example phrases: what each piece of a text weighs for or against danger.

Each example in `content/crisis/examples/` is cut into pieces; the weights are those that come nearest to calling every
example in danger 1 and every other -1 without any one piece weighing much (ridge regression over TF-IDF, solved by
conjugate gradients). For the class of a danger, words and pairs are counted (complement naive Bayes). Counting and
solving only, so the same examples always give the same weights. What is done with them stands in `crisis_learned`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from zlib import crc32

import numpy as np
import numpy.typing as npt

from directory.assistant.crisis_learned import LearnedAlarm, pieces
from directory.assistant.crisis_text import read_words
from directory.catalog.crisis_examples import NONE, CrisisExample
from directory.catalog.words_file import Words
from directory.language.stemming import group_of

_TELLING_TOPICS = frozenset({
    "not-wanting-to-live", "hurting-myself", "bereaved-by-suicide", "overdose", "eating", "unusual-experiences",
    "hurt-by-someone", "afraid-of-someone", "afraid-to-hurt", "sexual-abuse", "sexual-thoughts-i-fear", "trafficking",
    "social-control", "child-not-safe",
})  # fmt: skip
"""Topics whose everyday words may be said in danger. Those of all others are examples without."""
_EVERYDAY = "everyday"
"""The sort of an example that is an everyday phrase of the word lists."""
_WORTH = 0.3
"""What an everyday phrase counts beside an example: there are many, and they are short and easy to tell apart."""
_RARE = 2
"""A piece that only one example holds teaches nothing about others; whole words are kept."""
_HOLD = 0.3
"""How strongly every weight is held near nought: less learns the examples by heart, more learns nothing."""
_ROUNDS, _NEAR = 60, 1e-3
"""When to stop solving: after so many rounds, or when so little of what was to be explained is left."""
_SMOOTHING = 0.1

Floats = npt.NDArray[np.float64]


def everyday(words: Words) -> Iterator[CrisisExample]:
    """The word lists' phrases for ordinary needs ("får ikke sove"): no one of them may be an alarm.

    A single word is no example: nothing is said with it yet, and a list that grows by such words would make all that is
    left sound more dangerous.
    """
    for entry in words.entries:
        calm = entry.section == "topics" and entry.target not in _TELLING_TOPICS and not set("+/") & set(entry.phrase)
        if calm and len(read_words(entry.phrase).words) > 1:
            yield CrisisExample(text=entry.phrase, kind=NONE, sort=_EVERYDAY, lang=entry.lang)


def learn(examples: Iterable[CrisisExample], words: Words) -> dict[str, LearnedAlarm]:
    """Group of languages -> what its examples and everyday words teach. A group without examples is left out."""
    by_group: dict[str, list[CrisisExample]] = {}
    for example in examples:
        by_group.setdefault(group_of(example.lang), []).append(example)
    for example in everyday(words):
        if group_of(example.lang) in by_group:
            by_group[group_of(example.lang)].append(example)
    return {group: learn_group(given) for group, given in sorted(by_group.items())}


def learn_group(examples: Sequence[CrisisExample]) -> LearnedAlarm:
    """What the examples of one group teach."""
    read = [pieces(read_words(example.text).words) for example in examples]
    in_examples = Counter(piece for held in read for piece in held)
    # Two pieces of one checksum are one piece to whoever listens, so they are one here.
    rarity = {
        crc32(piece.encode()): log((1 + len(read)) / (1 + n)) + 1
        for piece, n in sorted(in_examples.items())
        if n >= _RARE or piece.startswith("w")
    }
    numbers = np.array(sorted(rarity), np.uint32)
    rarities = np.array([rarity[number] for number in numbers.tolist()])
    table = _Table.of(read, numbers, rarities)
    wanted = np.array([-1.0 if example.kind == NONE else 1.0 for example in examples])
    worth = np.array([_WORTH if example.sort == _EVERYDAY else 1.0 for example in examples])
    weights = _weigh(table, wanted, worth)
    names, kind_pieces, kinds = _tell_apart(examples, read, rarity)
    return LearnedAlarm(
        pieces=numbers,
        rarity=rarities.astype(np.float32),
        danger=weights[:-1].astype(np.float32),
        start=float(np.float32(weights[-1])),
        kind_names=names,
        kind_pieces=kind_pieces,
        kinds=kinds,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Examples by pieces, each of length one, and a last column that each example has. Only what is not nought."""

    row: npt.NDArray[np.intp]
    column: npt.NDArray[np.intp]
    value: Floats
    rows: int
    columns: int

    @classmethod
    def of(cls, read: Sequence[Sequence[str]], numbers: npt.NDArray[np.uint32], rarities: Floats) -> _Table:
        place = {number: at for at, number in enumerate(numbers.tolist())}
        rows, columns, values = [], [], []
        for at, held in enumerate(read):
            known = sorted({place[number] for piece in held if (number := crc32(piece.encode())) in place})
            value = rarities[known]
            columns.append([*known, len(numbers)])
            values.append(np.append(value / (np.sqrt(value @ value) or 1.0), 1.0))
            rows.append(np.full(len(known) + 1, at))
        return cls(
            row=np.concatenate(rows), column=np.concatenate([np.array(one, np.intp) for one in columns]),
            value=np.concatenate(values), rows=len(read), columns=len(numbers) + 1,
        )  # fmt: skip

    def scores(self, weights: Floats) -> Floats:
        """By example."""
        sums = np.bincount(self.row, weights=self.value * weights[self.column], minlength=self.rows)
        return sums.astype(np.float64)

    def sums(self, by_example: Floats) -> Floats:
        """By piece."""
        sums = np.bincount(self.column, weights=self.value * by_example[self.row], minlength=self.columns)
        return sums.astype(np.float64)


def _weigh(table: _Table, wanted: Floats, worth: Floats) -> Floats:
    """The weights with the least error, each example's counted by its worth (Hestenes and Stiefel 1952)."""
    target = table.sums(worth * wanted)
    weights = np.zeros(table.columns)
    left = target
    way = left
    size = start = float(left @ left)
    for _ in range(_ROUNDS):
        if size <= _NEAR**2 * start:
            break
        moved = table.sums(worth * table.scores(way)) + _HOLD * way
        step = size / float(way @ moved)
        weights = weights + step * way
        left = left - step * moved
        before, size = size, float(left @ left)
        way = left + size / before * way
    return weights


def _tell_apart(
    examples: Sequence[CrisisExample], read: Sequence[Sequence[str]], rarity: Mapping[int, float]
) -> tuple[tuple[str, ...], npt.NDArray[np.uint32], npt.NDArray[np.float32]]:
    """The classes, the words and pairs that are said in danger, and how much each speaks of each class."""
    said: dict[str, dict[int, float]] = {}
    for example, held in zip(examples, read, strict=True):
        if example.kind == NONE:
            continue
        known = [number for piece in held if (number := crc32(piece.encode())) in rarity]
        length = sum(rarity[number] ** 2 for number in known) ** 0.5 or 1.0
        sums = said.setdefault(example.kind, {})
        for piece in held:
            number = crc32(piece.encode())
            if piece[0] in "wp" and number in rarity:
                sums[number] = sums.get(number, 0.0) + rarity[number] / length
    every: dict[int, float] = {}
    for sums in said.values():
        for number, value in sums.items():
            every[number] = every.get(number, 0.0) + value
    numbers = sorted(every)
    kinds = [_against(every, sums, numbers) for _, sums in sorted(said.items())]
    shape = (len(said), len(numbers))
    return tuple(sorted(said)), np.array(numbers, np.uint32), np.array(kinds, np.float32).reshape(shape)


def _against(every: Mapping[int, float], own: Mapping[int, float], numbers: Sequence[int]) -> list[float]:
    """What the other classes do not say speaks for this one (complement naive Bayes: classes are of unlike size)."""
    others = [every[number] - own.get(number, 0.0) for number in numbers]
    total = sum(others) + _SMOOTHING * len(others)
    return [-log((value + _SMOOTHING) / total) for value in others]
