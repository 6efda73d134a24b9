"""Folding: the spellings that count as the same when typed, and cutting a text into words.

ø is o, å and aa are a, æ and ä are ae; case, accents and vowel marks go; Arabic letter variants and the Cyrillic
ones that keyboards lack become one; digits of every script become ASCII. Knows no grammar: that is `stemming`.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({
    "ø": "o", "œ": "oe", "ö": "o", "å": "a", "æ": "ae", "ä": "ae", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ŋ": "n",
    "ŧ": "t", "ł": "l", "ı": "i",
    "ё": "е", "ґ": "г", "ї": "і", "ы": "и", "э": "е", "ъ": "ь",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ة": "ه", "ہ": "ه", "ؤ": "و", "ک": "ك",
    "ء": "", "ـ": "",
    "'": "", "’": "", "ʼ": "", "‘": "", "´": "", "`": "", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "",
    "\u200e": "", "\u200f": "", "\ufeff": "",
})  # fmt: skip
_DOUBLE_A = re.compile(r"(?<=[^\W_])aa|aa(?=[^\W_])")
"""Within a word only: "AA" alone is a name."""
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text in lower case with every spelling variant written one way. Word boundaries are kept."""
    if text.isascii():
        return _DOUBLE_A.sub("a", text.lower().replace("'", "").replace("`", ""))
    # The compatibility form first, so that a letter typed as base + ring is the same å; letters before accents.
    lowered = unicodedata.normalize("NFKC", text.casefold()).translate(_LETTERS)
    if lowered.isascii():  # Norwegian ends here
        return _DOUBLE_A.sub("a", lowered)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    digits = "".join(c if c.isascii() or not c.isdecimal() else str(unicodedata.decimal(c)) for c in plain)
    # Some letters only show after their accents are gone.
    return _DOUBLE_A.sub("a", digits.translate(_LETTERS))


def words_of(text: str) -> list[str]:
    """The folded words of a text, numbers included."""
    return _WORD.findall(fold(text))


def words_as_typed(text: str) -> list[str]:
    """The words with the case they were typed in, one for one with `words_of` (abbreviations are told by capitals)."""
    return [word for word in _WORD.findall(text.translate(_SILENT)) if word.isascii() or fold(word)]


_SILENT = str.maketrans(dict.fromkeys("'’ʼ‘´`\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff", ""))
