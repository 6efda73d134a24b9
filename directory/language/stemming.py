"""The stem under which a word is indexed and looked up, per language.

A hand table of irregular forms and bokmål~nynorsk twins (`content/words/forms.yaml`) comes before Snowball, which knows
neither "brødre" nor "einsam". Languages without a stemmer keep their folded words. Splits no compounds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import snowballstemmer

from directory.language.folding import fold

NORWEGIAN = "no"
"""One group for bokmål and nynorsk: people mix them, and so do the texts."""
_SNOWBALL = {NORWEGIAN: "norwegian", "en": "english", "pl": "polish", "ar": "arabic"}
_KEPT = 40_000
"""Stems remembered per language; more are computed again, so that a flood of odd words cannot fill the memory."""


def group_of(lang: str) -> str:
    """The index group of a page's language: nb and nn share one."""
    return NORWEGIAN if lang in ("nb", "nn", NORWEGIAN) else lang


class Stemmer:
    """Folded word -> stem. The memory of stems is the only thing that changes."""

    def __init__(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        self._lock = threading.Lock()  # a Snowball stemmer keeps the word it works on in itself
        self._memory: dict[str, dict[str, str]] = {}
        self._snowball: dict[str, Callable[[str], str]] = {
            group: snowballstemmer.stemmer(name).stemWord for group, name in _SNOWBALL.items()
        }
        norwegian = self._snowball[NORWEGIAN]
        # The lemma is stemmed as well, so that the regular forms of the same word meet the irregular ones.
        self._irregular = {
            fold(form): norwegian(fold(lemma)) for lemma, listed in forms.items() for form in (lemma, *listed)
        }

    def stem(self, word: str, group: str) -> str:
        memory = self._memory.setdefault(group, {})
        known = memory.get(word)
        if known is not None:
            return known
        with self._lock:
            if len(memory) >= _KEPT:
                memory.clear()
            memory[word] = stem = self._compute(word, group)
        return stem

    def _compute(self, word: str, group: str) -> str:
        if not word.isalpha() or len(word) > 60:
            return word
        if group == NORWEGIAN and word in self._irregular:
            return self._irregular[word]
        snowball = self._snowball.get(group)
        return snowball(word) if snowball else word
