"""Which texts name suicide, so that a contact can stand in the same block (S-13). Reads the Norwegian source texts."""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"selvmord|sjølvmord|suicid|ta(r|tt|dde)? (sitt |ditt |eget |sitt eget |ditt eget )?liv\b|ta livet", re.I
)


def names_suicide(*sources: str | None) -> bool:
    return any(source is not None and _NAMES.search(source) for source in sources)
