"""The lists of every language, ready to be asked: does a word lead somewhere, is it right, what was it meant to be?

Holds phrases, stop lists, known words and typing slips per language group. Reads no query as a
whole: `understanding` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.catalog.words_file import Words
from directory.language.compounds import Compounds
from directory.language.folding import fold, words_as_typed, words_of
from directory.language.slips import LEADS, Slips
from directory.language.stemming import NORWEGIAN, Stemmer, group_of
from directory.language.words import Phrases

_CLEARLY_MORE = 2
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class _Group:
    phrases: Phrases
    stop: frozenset[str]
    plain: frozenset[str]
    """The stop list and the known words: right, and leading nowhere."""
    correct: frozenset[str]
    stems: frozenset[str]
    slips: Slips


class Lexicon:
    """Frozen after construction, apart from the memory of stems."""

    def __init__(self, words: Words, vocabulary: Mapping[str, Mapping[str, int]], names: frozenset[str]) -> None:
        """`vocabulary`: language group -> folded word of the catalogue's texts -> the number of texts it stands in;
        `names`: words that are right in every language, such as places."""
        self.stemmer = Stemmer(words.forms)
        self.compounds = Compounds(words.compound_parts, words.compound_whole)
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
        first = [group for group in (NORWEGIAN, "en") if group in self._groups]
        self._order = first + sorted(self._groups.keys() - set(first))

    def _group(self, words: Words, group: str, langs: Sequence[str], texts: Mapping[str, int]) -> _Group:
        stop = _listed(words.stop, langs)
        known = _listed(words.known, langs)
        entries = [entry for entry in words.entries if entry.lang in langs]
        phrases = Phrases(entries, self.stemmer, group, stop, stop | known)
        weights = dict(texts)
        weights.update({word: LEADS + texts.get(word, 0) for word in phrases.surface if word not in stop})
        weights.update(dict.fromkeys(self._names, LEADS))
        return _Group(
            phrases=phrases, stop=stop, plain=stop | known,
            correct=frozenset({*stop, *known, *phrases.surface, *texts}),
            stems=frozenset(self.stemmer.stem(word, group) for word in (*known, *texts)) | phrases.stems,
            slips=Slips(weights),
        )  # fmt: skip

    def language_of(self, typed: Sequence[str], page: str) -> str:
        """The language group that the words are in: the page's, unless clearly more of them are another's."""
        counts = {name: sum(word in group.plain for word in typed) for name, group in self._groups.items()}
        best = max(self._order, key=lambda name: counts[name], default=page)
        return best if counts.get(best, 0) >= counts.get(page, 0) + _CLEARLY_MORE else page

    def phrases(self, own: str) -> list[tuple[str, Phrases]]:
        """Every group's phrases: the page's own first, then Norwegian, English and the rest."""
        order = [own, *(group for group in self._order if group != own)]
        return [(group, self._groups[group].phrases) for group in order if group in self._groups]

    def is_stop(self, word: str, own: str) -> bool:
        return any(word in group.stop for group in self._near(own))

    def is_own(self, word: str, own: str) -> bool:
        """A word of the page's language, so that it is not read as one of another."""
        group = self._groups.get(own)
        return group is not None and (word in group.plain or group.phrases.single(self.stemmer.stem(word, own)))

    def is_listed(self, word: str, own: str) -> bool:
        return any(word in group.phrases.surface for group in self._near(own))

    def leads(self, word: str, own: str) -> bool:
        """The word alone leads somewhere, in the page's language or in Norwegian."""
        names = dict.fromkeys((own, NORWEGIAN))
        return any(
            name in self._groups and self._groups[name].phrases.single(self.stemmer.stem(word, name)) for name in names
        )

    def is_ordinary(self, word: str) -> bool:
        """The folded word stands in the lists of some language, so it is not only a name."""
        return any(
            word in group.plain or word in group.phrases.surface or group.phrases.single(self.stemmer.stem(word, name))
            for name, group in self._groups.items()
        )

    def quiet(self, text: str) -> frozenset[str]:
        """Words of the stop list that were typed with letters that folding takes away ("får" is not "far")."""
        return frozenset(fold(word) for word in words_as_typed(text.casefold()) if word in self._special)

    def spelled(self, typed: Sequence[str], own: str) -> tuple[list[str], Pairs, Pairs]:
        """The words with sure slips put right; (typed, read) for those, (typed, meant) for those that are not sure."""
        read: list[str] = []
        corrections: list[tuple[str, str]] = []
        guesses: list[tuple[str, str]] = []
        group = self._groups.get(own) or self._groups.get(NORWEGIAN)
        for word in typed:
            nearest = None if group is None or self._is_correct(word, own) else group.slips.closest(word)
            if nearest is not None:
                (corrections if nearest[1] else guesses).append((word, nearest[0]))
            read.append(nearest[0] if nearest is not None and nearest[1] else word)
        return read, tuple(corrections), tuple(guesses)

    def _near(self, own: str) -> list[_Group]:
        return [self._groups[name] for name in dict.fromkeys((own, NORWEGIAN)) if name in self._groups]

    def _is_correct(self, word: str, own: str) -> bool:
        if word.isdecimal() or word in self._names or any(word in group.correct for group in self._groups.values()):
            return True
        for name in dict.fromkeys((own, NORWEGIAN)):
            if name in self._groups and self.stemmer.stem(word, name) in self._groups[name].stems:
                return True
        return bool(self.compounds.split(word))


def _listed(lists: Mapping[str, Iterable[str]], langs: Iterable[str]) -> frozenset[str]:
    return frozenset(word for lang in langs for text in lists.get(lang, ()) for word in words_of(text))
