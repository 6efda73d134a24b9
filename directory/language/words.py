"""Everyday words made ready for matching: which targets the words of a query lead to.

A phrase is words in order, between which the query may have up to two words that say nothing ("slår *ofte* meg").
A combination (`mamma + drikker`) is parts that stand anywhere. Knows nothing of ages, places or typing slips.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from directory.catalog.words_file import WordEntry
from directory.language.folding import words_of
from directory.language.stemming import SHORTEST, Stemmer

ASIDE = frozenset({"audiences", "wishes"})
_SKIPPED = 2
_LONGEST_FIRST = itemgetter(0, 1)
_RANK = attrgetter("rank")


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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is known of one phrase before any query comes."""

    stems: tuple[str, ...]
    rank: int
    """The longest first, then by their stems."""
    leads: tuple[Lead, ...]
    """Empty for one that is only a part of combinations."""
    exact: Mapping[tuple[str, ...], tuple[Lead, ...]]
    """The words as the list has them -> where these lead. They go before other forms ("ulykkelig", "ulykke")."""
    markers: tuple[int, ...]
    strength: float


class Phrases:
    """All phrases of one group of languages. Frozen after construction."""

    def __init__(
        self, entries: Iterable[WordEntry], stemmer: Stemmer, group: str, stop: frozenset[str], plain: frozenset[str],
    ) -> None:  # fmt: skip
        """`stop`: words that may stand between those of a phrase; `plain`: words that lead nowhere as they stand."""
        self._silent = frozenset(stemmer.stem(word, group) for word in stop)
        self._plain = plain
        self._combinations: list[tuple[tuple[int, ...], Lead]] = []
        self.surface: set[str] = set()
        """Every folded word that stands in a phrase: none of them is a typing slip."""
        listed: dict[tuple[str, ...], list[tuple[tuple[str, ...], Lead]]] = {}
        markers: dict[tuple[str, ...], list[int]] = {}
        marker = 0
        for entry in entries:
            lead = Lead(entry.section, entry.target)
            parts = [part.split("/") for part in entry.phrase.split(" + ")]
            numbers = []
            for alternatives in parts:
                for alternative in alternatives:
                    words = tuple(words_of(alternative))
                    if not words:
                        continue
                    self.surface.update(words)
                    stems = tuple([stemmer.stem(word, group) for word in words])
                    if len(parts) > 1:
                        markers.setdefault(stems, []).append(marker)
                    else:
                        listed.setdefault(stems, []).append((words, lead))
                numbers.append(marker)
                marker += 1
            if len(parts) > 1:
                self._combinations.append((tuple(numbers), lead))
        self._of_marker: dict[int, int] = {
            number: at for at, (numbers_, _) in enumerate(self._combinations) for number in numbers_
        }
        self._alone: dict[str, _Phrase] = {}
        self._longer: dict[str, dict[str, list[_Phrase]]] = {}
        """First stem -> second stem -> phrases: most that begin right are told off by the second."""
        for rank, stems in enumerate(sorted({*listed, *markers}, key=lambda stems: (-len(stems), stems))):
            phrase = self._phrase(stems, rank, listed.get(stems, ()), tuple(markers.get(stems, ())))
            if len(stems) == 1:
                self._alone[stems[0]] = phrase
            else:
                self._longer.setdefault(stems[0], {}).setdefault(stems[1], []).append(phrase)
        self.singles = frozenset(stem for stem, phrase in self._alone.items() if phrase.leads)
        """The stems that lead somewhere alone."""
        by_start: dict[str, list[str]] = {}
        for stem in sorted(self.singles):
            by_start.setdefault(stem[:SHORTEST], []).append(stem)
        self._by_start = {start: tuple(stems_) for start, stems_ in by_start.items()}
        self.stems = {stem for stems in (*listed, *markers) for stem in stems}

    def _phrase(
        self, stems: tuple[str, ...], rank: int, listed: Sequence[tuple[tuple[str, ...], Lead]],
        markers: tuple[int, ...],
    ) -> _Phrase:  # fmt: skip
        exact: dict[tuple[str, ...], dict[Lead, None]] = {}
        for words, lead in listed:
            exact.setdefault(words, {})[lead] = None
        telling = sum(stem not in self._silent for stem in stems)
        return _Phrase(
            stems, rank, tuple(dict.fromkeys(lead for _, lead in listed)),
            {words: tuple(leads) for words, leads in exact.items()}, markers, 1.0 + 0.3 * max(0, telling - 1),
        )  # fmt: skip

    def has_first(self, stem: str) -> bool:
        """A phrase begins with the stem."""
        return stem in self._alone or stem in self._longer

    def beginnings(self, word: str) -> list[str]:
        """The stems that lead somewhere alone and that the word begins with."""
        return [stem for stem in self._by_start.get(word[:SHORTEST], ()) if word.startswith(stem)]

    def find(
        self, words: Sequence[str], stems: Sequence[str], taken: set[int], quiet: frozenset[str] = frozenset(),
    ) -> list[Match]:  # fmt: skip
        """The longest phrases on positions that are not `taken` (which grows), and every combination.

        `quiet`: words that were typed so that they cannot be meant ("får" is not "far", though they are folded alike).
        """
        fitting: list[tuple[int, tuple[int, ...], _Phrase]] = []
        markers: dict[int, tuple[int, ...]] = {}
        present = set(stems)
        for start, stem in enumerate(stems):
            longer = self._longer.get(stem)
            if longer and (seconds := longer.keys() & present):
                for phrase in sorted([one for second in seconds for one in longer[second]], key=_RANK):
                    positions = self._fit(phrase.stems, stems, start)
                    if positions is not None:
                        for number in phrase.markers:
                            markers.setdefault(number, positions)
                        if phrase.leads:
                            fitting.append((-len(positions), positions, phrase))
            alone = self._alone.get(stem)
            if alone is not None:
                for number in alone.markers:
                    markers.setdefault(number, (start,))
                if alone.leads and not self._silenced(alone, words[start], quiet):
                    fitting.append((-1, (start,), alone))
        found: list[Match] = []
        for _, positions, phrase in sorted(fitting, key=_LONGEST_FIRST):
            if taken.isdisjoint(positions):
                taken.update(positions)
                leads = phrase.exact.get(tuple([words[at] for at in positions]), phrase.leads)
                found.append(Match(leads, positions, phrase.strength))
        return found + self._combined(markers, found) if markers else found

    def _combined(self, markers: Mapping[int, tuple[int, ...]], phrases: Sequence[Match]) -> list[Match]:
        found = []
        for at in sorted({self._of_marker[number] for number in markers}):
            numbers, lead = self._combinations[at]
            if all(number in markers for number in numbers):
                positions = tuple(sorted({p for number in numbers for p in markers[number]}))
                within = any(set(positions) <= set(match.positions) for match in phrases)
                # A phrase that holds all the parts says itself what they mean together.
                if len(positions) >= len(numbers) and not within:
                    found.append(Match((lead,), positions, 1.3))
        return found

    def _silenced(self, phrase: _Phrase, word: str, quiet: frozenset[str]) -> bool:
        """An ordinary word ("rett") leads nowhere only because a word of the list ("rettigheter") has the same stem."""
        return word in quiet or (word in self._plain and (word,) not in phrase.exact)

    def aside(self, words: Sequence[str], stems: Sequence[str], quiet: frozenset[str]) -> list[Match]:
        """Single words that say who or how, wherever they stand, also within a phrase for something else."""
        found = []
        for at, stem in enumerate(stems):
            phrase = self._alone.get(stem)
            if phrase is None or not phrase.leads or self._silenced(phrase, words[at], quiet):
                continue
            leads = tuple([lead for lead in phrase.exact.get((words[at],), phrase.leads) if lead.section in ASIDE])
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
