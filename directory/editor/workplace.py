"""What one run of the editor works with: folders, the secret in its address, the day, and whose hands it is in.

One person's tool on one machine: what is chosen here (initials, language) lives in memory until it is closed. No
cookie, no storage. Content is read anew for every page, since files may be changed by other hands at any time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from directory.catalog.hours import OSLO
from directory.catalog.models import Catalog
from directory.catalog.problems import Problem
from directory.editor.trial import try_files

NAME = "workplace"
"""Where it hangs: `current_app.extensions["workplace"]`."""


def _clock() -> datetime:
    return datetime.now(OSLO)


@dataclass
class Workplace:
    content: Path
    translations: Path
    var: Path
    """Releases are built here; what the editor itself must remember stands in `remembered`."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """The first part of every address."""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """In every form that changes something."""
    clock: Callable[[], datetime] = _clock
    initials: str = ""
    """Of whoever confirms; never a full name."""
    lang: str = "nb"
    place: str = ""
    """The municipality whose site this is: a new local offering begins with it."""
    site: str = ""
    """The public site's own address, where one can look at what was published."""

    def today(self) -> date:
        return self.clock().astimezone(OSLO).date()

    @property
    def remembered(self) -> Path:
        return self.var / "editor"

    def read(self) -> tuple[Catalog, list[Problem]]:
        """The content as it stands now, with its problems; what has not changed is not read again."""
        return try_files(self.content, {})


def open_workplace(app: Flask, workplace: Workplace) -> None:
    app.extensions[NAME] = workplace


def current_workplace() -> Workplace:
    """For views: the workplace of the request being answered."""
    found: Any = current_app.extensions[NAME]
    assert isinstance(found, Workplace)
    return found
