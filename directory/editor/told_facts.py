"""The facts of an offering in words, part by part, as one reads them out on the telephone. Chooses and changes nothing.

Labels are those of the form's fields. What is not known is left out here; `unknown` names what is worth asking about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directory.catalog.assured import Part
from directory.catalog.models import Catalog, Channel, Service
from directory.catalog.phones import format_number
from directory.editor.field_shapes import Field
from directory.editor.fields import field_of
from directory.editor.part_fields import CHANNEL_FIELDS
from directory.editor.texts import N_, _
from directory.editor.told_hours import meeting_words, schedule_words
from directory.language.formats import format_date, format_list, language_name

ASKED: tuple[Part, ...] = ("runs", "contact", "hours", "who", "terms")
"""In the order in which one asks: if it does not run, the rest need not be asked."""
PART_NAMES: Mapping[Part, str] = {
    "runs": N_("That it runs"), "contact": N_("How to reach it"), "hours": N_("Opening hours and meetings"),
    "who": N_("Who it is for"), "terms": N_("Good to know"),
}  # fmt: skip
QUESTIONS: Mapping[Part, str] = {
    "runs": N_("Does it still run, under this name?"),
    "contact": N_("Are these the right number and address?"),
    "hours": N_("When do you answer, and when can one come?"),
    "who": N_("Who may come? From which age, and from where?"),
    "terms": N_("Is this what meets people? What is missing?"),
}
_ASK_ABOUT: Mapping[str, str] = {
    "application_process": N_("whether one must be referred"),
    "fees": N_("what it costs"),
    "first_step": N_("what happens first"),
    "drop_in": N_("whether one can just come by"),
    "anonymous": N_("whether one must say one’s name"),
    "record_kept": N_("whether a record is kept"),
    "may_bring_someone": N_("whether one may bring someone"),
    "languages": N_("which languages they speak"),
    "accessibility": N_("whether there are steps"),
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    label: str
    value: str


def facts(catalog: Catalog, service: Service, part: Part, lang: str, today: date) -> tuple[Fact, ...]:
    """What we have written about `part`, worded in the language that is spoken."""
    match part:
        case "runs":
            told = _runs(catalog, service, lang)
        case "contact":
            told = _contact(catalog, service)
        case "hours":
            told = _hours(service, lang, today)
        case "who":
            told = _who(catalog, service, lang)
        case "terms":
            told = _terms(service, lang)
    return tuple(Fact(label=label, value=value) for label, value in told if value)


def unknown(service: Service) -> tuple[str, ...]:
    """What readers would like to know and nobody has written."""
    return tuple(_(words) for key, words in _ASK_ABOUT.items() if getattr(service, key) in (None, ()))


_KEYS = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def note_words(note: str) -> str:
    """A note of an editor, with the names of keys in the words of the form."""
    return _KEYS.sub(lambda key: f"«{_label(key[0])}»" if field_of("service", key[0]) else key[0], note)


def number_to_call(service: Service) -> tuple[str, str] | None:
    """The number as dialled and as people read it; None when one cannot call them."""
    for channel in service.channels_of("phone", "sms"):
        return channel.value, format_number(channel.value)
    return None


def way(channel: Channel) -> str:
    """One channel: its number or address, and what is said of it."""
    value = format_number(channel.value) if channel.kind in ("phone", "sms") else channel.value
    told = [value, channel.description or ""]
    if channel.extension:
        told.append(_("press %(key)s", key=channel.extension))
    if not channel.confirmed:
        told.append(_("not sure that it is right"))
    return ", ".join(one for one in told if one)


def _runs(catalog: Catalog, service: Service, lang: str) -> Iterator[tuple[str, str]]:
    organization = catalog.organizations.get(service.organization or "")
    yield _label("name"), service.name
    yield _label("type"), catalog.types[service.type].label if service.type in catalog.types else service.type
    yield _("Who runs it"), organization.name if organization else service.run_by or ""
    if service.status != "active":
        yield _label("status"), _option(field_of("service", "status"), service.status)
    if service.closed_date:
        yield _label("closed_date"), format_date(lang, service.closed_date)
    yield _label("alert"), service.alert or ""


def _contact(catalog: Catalog, service: Service) -> Iterator[tuple[str, str]]:
    kinds = next(field for field in CHANNEL_FIELDS if field.key == "kind")
    for channel in service.channels:
        yield _option(kinds, channel.kind), way(channel)
    yield _label("website"), service.website or ""
    through = catalog.services.get(service.way_in or "")
    municipality = _("Through the municipality") if service.way_in == "municipality" else ""
    yield _label("way_in"), through.name if through else municipality
    yield _label("confidential_address"), _("Yes") if service.confidential_address else ""


def _hours(service: Service, lang: str, today: date) -> Iterator[tuple[str, str]]:
    for channel in service.channels:
        by_appointment = _("By appointment") if channel.by_appointment else ""
        told = (by_appointment, schedule_words(channel.schedule, lang), channel.schedule_note or "")
        yield way(channel), " – ".join(one for one in told if one)
    for meeting in service.meetings:
        yield _label("meetings"), meeting_words(meeting, lang, today)


def _who(catalog: Catalog, service: Service, lang: str) -> Iterator[tuple[str, str]]:
    who = field_of("service", "audience")
    named = [_option(who, one) for one in service.audience]
    yield _label("audience"), format_list(lang, [*named[:1], *(one[:1].lower() + one[1:] for one in named[1:])])
    yield _label("minimum_age"), str(service.minimum_age or "")
    yield _label("maximum_age"), str(service.maximum_age or "")
    yield _label("eligibility_description"), service.eligibility_description or ""
    places = [catalog.places[one].name if one in catalog.places else one for one in service.service_area]
    yield _label("service_area"), format_list(lang, places)
    for channel in service.channels:
        yield way(channel), _ages(channel)
    needed = field_of("service", "application_process")
    yield _label("application_process"), _option(needed, service.application_process)


def _terms(service: Service, lang: str) -> Iterator[tuple[str, str]]:
    yield _label("fees"), _cost(service.fees)
    yield _label("first_step"), service.first_step or ""
    for key in ("drop_in", "anonymous", "record_kept", "may_bring_someone", "peer_support", "interpreter"):
        answer = getattr(service, key)
        yield _label(key), "" if answer is None else _("Yes") if answer else _("No")
    when = f" ({format_date(lang, service.wait_date)})" if service.wait_date else ""
    yield _label("wait"), f"{service.wait}{when}" if service.wait else ""
    yield _label("languages"), _languages(service.languages, lang)
    for channel in service.channels:
        told = (_cost(channel.fees), _languages(channel.languages, lang))
        yield way(channel), ", ".join(one for one in told if one)
    yield _label("accessibility"), service.accessibility or ""
    yield _label("who_is_told"), service.who_is_told or ""


def _ages(channel: Channel) -> str:
    ages = {_label("minimum_age"): channel.minimum_age, _label("maximum_age"): channel.maximum_age}
    return ", ".join(f"{label}: {age}" for label, age in ages.items() if age is not None)


def _cost(fees: str | None) -> str:
    return _("Free") if fees == "free" else fees or ""


def _languages(codes: Sequence[str], lang: str) -> str:
    return ", ".join(language_name(lang, code) for code in codes)


def _label(key: str) -> str:
    field = field_of("service", key)
    return _(field.label) if field else key


def _option(field: Field | None, value: str | None) -> str:
    options = field.options if field else ()
    return next((_(one.label) for one in options if one.value == value), value or "")
