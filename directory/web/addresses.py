"""Addresses of our own pages: every link carries language, place, "I cannot talk on the phone", and the list if any."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import current_app, g, request, url_for

from directory.web.shortlist import BETWEEN
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
    """The address of a page in the language of the visit, with place, the phone filter and the list carried along.

    A value of None is left out of the address, also one that would have been carried.
    """
    visit = current_visit()
    carried: dict[str, Any] = {"lang": visit.lang, "place": visit.carried_place, "no_phone": _flag(visit.no_phone)}
    carried |= {"list": BETWEEN.join(visit.shortlist) or None}
    carried |= values
    told = {name: value for name, value in carried.items() if value is not None}
    in_path = tuple((name, told.pop(name)) for name in _in_path(endpoint) if name in told)
    # The path is remembered: a page has a hundred links, most of them on every page. What stands behind the question
    # mark is not: it may be what a reader filters by.
    path, query = _path(endpoint, request.script_root, in_path), _query(told)
    return f"{path}?{query}" if query else path


@lru_cache(maxsize=256)
def _in_path(endpoint: str) -> tuple[str, ...]:
    return tuple(sorted(next(current_app.url_map.iter_rules(endpoint)).arguments))


@lru_cache(maxsize=8192)
def _path(endpoint: str, root: str, values: tuple[tuple[str, Any], ...]) -> str:
    """`root` is a part of the key only: addresses begin with it."""
    return url_for(endpoint, **dict(values))


def _query(values: dict[str, Any]) -> str:
    """`values` as they stand behind a question mark, in their order; a list is one name many times."""
    several = [(name, value if isinstance(value, list | tuple) else (value,)) for name, value in values.items()]
    return urlencode([(name, one) for name, all_of in several for one in all_of], safe="!$'()*,/:;?@")


def item_link(kind: str, id_: str, **values: Any) -> str:
    """The address of the page of one content file: `item_link("services", "kirkens-sos")`."""
    return link(KINDS[kind], id=id_, **values)


def carried_query(visit: Visit) -> str:
    """`?place=1106&no_phone=1` or nothing, for links written in content."""
    carried = {"place": visit.carried_place, "no_phone": _flag(visit.no_phone)}
    carried |= {"list": BETWEEN.join(visit.shortlist) or None}
    query = urlencode({name: value for name, value in carried.items() if value is not None})
    return f"?{query}" if query else ""


def in_language(lang: str) -> str:
    """The address of the page being shown, in another language; words that were searched for are left out."""
    if request.endpoint is None or request.view_args is None or "lang" not in request.view_args:
        return link("home.home", lang=lang)
    kept = {name: values for name, values in request.args.lists() if name not in ("q", "lang")}
    return _this_page(lang, kept)


def canonical_path(lang: str) -> str:
    """The one address of the page being shown: without place and filters, with the number of the page in a list."""
    if request.endpoint is None or request.view_args is None or "lang" not in request.view_args:
        return ""
    page = request.args.get("page", "")
    return _this_page(lang, {"page": page} if page.isdecimal() and page != "1" else {})


def _this_page(lang: str, kept: dict[str, Any]) -> str:
    """The page being shown, with `kept` in its query. Every page has its language first: one path does for all."""
    if "own_path" not in g:
        g.own_path = url_for(str(request.endpoint), **(request.view_args or {}))
    _, _, rest = g.own_path.removeprefix(f"{request.script_root}/").partition("/")
    ends = "/" if rest or g.own_path.endswith("/") else ""
    query = _query(kept)
    return f"{request.script_root}/{lang}{ends}{rest}" + (f"?{query}" if query else "")


def _flag(on: bool) -> str | None:
    return "1" if on else None
