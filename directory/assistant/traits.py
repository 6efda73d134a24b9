"""What the assistant needs to know of every service beyond what the search knows, as arrays in catalogue order.

Worked out once. Knows no need: which of it opens a door is `gates`' and `fits`' matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.catalog.models import Catalog, Service
from directory.search.features import Floats, Mask
from directory.search.kinds import CIRCUMSTANCES as SITUATIONS
from directory.search.kinds import NARROW

_LINES = ("helpline", "chat")
_ORDINARY = ("gp", "municipal-mental-health-and-substance-use", "school-health", "youth-clinic", "nav")
_FOR_PAIRS = ("family-counselling",)
_EMERGENCY = ("emergency",)
_OWN = ("municipal", "every-municipality")
CIRCUMSTANCES = (*SITUATIONS, *NARROW)
"""A door that is first of all about one of these is for those in that situation; nobody else is led there."""
NONE = len(CIRCUMSTANCES)


@dataclass(frozen=True, kw_only=True)
class Traits:
    size: int
    at: Mapping[str, int]
    """Service id -> position."""
    actionable: Mask
    website_only: Mask
    """Nothing but a website: shown beside doors, never counted as one."""
    staff_only: Mask
    referral: Mask
    lines: Mask
    """One can talk or write with a person there, whatever it is about."""
    emergency: Mask
    own_municipality: Mask
    """Run where everybody may know one: local, or the municipality's own."""
    ordinary: Mask
    digital: Mask
    for_pairs: Mask
    """Couples, families together, and those who hit: never first for who is hurt or afraid (S-05)."""
    child_welfare: Mask
    safety: Mask
    young: Mask
    """Made for children and the young."""
    course: Floats
    """The lowest of the guideline's courses it belongs to; 0 when none is named."""
    meetable: Mask
    """One can meet someone there where one is: a visiting address far away is not that."""
    worry_beside: Mask
    """For those who worry about someone, but first of all about something of its own (gambling, eating …)."""
    runner: npt.NDArray[np.int64]
    """Equal for services of one organisation."""
    circumstance: npt.NDArray[np.int64]
    """Which of `CIRCUMSTANCES` a door is first of all about, or `NONE`; for others it sinks."""
    interpreter: Mask
    no_record: Mask
    minimum_age: Floats
    maximum_age: Floats


def build_traits(services: Sequence[Service], catalog: Catalog) -> Traits:
    size = len(services)

    def where(fits: Callable[[Service], bool]) -> Mask:
        return np.fromiter((fits(service) for service in services), np.bool_, size)

    def numbers(of: Callable[[Service], float]) -> Floats:
        return np.fromiter((of(service) for service in services), np.float32, size)

    staff_types = {kind.id for kind in catalog.types.values() if kind.staff_only}
    return Traits(
        size=size,
        at={service.id: position for position, service in enumerate(services)},
        actionable=where(lambda s: s.actionable),
        website_only=where(lambda s: s.status != "closed" and not s.actionable and s.website is not None),
        staff_only=where(lambda s: s.type in staff_types or s.audience == ("staff",)),
        referral=where(lambda s: s.application_process in ("referral", "decision")),
        lines=where(lambda s: s.type in _LINES and bool(s.channels_of("phone", "sms", "chat"))),
        emergency=where(lambda s: s.type in _EMERGENCY),
        own_municipality=where(lambda s: s.reach == "local" or (s.organization_type, s.reach) == _OWN),
        ordinary=where(lambda s: s.type in _ORDINARY and s.reach != "national"),
        digital=where(lambda s: s.type == "digital-self-help"),
        for_pairs=where(lambda s: s.type in _FOR_PAIRS or s.topics[:1] in (("afraid-to-hurt",), ("relationship",))),
        child_welfare=where(lambda s: s.type in ("child-welfare", "child-welfare-emergency")),
        safety=where(lambda s: s.type in ("crisis-shelter", "violence-help", "sexual-assault-centre", "incest-centre")),
        young=where(lambda s: s.audience[:1] == ("child",) or (s.maximum_age is not None and s.maximum_age <= 36)),
        course=numbers(lambda s: min(s.pathway, default=0)),
        meetable=where(lambda s: s.reach != "national" and s.type not in _LINES),
        worry_beside=where(lambda s: "worried-about-someone" in s.topics[1:]),
        runner=np.unique([s.organization or s.run_by or s.id for s in services], return_inverse=True)[1],
        circumstance=np.fromiter((_circumstance(service) for service in services), np.int64, size),
        interpreter=where(lambda s: s.interpreter is True or s.organization_type in ("municipal", "hospital")),
        no_record=where(lambda s: s.record_kept is False),
        minimum_age=numbers(lambda s: s.minimum_age or 0),
        maximum_age=numbers(lambda s: 999 if s.maximum_age is None else s.maximum_age),
    )  # fmt: skip


def _circumstance(service: Service) -> int:
    first = service.topics[0] if service.topics else ""
    return CIRCUMSTANCES.index(first) if first in CIRCUMSTANCES else NONE
