"""Filters of the list of services: read from the address, worded as links and checkboxes with live counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.catalog.models import AUDIENCES, CHANNEL_KINDS
from directory.language.formats import language_name
from directory.search.facets import FLAGS, FacetCounts, Filters, Group
from directory.web.addresses import link
from directory.web.views import Choice, ChoiceGroup
from directory.web.visit import Visit

GROUPS: tuple[Group, ...] = ("audience", "topic", "type", "channel", "language")
QUICK = ("open_now", "no_phone")
"""Shown first, as links that turn on and off at once."""


def read_filters(visit: Visit, values: MultiDict[str, str]) -> Filters:
    """What `values` (of the address, or of a form) ask for; what does not exist is left out, never an error."""
    catalog = visit.catalog
    known: Mapping[Group, Iterable[str] | None] = {
        "audience": AUDIENCES, "topic": catalog.topics, "type": catalog.types, "channel": CHANNEL_KINDS,
        "language": None,
    }  # fmt: skip
    chosen: dict[str, Any] = {
        group: frozenset(value for value in values.getlist(group)[:40] if allowed is None or value in allowed)
        for group, allowed in known.items()
    }
    flags: dict[str, Any] = {flag: values.get(flag) == "1" for flag in FLAGS}
    age = values.get("age", "")
    years = int(age) if age.isascii() and age.isdecimal() and len(age) <= 3 else None
    return Filters(**chosen, **flags, age=years, place=visit.place.id if visit.place else None)


def chosen_values(filters: Filters) -> dict[str, Any]:
    """`filters` as the values of an address, without place, which is carried anyway."""
    values: dict[str, Any] = {group: sorted(filters.chosen(group)) for group in GROUPS if filters.chosen(group)}
    values |= {flag: "1" for flag in filters.flags()}
    return values | ({"age": filters.age} if filters.age is not None else {})


def filter_groups(visit: Visit, filters: Filters, counts: FacetCounts) -> tuple[ChoiceGroup, ...]:
    """Every group with the choices that lead somewhere, or that are chosen: a choice without services is no way on."""
    _ = visit.gettext
    legends = {
        "audience": _("Who needs help?"), "topic": _("What is it about?"), "type": _("What kind of help?"),
        "channel": _("How do you want to get in touch?"), "language": _("In which language?"),
    }  # fmt: skip
    groups = [
        ChoiceGroup(name="fact", legend=_("What matters to you?"), choices=_flags(visit, filters, counts, _FACTS))
    ]
    for group in GROUPS:
        found, label = counts.groups.get(group, {}), _labels(visit, group)
        choices = [
            _choice(filters, group, value, label(value), found.get(value, 0), value in filters.chosen(group))
            for value in (*found, *sorted(filters.chosen(group) - set(found)))
        ]
        groups.append(ChoiceGroup(name=group, legend=legends[group], choices=_leading(choices)))
    return tuple(group for group in groups if group.choices)


def quick_choices(visit: Visit, filters: Filters, counts: FacetCounts) -> tuple[Choice, ...]:
    return _flags(visit, filters, counts, QUICK)


_FACTS = tuple(flag for flag in FLAGS if flag not in QUICK)


def _flags(visit: Visit, filters: Filters, counts: FacetCounts, flags: Iterable[str]) -> tuple[Choice, ...]:
    _ = visit.gettext
    words = {
        "open_now": _("Open now"), "no_phone": _("I cannot talk on the phone"), "free": _("Free"),
        "no_referral": _("No referral needed"), "no_name": _("Need not say my name"), "drop_in": _("Just come by"),
        "peers": _("People who have been there themselves"),
    }  # fmt: skip
    on = filters.flags()
    return _leading(
        [
            _choice(filters, flag, "1", words[flag], counts.flags.get(flag, 0), flag in on)
            for flag in FLAGS
            if flag in flags
        ]
    )


def _leading(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(choice for choice in choices if choice.count or choice.chosen)


def _choice(filters: Filters, name: str, value: str, label: str, count: int, chosen: bool) -> Choice:
    """The link turns the choice over and keeps all others. Only what is on, or is shown first, is ever a link."""
    if not chosen and name not in QUICK:
        return Choice(name=name, value=value, label=label, count=count, chosen=chosen, url="")
    values = chosen_values(filters)
    if name in FLAGS:
        values[name] = None if chosen else "1"
    else:
        kept = set(values.get(name, ()))
        values[name] = sorted(kept - {value} if chosen else kept | {value}) or None
    url = link("services.services", **({"no_phone": None} | values))
    return Choice(name=name, value=value, label=label, count=count, chosen=chosen, url=url)


def _labels(visit: Visit, group: str) -> Callable[[str], str]:
    """A group's value -> its words."""
    _ = visit.gettext
    catalog = visit.catalog
    match group:
        case "topic":
            return lambda value: visit.label("topics", value, "label", catalog.topics[value].label).text
        case "type":
            return lambda value: visit.label("types", value, "label", catalog.types[value].label).text
        case "language":
            return lambda value: language_name(visit.texts.lang, value)
        case "audience":
            return {
                "self": _("I need help myself"), "relative": _("I am a relative"),
                "child": _("A child or a young person"),
                "friend": _("A friend or someone who worries"), "staff": _("I work with people who need help"),
            }.__getitem__  # fmt: skip
    return {
        "phone": _("Phone"), "sms": _("SMS"), "chat": _("Chat"), "email": _("E-mail"), "visit": _("Visit"),
        "sign-language": _("Sign language"),
    }.__getitem__  # fmt: skip
