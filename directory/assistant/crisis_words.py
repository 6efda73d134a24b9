"""Which places of phrases a typed word fits: in full, by its beginning or end, as a twin word, or with a slip in it.

An atom is one set of words that stands somewhere in a phrase; a word's fit is a whole number with one bit an atom.
Knows no order of words: that is `crisis_patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    fits: tuple[int, ...]
    """Word -> the atoms it fits."""
    slips: int
    """The positions of words that fit by a typing slip only."""
    present: int
    """The atoms of all words."""
    atoms: tuple[int, ...]
    """The same, one by one."""
    worth: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """Section and part -> the phrases whose rarest word is there, by number."""
    _positions: dict[int, int] = field(default_factory=dict)

    def at(self, atom: int) -> int:
        """The positions of an atom."""
        if atom < 0:
            return 0
        known = self._positions.get(atom)
        if known is None:
            known = sum(1 << at for at, fits in enumerate(self.fits) if fits >> atom & 1)
            self._positions[atom] = known
        return known

    @property
    def every(self) -> int:
        return (1 << (len(self.fits) + 1)) - 1


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, the lowest first."""
    while mask:
        low = mask & -mask
        mask ^= low
        yield low.bit_length() - 1


class CrisisWords:
    """Atoms are asked for first; after `close` words are looked up. Frozen from then on."""

    def __init__(self) -> None:
        self._atoms: dict[frozenset[str], int] = {}
        self._full: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._tails: dict[str, int] = {}
        self._numbers: list[tuple[int, int]] = []
        self._ready: dict[str, int] = {}

    def atom(self, words: frozenset[str]) -> int:
        """The number of a set of words, new or known."""
        if words not in self._atoms:
            self._atoms[words] = atom = len(self._atoms)
            for word in words:
                if word.endswith("+"):
                    self._numbers.append((int(word[:-1]), 1 << atom))
                    continue
                held, key = self._full, word
                if word.endswith("*"):
                    held, key = self._stems, word[:-1]
                elif word.startswith("-"):
                    held, key = self._tails, word[1:]
                held[key] = held.get(key, 0) | 1 << atom
        return self._atoms[words]

    def close(self, same: Mapping[str, Sequence[str]], ordinary: Iterable[str]) -> None:
        """`same`: a word -> the words of phrases that it stands for; `ordinary`: words that are never slips."""
        words = {word for text in ordinary for word in fold(text).split()}
        self._ordinary = frozenset(word for word in words if not word.endswith("*"))
        self._ordinary_stems = tuple(word[:-1] for word in words if word.endswith("*"))
        self._stem_lengths = range(min(map(len, self._stems), default=1), max(map(len, self._stems), default=0) + 1)
        self._tail_lengths = sorted({len(tail) for tail in self._tails})
        for word in {*self._full, *same}:
            meanings = [one for one in (word, *same.get(word, ())) if one in self._full]
            if meanings:
                self._ready[word] = 0
                for one in meanings:
                    self._ready[word] |= self._full[one] | self._longer(one)
        self._slips = CrisisSlips(self._ready)
        for word, atoms in list(self._ready.items()):
            for twin in _twins(word):
                self._ready[twin] = self._ready.get(twin, self._longer(twin)) | atoms
        # A number of some thousand bits takes a kilobyte, and most twins have the same: one is kept for all.
        one_of_each: dict[int, int] = {}
        self._ready = {word: one_of_each.setdefault(atoms, atoms) for word, atoms in self._ready.items()}
        stems = [stem for stem in self._stems if len(stem) >= SHORTEST]
        self._stem_slips = CrisisSlips(stems)
        self._slip_lengths = sorted({len(stem) for stem in stems})

    def see(self, window: Window) -> Sight:
        """What is known of the words of a window."""
        fits, slips, present = [], 0, 0
        for at, word in enumerate(window.words):
            atoms, slipped = self.fits(word)
            fits.append(atoms)
            present |= atoms
            slips |= slipped << at
        return Sight(window, tuple(fits), slips, present, tuple(bits(present)))

    def fits(self, word: str) -> tuple[int, bool]:
        """The atoms that a word fits, and whether only a typing slip makes it so."""
        ready = self._ready.get(word)
        if ready is not None:
            return ready | (self._number(word) if word.isdecimal() else 0), False
        if word.isdecimal():
            return self._number(word), False
        longer = self._longer(word)
        if word in self._ordinary or word.startswith(self._ordinary_stems):
            return longer, False
        single = _DOUBLED.sub(r"\1", word)
        meant = self._ready.get(single, 0) if single != word else 0
        for other in self._slips.meant(word):
            meant |= self._ready[other]
        for length in self._slip_lengths if not longer else ():
            if length <= len(word) + 1:
                for stem in self._stem_slips.meant(word[:length]):
                    meant |= self._stems[stem]
        # With an ending that a stem allows, the word may be right as it stands, so it counts as typed.
        return longer | meant, bool(meant) and not longer

    def _longer(self, word: str) -> int:
        """The atoms that hold the beginning or the end of the word."""
        found = 0
        for length in self._stem_lengths[: len(word)]:
            if length > len(word):
                break
            found |= self._stems.get(word[:length], 0)
        for length in self._tail_lengths:
            if length >= len(word):
                break
            found |= self._tails.get(word[-length:], 0)
        return found

    def _number(self, word: str) -> int:
        found, value = 0, int(word) if len(word) <= 6 else 0
        for least, atom in self._numbers:
            found |= atom if value >= least else 0
        return found

    @property
    def commonness(self) -> dict[int, int]:
        """Atom -> how often its words stand in phrases; the rarer, the sooner it tells that a phrase does not fit."""
        used: dict[str, int] = {}
        for words in self._atoms:
            for word in words:
                used[word] = used.get(word, 0) + 1
        return {atom: sum(used[word] for word in words) for words, atom in self._atoms.items()}


def _twins(word: str) -> list[str]:
    """The word with the endings of the other standard and of dialects."""
    return [
        word[: -len(ending)] + other
        for ending, other in _TWIN_ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= _TWIN_STEM
    ]
