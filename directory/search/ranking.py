"""The order of services for a query that is understood.

In one sentence: a door comes first when its name is what was typed, then the more its topics, type and texts are about
what was typed; among equals come those for the one who asks, of the right age, near, open now, without referral and
with sure facts; doors of the same kind take turns, and names break ties.
Knows no service by name or organisation.
"""

from __future__ import annotations

import numpy as np

from directory.language.understanding import Understood
from directory.search.features import Features, Floats, Positions
from directory.search.kinds import (
    ACUTE_TYPES,
    CHILD_WELFARE,
    CIRCUMSTANCE,
    CIRCUMSTANCES,
    CONDITION_TYPES,
    DANGER,
    ELSEWHERE,
    FEELINGS,
    FOR_ANOTHER,
    JOBLESS,
    NARROW,
    OFFICE_ELSEWHERE,
    OTHER_MATTER,
    PERSON_TYPES,
    TALKING,
    TALKING_TYPES,
    WARY,
    WITHOUT_MATTER,
)
from directory.search.lives import by_life, multiply, only_an_office
from directory.search.measuring import Parts as Parts  # whoever ranks needs all three
from directory.search.measuring import Situation as Situation
from directory.search.measuring import measure as measure

NAMED = 20.0
"""A name typed in full outweighs everything else."""
TOPIC, TYPE, TEXT, TEXT_ALONE, NAME_WORDS, WISH, LANGUAGE = 1.0, 0.8, 0.5, 1.4, 0.35, 0.6, 0.9
BOTH = 1.15
CONFIRMED = 1.05
"""A confirmation older than a year does not count, so that such a door sinks to where it was before."""
KEPT_SHARE = 0.12
"""Of the best relevance; less is not a hit."""
TURNS = 40
"""The first hits, among which doors of the same kind take turns."""
SAME_TYPE, SAME_KIN = 0.8, 0.85
_SEEN = 10
_EMPTY = -1.0


def relevance(parts: Parts, understood: Understood) -> Floats:
    """How much every service is about the query, whoever asks and wherever. Zero: not at all."""
    about: Floats = TOPIC * parts.topics
    if understood.types:
        about += TYPE * parts.types
    if understood.topics and understood.types:
        # Of the kind that was asked for and about what was asked: more than either alone.
        multiply(about, (parts.topics > 0) & (parts.types > 0), BOTH)
    asks_what_it_is = "what-is-it" in understood.wishes and bool(understood.topics)
    understood_something = bool(understood.topics or understood.types)
    about += (TEXT if understood_something else TEXT_ALONE) * parts.text
    if understood.languages:
        # A language makes a door better at what was asked for, and no door good at something else.
        meets = (parts.topics > 0) | (parts.types > 0)
        about += LANGUAGE * parts.language * np.where(meets | (not understood_something), 1.0, WITHOUT_MATTER)
    if not asks_what_it_is:
        about += NAME_WORDS * parts.name_words
    if not understood_something:
        # Little but wishes ("noe som er åpent i natt"): then they are what it is about.
        about += WISH * parts.wished
    return about


def score(parts: Parts, about: Floats, factor: Floats, *, named: bool) -> Floats:
    """Relevance by fit; a name typed in full (`named`: one was) stands above, whatever else is true of the door."""
    scores: Floats = about * factor
    if named:
        scores += NAMED * parts.named * np.clip(factor, 0.6, 1.3) * (factor > 0)
    return scores


def fit(features: Features, understood: Understood, parts: Parts, situation: Situation) -> Floats:
    """The factor for who asks, where, when, and how sure the facts are."""
    factor = _readiness(features, understood)
    if understood.wishes or understood.channels:
        factor *= np.float32(1.0) + np.float32(0.5) * parts.wished
    if situation.place is None:
        factor *= features.somewhere
    else:
        factor *= features.elsewhere
        multiply(factor, only_an_office(features), OFFICE_ELSEWHERE)
        if situation.place in features.places:
            # A place that is typed is meant more than one that is only set.
            multiply(factor, features.places[situation.place], (1.9 if understood.place else 1.1) / ELSEWHERE)
    if situation.age is not None:
        age = situation.age
        multiply(factor, (features.minimum_age > age) | (features.maximum_age < age), 0.45)
        multiply(factor, (features.maximum_age >= age) & (features.maximum_age <= age + 15), 1.2)
    multiply(factor, situation.open_now, 1.06)
    multiply(factor, situation.confirmed, CONFIRMED)
    for topic in understood.topics:
        if topic in CIRCUMSTANCES and topic in features.first_topic:
            multiply(factor, features.first_topic[topic], 1 / CIRCUMSTANCE)
    _by_matter(factor, features, understood)
    if DANGER.isdisjoint(understood.topics) and "urgent" not in understood.wishes:
        asked = [features.types[kind] for kind in understood.types if kind in ACUTE_TYPES and kind in features.types]
        factor *= np.where(np.logical_or.reduce(asked), np.float32(1.0), features.calm) if asked else features.calm
    if "what-is-it" in understood.wishes and understood.topics:
        # S-12b: it cannot be told here what a person has; a person can be asked.
        multiply(factor, parts.name_words > 0, 0.35)
        for kinds, times in ((PERSON_TYPES, 1.35), (CONDITION_TYPES, 0.5)):
            for kind in kinds:
                if kind in features.types:
                    multiply(factor, features.types[kind], times)
    if "have-it" in understood.wishes:
        multiply(factor, features.peers, 1.5)
    if _is_hurt(understood):
        # S-05: no door for couples, families together or those who hit comes first for the one who is hurt.
        for mask in (features.types.get("family-counselling"), features.first_topic.get("afraid-to-hurt")):
            if mask is not None:
                multiply(factor, mask, 0.6)
    return factor


def _by_matter(factor: Floats, features: Features, understood: Understood) -> None:
    """By what one asks about: doors first of all about it, someone to talk to, and what one says that one is not."""
    matters = [features.matter[topic] for topic in understood.topics if topic in features.matter]
    if matters and FOR_ANOTHER.isdisjoint(understood.audiences):
        feels = FEELINGS.issuperset(understood.topics)
        lines = [features.types[kind] for kind in TALKING_TYPES if kind in features.types] if feels else []
        # Lines are there for every feeling, whatever stands first among their topics.
        multiply(factor, ~np.logical_or.reduce([*matters, *lines]), OTHER_MATTER)
        if lines:
            multiply(factor, np.logical_or.reduce(lines), TALKING)
    if matters:
        for topic in NARROW:
            if topic in features.first_topic and topic not in understood.topics:
                multiply(factor, features.first_topic[topic], CIRCUMSTANCE)
    if "wary-of-child-welfare" in understood.wishes:
        for kind in CHILD_WELFARE:
            if kind in features.types:
                multiply(factor, features.types[kind], WARY)
    if "no-job" in understood.wishes or "no-papers" in understood.wishes:
        multiply(factor, features.at_work, JOBLESS)
    by_life(factor, features, understood)


def order(features: Features, scores: Floats, limit: int, parts: Parts) -> list[int]:
    """Positions, the best first: by score, then by name; the first ones take turns by kind, and a sure one leads."""
    among = (scores > 0).nonzero()[0]
    worth = scores[among]
    wanted = max(limit, TURNS)
    if wanted < among.size:
        # All that tie with the last one come along, so that names decide and not the memory's order.
        sifted = worth.copy()
        sifted.partition(among.size - wanted)
        best = (worth >= sifted[among.size - wanted]).nonzero()[0]
        among, worth = among[best], worth[best]
    ranked = among[np.lexsort((features.by_name[among], -worth.round(5)))]
    rest: list[int] = ranked[TURNS:limit].tolist()
    first = _take_turns(features, scores, ranked[:TURNS], max(limit, _SEEN))
    return [*sure_first(features, scores, first, parts), *rest][:limit]


def sure_first(features: Features, scores: Floats, ordered: list[int], parts: Parts) -> list[int]:
    """A door that carries a warning gives the first place to the next sure one that suits nearly as well.

    Not when it was named, and only to one that is as much what was asked for: by its kind and the words of its name.
    """
    if not ordered or not features.gives_way[ordered[0]] or parts.named[ordered[0]]:
        return ordered
    asked = parts.types + parts.name_words
    fair = (features.gives_way == 0) & (asked >= asked[ordered[0]])
    fair &= scores >= features.gives_way[ordered[0]] * scores[ordered[0]]
    sure = next((at for at in ordered if fair[at]), None)
    return ordered if sure is None else [sure, *(at for at in ordered if at != sure)]


def _take_turns(features: Features, scores: Floats, ranked: Positions, limit: int) -> list[int]:
    """Always the best that is left, where each that is taken makes others of its type and kin worth less.

    Kin stand in one queue, so that only the first of each queue is compared.
    """
    points: list[float] = scores[ranked].tolist()
    queue_of: dict[int, int] = {}
    queues: list[list[int]] = []
    with_kind: dict[int, list[int]] = {}
    of_its_kind: list[list[int]] = []
    types, kins = features.type_number[ranked].tolist(), features.kin[ranked].tolist()
    for rank, kin in enumerate(kins):
        at = queue_of.setdefault(kin, len(queues))
        if at == len(queues):
            queues.append([])
            of_its_kind.append(with_kind.setdefault(types[rank], []))
            of_its_kind[at].append(at)
        queues[at].append(rank)
    for queue in queues:
        queue.reverse()
    heads = [points[queue[-1]] for queue in queues]
    worths, less = heads[:], [1.0] * len(heads)
    taken: list[int] = []
    for _ in range(min(limit, len(points))):
        best = worths.index(max(worths))  # the first of equals is the one whose queue began earlier
        taken.append(queues[best].pop())
        heads[best] = points[queues[best][-1]] if queues[best] else _EMPTY
        for at in of_its_kind[best]:
            less[at] *= SAME_TYPE
            worths[at] = heads[at] * less[at]
        less[best] *= SAME_KIN
        worths[best] = heads[best] * less[best]
    positions: list[int] = ranked[taken].tolist()
    return positions


def _readiness(features: Features, understood: Understood) -> Floats:
    """How ready every door is, by how well it suits whoever asks."""
    if len(understood.audiences) <= 1:
        return features.ready_for[understood.audiences[0] if understood.audiences else ""].copy()
    best = np.maximum.reduce([features.suits[audience] for audience in understood.audiences])
    ready: Floats = features.ready * (best if "child" in understood.audiences else best * features.grown)
    return ready


def _is_hurt(understood: Understood) -> bool:
    weights = understood.weights
    hurt = max(weights.get("topics.hurt-by-someone", 0.0), weights.get("topics.afraid-of-someone", 0.0))
    return hurt > weights.get("topics.afraid-to-hurt", 0.0)
