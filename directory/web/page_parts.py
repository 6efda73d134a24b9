"""Parts of pages that read the same for everybody: the strip, the menu, the card of an offering.

They are worded and laid out once, and kept until anything in the catalogue opens or closes or the release changes. A
part is known by its name, by what it is made from (an offering's id, a view) and by the language, place and phone
filter of the visit: never by words that someone wrote, by answers or by filters. For a visit that carries a list of
offerings nothing is kept, since its links hold that list.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from flask import Flask, current_app
from markupsafe import Markup

from directory.release import Release
from directory.web.visit import Visit, current_visit

MOST_PARTS = 2000
"""Some three kilobytes each."""
Part = TypeVar("Part")
_MISSING = object()


class PageParts:
    """The parts kept by one worker."""

    def __init__(self) -> None:
        self._kept: tuple[Release, datetime, datetime, dict[Hashable, object]] | None = None

    def at(self, release: Release, now: datetime) -> dict[Hashable, object]:
        """Those that hold at `now`; another dictionary from the moment at which any may read otherwise.

        A page that is being made goes on with the dictionary it began with.
        """
        kept = self._kept
        if kept is None or kept[0] is not release or not kept[1] <= now < kept[2]:
            kept = self._kept = (release, now, release.changes.next_change(now), {})
        return kept[3]


def keep_parts(app: Flask) -> None:
    app.extensions["page_parts"] = PageParts()


def made_once(visit: Visit, name: str, about: Hashable, make: Callable[[], Part]) -> Part:
    """What `make` gives, made once for all visits that read alike. `about` is all that it is made from."""
    if visit.shortlist:
        return make()
    kept: dict[Hashable, object] = current_app.extensions["page_parts"].at(visit.release, visit.now)
    place = visit.place.id if visit.place else None
    key = (name, about, visit.lang, visit.texts.lang, place, visit.carried_place, visit.no_phone)
    try:
        found = kept.get(key, _MISSING)
    except TypeError:  # a view that holds a list cannot be a part of a key
        return make()
    if found is not _MISSING:
        return found  # type: ignore[return-value]
    part = make()
    if len(kept) < MOST_PARTS:
        kept[key] = part
    return part


def once(name: str, *about: Hashable, caller: Callable[[], Markup]) -> Markup:
    """For templates: `{% call once("strip", chrome.strip) %}…{% endcall %}`."""
    return made_once(current_visit(), name, about, caller)
