"""Report an error, or tell of an offering: to the inbox where one is switched on, else by e-mail or to a person (P-03).

A report is looked through for a call for help first of all (S-03). No log, no address and no title holds a word of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from directory.catalog.codes import service_code
from directory.inbox.reports import DAYS_KEPT, NotKept
from directory.web.addresses import item_link, link
from directory.web.chrome import page, trail
from directory.web.contacts import place_contacts
from directory.web.crash_reports import log_without_words
from directory.web.crisis_panel import crisis_panel, look_at, talk_now
from directory.web.report_form import (
    ABOUT,
    MISSING,
    MOST_CHARACTERS,
    SEND,
    TRAP,
    Senders,
    Sent,
    errors_of,
    known_page,
    next_ticket,
)
from directory.web.suicide_words import names_suicide
from directory.web.topics import is_discreet
from directory.web.views import Link
from directory.web.visit import Visit, current_visit, form_value

if TYPE_CHECKING:
    from directory.inbox.database import Inbox

blueprint = Blueprint("report", __name__, url_prefix="/<lang:lang>/report")


@blueprint.route("", methods=["GET", "POST"], endpoint="report")
def report(lang: str) -> Response:
    visit = current_visit()
    inbox: Inbox | None = current_app.extensions["inbox"]
    sent = _sent(visit)
    seen = look_at(visit, request.form.get("text", "")) if request.method == "POST" else None
    shown: dict[str, Any] = {
        "crisis": crisis_panel(visit, seen.crisis) if seen and seen.crisis else None,
        "today": talk_now(visit) if seen and seen.today and not seen.crisis else (),
    }
    if inbox is None:
        return _page(visit, sent, "report.html", **shown)
    away = False
    try:
        key = inbox.key()
        errors = errors_of(visit, sent, key) if request.method == "POST" else ()
        if request.method == "POST" and not errors:
            _take(visit, inbox, sent)
            return _page(visit, sent, "report_taken.html", thanks=True, **shown)
        ticket = next_ticket(sent, key, visit.now)
    except NotKept as broken:
        log_without_words(broken, request.method, "report")
        if request.method == "GET":
            return _page(visit, sent, "report.html", away=True, **shown)
        words = visit.gettext("We could not save it now. What you wrote stands below: try again in a while.")
        errors, ticket, away = (Link(label=visit.own(words), url=f"#{SEND}"),), sent.ticket, True
    return _page(
        visit, replace(sent, ticket=ticket), "report_form.html", error=bool(errors), errors=errors, away=away,
        wrong={one.url: one.label for one in errors}, choices=_choices(visit), trap=TRAP, most=MOST_CHARACTERS, **shown,
    )  # fmt: skip


def _sent(visit: Visit) -> Sent:
    about = form_value("about")
    return Sent(
        page=known_page(visit.catalog, form_value("id")), about=about if about in ABOUT else "",
        # Longer than may be taken, so that whoever wrote it keeps it.
        text=form_value("text", 20_000).replace("\r\n", "\n").replace("\0", "") if request.method == "POST" else "",
        ticket=form_value("ticket"), trap=form_value(TRAP),
    )  # fmt: skip


def _take(visit: Visit, inbox: Inbox, sent: Sent) -> None:
    """Returns when it is on the disk. What is old goes on the first report of a day."""
    senders: Senders = current_app.extensions["senders"]
    if not senders.allow(request.environ, visit.settings.proxies, visit.now):
        raise NotKept("many from one network")
    today = visit.now.date()
    inbox.add(ticket=sent.ticket, page=sent.page, about=sent.about, text=sent.text, today=today)
    if current_app.extensions["inbox_cleared"] != today:
        inbox.delete_old(today)
        current_app.extensions["inbox_cleared"] = today


def _page(visit: Visit, sent: Sent, template: str, *, thanks: bool = False, **values: Any) -> Response:
    kind, _, id_ = sent.page.partition("/")
    held: Any = getattr(visit.catalog, kind)[id_] if kind else None
    discreet = is_discreet(visit, held) if kind == "services" else bool(getattr(held, "discreet", False))
    # Only proper names: what a topic is called tells what was read (and S-13 asks for a contact beside some).
    name = held.name if kind in ("services", "organizations", "places") and not discreet else None
    name = name if name and not names_suicide(name) else None
    told = service_code(id_) if kind == "services" else None
    asked = sent.page if kind and not discreet else told
    heading = visit.gettext("Thank you") if thanks else visit.gettext("Report an error, or tell us of an offering")
    place = visit.place or (held if kind == "places" else None)
    return page(
        template, heading, quick_exit=True, discreet=discreet, noindex=True, sent=sent, trail=trail(visit),
        about_page=name, back=item_link(kind, id_) if kind else None, days=DAYS_KEPT, missing=sent.about == MISSING,
        # With the page in it, so that the links to other languages have it too.
        action=link("report.report", id=asked), contact=visit.settings.contact, letters=_letters(visit, name or told),
        municipality=place_contacts(visit, place) if place else (), **values,
    )  # fmt: skip


def _letters(visit: Visit, told: str | None) -> tuple[tuple[str, str], ...]:
    """(what it is about, subject) of a letter. `told`: a proper name or a neutral code; no subject tells of a topic."""
    error, missing = visit.gettext("Error on page"), visit.gettext("An offering that is missing here")
    return ((error, quote(f"{error}: {told}" if told else error, safe="")), (missing, quote(missing, safe="")))


def _choices(visit: Visit) -> tuple[tuple[str, str], ...]:
    _ = visit.gettext
    words = {
        "contact": _("A number or an address"),
        "hours": _("Opening hours"),
        "gone": _("It is no longer there"),
        "missing": _("An offering that is missing here"),
        "other": _("Something else"),
    }
    return tuple((id_, words[id_]) for id_ in ABOUT)
