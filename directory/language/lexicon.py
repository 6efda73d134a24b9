"""The lists of every language, ready to be asked: does a word lead somewhere, is it right, what was it meant to be?

Holds phrases, stop lists, known words and typing slips per language group. Reads no query as a whole: `understanding`
does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.catalog.words_file import Words
from directory.language.compounds import Compounds
from directory.language.endings import LIGHT, without_clitics
from directory.language.folding import fold, words_as_typed, words_of
from directory.language.slips import LEADS, Slips, undoubled
from directory.language.stemming import NORWEGIAN, Stemmer, group_of
from directory.language.word_lists import WordList
from directory.language.words import Phrases

_CLEARLY_MORE = 2
_MOST = 2048
"""Words remembered per language, so that a worker does not grow with each new word."""
_LONG = 9
"""Letters of a word that may be a compound with a slip in it."""
_LONG_NAME = 6
"""Letters of a name in Arabic or Cyrillic that a word may be a slip of."""


@dataclass(frozen=True, kw_only=True)
class _Group:
    phrases: Phrases
    stop: frozenset[str]
    plain: frozenset[str]
    """The stop list and the known words: right, and leading nowhere."""
    stems: WordList
    """Of the known words and of the catalogue's texts."""
    slips: Slips


@dataclass(frozen=True, slots=True)
class Word:
    """What the lists say of one folded word on a page in one language."""

    stop: bool
    leads: bool
    """Alone it leads somewhere, in the page's language or in Norwegian."""
    own: bool
    """A word of the page's language, so that it is not read as one of another."""
    listed: bool
    """It stands in a phrase."""
    correct: bool
    """It is a word of the page's language, or of Norwegian, or a name."""
    parts: tuple[str, ...]
    """Of a compound."""
    stems: tuple[tuple[str, str], ...]
    """(language group, stem) in the page's language and in Norwegian."""


class Lexicon:
    """Frozen after construction, apart from the memories of single words, which hold only words that the lists, the
    places or the catalogue's texts have: never what else people typed, and never which words stood together."""

    def __init__(self, words: Words, vocabulary: Mapping[str, Mapping[str, int]], names: frozenset[str]) -> None:
        """`vocabulary`: language group -> folded word of the catalogue's texts -> the number of texts it stands in;
        `names`: words that are right in every language, such as places."""
        self.stemmer = Stemmer(words.forms)
        self.compounds = Compounds(words.compound_parts, words.compound_whole)
        self._part_slips = Slips(dict.fromkeys(self.compounds.parts, LEADS))
        self._names = names
        by_group: dict[str, list[str]] = {}
        for lang in sorted({entry.lang for entry in words.entries} | words.stop.keys() | words.known.keys()):
            by_group.setdefault(group_of(lang), []).append(lang)
        self._groups = {
            group: self._group(words, group, langs, vocabulary.get(group, {})) for group, langs in by_group.items()
        }
        self._special = frozenset(
            word.casefold() for listed in words.stop.values() for word in listed if fold(word) != word.casefold()
        )  # fmt: skip
        self._plain_letters = all(not word.isascii() for word in self._special)
        first = [group for group in (NORWEGIAN, "en") if group in self._groups]
        self._order = first + sorted(self._groups.keys() - set(first))
        listed = [words for group in self._groups.values() for words in (group.plain, group.phrases.surface)]
        self._right = WordList(names.union(*listed, *(vocabulary.get(group, ()) for group in self._groups)))
        self._memory: dict[str, dict[str, Word]] = {}
        self._begins_in: dict[str, frozenset[str]] = {}
        self.stemmer.remember_only(self._right)

    def _group(self, words: Words, group: str, langs: Sequence[str], texts: Mapping[str, int]) -> _Group:
        stop = _listed(words.stop, langs)
        known = _listed(words.known, langs)
        entries = [entry for entry in words.entries if entry.lang in langs]
        phrases = Phrases(entries, self.stemmer, group, stop, known)
        weights = dict(texts)
        weights.update({word: LEADS + texts.get(word, 0) for word in phrases.surface if word not in stop})
        weights.update(dict.fromkeys(stop, 0))
        # A short name in other letters is near too many ordinary words to be what a slip was meant to be.
        weights.update({name: LEADS for name in self._names if name.isascii() or len(name) >= _LONG_NAME})
        return _Group(
            phrases=phrases, stop=stop, plain=stop | known,
            stems=WordList(self.stemmer.stem(word, group) for word in (*known, *texts)),
            slips=Slips(weights),
        )  # fmt: skip

    def language_of(self, typed: Sequence[str], page: str) -> str:
        """The language group that the words are in: the page's, unless clearly more of them are another's."""
        counts = {name: sum(map(group.plain.__contains__, typed)) for name, group in self._groups.items()}
        best = max(self._order, key=lambda name: counts[name], default=page)
        return best if counts.get(best, 0) >= counts.get(page, 0) + _CLEARLY_MORE else page

    def phrases(self, own: str) -> list[tuple[str, Phrases]]:
        """Every group's phrases: the page's own first, then Norwegian, English and the rest."""
        order = [own, *(group for group in self._order if group != own)]
        return [(group, self._groups[group].phrases) for group in order if group in self._groups]

    def word(self, word: str, own: str) -> Word:
        memory = self._memory.get(own)
        if memory is None:
            memory = self._memory.setdefault(own, {})
        found = memory.get(word)
        if found is None:
            found = self._look_up(word, own)
            if len(memory) < _MOST and word in self._right:
                memory[word] = found
        return found

    def _look_up(self, word: str, own: str) -> Word:
        stems = tuple([(name, self.stemmer.stem(word, name)) for name in dict.fromkeys((own, NORWEGIAN))])
        near = [(self._groups[name], stem) for name, stem in stems if name in self._groups]
        group = self._groups.get(own)
        parts = self.compounds.split(word)
        return Word(
            stop=any(word in group.stop for group, _ in near),
            leads=any(group.phrases.leads_alone(stem) for group, stem in near),
            own=group is not None and (word in group.plain or group.phrases.leads_alone(stems[0][1])),
            listed=any(word in group.phrases.surface for group, _ in near),
            correct=word.isdecimal() or word in self._names or bool(parts)
            or any(word in group.plain or word in group.phrases.surface for group, _ in near)
            or any(group.phrases.leads_alone(stem) for group, stem in near)
            or any(
                (stem in group.stems or stem in group.phrases.stems) and not _lacks_a_letter(word, group)
                for group, stem in near
            ),
            parts=parts, stems=stems,
        )  # fmt: skip

    def begins_in(self, word: str) -> frozenset[str]:
        """The language groups in whose phrases the word may come first. Of most words it is one, so that the lists of
        the other languages need not be gone through."""
        found = self._begins_in.get(word)
        if found is None:
            groups = self._groups.items()
            found = frozenset([name for name, group in groups if group.phrases.has_first(self.elsewhere(word, name))])
            if len(self._begins_in) < _MOST and word in self._right:
                self._begins_in[word] = found
        return found

    def elsewhere(self, word: str, group: str) -> str:
        """The stem of a word that is hardly of the group: light stems are for words that surely are, or many others
        would become some of its own."""
        light = group in LIGHT and word not in self._groups[group].phrases.surface
        return word if light else self.stemmer.stem(word, group)

    def joined_leads(self, word: str, own: str) -> bool:
        """Words that were written apart lead somewhere as one. Seldom true, so mostly told without a stem."""
        for name in dict.fromkeys((own, NORWEGIAN)):
            phrases = self._groups[name].phrases if name in self._groups else None
            if phrases is None or not self.stemmer.may_become(word, name, phrases.beginnings(word)):
                continue
            if phrases.leads_alone(self.elsewhere(word, name)):
                return True
        return False

    def is_ordinary(self, word: str) -> bool:
        """The folded word stands in the lists of some language, so it is not only a name."""
        return any(
            word in group.plain
            or word in group.phrases.surface
            or group.phrases.leads_alone(self.stemmer.stem(word, name))
            for name, group in self._groups.items()
        )

    def quiet(self, text: str) -> frozenset[str]:
        """Words of the stop list that were typed with letters that folding takes away ("får" is not "far")."""
        if self._plain_letters and text.isascii():
            return frozenset()
        return frozenset([fold(word) for word in words_as_typed(text.casefold()) if word in self._special])

    def meant(self, word: str, own: str) -> tuple[str, bool] | None:
        """What a word that is not correct may have been meant to be, and whether that is sure.

        A word that another language has was hardly a slip, unless all that it says there is nothing ("manen").
        """
        group = self._groups.get(own) or self._groups.get(NORWEGIAN)
        found = group.slips.closest(word) if group else None
        if found is None and group is self._groups.get(NORWEGIAN):
            found = self._compound_meant(word)
        if group is None or found is None or word not in self._right:
            return found
        leads = any(word in other.phrases.surface for other in self._groups.values())
        return found if found[1] and not leads and found[0] in group.phrases.surface else None

    def _compound_meant(self, word: str) -> tuple[str, bool] | None:
        """The compound that a long word was meant to be, where one of its parts has a slip."""
        if len(word) < _LONG:
            return None
        for before, piece, after in self.compounds.around_slip(word):
            part = self._part_slips.closest(piece)
            if part is not None:
                return before + part[0] + after, True
        return None

    def within(self, word: str, own: str) -> str | None:
        """The word that is left when what is only written together with it is taken off, if that says more."""
        group = self._groups.get(own)
        if group is None or word in group.plain or word in group.phrases.surface:
            return None
        said = self.word(word, own)
        for left in without_clitics(word, own):
            if left in self._names or (left not in group.plain and self.word(left, own).leads > said.leads):
                return left
        return None


def _lacks_a_letter(word: str, group: _Group) -> bool:
    """The word could be a form of one that leads nowhere ("manen"), but one letter more makes it one that leads
    somewhere ("mannen"): the slip that people make most."""
    found = group.slips.closest(word)
    return bool(
        found and found[1] and found[0] in group.phrases.surface and undoubled(found[0]) == undoubled(word)
    )


def _listed(lists: Mapping[str, Iterable[str]], langs: Iterable[str]) -> frozenset[str]:
    return frozenset(word for lang in langs for text in lists.get(lang, ()) for word in words_of(text))
