"""What a person has confirmed of an offering: its parts, and the line that keeps one of them in a file. Knows no today.

A part is what one asks about in one breath on the telephone. Beside the day and the initials stands a short digest of
the facts as they stood: history in git is not always at hand (a folder that was copied, a spreadsheet that came back),
and without it nobody could tell a number that was confirmed from one that was typed afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Part = Literal["contact", "hours", "who", "terms", "runs"]
PARTS: tuple[Part, ...] = ("contact", "hours", "who", "terms", "runs")
INITIALS = re.compile(r"[^\W\d_]{1,4}")
"""Letters of any alphabet. Never a full name: a file is public, and stays in its history."""
_LINE = re.compile(r"(\S+) (\d{4}-\d{2}-\d{2}) (\S+) ([0-9a-f]{8})")


@dataclass(frozen=True, kw_only=True)
class AssuredPart:
    """One part that a person who called or visited got confirmed."""

    part: Part
    date: date
    by: str
    """Initials only."""
    facts: str
    """Digest of the facts of the part on that day, see `directory.catalog.assurance.part_digest`."""

    def __str__(self) -> str:
        return f"{self.part} {self.date.isoformat()} {self.by} {self.facts}"


def read_part(line: str) -> AssuredPart | None:
    """`contact 2026-11-22 KN 3f9a1c07`; None when the line says anything else."""
    match = _LINE.fullmatch(line)
    if match is None or not INITIALS.fullmatch(match[3]):
        return None
    part = next((one for one in PARTS if one == match[1]), None)
    try:
        day = date.fromisoformat(match[2])
    except ValueError:
        return None
    return None if part is None else AssuredPart(part=part, date=day, by=match[3], facts=match[4])
