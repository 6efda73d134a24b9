"""The bar above a page for paper, on the screen only: in the language of the one at the desk, not of the reader's.

Holds links and their words; what the sheet itself says is `handout`'s and `sheets`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.language.locales import LOCALES
from directory.language.texts import Text
from directory.web.addresses import link
from directory.web.views import Link
from directory.web.visit import Visit, offered_languages


@dataclass(frozen=True, kw_only=True)
class PaperTools:
    lang: str
    dir: str
    label: str
    crisis: Link
    leave: str
    """"Leave this page"."""
    back: Link
    print_label: str
    print_hint: str
    languages_label: str
    languages: tuple[Link, ...]
    choices: tuple[Link, ...] = ()
    """Large print, discreet: each turns over when pressed; `current` when it is on."""
    note: str = ""
    pdf: Link | None = None
    """The same sheet as a file."""
    anew: Link | None = None
    """The desk for the next visitor, with nothing of this one's."""


def desk_language(asked: str | None, visit: Visit) -> Visit:
    """The visit of the one who hands over: in the language of the desk when the address names one (`from=nb`)."""
    return visit.reading_in(asked) if asked in LOCALES else visit


def build_tools(
    visit: Visit,
    desk: Visit,
    endpoint: str,
    values: Mapping[str, Any],
    *,
    back: Link,
    switches: tuple[tuple[str, str], ...] = (),
    note: str = "",
    clean: bool = False,
    pdf: str | None = None,
    anew: str | None = None,
) -> PaperTools:
    """`values` are those of the address; `switches` are (its parameter, words) that are on when they are "1".

    A clean bar is for a screen that is turned to the visitor: languages and the way back, nothing for staff.
    """
    _ = desk.gettext
    offered = offered_languages(visit.release.texts)
    return PaperTools(
        lang=desk.texts.lang,
        dir=desk.dir,
        label=_("For the screen, not printed"),
        crisis=Link(label=desk.own(_("Need help now?")), url=link("crisis.crisis", lang=desk.lang, list=None)),
        leave=_("Leave this page"),
        back=back,
        print_label=_("Print"),
        print_hint=_("Print with your browser's own menu."),
        languages_label=_("Language of the sheet"),
        languages=tuple(
            Link(
                label=Text(locale.name, lang),
                url=link(endpoint, **{**values, "lang": lang, "list": None}),
                current=lang == visit.lang,
                description=None if clean or lang in offered else desk.own(_("in English so far")),
            )
            for lang, locale in LOCALES.items()
        ),
        choices=tuple(
            Link(
                label=desk.own(words),
                url=link(endpoint, **{**values, "list": None, name: None if values.get(name) else "1"}),
                current=bool(values.get(name)),
            )
            for name, words in (() if clean else switches)
        ),
        note="" if clean else note,
        pdf=Link(label=desk.own(_("As a PDF file")), url=pdf) if pdf and not clean else None,
        anew=Link(label=desk.own(_("New visitor")), url=anew) if anew else None,
    )
