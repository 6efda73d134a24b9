"""Which numbers each plural form of a translators' file is for, as examples: "1", "2–4, 22–24 …". Words nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from gettext import c2py

_RULE = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)")
_LAST = 1000
"""Every language's forms come round before it."""


def plural_examples(header: str) -> tuple[str, ...]:
    """One for each form, of the `Plural-Forms` of a file; none where it cannot be read."""
    match = _RULE.search(header)
    try:
        form = c2py(match[2].strip()) if match else None
    except ValueError:
        form = None
    if match is None or form is None:
        return ()
    return tuple(_told([n for n in range(_LAST) if form(n) == number]) for number in range(int(match[1])))


def _told(numbers: Sequence[int]) -> str:
    """Nothing is an example only of a form that has no other."""
    runs = list(_runs([n for n in numbers if n] or numbers))
    shown = [f"{first} …" if last == _LAST - 1 else _run(first, last) for first, last in runs[:2]]
    return ", ".join(shown) + (" …" if len(runs) > 2 else "")


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[first], number
            first = at + 1
