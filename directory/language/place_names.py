"""Municipalities, post places and post codes in a query. Knows only the places of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from directory.catalog.models import Catalog
from directory.language.folding import fold, words_as_typed, words_of

_BEFORE = frozenset({"i", "pa", "ved", "fra", "nar", "ner", "in", "near", "from", "w", "v", "kommune", "til", "naer"})
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class FoundPlace:
    municipality: str
    positions: frozenset[int]


class PlaceNames:
    """Frozen after construction."""

    def __init__(self, catalog: Catalog) -> None:
        names: dict[tuple[str, ...], str] = {}
        self._codes = dict(catalog.post_codes)
        for place in catalog.places.values():
            if place.centre:
                names.setdefault(tuple(words_of(place.centre)), place.id)
            for post_place in place.post_places:
                # A municipality's own name wins over a village of the same name elsewhere.
                names.setdefault(tuple(words_of(post_place.name)), place.id)
                self._codes.update(dict.fromkeys(post_place.codes, place.id))
            self._codes.update(dict.fromkeys(place.po_box_codes, place.id))
        for place in catalog.places.values():
            names.update(dict.fromkeys([tuple(words_of(name)) for name in place.also_known_as], place.id))
        names.update({tuple(words_of(place.name)): place.id for place in catalog.places.values()})
        self._names = {words: place for words, place in names.items() if words}
        self._longest = max(map(len, self._names), default=0)
        self.words = frozenset(word for words in self._names for word in words)

    def find(self, words: Sequence[str], text: str, leads: Callable[[str], bool]) -> FoundPlace | None:
        """The first place. A name that is an ordinary word as well ("Ølen", ølen) counts only as a name would stand."""
        for start in range(len(words)):
            for end in range(min(len(words), start + self._longest), start, -1):
                span = tuple(words[start:end])
                place = self._names.get(span)
                if place is None:
                    continue
                short = len(span) == 1 and len(span[0]) < _FEWEST_LETTERS
                doubtful = short or (len(span) == 1 and leads(span[0]))
                introduced = start > 0 and words[start - 1] in _BEFORE
                if not doubtful or introduced or (not short and span[0] in _capitalized(text)):
                    return FoundPlace(place, frozenset(range(start, end)))
            # "5501", and "5501 Haugesund" where the name is unknown.
            if words[start].isdecimal() and len(words[start]) == 4 and words[start] in self._codes:
                return FoundPlace(self._codes[words[start]], frozenset({start}))
        return None


def _capitalized(text: str) -> set[str]:
    return {fold(word) for word in words_as_typed(text) if word[:1].isupper() and word[1:].islower()}
