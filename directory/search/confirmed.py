"""Which services a person has confirmed lately enough for it to count, worked out once a day.

Reads no clock: the day is passed in. What counts is `directory.catalog.assurance`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from directory.catalog.assurance import confirmed_on, stands
from directory.catalog.models import Service
from directory.search.bits import Mask, bits_of

_KEPT = 4
"""Days remembered: a request may straddle midnight."""


class Confirmations:
    """The memory of days is the only thing that changes."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._days = tuple((at, day) for at, one in enumerate(services) if (day := confirmed_on(one)) is not None)
        self._size = len(services)
        self._memory: dict[date, tuple[int, Mask]] = {}

    def standing(self, today: date) -> tuple[int, Mask]:
        """The services whose confirmation counts today, as bits and as truths."""
        known = self._memory.get(today)
        if known is None:
            mask = np.zeros(self._size, np.bool_)
            mask[[at for at, day in self._days if stands(day, today)]] = True
            mask.flags.writeable = False
            known = bits_of(mask), mask
            # A new dictionary instead of changing the old one: another thread may be reading it.
            self._memory = {**dict(list(self._memory.items())[-_KEPT:]), today: known}
        return known
