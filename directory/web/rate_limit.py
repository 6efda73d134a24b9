"""How many pages may be made for one network at a time, so that a program that never stops harms nobody else.

Counted per network (the first 24 bits of an IPv4 address, 48 of IPv6), never per person, in memory only. What is kept
is not the network but a hash of it, with a key that is made anew each day and never leaves the process: yesterday's
cannot be told any more, not even by us. Generous: a school, a hospital or all the phones of an operator share one
network. Kept pages cost nothing and are not counted; the crisis page, files and the emergency page are never refused.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from flask import Flask, Response, request

A_SECOND = 20.0
"""Pages that one network may have made in each worker, for hours on end: twenty visitors who each turn a page every
second. One worker makes some hundred a second."""
AT_ONCE = 600.0
"""A class of thirty that begins together, twenty pages each."""
MOST_NETWORKS = 20_000
"""That are remembered; the one that was quiet longest goes first, a full allowance being the same as none."""
NEVER = frozenset({"crisis.crisis", "static", "machines.health"})
"""Endpoints that are always answered."""
COSTS = {"handout_pdf.handout_pdf": 60.0, "booklet.booklet": 15.0, "sheets.place_poster": 3.0, "desk.desk": 3.0}
"""Endpoints that take as long as so many pages: a PDF is laid out for seconds."""


class RateLimit:
    """The allowances of all networks, for one worker."""

    def __init__(self, a_second: float = A_SECOND, at_once: float = AT_ONCE, most: int = MOST_NETWORKS) -> None:
        self._a_second, self._at_once, self._most = a_second, at_once, most
        self._lock = threading.Lock()
        self._day: date | None = None
        self._key = b""
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def allows(self, network: str, now: datetime, cost: float = 1.0) -> bool:
        """Whether one more page may be made for `network` now; counts it if so."""
        with self._lock:
            if now.date() != self._day:
                self._day, self._key = now.date(), secrets.token_bytes(32)
                self._left.clear()
            hidden = blake2b(network.encode(), key=self._key, digest_size=8).digest()
            moment = now.timestamp()
            left, before = self._left.pop(hidden, (self._at_once, moment))
            left = min(self._at_once, left + max(0.0, moment - before) * self._a_second)
            allowed = left >= cost
            self._left[hidden] = (left - cost if allowed else left, moment)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
            return allowed


def network_of(address: str) -> str | None:
    """The network that `address` is in; None for one that is nobody's: our own machines, or nonsense."""
    try:
        told: IPv4Address | IPv6Address = ip_address(address.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(told, IPv6Address) and told.ipv4_mapped is not None:
        told = told.ipv4_mapped
    if told.is_loopback or told.is_private or told.is_link_local or told.is_unspecified:
        return None
    kept = 3 if isinstance(told, IPv4Address) else 6
    return told.packed[:kept].hex()


def asking_network(remote: str, forwarded: str, proxies: int) -> str | None:
    """Whose request it is. Of what was `forwarded`, only what our own `proxies` wrote is believed: the last ones.

    Without proxies the header is never read: anyone can write it.
    """
    if proxies == 0:
        return network_of(remote)
    told = forwarded.split(",")
    return network_of(told[-proxies]) if len(told) >= proxies else None


def limit_rate(app: Flask, limit: RateLimit, clock: Callable[[], datetime], proxies: int, emergency: Path) -> None:
    """Answers 429 with the page of numbers when a network has used up what it may; it costs next to nothing to send."""
    numbers = emergency.read_bytes()

    @app.before_request
    def _limited() -> Response | None:
        if request.endpoint in NEVER:
            return None
        environ = request.environ
        network = asking_network(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), proxies)
        if network is None or limit.allows(network, clock(), COSTS.get(request.endpoint or "", 1.0)):
            return None
        return Response(numbers, status=429, mimetype="text/html", headers={"Retry-After": "30"})
