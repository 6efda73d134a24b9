"""Phone numbers in running text become links, if the catalogue holds them (S-19). Changes nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from directory.catalog.models import Catalog
from directory.catalog.phones import format_number, tel_link

_TAGS = re.compile(r"(<a\b.*?</a>|<[^>]+>)", re.S)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The catalogue's phone numbers as people write them, and what each dials."""

    pattern: re.Pattern[str]
    dialled: dict[str, str]

    def linked(self, html: str) -> str:
        """`html` with the numbers in its text as links; a number inside a link stays as it is."""
        parts = _TAGS.split(html)
        return "".join(part if part.startswith("<") else self.pattern.sub(self._link, part) for part in parts)

    def _link(self, found: re.Match[str]) -> str:
        return f'<a href="{self.dialled[found[0]]}"><bdi dir="ltr" translate="no">{found[0]}</bdi></a>'


_kept: dict[str, Numbers] = {}


def known_numbers(release_id: str, catalog: Catalog) -> Numbers:
    """The numbers of a release, found once."""
    if release_id not in _kept:
        if len(_kept) > 3:
            _kept.clear()
        _kept[release_id] = _collect(_phones(catalog))
    return _kept[release_id]


def _phones(catalog: Catalog) -> Iterable[str]:
    for channels in (
        *(one.channels for one in catalog.services.values()),
        *(one.channels for one in catalog.places.values()),
    ):
        yield from (channel.value for channel in channels if channel.kind == "phone")


def _collect(values: Iterable[str]) -> Numbers:
    dialled: dict[str, str] = {}
    for value in values:
        dialled |= dict.fromkeys((value.strip(), format_number(value)), tel_link(value))
    longest_first = sorted(dialled, key=lambda written: (-len(written), written))
    # Not part of a longer number, a paragraph of a law, or a date.
    any_of_them = "|".join(map(re.escape, longest_first)) or "(?!)"
    pattern = rf"(?<![\d§+.\-/])(?<!§ )(?<!\d )(?:{any_of_them})(?![\d\-/])(?! \d)"
    return Numbers(pattern=re.compile(pattern), dialled=dialled)
