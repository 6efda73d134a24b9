"""Asks one address after the other, politely: one request at a time for a host with a pause between, robots.txt first.

Never sends a form, a cookie or where it comes from. A page is read up to a limit, and only its facts go on from here.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from directory.editor.link_addresses import Fact
from directory.editor.link_guard import Guard, Lookup, NotPublic, check_address, look_up
from directory.editor.link_memory import Answer
from directory.editor.link_pages_text import read_page

NAME = "RettDorLinkCheck"
_HOPS = 6
_PERMANENT = (301, 308)
_GONE = (404, 410)
_NO_HEAD = (400, 403, 404, 405, 406, 410, 501)
"""Some servers answer HEAD with one of these for a page that is there."""
_REFUSES = (401, 402, 403, 407, 418, 429, 451, 999)
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)")
_READABLE = ("text/html", "application/xhtml+xml", "text/plain")


class Interrupted(Exception):
    """Whoever runs it does not want to wait any more."""


@dataclass(frozen=True, kw_only=True)
class Manners:
    agent: str
    pause: float = 1.0
    """Seconds between two requests to one host."""
    longest_pause: float = 30.0
    """robots.txt and Retry-After may ask for more; so long we wait, and no longer."""
    timeout: float = 15.0
    whole: float = 40.0
    """Seconds for one page, however slowly it comes."""
    size: int = 2_000_000
    private: bool = False
    """Addresses of this machine may be asked. For tests."""
    lookup: Lookup = look_up


@dataclass
class _Host:
    lock: Lock = field(default_factory=Lock)
    free_at: float = 0.0
    robots: RobotFileParser | None = None
    forbids: bool = False
    """Its robots.txt could not be given: nothing is asked then."""


class _Got(NamedTuple):
    status: int
    url: str
    """Where the redirects ended."""
    permanent: bool
    kind: str
    encoding: str
    body: bytes


def agent_name(site: str | None, contact: str | None) -> str:
    """The product, and how to reach whoever runs it, where that is set."""
    whose = "; ".join(one for one in (f"+{site}" if site else "", contact or "") if one)
    return f"{NAME}/1.0 ({whose})" if whose else f"{NAME}/1.0"


class Asker:
    """Shared by all threads; a host is only ever asked by one of them at a time."""

    def __init__(self, manners: Manners, stop: Event, clock: Callable[[], float] = time.monotonic) -> None:
        self._manners, self._stop, self._clock = manners, stop, clock
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._hosts_lock = Lock()

    def ask(self, url: str, facts: Sequence[Fact]) -> Answer:
        """Raises `Interrupted`; everything else is an answer."""
        try:
            check_address(url)
            got = self._get("HEAD", url) if not facts else None
            if got is None or got.status in _NO_HEAD or got.status >= 500:
                got = self._get("GET", url, body=bool(facts))
        except NotPublic:
            return Answer(state="unasked")
        except PermissionError:
            return Answer(state="refused")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, OSError, ValueError):
            return Answer(state="fails")
        return self._answer(url, got, facts)

    def _answer(self, url: str, got: _Got, facts: Sequence[Fact]) -> Answer:
        if got.status in _GONE:
            return Answer(state="gone", status=got.status)
        if got.status in _REFUSES:
            return Answer(state="refused", status=got.status)
        if not 200 <= got.status < 300:
            return Answer(state="fails", status=got.status)
        moved = got.url if got.permanent and got.url != url else ""
        page = None
        if got.body and got.kind in _READABLE:
            page = read_page(_decoded(got.body, got.encoding), facts, html=got.kind != "text/plain")
        return Answer(state="answers", status=got.status, moved_to=moved, page=page)

    def _get(self, method: str, url: str, *, body: bool = False) -> _Got:
        permanent = True
        for _ in range(_HOPS):
            check_address(url)
            host = self._host(url)
            with self._turn(host):
                self._ask_robots(host, url)
                with self._client() as client, client.stream(method, url) as response:
                    self._wait_after(host, response)
                    target = response.headers.get("location") if response.is_redirect else None
                    if target is None:
                        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                        read = self._body(response) if body and response.is_success and kind in _READABLE else b""
                        return _Got(response.status_code, url, permanent, kind, response.charset_encoding or "", read)
                    permanent &= response.status_code in _PERMANENT
            url = urljoin(url, target)
        raise httpx.TooManyRedirects(url)

    def _client(self) -> httpx.Client:
        # A new one for each request: it keeps no cookie, and no connection is used again under another host's name.
        own = self._manners
        return httpx.Client(
            transport=Guard(httpx.HTTPTransport(trust_env=False), own.lookup, private=own.private), trust_env=False,
            follow_redirects=False, timeout=own.timeout,
            headers={"User-Agent": own.agent, "Accept": "text/html,*/*;q=0.5", "Accept-Language": "nb,nn,no,en;q=0.5",
                     "Accept-Encoding": "gzip"},
        )  # fmt: skip

    def _body(self, response: httpx.Response) -> bytes:
        found, until = bytearray(), self._clock() + self._manners.whole
        for piece in response.iter_bytes(16_384):
            found += piece
            if self._stop.is_set():
                raise Interrupted
            if len(found) >= self._manners.size:
                break
            if self._clock() > until:
                raise httpx.ReadTimeout("too slow")
        return bytes(found[: self._manners.size])

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        with self._hosts_lock:
            return self._hosts[f"{parts.scheme}://{parts.netloc.lower()}"]

    @contextmanager
    def _turn(self, host: _Host) -> Iterator[None]:
        """One request, after the pause since the last."""
        with host.lock:
            self._sleep(host.free_at - self._clock())
            try:
                yield
            finally:
                host.free_at = max(host.free_at, self._clock() + self._pause(host))

    def _pause(self, host: _Host) -> float:
        asked = host.robots.crawl_delay(NAME) if host.robots else None
        return min(max(self._manners.pause, float(asked or 0)), self._manners.longest_pause)

    def _wait_after(self, host: _Host, response: httpx.Response) -> None:
        told = response.headers.get("retry-after", "")
        if response.status_code in (429, 503) and told.isdecimal():
            host.free_at = self._clock() + min(float(told[:6]), self._manners.longest_pause)

    def _sleep(self, seconds: float) -> None:
        if self._stop.wait(max(seconds, 0)) if seconds > 0 else self._stop.is_set():
            raise Interrupted

    def _ask_robots(self, host: _Host, url: str) -> None:
        """Raises PermissionError when the host does not want this address to be asked."""
        if host.robots is None:
            host.robots = RobotFileParser()
            host.robots.parse(self._robots_lines(host, url))
            self._sleep(self._manners.pause)
        if host.forbids or not host.robots.can_fetch(NAME, url):
            raise PermissionError(url)

    def _robots_lines(self, host: _Host, url: str) -> list[str]:
        """Of RFC 9309: none is no rule, one that the server cannot give forbids everything."""
        own = urljoin(url, "/robots.txt")
        for _ in range(_HOPS):
            try:
                with self._client() as client, client.stream("GET", own) as response:
                    if response.is_redirect:
                        own = urljoin(own, response.headers.get("location", ""))
                        continue
                    host.forbids = response.status_code >= 500
                    return _decoded(self._body(response), "utf-8").splitlines() if response.is_success else []
            except (httpx.HTTPError, httpx.InvalidURL):
                return []
        return []


def _decoded(body: bytes, encoding: str) -> str:
    told = _CHARSET.search(body[:2048])
    try:
        return body.decode(encoding or (told[1].decode() if told else "utf-8"), "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
