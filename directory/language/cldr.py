"""What we need of CLDR for each language of the site: names of days, months and languages, and how a list is joined.

Taken out of Babel once, when the process starts: Babel itself keeps all that CLDR knows of a language in memory
(currencies, time zones, units), four megabytes for the first and one for each further one. Formats nothing.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel import core, localedata

from directory.language.locales import LOCALES


@dataclass(frozen=True, kw_only=True, slots=True)
class Cldr:
    weekdays: tuple[str, ...]
    """Monday first."""
    months: tuple[str, ...]
    date: str
    """A date as `%(d)s. %(MMMM)s %(y)s`."""
    lists: Mapping[str, Mapping[str, str]]
    """`standard` and `or` -> the patterns for two, and for the start, the middle and the end of more."""
    languages: Mapping[str, str]
    """Code, with `_` -> name."""


_PIECE = re.compile("'([^']+)'|MMMM|d|y")
"""Of CLDR's patterns: quoted text, or what a date puts in its place."""


def _taken(cldr: str) -> Cldr:
    data: dict[Any, Any] = localedata.load(cldr)
    known = localedata.LocaleDataDict(data)
    days, months = known["days"]["format"]["wide"], known["months"]["format"]["wide"]
    return Cldr(
        weekdays=tuple(days[number] for number in range(7)), months=tuple(months[number] for number in range(1, 13)),
        date=_PIECE.sub(lambda found: found[1] or f"%({found[0]})s", known["date_formats"]["long"].pattern),
        lists={style: dict(known["list_patterns"][style]) for style in ("standard", "or")},
        languages=dict(known["languages"].items()),
    )  # fmt: skip


def _all_taken() -> Iterator[tuple[str, Cldr]]:
    for lang, locale in LOCALES.items():
        yield lang, _taken(locale.cldr)
        # What is wanted of it is ours now. All languages build upon the root.
        for name in localedata._cache.keys() - {"root"}:
            del localedata._cache[name]
    localedata._cache.clear()
    core._global_data = None  # read again when it is asked for
    gc.collect()


CLDR: Mapping[str, Cldr] = dict(_all_taken())
