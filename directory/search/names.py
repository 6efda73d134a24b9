"""Names that are typed in full: services and organisations by name, former name, abbreviation or number.

A name that is an ordinary word too ("LEVE", "FRI") counts only when it is the whole query or written in capitals, a
short one ("AA") only in a short query. No service is favoured here: every name stands in the same table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from directory.catalog.models import Catalog
from directory.language.folding import words_as_typed
from directory.language.numbers import fold_name
from directory.language.understanding import Understanding, Understood

_LONGEST = 8
_SHORT = 4
_FEW = 4
_JOINED = 3
"""Letters of a short name; words of a short query; words of a name that may be written together ("alanon")."""


@dataclass(frozen=True, kw_only=True)
class NamedService:
    position: int
    strength: float
    """1 for the service's own name; less for the one who runs it."""
    words: int


@dataclass(frozen=True, kw_only=True)
class Names:
    """Folded words -> (position, strength). Abbreviations are also known as they are written."""

    names: dict[tuple[str, ...], tuple[tuple[int, float], ...]]
    written: dict[tuple[str, ...], frozenset[str]]
    """For a single word, its spellings in the catalogue ("AA", "Leve")."""
    ordinary: frozenset[tuple[str, ...]]
    """Single words that mean something else too."""
    short: frozenset[tuple[str, ...]]
    firsts: frozenset[str]
    """The words that names begin with."""

    def find(self, understood: Understood, text: str) -> list[NamedService]:
        words = understood.words
        found: dict[int, NamedService] = {}
        start = 0
        while start < len(words):
            step = 1
            if words[start] not in self.firsts:
                start += 1
                continue
            for end in range(min(len(words), start + _LONGEST), start, -1):
                span = words[start:end]
                entries = self.names.get(span)
                if entries is None or not self._meant(span, understood, text):
                    continue
                for position, strength in entries:
                    one = NamedService(position=position, strength=strength, words=len(span))
                    best = found.get(position)
                    if best is None or (one.strength, one.words) > (best.strength, best.words):
                        found[position] = one
                step = end - start
                break
            start += step
        return list(found.values())

    def _meant(self, span: tuple[str, ...], understood: Understood, text: str) -> bool:
        ordinary = span in self.ordinary
        if not ordinary and span not in self.short:
            return True
        spellings = self.written[span]
        typed = words_as_typed(text)
        shouting = all(word.isupper() for word in typed if word.isalpha())
        if not shouting and any(word in spellings and word.isupper() for word in typed):
            return True
        if ordinary and understood.types:
            return False  # "barnevernvakt" asks for the nearest of its kind, not for the one that bears the word
        # The spelling must be the name's own: "nå" is folded like "NA", but does not mean it.
        same = any(word.casefold() in {spelling.casefold() for spelling in spellings} for word in typed)
        return same and len(understood.words) <= (1 if ordinary else _FEW)


def name_words(catalog: Catalog) -> frozenset[str]:
    """Folded words that names are typed as, so that a slip in them can be told ("barsnkk")."""
    named = [name for service in catalog.services.values() for name in (service.name, *service.also_known_as)]
    return frozenset(words[0] for name in named for text in _variants(name) if len(words := fold_name(text)) == 1)


def build_names(catalog: Catalog, understanding: Understanding) -> Names:
    names: dict[tuple[str, ...], dict[int, float]] = {}
    written: dict[tuple[str, ...], set[str]] = {}

    def add(text: str, position: int, strength: float) -> None:
        words = fold_name(text)
        if len(words) <= _LONGEST and any(len(word) > 1 for word in words):
            listed = names.setdefault(words, {})
            listed[position] = max(strength, listed.get(position, 0.0))
            if len(words) == 1:
                written.setdefault(words, set()).update(words_as_typed(text))

    for position, service in enumerate(catalog.services.values()):
        for name in (service.name, *service.also_known_as):
            for variant in _variants(name):
                add(variant, position, 1.0)
        for channel in service.channels:
            if channel.kind in ("phone", "sms"):
                add(channel.value, position, 1.0)
        organization = catalog.organizations.get(service.organization or "")
        for name in (organization.name, *organization.also_known_as) if organization else ():
            for variant in _variants(name):
                add(variant, position, 0.6)
    single = [words for words in names if len(words) == 1 and not words[0].isdecimal()]
    return Names(
        names={words: tuple(sorted(listed.items())) for words, listed in names.items()},
        written={words: frozenset(spellings) for words, spellings in written.items()},
        ordinary=frozenset(words for words in single if understanding.lexicon.is_ordinary(words[0])),
        firsts=frozenset(words[0] for words in names),
        short=frozenset(words for words in single if len(words[0]) <= _SHORT),
    )


def _variants(name: str) -> set[str]:
    """The name, without its brackets, what stands in them, and what stands before a dash."""
    brackets = re.findall(r"\(([^)]{2,40})\)", name)
    bare = re.sub(r"\s*\([^)]*\)", "", name)
    before = re.split(r"\s[–-]\s", bare)[0]
    together = {"".join(words) for text in (bare, before) if 1 < len(words := fold_name(text)) <= _JOINED}
    capital = [text for text in brackets if text[:1].isupper()]
    return {name, bare, before, *capital, *(word for word in together if len(word) > _SHORT)}
