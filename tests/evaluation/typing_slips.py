"""One-slip variants of the queries, made by rule: the same queries always give the same slips.

A slip is one letter left out, doubled, swapped with the next, or hit beside on the Norwegian keyboard, in a word of at
least five letters. The first letter stays: people see that one, and it is the slip they make least.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from tests.evaluation.cases import Case

ROWS = ("qwertyuiopå", "asdfghjkløæ", "zxcvbnm")
BESIDE = {letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in ROWS for at, letter in enumerate(row)}
WORD = re.compile(r"[^\W\d_]{5,}")


def leave_out(word: str, at: int, rng: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def double(word: str, at: int, rng: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


def swap(word: str, at: int, rng: random.Random) -> str:
    """Swaps with the letter before, so that the last letter can move too; the first letter never does."""
    at = max(at, 2)
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def hit_beside(word: str, at: int, rng: random.Random) -> str:
    return word[:at] + rng.choice(BESIDE.get(word[at].lower(), "e")) + word[at + 1 :]


SLIPS: dict[str, Callable[[str, int, random.Random], str]] = {
    "delete": leave_out,
    "swap": swap,
    "double": double,
    "neighbour": hit_beside,
}


def one_slip_variants(cases: Iterable[Case]) -> list[Case]:
    """One variant of each kind for every query that has a long word and is not about slips already."""
    variants = []
    for case in cases:
        words = list(WORD.finditer(case.query))
        if not words or case.kind in ("slip", "number"):
            continue
        for name, slip in SLIPS.items():
            rng = random.Random(f"{case.id} {name}")
            query = case.query
            for _ in range(20):  # Swapping two equal letters changes nothing: try elsewhere.
                found = rng.choice(words)
                slipped = slip(found[0], rng.randrange(1, len(found[0])), rng)
                query = case.query[: found.start()] + slipped + case.query[found.end() :]
                if query != case.query:
                    break
            variants.append(replace(case, id=f"{case.id} {name}", kind=name, query=query, text=query))
    return variants
