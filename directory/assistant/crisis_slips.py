"""The word of a pattern that a mistyped word was meant to be: one letter lost, added, changed, or two swapped.

Every pattern word stands under all spellings that lack one letter; a typed word and a pattern word one slip apart share
such a spelling. A spelling stands as its checksum in sorted arrays, in a fiftieth of the memory that the spellings
themselves would take, and a look-up costs a few halvings whatever is typed. Stricter than `directory.language.slips`,
which also guesses: a wrong guess here raises an alarm. Knows no phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

import numpy as np

SHORTEST = 5
"""Letters of a pattern word that may be mistyped; shorter ones are one slip from too many others."""
_LONGEST = 24


class CrisisSlips:
    """Frozen after construction."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(sorted(word for word in words if len(word) >= SHORTEST))
        listed = [(number, at) for at, word in enumerate(self._words) for number in _spellings(word)]
        numbers, places = np.array(listed, np.uint32).reshape(-1, 2).T
        order = numbers.argsort(kind="stable")
        self._numbers, self._places = numbers[order], places[order]

    def meant(self, *typed: str) -> set[str]:
        """The pattern words one slip away from any of the words. The first letter must be right, or swapped with the
        second."""
        asked = [
            (number, word)
            for word in typed
            if SHORTEST - 1 <= len(word) <= _LONGEST and word.isalpha()
            for number in _spellings(word)
        ]
        numbers = np.array([number for number, _ in asked], np.uint32)
        starts = self._numbers.searchsorted(numbers).tolist()
        ends = self._numbers.searchsorted(numbers, "right").tolist()
        return {
            candidate
            for (_, word), start, end in zip(asked, starts, ends, strict=True)
            if start < end
            for candidate in [self._words[at] for at in self._places[start:end].tolist()]
            if _one_slip(word, candidate)
        }


def _spellings(word: str) -> set[int]:
    """The checksums of the word and of all that it is without one letter."""
    return {crc32(spelling.encode()) for spelling in (word, *_without_one(word))}


def _without_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_slip(word: str, meant: str) -> bool:
    if word[0] != meant[0] and word[:2] != meant[1::-1]:
        return False
    if len(word) != len(meant):
        # A word of four letters has lost one, no more.
        shorter, longer = sorted((word, meant), key=len)
        return shorter in _without_one(longer)
    wrong = [at for at in range(len(word)) if word[at] != meant[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return word[wrong[0]] == meant[wrong[1]] and word[wrong[1]] == meant[wrong[0]]
    return len(wrong) <= 1
