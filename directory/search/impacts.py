"""Whoosh's rankings as arrays: for every stem, which services it stands in and how much Whoosh's BM25F gives for it.

Read once from Whoosh's postings with Whoosh's own scorer, so the sums are its scores. Answers no query by itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from whoosh.index import Index

Scores = npt.NDArray[np.float32]
Positions = npt.NDArray[np.intp]


class Impact(NamedTuple):
    """One stem: positions of the services in catalogue order, and the scores Whoosh gives there."""

    positions: Positions
    scores: Scores
    named: Positions
    """Of these, the services that have the stem in their name."""
    highest: float


@dataclass(frozen=True, kw_only=True)
class Impacts:
    """All stems in a few long arrays, one after the other: thousands of short ones would take far more memory."""

    size: int
    numbers: Mapping[str, Mapping[str, int]]
    """Language group -> stem -> its number."""
    positions: Positions
    """Of every stem, first the services that have it in their name."""
    scores: Scores
    starts: array[int]
    """Stem number -> where its services begin; one more for the end."""
    unnamed: array[int]
    """Stem number -> where the services begin that do not have it in their name."""
    highest: array[float]
    typical: float
    """What a stem gives at most, on average: what a word that stands in no text would have given."""

    def of(self, group: str, stem: str) -> Impact | None:
        number = self.numbers.get(group, _NONE).get(stem)
        if number is None:
            return None
        start, unnamed, end = self.starts[number], self.unnamed[number], self.starts[number + 1]
        positions = self.positions
        return Impact(positions[start:end], self.scores[start:end], positions[start:unnamed], self.highest[number])


_NONE: Mapping[str, int] = {}


def read_impacts(
    index: Index, at: Mapping[str, int], fields: Mapping[str, float],
) -> tuple[Impacts, dict[str, dict[str, int]]]:  # fmt: skip
    """The impacts, and per group the words as written with the number of services they stand in.

    `at`: service id -> position; `fields`: field -> the boost of a query term in it.
    """
    from whoosh.scoring import BM25F  # only who makes the arrays needs it

    found_in: dict[str, dict[bytes, list[str]]] = {}
    vocabulary: dict[str, dict[str, int]] = {}
    positions, values, starts, unnamed, highest = array("q"), array("f"), array("I", [0]), array("I"), array("d")
    with index.searcher(weighting=BM25F()) as searcher:
        reader = searcher.reader()
        position_of = [at[reader.stored_fields(number)["id"]] for number in range(reader.doc_count_all())]
        for name in sorted(index.schema.names()):
            group, _, field = name.partition("_")
            if field == "words":
                vocabulary[group] = {
                    term.decode(): reader.doc_frequency(name, term) for term in reader.lexicon(name)
                }  # fmt: skip
            elif field in fields:
                listed = found_in.setdefault(group, {})
                for term in reader.lexicon(name):
                    listed.setdefault(term, []).append(field)

        def add(group: str, term: bytes, found: Sequence[str]) -> int:
            # Stem by stem, so that never more than one of them is held as Python's own numbers.
            scores: dict[int, float] = {}
            named: list[int] = []
            for field in found:
                matcher = searcher.postings(f"{group}_{field}", term)
                while matcher.is_active():
                    position = position_of[matcher.id()]
                    scores[position] = scores.get(position, 0.0) + fields[field] * matcher.score()
                    if field == "name":
                        named.append(position)
                    matcher.next()
            unnamed.append(starts[-1] + len(named))
            starts.append(starts[-1] + len(scores))
            ordered = dict.fromkeys((*named, *scores))
            positions.extend(ordered)
            values.extend([scores[position] for position in ordered])
            highest.append(max(scores.values()))
            return len(highest) - 1

        numbers = {
            group: {term.decode(): add(group, term, found) for term, found in listed.items()}
            for group, listed in found_in.items()
        }
    impacts = Impacts(
        size=len(at), numbers=numbers, positions=np.array(positions, np.intp), scores=np.array(values, np.float32),
        starts=starts, unnamed=unnamed, highest=highest, typical=sum(highest) / (len(highest) or 1),
    )  # fmt: skip
    return impacts, vocabulary
