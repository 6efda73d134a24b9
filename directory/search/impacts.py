"""Whoosh's rankings as arrays: for every stem, which services it stands in and how much Whoosh's BM25F gives for it.

Read once from Whoosh's postings with Whoosh's own scorer, so the sums are its scores. Answers no query by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from whoosh.index import Index
from whoosh.scoring import BM25F

Scores = npt.NDArray[np.float32]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Impact:
    """One stem: positions of the services in catalogue order, and the scores Whoosh gives there."""

    positions: Positions
    scores: Scores
    named: Positions
    """Of these, the services that have the stem in their name."""
    highest: float
    is_in_names: bool


@dataclass(frozen=True, kw_only=True)
class Impacts:
    size: int
    stems: Mapping[str, Mapping[str, Impact]]
    """Language group -> stem -> its impact."""
    typical: float
    """What a stem gives at most, on average: what a word that stands in no text would have given."""

    def of(self, group: str, stem: str) -> Impact | None:
        return self.stems.get(group, {}).get(stem)


def read_impacts(
    index: Index, at: Mapping[str, int], fields: Mapping[str, float],
) -> tuple[Impacts, dict[str, dict[str, int]]]:  # fmt: skip
    """The impacts, and per group the words as written with the number of services they stand in.

    `at`: service id -> position; `fields`: field -> the boost of a query term in it.
    """
    found_in: dict[str, dict[bytes, list[str]]] = {}
    vocabulary: dict[str, dict[str, int]] = {}
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

        def impact(group: str, term: bytes, found: Sequence[str]) -> Impact:
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
            return Impact(
                positions=np.fromiter(scores.keys(), np.intp, len(scores)),
                scores=np.fromiter(scores.values(), np.float32, len(scores)),
                named=np.array(named, np.intp), highest=max(scores.values()), is_in_names=bool(named),
            )  # fmt: skip

        stems = {
            group: {term.decode(): impact(group, term, found) for term, found in listed.items()}
            for group, listed in found_in.items()
        }
    highest = [one.highest for impacts in stems.values() for one in impacts.values()]
    return Impacts(size=len(at), stems=stems, typical=sum(highest) / (len(highest) or 1)), vocabulary
