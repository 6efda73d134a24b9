"""The list that someone makes of a few offerings, what is handed over from it, and short addresses. Nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from directory.catalog.codes import plain_code
from directory.language.locales import LOCALES
from directory.language.texts import Text
from directory.web.addresses import item_link, link
from directory.web.cards import card
from directory.web.chrome import page, trail
from directory.web.handout import Handout, build_handout
from directory.web.headers import keep_nothing
from directory.web.paper_tools import PaperTools, build_tools, desk_language
from directory.web.shortlist import BETWEEN, MOST, Shortlist, listed
from directory.web.topics import is_discreet
from directory.web.views import Link
from directory.web.visit import Visit, current_visit, use_visit

blueprint = Blueprint("shortlist", __name__)

FLAGS = ("large", "discreet", "turned", "desk")
"""What a sheet is asked for with "1": 18 pt, without telling words, for the visitor's eyes, from the front desk."""


@blueprint.get("/<lang:lang>/list")
def shortlist(lang: str) -> Response:
    visit, chosen = _chosen()
    _ = visit.gettext
    codes = list(chosen.codes)
    handout = build_handout(visit, chosen)
    at_desk = _at_desk()
    desk = Link(label=visit.own(_("Back to the desk")), url=link("desk.desk", keys=_keys_off())) if at_desk else None
    return page(
        "shortlist.html",
        _("Your list"),
        noindex=True,
        quick_exit=True,
        entries=[_entry(visit, chosen, at) for at in range(len(codes))],
        unknown=chosen.unknown,
        full=len(codes) >= MOST,
        handouts=tuple(
            Link(label=Text(locale.name, code), current=code == visit.lang,
                 url=link("shortlist.handout", lang=code, list=None, id=codes, **at_desk, **{"from": visit.lang}))
            for code, locale in LOCALES.items()
        ),
        turned_url=link("shortlist.handout", list=None, id=codes, turned="1", **at_desk, **{"from": visit.lang}),
        desk=desk,
        send=_send(handout),
        handout=handout,
        # What must not be seen on a phone is not offered to be kept there (S-28); what was kept can be deleted.
        keep="" if _tells(visit, chosen) else BETWEEN.join(codes),
        search_url=link("search.search"),
        trail=trail(visit),
    )  # fmt: skip


def _at_desk() -> dict[str, str]:
    """What the addresses from here carry when one came from the front desk: the way back to it."""
    keys = _keys_off()
    return ({"desk": "1"} | ({"keys": keys} if keys else {})) if request.args.get("desk") == "1" else {}


def _chosen() -> tuple[Visit, Shortlist]:
    """The visit with the list of the address, which every other page then carries along."""
    keep_nothing()
    visit = current_visit()
    ids = request.args.getlist("id")
    chosen = listed(visit.catalog, ids[: MOST * 2] if ids else visit.shortlist)
    return use_visit(replace(visit, shortlist=chosen.codes)), chosen


def _tells(visit: Visit, chosen: Shortlist) -> bool:
    """One of the offerings is about something that another who holds the phone must not see."""
    return any(is_discreet(visit, service) for service in chosen.services)


def _entry(visit: Visit, chosen: Shortlist, at: int) -> dict[str, Any]:
    """A card with the addresses of the list without it, and with it one place up or down."""
    codes, at_desk = list(chosen.codes), _at_desk()
    service = chosen.services[at]

    def moved(to: int) -> str | None:
        if not 0 <= to < len(codes):
            return None
        order = [code for number, code in enumerate(codes) if number != at]
        order.insert(to, codes[at])
        return link("shortlist.shortlist", list=None, id=order, **at_desk)

    rest = [code for number, code in enumerate(codes) if number != at]
    return {
        "card": card(visit, service),
        "closed": service.status == "closed",
        "remove_url": link("shortlist.shortlist", list=None, id=rest, **at_desk),
        "up_url": moved(at - 1),
        "down_url": moved(at + 1),
    }


def _send(handout: Handout) -> dict[str, str]:
    """Addresses that make a text message or an e-mail in the reader's own device; the site sends nothing."""
    body, subject = quote(handout.message, safe=""), quote(handout.message_subject, safe="")
    # `?&` is read by Android and by iOS, which each know one of them only.
    return {"sms": f"sms:?&body={body}", "mail": f"mailto:?subject={subject}&body={body}"}


@blueprint.get("/<lang:lang>/list/handout")
def handout(lang: str) -> Response:
    """The sheet in the language of the address; `from` is that of the desk, for the bar above it."""
    if (to := request.args.get("to")) in LOCALES and to != lang:
        return _in_language(lang, to)
    visit, chosen = _chosen()
    desk = desk_language(request.args.get("from"), visit)
    flags = {name: request.args.get(name) == "1" for name in FLAGS}
    made = build_handout(visit, chosen, large=flags["large"], discreet=flags["discreet"])
    return page(
        "handout.html",
        visit.gettext("Numbers and addresses"),
        noindex=True,
        quick_exit=True,
        handout=made,
        turned=flags["turned"],
        aside=_aside(visit, desk, made) if made.sheets and not flags["turned"] else "",
        tools=_tools(visit, desk, chosen, flags),
    )


def _aside(visit: Visit, desk: Visit, made: Handout) -> Markup:
    """The ways to send it, beside the sheet: worded for the one who presses them; what is sent is worded in `made`."""
    use_visit(desk)
    try:
        return Markup(render_template("handout_aside.html", visit=desk, handout=made, send=_send(made)))
    finally:
        use_visit(visit)


def _in_language(lang: str, to: str) -> Response:
    """A form can name a language but not make a path of it: the answer is the sheet's own address."""
    keep_nothing()
    values: dict[str, Any] = {name: many for name, many in request.args.lists() if name != "to"}
    return redirect(url_for("shortlist.handout", **{"from": lang} | values | {"lang": to}), 302)


def _tools(visit: Visit, desk: Visit, chosen: Shortlist, flags: dict[str, bool]) -> PaperTools:
    _ = desk.gettext
    codes = list(chosen.codes)
    on = {name: "1" for name, value in flags.items() if value}
    back, anew = (link("shortlist.shortlist", lang=desk.lang, list=None, id=codes), _("Back to the list")), None
    keys = _keys_off()
    if flags["desk"]:
        back = link("desk.desk", lang=desk.lang, keys=keys), _("Back to the desk")
        anew = link("desk.desk", lang=desk.lang, keys=keys, list=None, no_phone=None)
    left_out = chosen.unknown or chosen.open != chosen.services
    notes = (
        (left_out, _("What has closed, and codes we do not know, is left out.")),
        (request.args.get("no_pdf"), _("The PDF could not be made just now. This page prints the same.")),
    )
    paper = {name: value for name, value in on.items() if name in ("large", "discreet")}
    return build_tools(
        visit,
        desk,
        "shortlist.handout",
        {"id": codes, "from": desk.lang if desk is not visit else None, "keys": keys, **on},
        back=Link(label=desk.own(back[1]), url=back[0]),
        pdf=link("handout_pdf.handout_pdf", list=None, id=codes, **paper) if chosen.open else None,
        switches=(
            ("turned", _("For the visitor's eyes")), ("large", _("Large print")),
            ("discreet", _("Discreet: nothing says what it is about")),
        ),
        note=" ".join(words for so, words in notes if so),
        clean=flags["turned"],
        anew=anew,
    )  # fmt: skip


def _keys_off() -> str | None:
    """`keys=0`: the letters of the desk are turned off, and stay so on the way back to it."""
    return "0" if request.args.get("keys") == "0" else None


@blueprint.get("/s/<code>")
def short(code: str) -> Response:
    """The short address on paper. It leads to the page in the language that the browser asks for."""
    visit = current_visit()
    service = visit.catalog.coded.get(plain_code(code))
    if service is None:
        abort(404)
    keep_nothing()
    response = redirect(item_link("services", service.id), 302)
    response.vary.add("Accept-Language")
    return response
