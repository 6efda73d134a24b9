"""The documentation says what the code does."""

from __future__ import annotations

from pathlib import Path

from directory.assistant.journeys import journeys_mermaid
from directory.catalog.reading import load_catalog

ROOT = Path(__file__).parents[2]


def test_the_picture_of_the_questions_is_todays() -> None:
    """docs/assistant.md shows the questions as they are now (else: `python -m directory journeys`)."""
    picture = journeys_mermaid(load_catalog(ROOT / "content")[0])
    assert picture.strip() in (ROOT / "docs" / "assistant.md").read_text(encoding="utf-8")


def test_every_key_of_a_service_is_documented() -> None:
    """docs/content-format.md names every key that a service file may hold."""
    source = (ROOT / "directory" / "catalog" / "service_file.py").read_text(encoding="utf-8")
    text = (ROOT / "docs" / "content-format.md").read_text(encoding="utf-8")
    asked = [part for part in source.split("fields.")[1:] if part.startswith(("text(", "flag(", "day(", "choice"))]
    keys = {part.split('"')[1] for part in asked}
    assert len(keys) > 20
    assert [key for key in sorted(keys) if f"{key}:" not in text] == []
