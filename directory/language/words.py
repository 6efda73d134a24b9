"""Everyday words made ready for matching: which targets the words of a query lead to.

A phrase is words in order, between which the query may have up to two words that say nothing ("slår *ofte* meg").
A combination (`mamma + drikker`) is parts that stand anywhere. Knows nothing of ages, places or typing slips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.catalog.words_file import WordEntry
from directory.language.folding import words_of
from directory.language.stemming import Stemmer

ASIDE = frozenset({"audiences", "wishes"})
_SKIPPED = 2


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a phrase leads: a section (`topics` …) and an id in it."""

    section: str
    target: str


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in the query: its leads, the positions it covers, and how much it says."""

    leads: tuple[Lead, ...]
    positions: tuple[int, ...]
    strength: float


class Phrases:
    """All phrases of one group of languages. Frozen after construction."""

    def __init__(
        self, entries: Iterable[WordEntry], stemmer: Stemmer, group: str, stop: frozenset[str], plain: frozenset[str],
    ) -> None:  # fmt: skip
        """`stop`: words that may stand between those of a phrase; `plain`: words that lead nowhere as they stand."""
        self._silent = frozenset(stemmer.stem(word, group) for word in stop)
        self._plain = plain
        self._phrases: dict[tuple[str, ...], list[tuple[tuple[str, ...], Lead]]] = {}
        """Stems -> the words as the list has them, and where they lead."""
        self._markers: dict[tuple[str, ...], list[int]] = {}
        self._combinations: list[tuple[tuple[int, ...], Lead]] = []
        self.surface: set[str] = set()
        """Every folded word that stands in a phrase: none of them is a typing slip."""
        marker = 0
        for entry in entries:
            lead = Lead(entry.section, entry.target)
            parts = [part.split("/") for part in entry.phrase.split(" + ")]
            numbers = []
            for alternatives in parts:
                for alternative in alternatives:
                    words = words_of(alternative)
                    if not words:
                        continue
                    self.surface.update(words)
                    stems = tuple(stemmer.stem(word, group) for word in words)
                    if len(parts) > 1:
                        self._markers.setdefault(stems, []).append(marker)
                    else:
                        self._phrases.setdefault(stems, []).append((tuple(words), lead))
                numbers.append(marker)
                marker += 1
            if len(parts) > 1:
                self._combinations.append((tuple(numbers), lead))
        self._of_marker: dict[int, int] = {
            number: at for at, (numbers_, _) in enumerate(self._combinations) for number in numbers_
        }
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for stems in {*self._phrases, *self._markers}:
            self._by_first.setdefault(stems[0], []).append(stems)
        for listed in self._by_first.values():
            listed.sort(key=lambda stems: (-len(stems), stems))
        self.stems = {stem for stems in self._by_first.values() for one in stems for stem in one}

    def single(self, stem: str) -> bool:
        """The word alone leads somewhere."""
        return (stem,) in self._phrases

    def find(
        self, words: Sequence[str], stems: Sequence[str], taken: set[int], quiet: frozenset[str] = frozenset(),
    ) -> list[Match]:  # fmt: skip
        """The longest phrases on positions that are not `taken` (which grows), and every combination.

        `quiet`: words that were typed so that they cannot be meant ("får" is not "far", though they are folded alike).
        """
        fitting: list[tuple[tuple[str, ...], tuple[int, ...]]] = []
        markers: dict[int, tuple[int, ...]] = {}
        for start, stem in enumerate(stems):
            for phrase in self._by_first.get(stem, ()):
                positions = self._fit(phrase, stems, start)
                if positions is None:
                    continue
                for number in self._markers.get(phrase, ()):
                    markers.setdefault(number, positions)
                if phrase in self._phrases and not (len(phrase) == 1 and self._silenced(phrase, words[start], quiet)):
                    fitting.append((phrase, positions))
        found: list[Match] = []
        for phrase, positions in sorted(fitting, key=lambda one: (-len(one[0]), one[1])):
            if taken.isdisjoint(positions):
                taken.update(positions)
                telling = sum(one not in self._silent for one in phrase)
                strength = 1.0 + 0.3 * max(0, telling - 1)
                found.append(Match(self._leads(phrase, [words[at] for at in positions]), positions, strength))
        phrases = list(found)
        for at in sorted({self._of_marker[number] for number in markers}):
            numbers, lead = self._combinations[at]
            if all(number in markers for number in numbers):
                positions = tuple(sorted({p for number in numbers for p in markers[number]}))
                within = any(set(positions) <= set(match.positions) for match in phrases)
                # A phrase that holds all the parts says itself what they mean together.
                if len(positions) >= len(numbers) and not within:
                    found.append(Match((lead,), positions, 1.3))
        return found

    def _silenced(self, phrase: tuple[str, ...], word: str, quiet: frozenset[str]) -> bool:
        """An ordinary word ("rett") leads nowhere only because a word of the list ("rettigheter") has the same stem."""
        written = any(spelling == (word,) for spelling, _ in self._phrases.get(phrase, ()))
        return word in quiet or (word in self._plain and not written)

    def _leads(self, phrase: tuple[str, ...], words: list[str]) -> tuple[Lead, ...]:
        """Where the phrase leads. The very words of a list go before other forms of them ("ulykkelig", "ulykke")."""
        listed = self._phrases[phrase]
        exact = [lead for written, lead in listed if list(written) == words]
        return tuple(dict.fromkeys(exact or [lead for _, lead in listed]))

    def aside(self, words: Sequence[str], stems: Sequence[str], quiet: frozenset[str]) -> list[Match]:
        """Single words that say who or how, wherever they stand, also within a phrase for something else."""
        found = []
        for at, stem in enumerate(stems):
            if (stem,) not in self._phrases or self._silenced((stem,), words[at], quiet):
                continue
            leads = tuple(lead for lead in self._leads((stem,), [words[at]]) if lead.section in ASIDE)
            if leads:
                found.append(Match(leads, (at,), 1.0))
        return found

    def _fit(self, phrase: tuple[str, ...], stems: Sequence[str], start: int) -> tuple[int, ...] | None:
        positions = [start]
        at = start
        for wanted in phrase[1:]:
            at += 1
            skipped = 0
            while at < len(stems) and stems[at] != wanted and skipped < _SKIPPED and stems[at] in self._silent:
                at += 1
                skipped += 1
            if at >= len(stems) or stems[at] != wanted:
                return None
            positions.append(at)
        return tuple(positions)
