"""Asks the site's two addresses for programs, and keeps what they answered.

Holds no expectations: what is right is said by the data and counted in `measures`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

LANGS = ("nb", "nn", "en", "pl", "uk", "ar", "so", "se")
PLACE = "1106"
"""Where one asks from when the data name no place."""
LONGEST = 300
"""Characters of a question that are sent; crisis phrases are sent whole."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One result or door, as far as it is needed to tell which door it is."""

    id: str
    type: str
    name: str
    organization: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    entries: tuple[Entry, ...]
    crisis: str | None
    """The class of the raised panel; None when there is none."""


def read_reply(body: object, key: str) -> Reply:
    """The reply in a body; one without results (a refusal) counts as nothing found, but its crisis counts."""
    answer: Mapping[str, Any] = body if isinstance(body, dict) else {}
    crisis = answer.get("crisis")
    return Reply(
        entries=tuple(
            Entry(
                id=found.get("id") or "",
                type=found.get("type") or "",
                name=found.get("name") or "",
                organization=found.get("organization") or "",
            )
            for found in answer.get(key) or ()
        ),
        crisis=crisis.get("class", "unnamed") if crisis else None,
    )


class Site:
    """The site in this process, asked through its test client."""

    def __init__(self, app: Flask) -> None:
        self._client: FlaskClient = app.test_client()

    def search(self, text: str, lang: str, place: str | None) -> Reply:
        wanted = {"q": text, "lang": lang if lang in LANGS else "nb", "limit": "10"}
        response = self._client.get("/api/search", query_string=wanted | ({"place": place} if place else {}))
        return read_reply(response.get_json(silent=True), "results")

    def assistant(self, text: str, lang: str, place: str | None, asker: str | None = None) -> Reply:
        return read_reply(self._ask_assistant(text, lang, place, asker).get_json(silent=True), "doors")

    def has_assistant(self) -> bool:
        return bool(self._ask_assistant("lege", "nb", PLACE, None).status_code == 200)

    def _ask_assistant(self, text: str, lang: str, place: str | None, asker: str | None) -> Any:
        wanted = {
            "lang": lang if lang in LANGS else "nb",
            "place": place,
            "text": text,
            "answers": {"who": asker} if asker else {},
        }
        return self._client.post("/api/assistant", json=wanted)


def open_site() -> Site:
    """The real site, as `app.py` in the project's root makes it."""
    return Site(importlib.import_module("app").app)
