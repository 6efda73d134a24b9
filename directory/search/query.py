"""A query becomes hits: understood, measured, filtered, counted, ordered, with the reasons for each.

Pure: the moment and the place are passed in, nothing is remembered and nothing written. Knows no crisis and no wording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress
from typing import NamedTuple

import numpy as np

from directory.language.understanding import Understood
from directory.search.bits import bits_of, mask_of
from directory.search.facets import FacetCounts, Filters, apply_filters
from directory.search.features import NO_LIMIT, Features, Mask, Positions
from directory.search.index import SearchIndex
from directory.search.inference import with_inferences
from directory.search.measuring import Parts, Situation, measure
from directory.search.ranking import KEPT_SHARE, fit, order, relevance, score

MOST_CHARACTERS = 300
NEAREST = 4
_DIGITS = 10_000.0


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


class Hit(NamedTuple):  # as frozen as a dataclass, and made in a third of the time
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
    opening = index.facets.opening
    open_bits, open_mask = opening.open_at(request.now)
    at_night = "open-at-night" in understood.wishes
    confirmed_bits, confirmed = index.facets.confirmations.standing(request.now.date())
    situation = Situation(
        place=understood.place or request.place,
        age=understood.age if understood.age is not None else request.filters.age,
        open_now=open_mask, confirmed=confirmed,
        open_at_night=opening.night_mask(request.now) if at_night else features.nowhere,
    )  # fmt: skip
    named = index.names.find(understood, text)
    parts = measure(features, index.impacts, understood, named, situation)
    about = relevance(parts, understood)
    found = about > KEPT_SHARE * (float(about[about.argmax()]) if about.size else 0.0)
    if named:
        found |= parts.named > 0
    found_bits = bits_of(found)
    fitting, facets = apply_filters(index.facets, request.filters, open_bits, confirmed_bits, found_bits)
    scores = score(parts, about, fit(features, understood, parts, situation), named=bool(named))
    scores *= found if fitting == found_bits else mask_of(fitting, features.size)
    ordered = order(features, scores, request.limit, parts)
    best = np.array(ordered, np.intp)
    points = [round(worth * _DIGITS) / _DIGITS for worth in scores[best].tolist()]
    reasons = _reasons(features, best, parts, understood, situation)
    ids = index.facets.ids
    hits = tuple([Hit(ids[at], point, why) for at, point, why in zip(ordered, points, reasons, strict=True)])
    return SearchResult(
        understood=understood, hits=hits, facets=facets, total=facets.total,
        did_you_mean=_did_you_mean(index, request, understood) if may_guess else None,
        nearest_topics=() if hits else _nearest_topics(index, understood),
    )  # fmt: skip


def _reasons(
    features: Features, best: Positions, parts: Parts, understood: Understood, situation: Situation,
) -> list[tuple[str, ...]]:  # fmt: skip
    """For every hit, what it has of what was asked, and what makes it easy to use: in the order of `Hit.reasons`."""
    about_it = parts.topics[best] > 0
    told: list[tuple[str, Mask]] = [] if parts.named is features.nothing else [("name", parts.named[best] > 0)]
    told.append(("topic", about_it))
    told += [] if parts.types is features.nothing else [("type", parts.types[best] > 0)]
    told.append(("text", (parts.text[best] > 0) & ~about_it))
    told += [("audience", _any(features.audience, understood.audiences, best))] if understood.audiences else []
    if (age := situation.age) is not None:
        oldest = features.maximum_age[best]
        told.append(("age", (features.minimum_age[best] <= age) & (age <= oldest) & (oldest < NO_LIMIT)))
    if situation.place is not None and situation.place in features.places:
        told.append(("place", features.places[situation.place][best] & features.local[best]))
    told.append(("open-now", situation.open_now[best]))
    easy = features.easy
    if not understood.languages and not understood.channels:
        return [held + easy[at] for held, at in zip(_holding(told), best.tolist(), strict=True)]
    asked = [
        ("language", _any(features.languages, understood.languages, best)),
        ("channel", _any(features.channels, understood.channels, best)),
    ]
    columns = zip(_holding(told), best.tolist(), _holding(asked), strict=True)
    return [held + easy[at] + last for held, at, last in columns]


def _holding(columns: Sequence[tuple[str, Mask]]) -> list[tuple[str, ...]]:
    """For every hit the names of the columns that are true of it."""
    names = [name for name, _ in columns]
    return [tuple(compress(names, row)) for row in zip(*[column.tolist() for _, column in columns], strict=True)]


def _any(masks: Mapping[str, Mask], wanted: Sequence[str], best: Positions) -> Mask:
    held = np.zeros(best.size, np.bool_)
    for one in wanted:
        if one in masks:
            held |= masks[one][best]
    return held


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
