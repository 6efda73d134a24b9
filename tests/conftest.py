"""The site with its real content, at a fixed time, and `get_page`: the rules that every page of any test must keep."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.catalog.models import Catalog
from directory.editor.texts import speaking
from directory.release import Release, build_release, load_release
from directory.web import create_app
from directory.web.settings import Settings, read_settings
from tests.house_rules import Document, check_page

ROOT = Path(__file__).resolve().parents[1]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))
"""A Monday, when most are open."""
SITE_URL = "https://help.example.org"


class GetPage(Protocol):
    """Fetches a page (`data` POSTs a form) and holds it to the rules of the house; `status` is what must come."""

    def __call__(
        self, path: str, *, status: int = 200, data: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Document: ...


@dataclass
class FixedRelease:
    """A release that never changes; `release` may be another one for a test."""

    release: Release

    def current(self) -> Release:
        return self.release


@dataclass
class Clock:
    """The time as a test sets it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def _editor_speaks_its_source() -> Iterator[None]:
    """A page of the editor that a test asks for leaves its language in this thread; the next test begins in English."""
    with speaking(ROOT / "nowhere"):
        yield


@pytest.fixture(scope="session")
def release() -> Release:
    """The real content and translations, checked and built as for serving: by `make`, once for all who test."""
    var = read_settings(os.environ).var
    return load_release(var / "releases" / build_release(ROOT / "content", ROOT / "translations", var))


@pytest.fixture(scope="session")
def catalog(release: Release) -> Catalog:
    return release.catalog


MakeApp = Callable[..., Flask]


@pytest.fixture
def make_app(release: Release) -> MakeApp:
    """An app of one's own: `now`, `settings`, and `services` that come into the catalogue."""

    def make(now: datetime = NOON, settings: Settings | None = None, services: tuple[Any, ...] = ()) -> Flask:
        changed = release
        if services:
            known = {**release.catalog.services, **{service.id: service for service in services}}
            catalog = replace(release.catalog, services=known)
            changed = replace(release, catalog=catalog, assistant=replace(release.assistant, catalog=catalog))
        return create_app(FixedRelease(changed), lambda: now, settings or Settings(url=SITE_URL))

    return make


@pytest.fixture(scope="session")
def app(release: Release) -> Flask:
    return create_app(FixedRelease(release), lambda: NOON, Settings(url=SITE_URL))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def get_page(client: FlaskClient) -> GetPage:
    return page_getter(client)


def page_getter(client: FlaskClient) -> GetPage:
    """`get_page` for a client of another app."""

    def get(
        path: str, *, status: int = 200, data: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Document:
        answer = client.get(path, headers=headers) if data is None else client.post(path, data=data, headers=headers)
        assert answer.status_code == status, f"{path} answered {answer.status_code}, not {status}"
        return check_page(path, answer)

    return get
