"""Addresses of our own pages: every link carries the language, the chosen place and "I cannot talk on the phone"."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from directory.web.visit import Visit, current_visit

KINDS = {
    "services": "services.service",
    "organizations": "organizations.organization",
    "topics": "topics.topic",
    "types": "topics.service_type",
    "places": "places.place",
    "pages": "pages.page",
}
"""Kind of content -> the endpoint of its pages."""


def link(endpoint: str, **values: Any) -> str:
    """The address of a page in the language of the visit, with place and the phone filter carried along.

    A value of None is left out of the address, also one that would have been carried.
    """
    visit = current_visit()
    carried: dict[str, Any] = {"lang": visit.lang, "place": visit.carried_place, "no_phone": _flag(visit.no_phone)}
    carried |= values
    return url_for(endpoint, **{name: value for name, value in carried.items() if value is not None})


def item_link(kind: str, id_: str, **values: Any) -> str:
    """The address of the page of one content file: `item_link("services", "kirkens-sos")`."""
    return link(KINDS[kind], id=id_, **values)


def carried_query(visit: Visit) -> str:
    """`?place=1106&no_phone=1` or nothing, for links written in content."""
    carried = {"place": visit.carried_place, "no_phone": _flag(visit.no_phone)}
    query = urlencode({name: value for name, value in carried.items() if value is not None})
    return f"?{query}" if query else ""


def in_language(lang: str) -> str:
    """The address of the page being shown, in another language; words that were searched for are left out."""
    kept = {name: values for name, values in request.args.lists() if name not in ("q", "lang")}
    if request.endpoint is None or request.view_args is None or "lang" not in request.view_args:
        return link("home.home", lang=lang)
    return url_for(request.endpoint, **{**kept, **request.view_args, "lang": lang})


def canonical_path(lang: str) -> str:
    """The one address of the page being shown: without place and filters, with the number of the page in a list."""
    if request.endpoint is None or request.view_args is None or "lang" not in request.view_args:
        return ""
    page = request.args.get("page", "")
    kept = {"page": page} if page.isdecimal() and page != "1" else {}
    return url_for(request.endpoint, **{**kept, **request.view_args, "lang": lang})


def _flag(on: bool) -> str | None:
    return "1" if on else None
