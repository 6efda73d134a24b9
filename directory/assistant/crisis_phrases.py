"""The little language in which editors write crisis phrases, made into steps.

`word`, `stem*` (any ending), `-kurs` (any beginning), `a/b` (either word), `(a b/c)` (either, of several words), `x?`
and `(x y)?` (may be missing), `<list>` (a list under `words:`), `10+` (a number, ten or more), `...` (up to five other
words), `.` (a sentence begins or ends), ` + ` (both, near each other, in any order). Reads no visitor's text: that is
`crisis_patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from directory.catalog.problems import Advice
from directory.language.folding import fold

GAP = 5
"""Words that `...` skips at most."""
_PIECE = re.compile(r"\s+|\.\.\.|[()/?]|<[^<>\s]*>|[^\s()/?<>]+")
_PLAIN = re.compile(r"-?[^\W\d_]+|[^\W\d_]+\*|\d+\+?")


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a phrase: any of its words or sequences or, where `edge`, a sentence's beginning or end."""

    words: frozenset[str] = frozenset()
    """Folded; `stem*`, `-kurs` and `10+` as written."""
    sequences: tuple[tuple[Step, ...], ...] = ()
    edge: bool = False
    gap: int = 0
    """Other words that may stand before it."""
    optional: bool = False


Steps = tuple[Step, ...]


class BadPhrase(ValueError):
    """What an editor must write differently."""

    def __init__(self, advice: Advice) -> None:
        super().__init__(advice)
        self.advice = advice


class PhraseReader:
    """Knows the lists under `words:` of one group of languages, and reads phrases that use them."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._ready: dict[str, Step] = {}
        self._open: list[str] = []
        self.used: set[str] = set()

    def parts(self, text: str) -> tuple[Steps, ...]:
        """The parts between ` + `. Raises BadPhrase."""
        parts = tuple(self.steps(part) for part in f" {text} ".split(" + "))
        for steps in parts:
            if all(step.optional or step.edge for step in steps):
                raise BadPhrase(Advice("Write at least one word that must be there"))
            if steps[0].optional or steps[-1].optional:
                raise BadPhrase(Advice("Take `( )?` out at the beginning and the end; it changes nothing there"))
        return parts

    def steps(self, text: str) -> Steps:
        """The steps of words in order. Raises BadPhrase."""
        pieces = _PIECE.findall(text.strip())
        if "".join(pieces) != text.strip():
            raise BadPhrase(Advice("Close every `<`"))
        steps = self._sequence(pieces)
        if pieces:
            raise BadPhrase(Advice("Open every `(` that is closed"))
        return steps

    def _sequence(self, pieces: list[str]) -> Steps:
        """Takes pieces up to the end, or to the `/` or `)` that ends an alternative."""
        steps: list[Step] = []
        gap = 0
        while pieces and pieces[0] not in ("/", ")"):
            if pieces[0] == "..." or pieces[0].isspace():
                gap += GAP if pieces.pop(0) == "..." else 0
                if gap and not steps:
                    raise BadPhrase(Advice("Write words before `...`"))
                continue
            steps.append(replace(self._step(pieces), gap=gap))
            gap = 0
        if gap or not steps:
            raise BadPhrase(Advice("Write words after `...`, and between `(`, `/` and `)`"))
        return tuple(steps)

    def _step(self, pieces: list[str]) -> Step:
        """Takes `a/b`, `(a b/c)`, `(…)?` or a mixture of them."""
        words: set[str] = set()
        sequences: list[Steps] = []
        edge = optional = False
        while pieces:
            piece = pieces.pop(0)
            if piece == "(":
                while True:
                    one = self._sequence(pieces)
                    if len(one) == 1 and not one[0].gap and not one[0].optional:
                        words |= one[0].words
                        sequences += one[0].sequences
                        edge |= one[0].edge
                    else:
                        sequences.append(one)
                    if not pieces:
                        raise BadPhrase(Advice("Close every `(`"))
                    if pieces.pop(0) == ")":
                        break
            elif piece.startswith("<"):
                listed = self._list(piece[1:-1])
                words |= listed.words
                sequences += listed.sequences
                edge |= listed.edge
            elif piece == ".":
                edge = True
            elif _PLAIN.fullmatch(folded := fold(piece)):
                words.add(folded)
            else:
                raise BadPhrase(Advice("Write `{value}` as a word, `word*`, `-word`, `<list>` or `10+`", value=piece))
            if pieces and pieces[0] == "?":
                pieces.pop(0)
                optional = True
            # Without parentheses a stroke binds single words; within them it parts whole alternatives.
            if self._depth_binds(pieces):
                pieces.pop(0)
                continue
            break
        return Step(frozenset(words), tuple(sequences), edge, 0, optional)

    @staticmethod
    def _depth_binds(pieces: list[str]) -> bool:
        """A `/` follows, and no `)` closes a group that this place stands in."""
        if not pieces or pieces[0] != "/":
            return False
        depth = 0
        for piece in pieces:
            depth += (piece == "(") - (piece == ")")
            if depth < 0:
                return False
        return True

    def _list(self, name: str) -> Step:
        self.used.add(name)
        if name not in self._lists:
            raise BadPhrase(Advice("Make a list `{name}:` under `words:`, or take `<{name}>` out", name=name))
        if name in self._open:
            raise BadPhrase(Advice("Take `<{name}>` out of its own list", name=name))
        if name not in self._ready:
            self._open.append(name)
            try:
                items = [self.steps(item) for item in self._lists[name]]
            finally:
                self._open.pop()
            single = [item[0] for item in items if len(item) == 1]
            self._ready[name] = Step(
                frozenset(word for step in single for word in step.words),
                (*(one for step in single for one in step.sequences), *(item for item in items if len(item) > 1)),
                any(step.edge for step in single),
            )
        return self._ready[name]


def examples(parts: Sequence[Steps], most: int = 12) -> list[str]:
    """Texts that the phrase is meant for: a few of its alternatives, without what may be missing."""
    texts = (" ".join(_example(steps, number) for steps in parts) for number in range(most))
    return list(dict.fromkeys(texts))


def _example(steps: Steps, number: int) -> str:
    words = []
    for at, step in enumerate(steps):
        if step.optional:
            continue
        choices = [*sorted(step.words), *(_example(one, number) for one in step.sequences)]
        choices += ["."] if step.edge else []
        word = choices[(number * (at + 1)) % len(choices)].rstrip("*+")
        words.append(f"x{word[1:]}" if word.startswith("-") else word)
    return " ".join(words)
