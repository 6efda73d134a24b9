"""What of a place needs a person's call, and why: the most pressing first. Pure: reads no clock, writes nothing.

An offering stands once, under the first of `GROUPS` that holds for it, with all the reasons there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from directory.catalog.assurance import Assurance, assurance, changed_parts, confirmed_on, held_parts, stands
from directory.catalog.models import Catalog, Service
from directory.editor.confirming import confirmed_parts

Reason = Literal[
    "changed", "dead-link", "uncertain", "number-in-doubt", "unsure", "conflicts", "no-contact", "no-source", "overdue",
    "lapsed", "ageing", "never",
]  # fmt: skip
REASONS: tuple[Reason, ...] = get_args(Reason)
GroupId = Literal["changed", "dead-link", "doubtful", "no-contact", "no-source", "overdue", "oldest"]
GROUPS: Mapping[GroupId, tuple[Reason, ...]] = {
    "changed": ("changed",),
    "dead-link": ("dead-link",),
    "doubtful": ("uncertain", "number-in-doubt", "unsure", "conflicts"),
    "no-contact": ("no-contact",),
    "no-source": ("no-source",),
    "overdue": ("overdue",),
    "oldest": ("lapsed", "ageing", "never"),
}
NATIONAL = "national"
"""In place of a municipality's number: what is not local to anywhere."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One offering, and why someone should call."""

    service: Service
    reasons: tuple[Reason, ...]
    state: Assurance
    newest_source: str
    """As the source gives it; empty when no source is dated."""
    parts_sure: int
    parts: int
    """How many of its parts are confirmed as they stand, of how many that say anything."""

    @property
    def partly(self) -> bool:
        """Some of it was confirmed, never all."""
        return self.service.assured_date is None and self.parts_sure > 0


@dataclass(frozen=True, kw_only=True)
class Review:
    groups: Mapping[GroupId, tuple[Finding, ...]]
    """Only those that hold something."""
    confirmed: tuple[Finding, ...]
    """Those with nothing to ask about."""
    sure: int
    """How many a person has confirmed, lately enough for it to count."""
    total: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one for group in self.groups.values() for one in group)

    def after(self, id_: str) -> str | None:
        """The id of whom to call next in the list, from the top again after the last."""
        ids = [one.service.id for one in self.findings]
        at = ids.index(id_) + 1 if id_ in ids else 0
        return next((one for one in (*ids[at:], *ids[:at]) if one != id_), None)


def services_of(catalog: Catalog, place: str | None) -> tuple[Service, ...]:
    """Local to the municipality, not local to any (`NATIONAL`), or everything (None). Not what has closed."""
    return tuple(
        one for one in catalog.services.values()
        if one.status != "closed"
        and (place is None or (one.reach != "local" if place == NATIONAL else place in one.service_area))
    )  # fmt: skip


def review(services: Sequence[Service], today: date, dead: Iterable[str] = ()) -> Review:
    """`dead`: addresses that did not answer when they were last asked."""
    gone = frozenset(dead)
    found = [finding_of(service, today, gone) for service in services]
    groups = {
        group: tuple(sorted((one for one in found if _group(one) == group), key=_oldest_first)) for group in GROUPS
    }
    return Review(
        groups={group: members for group, members in groups.items() if members},
        confirmed=tuple(sorted((one for one in found if not one.reasons), key=_oldest_first)),
        sure=sum(stands(confirmed_on(service), today) for service in services),
        total=len(services),
    )


def addresses(service: Service) -> tuple[str, ...]:
    """The web addresses of an offering: its own, its channels', its sources'."""
    own = [service.website, *(one.value for one in service.channels if one.value.startswith("http"))]
    return tuple(dict.fromkeys(url for url in (*own, *(one.url for one in service.sources)) if url))


def finding_of(service: Service, today: date, dead: frozenset[str]) -> Finding:
    return Finding(
        service=service, reasons=tuple(_reasons(service, today, dead)),
        state=assurance(confirmed_on(service), today),
        newest_source=max((_latest(one.date) for one in service.sources if one.date), default=""),
        parts_sure=len(confirmed_parts(service)), parts=len(held_parts(service)),
    )  # fmt: skip


def _reasons(service: Service, today: date, dead: frozenset[str]) -> Iterator[Reason]:
    state = assurance(service.assured_date, today)
    if changed_parts(service):
        yield "changed"
    if not dead.isdisjoint(addresses(service)):
        yield "dead-link"
    if service.status == "uncertain":
        yield "uncertain"
    if not all(channel.confirmed for channel in service.channels):
        yield "number-in-doubt"
    if state != "confirmed" or changed_parts(service):
        # What the sources leave in doubt is answered once they have been asked themselves.
        if service.confidence == "low":
            yield "unsure"
        if service.conflicts:
            yield "conflicts"
    if not service.reachable:
        yield "no-contact"
    if not any(source.url or (source.title and source.date) for source in service.sources):
        # A title alone cannot be looked up again; a call or a letter of a known day can be asked about.
        yield "no-source"
    asked = service.assured_date
    if service.review_date is not None and service.review_date <= today and (not asked or asked < service.review_date):
        yield "overdue"
    if state != "confirmed":
        yield state


def _latest(told: str) -> str:
    """Of "2020-2022" the later year."""
    return told[5:] if len(told) == 9 else told


def _group(finding: Finding) -> GroupId | None:
    return next((group for group, reasons in GROUPS.items() if not set(reasons).isdisjoint(finding.reasons)), None)


def _oldest_first(finding: Finding) -> tuple[object, ...]:
    return finding.service.assured_date or date.min, finding.newest_source, finding.service.name.casefold()
