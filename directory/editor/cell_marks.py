"""How a text is written where a mark of ours has a meaning: in a list, or in a line of parts. Knows no field.

A mark inside a text gets a backslash before it; what no spreadsheet can hold (control characters, white space at an
edge) is written as its number, `\\u{7}`. Reading gives back exactly what was written.
"""

from __future__ import annotations

import re
import unicodedata

_WRITTEN = {"\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_READ = {"n": "\n", "t": "\t"}
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]{1,6})\}|([\\|;,nt]))")
_EXCEL_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` in a cell as the letter A."""


def unfit(text: str) -> bool:
    """It holds something that a cell cannot hold as it stands."""
    return bool(_EXCEL_CODE.search(text)) or any(_strange(letter) for letter in text if letter not in "\n\t")


def escape(text: str, marks: str) -> str:
    """`text` on one line, with a backslash before each of `marks` (some of `|`, `;` and `,`)."""
    codes = {match.start() for match in _EXCEL_CODE.finditer(text)}
    edges = (0, len(text) - 1)
    written = []
    for at, letter in enumerate(text):
        if letter in _WRITTEN:
            written.append(_WRITTEN[letter])
        elif letter in marks:
            written.append(f"\\{letter}")
        elif at in codes or _strange(letter) or (letter.isspace() and at in edges):
            written.append(f"\\u{{{ord(letter):x}}}")
        else:
            written.append(letter)
    return "".join(written)


def unescape(text: str) -> str:
    """What `escape` was given. A backslash before anything else is a backslash."""

    def read(match: re.Match[str]) -> str:
        if match[1] is None:
            return _READ.get(match[2], match[2])
        number = int(match[1], 16)
        return chr(number) if number <= 0x10FFFF else match[0]

    return _ESCAPED.sub(read, text)


def split(text: str, marks: str) -> list[str]:
    """The pieces between `marks` that have no backslash before them, trimmed and still escaped."""
    pieces, start, at = [], 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] in marks:
            pieces.append(text[start:at].strip())
            start = at + 1
        at += 1
    return [*pieces, text[start:].strip()]


def _strange(letter: str) -> bool:
    """A control character, half a character, a line separator or what XML leaves out."""
    return unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or letter in "\ufffe\uffff"
