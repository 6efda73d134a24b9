"""A release is built beside the old one and swapped in at one stroke; what is broken is never served."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import directory.release as release_module
from directory.release import (
    BrokenRelease,
    NothingToServe,
    Releases,
    build_release,
    check_content,
    load_release,
    release_id,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A copy of the real content, an empty folder of translations and a var of its own."""
    content, translations, var = tmp_path / "content", tmp_path / "translations", tmp_path / "var"
    shutil.copytree(ROOT / "content", content)
    translations.mkdir()
    return content, translations, var


def _break(content: Path) -> None:
    path = content / "services" / "kirkens-sos.md"
    path.write_text(path.read_text(encoding="utf-8").replace("reach: national", "reach: nowhere"), encoding="utf-8")


def _change(content: Path) -> None:
    path = content / "services" / "kirkens-sos.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEt nytt avsnitt.\n", encoding="utf-8")


def test_the_real_content_is_sound() -> None:
    """The content in this repository has no problem that keeps it from being served."""
    problems = [problem for problem in check_content(ROOT / "content")[2] if not problem.warning]
    assert problems == []


def test_built_once(folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same content is built once: a second build opens what is there."""
    first = build_release(*folders)
    monkeypatch.setattr(release_module, "build_index", lambda *_: pytest.fail("the index was built again"))
    assert build_release(*folders) == first


def test_broken_content_is_refused_and_the_old_one_served(folders: tuple[Path, Path, Path]) -> None:
    """S-24: a broken file raises every problem, and the pointer stays where it was."""
    first = build_release(*folders)
    _break(folders[0])
    with pytest.raises(BrokenRelease) as refused:
        build_release(*folders)
    assert [problem.file for problem in refused.value.problems] == ["services/kirkens-sos.md"]
    assert Releases(folders[2]).current().id == first


def test_a_worker_takes_the_new_release(folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A running worker serves the new release after the pointer moved, without being told."""
    first = build_release(*folders)
    releases = Releases(folders[2])
    assert releases.current().id == first
    _change(folders[0])
    second = build_release(*folders)
    monkeypatch.setattr(release_module, "_LOOK_EVERY", -1.0)
    assert releases.current().id == second != first


@pytest.mark.parametrize("damage", ["no-such", "torn-json", "no-index", "no-content", "no-pointer"])
def test_a_worker_keeps_the_old_release(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    """Whatever is wrong with the newest release, a running worker serves the old one and says why."""
    first = build_release(*folders)
    releases = Releases(folders[2])
    _change(folders[0])
    second = folders[2] / "releases" / build_release(*folders)
    if damage == "no-such":
        (folders[2] / "current").write_text("0000", encoding="utf-8")
    elif damage == "torn-json":
        (second / "release.json").write_text('{"id', encoding="utf-8")
    elif damage == "no-pointer":
        (folders[2] / "current").unlink()
    else:
        shutil.rmtree(second / damage.removeprefix("no-"))
    monkeypatch.setattr(release_module, "_LOOK_EVERY", -1.0)
    assert releases.current().id == first
    assert releases.reason


def test_a_half_built_release_is_not_taken(folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that stops in the middle leaves no release and no pointer, and the next build succeeds."""

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(release_module, "build_index", full_disk)
        with pytest.raises(OSError, match="No space"):
            build_release(*folders)
    assert not (folders[2] / "current").exists()
    assert list((folders[2] / "releases").iterdir()) == []
    assert load_release(folders[2] / "releases" / build_release(*folders)).catalog.services


def test_id_follows_the_content(folders: tuple[Path, Path, Path]) -> None:
    """The id is the same for the same files wherever they lie, and another one after any change."""
    before = release_id(*folders[:2])
    assert before == release_id(*folders[:2])
    _change(folders[0])
    assert release_id(*folders[:2]) != before


def test_old_releases_are_taken_away(folders: tuple[Path, Path, Path]) -> None:
    """The disk does not fill up: only the newest few releases stay."""
    for _ in range(6):
        _change(folders[0])
        build_release(*folders)
    assert len(list((folders[2] / "releases").iterdir())) == 4


def test_a_worker_without_any_release_waits_for_one(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """S-24: a worker that starts with nothing to serve does not end; it takes the first sound release that comes."""
    releases = Releases(folders[2])
    with pytest.raises(NothingToServe):
        releases.current()
    first = build_release(*folders)
    monkeypatch.setattr(release_module, "_LOOK_EVERY", -1.0)
    assert releases.current().id == first


def test_a_refused_release_is_tried_again(folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that could not be read for a while, because of the disk, is served when it can be."""
    build_release(*folders)
    releases = Releases(folders[2])
    _change(folders[0])
    second = folders[2] / "releases" / build_release(*folders)
    (second / "release.json").rename(second / "away.json")
    monkeypatch.setattr(release_module, "_LOOK_EVERY", -1.0)
    assert releases.current().id != second.name
    (second / "away.json").rename(second / "release.json")
    assert releases.current().id != second.name
    monkeypatch.setattr(release_module, "_TRY_AGAIN_AFTER", -1.0)
    assert releases.current().id == second.name
    assert releases.reason is None
