"""Which places of phrases a typed word fits: in full, by its beginning or end, as a twin word, or with a slip in it.

An atom is one set of words that stands somewhere in a phrase, known by its number. Knows no order of words: that is
`crisis_patterns`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from directory.assistant.crisis_slips import SHORTEST, CrisisSlips
from directory.assistant.crisis_text import Window
from directory.language.folding import fold

_DOUBLED = re.compile(r"(.)\1")


_TWIN_ENDINGS = (("er", "ar"), ("ene", "ane"), ("et", "a"), ("e", "a"), ("es", "ast"))
"""Endings that are one in Norwegian, its other standard and its dialects: "truer" is "truar", "kastet" is "kasta"."""
_TWIN_STEM = 4
"""Letters before such an ending; shorter words would become other words ("more", "mora")."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A window with everything the bank knows of its words."""

    window: Window
    places: Mapping[int, int]
    """Atom -> the positions of the words that fit it."""
    slips: int
    """The positions of words that fit by a typing slip only."""
    worth: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Section and part -> the phrases whose words are all there, by number."""

    def at(self, atom: int) -> int:
        """The positions of an atom."""
        return self.places.get(atom, 0)

    @property
    def every(self) -> int:
        return (1 << (len(self.window.words) + 1)) - 1


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, the lowest first."""
    while mask:
        low = mask & -mask
        mask ^= low
        yield low.bit_length() - 1


class Atoms:
    """The sets of words that stand in phrases, numbered while phrases are read."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}

    def __iter__(self) -> Iterator[tuple[frozenset[str], int]]:
        return iter(self._numbers.items())

    def number(self, words: frozenset[str]) -> int:
        """The number of a set of words, new or known."""
        return self._numbers.setdefault(words, len(self._numbers))

    def commonness(self) -> dict[int, int]:
        """Atom -> how often its words stand in phrases; the rarer, the sooner it tells that a phrase does not fit."""
        used = Counter(word for words in self._numbers for word in words)
        return {atom: sum(used[word] for word in words) for words, atom in self}


class CrisisWords:
    """Frozen after construction."""

    def __init__(self, atoms: Atoms, same: Mapping[str, Sequence[str]], ordinary: Iterable[str]) -> None:
        """`same`: a word -> the words of phrases that it stands for; `ordinary`: words that are never slips."""
        full: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._tails: dict[str, list[int]] = {}
        self._numbers: list[tuple[int, int]] = []
        for words, atom in atoms:
            for word in words:
                if word.endswith("+"):
                    self._numbers.append((int(word[:-1]), atom))
                elif word.endswith("*"):
                    self._stems.setdefault(word[:-1], []).append(atom)
                elif word.startswith("-"):
                    self._tails.setdefault(word[1:], []).append(atom)
                else:
                    full.setdefault(word, []).append(atom)
        usual = {word for text in ordinary for word in fold(text).split()}
        self._ordinary = frozenset(word for word in usual if not word.endswith("*"))
        self._ordinary_stems = tuple(word[:-1] for word in usual if word.endswith("*"))
        self._stem_lengths = range(min(map(len, self._stems), default=1), max(map(len, self._stems), default=0) + 1)
        self._tail_lengths = sorted({len(tail) for tail in self._tails})
        ready: dict[str, frozenset[int]] = {}
        for word in {*full, *same}:
            meanings = [one for one in (word, *same.get(word, ())) if one in full]
            if meanings:
                ready[word] = frozenset().union(*[self._longer(one).union(full[one]) for one in meanings])
        self._slips = CrisisSlips(ready)
        for word, fits in list(ready.items()):
            for twin in _twins(word):
                ready[twin] = fits | (ready[twin] if twin in ready else self._longer(twin))
        # Most twins fit the same: one is kept for all.
        one_of_each: dict[frozenset[int], tuple[int, ...]] = {}
        self._ready = {word: one_of_each.setdefault(fits, tuple(fits)) for word, fits in ready.items()}
        stems = [stem for stem in self._stems if len(stem) >= SHORTEST]
        self._stem_slips = CrisisSlips(stems)
        self._slip_lengths = sorted({len(stem) for stem in stems})

    def see(self, window: Window) -> Sight:
        """What is known of the words of a window."""
        places: dict[int, int] = {}
        slips = 0
        for at, word in enumerate(window.words):
            atoms, slipped = self.fits(word)
            slips |= slipped << at
            for atom in atoms:
                places[atom] = places.get(atom, 0) | 1 << at
        return Sight(window, places, slips)

    def fits(self, word: str) -> tuple[Collection[int], bool]:
        """The atoms that a word fits, and whether only a typing slip makes it so."""
        ready = self._ready.get(word)
        if ready is not None:
            return ({*ready, *self._number(word)} if word.isdecimal() else ready), False
        if word.isdecimal():
            return self._number(word), False
        longer = self._longer(word)
        if word in self._ordinary or word.startswith(self._ordinary_stems):
            return longer, False
        single = _DOUBLED.sub(r"\1", word)
        meant = set(self._ready.get(single, ())) if single != word else set()
        for other in self._slips.meant(word):
            meant.update(self._ready[other])
        if not longer:
            beginnings = [word[:length] for length in self._slip_lengths if length <= len(word) + 1]
            for stem in self._stem_slips.meant(*beginnings):
                meant.update(self._stems[stem])
        # With an ending that a stem allows, the word may be right as it stands, so it counts as typed.
        return longer | meant, bool(meant) and not longer

    def _longer(self, word: str) -> set[int]:
        """The atoms that hold the beginning or the end of the word."""
        found: set[int] = set()
        for length in self._stem_lengths[: len(word)]:
            if length > len(word):
                break
            found.update(self._stems.get(word[:length], ()))
        for length in self._tail_lengths:
            if length >= len(word):
                break
            found.update(self._tails.get(word[-length:], ()))
        return found

    def _number(self, word: str) -> set[int]:
        value = int(word) if len(word) <= 6 else 0
        return {atom for least, atom in self._numbers if value >= least}


def _twins(word: str) -> list[str]:
    """The word with the endings of the other standard and of dialects."""
    return [
        word[: -len(ending)] + other
        for ending, other in _TWIN_ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= _TWIN_STEM
    ]
