"""S-24: with no sound release at all, every address answers with the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.web import create_app
from directory.web.settings import Settings


@pytest.mark.parametrize("path", ["/", "/nb/", "/en/crisis", "/nb/services/kirkens-sos", "/nowhere", "/health"])
def test_emergency_page(tmp_path: Path, path: str) -> None:
    """The site starts without a release, and shows the emergency page with status 503 until there is one."""
    answer = create_app(settings=Settings(var=tmp_path)).test_client().get(path)
    assert answer.status_code == 503
    for number in ("tel:113", "tel:116117", "tel:116123"):
        assert number in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_its_style_is_served(tmp_path: Path) -> None:
    """The emergency page's own style needs no release either."""
    client = create_app(settings=Settings(var=tmp_path)).test_client()
    assert client.get("/static/css/emergency.css").status_code == 200
