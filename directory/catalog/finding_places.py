"""A place from what a person types: a municipality's name in any letters or number, a post place, or a post code.

Does not guess slips of typing; the search does that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from directory.catalog.models import Catalog, Place

_MOST_TYPED = 80
_TYPED = (
    ("å", "a"), ("aa", "a"), ("ø", "o"), ("ö", "o"), ("æ", "e"), ("ae", "e"), ("ä", "e"),
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ة", "ه"),
    ("ґ", "г"), ("ё", "е"), ("э", "е"), ("ї", "і"), ("ы", "и"),
)  # fmt: skip
_MUNICIPALITY = re.compile(r"\s*\b(kommune|بلديه|комуна)\b\s*")


@dataclass(frozen=True, kw_only=True)
class PlaceMatch:
    """What a typed place is: one of ours, several of ours, or somewhere we hold no local doors for."""

    typed: str
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    """More than one of ours fits (a post place in two municipalities)."""
    municipality: str | None = None
    """The number of a Norwegian municipality that is not ours, where a register tells."""

    @property
    def unknown(self) -> bool:
        return self.place is None and not self.candidates


def _plain(text: str) -> str:
    """Lower case with å, ø and æ as they are typed on a foreign keyboard: aa, o, ae; Arabic and Cyrillic letters that
    are written in several ways are one."""
    lowered = " ".join(text.lower().split())
    for written, typed in _TYPED:
        lowered = lowered.replace(written, typed)
    return _MUNICIPALITY.sub("", lowered)


def find_place(catalog: Catalog, typed: str) -> PlaceMatch:
    """The place that `typed` names. Empty text names none."""
    typed = typed.strip()[:_MOST_TYPED]
    if code := re.search(r"(?<!\d)(\d{4})(?!\d)", typed):
        return _by_digits(catalog, typed, code[1])
    wanted = _plain(typed)
    if not wanted:
        return PlaceMatch(typed=typed)
    places = catalog.places.values()
    named = [place for place in places if wanted in map(_plain, (place.name, *place.also_known_as))]
    if not named:
        named = [
            place
            for place in places
            if wanted == _plain(place.centre or "") or any(_plain(part.name) == wanted for part in place.post_places)
        ]
    if not named and len(wanted) >= 3:
        named = [place for place in places if _plain(place.name).startswith(wanted)]
    if len(named) == 1:
        return PlaceMatch(typed=typed, place=named[0])
    return PlaceMatch(typed=typed, candidates=tuple(named))


def _by_digits(catalog: Catalog, typed: str, code: str) -> PlaceMatch:
    """A post code first; a municipality number only where no post code has those digits."""
    municipality = catalog.post_codes.get(code)
    if municipality is None and code in catalog.places:
        municipality = code
    if municipality is not None and municipality in catalog.places:
        return PlaceMatch(typed=typed, place=catalog.places[municipality])
    return PlaceMatch(typed=typed, municipality=municipality)
