"""The list that someone makes of a few offerings: neutral codes in an address, and what they lead to (P-10).

Nothing is stored anywhere: the list is its address. Holds no page and no wording.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from directory.catalog.codes import plain_code, service_code
from directory.catalog.models import Catalog, Service

BETWEEN = "."
"""Stands between the codes where the whole list is one value."""
MOST = 20
LONGEST = 400
"""Characters of a list that are looked at."""


@dataclass(frozen=True, kw_only=True)
class Shortlist:
    services: tuple[Service, ...] = ()
    """In the order of the list, each once; some may be closed by now."""
    unknown: int = 0
    """Codes that lead nowhere: mistyped, or of an offering whose file is gone."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of today, also where an older one was given."""
        return tuple(service_code(service.id) for service in self.services)

    @property
    def open(self) -> tuple[Service, ...]:
        """Those that still exist, for paper and messages."""
        return tuple(service for service in self.services if service.status != "closed")


def listed(catalog: Catalog, codes: Iterable[str]) -> Shortlist:
    """The offerings that `codes` lead to; what is no code counts as unknown, never as an error."""
    found: dict[str, Service] = {}
    unknown = 0
    for code in (plain for one in codes if (plain := plain_code(one))):
        service = catalog.coded.get(code)
        if service is None:
            unknown += 1
        elif len(found) < MOST:
            found.setdefault(service.id, service)
    return Shortlist(services=tuple(found.values()), unknown=unknown)
