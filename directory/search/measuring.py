"""How much each thing that a query says is true of every service: topics, types, texts, names, wishes.

Measures only; what weighs how much, and who comes first, is `directory.search.ranking`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from directory.language.understanding import Term, Understood
from directory.search.features import Features, Floats, Mask
from directory.search.impacts import Impact, Impacts
from directory.search.kinds import LISTENING_TYPES
from directory.search.names import NamedService

BESIDE = 0.4


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the relevance of every service is made of; reasons are read from it."""

    named: Floats
    topics: Floats
    types: Floats
    text: Floats
    name_words: Floats
    wished: Floats
    language: Floats


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is true of this request beside its words."""

    place: str | None
    age: int | None
    open_now: Mask
    open_at_night: Mask
    confirmed: Mask
    """A person has asked them, lately enough for it to count."""


def text_scores(impacts: Impacts, terms: Sequence[Term], beside: float = 1.0) -> Floats:
    """The sum of Whoosh's own scores for the terms: exactly its ranking of the text.

    `beside`: how much a word counts that does not say what the query is about.
    """
    scores = np.zeros(impacts.size, np.float32)
    for weight, impact in _impacts(impacts, terms, beside):
        if impact is not None:
            scores[impact.positions] += np.float32(weight) * impact.scores
    return scores


def _impacts(impacts: Impacts, terms: Sequence[Term], beside: float) -> list[tuple[float, Impact | None]]:
    """For every term how much it counts and what Whoosh gives for it."""
    return [
        (term.weight if term.leads else beside * term.weight, impacts.of(term.group, term.stem)) for term in terms
    ]  # fmt: skip


def measure(
    features: Features, impacts: Impacts, understood: Understood, named: Sequence[NamedService], situation: Situation,
) -> Parts:  # fmt: skip
    """What the query's topics, types, words, names and wishes give every service, each by itself. What nothing in the
    query asks for is `features.nothing`."""
    nothing = features.nothing
    topics = nothing.copy()
    for topic in understood.topics:
        share = features.topics.get(topic)
        if share is not None:
            weight = understood.weights[f"topics.{topic}"] * share.rarity
            topics[share.positions] += np.float32(weight) * share.shares
    # Beside a word that says what it is about, other words ("første", "prøve") say little.
    beside = BESIDE if any([term.leads for term in understood.terms]) else 1.0
    text, name_words, most, every = nothing.copy(), nothing.copy(), 0.0, 0.0
    for weight, impact in _impacts(impacts, understood.terms, beside):
        every += weight
        most += weight * (impacts.typical if impact is None else impact.highest)
        if impact is not None:
            text[impact.positions] += np.float32(weight) * impact.scores
            if impact.named.size:
                name_words[impact.named] += np.float32(weight)
    text /= np.float32(most or 1.0)
    name_words /= np.float32(every or 1.0)
    full = nothing.copy() if named else nothing
    for one in named:
        full[one.position] = one.strength
    return Parts(
        named=full, topics=topics, text=text, name_words=name_words,
        types=_types(features, understood) if understood.types else nothing,
        wished=_wished(features, understood, situation) if understood.wishes or understood.channels else nothing,
        language=_languages(features, understood) if understood.languages else nothing,
    )  # fmt: skip


def _types(features: Features, understood: Understood) -> Floats:
    weights = [0.0] * len(features.type_numbers)
    for kind in understood.types:
        if kind in features.type_numbers:
            weights[features.type_numbers[kind]] = understood.weights[f"types.{kind}"]
    return np.array(weights, np.float32).take(features.type_number)


def _wished(features: Features, understood: Understood, situation: Situation) -> Floats:
    wished = np.zeros(features.size, np.float32)
    masks: dict[str, Mask] = {
        "open-now": situation.open_now, "open-at-night": situation.open_at_night, "free": features.free,
        "no-name": features.nameless, "no-referral": features.low_threshold, "drop-in": features.drop_in,
        "peers": features.peers, "low-threshold": features.low_threshold, "group": features.groups,
    }  # fmt: skip
    for wish in understood.wishes:
        if wish in masks:
            wished[masks[wish]] += 0.8
    for channel in understood.channels:
        if channel in features.channels:
            wished[features.channels[channel]] += 1.0
    if understood.wishes and not understood.channels:
        # Whoever only says when or how, wants someone who listens.
        for kind in LISTENING_TYPES:
            if kind in features.types:
                wished[features.types[kind]] *= 1.5
    return wished


def _languages(features: Features, understood: Understood) -> Floats:
    spoken = np.zeros(features.size, np.float32)
    for language in understood.languages:
        if language in features.languages:
            spoken[features.languages[language]] = 1.0
    return spoken
