"""What ranking needs to know of every service, as arrays in catalogue order, worked out once.

Topics and types with how central they are, audiences, reach, and how far the facts can be trusted. Holds no names and
no ids: two services with the same facts have the same features.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from directory.catalog.models import AUDIENCES, CHANNEL_KINDS, Service
from directory.search.bits import Mask as Mask  # whoever ranks needs it
from directory.search.kinds import (
    ACUTE,
    ACUTE_TYPES,
    CIRCUMSTANCE,
    CIRCUMSTANCES,
    ELSEWHERE,
    FOR_CHILDREN,
    FOR_OTHERS,
    IN_DOUBT,
    LOW_THRESHOLD,
    SILENT,
    SOMEWHERE,
    SUITS,
    TALKING_TYPES,
)

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.intp]
"""The machine's own width: numpy would turn any other into it at every use."""

NO_LIMIT = 999
"""The oldest age of a door that has none."""
_BY_ORDER = (1.0, 0.88, 0.8, 0.7, 0.6, 0.55, 0.5)
"""A service names the closest topic first."""
_WITHIN = 0.96


@dataclass(frozen=True, slots=True)
class Share:
    """Which services a topic is one of, and how much of them it is (0 to 1)."""

    positions: Positions
    shares: Floats
    rarity: float
    """From about 0.6 (everywhere) to 1 (one service): a rare topic says more."""


@dataclass(frozen=True, kw_only=True)
class Features:
    size: int
    topics: Mapping[str, Share]
    first_topic: Mapping[str, Mask]
    matter: Mapping[str, Mask]
    """Topic -> the services whose first topic is of the same group; those without a topic are of every one."""
    types: Mapping[str, Mask]
    type_numbers: Mapping[str, int]
    type_number: npt.NDArray[np.int32]
    kin: npt.NDArray[np.int64]
    """Equal for services of the same type, first topic and audience: near-duplicates for a reader."""
    audience: Mapping[str, Mask]
    first_audience: Mapping[str, Mask]
    channels: Mapping[str, Mask]
    languages: Mapping[str, Mask]
    places: Mapping[str, Mask]
    local: Mask
    everywhere: Mask
    low_threshold: Mask
    free: Mask
    nameless: Mask
    drop_in: Mask
    peers: Mask
    groups: Mask
    at_work: Mask
    """For those who have a job: workplaces themselves, and lines about trouble at work."""
    minimum_age: Floats
    maximum_age: Floats
    trust: Floats
    """1 for a door that can be used and whose facts are sure; less for what is missing or in doubt; 0 when closed."""
    doubtful: Mask
    """Its card warns that it may have closed or changed."""
    gives_way: Floats
    """How good a sure door must be, in shares of this one, to stand before it; 0 for those that are sure themselves."""
    ready: Floats
    """Trust, less for doors that are for people in one situation, more for those that ask for no referral."""
    suits: Mapping[str, Floats]
    """Who asks ("" when it is not said) -> how well every service suits them."""
    grown: Floats
    """Less than 1 for doors that are first of all for children."""
    ready_for: Mapping[str, Floats]
    """`ready` by `suits` for one who asks, and by `grown` unless that is a child."""
    somewhere: Floats
    elsewhere: Floats
    """The factors of local doors when nobody said where they are, and when somebody did; 1 for all others."""
    calm: Floats
    """Less than 1 for doors that are for danger."""
    nothing: Floats
    nowhere: Mask
    """Zero and false for every service; shared, so not to be written to."""
    easy: tuple[tuple[str, ...], ...]
    """For every service, the reasons that make it easy to use, as ids."""
    by_name: npt.NDArray[np.int32]
    """Rank by name: what breaks ties."""

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.nothing.flags.writeable = self.nowhere.flags.writeable = False


def build_features(services: Sequence[Service], groups: Mapping[str, str]) -> Features:
    """`groups`: topic -> its group."""
    size = len(services)
    order = sorted(range(size), key=lambda at: (services[at].name.casefold(), services[at].summary))
    by_name = np.empty(size, np.int32)
    by_name[order] = np.arange(size, dtype=np.int32)
    types = sorted({service.type for service in services})
    number = {kind: at for at, kind in enumerate(types)}
    kin = {key: at for at, key in enumerate(sorted({_kin(service) for service in services}))}

    def where(fits: Callable[[Service], bool]) -> Mask:
        return np.fromiter((fits(service) for service in services), np.bool_, size)

    def floats(of: Callable[[Service], float]) -> Floats:
        return np.fromiter((of(service) for service in services), np.float32, size)

    easy: dict[tuple[str, ...], tuple[str, ...]] = {}  # so that equal ones are one and the same
    ready = floats(lambda s: _trust(s) * _open_to_all(s))
    grown = floats(lambda s: FOR_CHILDREN if s.audience[:1] == ("child",) else 1.0)
    suits = {who: floats(lambda s, who=who: _suits(s, who)) for who in ("", *AUDIENCES)}  # type: ignore[misc]
    nothing, nowhere = np.zeros(size, np.float32), np.zeros(size, np.bool_)
    nothing.flags.writeable = nowhere.flags.writeable = False
    return Features(
        size=size, by_name=by_name, topics=_topics(services, groups),
        first_topic=_masks(services, lambda s: s.topics[:1]), matter=_matters(services, groups),
        types={kind: where(lambda s, kind=kind: s.type == kind) for kind in types},  # type: ignore[misc]
        type_numbers=number, type_number=np.fromiter((number[service.type] for service in services), np.int32, size),
        kin=np.fromiter((kin[_kin(service)] for service in services), np.int64, size),
        audience={a: where(lambda s, a=a: a in s.audience) for a in AUDIENCES},  # type: ignore[misc]
        first_audience={a: where(lambda s, a=a: s.audience[:1] == (a,)) for a in AUDIENCES},  # type: ignore[misc]
        channels={k: where(lambda s, k=k: bool(s.channels_of(k))) for k in CHANNEL_KINDS},  # type: ignore[misc]
        languages=_masks(services, lambda s: (*s.languages, *(one for c in s.channels for one in c.languages))),
        places=_masks(services, lambda s: s.service_area),
        local=where(lambda s: s.reach == "local"), everywhere=where(lambda s: s.reach == "every-municipality"),
        low_threshold=where(lambda s: s.low_threshold), free=where(lambda s: s.fees == "free"),
        nameless=where(lambda s: s.anonymous is True), drop_in=where(lambda s: s.drop_in is True),
        peers=where(lambda s: s.peer_support is True),
        at_work=where(lambda s: s.topics[:1] == ("work",) and ("staff" in s.audience or s.type in TALKING_TYPES)),
        groups=where(lambda s: bool(s.meetings) or s.type in ("self-help-group", "course")),
        minimum_age=floats(lambda s: s.minimum_age or 0),
        maximum_age=floats(lambda s: NO_LIMIT if s.maximum_age is None else s.maximum_age),
        easy=tuple(easy.setdefault(one, one) for one in map(_easy, services)), trust=floats(_trust),
        doubtful=where(_doubtful), gives_way=floats(_gives_way),
        ready=ready, suits=suits, grown=grown, nothing=nothing, nowhere=nowhere,
        ready_for={who: ready * (suit if who == "child" else suit * grown) for who, suit in suits.items()},
        somewhere=floats(lambda s: SOMEWHERE if s.reach == "local" else 1.0),
        elsewhere=floats(lambda s: ELSEWHERE if s.reach == "local" else 1.0),
        calm=floats(lambda s: ACUTE if s.type in ACUTE_TYPES else 1.0),
    )  # fmt: skip


def _kin(service: Service) -> tuple[str, str, tuple[str, ...]]:
    return service.type, service.topics[0] if service.topics else "", tuple(sorted(service.audience))


def _suits(service: Service, who: str) -> float:
    if not who:
        # Most people ask for themselves; a door for others is then less likely meant.
        return 1.0 if "self" in service.audience else FOR_OTHERS
    first, also, other = SUITS[who]
    return first if service.audience[:1] == (who,) else also if who in service.audience else other


def _doubtful(service: Service) -> bool:
    return service.status == "uncertain" or bool(service.alert)


def _gives_way(service: Service) -> float:
    return IN_DOUBT if _doubtful(service) else 0.0 if service.actionable else SILENT


def _open_to_all(service: Service) -> float:
    circumstance = CIRCUMSTANCE if service.topics[:1] and service.topics[0] in CIRCUMSTANCES else 1.0
    return circumstance * (LOW_THRESHOLD if service.low_threshold else 1.0)


def _easy(service: Service) -> tuple[str, ...]:
    checks = (
        ("no-referral", service.low_threshold), ("peers", service.peer_support), ("free", service.fees == "free"),
        ("no-name", service.anonymous),
    )  # fmt: skip
    return tuple(reason for reason, holds in checks if holds)


def _trust(service: Service) -> float:
    """Doors without a contact and doors whose facts are in doubt sink, never quite to nothing."""
    if service.status == "closed":
        return 0.0
    trust = 1.1 if service.channels_of("phone", "sms", "chat") else 1.0
    if not service.reachable:
        trust *= 0.97 if service.way_in is not None else 0.88 if service.website else 0.7
    if service.status == "uncertain":
        trust *= 0.72
    # Whether a person has confirmed them depends on the day, and is `confirmed`'s matter.
    return trust * 0.92 if service.confidence == "low" else trust


def _topics(services: Sequence[Service], groups: Mapping[str, str]) -> dict[str, Share]:
    found: dict[str, tuple[list[int], list[float]]] = {}
    for position, service in enumerate(services):
        # Topics of one group ("alcohol, drugs, medicines") are one matter: what is named after them stays close.
        matters = list(dict.fromkeys(groups.get(topic, topic) for topic in service.topics))
        focus = 1.12 - 0.05 * min(len(matters), 6)
        for order, topic in enumerate(service.topics):
            matter = matters.index(groups.get(topic, topic))
            at, shares = found.setdefault(topic, ([], []))
            at.append(position)
            shares.append(focus * _BY_ORDER[min(matter, len(_BY_ORDER) - 1)] * _WITHIN ** min(order - matter, 5))
    size = max(2, len(services))
    return {
        topic: Share(
            positions=np.array(at, np.intp), shares=np.array(shares, np.float32),
            rarity=0.55 + 0.45 * float(np.log(size / len(at)) / np.log(size)),
        )
        for topic, (at, shares) in found.items()
    }  # fmt: skip


def _matters(services: Sequence[Service], groups: Mapping[str, str]) -> dict[str, Mask]:
    of_group = _masks(services, lambda s: (groups.get(s.topics[0], s.topics[0]),) if s.topics else set(groups.values()))
    topics = {topic for service in services for topic in service.topics}
    return {topic: of_group[group] for topic in topics if (group := groups.get(topic, topic)) in of_group}


def _masks(services: Sequence[Service], of: Callable[[Service], Iterable[str]]) -> dict[str, Mask]:
    masks: dict[str, Mask] = {}
    for position, service in enumerate(services):
        for value in of(service):
            masks.setdefault(value, np.zeros(len(services), np.bool_))[position] = True
    return masks
