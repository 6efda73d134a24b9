"""Finds a translation that stands in the wrong language: another script, or another language's small words.

Coarse on purpose: it finds a Norwegian text left in the Somali file, not a loan word. Judges no style.
"""

from __future__ import annotations

import re

_SCRIPTS = {"uk": re.compile(r"[\u0400-\u04ff]"), "ar": re.compile(r"[\u0600-\u06ff]")}
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_ALIEN = {"uk": r"[\u0400-\u04ff]{3}", "ar": r"[\u0600-\u06ff]{3}"}
"""Scripts that none of the others uses."""
_NAMES = re.compile(r"«[^»]*»|“[^”]*”|„[^”]*”|\([^)]*\)|\]\([^)]*\)|https?://\S+")
"""Where a name or a word of another language may stand."""
_WORD = re.compile(r"[^\W\d_]+")
_TELLING = {
    "nb": "ikke jeg noen hvordan hva hvem eller være også bare kan du deg til av med som på det er og å ønsker",
    "nn": "ikkje eg nokon korleis kva kven eller vere også berre kan du deg til av med som på det er og å ønskjer",
    "en": "the and you your with for are is of to not can have this that or someone without",
    "pl": "nie się jest lub dla możesz ci jak czy są na po od do który która które ale bez kogoś",
    "so": "waa iyo ama oo ka ku la waxaad kara haddii qof kuu si aad waxa adiga leh ay iyada uu",
    "se": "du ja dahje lea leat dutnje sáhtát dahket ii jus mii gii mat dus oktan dát leatgo veahki sáhttá",
}
"""Small words that nearly every sentence of a language holds."""
_SMALL = {lang: frozenset(words.split()) for lang, words in _TELLING.items()}
_ENOUGH = 3
"""So few telling words prove nothing: "Start again" and "Hjem" stand in many languages."""


def wrong_language(lang: str, text: str) -> bool:
    """True when `text` cannot well be `lang`."""
    bare = _NAMES.sub(" ", text)
    if script := _SCRIPTS.get(lang):
        own, latin = len(script.findall(text)), len(_LATIN.findall(bare))
        return latin > 3 and own < latin / 4
    if lang not in _SMALL:
        return False
    words = [word.lower() for word in _WORD.findall(bare)]
    own = sum(word in _SMALL[lang] for word in words)
    others = {
        other: sum(word in small and word not in _SMALL[lang] for word in words) for other, small in _SMALL.items()
    }
    most = max(count for other, count in others.items() if other != lang)
    foreign = sum(bool(re.search(pattern, bare)) for other, pattern in _ALIEN.items() if other != lang)
    return (most >= _ENOUGH and most > own) or foreign > 0
