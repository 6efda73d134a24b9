"""The age in a query: "14 år", "14-åring", "fjortenåring", "sønn 17", "i am 15".

Reads folded words; knows no bands and no limits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = frozenset({
    "ar", "arig", "aring", "aringen", "aringer", "aringar", "arsalderen", "ars", "yo", "year", "years", "old", "lat",
    "latek", "рок", "роки", "років", "год", "лет", "سنه", "سنوات", "sano", "jir", "jagi", "jahkasas",
})  # fmt: skip
_BEFORE = frozenset({"er", "pa", "am", "im", "aged", "age", "alder", "mam", "ma", "мені", "عمري", "son", "ar"})
_JOINED = re.compile(r"(\d{1,3})(?:ar|aring|aringen|aringer|arig|yo)")
_SPELT = {
    f"{start}aring{end}": age
    for age, start in enumerate(
        ("fem", "seks", "sju", "atte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten",
         "sytten", "atten", "nitten"), start=5)
    for end in ("", "en", "er", "ene", "ar", "ane")
}  # fmt: skip
""" "fjortenåring", as people write of the young; older people's age is hardly ever spelt so."""
_OLDEST = 110
_YOUNG = range(6, 26)
_TEENS = range(11, 20)


def age_in(words: Sequence[str], *, has_person: bool) -> int | None:
    """The first age. A bare number counts when a person is named (`has_person`), or when it ends the query."""
    if not any([word[0].isdecimal() for word in words]):
        return next((_SPELT[word] for word in words if word in _SPELT), None)
    for at, word in enumerate(words):
        joined = _JOINED.fullmatch(word)
        if joined and int(joined[1]) <= _OLDEST:
            return int(joined[1])
        with_unit = at + 1 < len(words) and words[at + 1] in _UNITS
        if with_unit and word.isdecimal() and len(word) <= 3 and int(word) <= _OLDEST:
            return int(word)
    for at, word in enumerate(words):
        if word.isdecimal() and len(word) <= 2 and int(word) in _YOUNG:
            last = at == len(words) - 1
            follows = at > 0 and words[at - 1] in _BEFORE
            if follows or (last and len(words) > 1) or (has_person and at == 1) or (at == 0 and int(word) in _TEENS):
                return int(word)
    return None
