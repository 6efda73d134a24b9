"""Shelves: which doors are shown, at most seven in all, and which stands where.

*now*: someone to talk to at this moment. *here*: where you are. *peers*: others who have been there, relatives' own.
*ordinary*: the other doors that fit. *nearest*: when nothing local fits. Orders nothing anew: `doors` did that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

import numpy as np

from directory.assistant.chosen_doors import MOST_DOORS, Choice, Door, ShelfId
from directory.assistant.doors import Ranked
from directory.assistant.nearest import nearest_door
from directory.assistant.reasons import Reason
from directory.assistant.talking import FOR_THE_YOUNG, Talking, Way, ways_to_talk
from directory.catalog.models import Catalog
from directory.search.index import SearchIndex

SHELVES: tuple[ShelfId, ...] = ("now", "here", "peers", "ordinary", "nearest")
FEWEST_DOORS = 3
_MOST_WEBSITES = 2
_RELATIVES = frozenset({"relative", "friend"})
_WITHOUT_VOICE = ("write", "sign")
_HELPERS = ("rapid-mental-health-help", "municipal-mental-health-and-substance-use", "municipal-psychologist", "gp")
"""Who stands beside digital self-help."""
_RESERVED_SHARE, _PAIRED_SHARE = 0.3, 0.08
"""A shelf gets a door of its own when that is at least this share of the best one; and so does the other one of two."""


@dataclass(frozen=True, kw_only=True)
class Shelf:
    id: ShelfId
    doors: tuple[Door, ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    shelves: tuple[Shelf, ...]
    doors: tuple[Door, ...]
    """The same doors, the best first across the shelves."""
    nothing_local: bool
    written: Way | None


def fill_shelves(index: SearchIndex, catalog: Catalog, ranked: Ranked, now: datetime) -> Shown:
    need, choice = ranked.grounds.need, Choice(index, ranked, now)
    talking = ways_to_talk(index, ranked, now)
    _talk(choice, talking)
    here = any(map(ranked.grounds.features.local.__getitem__, ranked.order))
    nothing_local = not here and need.contact != "stranger" and (need.place is not None or need.elsewhere)
    near = nearest_door(index, catalog, ranked) if nothing_local else None
    room = MOST_DOORS - (1 if near is not None else 0)
    for at in _picked(choice, room):
        choice.add(at, choice.shelf_of(at))
    if near is not None:
        choice.add(near[0], "nearest", Reason(id="nearest", values=(near[1],)))
    _enough(choice)
    doors = _paired(choice)
    return Shown(
        shelves=_shelves(choice, doors),
        doors=_best_first(choice, doors), nothing_local=nothing_local, written=talking.written,
    )  # fmt: skip


def _shelves(choice: Choice, doors: Sequence[Door]) -> tuple[Shelf, ...]:
    """In their order, sure doors first on each, and for who does not speak those where one can write now; a shelf with
    nothing sure on it comes last of all."""
    doubtful = choice.ranked.grounds.features.doubtful
    unsure = {door.service_id: bool(doubtful[choice.at[door.service_id]]) for door in doors}
    silent = choice.ranked.grounds.need.contact in _WITHOUT_VOICE
    # The two of a pair stay together, as sure as the first of them.
    seen: dict[str, tuple[bool, bool]] = {}
    for door in doors:
        own = unsure[door.service_id], silent and not _writes_now(door)
        seen[door.service_id] = seen.get(door.pair or "", own)
    shelves = [
        Shelf(id=id_, doors=tuple(sorted(those, key=lambda door: seen[door.service_id])))
        for id_ in SHELVES if (those := [door for door in doors if door.shelf == id_])
    ]  # fmt: skip
    return tuple(sorted(shelves, key=lambda shelf: all(unsure[door.service_id] for door in shelf.doors)))


def _writes_now(door: Door) -> bool:
    return door.way is not None and door.way.channel.kind in ("chat", "sms") and door.way.opening.is_open


def _talk(choice: Choice, talking: Talking) -> None:
    need = choice.ranked.grounds.need
    someone = Reason(id="someone-to-talk-to")
    written, voices = talking.written, talking.voices
    if need.contact in _WITHOUT_VOICE and written is not None:
        # Whoever does not want to speak, or cannot, sees the written way first and one line beside it.
        choice.add(choice.at[written.service_id], "now", someone, way=written)
        voices = tuple(way for way in voices if way.service_id != written.service_id)[:1]
    for way in voices:
        choice.add(choice.at[way.service_id], "now", someone, way=way)
    if need.child and FOR_THE_YOUNG in choice.at:
        choice.add(choice.at[FOR_THE_YOUNG], "now", Reason(id="for-the-young"))
    if written is not None:
        choice.add(choice.at[written.service_id], "now", someone, way=written)
        choice.doors[written.service_id] = replace(choice.doors[written.service_id], written=written)


def _picked(choice: Choice, room: int) -> list[int]:
    """The best doors that are not on the shelf *now*, with a place kept for each shelf that has a good one."""
    ranked, traits = choice.ranked, choice.ranked.grounds.traits
    services = choice.index.services
    room -= len(choice.doors)
    taken = {choice.at[id_] for id_ in choice.doors}
    order = [at for at in ranked.order if at not in taken]
    scores = ranked.scores[order]
    best = float(scores.max(initial=0.0))
    good = np.array(order, np.intp)[(scores >= _RESERVED_SHARE * best) & traits.actionable[order]].tolist()
    kept: list[int] = []
    for shelf in ("here", "peers", "ordinary"):
        kept += islice((at for at in good if choice.shelf_of(at) == shelf), 1)
    if ranked.grounds.need.for_another and not ranked.grounds.need.fear:
        # One for the other, to stand beside the relative's own.
        least = _PAIRED_SHARE * best
        others = (at for at in order if ranked.scores[at] >= least and traits.actionable[at])
        topics = ranked.grounds.need.topics
        theirs = (
            at for at in others
            if _RELATIVES.isdisjoint(services[at].audience) and services[at].topics[0] in topics
        )  # fmt: skip
        kept += islice(theirs, 1)
    kept = list(dict.fromkeys(kept))[: max(0, room - 1)]
    picked: list[int] = []
    websites = 0
    for at in order:
        if len({*picked, *kept}) >= room and at not in kept:
            continue
        if traits.website_only[at]:
            websites += 1
            if websites > _MOST_WEBSITES:
                continue
        if not traits.digital[at]:
            picked.append(at)
        elif (helper := _helper(choice)) is not None and len({*picked, *kept, at, helper}) <= room:
            # Digital self-help is never shown alone: who can help with it comes right after it.
            picked += [at] if helper in picked else [at, helper]
    return list(dict.fromkeys(picked))


def _helper(choice: Choice) -> int | None:
    """The person who stands beside digital self-help."""
    services, ranked = choice.index.services, choice.ranked
    usable_now = np.flatnonzero(ranked.open & ranked.grounds.traits.actionable)
    among = [int(at) for at in usable_now if services[at].type in _HELPERS]
    return max(among, key=lambda at: (float(ranked.scores[at]), float(ranked.fits[at]), services[at].id), default=None)


def _enough(choice: Choice) -> None:
    """At least three doors one can act on: the ordinary ones fill up, whatever it is about."""
    if sum(door.counts for door in choice.doors.values()) >= FEWEST_DOORS:
        return
    ranked, traits = choice.ranked, choice.ranked.grounds.traits
    for group in (traits.ordinary, traits.lines):
        among = np.flatnonzero(group & ranked.open & traits.actionable)
        for at in sorted(among, key=lambda at: (-float(ranked.fits[at]), choice.index.services[at].id)):
            if sum(door.counts for door in choice.doors.values()) >= FEWEST_DOORS:
                return
            choice.add(int(at), choice.shelf_of(int(at)), Reason(id="ordinary"))


def _paired(choice: Choice) -> list[Door]:
    """A door for the one it is about and one for the relative stand together, except in fear (S-05, S-28)."""
    need, doors = choice.ranked.grounds.need, list(choice.doors.values())
    if not need.for_another or need.fear:
        return doors
    services = choice.index.services
    relatives = [
        d for d in doors
        if d.shelf != "now" and _RELATIVES & set(services[choice.at[d.service_id]].audience)
        and "self" not in services[choice.at[d.service_id]].audience
    ]  # fmt: skip
    others = [d for d in doors if d.shelf != "now" and any(reason.id == "for-the-other" for reason in d.reasons)]
    if not relatives or not others:
        return doors
    doubtful = choice.ranked.grounds.features.doubtful
    mine, theirs = next((one for one in relatives if not doubtful[choice.at[one.service_id]]), relatives[0]), others[0]
    doors.remove(theirs)
    doors[doors.index(mine)] = replace(mine, pair=theirs.service_id)
    position = next(at for at, door in enumerate(doors) if door.service_id == mine.service_id)
    doors.insert(position + 1, replace(theirs, pair=mine.service_id, shelf=mine.shelf))
    return doors


def _best_first(choice: Choice, doors: Sequence[Door]) -> tuple[Door, ...]:
    """In the order of `doors`; someone to talk to goes first where there is hurry, fear or a child (S-06b, S-26)."""
    ranked, need = choice.ranked, choice.ranked.grounds.need
    order = np.array(ranked.order, np.intp)
    place = {door.service_id: np.flatnonzero(order == choice.at[door.service_id])[:1].tolist() for door in doors}
    ordered = sorted(doors, key=lambda door: place[door.service_id] or [order.size])
    open_now = [door for door in doors if door.shelf == "now" and door.way is not None and door.way.opening.is_open]
    silent = need.contact in _WITHOUT_VOICE
    young, services = need.child, choice.index.services

    def waits(door: Door) -> tuple[bool, bool]:
        grown = services[choice.at[door.service_id]].audience[0] != "child"
        return young and grown, silent and door.way is not None and door.way.channel.kind == "phone"

    open_now.sort(key=waits)
    if open_now and (need.today or need.child or (need.fear and open_now[0].score > 0)):
        ordered.remove(open_now[0])
        ordered.insert(0, open_now[0])
    elif silent:
        ordered.sort(key=lambda door: door.shelf == "now" and door.way is not None and door.way.channel.kind == "phone")
    return tuple(ordered)
