"""One door as it is offered to a person, and the doors of one turn while they are chosen.

Each has its reasons, its shelf and the way to get in touch first. Which ones are chosen is `shelves`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from directory.assistant.doors import Ranked
from directory.assistant.reasons import Reason, reasons_of
from directory.assistant.talking import Way, hours_of, usable
from directory.catalog.models import CHANNEL_KINDS
from directory.search.index import SearchIndex

ShelfId = Literal["now", "here", "peers", "ordinary", "nearest"]
MOST_DOORS = 7
_PEER_TYPES = ("self-help-group", "user-organization", "relatives-organization", "relatives-centre")


@dataclass(frozen=True, kw_only=True)
class Door:
    """A service offered to this person."""

    service_id: str
    score: float
    reasons: tuple[Reason, ...]
    shelf: ShelfId
    way: Way | None = None
    """How to get in touch first; None for a way in through another, and for a website alone."""
    written: Way | None = None
    """On the shelf *now*: the written way, when it is this door's."""
    counts: bool = True
    """False for a website alone: shown, but not a door one can act on."""
    pair: str | None = None
    """The door for the other one of the two, which stands next to this one."""


class Choice:
    """The doors of one turn while they are chosen."""

    def __init__(self, index: SearchIndex, ranked: Ranked, now: datetime) -> None:
        self.index, self.ranked, self.now = index, ranked, now
        self.at = ranked.grounds.traits.at
        self.doors: dict[str, Door] = {}

    def add(self, position: int, shelf: ShelfId, *extra: Reason, way: Way | None = None) -> None:
        service = self.index.services[position]
        if service.id not in self.doors and len(self.doors) < MOST_DOORS:
            reasons = (*reasons_of(self.ranked.grounds, position, service), *extra)
            self.doors[service.id] = Door(
                service_id=service.id, score=round(float(self.ranked.scores[position]), 4), shelf=shelf,
                reasons=reasons or (Reason(id="ordinary"),), way=way or self._way(position), counts=service.actionable,
            )  # fmt: skip

    def shelf_of(self, position: int) -> ShelfId:
        service, features = self.index.services[position], self.ranked.grounds.features
        if features.local[position]:
            return "here"
        return "peers" if features.peers[position] or service.type in _PEER_TYPES else "ordinary"

    def _way(self, position: int) -> Way | None:
        """The first channel of the chosen kind, else one that is open, else the first."""
        service, need = self.index.services[position], self.ranked.grounds.need
        ways = [
            Way(service_id=service.id, channel=channel, opening=hours_of(channel, self.now))
            for channel in usable(service, CHANNEL_KINDS, need.languages)
        ]
        wished = {
            "call": ("phone",),
            "write": ("chat", "sms", "email"),
            "meet": ("visit",),
            "sign": ("sign-language", "chat", "sms"),
        }
        kinds = wished.get(need.contact or "", ())
        order = [way for way in ways if way.channel.kind in kinds] or ways
        return next((way for way in order if way.opening.is_open), order[0] if order else None)
