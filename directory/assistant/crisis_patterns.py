"""All crisis phrases of all languages in one bank, and finding them in a window of words.

A set of positions is one whole number (bit i: a phrase may go on at word i), so that every step of a phrase is a few
operations on numbers and nothing is ever tried twice: the work is bounded by words times phrases, whatever is typed.
Which finding counts is `crisis`'; the editors' little language is `crisis_phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from directory.assistant.crisis_phrases import BadPhrase, PhraseReader, Step, Steps
from directory.assistant.crisis_text import Window, Words, read_words
from directory.assistant.crisis_words import Atoms, CrisisWords, Sight, bits
from directory.catalog.crisis_file import SAME, WORDS, CrisisLine, CrisisPatternFiles
from directory.catalog.problems import Advice
from directory.language.folding import fold
from directory.language.stemming import group_of

_FILLERS = 3
"""Words of the `skip` list that may stand between two words of a phrase."""
_NEAR = 25
"""Words within which the parts of a phrase with ` + ` stand."""
_ALONE = 7
"""Letters a word needs to count with a slip in it, when it is the whole phrase."""
_PLAIN = ("skip", "me", "mine", "someone", "not-slips")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text: from word `start` up to, not including, `end` of the window."""

    section: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Op:
    """A step ready to run: `atom` is a number of the bank's words, or -1."""

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
    needed: tuple[tuple[int, ...], ...]
    """Sets of atoms, the rarest first: of every one, some atom must be there."""
    short: bool
    """A single word."""


class CrisisPatterns:
    """Frozen after construction. Made by `crisis.build_patterns`."""

    def __init__(self, files: CrisisPatternFiles, known: Iterable[str] = ()) -> None:
        """`known`: ordinary words that are never read as typing slips, besides the `not-slips` lists."""
        self.bad: list[tuple[CrisisLine, Advice]] = []
        """Lines that cannot be read, with what to write instead."""
        atoms = Atoms()
        ops = _Known()
        phrases: list[tuple[CrisisLine, tuple[_Ops, ...]]] = []
        readers = {group: PhraseReader(lists) for group, lists in lists_by_group(files).items()}
        same: dict[str, list[str]] = {}
        self._apart: dict[str, tuple[str, ...]] = {}
        plain: dict[str, set[str]] = {name: set() for name in _PLAIN}
        for line in files.lines:
            if line.section in plain:
                plain[line.section].update(fold(line.text).split())
            elif line.section == SAME and " " in line.part:
                self._apart[fold(line.text)] = tuple(fold(line.part).split())
            elif line.section == SAME:
                same.setdefault(fold(line.text), []).append(fold(line.part))
            elif parts := self._parts(line, readers[group_of(line.lang)]):
                phrases.append((line, tuple(_ops(steps, atoms, ops) for steps in parts)))
        self.used = {group: reader.used for group, reader in readers.items()}
        self._lists = {name: atoms.number(frozenset(plain[name])) for name in _PLAIN[:-1]}
        self._words = CrisisWords(atoms, same, [*plain["not-slips"], *known])
        common = atoms.commonness()
        one_of_each: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._phrases = [_phrase(line, parts, common, one_of_each) for line, parts in phrases]
        self._waiting: dict[int, list[int]] = {}
        """Atom -> the numbers of the phrases whose rarest need it fulfils, so that most are never looked at."""
        for number, phrase in enumerate(self._phrases):
            for atom in phrase.needed[0]:
                self._waiting.setdefault(atom, []).append(number)

    def read(self, text: str) -> Words:
        """The words of a text, with those that people write as one apart."""
        return read_words(text, self._apart)

    def see(self, window: Window) -> Sight:
        """What the bank knows of the words of a window, and which phrases are worth looking at."""
        sight = self._words.see(window)
        present = sight.places.keys()
        for number in sorted({number for atom in present for number in self._waiting.get(atom, ())}):
            phrase = self._phrases[number]
            if not any([present.isdisjoint(atoms) for atoms in phrase.needed]):
                sight.worth.setdefault((phrase.section, phrase.part), []).append(number)
        return sight

    def positions(self, sight: Sight, name: str) -> int:
        """The positions of the words of `me`, `mine`, `someone` or `skip`."""
        return sight.at(self._lists[name])

    def find(self, sight: Sight, section: str, part: str = "") -> Iterator[Found]:
        """Every phrase of a section's part in the window."""
        for number in sight.worth.get((section, part), ()):
            yield from self._spans(self._phrases[number], sight)

    def _spans(self, phrase: _Phrase, sight: Sight) -> Iterator[Found]:
        listed = [self._starts(ops, sight) for ops in phrase.parts]
        if not all(listed):
            return
        for start, end in listed[0]:
            first, last = start, end
            for others in listed[1:]:
                near = min(others, key=lambda span: (abs(span[0] - start), span))
                first, last = min(first, near[0]), max(last, near[1])
            slips = ((1 << last) - (1 << first)) & sight.slips
            if phrase.short:
                fits = not slips or len(sight.window.words[start]) >= _ALONE
            else:
                fits = slips.bit_count() <= 1
            if fits and last - first <= _NEAR:
                yield Found(phrase.section, phrase.part, first, last)

    def _starts(self, ops: _Ops, sight: Sight) -> list[tuple[int, int]]:
        if not self._run(ops, sight.every, sight):
            return []
        spans = []
        for start in bits(self._first(ops, sight)):
            ends = self._run(ops, 1 << start, sight)
            if ends:
                spans.append((start, next(bits(ends))))
        return spans

    def _first(self, ops: _Ops, sight: Sight) -> int:
        first = ops[0]
        starts = sight.at(first.atom) | (sight.window.edges if first.edge else 0)
        for sequence in first.sequences:
            starts |= self._first(sequence, sight)
        return starts

    def _run(self, ops: _Ops, state: int, sight: Sight) -> int:
        """Where the phrase may go on after all its steps, begun at any position of `state`."""
        window = sight.window
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
            after = (reached & sight.at(op.atom)) << 1
            for sequence in op.sequences:
                after |= self._run(sequence, reached, sight)
            if op.edge:
                # A sentence may end right here, or after words that may stand in between.
                skipped = (reached & (fillers | -bool(op.gap))) << 1
                after |= (state | reached | skipped) & window.edges
            state = after | state if op.optional else after
            if not state:
                return 0
        return state

    def _parts(self, line: CrisisLine, reader: PhraseReader) -> tuple[Steps, ...]:
        """What a line says, unless it says nothing by itself or cannot be read."""
        try:
            if line.section != WORDS:
                return reader.parts(line.text)
            reader.steps(line.text)
        except BadPhrase as error:
            self.bad.append((line, error.advice))
        return ()


class _Known:
    """Steps made ready, each once: most places of phrases are like others."""

    def __init__(self) -> None:
        self.op: dict[Step, _Op] = {}
        self.ops: dict[Steps, _Ops] = {}
        self.sequences: dict[tuple[Steps, ...], tuple[_Ops, ...]] = {}


def _ops(steps: Steps, atoms: Atoms, known: _Known) -> _Ops:
    """The steps, ready; `known` grows."""
    if steps not in known.ops:
        known.ops[steps] = tuple([_op(step, atoms, known) for step in steps])
    return known.ops[steps]


def _op(step: Step, atoms: Atoms, known: _Known) -> _Op:
    if step not in known.op:
        atom = atoms.number(step.words) if step.words else -1
        if step.sequences not in known.sequences:
            known.sequences[step.sequences] = tuple([_ops(one, atoms, known) for one in step.sequences])
        known.op[step] = _Op(atom, known.sequences[step.sequences], step.edge, step.gap, step.optional)
    return known.op[step]


def _phrase(
    line: CrisisLine, parts: tuple[_Ops, ...], common: Mapping[int, int],
    one_of_each: dict[tuple[int, ...], tuple[int, ...]],
) -> _Phrase:  # fmt: skip
    """`one_of_each` grows, for most needs of phrases are those of others too."""
    needed = sorted(
        [one_of_each.setdefault(atoms, atoms) for part in parts for atoms in _needed(part)],
        key=lambda atoms: sum(common[atom] for atom in atoms),
    )
    short = sum(len(part) - sum(op.atom < 0 and not op.sequences for op in part) for part in parts) == 1
    return _Phrase(line.section, line.part, parts, tuple(needed), short)


def _needed(ops: _Ops) -> Iterator[tuple[int, ...]]:
    for op in ops:
        if not op.optional and (atoms := _any(op)):
            yield atoms


def _any(op: _Op) -> tuple[int, ...]:
    """The atoms one of which must be there for the step to fit; none when it can fit without."""
    atoms = {op.atom} - {-1}
    for sequence in op.sequences:
        needed = next(_needed(sequence), ())
        if not needed:
            return ()
        atoms.update(needed)
    return () if op.edge else tuple(sorted(atoms))


def lists_by_group(files: CrisisPatternFiles) -> dict[str, dict[str, list[str]]]:
    """The lists under `words:`. nb and nn are read as one: lists of a name are joined, so phrases know both."""
    lists: dict[str, dict[str, list[str]]] = {}
    for line in files.lines:
        group = lists.setdefault(group_of(line.lang), {})
        if line.section == WORDS:
            group.setdefault(line.part, []).append(line.text)
    return lists
