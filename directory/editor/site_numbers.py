"""The text of a site's `/metrics`, asked for by an editor on their own machine. Understands nothing of it."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from directory.editor.texts import gettext

LONGEST = 5_000_000


class NumbersAway(Exception):
    """The site did not tell its numbers; the message says so."""


def fetch_numbers(address: str) -> str:
    """Raises `NumbersAway`. An address without a path means the site's own `/metrics`."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise NumbersAway(gettext("Write the site's address, like https://help.example.no"))
    whole = address.strip() if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}/metrics"
    try:
        answer = httpx.get(whole, timeout=15, follow_redirects=False, trust_env=False)
    except httpx.HTTPError:
        raise NumbersAway(gettext("%(address)s did not answer.", address=whole)) from None
    if answer.status_code != 200 or "directory_" not in answer.text[:LONGEST]:
        raise NumbersAway(gettext("%(address)s did not tell its numbers.", address=whole))
    return answer.text[:LONGEST]
