"""Words that were taken out of a text that may be empty: kept beside it as a translator's comment, so that the next one
sees them and can put them back.

    # before: Leve (help after suicide)

Tools for gettext break comments at 76 characters, so they are written shorter. Reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

_MARK = "before:"


def written_before(words: str) -> list[str]:
    return [f"{_MARK} {line}" for line in wrap(words, 60, break_long_words=False, break_on_hyphens=False)]


def is_before(comment: str) -> bool:
    return comment.startswith(_MARK)


def words_before(comments: Iterable[str]) -> str:
    """What stood there; empty when nothing was taken out."""
    return " ".join(one.removeprefix(_MARK).strip() for one in comments if is_before(one))
