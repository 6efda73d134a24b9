"""What is missing, for a municipality's planning: topics without a door near by, languages without words, searches that
found nothing. From the content and from the site's own coarse numbers; never from words that someone typed.

Draws nothing and words nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from directory.catalog.booklet import CLOSE_TOPICS
from directory.catalog.models import Catalog, Place, Service
from directory.catalog.words_file import FEWEST, Words

Nearest = Literal["local", "municipality", "national", "none"]
NOT_A_NEED = ("other",)
"""Topics that nobody looks for by name."""
_FOUND = re.compile(r'directory_found_total\{(?P<labels>[^}]*)\} (?P<times>\d+)')
_MISSED = re.compile(r'directory_searches_without_hits_total\{(?P<labels>[^}]*)\} (?P<times>\d+)')
_LABEL = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class Cover:
    """How many doors one topic has in one place, of those that a reader can act on."""

    topic: str
    place: str
    local: int
    """Made for that place or its neighbours."""
    municipality: int
    """There is one in every municipality, and how to reach this one is known."""
    national: int

    @property
    def nearest(self) -> Nearest:
        if self.near:
            return "local" if self.local else "municipality"
        return "national" if self.national else "none"

    @property
    def near(self) -> bool:
        return bool(self.local or self.municipality)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What a site's `/metrics` says, summed over its workers; nothing that happened less than five times in an hour."""

    missed: Mapping[str, int]
    """Topic, or "unknown" -> searches without hits."""
    found: Mapping[tuple[str, str], int]
    """("search" or "assistant", answer) -> how often."""


def coverage(catalog: Catalog) -> tuple[Cover, ...]:
    """Every topic in every place, in the order of topics."""
    doors = [one for one in catalog.services.values() if _is_for_readers(catalog, one)]
    by_topic = {topic: [one for one in doors if topic in one.topics[:CLOSE_TOPICS]] for topic in topics_of(catalog)}
    return tuple(
        _cover(catalog, topic, place, services)
        for topic, services in by_topic.items() for place in catalog.places.values()
    )  # fmt: skip


def topics_of(catalog: Catalog) -> tuple[str, ...]:
    return tuple(topic for topic in catalog.topics if topic not in NOT_A_NEED)


def without_words(catalog: Catalog, words: Words) -> Mapping[str, tuple[str, ...]]:
    """Language with a list of everyday words -> topics that fewer than three of them lead to. Nynorsk is read together
    with bokmål."""
    counts = Counter((entry.lang, entry.target) for entry in words.entries if entry.section == "topics")
    langs = sorted({lang for lang, _ in counts} - {"nn"})
    lacking = {
        lang: tuple(topic for topic in topics_of(catalog) if counts[lang, topic] < FEWEST) for lang in langs
    }  # fmt: skip
    return {lang: topics for lang, topics in lacking.items() if topics}


def read_numbers(text: str) -> Numbers:
    """From the text of one or several `/metrics`; lines of anything else are passed over."""
    missed: Counter[str] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for labels, times in _counted(_MISSED, text):
        missed[labels.get("topic", "unknown")] += times
    for labels, times in _counted(_FOUND, text):
        found[labels.get("where", ""), labels.get("answer", "")] += times
    return Numbers(missed=dict(missed), found=dict(found))


def _counted(pattern: re.Pattern[str], text: str) -> Iterator[tuple[dict[str, str], int]]:
    for one in pattern.finditer(text):
        yield dict(_LABEL.findall(one["labels"])), int(one["times"])


def _cover(catalog: Catalog, topic: str, place: Place, services: list[Service]) -> Cover:
    usable = [one for one in services if _leads_somewhere(catalog, one, place)]
    return Cover(
        topic=topic,
        place=place.id,
        local=sum(one.reach == "local" and place.id in one.service_area for one in usable),
        municipality=sum(one.reach == "every-municipality" for one in usable),
        national=sum(one.reach == "national" for one in usable),
    )


def _is_for_readers(catalog: Catalog, one: Service) -> bool:
    kind = catalog.types.get(one.type)
    return one.status == "active" and one.audience != ("staff",) and not (kind and kind.staff_only)


def _leads_somewhere(catalog: Catalog, one: Service, place: Place) -> bool:
    """A contact of its own, or a way in that has one: the municipality's own is known or it is not."""
    if one.channels:
        return True
    if one.way_in == "municipality":
        return bool(place.channels)
    through = catalog.services.get(one.way_in or "")
    return bool(through and (through.channels or (through.way_in == "municipality" and place.channels)))
