"""Texts that people read: gettext catalogues through Babel, and `Text`, a text that knows its language.

Two catalogues a language: `messages` (the interface; English msgids) and `content` (what editors wrote; Norwegian
msgids with msgctxt `<kind>.<id>.<field>`). A missing or fuzzy translation falls back to the source, marked with the
source's own language. Holds no reading of requests and no choice of language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

from directory.language.locales import LOCALES, Direction, direction
from directory.language.po_files import HEADER, REVIEWED


@dataclass(frozen=True, slots=True)
class Text:
    """A text, the language it is written in and its direction."""

    text: str
    lang: str

    @property
    def dir(self) -> Direction:
        return direction(self.lang)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class LanguageTexts:
    """Both catalogues of one language, loaded."""

    lang: str
    messages: NullTranslations
    content: NullTranslations
    reviewed: bool = False
    """A person has read this language's catalogues through; until then every page in it says so."""

    @property
    def translated(self) -> bool:
        """It has a catalogue of content, so that the site is offered in it."""
        return isinstance(self.content, Translations)

    def of(self, key: str, source: str, written_in: str = "nb") -> Text:
        """The content text `key` (`services.kirkens-sos.summary`) in this language, else the source as it stands."""
        if not source or self.lang == written_in:
            return Text(source, written_in)
        translated = self.content.pgettext(key, source)
        return Text(str(translated), self.lang) if translated != source else Text(source, written_in)

    def text(self, key: str, source: str, written_in: str = "nb") -> str:
        return self.of(key, source, written_in).text

    def gettext(self, message: str) -> str:
        return str(self.messages.gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return str(self.messages.ngettext(singular, plural, number))

    def pgettext(self, context: str, message: str) -> str:
        return str(self.messages.pgettext(context, message))


def load_texts(folder: Path) -> Mapping[str, LanguageTexts]:
    """Every language's compiled catalogues under `folder`; a language without one reads the sources."""
    loaded = {}
    one_of_each: dict[Any, Any] = {}  # every language has the same sources
    for lang in LOCALES:
        messages = Translations.load(folder, [lang], "messages")
        content = Translations.load(folder, [lang], "content")
        catalogs = [one for one in (messages, content) if isinstance(one, Translations)]
        for one in catalogs:
            one._catalog = {one_of_each.setdefault(source, source): text for source, text in one._catalog.items()}
        reviewed = lang == "nb" or (bool(catalogs) and all(_read_through(one) for one in catalogs))
        loaded[lang] = LanguageTexts(lang=lang, messages=messages, content=content, reviewed=reviewed)
    return loaded


def _read_through(catalog: Translations) -> bool:
    """A person has, as `compile_catalogs` found."""
    return str(catalog.pgettext(HEADER, REVIEWED)) != REVIEWED
