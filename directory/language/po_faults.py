"""What is wrong with one translation as somebody types it: the rules of `translate --check`, one text at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from directory.language.extraction import ContentText, InterfaceText
from directory.language.po_numbers import holds_phone, numbers_differ, other_numbers
from directory.language.po_reports import placeholders_differ, without_names
from directory.language.wrong_language import wrong_language

Fault = Literal["empty", "placeholders", "numbers", "wrong-language"]
_NAMES = (".name", ".run_by")


class _Anything(dict[str, int]):
    """Fills in every name of a text that counts or names something."""

    def __missing__(self, name: str) -> int:
        return 1


def faults(
    lang: str, text: ContentText | InterfaceText, strings: Sequence[str], *, formatted: bool, exact: bool = False
) -> list[Fault]:
    """`formatted`: the page fills in values (`%(num)s`), so that a lone % would break it. `exact`: its numbers are the
    source's whatever they are, as with every text that holds a telephone number."""
    if not all(one.strip() for one in strings):
        return [] if isinstance(text, ContentText) and text.optional and not any(strings) else ["empty"]
    found: list[Fault] = []
    if isinstance(text, InterfaceText):
        if placeholders_differ(text, strings) or (formatted and not all(map(_can_be_filled, strings))):
            found.append("placeholders")
        source, plural = text.message, text.plural or text.message
    else:
        source = plural = text.source
        if text.key.endswith(_NAMES):
            return ["numbers"] if any(other_numbers(source, one) for one in strings) else found
    if (exact or holds_phone(source) or holds_phone(plural)) and numbers_differ([source, plural], strings):
        found.append("numbers")
    if any(wrong_language(lang, without_names(one, source)) for one in strings):
        found.append("wrong-language")
    return found


def _can_be_filled(string: str) -> bool:
    try:
        string % _Anything()
    except (TypeError, ValueError):
        return False
    return True


def tidied(source: str, string: str) -> str:
    """As gettext's tools want it: no spaces around it, and a line's end at the ends only where the source has one."""
    text = string.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return ""
    return ("\n" if source.startswith("\n") else "") + text + ("\n" if source.endswith("\n") else "")
