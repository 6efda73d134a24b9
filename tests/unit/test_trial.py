"""The content is tried out with a file changed, and says what `check` would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.problems import Problem
from directory.catalog.reading import load_catalog
from directory.catalog.service_file import read_service
from directory.editor.trial import try_files, try_out
from directory.release import check_content
from tests.unit.small_content import FILES, write_content

LINE = "services/line.md"
REAL = Path(__file__).parents[2] / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    made = write_content(tmp_path)
    (made / "words").mkdir()
    (made / "words" / "nb.yaml").write_text("topics:\n  loneliness: [ensom, alene, ingen venner]\n", encoding="utf-8")
    return made


def checked(content: Path) -> list[Problem]:
    """As `check` reads it, without the crisis phrases, which this small content has none of."""
    return [one for one in check_content(content)[2] if not one.file.startswith("crisis")]


def test_the_real_content_reads_as_check_reads_it() -> None:
    """The catalogue that is tried out is the one that would be served, and so are its problems."""
    catalog, problems = try_files(REAL, {})
    expected, _, expected_problems = check_content(REAL)
    assert catalog == expected
    assert problems == expected_problems


BROKEN = [
    (LINE, FILES[LINE].replace("type: helpline", "type: helplnie")),
    (LINE, FILES[LINE].replace("summary: Noen å snakke med.", "summary:")),
    (LINE, "no front matter"),
    (LINE, None),
    ("services/second.md", FILES[LINE].replace("organization: listeners", "organization: nobody")),
    ("services/Wrong Name.md", FILES[LINE]),
    ("organizations/listeners.md", None),
    ("topics/groups.yaml", "- id: other\n  label: Annet\n  icon: Heart\n"),
    ("topics/loneliness.md", None),
    ("needs.yaml", "- id: a\n  label: A\n  services: [nobody]\n"),
    ("words/nb.yaml", "topics:\n  loneliness: [ensom]\n"),
    ("words/nb.yaml", "topics: [\n"),
    ("words/nn.yaml", "topics:\n  nowhere: [einsam, åleine, aleine]\n"),
]


@pytest.mark.parametrize(("file", "text"), BROKEN)
def test_a_change_is_told_of_as_when_it_is_made(content: Path, file: str, text: str | None) -> None:
    """What is said while typing is what `check` says once the file is saved."""
    before = try_files(content, {})
    told = try_out(content, file, text)
    assert try_files(content, {}) == before
    path = content / file
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    assert told[1] == checked(content)
    assert told[1] != before[1]
    assert told[0] == load_catalog(content)[0]


def test_nothing_is_written(content: Path) -> None:
    """Trying out leaves every file as it was, and adds none."""
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    try_out(content, "services/new.md", FILES[LINE])
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


def test_what_other_hands_changed_is_seen(content: Path) -> None:
    """A file saved by another program between two looks is read anew, also when it has the same length."""
    try_files(content, {})
    path = content / LINE
    path.write_text(FILES[LINE].replace("Linjen", "Lynjen"), encoding="utf-8")
    assert try_files(content, {})[0].services["line"].name == "Lynjen"
    path.unlink()
    assert "line" not in try_files(content, {})[0].services


def test_only_the_changed_file_is_read(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody types, nothing else is read again: that is what makes it fast enough."""
    try_files(content, {})
    read: list[str] = []

    def noting(path: Path, file: str, problems: list[Problem]) -> object:
        read.append(file)
        return read_service(path, file, problems)

    monkeypatch.setattr("directory.catalog.reading.read_service", noting)
    for name in "abc":
        (content / "services" / f"{name}.md").write_text(FILES[LINE], encoding="utf-8")
    try_files(content, {})
    read.clear()
    for word in ("Ny", "Nyt", "Nytt"):
        catalog, _ = try_out(content, LINE, FILES[LINE].replace("Linjen", word))
        assert catalog.services["line"].name == word
    assert read == [LINE, LINE, LINE]


def test_several_files_at_once(content: Path) -> None:
    """A move is tried out whole: the new file, the old one gone."""
    moved = FILES[LINE].replace("name: Linjen\n", "name: Linjen\nmoved_from: [line]\n")
    catalog, problems = try_files(content, {"services/new-line.md": moved, LINE: None})
    assert catalog.moved["services"] == {"line": "new-line"}
    assert problems == try_files(content, {})[1]
