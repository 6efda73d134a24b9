"""Times, dates, weekdays and lists in a language, through CLDR (Babel). Times are written HH:mm in every language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.dates import format_date as cldr_date
from babel.lists import format_list as cldr_list

from directory.language.locales import LOCALES
from directory.language.texts import LanguageTexts

OSLO = ZoneInfo("Europe/Oslo")
_OWN_NAMES = {
    ("fa-AF", "fa-AF"): "دری",
    ("ckb", "nb"): "kurdisk (sorani)",
    ("ckb", "nn"): "kurdisk (sorani)",
    ("ku", "nb"): "kurdisk (kurmandji)",
    ("ku", "nn"): "kurdisk (kurmandji)",
    ("nsl", "nb"): "norsk tegnspråk",
    ("nsl", "nn"): "norsk teiknspråk",
    ("nsl", "en"): "Norwegian Sign Language",
    ("nsl", "pl"): "norweski język migowy",
    ("nsl", "uk"): "норвезька жестова мова",
    ("nsl", "ar"): "لغة الإشارة النرويجية",
    ("nsl", "so"): "luqadda dhegoolaha ee Norwey",
    ("nsl", "se"): "norgga seavagiella",
    ("so", "se"): "somáligiella",
    ("ti", "se"): "tigrinjagiella",
    ("sma", "se"): "máttasámegiella",
    ("smj", "se"): "julevsámegiella",
    ("se", "pl"): "północnosaamski",
    ("sma", "pl"): "południowosaamski",
    ("smj", "pl"): "lulesaamski",
    ("sma", "so"): "Sami Koonfureed",
    ("smj", "so"): "Sami Lule",
    ("no", "so"): "Noorwiiji",
    ("nb", "so"): "Noorwiiji Bokmål",
    ("nn", "so"): "Noorwiiji Nynorsk",
    ("pl", "so"): "Bolish",
    ("uk", "so"): "Yukreeniyaan",
}
"""What CLDR lacks, or calls by a name that its speakers do not use ("lapoński" is an old, belittling word)."""


@lru_cache(maxsize=64)
def _cldr(lang: str) -> CldrLocale:
    return CldrLocale.parse(LOCALES[lang].cldr if lang in LOCALES else "nb_NO")


def format_time(moment: datetime) -> str:
    """HH:mm in Oslo."""
    return moment.astimezone(OSLO).strftime("%H:%M")


@lru_cache(maxsize=4096)
def format_weekday(lang: str, day: date) -> str:
    """ "Monday", "mandag"."""
    return str(cldr_date(day, "EEEE", locale=_cldr(lang)))


@lru_cache(maxsize=4096)
def format_date(lang: str, day: date) -> str:
    """ "22 November 2026", "22. november 2026"."""
    if lang == "se":
        return f"{_sami_month(day)} {day.day}. b. {day.year}"
    return str(cldr_date(day, _DATE_PATTERNS.get(lang, "long"), locale=_cldr(lang)))


@lru_cache(maxsize=4096)
def format_day(lang: str, day: date) -> str:
    """A date of this year with its weekday: "Thursday 26 November"."""
    if lang == "se":
        return f"{format_weekday(lang, day)} {_sami_month(day)} {day.day}. b."
    return str(cldr_date(day, _DAY_PATTERNS.get(lang, "EEEE d MMMM"), locale=_cldr(lang)))


_DATE_PATTERNS = {"so": "d MMMM y", "uk": "d MMMM y 'року'"}
"""CLDR writes Somali dates as the United States do; Somalis in Norway write the day first. CLDR's short "р." for the
year ends in a full stop, which stands twice at the end of a sentence."""
_DAY_PATTERNS = {"nb": "EEEE d. MMMM", "nn": "EEEE d. MMMM", "pl": "EEEE, d MMMM", "uk": "EEEE, d MMMM"}


def _sami_month(day: date) -> str:
    """The month in the genitive, as Sámi dates have it ("skábmamánu 26. b."); CLDR puts the year first."""
    return str(cldr_date(day, "MMMM", locale=_cldr("se"))).replace("mánnu", "mánu")


def format_when(texts: LanguageTexts, moment: datetime, now: datetime) -> str:
    """ "22:00", "tomorrow 09:00", "Monday 09:00" within a week, else with the date."""
    local, today = moment.astimezone(OSLO), now.astimezone(OSLO).date()
    days = (local.date() - today).days
    time = format_time(local)
    if days <= 0:
        return time
    if days == 1:
        return texts.gettext("tomorrow %(time)s") % {"time": time}
    day = format_weekday(texts.lang, local.date()) if days < 7 else format_day(texts.lang, local.date())
    return f"{day} {time}"


def format_list(lang: str, items: Sequence[str], *, alternatives: bool = False) -> str:
    """ "a, b and c", or "a, b or c"."""
    if not items:
        return ""
    if lang == "se" and alternatives:  # CLDR has only the English word
        return " dahje ".join(part for part in (", ".join(items[:-1]), items[-1]) if part)
    return str(cldr_list(list(items), style="or" if alternatives else "standard", locale=_cldr(lang)))


def join_items(lang: str, items: Iterable[str]) -> str:
    """ "a, b, c": a list that may not be whole, with the comma of the language."""
    return ("، " if lang == "ar" else ", ").join(items)


@lru_cache(maxsize=1024)
def language_name(lang: str, code: str) -> str:
    """The name of the language `code` in the language `lang`; its own name when CLDR has none, else the code itself."""
    own = _OWN_NAMES.get((code, lang))
    return own or str(_cldr(lang).languages.get(code.replace("-", "_")) or own_language_name(code))


@lru_cache(maxsize=256)
def own_language_name(code: str) -> str:
    """What those who speak it call it; the code itself when CLDR does not know."""
    try:
        known = CldrLocale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    return _OWN_NAMES.get((code, code)) or str(known.get_language_name(code) or known.get_display_name() or code)
