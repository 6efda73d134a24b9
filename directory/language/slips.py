"""Typing slips: the nearest known word to one that is not known.

Candidates stand in buckets by length and first letter; the distance is optimal string alignment (a swapped pair is
one slip). Only words that nothing knows are corrected, and only when the answer is near enough to be trusted.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

LEADS = 1000
"""The weight of a word that leads somewhere, above any count of texts."""
_SHORTEST = 4
_TWICE = re.compile(r"(.)\1")
_ENDINGS = ("ene", "ane", "et", "en", "er", "ar", "a")
"""Norwegian endings: the lists hold "sosialkontor", people type "sosialkonntoret"."""


class Slips:
    """Known folded words with their weight (how much they are worth as an answer). Frozen after construction."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        self._words = tuple(sorted((word for word in weights if _letters(word) >= _SHORTEST), key=_bucket))
        self._weights = array("I", [weights[word] for word in self._words])

    def closest(self, word: str) -> tuple[str, bool] | None:
        """The word that was meant, and whether it is sure enough to search for without asking; None when unclear."""
        if _letters(word) < _SHORTEST:
            return None
        best = self._nearest(word)
        if best is None:
            ending = next((ending for ending in _ENDINGS if word.endswith(ending)), None)
            if ending is None or len(word) - len(ending) < 2 * _SHORTEST:
                return None
            best = self._nearest(word.removesuffix(ending))
        if best is None or best[0] == 0:
            return None
        # Four letters hold too little for a guess, unless the answer is a word that leads somewhere.
        sure = len(word) > _SHORTEST or -best[2] >= LEADS
        return best[3], sure

    def _nearest(self, word: str) -> tuple[int, bool, int, str] | None:
        """(distance, more than a doubled letter, weight below zero, word): the least is the best."""
        most = 1 if len(word) < 8 else 2
        # The second letter as well, for the first two may have been swapped.
        firsts = dict.fromkeys(word[:2])
        single = undoubled(word)
        found = [
            (int(distance), undoubled(candidate) != single, -self._weights[start + at], candidate)
            for first in firsts
            for length in range(len(word) - most, len(word) + most + 1)
            for start in [bisect_left(self._words, (length, first), key=_bucket)]
            for end in [bisect_right(self._words, (length, first), start, key=_bucket)]
            for candidate, distance, at in extract(
                word, self._words[start:end], scorer=OSA.distance, score_cutoff=most, limit=None,
            )
        ]  # fmt: skip
        return min(found, default=None)


def undoubled(word: str) -> str:
    """The word with each doubled letter once: one letter too few or too many is the slip that people make most."""
    return _TWICE.sub(r"\1", word)


def _bucket(word: str) -> tuple[int, str]:
    return len(word), word[0]


def _letters(word: str) -> int:
    return sum(letter.isalpha() for letter in word)
