"""All crisis phrases of all languages in one bank, and finding them in a window of words.

A set of positions is one whole number (bit i: a phrase may go on at word i), so that every step of a phrase is a few
operations on numbers and nothing is ever tried twice: the work is bounded by words times phrases, whatever is typed.
Which finding counts is `crisis`'; the editors' little language is `crisis_phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from directory.assistant.crisis_phrases import BadPhrase, PhraseReader, Steps, is_number
from directory.assistant.crisis_text import Window
from directory.catalog.crisis_file import WORDS, CrisisLine, CrisisPatternFiles
from directory.language.folding import fold
from directory.language.slips import Slips
from directory.language.stemming import group_of

_FILLERS = 3
"""Words of the `skip` list that may stand between two words of a phrase."""
_NEAR = 25
"""Words within which the parts of a phrase with ` + ` stand."""
_SHORTEST_SLIP = 5
_ALONE = 8
"""Letters a word needs to count with a slip in it, when it is the whole phrase."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text: from word `start` up to, not including, `end`."""

    section: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Op:
    """A step ready to run: `atom` is a number of the bank's, or -1."""

    atom: int
    sequences: tuple[tuple[_Op, ...], ...]
    edge: bool
    gap: int
    optional: bool


_Ops = tuple[_Op, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    section: str
    part: str
    parts: tuple[_Ops, ...]
    needed: tuple[int, ...]
    """One bit set each of `present`: in every one, some atom must be there."""
    short: bool
    """A single word."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A window with everything the bank knows of its words."""

    window: Window
    atoms: dict[int, int]
    """Atom -> the positions where it stands."""
    slips: int
    present: int
    every: int


class CrisisPatterns:
    """Frozen after construction. Made by `crisis.build_patterns`."""

    def __init__(self, files: CrisisPatternFiles, known: Iterable[str] = ()) -> None:
        """`known`: ordinary words that are never read as typing slips, besides the `not-slips` lists."""
        self.bad: list[tuple[CrisisLine, str]] = []
        """Lines that cannot be read, with what to write instead."""
        self._atoms: dict[frozenset[str], int] = {}
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._numbers: list[tuple[int, int]] = []
        self._phrases: dict[tuple[str, str], list[_Phrase]] = {}
        readers = {group: PhraseReader(lists) for group, lists in _lists_by_group(files).items()}
        plain: dict[str, set[str]] = {"skip": set(), "me": set(), "someone": set(), "not-slips": set()}
        for line in files.lines:
            if line.section in plain:
                plain[line.section].update(fold(line.text).split())
            else:
                self._add(line, readers[group_of(line.lang)])
        self.used = {group: reader.used for group, reader in readers.items()}
        self._lists = {name: self._atom(frozenset(plain[name])) for name in ("skip", "me", "someone") if plain[name]}
        ordinary = {*plain["not-slips"], *(word for text in known for word in fold(text).split())}
        self._ordinary = frozenset(word for word in ordinary if not word.endswith("*"))
        self._ordinary_stems = tuple(word[:-1] for word in ordinary if word.endswith("*"))
        self._slips = Slips({word: 1 for word in self._exact if len(word) >= _SHORTEST_SLIP})
        stems = [stem for stem in self._stems if len(stem) >= _ALONE - 1]
        self._stem_slips = Slips(dict.fromkeys(stems, 1))
        self._stem_lengths = sorted({len(stem) for stem in stems})
        self._longest = max(map(len, self._stems), default=0)
        self._shortest = min(map(len, self._stems), default=1)

    def see(self, window: Window) -> Sight:
        """What the bank knows of the words of a window."""
        atoms: dict[int, int] = {}
        slips = present = 0
        for at, word in enumerate(window.words):
            found, slipped = self._atoms_of(word)
            if slipped:
                slips |= 1 << at
            for atom in found:
                atoms[atom] = atoms.get(atom, 0) | 1 << at
        for atom in atoms:
            present |= 1 << atom
        return Sight(window, atoms, slips, present, (1 << (len(window.words) + 1)) - 1)

    def positions(self, sight: Sight, name: str) -> int:
        """The positions of the words of `me` or `someone`."""
        return sight.atoms.get(self._lists[name], 0) if name in self._lists else 0

    def find(self, sight: Sight, section: str, part: str = "") -> Iterator[Found]:
        """Every phrase of a section's part in the window; positions count within the window."""
        present = sight.present
        for phrase in self._phrases.get((section, part), ()):
            for mask in phrase.needed:
                if not present & mask:
                    break
            else:
                yield from self._spans(phrase, sight)

    def _spans(self, phrase: _Phrase, sight: Sight) -> Iterator[Found]:
        listed = [self._starts(ops, sight) for ops in phrase.parts]
        if not all(listed):
            return
        for start, end in listed[0]:
            first, last = start, end
            for others in listed[1:]:
                near = min(others, key=lambda span: (abs(span[0] - start), span))
                first, last = min(first, near[0]), max(last, near[1])
            covered = ((1 << last) - (1 << first)) & sight.slips
            fits = not covered or (not phrase.short and covered.bit_count() == 1)
            if phrase.short and covered:
                fits = len(sight.window.words[start]) >= _ALONE
            if fits and last - first <= _NEAR:
                yield Found(phrase.section, phrase.part, first, last)

    def _starts(self, ops: _Ops, sight: Sight) -> list[tuple[int, int]]:
        if not self._run(ops, sight.every, sight):
            return []
        spans = []
        starts = self._first(ops, sight)
        while starts:
            low = starts & -starts
            starts ^= low
            ends = self._run(ops, low, sight)
            if ends:
                spans.append((low.bit_length() - 1, (ends & -ends).bit_length() - 1))
        return spans

    def _first(self, ops: _Ops, sight: Sight) -> int:
        first = ops[0]
        starts = sight.atoms.get(first.atom, 0) | (sight.window.edges if first.edge else 0)
        for sequence in first.sequences:
            starts |= self._first(sequence, sight)
        return starts

    def _run(self, ops: _Ops, state: int, sight: Sight) -> int:
        """Where the phrase may go on after all its steps, begun at any position of `state`."""
        atoms, window = sight.atoms, sight.window
        inside = sight.every & ~window.strong
        fillers = self.positions(sight, "skip")
        for number, op in enumerate(ops):
            reached = state
            if number:
                reached &= inside
                for _ in range(_FILLERS):
                    reached |= ((reached & fillers) << 1) & inside
                for _ in range(op.gap):
                    reached |= (reached << 1) & inside
            after = (reached & atoms.get(op.atom, 0)) << 1
            for sequence in op.sequences:
                after |= self._run(sequence, reached, sight)
            if op.edge:
                # A sentence may end right here, or after words that may stand in between.
                after |= (state | reached | (reached & (fillers | -bool(op.gap))) << 1) & window.edges
            state = after | state if op.optional else after
            if not state:
                return 0
        return state

    def _add(self, line: CrisisLine, reader: PhraseReader) -> None:
        try:
            if line.section == WORDS:
                reader.steps(line.text)
                return
            parts = reader.parts(line.text)
        except BadPhrase as error:
            self.bad.append((line, str(error)))
            return
        ops = tuple(self._ops(steps) for steps in parts)
        needed = tuple(mask for part in ops for mask in _needed(part))
        words = [op for part in ops for op in part if op.atom >= 0 or op.sequences]
        phrase = _Phrase(line.section, line.part, ops, needed, short=len(words) == 1)
        self._phrases.setdefault((line.section, line.part), []).append(phrase)

    def _ops(self, steps: Steps) -> _Ops:
        return tuple(
            _Op(
                self._atom(step.words) if step.words else -1,
                tuple(self._ops(sequence) for sequence in step.sequences),
                step.edge,
                step.gap,
                step.optional,
            )
            for step in steps
        )

    def _atom(self, words: frozenset[str]) -> int:
        known = self._atoms.get(words)
        if known is not None:
            return known
        atom = self._atoms[words] = len(self._atoms)
        for word in words:
            if is_number(word):
                self._numbers.append((int(word[:-1]), atom))
            elif word.endswith("*"):
                self._stems.setdefault(word[:-1], []).append(atom)
            else:
                self._exact.setdefault(word, []).append(atom)
        return atom

    def _atoms_of(self, word: str) -> tuple[Sequence[int], bool]:
        """The atoms that a word stands for, and whether only a typing slip makes it so."""
        if word.isdecimal():
            value = int(word) if len(word) <= 6 else 0
            return [*self._exact.get(word, ()), *(atom for least, atom in self._numbers if value >= least)], False
        found = list(self._exact.get(word, ()))
        for length in range(self._shortest, min(len(word), self._longest) + 1):
            found += self._stems.get(word[:length], ())
        if found or len(word) < _SHORTEST_SLIP or word in self._ordinary or word.startswith(self._ordinary_stems):
            return found, False
        nearest = self._slips.closest(word)
        if nearest is not None:
            return self._exact[nearest[0]], True
        for length in self._stem_lengths:
            if length < len(word) and (nearest := self._stem_slips.closest(word[:length])) is not None:
                return self._stems[nearest[0]], True
        return (), False


def _needed(ops: _Ops) -> Iterator[int]:
    for op in ops:
        if not op.optional and (mask := _any(op)):
            yield mask


def _any(op: _Op) -> int:
    """The atoms one of which must be there for the step to fit; 0 when it can fit without."""
    mask = 1 << op.atom if op.atom >= 0 else 0
    for sequence in op.sequences:
        needed = next(_needed(sequence), 0)
        if not needed:
            return 0
        mask |= needed
    return 0 if op.edge else mask


def _lists_by_group(files: CrisisPatternFiles) -> dict[str, dict[str, list[str]]]:
    """nb and nn are read as one: a list of the same name is joined, so that each phrase knows both."""
    lists: dict[str, dict[str, list[str]]] = {}
    for line in files.lines:
        group = lists.setdefault(group_of(line.lang), {})
        if line.section == WORDS:
            group.setdefault(line.part, []).append(line.text)
    return lists
