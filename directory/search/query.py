"""A query becomes hits: understood, measured, filtered, counted, ordered, with the reasons for each.

Pure: the moment and the place are passed in, nothing is remembered and nothing written. Knows no crisis and no wording.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from directory.language.understanding import Understood
from directory.search.facets import FacetCounts, Filters, apply_filters
from directory.search.features import Floats, Mask
from directory.search.index import SearchIndex
from directory.search.inference import with_inferences
from directory.search.measuring import Parts, Situation, measure
from directory.search.ranking import KEPT_SHARE, fit, order, relevance, score

MOST_CHARACTERS = 300
NEAREST = 4


@dataclass(frozen=True, kw_only=True)
class SearchRequest:
    text: str
    lang: str
    now: datetime
    place: str | None = None
    """A municipality's number, chosen by the reader; a place in the text goes before it."""
    filters: Filters = field(default_factory=Filters)
    limit: int = 50
    as_typed: bool = False
    """The reader means what stands there: nothing is read as a typing slip."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    service_id: str
    score: float
    reasons: tuple[str, ...]
    """Ids that templates word: name, topic, type, text, audience, age, place, open-now, no-referral, peers, free,
    no-name, language, channel."""


@dataclass(frozen=True, kw_only=True)
class SearchResult:
    understood: Understood
    hits: tuple[Hit, ...]
    """The best first, at most the request's limit."""
    facets: FacetCounts
    total: int
    did_you_mean: str | None = None
    """Another spelling of the query that finds something; None when there is none, or when it was used already."""
    nearest_topics: tuple[str, ...] = ()
    """Topics to offer when nothing was found."""


def search(index: SearchIndex, request: SearchRequest) -> SearchResult:
    text = request.text[:MOST_CHARACTERS]
    understood = with_inferences(index.understanding.understand(text, request.lang, as_typed=request.as_typed))
    return _answer(index, request, understood, text, may_guess=True)


def _answer(
    index: SearchIndex, request: SearchRequest, understood: Understood, text: str, *, may_guess: bool,
) -> SearchResult:  # fmt: skip
    features = index.features
    place = understood.place or request.place
    at_night = "open-at-night" in understood.wishes
    opening = index.facets.opening
    situation = Situation(
        place=place, age=understood.age if understood.age is not None else request.filters.age,
        open_now=_mask(opening.open_bits(request.now), features.size),
        open_at_night=_mask(opening.night_bits(request.now) if at_night else 0, features.size),
    )  # fmt: skip
    named = index.names.find(understood, text)
    parts = measure(features, index.impacts, understood, named, situation)
    about = relevance(parts, understood)
    highest = float(about.max(initial=0.0))
    found = (about > KEPT_SHARE * highest) | (parts.named > 0)
    fitting, facets = apply_filters(index.facets, request.filters, request.now, _bits(found))
    factor = fit(features, understood, parts, situation)
    scores: Floats = np.where(_mask(fitting, features.size), score(parts, about, factor), np.float32(0.0))
    ordered = order(features, scores, request.limit)
    reasons = _reasons(index, ordered, parts, understood, situation)
    points = np.round(scores[ordered].astype(np.float64), 4).tolist()
    hits = tuple(
        Hit(service_id=index.services[at].id, score=points[rank], reasons=reasons[rank])
        for rank, at in enumerate(ordered)
    )
    return SearchResult(
        understood=understood, hits=hits, facets=facets, total=facets.total,
        did_you_mean=_did_you_mean(index, request, understood) if may_guess else None,
        nearest_topics=() if hits else _nearest_topics(index, understood),
    )  # fmt: skip


def _reasons(
    index: SearchIndex, ordered: list[int], parts: Parts, understood: Understood, situation: Situation,
) -> list[tuple[str, ...]]:  # fmt: skip
    """For every hit, what it has of what was asked, and what makes it easy to use."""
    features, age, place = index.features, situation.age, situation.place
    audiences, languages, channels = set(understood.audiences), set(understood.languages), set(understood.channels)
    about = (parts.named, parts.topics, parts.types, parts.text, situation.open_now)
    columns = [column[ordered].tolist() for column in about]
    told = []
    for at, named, topics, types, text, is_open in zip(ordered, *columns, strict=True):
        service = index.services[at]
        reasons = [reason for reason, holds in (("name", named), ("topic", topics), ("type", types)) if holds]
        if text and not topics:
            reasons.append("text")
        if audiences and not audiences.isdisjoint(service.audience):
            reasons.append("audience")
        oldest = service.maximum_age
        if age is not None and oldest is not None and (service.minimum_age or 0) <= age <= oldest:
            reasons.append("age")
        if place is not None and service.reach == "local" and place in service.service_area:
            reasons.append("place")
        if is_open:
            reasons.append("open-now")
        reasons += features.easy[at]
        spoken = (*service.languages, *(lang for channel in service.channels for lang in channel.languages))
        if languages and not languages.isdisjoint(spoken):
            reasons.append("language")
        if channels and not channels.isdisjoint(channel.kind for channel in service.channels):
            reasons.append("channel")
        told.append(tuple(reasons))
    return told


def _did_you_mean(index: SearchIndex, request: SearchRequest, understood: Understood) -> str | None:
    """The query with its doubtful words as they may have been meant, if that finds something."""
    if not understood.guesses:
        return None
    meant = dict(understood.guesses)
    text = " ".join(meant.get(word, word) for word in understood.words)
    again = with_inferences(index.understanding.understand(text, request.lang))
    answer = _answer(index, replace(request, text=text, limit=1), again, text, may_guess=False)
    return text if answer.hits else None


def _nearest_topics(index: SearchIndex, understood: Understood) -> tuple[str, ...]:
    """What was understood though the filters left nothing, else the topics that most services are about."""
    counts = index.facets.values["topic"]
    common = sorted(counts.keys() - {"other"}, key=lambda topic: (-counts[topic].bit_count(), topic))
    return tuple(dict.fromkeys((*(topic for topic in understood.topics if topic in counts), *common)))[:NEAREST]


def _mask(bits: int, size: int) -> Mask:
    raw = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), np.uint8)
    return np.unpackbits(raw, bitorder="little")[:size].astype(np.bool_)


def _bits(mask: Mask) -> int:
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")
