"""Filters and their live counts: one Python int per facet value, a bit for every service in the catalogue's order.

Groups: OR within a group, AND between groups. A count says how many services one would get by choosing that value with
everything chosen in the *other* groups, so that a page never leads into a dead end. Ranks nothing and words nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Literal

from directory.catalog.assurance import confirmed_on, stands
from directory.catalog.models import AUDIENCES, CHANNEL_KINDS, Catalog, Service
from directory.search.confirmed import Confirmations
from directory.search.opening import OpenTimes

Group = Literal["audience", "topic", "type", "channel", "language", "course"]
GROUPS: tuple[Group, ...] = ("audience", "topic", "type", "channel", "language", "course")
Flag = Literal["open_now", "free", "no_referral", "no_name", "drop_in", "peers", "no_phone"]
FLAGS: tuple[Flag, ...] = ("open_now", "free", "no_referral", "no_name", "drop_in", "peers", "no_phone")
NO_PHONE = frozenset({"sms", "chat", "email", "visit", "sign-language"})
"""The channels of "jeg kan ikke snakke i telefon"."""
_NOTHING: frozenset[str] = frozenset()
_Values = Callable[[Service], Iterable[str]]
_Fits = Callable[[Service], bool]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a reader chose."""

    audience: frozenset[str] = _NOTHING
    topic: frozenset[str] = _NOTHING
    type: frozenset[str] = _NOTHING
    channel: frozenset[str] = _NOTHING
    language: frozenset[str] = _NOTHING
    course: frozenset[str] = _NOTHING
    open_now: bool = False
    free: bool = False
    no_referral: bool = False
    no_name: bool = False
    drop_in: bool = False
    peers: bool = False
    no_phone: bool = False
    age: int | None = None
    place: str | None = None
    """A municipality's number: what is local elsewhere is left out."""

    def chosen(self, group: Group) -> frozenset[str]:
        values: frozenset[str] = getattr(self, group)
        return values

    def flags(self) -> tuple[Flag, ...]:
        return tuple(flag for flag in FLAGS if getattr(self, flag))

    @property
    def any(self) -> bool:
        """Something is chosen, the place aside."""
        return self.age is not None or bool(self.flags()) or any(self.chosen(group) for group in GROUPS)


@dataclass(frozen=True, kw_only=True)
class FacetCounts:
    """group -> value -> services; values without any service in the whole catalogue are left out."""

    groups: Mapping[Group, Mapping[str, int]]
    flags: Mapping[Flag, int]
    total: int


@dataclass(frozen=True, kw_only=True)
class FilterResult:
    ids: tuple[str, ...]
    """Services that fit, in the catalogue's order."""
    counts: FacetCounts


@dataclass(frozen=True, kw_only=True)
class Facets:
    """The bits. Closed services are in none of them."""

    ids: tuple[str, ...]
    everything: int
    values: Mapping[Group, Mapping[str, int]]
    flag_bits: Mapping[Flag, int]
    """Without `open_now`, which depends on the moment."""
    opening: OpenTimes
    national: int
    """Every service that is not local to somewhere."""
    local: Mapping[str, int]
    """Municipality number -> the services local to it."""
    confirmations: Confirmations
    old_enough: tuple[int, ...]
    """For every age from 0 to 120, the services whose minimum age it reaches."""
    young_enough: tuple[int, ...]
    """For every age from 0 to 120, the services whose maximum age it does not pass."""

    def here(self, place: str | None) -> int:
        return self.everything if place is None else (self.national | self.local.get(place, 0)) & self.everything


def build_facets(catalog: Catalog) -> Facets:
    services = list(catalog.services.values())
    values: dict[Group, dict[str, int]] = {
        "audience": _bits(services, lambda s: s.audience, AUDIENCES),
        "topic": _bits(services, lambda s: s.topics, catalog.topics),
        "type": _bits(services, lambda s: (s.type,), catalog.types),
        "channel": _bits(services, lambda s: (c.kind for c in s.channels), CHANNEL_KINDS),
        "language": _bits(services, lambda s: (*s.languages, *(x for c in s.channels for x in c.languages)), ()),
        "course": _bits(services, lambda s: map(str, s.pathway), ("1", "2", "3")),
    }
    flags: dict[Flag, int] = {
        "free": _where(services, lambda s: s.fees == "free"),
        "no_referral": _where(services, lambda s: s.low_threshold),
        "no_name": _where(services, lambda s: s.anonymous is True),
        "drop_in": _where(services, lambda s: s.drop_in is True),
        "peers": _where(services, lambda s: s.peer_support is True),
        "no_phone": _where(services, lambda s: any(c.kind in NO_PHONE for c in s.channels)),
    }
    return Facets(
        ids=tuple(service.id for service in services),
        everything=_where(services, lambda s: s.status != "closed"),
        values=values, flag_bits=flags, opening=OpenTimes(services),
        national=_where(services, lambda s: s.reach != "local"),
        local=_bits(services, lambda s: s.service_area, catalog.places),
        confirmations=Confirmations(services),
        old_enough=tuple(_where(services, partial(_is_old_enough, age=age)) for age in range(121)),
        young_enough=tuple(_where(services, partial(_is_young_enough, age=age)) for age in range(121)),
    )  # fmt: skip


def takes_age(service: Service, age: int, today: date) -> bool:
    """The age is not refused. A maximum that nobody has confirmed, or not for a year, never shuts a door."""
    known = stands(confirmed_on(service), today)
    return _is_old_enough(service, age) and (_is_young_enough(service, age) or not known)


def _is_old_enough(service: Service, age: int) -> bool:
    return service.minimum_age is None or age >= service.minimum_age


def _is_young_enough(service: Service, age: int) -> bool:
    return service.maximum_age is None or age <= service.maximum_age


def filter_services(facets: Facets, filters: Filters, now: datetime) -> FilterResult:
    confirmed, _ = facets.confirmations.standing(now.date())
    bits, counts = apply_filters(facets, filters, facets.opening.open_bits(now), confirmed, facets.everything)
    return FilterResult(ids=tuple(facets.ids[position] for position in positions(bits)), counts=counts)


def apply_filters(
    facets: Facets, filters: Filters, open_now: int, confirmed: int, among: int
) -> tuple[int, FacetCounts]:
    """The bits of `among` that fit, and the live counts within `among`."""
    base = among & facets.here(filters.place)
    if filters.age is not None:
        age = max(0, min(filters.age, 120))
        # A maximum that nobody has confirmed never shuts a door.
        base &= facets.old_enough[age] & (facets.young_enough[age] | ~confirmed)
    for flag in filters.flags():
        base &= open_now if flag == "open_now" else facets.flag_bits[flag]
    within = {group: _union(facets.values[group], chosen) for group in GROUPS if (chosen := filters.chosen(group))}
    fitting = base
    for chosen_bits in within.values():
        fitting &= chosen_bits
    groups: dict[Group, Mapping[str, int]] = {}
    for group, values in facets.values.items():
        others = fitting
        if group in within:
            others = base
            for other, chosen_bits in within.items():
                if other != group:
                    others &= chosen_bits
        groups[group] = {value: (bits & others).bit_count() for value, bits in values.items()}
    flags: dict[Flag, int] = {flag: (bits & fitting).bit_count() for flag, bits in facets.flag_bits.items()}
    flags["open_now"] = (open_now & fitting).bit_count()
    return fitting, FacetCounts(groups=groups, flags=flags, total=fitting.bit_count())


def positions(bits: int) -> Iterator[int]:
    """The positions of the bits that are set, from the first."""
    digits = f"{bits:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def _union(values: Mapping[str, int], chosen: frozenset[str]) -> int:
    union = 0
    for value in chosen:
        union |= values.get(value, 0)
    return union


def _bits(services: Sequence[Service], of: _Values, order: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {value: 0 for value in order}
    for position, service in enumerate(services):
        if service.status != "closed":
            for value in of(service):
                found[value] = found.get(value, 0) | 1 << position
    return {value: bits for value, bits in found.items() if bits}


def _where(services: Sequence[Service], fits: _Fits) -> int:
    return int("".join("1" if fits(service) else "0" for service in reversed(services)) or "0", 2)
