"""Which doors stand by on every page, and which one to try when another does not answer.

The numbers are the catalogue's: only the ids of the services stand here, and `check_lifelines` tells when one is gone.
Words nothing and knows no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from directory.catalog.hours import Opening, channel_opening
from directory.catalog.models import Audience, Catalog, Channel, Service
from directory.catalog.problems import Advice, Problem

AMBULANCE = "nodnummer-113"
POLICE = "nodnummer-112"
OUT_OF_HOURS_DOCTOR = "legevakt-116117"
ROUND_THE_CLOCK = "mental-helse-hjelpetelefonen"
EMERGENCY_SMS = "nod-sms"
CALLS = (AMBULANCE, OUT_OF_HOURS_DOCTOR, ROUND_THE_CLOCK)
WRITTEN = ("kirkens-sos", "sidetmedord")
"""Ways without voice for anybody, tried in this order among those that are open."""
_NOT_INSTEAD = ("emergency", "poison-information", "out-of-hours-doctor")
"""Types that are never offered in place of a line to talk to."""
_LINES = ("helpline", "chat")
"""What may stand in for another kind of service: lines to talk to. A shelter is no stand-in for advice on debt."""
SECOND_VOICE = "kirkens-sos"
_OLDEST_CHILD, _NO_LIMIT = 17, 999

Contact = tuple[Service, Channel]


@dataclass(frozen=True, kw_only=True)
class CrisisClass:
    """One kind of emergency: its doors in order. The first one is the big button of its section."""

    id: str
    doors: tuple[str, ...]


CRISIS_CLASSES = (
    CrisisClass(id="suicide", doors=(ROUND_THE_CLOCK, SECOND_VOICE, AMBULANCE, "mental-helse-ungdom")),
    CrisisClass(id="overdose", doors=(AMBULANCE, "giftinformasjonen", OUT_OF_HOURS_DOCTOR, EMERGENCY_SMS)),
    CrisisClass(id="violence", doors=(POLICE, "vo-linjen", "krisesentre", "overgrepsmottak", EMERGENCY_SMS)),
    CrisisClass(id="child", doors=("alarmtelefonen-116111", POLICE, "barnevernvakt", "kors-pa-halsen")),
    CrisisClass(id="danger-to-others", doors=(POLICE, OUT_OF_HOURS_DOCTOR, AMBULANCE, EMERGENCY_SMS)),
    CrisisClass(id="confusion", doors=(OUT_OF_HOURS_DOCTOR, AMBULANCE, EMERGENCY_SMS)),
    CrisisClass(id="eating", doors=(OUT_OF_HOURS_DOCTOR, AMBULANCE, "ros-radgivning-om-spiseforstyrrelser")),
)
"""S-06. Each has two independent contacts and a way that is not a voice call (S-18)."""


def crisis_class(id_: str) -> CrisisClass:
    """The class of that id; KeyError when there is none."""
    return {kind.id: kind for kind in CRISIS_CLASSES}[id_]


def class_for(id_: str, *, young: bool) -> CrisisClass:
    """The class whose doors are shown: who is hurt and young gets the children's, 116 111 first (S-26)."""
    return crisis_class("child" if young and id_ == "violence" else id_)


def crisis_texts(keys: Iterable[str]) -> tuple[str, ...]:
    """Those content texts that someone in danger reads: all of the doors above."""
    doors = {*CALLS, *WRITTEN, EMERGENCY_SMS, *(door for kind in CRISIS_CLASSES for door in kind.doors)}
    starts = tuple(f"services.{id_}." for id_ in doors)
    return tuple(key for key in keys if key.startswith(starts))


@dataclass(frozen=True, kw_only=True)
class Lifelines:
    """What every page shows (S-01)."""

    calls: tuple[Contact, ...]
    written: tuple[Service, Channel, Opening]
    """A way without voice that is open now; else the one that opens first."""


def check_lifelines(catalog: Catalog) -> Iterator[Problem]:
    """Every door named in this module exists and can be acted on."""
    needed = {*CALLS, *WRITTEN[:1], *(door for kind in CRISIS_CLASSES for door in kind.doors)}
    for id_ in sorted(needed):
        service = catalog.services.get(id_)
        file = f"services/{id_}.md"
        if service is None or not service.actionable:
            yield Problem(
                file, 1, Advice("Keep this file with a contact; the crisis strip of every page needs it"), "lifeline"
            )
    for id_ in CALLS:
        service = catalog.services.get(id_)
        if service is not None and not service.channels_of("phone"):
            yield Problem(
                f"services/{id_}.md",
                1,
                Advice("Keep a `phone:` here; the crisis strip of every page calls it"),
                "lifeline",
            )
    sms = catalog.services.get(EMERGENCY_SMS)
    if sms is not None and not sms.channels_of("sms"):
        yield Problem(
            f"services/{EMERGENCY_SMS}.md", 1, Advice("Keep an `sms:` here; the crisis page needs it"), "lifeline"
        )
    written = [catalog.services[id_] for id_ in WRITTEN if id_ in catalog.services]
    if not any(service.channels_of("chat", "sms") for service in written):
        yield Problem(
            "services/kirkens-sos.md",
            1,
            Advice("Keep a `chat:` here; the crisis strip of every page needs it"),
            "lifeline",
        )


def strip_services(catalog: Catalog, now: datetime) -> Lifelines:
    """The three calls, and the written way that fits `now`."""
    calls = tuple((catalog.services[id_], catalog.services[id_].channels_of("phone")[0]) for id_ in CALLS)
    return Lifelines(calls=calls, written=written_way(catalog, now))


def written_way(catalog: Catalog, now: datetime) -> tuple[Service, Channel, Opening]:
    """A chat or SMS line that is open at `now`, else the one that opens first, else one whose hours are unknown."""
    ways = [
        (service, channel, channel_opening(channel, now))
        for id_ in WRITTEN
        if (service := catalog.services.get(id_)) is not None and service.status == "active"
        for channel in service.channels_of("chat", "sms")
    ]
    for way in ways:
        if way[2].is_open:
            return way
    opening = [way for way in ways if way[2].opens is not None]
    return min(opening, key=lambda way: way[2].opens or now) if opening else ways[0]


def alternative(catalog: Catalog, service: Service, now: datetime) -> tuple[Service, Channel] | None:
    """ "No answer? Try …": an open line of another organisation for the same people, about the same if there is one.

    Whoever this door is first of all for, of any age it takes, is one the other takes too. None when nothing else is
    open, which cannot happen while a round-the-clock line is in the catalogue.
    """
    best: tuple[tuple[bool, int, int, str], Contact] | None = None
    taken = {_number(channel) for channel in service.channels}
    for other in catalog.lines:
        if other.id == service.id or other.type in _NOT_INSTEAD or runner(other) == runner(service):
            continue
        if other.type not in (*_LINES, service.type):
            continue
        general = other.id in (ROUND_THE_CLOCK, SECOND_VOICE)
        # The young get a line for the young, never one that takes them too; and grown-ups never get the children's.
        theirs = service.audience[0] in other.audience and for_the_young(other) == for_the_young(service)
        # Those who answer anybody, about anything, are the last resort of children and staff too.
        if not (theirs or general) or not _takes_ages_of(other, service):
            continue
        shared = len(set(other.topics) & set(service.topics)) if theirs else 0
        order = (not theirs, -shared, 0 if general else 1, other.id)
        # Opening hours are asked last: they cost the most, and most lines are out by then.
        if not (shared or general) or (best is not None and order >= best[0]):
            continue
        for channel in other.channels_of("phone"):
            if not _takes_ages_of(channel, service):
                continue
            if _number(channel) not in taken and not channel.languages and channel_opening(channel, now).is_open:
                best = (order, (other, channel))
                break
    return best[1] if best else None


def _takes_ages_of(other: Service | Channel, service: Service) -> bool:
    """Whoever is of an age for `service` is of an age for `other`."""
    oldest = service.maximum_age or (_OLDEST_CHILD if for_the_young(service) else _NO_LIMIT)
    youngest = service.minimum_age or 0
    return (other.minimum_age or 0) <= youngest and oldest <= (other.maximum_age or _NO_LIMIT)


def for_the_young(service: Service) -> bool:
    """Meant first of all for children and young people."""
    return service.audience[:1] == ("child",)


def crisis_doors(catalog: Catalog, kind: CrisisClass, now: datetime) -> tuple[Contact, ...]:
    """The doors of one class with the channel to use now: a voice line first, a way without voice among them (S-18)."""
    found: list[Contact] = []
    for id_ in kind.doors:
        service = catalog.services.get(id_)
        if service is None:
            continue
        channels = service.channels_of("phone", "sms", "chat")
        if not channels:
            continue
        channel = next((one for one in channels if channel_opening(one, now).is_open), channels[0])
        found.append((service, channel))
    if not any(channel.kind in ("chat", "sms") for _, channel in found):
        service, channel, _ = written_way(catalog, now)
        found.append((service, channel))
    return tuple(found)


def open_voice_lines(catalog: Catalog, audience: Audience, now: datetime, count: int) -> tuple[Contact, ...]:
    """Lines that answer at `now` for `audience`, those about most things first."""
    lines = [
        (service, channel)
        for service in catalog.services.values()
        if audience in service.audience and service.type == "helpline" and service.status == "active"
        for channel in service.channels_of("phone")[:1]
        if channel_opening(channel, now).is_open
    ]
    lines.sort(key=lambda line: (line[0].id not in (ROUND_THE_CLOCK, SECOND_VOICE), -len(line[0].topics), line[0].id))
    return tuple(lines[:count])


def runner(service: Service) -> str:
    """Who answers: two doors of one runner are no two independent contacts (S-18)."""
    return service.organization or service.run_by or service.id


def _number(channel: Channel) -> str:
    return "".join(letter for letter in channel.value if letter.isdigit())
