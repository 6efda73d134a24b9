"""Many words of which one asks seldom, in order: a seventh of the memory of a set. Knows nothing of its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator


class WordList:
    """Frozen after construction. Asking takes a microsecond, so it is for what is asked of a word once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(sorted(set(words)))

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at] == word

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)
