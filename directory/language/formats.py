"""Times, dates, weekdays and lists in a language, through CLDR (Babel). Times are written HH:mm in every language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale as CldrLocale
from babel import UnknownLocaleError

from directory.language.cldr import CLDR
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


def format_time(moment: datetime) -> str:
    """HH:mm in Oslo."""
    return moment.astimezone(OSLO).strftime("%H:%M")


@lru_cache(maxsize=4096)
def format_weekday(lang: str, day: date) -> str:
    """ "Monday", "mandag"."""
    return CLDR[lang].weekdays[day.weekday()]


@lru_cache(maxsize=4096)
def format_date(lang: str, day: date) -> str:
    """ "22 November 2026", "22. november 2026"."""
    if lang == "se":
        return f"{_sami_month(day)} {day.day}. b. {day.year}"
    return _dated(lang, day, _DATE_PATTERNS.get(lang, CLDR[lang].date))


@lru_cache(maxsize=4096)
def format_day(lang: str, day: date) -> str:
    """A date of this year with its weekday: "Thursday 26 November"."""
    if lang == "se":
        return f"{format_weekday(lang, day)} {_sami_month(day)} {day.day}. b."
    return _dated(lang, day, _DAY_PATTERNS.get(lang, "%(EEEE)s %(d)s %(MMMM)s"))


def _dated(lang: str, day: date, pattern: str) -> str:
    words = CLDR[lang]
    return pattern % {
        "EEEE": words.weekdays[day.weekday()], "d": day.day, "MMMM": words.months[day.month - 1], "y": day.year,
    }  # fmt: skip


_DATE_PATTERNS = {"so": "%(d)s %(MMMM)s %(y)s", "uk": "%(d)s %(MMMM)s %(y)s року"}
"""CLDR writes Somali dates as the United States do; Somalis in Norway write the day first. CLDR's short "р." for the
year ends in a full stop, which stands twice at the end of a sentence."""
_DAY_PATTERNS = {
    "nb": "%(EEEE)s %(d)s. %(MMMM)s", "nn": "%(EEEE)s %(d)s. %(MMMM)s",
    "pl": "%(EEEE)s, %(d)s %(MMMM)s", "uk": "%(EEEE)s, %(d)s %(MMMM)s",
}  # fmt: skip


def _sami_month(day: date) -> str:
    """The month in the genitive, as Sámi dates have it ("skábmamánu 26. b."); CLDR puts the year first."""
    return CLDR["se"].months[day.month - 1].replace("mánnu", "mánu")


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
    if len(items) == 1:
        return items[0]
    patterns = CLDR[lang].lists["or" if alternatives else "standard"]
    if len(items) == 2:
        return patterns["2"].format(*items)
    told = patterns["start"].format(*items[:2])
    for item in items[2:-1]:
        told = patterns["middle"].format(told, item)
    return patterns["end"].format(told, items[-1])


def join_items(lang: str, items: Iterable[str]) -> str:
    """ "a, b, c": a list that may not be whole, with the comma of the language."""
    return ("، " if lang == "ar" else ", ").join(items)


def join_parts(lang: str, parts: Iterable[str]) -> str:
    """ "a, b; c": what may hold commas of its own, with the semicolon of the language."""
    return ("؛ " if lang == "ar" else "; ").join(parts)


@lru_cache(maxsize=1024)
def language_name(lang: str, code: str) -> str:
    """The name of the language `code` in the language `lang`; its own name when CLDR has none, else the code itself."""
    own = _OWN_NAMES.get((code, lang))
    return own or CLDR[lang].languages.get(code.replace("-", "_")) or own_language_name(code)


@lru_cache(maxsize=256)
def own_language_name(code: str) -> str:
    """What those who speak it call it; the code itself when CLDR does not know."""
    try:
        known = CldrLocale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    return _OWN_NAMES.get((code, code)) or str(known.get_language_name(code) or known.get_display_name() or code)
