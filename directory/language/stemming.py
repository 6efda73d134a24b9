"""The stem under which a word is indexed and looked up, per language.

A hand table of irregular forms and bokmål~nynorsk twins (`content/words/forms.yaml`) comes before Snowball, which knows
neither "brødre" nor "einsam". Languages without a stemmer keep their folded words. Splits no compounds.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Container, Iterable, Mapping

from Stemmer import Stemmer as Snowball

from directory.language.endings import LIGHT, without_article
from directory.language.folding import fold

NORWEGIAN = "no"
"""One group for bokmål and nynorsk: people mix them, and so do the texts."""
_SNOWBALL = {NORWEGIAN: "norwegian", "en": "english", "pl": "polish", "ar": "arabic"}
_OTHER_SCRIPT = frozenset({"ar", "uk"})
"""Of these, those that are not written in the letters that folded Latin words have."""
SHORTEST = 3
"""Letters that Snowball leaves of a Norwegian word at the least; what it leaves is how the word begins."""
_NO_MEMORY = 0
"""Words that Snowball itself remembers."""
_MOST = 4096
"""Stems remembered per group: what people type most is soon among them, and a worker grows no further."""
_ENDING = re.compile(
    "(?:e?leg|[el]?ig|elig|els|[es]?lov|hetslov)?t?(?:a|e|ede|ande|ende|ane|ene|hetene|en|heten|ar|er|heter|s|as|es"
    "|edes|endes|enes|hetenes|ens|hetens|ers|ets|et|het|ast)?"
)
"""What Snowball can take off a Norwegian word."""


def group_of(lang: str) -> str:
    """The index group of a page's language: nb and nn share one."""
    return NORWEGIAN if lang in ("nb", "nn", NORWEGIAN) else lang


class Stemmer:
    """Folded word -> stem. The memory of stems is the only thing that changes, and it holds `known` words only: what
    people type that stands in no list and no text is not kept beyond the query (P-03)."""

    def __init__(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        self._begin()
        norwegian = self._snowball[NORWEGIAN]
        # The lemma is stemmed as well, so that the regular forms of the same word meet the irregular ones.
        self._irregular = {
            fold(form): norwegian(fold(lemma)) for lemma, listed in forms.items() for form in (lemma, *listed)
        }

    def _begin(self) -> None:
        self._lock = threading.Lock()  # a Snowball stemmer keeps the word it works on in itself
        self._memory: dict[str, dict[str, str]] = {}
        self._known: Container[str] | None = None
        self._snowball: dict[str, Callable[[str], str]] = {
            group: Snowball(name, _NO_MEMORY).stemWord for group, name in _SNOWBALL.items()
        }

    def __getstate__(self) -> tuple[dict[str, str], Container[str] | None]:
        return self._irregular, self._known

    def __setstate__(self, state: tuple[dict[str, str], Container[str] | None]) -> None:
        self._begin()
        self._irregular, self._known = state

    def remember_only(self, known: Container[str]) -> None:
        """From now on, no stem of another word is kept. Until then all are: lists and texts are being read."""
        self._known = known
        self._memory = {}

    def stem(self, word: str, group: str) -> str:
        memory = self._memory.get(group)
        if memory is None:
            memory = self._memory.setdefault(group, {})
        found = memory.get(word)
        if found is None:
            found = self._compute(word, group)
            if self._known is None or (len(memory) < _MOST and word in self._known):
                memory[word] = found
        return found

    def may_become(self, word: str, group: str, stems: Iterable[str]) -> bool:
        """False when the stem of the word is surely none of these, told without working it out.

        `stems`: of those one asks for, all that the word begins with.
        """
        if group != NORWEGIAN or word in self._irregular:
            return True
        return any([_ENDING.fullmatch(word, len(stem)) for stem in stems])

    def _compute(self, word: str, group: str) -> str:
        if not word.isalpha() or len(word) > 60:
            return word
        if group == NORWEGIAN and word in self._irregular:
            return self._irregular[word]
        light = LIGHT.get(group)
        if light is not None:
            return light(word) if word.isascii() != (group in _OTHER_SCRIPT) else word
        snowball = self._snowball.get(group)
        # A stemmer leaves words of other scripts as they are, and takes long to find that out.
        if snowball is None or word.isascii() == (group in _OTHER_SCRIPT):
            return word
        if group == "ar":
            word = without_article(word)
        with self._lock:
            stem = snowball(word)
            snowball("")  # or it would keep the word
        return stem
