"""The word of a pattern that a mistyped word was meant to be: one letter lost, added, changed, or two swapped.

Every pattern word stands under all spellings that lack one letter; a typed word and a pattern word one slip apart share
such a spelling, so a look-up costs a few dictionary reads whatever is typed. Stricter than `directory.language.slips`,
which also guesses: a wrong guess here raises an alarm. Knows no phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SHORTEST = 5
"""Letters of a pattern word that may be mistyped; shorter ones are one slip from too many others."""
_LONGEST = 24


class CrisisSlips:
    """Frozen after construction."""

    def __init__(self, words: Iterable[str]) -> None:
        self._lacking: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) >= SHORTEST:
                for shorter in {word, *_without_one(word)}:
                    self._lacking.setdefault(shorter, []).append(word)

    def meant(self, word: str) -> list[str]:
        """The pattern words one slip away. The first letter must be right, or swapped with the second."""
        if not SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha():
            return []
        found = {
            candidate: None
            for shorter in (word, *_without_one(word))
            for candidate in self._lacking.get(shorter, ())
            if _one_slip(word, candidate)
        }
        return list(found)


def _without_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_slip(word: str, meant: str) -> bool:
    if word[0] != meant[0] and word[:2] != meant[1::-1]:
        return False
    if len(word) != len(meant):
        # A word of four letters has lost one, no more.
        return abs(len(word) - len(meant)) == 1
    wrong = [at for at in range(len(word)) if word[at] != meant[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return word[wrong[0]] == meant[wrong[1]] and word[wrong[1]] == meant[wrong[0]]
    return len(wrong) <= 1
