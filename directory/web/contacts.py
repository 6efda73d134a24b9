"""Channels as buttons and lines: what they do, whom they reach, when they are open. Holds no choice of services."""

from __future__ import annotations

from urllib.parse import urlsplit

from directory.catalog.models import Channel, Place, Service
from directory.catalog.phones import format_number, sms_link, tel_link
from directory.language.formats import format_list, language_name
from directory.language.texts import Text
from directory.web.openings import channel_view, week_view
from directory.web.page_parts import made_once
from directory.web.views import ContactView, OpeningView
from directory.web.visit import Visit


def channel_contact(
    visit: Visit, service: Service, channel: Channel, opening: OpeningView | None = None
) -> ContactView:
    """One channel of `service`."""
    index = service.channels.index(channel)
    key = f"services.{service.id}.channels.{index}"

    def make() -> ContactView:
        return _contact(visit, key, service.name, channel, opening, service.written_in)

    return make() if opening is not None else made_once(visit, "contact", key, make)


def service_contacts(visit: Visit, service: Service) -> tuple[ContactView, ...]:
    """Every channel, those that can be used now first; with "I cannot talk on the phone" what is not a call first."""
    views = [channel_contact(visit, service, channel) for channel in service.channels]
    return in_order(visit, views)


def place_contacts(visit: Visit, place: Place) -> tuple[ContactView, ...]:
    """The municipality's own contact, as far as it is known."""
    return tuple(
        _contact(visit, f"places.{place.id}.channels.{index}", place.name, channel, None, "nb")
        for index, channel in enumerate(place.channels)
    )


def in_order(visit: Visit, views: list[ContactView]) -> tuple[ContactView, ...]:
    """`views` in the order a reader can use them; the editor's order otherwise stands."""
    return tuple(sorted(views, key=lambda view: (visit.no_phone and view.kind == "phone", _usable(view))))


def _usable(view: ContactView) -> int:
    """A call that is open comes before an address; a line that is closed comes after one whose hours are unknown."""
    state = view.opening.state if view.opening else "unknown"
    return {"always": 0, "open": 0, "unknown": 1, "by-appointment": 1, "closed": 2}[state]


def _contact(
    visit: Visit, key: str, name: str, channel: Channel, opening: OpeningView | None, written_in: str
) -> ContactView:
    view = opening or channel_view(visit, channel)
    href, value = _address(channel)
    action = _action(visit, channel)
    said = f"{action} {value}, {name}"
    return ContactView(
        kind=channel.kind,
        href=href,
        value=value,
        action=action,
        accessible_name=f"{said}. {view.text}" if view else said,
        opening=view,
        description=visit.texts.of(f"{key}.description", channel.description, written_in)
        if channel.description
        else None,
        notes=_notes(visit, key, channel, written_in),
        week=week_view(visit, channel),
    )


def _address(channel: Channel) -> tuple[str | None, str]:
    """(href, value as people read it)."""
    value = channel.value
    web = value.startswith(("http://", "https://"))
    match channel.kind:
        case "phone":
            return tel_link(value), format_number(value)
        case "sms":
            return sms_link(value), format_number(value)
        case "email":
            return f"mailto:{value}", value
        case "chat":
            return (value, urlsplit(value).netloc.removeprefix("www.")) if web else (None, value)
        case "sign-language":
            return (
                (value, urlsplit(value).netloc.removeprefix("www.")) if web else (tel_link(value), format_number(value))
            )
        case _:
            return None, value


def _action(visit: Visit, channel: Channel) -> str:
    _ = visit.gettext
    return {
        "phone": _("Call"),
        "sms": _("Send SMS to"),
        "chat": _("Chat at"),
        "email": _("E-mail"),
        "visit": _("Visit"),
        "sign-language": _("Sign language at"),
    }[channel.kind]


def _notes(visit: Visit, key: str, channel: Channel, written_in: str) -> tuple[Text, ...]:
    _ = visit.gettext
    notes: list[Text] = []
    if channel.extension:
        notes.append(visit.own(_("Then press %(keys)s", keys=channel.extension)))
    if channel.fees == "free":
        notes.append(visit.own(_("Free")))
    elif channel.fees:
        notes.append(visit.texts.of(f"{key}.fees", channel.fees, written_in))
    if ages := age_words(visit, channel.minimum_age, channel.maximum_age):
        notes.append(visit.own(ages))
    if channel.languages:
        names = [language_name(visit.texts.lang, code) for code in channel.languages]
        notes.append(visit.own(_("In %(languages)s", languages=format_list(visit.texts.lang, names))))
    if channel.schedule_note:
        notes.append(visit.own(_("Hours that we have not been able to confirm:")))
        notes.append(visit.texts.of(f"{key}.schedule_note", channel.schedule_note, written_in))
    if not channel.confirmed:
        notes.append(visit.own(_("We have not been able to confirm this. It may be wrong.")))
    return tuple(notes)


def age_words(visit: Visit, least: int | None, most: int | None) -> str:
    """ "From 13 to 30 years", or nothing when no age is told."""
    _ = visit.gettext
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s years", least=least, most=most)
    if least is not None:
        return _("From %(least)s years", least=least)
    return _("Up to %(most)s years", most=most) if most is not None else ""
