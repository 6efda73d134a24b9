"""The facets of the front desk: a letter for each, read from a form or an address. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.search.facets import FLAGS, Filters
from directory.web.filters import chosen_values, read_filters
from directory.web.visit import Visit

COURSES = ("1", "2", "3")


@dataclass(frozen=True, kw_only=True)
class Chip:
    name: str
    value: str
    label: str
    key: str
    """The letter that turns it over, the same in every language."""
    chosen: bool

    @property
    def id(self) -> str:
        return f"chip-{self.name}-{self.value}"


def desk_filters(visit: Visit, values: MultiDict[str, str]) -> Filters:
    courses = frozenset(value for value in values.getlist("course")[:9] if value in COURSES)
    return replace(read_filters(visit, values), course=courses)


def desk_values(filters: Filters) -> dict[str, Any]:
    """`filters` as the values of an address."""
    courses = {"course": sorted(filters.course)} if filters.course else {}
    return chosen_values(filters) | courses


def desk_chips(visit: Visit, filters: Filters) -> tuple[Chip, ...]:
    _ = visit.gettext
    shown: Iterable[tuple[str, str, str, str]] = (
        ("open_now", "1", "o", _("Open now")),
        ("drop_in", "1", "d", _("Just come by")),
        ("no_referral", "1", "r", _("No referral needed")),
        ("free", "1", "f", _("Free")),
        ("no_name", "1", "n", _("Need not say one's name")),
        ("peers", "1", "p", _("People who have been there themselves")),
        ("no_phone", "1", "t", _("Without talking on the phone")),
        ("audience", "self", "s", _("The person themselves")),
        ("audience", "relative", "a", _("Relatives")),
        ("audience", "child", "c", _("Children and young people")),
        ("audience", "staff", "k", _("Staff")),
        ("course", "1", "1", _("Course 1")),
        ("course", "2", "2", _("Course 2")),
        ("course", "3", "3", _("Course 3")),
    )
    on = filters.flags()
    return tuple(
        Chip(
            name=name, value=value, label=label, key=key,
            chosen=name in on if name in FLAGS else value in getattr(filters, name),
        )
        for name, value, key, label in shown
    )  # fmt: skip
