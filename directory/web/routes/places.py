"""Where one lives: finding the place without JavaScript, and what there is and what happens there."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from directory.catalog.finding_places import PlaceMatch, find_place
from directory.catalog.hours import next_meetings
from directory.catalog.models import Place, Service
from directory.web.addresses import item_link, link
from directory.web.chrome import page, place_view, trail
from directory.web.listing import grouped, in_order
from directory.web.meetings import meeting_time
from directory.web.neighbours import nearest_places
from directory.web.pictures import qr_code
from directory.web.sources import source_views
from directory.web.views import Link
from directory.web.visit import Visit, current_visit, form_value, use_visit

blueprint = Blueprint("places", __name__, url_prefix="/<lang:lang>/places")

FIRST_DOORS = ("kommunal-psykisk-helse-og-rustjeneste", "fastlege", "legevakt-116117")
"""What every municipality has, the first to show where a place is not ours. Missing ones are left out."""
THIS_WEEK = timedelta(days=7)


@blueprint.get("")
def find(lang: str) -> Response:
    """What was typed leads straight to a place of ours; else the page says what it knows of it."""
    visit = current_visit()
    match = find_place(visit.catalog, typed := form_value("q", 80))
    if match.place:
        return redirect(item_link("places", match.place.id, place=None), 302)
    services = visit.catalog.services
    doors = [services[id_] for id_ in FIRST_DOORS if id_ in services]
    unknown = bool(typed) and match.unknown
    return page(
        "places.html",
        _heading(visit, match, unknown),
        noindex=bool(typed),
        typed=typed,
        match=match,
        unknown=unknown,
        candidates=tuple(_place_link(visit, place) for place in match.candidates),
        places=tuple(_place_link(visit, place) for place in visit.catalog.places.values()),
        doors=grouped(visit, doors) if unknown else (),
        trail=trail(visit),
    )


def _heading(visit: Visit, match: PlaceMatch, unknown: bool) -> str:
    _ = visit.gettext
    if unknown:
        return _("We have no local help for “%(place)s”", place=match.typed)
    return _("Which place do you mean?") if match.candidates else _("Choose where you live")


def _place_link(visit: Visit, place: Place) -> Link:
    return Link(label=visit.norwegian(place.name), url=item_link("places", place.id, place=None))


@blueprint.get("/<id>")
def place(lang: str, id: str) -> Response:
    known = current_visit().catalog.places.get(id)
    if known is None:
        abort(404)
    visit = use_visit(current_visit().at(known))
    services = [service for service in visit.catalog.services.values() if service.status != "closed"]
    local = [service for service in services if id in service.service_area]
    everywhere = [service for service in services if service.reach == "every-municipality"]
    return page(
        "place.html",
        known.name,
        place=place_view(visit),
        municipal_doors=grouped(visit, [one for one in everywhere if one.id in FIRST_DOORS]),
        groups=grouped(visit, in_order(visit, local)),
        everywhere=tuple(
            Link(label=visit.norwegian(one.name), url=item_link("services", one.id))
            for one in in_order(visit, everywhere)
        ),
        meetings=_this_week(visit, local),
        nearest=tuple(
            (_place_link(visit, other), kilometres, _count_local(services, other))
            for other, kilometres in nearest_places(visit.catalog, known)
        ),
        all_url=link("services.services"),
        sources=source_views(visit, known.sources, known.written_in or "nb"),
        trail=trail(visit, Link(label=visit.own(visit.gettext("Places")), url=link("places.find"))),
        qr=qr_code(visit, item_link("places", id, place=None, no_phone=None)),
    )


def _count_local(services: list[Service], place: Place) -> int:
    return sum(place.id in service.service_area for service in services)


def _this_week(visit: Visit, local: list[Service]) -> tuple[tuple[str, Link], ...]:
    """(when, who) of the meetings of the next seven days, in the order of time."""
    found: list[tuple[datetime, str, Link]] = []
    for service in local:
        for meeting in service.meetings:
            for time in next_meetings(meeting, visit.now, count=7):
                if time.start < visit.now + THIS_WEEK:
                    who = Link(label=visit.norwegian(service.name), url=item_link("services", service.id))
                    found.append((time.start, meeting_time(visit, time), who))
    return tuple((told, who) for _, told, who in sorted(found, key=lambda one: (one[0], one[2].url)))
