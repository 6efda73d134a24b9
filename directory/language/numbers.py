"""Numbers and names as the words they are looked up by: digits that stand apart are one number (116 123)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from directory.language.folding import fold, words_of

_LONGEST_PART = 5
_SHORTEST_NUMBER = 5
_COUNTRY = re.compile(r"^(?:00)?47(?=\d{8}$)")


def join_numbers(words: Sequence[str]) -> list[str]:
    """Digits that stand next to each other are one number, without Norway's 47; a year or an age stays alone."""
    joined: list[str] = []
    run: list[str] = []
    for word in (*words, ""):
        if word.isdecimal() and (len(word) <= _LONGEST_PART or run == ["47"] or run == ["0047"]):
            run.append(word)
            continue
        if run:
            number = _COUNTRY.sub("", "".join(run))
            joined += [number] if len(run) > 1 and len(number) >= _SHORTEST_NUMBER else run
            run = []
        if word:
            joined.append(_COUNTRY.sub("", word))
    return joined


def fold_name(name: str) -> tuple[str, ...]:
    """A name as the words it is looked up by."""
    return tuple(join_numbers(words_of(name))) or (fold(name),)
