"""Why a door is shown, in words. The reasons themselves are ids that `search.query` and `assistant.reasons` give."""

from __future__ import annotations

from collections.abc import Callable

from directory.assistant.reasons import Reason
from directory.language.formats import format_list, language_name
from directory.web.page_parts import made_once
from directory.web.visit import Visit


def search_reason(visit: Visit, reason: str) -> str | None:
    """The words for one reason; None for one that a reader has no use for."""
    return made_once(visit, "search-reasons", "", lambda: _search_reasons(visit)).get(reason)


def _search_reasons(visit: Visit) -> dict[str, str]:
    _ = visit.gettext
    return {
        "name": _("It has that name"),
        "topic": _("It is about what you describe"),
        "type": _("It is the kind of help you describe"),
        "text": _("Its description holds your words"),
        "audience": _("It is for those you ask for"),
        "age": _("It is for that age"),
        "language": _("It is given in that language"),
        "channel": _("You can get in touch the way you want"),
        "place": _("It is near you"),
        "open-now": _("It is open now"),
        "no-referral": _("No referral needed"),
        "no-name": _("You need not say your name"),
        "free": _("Free"),
        "peers": _("People who have been there themselves"),
    }


def assistant_reason(visit: Visit, reason: Reason) -> str | None:
    """The words for one reason of the assistant. They tell what was answered, never what was written."""
    _ = visit.gettext
    told: dict[str, str] = {
        "topic": _("It is about what you have told"),
        "type": _("You asked for this kind of help"),
        "name": _("You asked for it by name"),
        "text": _("Its description fits what you have told"),
        "age": _("It is for that age"),
        "everywhere": _("Every municipality has it"),
        "open-now": _("Someone answers now"),
        "peers": _("You meet people who have been there themselves"),
        "no-referral": _("No referral needed"),
        "no-name": _("You need not say your name"),
        "no-record": _("They keep no record of you"),
        "interpreter": _("You can ask for an interpreter"),
        "contact": _("You can get in touch the way you want"),
        "can-tell": _("A person there can answer what a page cannot"),
        "safety": _("They help people to be safe"),
        "someone-to-talk-to": _("There is someone to talk to there"),
        "for-the-young": _("It is always there for children and young people"),
        "for-the-other": _("It is for the one you ask for"),
        "ordinary": _("It is an ordinary way to more help"),
    }
    if reason.id in told:
        return told[reason.id]
    word = _WITH_VALUES.get(reason.id)
    return word(visit, reason.values) if word is not None else None


def _audience(visit: Visit, values: tuple[str, ...]) -> str | None:
    _ = visit.gettext
    return {
        "self": _("It is for you who need help yourself"),
        "parent": _("Because you ask for your child"),
        "relative": _("Because you ask for someone you care about"),
        "friend": _("Because you ask for someone you know"),
        "child": _("Because you are young"),
        "staff": _("Because you ask in your work"),
    }.get(values[0] if values else "")


def _age_unsure(visit: Visit, values: tuple[str, ...]) -> str:
    return visit.gettext("It may be for people up to %(age)s years. Ask them.", age=values[0])


def _here(visit: Visit, values: tuple[str, ...]) -> str | None:
    place = visit.catalog.places.get(values[0] if values else "")
    return visit.gettext("It is near you, in %(place)s", place=place.name) if place else None


def _nearest(visit: Visit, values: tuple[str, ...]) -> str | None:
    place = visit.catalog.places.get(values[0] if values else "")
    return visit.gettext("It is the nearest that fits, in %(place)s", place=place.name) if place else None


def _referral(visit: Visit, values: tuple[str, ...]) -> str:
    _ = visit.gettext
    through = visit.catalog.services.get(values[0] if values else "")
    if through is not None:
        return _("You need a referral. The way in is through %(service)s", service=through.name)
    if values and values[0] == "municipality":
        return _("The municipality decides. Contact it first.")
    return _("You need a referral. A doctor can give it.")


def _language(visit: Visit, values: tuple[str, ...]) -> str:
    names = [language_name(visit.texts.lang, code) for code in values]
    return visit.gettext("You can get help in %(languages)s", languages=format_list(visit.texts.lang, names))


def _help_with_it(visit: Visit, values: tuple[str, ...]) -> str | None:
    service = visit.catalog.services.get(values[0] if values else "")
    return visit.gettext("Someone there can help you with %(service)s", service=service.name) if service else None


_WITH_VALUES: dict[str, Callable[[Visit, tuple[str, ...]], str | None]] = {
    "audience": _audience, "age-unsure": _age_unsure, "here": _here, "nearest": _nearest, "referral": _referral,
    "language": _language, "help-with-it": _help_with_it,
}  # fmt: skip
