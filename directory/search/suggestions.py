"""Suggestions while typing: names, topics, types and places that begin with what is typed so far.

One sorted list a language, searched by halving. Orders by kind and name, never by what others searched for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, Protocol

from directory.catalog.models import Catalog
from directory.language.folding import words_of
from directory.language.stemming import NORWEGIAN, group_of

if TYPE_CHECKING:
    from directory.search.index import SearchIndex

Kind = Literal["topic", "type", "service", "place"]
_KINDS: tuple[Kind, ...] = ("topic", "type", "service", "place")
_READY, _KEPT = 4, 20
"""Prefixes up to so many letters are answered from a table, with so many answers each."""
_SCANNED = 200
"""Entries looked at for a longer prefix."""
_LAST = "\U0010ffff"


class Texts(Protocol):
    @property
    def lang(self) -> str: ...

    def text(self, key: str, source: str) -> str: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    kind: Kind
    id: str
    text: str
    """As it is written, in the page's language; names stay Norwegian."""


Ranked = tuple[int, int, Suggestion]
"""Place of its kind, 0 for a whole label or 1 for a word within, and the suggestion."""


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """Language group -> folded beginnings, sorted, beside what they lead to: whole labels, and from each later word."""

    keys: Mapping[str, tuple[str, ...]]
    found: Mapping[str, tuple[Ranked, ...]]
    ready: Mapping[str, Mapping[str, tuple[Suggestion, ...]]]
    """Language group -> short prefix -> its suggestions."""


def build_suggestions(catalog: Catalog, texts: Sequence[Texts]) -> Suggestions:
    keys: dict[str, tuple[str, ...]] = {}
    found: dict[str, tuple[Ranked, ...]] = {}
    one_of_each: dict[tuple[str, Ranked], tuple[str, Ranked]] = {}  # names are the same in every language
    languages: dict[str, Texts | None] = {NORWEGIAN: None}
    for one in texts:
        languages.setdefault(group_of(one.lang), one)
    for group, translate in languages.items():
        listed: list[tuple[str, Ranked]] = []
        for suggestion, spellings in _all(catalog, translate):
            for spelling in spellings:
                words = words_of(spelling)
                for start in range(len(words)):
                    rank = (_KINDS.index(suggestion.kind), min(start, 1), suggestion)
                    pair = (" ".join(words[start:]), rank)
                    listed.append(one_of_each.setdefault(pair, pair))
        listed.sort(key=lambda pair: (pair[0], pair[1][0], pair[1][2].text, pair[1][2].id))
        keys[group] = tuple(key for key, _ in listed)
        found[group] = tuple(rank for _, rank in listed)
    ready = {group: _short_prefixes(keys[group], found[group]) for group in keys}
    return Suggestions(keys=keys, found=found, ready=ready)


def suggest(index: SearchIndex, text: str, lang: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """What begins with the text: whole labels before words inside them, topics before types, services and places."""
    prefix = " ".join(words_of(text[:80]))
    suggestions = index.suggestions
    group = group_of(lang) if group_of(lang) in suggestions.keys else NORWEGIAN
    if not prefix:
        return ()
    if len(prefix) <= _READY:
        return suggestions.ready[group].get(prefix, ())[:limit]
    keys = suggestions.keys[group]
    start = bisect_left(keys, prefix)
    end = bisect_left(keys, prefix + _LAST, start, min(len(keys), start + _SCANNED))
    return _best(suggestions.found[group][start:end], limit)


def _best(found: Iterable[Ranked], limit: int) -> tuple[Suggestion, ...]:
    """Each suggestion once, in its best place."""
    seen: dict[tuple[str, str], tuple[tuple[int, int, str, str], Suggestion]] = {}
    for kind, inside, suggestion in found:
        order = (inside, kind, suggestion.text, suggestion.id)
        key = (suggestion.kind, suggestion.id)
        if key not in seen or order < seen[key][0]:
            seen[key] = (order, suggestion)
    return tuple(suggestion for _, suggestion in nsmallest(limit, seen.values(), key=lambda pair: pair[0]))


def _short_prefixes(keys: Sequence[str], found: Sequence[Ranked]) -> dict[str, tuple[Suggestion, ...]]:
    """The answers for the first letters typed, for which most of the list would have to be looked through."""
    listed: dict[str, list[Ranked]] = {}
    for key, ranked in zip(keys, found, strict=True):
        for length in range(1, min(_READY, len(key)) + 1):
            listed.setdefault(key[:length], []).append(ranked)
    one_of_each: dict[tuple[Suggestion, ...], tuple[Suggestion, ...]] = {}  # "psyk" leads where "psy" led
    found_for = {prefix: _best(those, _KEPT) for prefix, those in listed.items()}
    return {prefix: one_of_each.setdefault(best, best) for prefix, best in found_for.items()}


def _all(catalog: Catalog, texts: Texts | None) -> list[tuple[Suggestion, tuple[str, ...]]]:
    def own(key: str, source: str) -> str:
        return texts.text(key, source) if texts else source

    found: list[tuple[Suggestion, tuple[str, ...]]] = []
    for topic in catalog.topics.values():
        label = own(f"topics.{topic.id}.label", topic.label)
        found.append((Suggestion(kind="topic", id=topic.id, text=label), (label,)))
    for kind in catalog.types.values():
        label, plural = own(f"types.{kind.id}.label", kind.label), own(f"types.{kind.id}.plural", kind.plural)
        found.append((Suggestion(kind="type", id=kind.id, text=plural), (label, plural)))
    for service in catalog.services.values():
        if service.status != "closed":
            named = (service.name, *service.also_known_as)
            found.append((Suggestion(kind="service", id=service.id, text=service.name), named))
    for place in catalog.places.values():
        names = (place.name, *place.also_known_as, *(post_place.name for post_place in place.post_places))
        found.append((Suggestion(kind="place", id=place.id, text=place.name), names))
    return found
