"""Opening hours as people type them in Norwegian, turned into the text of the file (OSM `opening_hours`).

Pure: knows no form and no file. What already is sound stays letter for letter. What cannot be understood for sure, or
would not be sound, comes back as it was typed: `catalog.schedules` then says what to write.
"""

from __future__ import annotations

import re

from directory.catalog.schedules import MONTHS, WEEKDAYS, Schedule, read_schedule

_STEMS = (r"m[aå]n|ma", r"tirs?|tys|ti", r"ons|on", r"tors?|to", r"fre|fr", r"lør|laur?|lø", r"søn|sun|sø")
_DAYS = tuple(zip(WEEKDAYS, (re.compile(rf"(?:{stem})(?:dag(?:er|ene|en|ar|ane)?)?") for stem in _STEMS), strict=True))
_MONTHS = dict(zip(
    ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
     "desember"), MONTHS, strict=True))  # fmt: skip
_WORDS = {
    "helligdager": "PH", "helligdagene": "PH", "helligdag": "PH", "helligdagar": "PH", "heilagdagar": "PH",
    "heilagdagane": "PH", "heilagdager": "PH", "heilagdag": "PH",
    "helg": "Sa,Su", "helger": "Sa,Su", "helgene": "Sa,Su", "helgen": "Sa,Su", "helga": "Sa,Su", "helgar": "Sa,Su",
    "daglig": "Mo-Su", "dagleg": "Mo-Su",
    "stengt": "off", "stengd": "off", "lukket": "off", "off": "off", "closed": "off",
    "og": ",", "til": "-", "kl": " ", "klokka": " ", "klokken": " ", "fra": " ", "frå": " ", "på": " ", "i": " ",
    "mellom": " ",
}  # fmt: skip
"""«Hverdager» is not here: to some it has Saturday in it, to others not."""
_OWN = {one.lower(): one for one in (*WEEKDAYS, *MONTHS, "PH")}
_ROUND = re.compile(r"(?:hele |heile )?døg(?:net|eret)(?: rundt| igjennom)?|døgn[oå]pe[nt]*")
_EVERY_DAY = re.compile(r"alle (?:ukens |ukas |vekas )?dag(?:er|ar|ene)|(?:hver|kvar) dag")
_NUMBERS = {"første": "1", "fyrste": "1", "andre": "2", "tredje": "3", "fjerde": "4", "siste": "-1"}
_NTH = re.compile(rf"(?:den )?({'|'.join(_NUMBERS)}) ([^\W\d_]+)(?: (?:i|hver|kvar) (?:måneden|måned|månaden|månad))?")
_AFTER_MONTH = "".join(f"(?<!{month} )" for month in MONTHS)
_SPAN = re.compile(
    rf"(?<![\d:.\[-]){_AFTER_MONTH}(\d{{1,2}})[:.]?(\d\d)? ?- ?(\d{{1,2}})(?:[:.]?(\d\d))?(?![\d:\]]|\.\d)"
)
_OPEN_END = re.compile(r"(?<![\d:.\[-])(\d{1,2})(?:[:.]?(\d\d))?\+")
_DAY = rf"(?:{'|'.join((*WEEKDAYS, 'PH'))})"
_NEXT_RULE = re.compile(rf"(?<=[\d+f])\s*,?\s*(?={_DAY}\b)")
"""A day after a time begins the next rule, with a comma, a space or nothing before it."""
_OFF_FIRST = re.compile(r"off ([A-Z][\w\[\],-]*)")


def typed_hours(text: str) -> str:
    """«man-fre 15:30-22:00; lør-søn 8-22» is `Mo-Fr 15:30-22:00; Sa-Su 08:00-22:00`."""
    if not text.strip() or isinstance(read_schedule(text), Schedule):
        return text
    rules = [_rule(one) for one in re.split(r"[;\n]", _even(text)) if one.strip()]
    if any(rule is None for rule in rules):
        return text
    found = "; ".join(rule for rule in rules if rule)
    found = "24/7" if found in ("00:00-24:00", "Mo-Su 00:00-24:00") else found
    return found if isinstance(read_schedule(found), Schedule) else text


def _even(text: str) -> str:
    """One kind of hyphen and space, small letters."""
    even = re.sub(r"[‐-―−]", "-", text.lower())
    even = re.sub(r"\bkl\.|(?<=[^\W\d_])[.:](?=[\s,;-]|$)", " ", even)
    return " ".join(even.replace("&", ",").split(" ")).strip(" .")


def _rule(text: str) -> str | None:
    """None where a word is not understood."""
    text = _EVERY_DAY.sub("Mo-Su", _ROUND.sub("00:00-24:00", " ".join(text.split())))
    text = _NTH.sub(lambda match: f"{match[2]}[{_NUMBERS[match[1]]}]", text)
    words = re.findall(r"[^\W\d_]+", text)
    meant = {word: _word(word) for word in words}
    if any(one is None for one in meant.values()):
        return None
    text = re.sub(r"[^\W\d_]+", lambda match: meant[match[0]] or "", text)
    text = re.sub(r"\s*([,-])\s*", r"\1", " ".join(text.split()))
    text = _SPAN.sub(lambda match: f"{_time(match[1], match[2])}-{_time(match[3], match[4])}", text)
    text = _OPEN_END.sub(lambda match: f"{_time(match[1], match[2])}+", text)
    text = re.sub(r"(?<=[A-Za-z\]])(?:,| )*(?=\d\d:\d\d)", " ", text)
    return _OFF_FIRST.sub(r"\1 off", _NEXT_RULE.sub("; ", text)).strip(" ,")


def _time(hour: str, minute: str | None) -> str:
    return f"{hour.zfill(2)}:{minute or '00'}"


def _word(word: str) -> str | None:
    if word in ("Mo", "Su"):  # made above
        return word
    day = next((day for day, pattern in _DAYS if pattern.fullmatch(word)), None)
    return day or _WORDS.get(word) or _MONTHS.get(word) or _OWN.get(word)
