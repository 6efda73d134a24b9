"""How far an offering is confirmed: by whom is a matter for its file, how long ago for ranking, readers and reviewers.

One rule for all three. Reads no clock: today is passed in. Saving is never confirming: what was changed since a person
confirmed it is not confirmed any more, whoever saved it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from typing import Literal

from directory.catalog.assured import PARTS, Part
from directory.catalog.models import Channel, Service
from directory.catalog.phones import digits

Assurance = Literal["never", "confirmed", "ageing", "lapsed"]
AGEING_DAYS = 180
LAPSED_DAYS = 365


def assurance(confirmed: date | None, today: date) -> Assurance:
    """`ageing` after half a year: still true, but someone should call. `lapsed` after a year: as good as never.

    A day that has not come is a slip of the hand, and confirms nothing.
    """
    if confirmed is None or confirmed > today:
        return "never"
    days = (today - confirmed).days
    return "lapsed" if days >= LAPSED_DAYS else "ageing" if days >= AGEING_DAYS else "confirmed"


def stands(confirmed: date | None, today: date) -> bool:
    """Whether a confirmation still counts, for ranking and for limits that only a confirmed fact may set."""
    return assurance(confirmed, today) in ("confirmed", "ageing")


def confirmed_on(service: Service) -> date | None:
    """The day on which all that stands there now was confirmed; None when never, or when a fact is newer than that."""
    return None if service.assured_date is None or changed_parts(service) else service.assured_date


def held_parts(service: Service) -> tuple[Part, ...]:
    """The parts about which anything is known."""
    return tuple(part for part in PARTS if _known(service, part))


def changed_parts(service: Service) -> tuple[Part, ...]:
    """The parts that do not read as they did when they were confirmed.

    Where nobody noted how the facts stood (`assured_date` written by hand), a change cannot be told.
    """
    noted = {one.part: one.facts for one in service.assured_parts}
    # What was not there when all of it was confirmed is a change too.
    added = held_parts(service) if noted and service.assured_date else ()
    return tuple(
        part for part in PARTS
        if (noted[part] != part_digest(service, part) if part in noted else part in added)
    )  # fmt: skip


def part_digest(service: Service, part: Part) -> str:
    """Eight hexadecimal digits for the facts of a part.

    Made from what is known only, so that a field the format gets later changes no digest before somebody fills it. The
    order of channels, spaces and the way a number is grouped do not count; neither do summary and body, whose wording
    is mended all the time: what was confirmed are the facts.
    """
    facts = json.dumps(_known(service, part), ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(facts.encode(), digest_size=4, person=part.encode()).hexdigest()


def _known(service: Service, part: Part) -> list[tuple[str, object]]:
    return sorted(
        ((name, value) for name, value in _facts(service, part) if value not in (None, "", (), [], False)), key=repr
    )


def _facts(service: Service, part: Part) -> Iterator[tuple[str, object]]:
    match part:
        case "contact":
            for channel in service.channels:
                yield _key(channel), [channel.description, channel.extension]
            yield from _own(service, "website", "way_in", "confidential_address")
        case "hours":
            for channel in service.channels:
                timed = [channel.schedule, channel.by_appointment, channel.schedule_note]
                yield _key(channel), timed if any(timed) else None
            for meeting in service.meetings:
                yield "meeting", [
                    meeting.schedule, meeting.every_weeks, meeting.start_date, meeting.end_date, meeting.location,
                    meeting.membership, meeting.led_by, meeting.open_to,
                ]  # fmt: skip
                yield from (("cancelled", day) for day in meeting.cancelled_dates)
        case "who":
            for channel in service.channels:
                ages = [channel.minimum_age, channel.maximum_age]
                yield _key(channel), ages if ages != [None, None] else None
            yield "audience", sorted(service.audience)
            yield "service_area", sorted(service.service_area)
            yield from _own(
                service, "minimum_age", "maximum_age", "eligibility_description", "application_process"
            )
        case "terms":
            for channel in service.channels:
                terms = [channel.fees, sorted(channel.languages)]
                yield _key(channel), terms if any(terms) else None
            for name in ("anonymous", "record_kept", "may_bring_someone", "drop_in", "peer_support", "interpreter"):
                answer = getattr(service, name)
                yield name, None if answer is None else "yes" if answer else "no"
            yield "languages", sorted(service.languages)
            yield from _own(service, "fees", "first_step", "wait", "wait_date", "who_is_told", "accessibility")
        case "runs":
            yield from _own(service, "name", "type", "organization", "run_by", "status", "closed_date", "alert")


def _key(channel: Channel) -> str:
    if channel.kind in ("phone", "sms", "sign-language"):
        return f"{channel.kind} {digits(channel.value)}"
    return f"{channel.kind} {''.join(channel.value.split()).casefold()}"


def _own(service: Service, *names: str) -> Iterator[tuple[str, object]]:
    return ((name, getattr(service, name)) for name in names)
