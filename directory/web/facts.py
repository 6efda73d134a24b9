"""The facts of a service in words, each with its heading, and what is not known. Holds no contacts and no hours."""

from __future__ import annotations

from collections.abc import Iterator

from directory.catalog.models import Service
from directory.language.formats import format_date
from directory.language.texts import Text
from directory.web.cards import audience_words, languages_words, reach_words
from directory.web.contacts import age_words
from directory.web.views import FactView
from directory.web.visit import Visit


def service_facts(visit: Visit, service: Service) -> tuple[FactView, ...]:
    """What is known, in the order in which people ask."""
    told = (*_who(visit, service), *_daring(visit, service), *_starting(visit, service), *_practical(visit, service))
    return tuple(FactView(term=term, description=text) for term, text in told)


def unknown_facts(visit: Visit, service: Service) -> tuple[str, ...]:
    """What people ask about and the facts do not hold."""
    _ = visit.gettext
    asked = (
        (service.anonymous, _("whether you must say your name")),
        (service.record_kept, _("whether a record is kept")),
        (service.application_process, _("whether you need a referral")),
        (service.fees, _("what it costs")),
        (service.languages or None, _("which languages they speak")),
        (service.may_bring_someone, _("whether you may bring someone")),
        (service.first_step, _("what happens first")),
        (service.wait, _("how long the wait is")),
    )
    return tuple(words for known, words in asked if known is None)


def _who(visit: Visit, service: Service) -> Iterator[tuple[str, Text]]:
    _ = visit.gettext
    yield _("Who is it for?"), visit.own(audience_words(visit, service.audience))
    if service.eligibility_description:
        yield (
            _("More about who it is for"),
            _of(visit, service, "eligibility_description", service.eligibility_description),
        )
    if ages := age_words(visit, service.minimum_age, service.maximum_age):
        yield _("Age"), visit.own(ages)
    yield _("Where?"), visit.own(reach_words(visit, service))


def _daring(visit: Visit, service: Service) -> Iterator[tuple[str, Text]]:
    _ = visit.gettext
    if service.anonymous is not None:
        said = _("No, you need not say your name.") if service.anonymous else _("Yes, you say who you are.")
        yield _("Must I say my name?"), visit.own(said)
    if service.record_kept is not None:
        said = _("Yes, a record is kept.") if service.record_kept else _("No, no record is kept.")
        yield _("Is a record kept?"), visit.own(said)
    if service.who_is_told:
        yield _("Who is told?"), _of(visit, service, "who_is_told", service.who_is_told)
    if service.may_bring_someone is not None:
        said = _("Yes, you may bring someone.") if service.may_bring_someone else _("No, you come alone.")
        yield _("May I bring someone?"), visit.own(said)


def _starting(visit: Visit, service: Service) -> Iterator[tuple[str, Text]]:
    _ = visit.gettext
    if service.application_process:
        yield (
            _("Do I need a referral?"),
            visit.own(
                {
                    "open": _("No. You can get in touch yourself."),
                    "referral": _("Yes. A doctor or another service refers you."),
                    "decision": _("You apply, and the municipality makes a decision."),
                }[service.application_process]
            ),
        )
    if service.drop_in is not None:
        said = _("No, just come by.") if service.drop_in else _("Yes, make an appointment first.")
        yield _("Do I need an appointment?"), visit.own(said)
    if service.fees:
        free = service.fees == "free"
        yield (
            _("What does it cost?"),
            visit.own(_("Nothing. It is free.")) if free else _of(visit, service, "fees", service.fees),
        )
    if service.first_step:
        yield _("What happens first?"), _of(visit, service, "first_step", service.first_step)
    if service.wait:
        yield _wait_heading(visit, service), _of(visit, service, "wait", service.wait)


def _wait_heading(visit: Visit, service: Service) -> str:
    _ = visit.gettext
    if service.wait_date is None:
        return _("How long is the wait?")
    return _("The wait, as told on %(date)s", date=format_date(visit.texts.lang, service.wait_date))


def _practical(visit: Visit, service: Service) -> Iterator[tuple[str, Text]]:
    _ = visit.gettext
    if service.peer_support is True:
        yield _("Who do I meet?"), visit.own(_("People who have been there themselves"))
    if languages := languages_words(visit, service.languages):
        yield _("Languages"), visit.own(languages)
    if service.interpreter is not None:
        said = _("Yes, you can ask for an interpreter.") if service.interpreter else _("No interpreter")
        yield _("Interpreter"), visit.own(said)
    if service.accessibility:
        yield _("Getting in"), _of(visit, service, "accessibility", service.accessibility)
    if service.confidential_address:
        yield _("Address"), visit.own(_("The address is secret. You are told when you get in touch."))


def _of(visit: Visit, service: Service, field: str, source: str) -> Text:
    return visit.of("services", service, field, source)
