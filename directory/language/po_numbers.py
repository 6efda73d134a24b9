"""The numbers of a text and of its translation: which they are, whichever digits and order a language writes them in.

A wrong digit in a telephone number reaches nobody. Knows no services and no files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from unicodedata import decimal

MARK = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
"""A place that the page fills in."""
_GAP = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d)")
_WHOLE_HOUR = re.compile(r"(?<!\d)(\d{1,2})[:.]00(?!\d)")
_PHONE = re.compile(r"11[0-9]|\d{5,6}|\d{8}|47\d{8}")


def numbers_differ(sources: Sequence[str], strings: Sequence[str]) -> bool:
    """A form holds other numbers than each of the sources, or the same ones more or less often."""
    wanted = [numbers_in(source) for source in sources]
    return any(numbers_in(string) not in wanted for string in strings)


def other_numbers(source: str, string: str) -> bool:
    """A name's explanation may leave its telephone number out, and has no other."""
    return holds_phone(source) and not numbers_in(string) <= numbers_in(source)


def holds_phone(text: str) -> bool:
    """A number that looks like one to call; too many rather than too few."""
    return any(map(_PHONE.fullmatch, numbers_in(text)))


def numbers_in(text: str) -> Counter[str]:
    """Digits that only a space parts are one number (116 123); 09:00 and kl. 9 are the same time."""
    said = "".join(str(decimal(one)) if one.isdecimal() else one for one in MARK.sub("", text))
    said = _WHOLE_HOUR.sub(r"\1", _GAP.sub("", said))
    return Counter(one[1:] if len(one) == 2 and one[0] == "0" else one for one in re.findall(r"\d+", said))
