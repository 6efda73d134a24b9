"""Tickets: what a form carries to show when it was made, signed, in place of a cookie. Keeps nothing itself.

A form that comes back within seconds was filled in by a program, one of yesterday is too old. One ticket is good for
one report: whoever keeps the reports takes no second one.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime
from typing import Literal

SOONEST = 3
"""Seconds: faster than anyone reads what the form says."""
LATEST = 12 * 60 * 60
_TICKET = re.compile(r"(\d{1,12})\.([0-9a-f]{16})\.([0-9a-f]{32})")


def new_ticket(key: bytes, now: datetime) -> str:
    told = f"{int(now.timestamp())}.{secrets.token_hex(8)}"
    return f"{told}.{_signed(key, told)}"


def read_ticket(key: bytes, ticket: str, now: datetime) -> Literal["good", "too-soon", "too-late", "false"]:
    found = _TICKET.fullmatch(ticket)
    if found is None or not hmac.compare_digest(_signed(key, f"{found[1]}.{found[2]}"), found[3]):
        return "false"
    age = now.timestamp() - int(found[1])
    return "too-soon" if age < SOONEST else "too-late" if age > LATEST else "good"


def _signed(key: bytes, told: str) -> str:
    return hmac.digest(key, told.encode(), "sha256").hex()[:32]
