"""Phone numbers: how they are checked, dialled and shown. Holds no numbers of its own.

Eight Norwegian digits are dialled with +47; shorter ones (113, 1412, 02800, 116 117) exactly as they stand, because
+47 before them reaches nobody. Numbers that begin with + or 00 are foreign ways in and keep their prefix.
"""

from __future__ import annotations

import re

from directory.catalog.problems import Advice

_SHORT_LENGTHS = (3, 4, 5, 6)


def digits(number: str) -> str:
    """The number as dialled: digits, with a leading + where it has a country prefix."""
    compact = re.sub(r"[\s\-().\u00a0]", "", number)
    return "+" + compact[2:] if compact.startswith("00") else compact


def check_number(number: str) -> Advice | None:
    """None when `number` can be dialled, else what to write."""
    compact = digits(number)
    if re.fullmatch(r"\+\d{7,15}", compact):
        if compact.startswith("+47") and len(compact) != 11:
            return Advice("Write eight digits after +47, not `{value}`", value=number)
        return None
    if not re.fullmatch(r"\d+", compact):
        return Advice("Write the number with digits and spaces only, not `{value}`", value=number)
    if len(compact) == 8:
        if compact[0] in "01":
            return Advice("Write a Norwegian number that begins with 2 to 9, not `{value}`", value=number)
        return None
    if len(compact) in _SHORT_LENGTHS:
        return None
    return Advice("Write eight digits, or a short number of three to six digits, not `{value}`", value=number)


def dial(number: str) -> str:
    """What a phone dials: `+4722400040`, `116117`, `113`."""
    compact = digits(number)
    return f"+47{compact}" if re.fullmatch(r"\d{8}", compact) else compact


def tel_link(number: str) -> str:
    return f"tel:{dial(number)}"


def sms_link(number: str) -> str:
    return f"sms:{dial(number)}"


def format_number(number: str) -> str:
    """Grouped as the editor wrote it (800 800 40); else as people read it: 22 40 00 40, 915 08 588, 116 117, 02800."""
    compact = digits(number)
    if " " in number.strip() and number[0] != "0":
        return " ".join(number.split())
    if compact.startswith("+47") and len(compact) == 11:
        return f"+47 {format_number(compact[3:])}"
    if len(compact) == 8 and compact.isdigit():
        groups = (3, 2, 3) if compact[0] in "489" else (2, 2, 2, 2)
        return _grouped(compact, groups)
    if len(compact) == 6 and compact.startswith("116"):
        return _grouped(compact, (3, 3))
    if compact.startswith("+"):
        return number.strip()
    return compact


def _grouped(compact: str, groups: tuple[int, ...]) -> str:
    parts, start = [], 0
    for length in groups:
        parts.append(compact[start : start + length])
        start += length
    return " ".join(parts)
