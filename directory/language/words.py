"""Everyday words made ready for matching: which targets the words of a query lead to.

A phrase is words in order, between which the query may have up to two words that say nothing ("slår *ofte* meg").
A combination (`mamma + drikker`) is parts that stand anywhere. Knows nothing of ages, places or typing slips.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from directory.catalog.words_file import WordEntry
from directory.language.folding import words_of
from directory.language.stemming import SHORTEST, Stemmer
from directory.language.word_lists import WordList

ASIDE = frozenset({"audiences", "wishes"})
_SKIPPED = 2
_LONGEST_FIRST = itemgetter(0, 1)


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


_Leads = tuple[Lead, ...]
_Exact = Mapping[tuple[str, ...], _Leads]
_ALIKE: _Exact = {}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is known of one phrase before any query comes. There are tens of thousands: what is equal is one."""

    rest: tuple[str, ...]
    """Its stems after the first."""
    leads: _Leads
    """Empty for one that is only a part of combinations."""
    exact: _Exact
    """The words as the list has them -> where these lead, unless all of them lead alike. They go before other forms
    ("ulykkelig", "ulykke")."""
    markers: tuple[int, ...]
    more: int
    """How many of its words say something, beyond one."""


class Phrases:
    """All phrases of one group of languages. Frozen after construction."""

    def __init__(
        self, entries: Iterable[WordEntry], stemmer: Stemmer, group: str, stop: frozenset[str], known: frozenset[str],
    ) -> None:  # fmt: skip
        """`stop`: words that may stand between those of a phrase; they and `known` lead nowhere as they stand."""
        self._silent = frozenset(stemmer.stem(word, group) for word in stop)
        self._combinations: list[tuple[tuple[int, ...], Lead]] = []
        surface: set[str] = set()
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
                    surface.update(words)
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
        alone = {words[0] for stems, those in listed.items() for words, _ in those if len(stems) == 1}
        self._nowhere = (stop | known) - alone
        """Ordinary words ("rett") that have only the stem in common with a word of the list ("rettigheter")."""
        self._alone: dict[str, _Phrase] = {}
        longer: dict[str, list[_Phrase]] = {}
        one_of_each: dict[_Leads, _Leads] = {}
        for stems in sorted({*listed, *markers}):
            phrase = self._phrase(stems, listed.get(stems, ()), tuple(markers.get(stems, ())), one_of_each)
            if len(stems) == 1:
                self._alone[stems[0]] = phrase
            else:
                longer.setdefault(" ".join(stems[:2]), []).append(phrase)
        self._longer = {key: tuple(phrases) for key, phrases in longer.items()}
        """First two stems -> phrases: most that begin right are told off by the second."""
        self._firsts = frozenset(key.partition(" ")[0] for key in self._longer)
        self.surface = WordList(surface)
        """Every folded word that stands in a phrase: none of them is a typing slip."""
        self.stems = WordList(stem for stems in (*listed, *markers) for stem in stems)

    def _phrase(
        self, stems: tuple[str, ...], listed: Sequence[tuple[tuple[str, ...], Lead]], markers: tuple[int, ...],
        one_of_each: dict[_Leads, _Leads],
    ) -> _Phrase:  # fmt: skip
        def leads_of(pairs: Iterable[tuple[tuple[str, ...], Lead]]) -> _Leads:
            leads = tuple(dict.fromkeys(lead for _, lead in pairs))
            return one_of_each.setdefault(leads, leads)

        leads = leads_of(listed)
        exact = {words: leads_of(pair for pair in listed if pair[0] == words) for words, _ in listed}
        telling = sum(stem not in self._silent for stem in stems)
        alike = all(one == leads for one in exact.values())
        return _Phrase(stems[1:], leads, _ALIKE if alike else exact, markers, max(0, telling - 1))

    def has_first(self, stem: str) -> bool:
        """A phrase begins with the stem."""
        return stem in self._alone or stem in self._firsts

    def leads_alone(self, stem: str) -> bool:
        """The stem leads somewhere by itself."""
        phrase = self._alone.get(stem)
        return phrase is not None and bool(phrase.leads)

    def beginnings(self, word: str) -> list[str]:
        """The stems that lead somewhere alone and that the word begins with."""
        alone, lengths = self._alone, range(min(SHORTEST, len(word)), len(word) + 1)
        return [stem for length in lengths if (stem := word[:length]) in alone and alone[stem].leads]

    def find(
        self, words: Sequence[str], stems: Sequence[str], taken: set[int], quiet: frozenset[str] = frozenset(),
    ) -> list[Match]:  # fmt: skip
        """The longest phrases on positions that are not `taken` (which grows), and every combination.

        `quiet`: words that were typed so that they cannot be meant ("får" is not "far", though they are folded alike).
        """
        fitting: list[tuple[int, tuple[int, ...], _Phrase]] = []
        markers: dict[int, tuple[int, ...]] = {}
        for start, stem in enumerate(stems):
            longer: list[_Phrase] = []
            if stem in self._firsts:
                for second in {*stems[start + 1 : start + _SKIPPED + 2]}:
                    longer += self._longer.get(f"{stem} {second}", ())
            for phrase in sorted(longer, key=_longest) if len(longer) > 1 else longer:
                positions = self._fit(phrase.rest, stems, start)
                if positions is not None:
                    for number in phrase.markers:
                        markers.setdefault(number, positions)
                    if phrase.leads:
                        fitting.append((-len(positions), positions, phrase))
            alone = self._alone.get(stem)
            if alone is not None:
                for number in alone.markers:
                    markers.setdefault(number, (start,))
                if alone.leads and not self._silenced(words[start], quiet):
                    fitting.append((-1, (start,), alone))
        found: list[Match] = []
        for _, positions, phrase in sorted(fitting, key=_LONGEST_FIRST):
            if taken.isdisjoint(positions):
                taken.update(positions)
                leads = phrase.exact.get(tuple([words[at] for at in positions]), phrase.leads)
                found.append(Match(leads, positions, 1.0 + 0.3 * phrase.more))
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

    def _silenced(self, word: str, quiet: frozenset[str]) -> bool:
        return word in quiet or word in self._nowhere

    def aside(self, words: Sequence[str], stems: Sequence[str], quiet: frozenset[str]) -> list[Match]:
        """Single words that say who or how, wherever they stand, also within a phrase for something else."""
        found = []
        for at, stem in enumerate(stems):
            phrase = self._alone.get(stem)
            if phrase is None or not phrase.leads or self._silenced(words[at], quiet):
                continue
            leads = tuple([lead for lead in phrase.exact.get((words[at],), phrase.leads) if lead.section in ASIDE])
            if leads:
                found.append(Match(leads, (at,), 1.0))
        return found

    def _fit(self, rest: tuple[str, ...], stems: Sequence[str], start: int) -> tuple[int, ...] | None:
        positions = [start]
        at = start
        for wanted in rest:
            at += 1
            skipped = 0
            while at < len(stems) and stems[at] != wanted and skipped < _SKIPPED and stems[at] in self._silent:
                at += 1
                skipped += 1
            if at >= len(stems) or stems[at] != wanted:
                return None
            positions.append(at)
        return tuple(positions)


def _longest(phrase: _Phrase) -> tuple[int, tuple[str, ...]]:
    """The longest first, then by their stems."""
    return -len(phrase.rest), phrase.rest
