"""Doors: every service measured against the need, gates and fits applied, and the order of those that are left.

Pure and quick: arrays in catalogue order. Which of them are shown, and on which shelf, is `shelves`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from directory.assistant.fits import fit
from directory.assistant.gates import about_this, fits_the_wish, for_me, open_doors
from directory.assistant.needs import Need
from directory.assistant.reasons import Grounds
from directory.assistant.traits import Traits
from directory.language.understanding import Understood
from directory.search.features import Features, Floats, Mask
from directory.search.index import SearchIndex
from directory.search.measuring import Parts, Situation, measure
from directory.search.ranking import relevance, sure_first

NAMED = 6.0
"""A door that was named in full outweighs everything else, but opens no gate."""
SAME_TYPE, SAME_KIN, SAME_RUNNER, COVERED = 0.86, 0.85, 0.8, 0.35
"""Doors of one kind take turns: a second one of it says less."""
WORDS_ALONE = 0.5
"""A door whose text holds the words, but which is not about what they mean."""
BESIDE_OWN = 0.6
"""The door that every municipality has, where the place's own door of that kind is known."""
_NEAR_SHARE = 0.4
"""Of the best: what is fetched from another place must be well about the need."""
_LOOKED_AT, _TURNS = 40, 12


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """All doors of one turn. Arrays are in catalogue order."""

    order: tuple[int, ...]
    """Positions of the doors that are open and about the need, the best first."""
    scores: Floats
    """Of every open door, also those that are about something else (0)."""
    fits: Floats
    open: Mask
    mine: Mask
    """For the one who asks, wherever and however they can be used."""
    elsewhere: tuple[int, ...]
    """Positions of local doors about the need in other places, for when nothing here fits."""
    grounds: Grounds


def rank(index: SearchIndex, traits: Traits, need: Need, understood: Understood, text: str, now: datetime) -> Ranked:
    features = index.features
    said = _as_words(understood, need)
    situation = Situation(
        place=need.place, age=None, open_now=_mask(index.facets.opening.open_bits(now), features.size),
        open_at_night=np.zeros(features.size, np.bool_), confirmed=index.facets.confirmations.standing(now.date())[1],
    )  # fmt: skip
    named = index.names.find(understood, text) if text else []
    parts = measure(features, index.impacts, said, named, situation)
    about = relevance(replace(parts, named=np.zeros_like(parts.named)), said)
    if "what-is-it" in need.wishes and not need.general:
        # S-12b: being named like what one asks about is no merit.
        names = parts.name_words > 0
    else:
        names = np.zeros(features.size, np.bool_)
    opened = open_doors(features, traits, need, situation.confirmed)
    fits = fit(features, traits, need, situation, names)
    np.multiply(fits, np.float32(BESIDE_OWN), out=fits, where=_beside_own(features, opened))
    kept = about_this(about, opened)
    if need.fear:
        # Words that happen to stand in a text are not enough when it is about being safe.
        kept &= (parts.topics > 0) | (parts.types > 0)
    elif not need.general:
        words_alone = (parts.topics <= 0) & (parts.types <= 0)
        np.multiply(fits, np.float32(WORDS_ALONE), out=fits, where=words_alone)
    kept |= opened & (parts.named > 0)
    scores: Floats = np.where(kept, about * fits, np.float32(0))
    scores += np.where(kept, np.float32(NAMED) * parts.named, np.float32(0))
    grounds = Grounds(features=features, traits=traits, need=need, parts=parts, open_now=situation.open_now)
    mine = for_me(features, traits, need, situation.confirmed)
    away = mine & traits.actionable & features.local & ~opened & fits_the_wish(features, traits, need)
    away &= about * fits > _NEAR_SHARE * float(scores.max(initial=0.0))
    return Ranked(
        elsewhere=tuple(np.flatnonzero(away).tolist()),
        order=_in_turns(index, traits, scores, fits, need, parts), scores=scores, fits=fits, open=opened,
        mine=mine, grounds=grounds,
    )  # fmt: skip


def _as_words(understood: Understood, need: Need) -> Understood:
    """The need in the shape the search measures: the words, with what was chosen as if it had been said."""
    weights = {key: weight for key, weight in understood.weights.items() if key.startswith("languages.")}
    weights |= {f"topics.{topic}": weight for topic, weight in need.topics.items()}
    weights |= {f"types.{kind}": weight for kind, weight in need.types.items()}
    return replace(
        understood, topics=tuple(need.topics), types=tuple(need.types), weights=weights,
        # Wishes are fits here, and never what a door is about.
        wishes=tuple(wish for wish in understood.wishes if wish == "what-is-it"), channels=(),
    )  # fmt: skip


def _beside_own(features: Features, opened: Mask) -> Mask:
    """The door that every municipality has, where the place has its own of that kind."""
    own = np.zeros(len(features.types) + 1, np.bool_)
    own[features.type_number[features.local & opened]] = True
    return features.everywhere & own[features.type_number]


def _in_turns(
    index: SearchIndex, traits: Traits, scores: Floats, fits: Floats, need: Need, measured: Parts,
) -> tuple[int, ...]:  # fmt: skip
    """The best first, names breaking ties.

    Doors of one kind take turns, and so do the parts of a need that has several: what a door before was already about
    counts less.
    """
    features = index.features
    among = np.flatnonzero(scores > 0)
    ranked = among[np.lexsort((features.by_name[among], -np.round(scores[among], 5)))]
    first, rest = ranked[:_LOOKED_AT], ranked[_LOOKED_AT:]
    if not first.size:
        return ()
    parts = np.zeros((len(need.topics), features.size), np.float32)
    for row, (topic, weight) in enumerate(need.topics.items()):
        share = features.topics.get(topic)
        if share is not None:
            parts[row, share.positions] = np.float32(weight * share.rarity) * share.shares
    parts = parts[:, first] * fits[first]
    other = scores[first] - parts.sum(axis=0)
    kinds, kin, runners = features.type_number[first], features.kin[first], traits.runner[first]
    left = np.ones(len(need.topics), np.float32)
    turn = np.ones(first.size, np.float32)
    taken: list[int] = []
    for _ in range(min(_TURNS, first.size)):
        now = (other + left @ parts) * turn
        now[taken] = -np.inf
        best = int(np.argmax(np.round(now, 5)))
        taken.append(best)
        covered = parts[:, best] / max(float(scores[first[best]]), 1e-6)
        left *= np.float32(1) - np.float32(COVERED) * np.minimum(covered, 1)
        turn[kinds == kinds[best]] *= np.float32(SAME_TYPE)
        turn[kin == kin[best]] *= np.float32(SAME_KIN)
        turn[runners == runners[best]] *= np.float32(SAME_RUNNER)
    turns = sure_first(features, scores, first[taken].tolist(), measured)
    return (*turns, *np.delete(first, taken).tolist(), *rest.tolist())


def _mask(bits: int, size: int) -> Mask:
    raw = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), np.uint8)
    return np.unpackbits(raw, bitorder="little")[:size].astype(np.bool_)
