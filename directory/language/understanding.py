"""What a person's words mean to the directory: topics, types, audiences, channels, wishes, place, age, slips.

Reads everyday words of every language (the page's first, then Norwegian, English and the rest), place names and post
codes, ages and typing slips. Finds no services: that is `directory.search`. Detects no crisis and knows no
diagnosis: it says what the words are about, never what a person has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from directory.catalog.models import Catalog
from directory.catalog.words_file import SECTIONS, Words
from directory.language.ages import age_in
from directory.language.folding import words_of
from directory.language.lexicon import Lexicon, Word
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
_STRENGTH = attrgetter("strength")
Pairs = tuple[tuple[str, str], ...]


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
        words = _Words(lexicon, own)
        read, corrections, guesses = (typed, (), ()) if as_typed else _spelled(words, typed)
        place = self._places.find(read, text, lambda word: words[word].listed)
        units, origins = self._units(read, words)
        named = {at for at, origin in enumerate(origins) if place and origin in place.positions}
        matches = self._matches(units, words, named, lexicon.quiet(text))
        weights: dict[str, float] = {}
        for match in sorted(matches, key=_STRENGTH, reverse=True):
            about = any([lead.section == "topics" for lead in match.leads])
            for lead in match.leads:
                key = f"{lead.section}.{lead.target}"
                # A type that a word for a topic only hints at ("angst") says less than one that is named ("psykolog").
                strength = match.strength * (HINTED if about and lead.section == "types" else 1.0)
                # Each further word for the same thing says less than the one before.
                weights[key] = weights[key] + 0.3 * strength if key in weights else strength
        ids: dict[str, list[str]] = {section: [] for section in SECTIONS}
        for _, key in sorted([(-weight, key) for key, weight in weights.items()]):
            section, _, target = key.partition(".")
            ids[section].append(target)
        skipped = place.positions if place else frozenset()
        return Understood(
            topics=tuple(ids["topics"]), types=tuple(ids["types"]), audiences=tuple(ids["audiences"]),
            channels=tuple(ids["channels"]), wishes=tuple(ids["wishes"]), languages=tuple(ids["languages"]),
            place=place.municipality if place else None, age=age_in(read, has_person=bool(ids["audiences"])),
            corrections=corrections, guesses=guesses, weights=weights, words=tuple(read),
            terms=_terms(read, words, skipped, _said(units, matches, _ABOUT), _said(units, matches, _WISHES)),
        )  # fmt: skip

    def stems_of(self, text: str, group: str) -> list[str]:
        """The stems under which a text of the catalogue is indexed: every word, and the parts of compounds."""
        return [stem for word in join_numbers(words_of(text)) for stem in self.stems_of_word(word, group)]

    def stems_of_word(self, word: str, group: str) -> tuple[str, ...]:
        stem, parts = self.lexicon.stemmer.stem, self.lexicon.compounds.split(word) if group == NORWEGIAN else ()
        return (stem(word, group), *(stem(part, group) for part in parts))

    def _matches(self, units: Sequence[str], words: _Words, named: set[int], quiet: frozenset[str]) -> list[Match]:
        """Phrases of the page's language, then of the others on what is left and is no word of the page's language."""
        taken = set(named)
        found: list[Match] = []
        own = words.own
        elsewhere: frozenset[str] | None = None
        for group, phrases in self.lexicon.phrases(own):
            if len(taken) >= len(units):
                break
            if group == own:
                stems = [words[unit].stems[0][1] for unit in units]
                found += phrases.find(units, stems, taken, quiet)
                # Who is spoken of counts also within a phrase ("mamma er psykisk syk"), but not "slo sønnen min".
                covered = {at for match in found for at in match.positions if _covers(match)}
                found += [one for one in phrases.aside(units, stems, quiet) if covered.isdisjoint(one.positions)]
                continue
            if elsewhere is None:
                elsewhere = frozenset().union(*[self.lexicon.begins_in(unit) for unit in units])
            if group in elsewhere:
                of_own = {at for at, unit in enumerate(units) if words[unit].own}
                blocked = taken | of_own
                found += phrases.find(units, [self.lexicon.elsewhere(unit, group) for unit in units], blocked)
                taken |= blocked - of_own
        return found

    def _units(self, read: Sequence[str], words: _Words) -> tuple[list[str], list[int]]:
        """The words, with compounds cut where the whole leads nowhere and put together where only the whole does;
        and for each the position of its word in `read`."""
        units: list[str] = []
        origins: list[int] = []
        at = 0
        while at < len(read):
            length = self._joined(read, at, words)
            if length:
                found: tuple[str, ...] = ("".join(read[at : at + length]),)
            else:
                word = words[read[at]]
                found = (() if word.leads or word.stop else word.parts) or (read[at],)
            units += found
            origins += [at] * len(found)
            at += length or 1
        return units, origins

    def _joined(self, read: Sequence[str], at: int, words: _Words) -> int:
        """How many words from `at` are one word written apart ("familie vern kontor"); 0 when none."""
        for length in (3, 2):
            parts = read[at : at + length]
            whole = "".join(parts)
            if len(parts) == length and len(whole) >= _WRITTEN_APART and self.lexicon.joined_leads(whole, words.own):
                return 0 if all(words[part].leads for part in parts) else length
        return 0


class _Words(dict[str, Word]):
    """The words of one query, each looked up once and forgotten with the query."""

    def __init__(self, lexicon: Lexicon, own: str) -> None:
        super().__init__()
        self.own = own
        """The language group that the query is in."""
        self._lexicon = lexicon

    def __missing__(self, word: str) -> Word:
        self[word] = found = self._lexicon.word(word, self.own)
        return found

    def within(self, word: str) -> str | None:
        return self._lexicon.within(word, self.own)

    def meant(self, word: str) -> tuple[str, bool] | None:
        return self._lexicon.meant(word, self.own)


def _spelled(words: _Words, typed: list[str]) -> tuple[list[str], Pairs, Pairs]:
    """The words with sure slips put right; (typed, read) for those, (typed, meant) for those that are not sure."""
    read = typed[:]
    corrections: list[tuple[str, str]] = []
    guesses: list[tuple[str, str]] = []
    for at, typed_word in enumerate(typed):
        word = read[at] = words.within(typed_word) or typed_word
        meant = None if words[word].correct else words.meant(word)
        if meant is not None:
            (corrections if meant[1] else guesses).append((word, meant[0]))
            read[at] = meant[0] if meant[1] else word
    return read, tuple(corrections), tuple(guesses)


def _terms(
    read: Sequence[str], words: _Words, skipped: frozenset[int], said: set[str], wished: set[str],
) -> tuple[Term, ...]:  # fmt: skip
    terms: dict[tuple[str, str], Term] = {}
    for position, one in enumerate(read):
        word = words[one]
        if position in skipped or word.stop:
            continue
        leads = one in said or not said.isdisjoint(word.parts)
        # A wish ("åpent", "natt") is met by facts; texts that have the word are seldom about it.
        whole = _WISHED if one in wished and not leads else 1.0
        parts = [words[part].stems for part in word.parts]
        for at, (group, stem) in enumerate(word.stems):
            for weight, key in ((whole, (group, stem)), *((0.5 * whole, stems[at]) for stems in parts)):
                if key not in terms:
                    terms[key] = Term(group=key[0], stem=key[1], weight=weight, leads=leads)
    return tuple(terms.values())


def _covers(match: Match) -> bool:
    """The match says all that its words say: a single word, a wish, who asks, or who is part of one's own trouble."""
    wish = all(lead.section == "wishes" and lead.target != "what-is-it" for lead in match.leads)
    who = all(lead.section == "audiences" for lead in match.leads)
    return wish or who or len(match.positions) == 1 or not OWN_TROUBLE.isdisjoint(lead.target for lead in match.leads)


def _said(units: Sequence[str], matches: Sequence[Match], sections: frozenset[str]) -> set[str]:
    """The words that lead to one of the sections."""
    telling = [match for match in matches if any([lead.section in sections for lead in match.leads])]
    return {units[at] for match in telling for at in match.positions}
