"""Which services are open at a moment, worked out once a minute and only once for equal opening hours.

Reads no clock: the moment is passed in. What the hours mean is `directory.catalog.hours`'.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from directory.catalog.hours import service_opening
from directory.catalog.models import Service
from directory.search.bits import Mask, mask_of

_KEPT = 8
"""Minutes remembered: now, tonight, and a few requests that straddle a minute."""
_NIGHT = 2
"""An hour of the night (02:00) at which "open at night" is judged."""


class OpenTimes:
    """Services with the same hours share one answer. The memory of minutes is the only thing that changes."""

    def __init__(self, services: Sequence[Service]) -> None:
        groups: dict[object, tuple[Service, int]] = {}
        for position, service in enumerate(services):
            timed = tuple((c.schedule, c.by_appointment, c.kind) for c in service.channels)
            if service.status == "closed" or not any(schedule for schedule, _, _ in timed):
                # Without a schedule nothing is known to be open; meetings alone are not a door that is open now.
                continue
            key = (timed, service.status)
            first, bits = groups.get(key, (service, 0))
            groups[key] = (first, bits | 1 << position)
        self._groups = tuple(groups.values())
        self._size = len(services)
        self._memory: dict[datetime, tuple[int, Mask]] = {}

    def open_at(self, now: datetime) -> tuple[int, Mask]:
        """The services that are open, as bits and as truths."""
        minute = now.replace(second=0, microsecond=0)
        known = self._memory.get(minute)
        if known is None:
            bits = 0
            for service, alike in self._groups:
                if service_opening(service, minute).is_open:
                    bits |= alike
            mask = mask_of(bits, self._size)
            mask.flags.writeable = False
            known = bits, mask
            # A new dictionary instead of changing the old one: another thread may be reading it.
            self._memory = {**dict(list(self._memory.items())[-_KEPT:]), minute: known}
        return known

    def open_bits(self, now: datetime) -> int:
        return self.open_at(now)[0]

    def night_mask(self, now: datetime) -> Mask:
        """Open at two o'clock in the coming night."""
        night = now.replace(hour=_NIGHT, minute=0, second=0, microsecond=0)
        return self.open_at(night if night >= now else night + timedelta(days=1))[1]
