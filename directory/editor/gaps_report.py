"""What is missing, worded for a person who plans: a summary of each place, the rows of the CSV, and the map.

Counts nothing itself; `gaps` does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from directory.catalog.models import Catalog
from directory.catalog.words_file import Words
from directory.editor.gaps import Cover, Nearest, Numbers, coverage, topics_of, without_words
from directory.editor.gaps_map import Spot, region_map
from directory.editor.texts import gettext as _
from directory.language.locales import LOCALES


def _most_first(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


@dataclass(frozen=True, kw_only=True)
class PlaceGaps:
    id: str
    name: str
    near: int
    """Topics with a door near by."""
    far: tuple[Cover, ...]
    """Topics with none near by; national ones may be there."""
    nothing: tuple[Cover, ...]
    """Topics with no door at all."""


@dataclass(frozen=True, kw_only=True)
class Gaps:
    catalog: Catalog
    places: tuple[PlaceGaps, ...]
    """The one that lacks most first."""
    words: Mapping[str, tuple[str, ...]]
    """Language -> topics with too few words."""
    numbers: Numbers | None = None
    covers: Sequence[Cover] = field(default=(), repr=False)

    @property
    def topics(self) -> int:
        return len(topics_of(self.catalog))

    def label(self, topic: str) -> str:
        known = self.catalog.topics.get(topic)
        return known.label if known else _("Not understood") if topic == "unknown" else topic

    @property
    def missed(self) -> tuple[tuple[str, int], ...]:
        """(topic in words, searches without hits), the most first."""
        told = self.numbers.missed if self.numbers else {}
        return tuple((self.label(topic), times) for topic, times in _most_first(told))


def find_gaps(catalog: Catalog, words: Words, numbers: Numbers | None = None) -> Gaps:
    covers = coverage(catalog)
    places = []
    for place in catalog.places.values():
        own = [one for one in covers if one.place == place.id]
        places.append(
            PlaceGaps(
                id=place.id,
                name=place.name,
                near=sum(one.near for one in own),
                far=tuple(one for one in own if not one.near),
                nothing=tuple(one for one in own if one.nearest == "none"),
            )
        )
    places.sort(key=lambda one: (-len(one.far), one.name))
    lacking = without_words(catalog, words)
    return Gaps(catalog=catalog, places=tuple(places), words=lacking, numbers=numbers, covers=covers)


def language_name(lang: str) -> str:
    return LOCALES[lang].name if lang in LOCALES else lang


def nearest_words(nearest: Nearest) -> str:
    return {
        "local": _("in the place itself"),
        "municipality": _("through the municipality"),
        "national": _("only for all of Norway"),
        "none": _("none that we know of"),
    }[nearest]


def draw_map(gaps: Gaps) -> str:
    places = gaps.catalog.places
    spots = [
        Spot(name=one.name, count=len(one.far), latitude=places[one.id].latitude, longitude=places[one.id].longitude)
        for one in sorted(gaps.places, key=lambda one: one.id)
    ]
    unplaced = [one.name for one in spots if one.latitude is None or one.longitude is None]
    title = _("Topics without a door near by, by municipality")
    told = _("The larger the circle, the more is missing. The same numbers stand in the table.")
    if len(unplaced) == len(spots):
        told = _("The content holds no coordinates, so this is a list and no map.")
    elif unplaced:
        told += " " + _("Without coordinates, so not on the map: %(places)s.", places=", ".join(unplaced))
    return region_map(spots, title, told)


def as_csv(gaps: Gaps, place: str | None = None) -> bytes:
    """As Norwegian Excel opens it with a double click: semicolons, and UTF-8 with its mark. One row for each gap."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_("What is missing"), _("Municipality number"), _("Municipality"), _("Language"), _("Topic id"),
                     _("Topic"), _("Nearest door"), _("National doors"), _("Searches without hits")])  # fmt: skip
    writer.writerows(_rows(gaps, place))
    return out.getvalue().encode("utf-8-sig")


def _rows(gaps: Gaps, place: str | None) -> Iterable[tuple[str | int, ...]]:
    missed = gaps.numbers.missed if gaps.numbers else {}
    for one in gaps.places:
        if place not in (None, one.id):
            continue
        for cover in one.far:
            yield (_("A door near by"), one.id, one.name, "", cover.topic, gaps.label(cover.topic),
                   nearest_words(cover.nearest), cover.national, "")  # fmt: skip
    for lang, topics in gaps.words.items():
        yield from ((_("Everyday words"), "", "", lang, topic, gaps.label(topic), "", "", "") for topic in topics)
    for topic, times in _most_first(missed):
        yield (_("A hit"), "", "", "", topic, gaps.label(topic), "", "", times)
