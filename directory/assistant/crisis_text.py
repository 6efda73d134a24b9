"""A visitor's text as words with their sentence edges, cut into windows. Any length, read once from left to right.

Finds no phrase: that is `crisis_patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.language.folding import fold

_PIECE = re.compile(r"(\d+|[^\W\d_]+)|([^\w]+|_+)")
_ENDS = re.compile(r"[.!?;:…\n\r؟。।]")
_NO_BREAK = re.compile(r"[\s\-/_'\"]*")
_ABBREVIATIONS = frozenset({"kl", "ca", "nr", "dr", "f", "eks", "bl", "a", "m", "o", "mvh", "tlf", "etc"})
_REPEATED = re.compile(r"(.)\1{2,}")
_LONGEST = 40
"""Letters of a word that are read; no word people mean is longer."""

BEFORE, CORE, AFTER = 20, 50, 40
"""Words of a window: phrases begin in its core; the rest is seen around it. A short text is one window."""


@dataclass(frozen=True, slots=True)
class Words:
    """`weak` and `strong`: the numbers of the words before which a sentence may, or does, begin; the end is strong."""

    words: Sequence[str]
    weak: frozenset[int]
    strong: frozenset[int]


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of a text. Phrases that begin in its `core` words after the first `skip` are its own."""

    words: Sequence[str]
    edges: int
    """Bit i: a sentence may begin before word i, or end after word i - 1."""
    strong: int
    """Bit i: a sentence does begin before word i."""
    start: int
    skip: int
    core: int


def read_words(text: str, apart: Mapping[str, Sequence[str]] | None = None) -> Words:
    """The folded words; digits and letters apart ("30stk"), letters held down written twice ("meeeer").

    `apart`: words that people write as one, and what they are ("ikveld").
    """
    joined = apart or {}
    words: list[str] = []
    weak, strong = {0}, {0}
    for piece in _PIECE.finditer(fold(text)):
        word, between = piece[1], piece[2]
        if word is not None:
            short = _REPEATED.sub(r"\1\1", word[:_LONGEST]) if word.isalpha() else word[:_LONGEST]
            words.extend(joined.get(short, (short,)))
        elif words and _ENDS.search(between):
            dot = between.lstrip().startswith(".") and between.strip() == "." and "\n" not in between
            if not (dot and (words[-1].isdecimal() or words[-1] in _ABBREVIATIONS)):
                strong.add(len(words))
        elif words and not _NO_BREAK.fullmatch(between):
            weak.add(len(words))
    strong.add(len(words))
    return Words(words, frozenset(weak | strong), frozenset(strong))


def windows(text: Words) -> Iterator[Window]:
    """The text in pieces of bounded size that overlap, so that the work grows with the length and no faster."""
    total = len(text.words)
    whole = total <= BEFORE + CORE + AFTER
    for core_start in range(0, total, total if whole else CORE) if total else ():
        start = 0 if whole else max(0, core_start - BEFORE)
        end = total if whole else min(total, core_start + CORE + AFTER)
        edges = strong = 0
        for at in range(start, end + 1):
            if at in text.weak:
                edges |= 1 << (at - start)
            if at in text.strong and at > 0:
                strong |= 1 << (at - start)
        yield Window(
            words=text.words[start:end], edges=edges, strong=strong, start=start,
            skip=core_start - start, core=total if whole else CORE,
        )  # fmt: skip
