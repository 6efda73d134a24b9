"""What readers report, as it waits for an editor: thirty days at most.

Knows the day on which a report came and nothing of who sent it. Opens no database; wording, spam and the clock are
others'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS_KEPT = 30


class NotKept(Exception):
    """The report, or what was asked, could not be carried out; says nothing of what was written."""


@dataclass(frozen=True, kw_only=True)
class Report:
    id: int
    received: date
    page: str
    """`services/kirkens-sos`: the page it was written on, or nothing."""
    about: str
    """What it is about, by the sender: an id that the form and the editor know."""
    text: str
    done: date | None = None
    """The day on which an editor had dealt with it."""
