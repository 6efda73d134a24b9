"""The order of services for a query that is understood.

In one sentence: a door comes first when its name is what was typed, then the more its topics, type and texts are about
what was typed; among equals come those for the one who asks, of the right age, near, open now, without referral and
with sure facts; doors of the same kind take turns, and names break ties.
Knows no service by name or organisation.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from directory.language.understanding import Understood
from directory.search.features import Features, Floats
from directory.search.measuring import Parts as Parts  # whoever ranks needs all three
from directory.search.measuring import Situation as Situation
from directory.search.measuring import measure as measure

NAMED = 20.0
"""A name typed in full outweighs everything else."""
TOPIC, TYPE, TEXT, TEXT_ALONE, NAME_WORDS, WISH, LANGUAGE = 1.0, 0.8, 0.5, 1.4, 0.35, 0.6, 0.9
BOTH = 1.15
KEPT_SHARE = 0.12
"""Of the best relevance; less is not a hit."""
TURNS = 40
"""The first hits, among which doors of the same kind take turns."""
SAME_TYPE, SAME_KIN = 0.8, 0.85

_FIT: Mapping[str, tuple[float, float, float]] = {
    # who asks: factor for doors first of all for them, doors also for them, and the others
    "relative": (1.5, 1.15, 0.58), "child": (1.4, 1.2, 0.62), "friend": (1.3, 1.15, 0.9), "staff": (1.4, 1.15, 0.9),
    "self": (1.05, 1.0, 0.75),
}  # fmt: skip
CIRCUMSTANCES = (
    "parent-who-drinks-or-is-ill", "bereaved-by-suicide", "lost-a-child", "prison", "sexual-thoughts-i-fear", "refugee",
    "lgbt", "trafficking", "opioid-treatment", "pregnancy", "birth-and-baby", "disability", "old-age", "doping",
)  # fmt: skip
"""A door that is first of all about one of these is for people in that situation, and sinks for others."""
ACUTE_TYPES = ("emergency", "out-of-hours-doctor", "child-welfare-emergency", "child-welfare")
"""Never first when nothing in the query says that it is about danger or about them (S-26)."""
DANGER = frozenset({
    "not-wanting-to-live", "hurt-by-someone", "afraid-of-someone", "child-not-safe", "overdose", "sexual-abuse",
    "unusual-experiences",
})  # fmt: skip
PERSON_TYPES = (
    "gp", "municipal-psychologist", "municipal-mental-health-and-substance-use", "rapid-mental-health-help",
    "school-health", "youth-clinic", "helpline", "chat",
)  # fmt: skip
"""Who can be asked "har jeg …?": people who listen or assess, never a door named after the condition."""
CONDITION_TYPES = ("user-organization", "self-help-group")


def relevance(parts: Parts, understood: Understood) -> Floats:
    """How much every service is about the query, whoever asks and wherever. Zero: not at all."""
    about = TOPIC * parts.topics + TYPE * parts.types
    # Of the kind that was asked for and about what was asked: more than either alone.
    about[(parts.topics > 0) & (parts.types > 0)] *= BOTH
    asks_what_it_is = "what-is-it" in understood.wishes and bool(understood.topics)
    understood_something = bool(understood.topics or understood.types)
    text = (TEXT if understood_something else TEXT_ALONE) * parts.text
    total: Floats = about + text + LANGUAGE * parts.language
    if not asks_what_it_is:
        total += NAME_WORDS * parts.name_words
    if not understood_something:
        # Little but wishes ("noe som er åpent i natt"): then they are what it is about.
        total += WISH * parts.wished
    return total


def score(parts: Parts, about: Floats, factor: Floats) -> Floats:
    """Relevance by fit; a name typed in full stands above, whatever else is true of the door."""
    scores: Floats = about * factor + NAMED * parts.named * np.clip(factor, 0.6, 1.3) * (factor > 0)
    return scores


def fit(features: Features, understood: Understood, parts: Parts, situation: Situation) -> Floats:
    """The factor for who asks, where, when, and how sure the facts are."""
    factor = features.trust.copy()
    factor *= _audience(features, understood)
    factor *= np.float32(1.0) + np.float32(0.5) * parts.wished
    if situation.place is None:
        factor[features.local] *= 0.7
    else:
        here = features.places.get(situation.place)
        factor[features.local] *= 0.15
        if here is not None:
            # A place that is typed is meant more than one that is only set.
            factor[here & features.local] *= (1.9 if understood.place else 1.1) / 0.15
    if situation.age is not None:
        age = situation.age
        factor[(features.minimum_age > age) | (features.maximum_age < age)] *= 0.45
        factor[(features.maximum_age >= age) & (features.maximum_age <= age + 15)] *= 1.2
    factor[situation.open_now] *= 1.06
    factor[features.low_threshold] *= 1.06
    if DANGER.isdisjoint(understood.topics) and "urgent" not in understood.wishes:
        for kind in ACUTE_TYPES:
            if kind in features.types and kind not in understood.types:
                factor[features.types[kind]] *= 0.75
    if understood.topics or understood.types:
        for topic in CIRCUMSTANCES:
            if topic not in understood.topics and topic in features.first_topic:
                factor[features.first_topic[topic]] *= 0.7
    if "what-is-it" in understood.wishes and understood.topics:
        # S-12b: it cannot be told here what a person has; a person can be asked.
        factor[parts.name_words > 0] *= 0.35
        for kinds, times in ((PERSON_TYPES, 1.35), (CONDITION_TYPES, 0.5)):
            for kind in kinds:
                if kind in features.types:
                    factor[features.types[kind]] *= times
    if "have-it" in understood.wishes:
        factor[features.peers] *= 1.5
    if _is_hurt(understood):
        # S-05: no door for couples, families together or those who hit comes first for the one who is hurt.
        family = features.types.get("family-counselling")
        if family is not None:
            factor[family] *= 0.6
        hitting = features.first_topic.get("afraid-to-hurt")
        if hitting is not None:
            factor[hitting] *= 0.6
    return factor


def order(features: Features, scores: Floats, limit: int) -> list[int]:
    """Positions, the best first: by score, then by name; the first ones take turns by kind."""
    count = int((scores > 0).sum())
    wanted = min(count, max(limit, TURNS))
    if wanted == 0:
        return []
    if wanted < scores.size:
        # All that tie with the last one come along, so that names decide and not the memory's order.
        least = np.partition(scores, scores.size - wanted)[scores.size - wanted]
        among = np.flatnonzero((scores >= least) & (scores > 0))
    else:
        among = np.flatnonzero(scores > 0)
    ranked = among[np.lexsort((features.by_name[among], -np.round(scores[among], 5)))]
    first, rest = ranked[:TURNS].tolist(), ranked[TURNS:limit].tolist()
    taken: list[int] = [*_take_turns(features, scores, first, limit), *rest]
    return taken[:limit]


def _take_turns(features: Features, scores: Floats, ranked: list[int], limit: int) -> list[int]:
    """Always the best that is left, where each that is taken makes others of its type and kin worth less.

    Doors that are alike stand in one queue, so that only the first of each queue is compared.
    """
    points = scores[ranked].tolist()
    queues: dict[tuple[int, int], list[int]] = {}
    for rank, alike in enumerate(zip(features.type_number[ranked].tolist(), features.kin[ranked].tolist(), strict=True)):
        queues.setdefault(alike, []).append(rank)
    heads = [(kind, kin, queue[::-1]) for (kind, kin), queue in queues.items()]
    of_kind = dict.fromkeys((kind for kind, _ in queues), 1.0)
    of_kin = dict.fromkeys((kin for _, kin in queues), 1.0)
    taken: list[int] = []
    while heads and len(taken) < limit:
        best, most, first = 0, -1.0, -1
        for at, (kind, kin, queue) in enumerate(heads):
            worth = points[queue[-1]] * of_kind[kind] * of_kin[kin]
            if worth > most or (worth == most and queue[-1] < first):
                best, most, first = at, worth, queue[-1]
        kind, kin, queue = heads[best]
        taken.append(queue.pop())
        of_kind[kind] *= SAME_TYPE
        of_kin[kin] *= SAME_KIN
        if not queue:
            del heads[best]
    return [ranked[rank] for rank in taken]


def _audience(features: Features, understood: Understood) -> Floats:
    if not understood.audiences:
        # Most people ask for themselves; a door for others is then less likely meant.
        best = np.full(features.size, 0.72, np.float32)
        best[features.audience["self"]] = 1.0
    else:
        best = np.zeros(features.size, np.float32)
        for audience in understood.audiences:
            first, also, other = _FIT[audience]
            factor = np.full(features.size, other, np.float32)
            factor[features.audience[audience]] = also
            factor[features.first_audience[audience]] = first
            best = np.maximum(best, factor)
    if "child" not in understood.audiences:
        best[features.first_audience["child"]] *= 0.8
    return best


def _is_hurt(understood: Understood) -> bool:
    weights = understood.weights
    hurt = max(weights.get("topics.hurt-by-someone", 0.0), weights.get("topics.afraid-of-someone", 0.0))
    return hurt > weights.get("topics.afraid-to-hurt", 0.0)
