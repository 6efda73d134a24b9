"""What a person's words mean to the directory: topics, types, audiences, channels, wishes, place, age, slips.

Reads everyday words of every language (the page's first, then Norwegian, English and the rest), place names and post
codes, ages and typing slips. Finds no services: that is `directory.search`. Detects no crisis and knows no
diagnosis: it says what the words are about, never what a person has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from directory.catalog.models import Catalog
from directory.catalog.words_file import SECTIONS, Words
from directory.language.ages import age_in
from directory.language.folding import words_of
from directory.language.lexicon import Lexicon
from directory.language.numbers import join_numbers
from directory.language.place_names import PlaceNames
from directory.language.stemming import NORWEGIAN, group_of
from directory.language.words import Match

MOST_WORDS = 60
"""Words of a query that are read; more are left out."""
HINTED = 0.6
OWN_TROUBLE = frozenset({
    "afraid-to-hurt", "hurt-by-someone", "afraid-of-someone", "sexual-abuse", "relationship", "family-conflict",
    "grief", "lost-a-child", "bereaved-by-suicide", "social-control", "parenting", "loneliness",
})  # fmt: skip
"""Topics in which the other person is part of one's own trouble: whoever names them asks for themselves."""
_ABOUT = frozenset({"topics", "types", "audiences"})
_WISHES = frozenset({"wishes", "channels", "languages"})
_WISHED = 0.3
_WRITTEN_APART = 7


@dataclass(frozen=True, kw_only=True)
class Term:
    """A stem to look up in the texts of a language group."""

    group: str
    stem: str
    weight: float
    leads: bool
    """It is a word of the lists, so its meaning is in `topics` and the like as well."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What a query says. Ids are the strongest first."""

    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    place: str | None = None
    age: int | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    """(as typed, as read)."""
    guesses: tuple[tuple[str, str], ...] = ()
    """(as typed, what may have been meant); not searched for, only offered."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """`topics.drugs` -> how strongly the words say so, about 1 for one plain word."""
    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    """The folded words, as read."""


class Understanding:
    """The lists, ready. Frozen after construction, apart from the memory of stems."""

    def __init__(self, words: Words, catalog: Catalog, vocabulary: Mapping[str, Mapping[str, int]]) -> None:
        """`vocabulary`: language group -> folded word of the catalogue's texts -> the number of texts it stands in."""
        self._places = PlaceNames(catalog)
        self.lexicon = Lexicon(words, vocabulary, self._places.words)

    def understand(self, text: str, lang: str, *, as_typed: bool = False) -> Understood:
        """`as_typed`: nothing is read as a typing slip."""
        lexicon = self.lexicon
        typed = join_numbers(words_of(text))[:MOST_WORDS]
        own = lexicon.language_of(typed, group_of(lang))
        read, corrections, guesses = (list(typed), (), ()) if as_typed else lexicon.spelled(typed, own)
        place = self._places.find(read, text, lambda word: lexicon.is_listed(word, own))
        units, origins = self._units(read, own)
        named = {at for at, origin in enumerate(origins) if place and origin in place.positions}
        matches = self._matches(units, own, named, lexicon.quiet(text))
        weights: dict[str, float] = {}
        for match in sorted(matches, key=lambda match: -match.strength):
            about = any(lead.section == "topics" for lead in match.leads)
            for lead in match.leads:
                key = f"{lead.section}.{lead.target}"
                # A type that a word for a topic only hints at ("angst") says less than one that is named ("psykolog").
                strength = match.strength * (HINTED if about and lead.section == "types" else 1.0)
                # Each further word for the same thing says less than the one before.
                weights[key] = weights[key] + 0.3 * strength if key in weights else strength
        ids: dict[str, list[str]] = {section: [] for section in SECTIONS}
        for key in sorted(weights, key=lambda key: (-weights[key], key)):
            section, _, target = key.partition(".")
            ids[section].append(target)
        skipped = place.positions if place else frozenset()
        return Understood(
            topics=tuple(ids["topics"]), types=tuple(ids["types"]), audiences=tuple(ids["audiences"]),
            channels=tuple(ids["channels"]), wishes=tuple(ids["wishes"]), languages=tuple(ids["languages"]),
            place=place.municipality if place else None, age=age_in(read, has_person=bool(ids["audiences"])),
            corrections=corrections, guesses=guesses, weights=weights, words=tuple(read),
            terms=self._terms(read, own, skipped, _said(units, matches, _ABOUT), _said(units, matches, _WISHES)),
        )  # fmt: skip

    def stems_of(self, text: str, group: str) -> list[str]:
        """The stems under which a text of the catalogue is indexed: every word, and the parts of compounds."""
        found = []
        for word in join_numbers(words_of(text)):
            found.append(self.lexicon.stemmer.stem(word, group))
            if group == NORWEGIAN:
                found += [self.lexicon.stemmer.stem(part, group) for part in self.lexicon.compounds.split(word)]
        return found

    def _matches(self, units: Sequence[str], own: str, named: set[int], quiet: frozenset[str]) -> list[Match]:
        """Phrases of the page's language, then of the others on what is left and is no word of the page's language."""
        taken = set(named)
        found: list[Match] = []
        for group, phrases in self.lexicon.phrases(own):
            if len(taken) >= len(units):
                break
            stems = [self.lexicon.stemmer.stem(unit, group) for unit in units]
            if group == own:
                found += phrases.find(units, stems, taken, quiet)
                # Who is spoken of counts also within a phrase ("mamma er psykisk syk"), but not "slo sønnen min".
                covered = {at for match in found for at in match.positions if _covers(match)}
                found += [one for one in phrases.aside(units, stems, quiet) if covered.isdisjoint(one.positions)]
            else:
                of_own = {at for at, unit in enumerate(units) if self.lexicon.is_own(unit, own)}
                blocked = taken | of_own
                found += phrases.find(units, stems, blocked)
                taken |= blocked - of_own
        return found

    def _units(self, read: Sequence[str], own: str) -> tuple[list[str], list[int]]:
        """The words, with compounds cut where the whole leads nowhere and put together where only the whole does;
        and for each the position of its word in `read`."""
        units: list[str] = []
        origins: list[int] = []
        at = 0
        while at < len(read):
            length = self._joined(read, at, own)
            if length:
                found: tuple[str, ...] = ("".join(read[at : at + length]),)
            else:
                whole = self.lexicon.leads(read[at], own) or self.lexicon.is_stop(read[at], own)
                found = (() if whole else self.lexicon.compounds.split(read[at])) or (read[at],)
            units += found
            origins += [at] * len(found)
            at += length or 1
        return units, origins

    def _joined(self, read: Sequence[str], at: int, own: str) -> int:
        """How many words from `at` are one word written apart ("familie vern kontor"); 0 when none."""
        for length in (3, 2):
            parts = read[at : at + length]
            whole = "".join(parts)
            if len(parts) == length and len(whole) >= _WRITTEN_APART and self.lexicon.leads(whole, own):
                return 0 if all(self.lexicon.leads(part, own) for part in parts) else length
        return 0

    def _terms(
        self, read: Sequence[str], own: str, skipped: frozenset[int], said: set[str], wished: set[str],
    ) -> tuple[Term, ...]:  # fmt: skip
        terms: dict[tuple[str, str], Term] = {}
        for position, word in enumerate(read):
            if position in skipped or self.lexicon.is_stop(word, own):
                continue
            parts = self.lexicon.compounds.split(word)
            leads = word in said or not said.isdisjoint(parts)
            # A wish ("åpent", "natt") is met by facts; texts that have the word are seldom about it.
            whole = _WISHED if word in wished and not leads else 1.0
            for group in dict.fromkeys((own, NORWEGIAN)):
                for weight, one in ((whole, word), *((0.5 * whole, part) for part in parts)):
                    stem = self.lexicon.stemmer.stem(one, group)
                    terms.setdefault((group, stem), Term(group=group, stem=stem, weight=weight, leads=leads))
        return tuple(terms.values())


def _covers(match: Match) -> bool:
    """The match says all that its words say: a single word, a wish, or someone who is part of one's own trouble."""
    wish = all(lead.section == "wishes" and lead.target != "what-is-it" for lead in match.leads)
    return wish or len(match.positions) == 1 or not OWN_TROUBLE.isdisjoint(lead.target for lead in match.leads)


def _said(units: Sequence[str], matches: Sequence[Match], sections: frozenset[str]) -> set[str]:
    """The words that lead to one of the sections."""
    telling = [match for match in matches if any(lead.section in sections for lead in match.leads)]
    return {units[at] for match in telling for at in match.positions}
