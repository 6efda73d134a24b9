"""Under which key a page is kept: its path and the parameters we know. Keeps nothing and makes no page.

Words that someone typed are never part of a key: an address that holds any other parameter has none. What other sites
hang on to addresses to follow people is taken away, so that a link shared on such a site leads to a kept page too.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

LONGEST_PATH = 200
LONGEST_QUERY = 500
_FOLLOWERS = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|ttclid|yclid|igshid?|mc_[ce]id|_gl|_ga"
)
_VERSION = re.compile(r"v=[0-9a-f]{12}")
_PAGE = re.compile(r"[1-9]\d{0,2}")


class PageKey(NamedTuple):
    path: str
    query: str = ""
    """What was asked for, in one order and nothing else: the page is made from exactly this."""


def page_key(path: str, query: str, places: Container[str]) -> PageKey | None:
    """The key of the page at `path`, or None when it is to be made for this visit alone.

    `places` are the municipalities of the release: a number that nobody lives in fills no memory.
    """
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return None
    if path.startswith("/static/"):
        return PageKey(path=path, query=query) if _VERSION.fullmatch(query) else None
    if not query:
        return PageKey(path=path)
    told: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if _FOLLOWERS.fullmatch(name):
            continue
        if name in told or not _known(name, value, places):
            return None
        told[name] = value
    return PageKey(path=path, query=urlencode(sorted(told.items())))


def _known(name: str, value: str, places: Container[str]) -> bool:
    match name:
        case "place":
            return value == "all" or value in places
        case "no_phone":
            return value == "1"
        case "page":
            return _PAGE.fullmatch(value) is not None
    return False
