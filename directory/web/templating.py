"""How templates are made into pages: what they may call, and Jinja without the work that is the same on every page.

Holds no texts and no shapes; `views` has what templates are given.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from markupsafe import Markup

from directory.language.texts import Text
from directory.web.addresses import item_link, link
from directory.web.crash_reports import log_without_words
from directory.web.icons import icon_reader
from directory.web.page_parts import keep_parts, once
from directory.web.visit import current_visit

_TIMES = re.compile(r"(?<=\d)–(?=\d)")


class PageEnvironment(Environment):
    """Every template shares one mapping of globals: a chain of two is looked through thousands of times a page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def prepare_templates(app: Flask, icons: Path) -> None:
    """To be called before anything else asks for `app.jinja_env`. `icons` is the folder of pictograms."""
    keep_parts(app)
    app.jinja_environment = PageEnvironment
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: current_visit().texts.gettext(message),
        lambda one, many, number: current_visit().texts.ngettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, message: current_visit().texts.pgettext(context, message),
    )
    environment.globals |= {
        "_": _translated, "gettext": _translated, "ngettext": _counted, "shown_lang": _shown_lang,
        "link": link, "item_link": item_link, "icon": icon_reader(icons), "once": once,
    }  # fmt: skip
    environment.filters["unbroken"] = _unbroken


def read_all(app: Flask) -> None:
    """Every template of `app` into memory, so that nothing that happens to their folder later is noticed, not even an
    update half done. One that cannot be read is left: its page will be the page of numbers (S-24)."""
    for name in app.jinja_env.list_templates():
        try:
            app.jinja_env.get_template(name)
        except Exception as broken:
            log_without_words(broken, "template", name)


def _translated(message: str, /, **values: Any) -> Markup:
    """As Jinja's own gettext, without asking its context: translations are ours, values are escaped."""
    text = Markup(current_visit().texts.gettext(message))
    return text % values if values or "%" in text else text


def _counted(one: str, many: str, num: int, /, **values: Any) -> Markup:
    """As Jinja's own ngettext: `%(num)s` is the number."""
    text = Markup(current_visit().texts.ngettext(one, many, num))
    return text % {"num": num, **values} if "%" in text else text


def _shown_lang() -> str:
    """The language of the page, where a text in another one says so."""
    return current_visit().texts.lang


def _unbroken(text: Text) -> Text:
    """A line of hours whose "09:00–15:00" stays on one line: many readers break it behind the dash."""
    return replace(text, text=_TIMES.sub("–\N{WORD JOINER}", text.text))
