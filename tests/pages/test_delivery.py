"""How pages and files are delivered: compression, files that may be kept for ever, health, and settings."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from directory.release import Release
from directory.web.settings import Settings, SettingsError, checked_place, read_settings
from tests.conftest import GetPage


@pytest.mark.parametrize(
    ("accepts", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip")]
)
def test_pages_are_compressed_as_the_browser_asks(client: FlaskClient, accepts: str, encoding: str | None) -> None:
    """Brotli before gzip before neither, always the same page, and the answer says that it varies."""
    plain = client.get("/nb/topics/money").data
    answer = client.get("/nb/topics/money", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding or "", lambda body: body)(answer.data)
    assert unpacked == plain


@pytest.mark.parametrize(
    "path", ["/nb/", "/nb/services/kirkens-sos", "/nb/services", "/nb/crisis", "/nb/topics", "/nb/places/1106"]
)
def test_pages_are_light(client: FlaskClient, path: str) -> None:
    """A page is at most 30 kB compressed."""
    assert len(client.get(path, headers={"Accept-Encoding": "br"}).data) <= 30_000


def test_files_are_named_by_their_content_and_kept_for_ever(client: FlaskClient, get_page: GetPage) -> None:
    """A file asked for with the version that pages write may be kept for ever; without it, it is checked again."""
    sheets = [
        one["href"]
        for one in get_page("/nb/").page.all("link", rel="stylesheet")
        if one["href"].startswith("/static/css/")
    ]
    assert sheets
    for sheet in sheets:
        assert "?v=" in sheet
        assert "immutable" in client.get(sheet).headers["Cache-Control"]
        bare = client.get(sheet.partition("?")[0])
        assert bare.headers["Cache-Control"] == "no-cache"
        again = client.get(sheet.partition("?")[0], headers={"If-None-Match": bare.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/css"])
def test_no_file_outside_the_folder_is_served(client: FlaskClient, path: str) -> None:
    """A name that leads out of `static/`, or to a folder, is not found."""
    assert client.get(path).status_code == 404


def test_health_names_the_release(client: FlaskClient, release: Release) -> None:
    """`/health` says which release is served and is never kept."""
    answer = client.get("/health")
    told = answer.get_json()
    assert (told["release"], told["refused"], told["problems"]) == (release.id, None, [])
    assert answer.headers["Cache-Control"] == "no-store"


def test_settings_are_read_from_the_environment() -> None:
    """All settings, and the defaults when there are none."""
    assert read_settings({"PATH": "/bin"}) == Settings()
    told = {"DIRECTORY_URL": "https://a.example.no/", "DIRECTORY_PLACE": "1106", "DIRECTORY_VAR": "/tmp/x",
            "DIRECTORY_CONTACT": "post@example.no"}  # fmt: skip
    assert read_settings(told) == Settings(
        url="https://a.example.no", place="1106", var=Path("/tmp/x"), contact="post@example.no"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("URL", "help.example.no"), ("URL", "https://a.no/path"), ("URL", "https://me:secret@a.no"),
        ("PLACE", "Haugesund"),
     ("CONTACT", "post"), ("CONTACT", "a@b.no\nBcc: c@d.no"), ("VAR", __file__), ("PLAEC", "1106")],
)  # fmt: skip
def test_a_wrong_setting_is_refused_by_name(name: str, value: str) -> None:
    """Each wrong setting is refused with its name and what to write, all at once."""
    with pytest.raises(SettingsError) as told:
        read_settings({f"DIRECTORY_{name}": value, "DIRECTORY_NOPE": "1"})
    assert f"DIRECTORY_{name} is" in str(told.value)
    assert "DIRECTORY_NOPE is not a setting" in str(told.value)


def test_a_place_that_the_content_lacks_is_refused() -> None:
    """`DIRECTORY_PLACE` must be one of the places we hold."""
    with pytest.raises(SettingsError, match="1106"):
        checked_place(Settings(place="0301"), {"1106": None})
