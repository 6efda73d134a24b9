"""How a draft will stand on the public site: its real page and card, made by the site itself from the draft's content.

Only the main part is taken, and made harmless inside another page: nothing in it can be pressed, its ids are its own,
and its headings stand below those of the editor.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import Flask, get_template_attribute
from markupsafe import Markup

from directory.catalog.models import Catalog, Service
from directory.editor.texts import read_catalog
from directory.editor.workplace import Workplace
from directory.language.formats import format_date
from directory.language.texts import LanguageTexts
from directory.release import Release
from directory.web import create_app
from directory.web.cards import card
from directory.web.meetings import meeting_views
from directory.web.settings import Settings
from directory.web.visit import Visit, current_visit

_PAGES = {"service": "services", "organization": "organizations", "place": "places"}
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_FORMS = re.compile(r"<(?P<tag>form|button|script|textarea|select)\b.*?</(?P=tag)>|<input\b[^>]*>", re.DOTALL)
_LINK = re.compile(r"<a\b([^>]*)>")
_CLASS = re.compile(r'\sclass="[^"]*"')
_ID = re.compile(r'\s(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
_HEADING = re.compile(r"<(/?)h([1-4])\b")
_HOOK = re.compile(r"\sautofocus\b|\sdata-(?!variant|color|size)[\w-]+(?:=\"[^\"]*\")?")
"""Where scripts of the site would take hold; what Designsystemet styles by stays."""
PREFIX = "preview-"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What readers will see."""

    card: Markup | None = None
    page: Markup | None = None
    next: tuple[str, ...] = ()
    """The next meetings of a group, in words."""


@dataclass
class _Tried:
    """The release that the inner site serves: the content with the draft in it."""

    release: Release

    def current(self) -> Release:
        return self.release


class Preview:
    """The public site inside the editor, for one page at a time."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._lock = threading.Lock()
        self._site: Flask | None = None
        self._tried: _Tried | None = None

    def of(self, catalog: Catalog, kind: str, id_: str) -> Seen:
        """Of one offering, organization or place; nothing where the draft does not make one yet."""
        held: dict[str, Any] = {
            "service": catalog.services, "organization": catalog.organizations, "place": catalog.places,
        }  # fmt: skip
        if kind not in held or id_ not in held[kind]:
            return Seen()
        with self._lock:
            site = self._open(catalog)
            path = f"/{self._workplace.lang}/{_PAGES[kind]}/{id_}"
            try:
                card, coming = _card(site, path, id_) if kind == "service" else (None, ())
                return Seen(card=card, page=_page(site, path), next=coming)
            except (KeyError, ValueError, AttributeError):  # a draft that points at what is not there
                return Seen()

    def _open(self, catalog: Catalog) -> Flask:
        release = Release(
            id="draft",
            catalog=catalog,
            texts=_texts(self._workplace.translations),
            # Pages of single items search nothing and detect nothing.
            index=cast(Any, None),
            crisis=cast(Any, None),
            assistant=cast(Any, None),
        )
        if self._site is None or self._tried is None:
            self._tried = _Tried(release)
            self._site = create_app(self._tried, self._now, Settings(var=self._workplace.var))
        self._tried.release = release
        return self._site

    def _now(self) -> datetime:
        return self._workplace.clock()


def _texts(translations: Path) -> dict[str, LanguageTexts]:
    read = {
        lang: LanguageTexts(
            lang=lang,
            messages=read_catalog(translations, lang, "messages"),
            content=read_catalog(translations, lang, "content"),
            reviewed=True,
        )
        for lang in ("nb", "nn")
    }
    # The site falls back to English where a language has no texts; here it falls back to bokmål.
    return {**read, "en": read["nb"]}


def _page(site: Flask, path: str) -> Markup | None:
    with site.test_request_context(path):
        answer = site.full_dispatch_request()
        found = _MAIN.search(answer.get_data(as_text=True))
        return _harmless(found[1], PREFIX, 2) if found and answer.status_code in (200, 410) else None


def _card(site: Flask, path: str, id_: str) -> tuple[Markup, tuple[str, ...]]:
    with site.test_request_context(path):
        site.preprocess_request()
        visit = current_visit()
        macro = get_template_attribute("components/service_card.html", "service_card")
        service = visit.catalog.services[id_]
        if service.status == "closed":
            return _closed_card(visit, service), ()
        coming = tuple(time for meeting in meeting_views(visit, service) for time in meeting.next)
        return _harmless(str(macro(card(visit, service), 3, False)), f"{PREFIX}card-", 0), coming


def _closed_card(visit: Visit, service: Service) -> Markup:
    """No list has its card any more: what stands in its place, as the public page says it."""
    day = service.closed_date
    told = (
        visit.gettext("This offering closed on %(date)s.", date=format_date(visit.texts.lang, day))
        if day
        else visit.gettext("This offering has closed.")
    )
    return Markup('<div class="ds-alert" data-color="warning"><p>{}</p></div>').format(told)


def _word(link: re.Match[str]) -> str:
    """A link as words that look like one."""
    look = _CLASS.search(link[1])
    worn = look[0] if look else ' class="editor-link"'
    return f"<span{worn}>"


def _harmless(html: str, prefix: str, deeper: int) -> Markup:
    """`html` of our own making, with nothing to press and no name twice; headings go `deeper` levels down."""
    html = _LINK.sub(_word, _FORMS.sub("", html)).replace("</a>", "</span>")
    html = _ID.sub(lambda match: f' {match[1]}="{" ".join(prefix + one for one in match[2].split())}"', html)
    html = _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + deeper)}", html)
    return Markup(_HOOK.sub("", html))
