"""Who has read a translation, and when: a comment of the translator's own beside it in the `.po` file.

    # reviewed: AB 2026-11-22 5f3a9c0d

The last word is a digest of source and translation: whichever tool changes one of them, the sign-off does not hold any
more. Weblate and Poedit keep such comments. Reads and writes no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from directory.catalog.assured import INITIALS

_COMMENT = re.compile(rf"reviewed: ({INITIALS.pattern}) (\d{{4}}-\d\d-\d\d) ([0-9a-f]{{8}})")


@dataclass(frozen=True, kw_only=True)
class SignOff:
    by: str
    """Initials."""
    day: date


def sign_off(comments: Iterable[str], sources: Sequence[str], strings: Sequence[str]) -> SignOff | None:
    """The newest that holds for the texts as they stand."""
    found = []
    for match in (_COMMENT.fullmatch(one.strip()) for one in comments):
        if match is not None and match[3] == _digest(sources, strings):
            try:
                found.append(SignOff(by=match[1], day=date.fromisoformat(match[2])))
            except ValueError:
                continue
    return max(found, key=lambda one: one.day, default=None)


def is_sign_off(comment: str) -> bool:
    """It is one, whether it holds or not."""
    return comment.strip().startswith("reviewed:")


def written_sign_off(by: str, day: date, sources: Sequence[str], strings: Sequence[str]) -> str:
    return f"reviewed: {by} {day.isoformat()} {_digest(sources, strings)}"


def _digest(sources: Sequence[str], strings: Sequence[str]) -> str:
    # Not the key: a paragraph that only moves within its text keeps its translation and who has read it.
    return sha256("\x00".join(("\x01".join(sources), *strings)).encode("utf-8", "replace")).hexdigest()[:8]
