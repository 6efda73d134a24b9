"""What the example phrases teach: the second net of the crisis detector, for what no phrase of the patterns holds.

Danger is often said without its words ("nå får dere slippe å bekymre dere for meg"). A text is cut into pieces (parts
of words, words, pairs and threes of words); the weights of its pieces, against its length, are its score. What a piece
weighs is learned from examples in `crisis_learning`: no network, no model from elsewhere. Decides nothing about other
findings: that is `crisis`'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from directory.language.stemming import group_of

ALARM = 0.05
"""The score above which a text counts as danger: what keeps false alarms low when each tenth of the examples is judged
by the other nine (`python tests/evaluation/evaluate.py --only learned`)."""
_SIZES = range(2, 6)
"""Letters in a part of a word, its edges counted."""
_WINDOW, _STEP = 24, 12
"""Words of a long text that are looked at together."""
_FEWEST = 4
"""Words of a text that can be like others: two or three ("vet ikke") are like far too many."""
_FAMILIAR = 0.5
"""Share of a text's words that a language must know before it judges a text on a page in another language."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Heard:
    """The most telling window of a text: its score, and the class its words speak of."""

    score: float
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class LearnedAlarm:
    """The weights of one group of languages (bokmål and nynorsk are one).

    A piece stands as its checksum, in sorted arrays: a fiftieth of the memory that the words themselves would take. Two
    pieces of one checksum are so rare (one in a thousand languages) that they share their weight.
    """

    pieces: Numbers
    """Sorted."""
    rarity: Floats
    """How rare each piece is (IDF): how much it counts in a text's length."""
    danger: Floats
    """How much it speaks for danger; below zero against."""
    start: float
    """The score of a text of which nothing is known."""
    kind_names: tuple[str, ...]
    kind_pieces: Numbers
    """Words and pairs, sorted."""
    kinds: Floats
    """Class by word or pair: how much it speaks of that class."""

    def hear(self, words: Sequence[str]) -> Heard | None:
        """The most telling window of the text's folded words; None where nothing is learned, or too little is said."""
        if len(words) < _FEWEST:
            return None
        best: Heard | None = None
        for start in range(0, max(1, len(words) - _WINDOW + _STEP), _STEP):
            held = numbers_of(words[start : start + _WINDOW])
            score = self._score(held)
            if self.kind_names and (best is None or score > best.score):
                fits = self.kinds[:, _found(self.kind_pieces, held)].sum(axis=1)
                best = Heard(score, self.kind_names[int(fits.argmax())])
        return best

    def _score(self, held: Numbers) -> float:
        known = _found(self.pieces, held)
        rarity = self.rarity[known]
        length = float(np.sqrt(rarity @ rarity))
        return self.start + (float(rarity @ self.danger[known]) / length if length else 0.0)

    def familiar(self, words: Sequence[str]) -> float:
        """Which share of the words these examples know."""
        if not words:
            return 0.0
        asked = np.array([crc32(f"w{word}".encode()) for word in words], np.uint32)
        return _found(self.pieces, asked).size / asked.size


def _found(known: Numbers, held: Numbers) -> npt.NDArray[np.intp]:
    """Where the pieces of a text that are known stand."""
    if not known.size:
        return np.zeros(0, np.intp)
    places: npt.NDArray[np.intp] = np.minimum(np.searchsorted(known, held), known.size - 1)
    there: npt.NDArray[np.intp] = places[known[places] == held]
    return there


def numbers_of(words: Sequence[str]) -> Numbers:
    """The checksums of a text's pieces, each once."""
    return np.unique(np.array([crc32(piece.encode()) for piece in pieces(words)], np.uint32))


def pieces(words: Sequence[str]) -> list[str]:
    """ "w" + a word, "p" + two or three words in a row, "c" + a part of a word with its edges; each once, in order."""
    held = dict.fromkeys("w" + word for word in words)
    for at in range(len(words) - 1):
        held[f"p{words[at]} {words[at + 1]}"] = None
        if at + 2 < len(words):
            held[f"p{words[at]} {words[at + 1]} {words[at + 2]}"] = None
    for word in words:
        edged = f" {word} "
        for size in _SIZES:
            held.update(dict.fromkeys("c" + edged[at : at + size] for at in range(len(edged) - size + 1)))
    return list(held)


def write_learned(learned: Mapping[str, LearnedAlarm], path: Path) -> None:
    """As arrays, for `read_learned`."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for group, one in learned.items():
        for field in fields(one):
            arrays[f"{group}.{field.name}"] = np.array(getattr(one, field.name))
    np.savez_compressed(path, allow_pickle=False, **arrays)


def read_learned(path: Path) -> dict[str, LearnedAlarm]:
    """Raises OSError, ValueError or KeyError when the file is not what `write_learned` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        groups = sorted({name.partition(".")[0] for name in kept.files})
        names = [field.name for field in fields(LearnedAlarm)]
        values = {group: {name: kept[f"{group}.{name}"] for name in names} for group in groups}
    return {
        group: LearnedAlarm(**(one | {"kind_names": tuple(map(str, one["kind_names"])), "start": float(one["start"])}))
        for group, one in values.items()
    }


def listen(learned: Mapping[str, LearnedAlarm], words: Sequence[str], lang: str) -> Heard | None:
    """What the language that the words are in makes of them: the page's, unless another one knows more of them."""
    if not learned or len(words) < _FEWEST:
        return None
    page = group_of(lang)
    known = {group: one.familiar(words) for group, one in learned.items()}
    most = max(known, key=lambda group: (known[group], group == page))
    if known[most] < _FAMILIAR and page in learned:
        most = page
    return learned[most].hear(words)
