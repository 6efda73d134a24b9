"""The languages of the site: their codes, own names and writing direction. Holds no texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale as CldrLocale
from babel import UnknownLocaleError

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, kw_only=True)
class Locale:
    lang: str
    """The code in our addresses and in `<html lang>`."""
    name: str
    """The language's own name for itself."""
    cldr: str
    """Babel's locale, for dates and numbers."""
    dir: Direction = "ltr"
    plural_forms: str | None = None
    """For gettext, where Babel's own is wrong."""


_ONE_TWO_MANY = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
"""CLDR's rule for Northern Sámi, which has a dual; Babel's table says two forms."""

LOCALES: dict[str, Locale] = {
    locale.lang: locale
    for locale in (
        Locale(lang="nb", name="Bokmål", cldr="nb_NO"),
        Locale(lang="nn", name="Nynorsk", cldr="nn_NO"),
        Locale(lang="en", name="English", cldr="en_GB"),
        Locale(lang="pl", name="Polski", cldr="pl_PL"),
        Locale(lang="uk", name="Українська", cldr="uk_UA"),
        Locale(lang="ar", name="العربية", cldr="ar", dir="rtl"),
        Locale(lang="so", name="Soomaali", cldr="so_SO"),
        Locale(lang="se", name="Davvisámegiella", cldr="se_NO", plural_forms=_ONE_TWO_MANY),
    )
}
"""Every language an address may carry, in the order of the language chooser."""

SOURCE_LANGUAGE = "nb"


def direction(lang: str) -> Direction:
    """How `lang` is written, as CLDR says for a language that is not ours; left to right where it does not know."""
    if lang in LOCALES:
        return LOCALES[lang].dir
    return _cldr_direction(lang)


@lru_cache(maxsize=64)
def _cldr_direction(lang: str) -> Direction:
    try:
        return "rtl" if CldrLocale.parse(lang, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"
