"""Pages of a list: which one is asked for, and links to the others."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from directory.language.texts import Text
from directory.web.listing import Listing
from directory.web.views import Link


def page_number() -> int:
    """The page asked for, from 1; 1 for anything that is not a number."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 4 else 1


def page_links(listing: Listing, address: Callable[[int], str]) -> tuple[Link, ...]:
    return tuple(
        Link(label=Text(str(number), "nb"), url=address(number), current=number == listing.page)
        for number in range(1, listing.pages + 1)
    )
