"""One page as it is kept in memory: its compressed bodies, its headers, how long it holds. Knows of no other page.

Kept is only what Flask itself sent as 200 with an ETag and `no-cache` (or `immutable`: our files by their content), the
same for everybody; never what is `no-store`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from directory.web.compression import SMALLEST, best_encoding, compress, is_text, uncompress

Headers = list[tuple[str, str]]
LARGEST = 4 * 1024 * 1024
"""Bytes of a page that may be kept, before it is compressed."""
OVERHEAD = 2048
"""Bytes that a kept page costs beside its bodies."""
_OF_THE_BODY = ("content-type", "content-language", "content-length", "content-encoding")
_OF_THE_LENGTH = ("content-length", "content-encoding")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What Flask sent, whole and plain."""

    status: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name), "")

    @property
    def for_ever(self) -> bool:
        return "immutable" in self.header("cache-control")

    def public(self, release: str) -> bool:
        """Whether it may be kept, and was made from `release`: another one may have come in the meantime."""
        return (
            self.status.startswith("200")
            and self.header("vary") in ("", "Accept-Encoding")
            and not self.header("set-cookie")
            and len(self.body) <= LARGEST
            and (self.for_ever or (self.header("cache-control") == "no-cache" and release in self.header("etag")))
        )

    @property
    def packable(self) -> bool:
        return is_text(self.header("content-type")) and len(self.body) >= SMALLEST

    def for_one(self, accepts: str) -> tuple[Headers, bytes]:
        """The headers and body for a visitor who `accepts` these encodings, when the page is not kept."""
        encoding = best_encoding(accepts) if self.packable else None
        body = compress(self.body, encoding) if encoding else self.body
        return _with_length(self.headers, body, encoding or ""), body


@dataclass(kw_only=True, slots=True)
class KeptPage:
    etag: str
    headers: Headers
    not_modified: Headers
    """What goes with a 304."""
    route: str
    """For the log."""
    made: datetime
    until: datetime | None
    """None: as long as the release."""
    packed: bool
    """Whether bodies are compressed; pictures are as small as they get."""
    bodies: dict[str, bytes] = field(default_factory=dict)
    """By encoding: brotli at once, gzip when first asked for; "" where nothing is compressed."""
    told: dict[str, Headers] = field(default_factory=dict)
    """All headers, by encoding."""

    @property
    def size(self) -> int:
        return OVERHEAD + sum(map(len, self.bodies.values()))

    def fresh(self, now: datetime) -> bool:
        """A clock that was set back makes it stale too."""
        return self.until is None or self.made <= now < self.until

    def takes_over(self, before: KeptPage) -> None:
        """When it reads as `before` did, what was compressed then is still right."""
        if before.etag == self.etag:
            self.bodies, self.told = before.bodies, before.told

    def known_to(self, tags: str) -> bool:
        """Whether the browser has it already, by its If-None-Match; a weak tag is compared by what it names."""
        return tags == self.etag or tags.strip() == "*" or self.etag in (tag.strip() for tag in tags.split(","))

    def for_one(self, accepts: str) -> tuple[Headers, bytes]:
        """The headers and body for a visitor who `accepts` these encodings; gzip is kept from then on."""
        encoding = (best_encoding(accepts) or "") if self.packed else ""
        body = self.bodies.get(encoding)
        if body is None:
            body = uncompress(self.bodies["br"])
            if encoding:
                body = self.bodies[encoding] = compress(body, encoding)
        headers = self.told.get(encoding)
        if headers is None:
            headers = self.told[encoding] = _with_length(self.headers, body, encoding)
        return headers, body


def kept_page(answer: Answer, route: str, now: datetime, until: datetime | None) -> KeptPage:
    """`answer` as it is kept: compressed once, our files as small as it gets."""
    packed = answer.packable
    first = {"br": compress(answer.body, "br", once=answer.for_ever)} if packed else {"": answer.body}
    return KeptPage(
        etag=answer.header("etag"),
        headers=[one for one in answer.headers if one[0].lower() not in _OF_THE_LENGTH],
        not_modified=[one for one in answer.headers if one[0].lower() not in _OF_THE_BODY],
        route=route, made=now, until=until, packed=packed, bodies=first,
    )  # fmt: skip


def _with_length(headers: Headers, body: bytes, encoding: str) -> Headers:
    bare = [one for one in headers if one[0].lower() not in _OF_THE_LENGTH]
    return [*bare, ("Content-Length", str(len(body))), *([("Content-Encoding", encoding)] if encoding else [])]
