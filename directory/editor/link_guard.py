"""Keeps the asking on the public web: http and https only, and never an address of this machine or a network at home.

The name is looked up here, and the very address that was found public is the one that is connected to, so that a name
that answers differently the second time leads nowhere.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

Lookup = Callable[[str, int], Sequence[str]]


class NotPublic(httpx.TransportError):
    """It is not asked: another scheme, or an address that is not on the public web."""


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, those of the older kind first. Raises OSError."""
    found = {str(told[4][0]) for told in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    return sorted(found, key=lambda one: (":" in one, one))


class Guard(httpx.BaseTransport):
    """A transport that looks every host up itself, and connects to none that is private."""

    def __init__(self, inner: httpx.BaseTransport, lookup: Lookup = look_up, *, private: bool = False) -> None:
        self._inner, self._lookup, self._private = inner, lookup, private

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        check_address(str(url))
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            addresses = self._lookup(url.host, port)
        except (OSError, UnicodeError) as wrong:
            raise httpx.ConnectError(str(wrong), request=request) from wrong
        if not self._private and not all(_is_public(one) for one in addresses):
            raise NotPublic(f"{url.host} is not on the public web")
        away: httpx.ConnectError | httpx.ConnectTimeout | None = None
        for address in addresses[:3]:
            try:
                return self._inner.handle_request(_to(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as wrong:
                away = wrong
        raise away or httpx.ConnectError(f"{url.host} has no address", request=request)

    def close(self) -> None:
        self._inner.close()


def _to(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to that very address; the certificate must still be the host's."""
    return httpx.Request(
        request.method, request.url.copy_with(host=address), headers=request.headers, stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )  # fmt: skip


def check_address(url: str) -> None:
    """Raises `NotPublic` for what is not http or https, and for a name and password in the address."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError as wrong:
        raise NotPublic(url) from wrong
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise NotPublic(url)


def _is_public(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast
