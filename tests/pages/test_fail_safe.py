"""S-24: whatever breaks under a running site, what was loaded is served on; and when that breaks too, the numbers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import DictLoader, TemplateNotFound

import directory.web.releases as worker_module
from directory.language.texts import LanguageTexts
from directory.release import Release, build_release
from directory.web import create_app
from directory.web.settings import Settings
from tests.conftest import NOON, FixedRelease
from tests.house_rules import check_headers
from tests.unit.small_site import write_site

PAGES = ("/nb/", "/nb/crisis", "/nb/services", "/nb/services/line", "/nb/topics/loneliness", "/nb/search?q=linjen",
         "/nb/nope")  # fmt: skip
NUMBERS = ("tel:113", "tel:116117", "tel:116123")


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Flask, Path]:
    """A site as it is served, over a small release of its own, that looks at the disk at every request."""
    monkeypatch.setattr(worker_module, "_LOOK_EVERY", -1.0)
    folders = write_site(tmp_path)
    build_release(*folders)
    return create_app(clock=lambda: NOON, settings=Settings(var=folders[2])), folders[2]


def _no_templates(app: Flask, var: Path) -> None:
    class Gone(DictLoader):
        def get_source(self, environment: Any, template: str) -> Any:
            raise TemplateNotFound(template)

    assert app.jinja_env.loader is not None
    loader: Any = app.jinja_env.loader
    loader.get_source = Gone({}).get_source


def _take_away(var: Path, part: str) -> None:
    for folder in var.glob(f"releases/*/{part}"):
        shutil.rmtree(folder)


ON_DISK: dict[str, Callable[[Flask, Path], object]] = {
    "content": lambda app, var: _take_away(var, "content"),
    "index": lambda app, var: _take_away(var, "index"),
    "translations": lambda app, var: _take_away(var, "translations"),
    "templates": _no_templates,
    "everything that was built": lambda app, var: shutil.rmtree(var),
}


@pytest.mark.parametrize("part", ON_DISK)
def test_what_breaks_on_the_disk_is_not_noticed(running: tuple[Flask, Path], part: str) -> None:
    """Content, index, translations, templates or all that was built vanish from the disk under a running site: every
    page is answered as before, those nobody has asked for yet too."""
    app, var = running
    client = app.test_client()
    assert client.get("/nb/").status_code == 200
    ON_DISK[part](app, var)
    for path in PAGES:
        assert client.get(path).status_code == (404 if path == "/nb/nope" else 200), path
    assert client.get("/health").get_json()["release"]


@pytest.mark.parametrize("part", ["content", "index", "translations"])
def test_a_worker_that_starts_then_shows_the_numbers(running: tuple[Flask, Path], part: str) -> None:
    """With nothing whole on the disk, a worker that starts answers every address with the numbers and 503."""
    _, var = running
    for path in list(var.glob(f"releases/*/{part}/**/*")) or list(var.glob("releases/*/release.json")):
        if path.is_file():
            path.write_bytes(b"\0" * 100)
    if part == "translations":
        next(var.glob("releases/*/release.json")).write_bytes(b"{")
    client = create_app(clock=lambda: NOON, settings=Settings(var=var)).test_client()
    for page in PAGES:
        _is_the_page_of_numbers(client.get(page))


@dataclass
class Broken:
    """Breaks whatever is asked of it."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("kanari")


class BrokenTexts(LanguageTexts):
    def gettext(self, message: str) -> str:
        raise RuntimeError("kanari")


def _without_words(release: Release) -> Release:
    texts = {
        lang: BrokenTexts(lang=lang, messages=one.messages, content=one.content) for lang, one in release.texts.items()
    }
    return replace(release, texts=texts)


IN_MEMORY: dict[str, Callable[[Release], Release]] = {
    "content": lambda release: replace(release, catalog=Broken()),  # type: ignore[arg-type]
    "translations": _without_words,
    "all": lambda release: Broken(),  # type: ignore[dict-item,return-value]
}


@pytest.mark.parametrize("part", IN_MEMORY)
def test_what_breaks_in_memory_is_answered_with_the_numbers(release: Release, part: str) -> None:
    """Content or translations broken in memory, so that no page of ours can be made: the page of numbers, with 503."""
    releases = FixedRelease(release)
    client = create_app(releases, lambda: NOON, Settings()).test_client()
    releases.release = IN_MEMORY[part](release)
    for path in ("/nb/", "/ar/crisis", "/nb/services/kirkens-sos", "/nb/search?q=angst", "/nb/nope", "/"):
        answer = client.get(path)
        if part != "translations" or path != "/":
            _is_the_page_of_numbers(answer)


def test_a_broken_index_is_answered_with_the_numbers(release: Release) -> None:
    """The index broken in memory: search and assistant show the numbers with 503, other pages are as before."""
    releases = FixedRelease(release)
    client = create_app(releases, lambda: NOON, Settings()).test_client()
    releases.release = replace(release, index=Broken())  # type: ignore[arg-type]
    _is_the_page_of_numbers(client.post("/nb/search", data={"q": "angst"}))
    assert client.get("/nb/topics/money").status_code == 200
    told = client.get("/api/search?q=angst")
    assert (told.status_code, told.is_json, told.headers["Retry-After"]) == (503, True, "30")


@pytest.mark.parametrize("template", ["home.html", "base.html", "components/strip.html", "error.html"])
def test_a_broken_template_is_answered_with_the_numbers(release: Release, template: str) -> None:
    """A template that cannot be read, or breaks while the page is made: the page of numbers, with 503."""
    for source in ("{% nonsense", "{{ nobody.knows }}", "{{ 1 / 0 }}"):
        app = create_app(FixedRelease(release), lambda: NOON, Settings())
        loader: Any = app.jinja_env.loader
        whole = loader.get_source

        def get_source(environment: Any, name: str, source: str = source, whole: Any = whole) -> Any:
            return (source, None, None) if name == template else whole(environment, name)

        loader.get_source = get_source
        _is_the_page_of_numbers(app.test_client().get("/nb/nope" if template == "error.html" else "/nb/"))


def _is_the_page_of_numbers(answer: Any) -> None:
    check_headers(answer)
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    for number in NUMBERS:
        assert number in answer.text
    assert "kanari" not in answer.text
