"""One visit: the release, language, place and time that one page is made for. Holds no wording and no addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from flask import Flask, current_app, g, request

from directory.assistant.lifelines import Lifelines, strip_services
from directory.catalog.models import Catalog, EasyText, Organization, Page, Place, Service
from directory.language.locales import LOCALES, SOURCE_LANGUAGE, Direction, direction
from directory.language.texts import LanguageTexts, Text
from directory.release import Release
from directory.web.headers import keep_nothing
from directory.web.settings import Settings
from directory.web.shortlist import BETWEEN, LONGEST, listed

EVERYWHERE = "all"
"""`?place=all`: leave the municipality whose site this is."""


class CurrentRelease(Protocol):
    """Where the release comes from: `releases.Releases`, or a fixed one in a test."""

    def current(self) -> Release: ...


@dataclass(frozen=True, kw_only=True)
class Visit:
    release: Release
    settings: Settings
    lang: str
    """The language in the address; `texts.lang` is another one when that language has no texts yet."""
    texts: LanguageTexts
    now: datetime
    """In Europe/Oslo."""
    place: Place | None = None
    carried_place: str | None = None
    """What `place` our own links carry along: a number, "all", or nothing."""
    no_phone: bool = False
    """"I cannot talk on the phone", which stays on."""
    shortlist: tuple[str, ...] = ()
    """Neutral codes of the offerings that someone put on a list, carried from page to page and kept nowhere (P-10)."""

    @property
    def catalog(self) -> Catalog:
        return self.release.catalog

    @property
    def dir(self) -> Direction:
        return direction(self.texts.lang)

    @property
    def carried_fields(self) -> dict[str, str]:
        """What a form that chooses another place carries: a browser drops the query of its action."""
        fields = {"no_phone": "1" if self.no_phone else "", "list": BETWEEN.join(self.shortlist)}
        return {name: value for name, value in fields.items() if value}

    @cached_property
    def lifelines(self) -> Lifelines:
        """The numbers of every page, found once a visit."""
        return strip_services(self.catalog, self.now)

    def gettext(self, message: str, **values: object) -> str:
        return self.texts.gettext(message) % values if values else self.texts.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """`%(n)s` in the text is the number."""
        return self.texts.ngettext(singular, plural, number) % {"n": number}

    def own(self, text: str) -> Text:
        """An interface text, in the page's own language."""
        return Text(text, self.texts.lang)

    @staticmethod
    def norwegian(name: str) -> Text:
        """A proper name, which is never translated."""
        return Text(name, SOURCE_LANGUAGE)

    def of(self, kind: str, item: Service | Organization | Page | EasyText, field: str, source: str | None) -> Text:
        """A text of a content file that says which language it is written in."""
        return self.texts.of(f"{kind}.{item.id}.{field}", source or "", item.written_in)

    def label(self, kind: str, id_: str, field: str, source: str) -> Text:
        """A text of a content file written in bokmål: topics, types, groups."""
        return self.texts.of(f"{kind}.{id_}.{field}", source)

    def reading_in(self, lang: str) -> Visit:
        """The same visit in another language, for addresses that carry it in the query."""
        read_in = lang if lang in offered_languages(self.release.texts) else "en"
        return replace(self, lang=lang, texts=self.release.texts[read_in])

    def at(self, place: Place) -> Visit:
        """The same visit as if `place` had been chosen: the page of a place is about that place."""
        return replace(self, place=place, carried_place=place.id)


def offered_languages(texts: Mapping[str, LanguageTexts]) -> tuple[str, ...]:
    """Languages the chooser shows: the source, and those whose content has been translated."""
    return tuple(lang for lang in LOCALES if lang == SOURCE_LANGUAGE or (lang in texts and texts[lang].translated))


def accepted_language(texts: Mapping[str, LanguageTexts]) -> str:
    """What the browser asks for among the languages we offer; Norwegian (`no`) and anything else is bokmål."""
    offered = offered_languages(texts)
    for asked, _ in request.accept_languages:
        lang = asked.split("-")[0].lower()
        if lang in offered:
            return lang
        if lang == "no":
            return SOURCE_LANGUAGE
    return SOURCE_LANGUAGE


def start_visits(app: Flask, releases: CurrentRelease, clock: Callable[[], datetime]) -> None:
    """Every request gets its visit before anything else is done."""
    app.extensions["visits"] = (releases, clock)

    @app.before_request
    def _start() -> None:
        if request.endpoint != "static" and start_visit().shortlist:
            # What someone chose tells as much as what they searched for.
            keep_nothing()


def start_visit() -> Visit:
    """The visit of the request being answered, also kept for the templates."""
    releases, clock = current_app.extensions["visits"]
    release: Release = releases.current()
    settings: Settings = current_app.config["SETTINGS"]
    lang = _asked_language() or accepted_language(release.texts)
    read_in = lang if lang in offered_languages(release.texts) else "en"
    asked = request.args.get("place", "").strip()
    place = release.catalog.places.get(asked or settings.place or "")
    carried = asked if place or (asked == EVERYWHERE and settings.place) else None
    return use_visit(
        Visit(
            release=release,
            settings=settings,
            lang=lang,
            texts=release.texts[read_in],
            now=clock(),
            place=place,
            carried_place=None if carried == settings.place else carried or None,
            no_phone=request.args.get("no_phone") == "1",
            shortlist=listed(release.catalog, request.args.get("list", "")[:LONGEST].split(BETWEEN)).codes,
        )
    )


def _asked_language() -> str | None:
    """The first part of the path, also where there is no such page: its error is told in that language."""
    first = request.path.strip("/").partition("/")[0]
    return first if first in LOCALES else None


def current_visit() -> Visit:
    visit: Visit = g.visit
    return visit


def use_visit(visit: Visit) -> Visit:
    """From here on the page, its strip and its links are made for `visit`."""
    g.visit = visit
    return visit


def form_value(name: str, longest: int = 300) -> str:
    """What was typed in `name`, in the body or in the address, trimmed and cut."""
    values: Any = request.form if request.method == "POST" else request.args
    return str(values.get(name, "")).strip()[:longest]
