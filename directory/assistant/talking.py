"""Someone to talk to now: two voice lines that answer at this moment, and the written way that is open or opens next.

Lines about the need come first, then those for everybody; children get the lines for the young (S-26). Nothing closed
is ever given as open, and hours that are not known are not open either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np

from directory.assistant.doors import Ranked
from directory.assistant.lifelines import (
    EMERGENCY_SMS,
    ROUND_THE_CLOCK,
    SECOND_VOICE,
    WRITTEN,
    for_the_young,
    runner,
)
from directory.assistant.traits import CIRCUMSTANCES, NONE
from directory.catalog.hours import Opening, channel_opening
from directory.catalog.models import Channel, Service
from directory.search.index import SearchIndex

FOR_THE_YOUNG = "alarmtelefonen-116111"
"""Always in sight of a child, day and night."""
_VOICE_LINES = 2
_RELEVANT = 0.35
"""Of the best line's score; what is less about it is no better than a line for everybody."""


hours_of = lru_cache(maxsize=1024)(channel_opening)
"""One turn asks for the hours of the same lines several times."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A channel of a door with its hours at this moment."""

    service_id: str
    channel: Channel
    opening: Opening


@dataclass(frozen=True, kw_only=True)
class Talking:
    voices: tuple[Way, ...]
    """Open now, of different organisations and numbers."""
    written: Way | None
    """Open now, else the one that opens first; its `opening` says which."""


def ways_to_talk(index: SearchIndex, ranked: Ranked, now: datetime) -> Talking:
    need = ranked.grounds.need
    lines = [index.services[at] for at in _lines(ranked)]
    general = _known(index, ranked, (ROUND_THE_CLOCK, SECOND_VOICE))
    general_written = _known(index, ranked, WRITTEN)
    if need.child:
        mine = ranked.grounds.traits.lines & ranked.mine
        young = [service for at in np.flatnonzero(mine) if for_the_young(service := index.services[at])]
        first = _known(index, ranked, (FOR_THE_YOUNG,))
        about = [service for service in lines if for_the_young(service)]
        lines = [*about, *first, *(service for service in lines if not for_the_young(service))]
        general_written = young
    elif need.fear and need.for_another:
        # A grown-up afraid of a grown-up does not call the children's line.
        lines = [service for service in lines if not for_the_young(service)]
    voices: list[Way] = []
    taken: set[str] = set()
    for service in _without_repetition([*lines, *general]):
        way = _open(service, ("phone",), need.languages, now)
        if way is not None and taken.isdisjoint({runner(service), way.channel.value}):
            voices.append(way)
            taken |= {runner(service), way.channel.value}
        if len(voices) == _VOICE_LINES:
            break
    return Talking(voices=tuple(voices), written=_written(lines, general_written, need.languages, now))


def _lines(ranked: Ranked) -> list[int]:
    """Lines for the one who asks that are about the need, the best first; none that may have closed, and none that is
    first of all for people in a situation that nobody named."""
    about, general = ranked.grounds.parts.topics, ranked.grounds.need.general
    traits, named = ranked.grounds.traits, ranked.grounds.need.topics
    situations = [NONE, *(at for at, topic in enumerate(CIRCUMSTANCES) if topic in named)]
    sure = traits.lines & ~ranked.grounds.features.doubtful & np.isin(traits.circumstance, situations)
    lines = [at for at in ranked.order if sure[at] and (about[at] > 0 or general)]
    best = max((float(ranked.scores[at]) for at in lines), default=0.0)
    return [at for at in lines if ranked.scores[at] >= _RELEVANT * best]


def _known(index: SearchIndex, ranked: Ranked, ids: Sequence[str]) -> list[Service]:
    at = ranked.grounds.traits.at
    return [service for id_ in ids if id_ in at and (service := index.services[at[id_]]).status == "active"]


def _without_repetition(services: Sequence[Service]) -> Iterator[Service]:
    return iter({service.id: service for service in services}.values())


def usable(service: Service, kinds: Sequence[str], languages: Sequence[str]) -> Iterator[Channel]:
    """Channels of these kinds that the person can use: one for another language only is not."""
    for channel in service.channels:
        if channel.kind in kinds and (not channel.languages or {"nb", "nn", *languages} & set(channel.languages)):
            yield channel


def _open(service: Service, kinds: Sequence[str], languages: Sequence[str], now: datetime) -> Way | None:
    for channel in usable(service, kinds, languages):
        opening = hours_of(channel, now)
        if opening.is_open:
            return Way(service_id=service.id, channel=channel, opening=opening)
    return None


def _written(
    lines: Sequence[Service], general: Sequence[Service], languages: Sequence[str], now: datetime,
) -> Way | None:  # fmt: skip
    """About the need and open; for everybody and open; else what opens first of all of them."""
    later: list[Way] = []
    for service in _without_repetition([*lines, *general]):
        if service.id == EMERGENCY_SMS:
            continue
        way = _open(service, ("chat", "sms"), languages, now)
        if way is not None:
            return way
        for channel in usable(service, ("chat", "sms"), languages):
            opening = hours_of(channel, now)
            if opening.opens is not None:
                later.append(Way(service_id=service.id, channel=channel, opening=opening))
    return min(later, key=lambda way: (way.opening.opens or now, way.service_id), default=None)
