"""A service as a card in a list. Everything is worded here; nothing is chosen or ordered."""

from __future__ import annotations

from dataclasses import replace

from directory.assistant.lifelines import alternative
from directory.catalog.codes import service_code
from directory.catalog.models import Audience, Service
from directory.language.formats import format_list, language_name
from directory.language.texts import Text
from directory.web.addresses import item_link, link
from directory.web.contacts import channel_contact, service_contacts
from directory.web.openings import service_view
from directory.web.page_parts import made_once
from directory.web.strip import lifeline_contact
from directory.web.suicide_words import names_suicide
from directory.web.views import AlternativeView, CardView, ContactView
from directory.web.visit import Visit

SHOWN_CONTACTS = 3


def card(visit: Visit, service: Service, reasons: tuple[str, ...] = ()) -> CardView:
    found = made_once(visit, "card", service.id, lambda: _card(visit, service))
    return replace(found, reasons=reasons, same_for_all=found) if reasons else found


def _card(visit: Visit, service: Service) -> CardView:
    contacts = service_contacts(visit, service)[:SHOWN_CONTACTS]
    kind = visit.catalog.types[service.type]
    way_in, way_in_url = way_in_words(visit, service)
    return CardView(
        id=service.id,
        url=item_link("services", service.id),
        name=service.name,
        explanation=name_explained(visit, service),
        organization=run_by(visit, service),
        type_label=visit.label("types", kind.id, "label", kind.label),
        summary=visit.of("services", service, "summary", service.summary),
        reach=reach_words(visit, service),
        opening=service_view(visit, service) if service.channels else None,
        contacts=contacts,
        website=service.website,
        alert=visit.of("services", service, "alert", service.alert) if service.alert else None,
        badges=badges(visit, service),
        audience=audience_words(visit, service.audience),
        languages=languages_words(visit, service.languages),
        way_in=way_in,
        way_in_url=way_in_url,
        alternative=other_line(visit, service) if any(contact.kind == "phone" for contact in contacts) else None,
        lifeline=needed_lifeline(visit, service, contacts),
        add_url=add_url(visit, service),
        code=service_code(service.id),
    )


def add_url(visit: Visit, service: Service) -> str | None:
    """Where one gets by putting it on the list; None when it is there already."""
    code = service_code(service.id)
    return None if code in visit.shortlist else link("shortlist.shortlist", list=None, id=[*visit.shortlist, code])


def name_explained(visit: Visit, service: Service) -> Text | None:
    """What the Norwegian name means, where a translator has said it."""
    told = visit.of("services", service, "name", service.name)
    return told if told.text != service.name else None


def run_by(visit: Visit, service: Service) -> str | None:
    """Who runs it, when that says more than the name does."""
    organization = visit.catalog.organizations.get(service.organization or "")
    name = organization.name if organization else service.run_by
    return name if name and name != service.name else None


def reach_words(visit: Visit, service: Service) -> str:
    _ = visit.gettext
    if service.reach == "national":
        return _("All of Norway")
    if service.reach == "every-municipality":
        return _("In every municipality")
    places = [place.name for number in service.service_area if (place := visit.catalog.places.get(number))]
    if visit.place and visit.place.id in service.service_area:
        return _("Near you: %(place)s", place=visit.place.name)
    if len(places) <= 3:
        return _("Local: %(places)s", places=format_list(visit.texts.lang, places))
    return visit.ngettext("Local: %(n)s municipality", "Local: %(n)s municipalities", len(places))


def badges(visit: Visit, service: Service) -> tuple[str, ...]:
    """The facts that decide whether people dare, as far as they are known."""
    _ = visit.gettext
    said = (
        (service.fees == "free", _("Free")),
        (service.application_process == "open", _("No referral needed")),
        (service.anonymous is True, _("You need not say your name")),
        (service.drop_in is True, _("Just come by")),
        (service.peer_support is True, _("People who have been there themselves")),
    )
    return tuple(words for known, words in said if known)


def audience_words(visit: Visit, audience: tuple[Audience, ...]) -> str:
    _ = visit.gettext
    names = {
        "self": _("you who need help"),
        "relative": _("relatives"),
        "child": _("children and young people"),
        "friend": _("friends and others who worry"),
        "staff": _("staff"),
    }
    told = format_list(visit.texts.lang, [names[who] for who in audience])
    return told[:1].upper() + told[1:]


def languages_words(visit: Visit, languages: tuple[str, ...]) -> str | None:
    """The languages that help is given in, when they are known."""
    lang = visit.texts.lang
    return format_list(lang, [language_name(lang, one) for one in languages]) if languages else None


def way_in_words(visit: Visit, service: Service) -> tuple[Text | None, str | None]:
    """How one gets there when it has no contact of its own, and the page that tells more."""
    _ = visit.gettext
    if service.way_in is None:
        return None, None
    if service.way_in == "municipality":
        if visit.place:
            words = _("Contact %(place)s municipality", place=visit.place.name)
            return visit.own(words), item_link("places", visit.place.id)
        return visit.own(_("Contact your municipality")), link("places.find")
    through = visit.catalog.services[service.way_in]
    return visit.own(_("The way in is through %(service)s", service=through.name)), item_link("services", through.id)


def other_line(visit: Visit, service: Service) -> AlternativeView | None:
    """ "No answer? Try …": a line of another organisation that is open."""
    return made_once(visit, "other-line", service.id, lambda: _other_line(visit, service))


def _other_line(visit: Visit, service: Service) -> AlternativeView | None:
    found = alternative(visit.catalog, service, visit.now)
    if found is None:
        return None
    other, channel = found
    contact = channel_contact(visit, other, channel)
    return AlternativeView(name=other.name, url=item_link("services", other.id), contact=contact)


def needed_lifeline(visit: Visit, service: Service, contacts: tuple[ContactView, ...]) -> ContactView | None:
    """A contact for a card that names suicide and has no line of its own (S-13)."""
    if any(contact.kind in ("phone", "chat", "sms") for contact in contacts):
        return None
    through = visit.catalog.services.get(service.way_in or "")
    told = (service.name, service.summary, service.alert, through.name if through else None, run_by(visit, service))
    return lifeline_contact(visit) if names_suicide(*told) else None
