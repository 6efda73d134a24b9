"""Every web address in the content: where it stands, and which facts of ours may stand on its page. Asks nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from directory.catalog.models import Catalog, Service
from directory.catalog.phones import digits
from directory.editor.review import addresses, services_of

FactKind = Literal["phone", "email", "hours"]
_IN_TEXT = re.compile(r"https?://[^\s<>\"'\])]+")
_SPAN = re.compile(r"\d\d:\d\d-\d\d:\d\d")
_ALWAYS = "24/7"


@dataclass(frozen=True, kw_only=True, order=True)
class Fact:
    """One thing of ours that a page may say: a number, an e-mail address, a span of opening hours."""

    kind: FactKind
    value: str
    """As it stands in our file."""

    @property
    def key(self) -> str:
        """The same for the same fact written in another way."""
        return f"{self.kind}:{digits(self.value) if self.kind == 'phone' else self.value.lower()}"


@dataclass(frozen=True, kw_only=True, order=True)
class Standing:
    """A place in the content where an address stands."""

    file: str
    line: int
    facts: tuple[Fact, ...] = ()


def content_addresses(content: Path, catalog: Catalog, place: str | None = None) -> Mapping[str, tuple[Standing, ...]]:
    """Address -> where it stands. `place`: a municipality's own, or `national`; None: all content."""
    found: dict[str, list[Standing]] = {}
    lines = _Lines(content)
    for file, urls, facts in _all(catalog, place):
        for url in dict.fromkeys(urls):
            found.setdefault(url, []).append(Standing(file=file, line=lines.of(file, url), facts=facts))
    return {url: tuple(sorted(standings)) for url, standings in sorted(found.items())}


def facts_of(service: Service) -> tuple[Fact, ...]:
    """Not a private person's: whether it stands on a page is nobody's to write down."""
    return tuple(dict.fromkeys(_facts(service)))


def _facts(service: Service) -> Iterator[Fact]:
    for channel in service.channels:
        if channel.private:
            continue
        if channel.kind == "email":
            yield Fact(kind="email", value=channel.value)
        elif channel.kind in ("phone", "sms", "sign-language") and not channel.value.startswith("http"):
            yield Fact(kind="phone", value=channel.value)
        spans = [_ALWAYS] if channel.schedule == _ALWAYS else _SPAN.findall(channel.schedule or "")
        yield from (Fact(kind="hours", value=span) for span in spans)


def _all(catalog: Catalog, place: str | None) -> Iterator[tuple[str, Iterable[str], tuple[Fact, ...]]]:
    for service in services_of(catalog, place):
        urls = (*addresses(service), *_in_text(service.body))
        yield service.file, urls, facts_of(service) if service.status == "active" else ()
    for one in catalog.places.values():
        if place in (None, one.id):
            own = (one.website, *(source.url for source in one.sources), *(way.value for way in one.channels))
            yield one.file, [url for url in own if url and url.startswith("http")], ()
    if place is None:
        for body in catalog.organizations.values():
            own = (body.website, *(source.url for source in body.sources))
            yield body.file, [*(url for url in own if url), *_in_text(body.body)], ()
        for page in catalog.pages.values():
            yield page.file, [*(source.url for source in page.sources if source.url), *_in_text(page.body)], ()


def _in_text(body: str) -> list[str]:
    return [url.rstrip(".,;:!?") for url in _IN_TEXT.findall(body)]


class _Lines:
    """On which line of a file a text first stands."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._read: dict[str, list[str]] = {}

    def of(self, file: str, wanted: str) -> int:
        if file not in self._read:
            try:
                self._read[file] = (self._content / file).read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError):
                self._read[file] = []
        # The address alone before one that only begins with it.
        whole = re.compile(re.escape(wanted) + r"(?=[\s'\")>\],]|$)")
        return next((number for number, line in enumerate(self._read[file], 1) if whole.search(line)), 1)
