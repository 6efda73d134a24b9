"""What a web page says of our facts: which of them stand on it, and its Norwegian phone numbers. Keeps no page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser

from directory.catalog.phones import digits, format_number
from directory.editor.link_addresses import Fact

_SILENT = ("script", "style", "noscript", "template", "svg")
_GAP = "[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?<![\d.,/-])(?<!\d{_GAP})(?:(?:\+|00)47{_GAP}?)?"
    rf"([2-9]\d{{7}}|[2-9]\d{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d|[2-9]\d\d{_GAP}\d\d{_GAP}\d\d\d)(?!{_GAP}?\d)(?![.,/-]\d)"
)
"""As Norwegians write a number: in one, in pairs, or three, two and three. Not dates, sums or account numbers."""
_ALWAYS = re.compile(r"døgn(et rundt|åpen|åpent|ope)|hele døgnet|heile døgnet|24/7|24 timer|alltid åpen", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    found: frozenset[str]
    """Keys of facts."""
    numbers: frozenset[str]
    """As people write them."""
    digest: str
    """Of the words that a person sees."""


class _Visible(HTMLParser):
    """The words on a page, and where its links for phones and e-mail lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        for name, value in attrs:
            if name == "href" and value and value.lower().startswith(("tel:", "mailto:")):
                self.words.append(f"\n{value.partition(':')[2].partition('?')[0]}\n".replace("%20", " "))
        if tag not in ("a", "b", "strong", "em", "i", "span"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def read_page(text: str, facts: Iterable[Fact], *, html: bool = True) -> PageFacts:
    words = text
    if html:
        reader = _Visible()
        reader.feed(text)
        reader.close()
        words = "".join(reader.words)
    plain = re.sub(r"[^\S\n]+", " ", words)
    return PageFacts(
        found=frozenset(fact.key for fact in facts if _says(plain, fact)),
        numbers=frozenset(format_number(re.sub(_GAP, "", found)) for found in _NUMBER.findall(plain)),
        digest=sha256(" ".join(plain.split()).encode("utf-8", "replace")).hexdigest()[:16],
    )


def _says(words: str, fact: Fact) -> bool:
    if fact.kind == "email":
        return re.search(rf"(?<![\w.]){re.escape(fact.value)}(?!\w)", words, re.IGNORECASE) is not None
    if fact.kind == "phone":
        number = f"{_GAP}?".join(map(re.escape, digits(fact.value).removeprefix("+47")))
        return re.search(rf"(?<!\d)(?:\+47|0047)?{_GAP}?{number}(?!\d)", words) is not None
    return _ALWAYS.search(words) is not None if fact.value == "24/7" else _says_hours(words, fact.value)


def _says_hours(words: str, span: str) -> bool:
    """ "09:00-15:00" also as "9–15", "kl. 09.00 til 15.00"."""
    begins, ends = (_time(one) for one in span.split("-"))
    between = r"\s*(?:-|–|—|til|to|and|og)\s*(?:kl\.?\s*)?"
    return re.search(rf"(?<![\d.:]){begins}{between}{ends}(?!\d|[.:]\d)", words, re.IGNORECASE) is not None


def _time(written: str) -> str:
    hour, minute = written.split(":")
    other = "|0?0" if hour == "24" else "|24" if hour == "00" else ""
    minutes = r"(?:[.:]?00)?" if minute == "00" else rf"[.:]?{minute}"
    return rf"(?:0?{int(hour)}{other}){minutes}"
