"""Splits long Norwegian words into parts that editors listed ("pårørendegruppe" -> pårørende, gruppe).

Only words that the listed parts cover from end to end are split; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.language.folding import fold

_JOINTS = ("", "s", "e")
_SHORTEST = 6


class Compounds:
    """The parts as folded words. Frozen after construction."""

    def __init__(self, parts: frozenset[str], whole: frozenset[str]) -> None:
        self.parts = frozenset(fold(part) for part in parts)
        self._whole = frozenset(fold(word) for word in whole)
        self._longest = max(map(len, self.parts), default=0)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded word, or () when it is not a compound. The fewest parts win, then the longest first."""
        if len(word) < _SHORTEST or word in self._whole or word in self.parts:
            return ()
        parts = self._ends(word).get(0, ())
        return parts if len(parts) > 1 else ()

    def around_slip(self, word: str) -> Iterator[tuple[str, str, str]]:
        """The ways in which parts cover all but one piece of a word: (parts, the piece, parts), the longest cover
        first. One of the two may be empty."""
        ends = self._ends(word)
        starts = {0}
        for end in range(1, len(word) + 1):
            if any(word[start:end].removesuffix(joint) in self.parts for start in starts for joint in _JOINTS):
                starts.add(end)
        cuts = [(start, end) for start in starts for end in ends if start < end and end - start < len(word)]
        for start, end in sorted(cuts, key=lambda cut: (cut[1] - cut[0], cut)):
            yield word[:start], word[start:end], word[end:]

    def _ends(self, word: str) -> dict[int, tuple[str, ...]]:
        """Position -> the parts that cover the word from there to its end."""
        best: dict[int, tuple[str, ...]] = {len(word): ()}
        for start in range(len(word) - 1, -1, -1):
            found: tuple[str, ...] | None = None
            for end in range(min(len(word), start + self._longest), start + 1, -1):
                part = word[start:end]
                if part not in self.parts:
                    continue
                for joint in _JOINTS:
                    rest = best.get(end + len(joint)) if word.startswith(joint, end) else None
                    if rest is not None and (rest or not joint) and (found is None or len(rest) + 1 < len(found)):
                        found = (part, *rest)
            if found is not None:
                best[start] = found
        return best
