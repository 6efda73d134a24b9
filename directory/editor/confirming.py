""" "I have called, this is right": what a confirmation writes in an offering's file. Saves nothing and words nothing.

Saving is never confirming: only what a person says they asked about gets a day and initials. Part by part, each keeps
its own day; the offering as a whole is confirmed on the day of the oldest part, once no known part is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from directory.catalog.assurance import changed_parts, held_parts, part_digest
from directory.catalog.assured import INITIALS, PARTS, AssuredPart, Part
from directory.catalog.models import Service
from directory.catalog.rewriting import Value

WITHDRAWN: Mapping[str, Value | None] = {"assured_date": None, "assured_by": None, "assured_parts": None}
"""The changes that take a confirmation away again."""


def tidy_initials(typed: str) -> str | None:
    """One to four letters, as capitals; None for anything else, such as a name."""
    letters = "".join(typed.replace(".", "").split())
    return letters.upper() if INITIALS.fullmatch(letters) else None


def confirm(service: Service, parts: Collection[Part], today: date, by: str) -> dict[str, Value | None]:
    """The changes that say that `parts` were confirmed today by `by`, as the facts stand in `service`.

    Where nothing is written, and nothing was, there is nothing to confirm, whatever was ticked.
    """
    kept, held = _kept(service), held_parts(service)
    for part in parts:
        if part in held or part in kept:
            kept[part] = AssuredPart(part=part, date=today, by=by, facts=part_digest(service, part))
    whole = bool(held) and all(part in kept for part in held)
    oldest = min((kept[part] for part in held), key=lambda one: one.date) if whole else None
    return {
        "assured_date": oldest.date.isoformat() if oldest else None,
        "assured_by": oldest.by if oldest else None,
        "assured_parts": tuple(str(kept[part]) for part in PARTS if part in kept) or None,
    }


def doubted(service: Service) -> bool:
    """Readers are warned that it may not run, or that a number may be wrong: for a call to settle."""
    return service.status == "uncertain" or not all(channel.confirmed for channel in service.channels)


def settled(service: Service, values: Mapping[str, Value]) -> tuple[Service, dict[str, Value | None]]:
    """The offering without those doubts, and the changes that take them out of its file; `values`: what it holds."""
    changes: dict[str, Value | None] = {}
    if service.status == "uncertain":
        service = replace(service, status="active", alert=None)
        changes |= {"status": None, "alert": None}
    channels = values.get("channels")
    if isinstance(channels, tuple) and not all(channel.confirmed for channel in service.channels):
        service = replace(service, channels=tuple(replace(one, confirmed=True) for one in service.channels))
        changes["channels"] = tuple(
            {key: value for key, value in one.items() if key != "confirmed"} if isinstance(one, Mapping) else one
            for one in channels
        )
    return service, changes


def made_sure(service: Service, changes: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """What else `changes` bring once they confirm the whole: it is from themselves, and new."""
    return {"confidence": "high"} if service.confidence == "low" and changes["assured_date"] else {}


def confirmed_parts(service: Service) -> tuple[Part, ...]:
    """The parts that were confirmed and still read as they did; a part in which nothing is written is none."""
    changed, held = changed_parts(service), held_parts(service)
    return tuple(part for part in _kept(service) if part in held and part not in changed)


def _kept(service: Service) -> dict[Part, AssuredPart]:
    """What was confirmed before. A day written by hand stands for every part, as it reads now."""
    if service.assured_parts or service.assured_date is None or service.assured_by is None:
        return {one.part: one for one in service.assured_parts}
    return {
        part: AssuredPart(part=part, date=service.assured_date, by=service.assured_by, facts=part_digest(service, part))
        for part in held_parts(service)
    }
