"""A release is built beside the old one and swapped in at one stroke; what is broken is never served."""

from __future__ import annotations

import logging
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import directory.release as release_module
import directory.release_files as files_module
import directory.web.releases as worker_module
from directory.release import (
    BrokenRelease,
    NothingToServe,
    build_release,
    check_content,
    load_release,
    release_id,
)
from directory.web.releases import Releases
from tests.unit.small_site import break_it, change, write_site

ROOT = Path(__file__).parents[2]
Folders = tuple[Path, Path, Path]
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgctxt "services.line.summary"
msgid "Noen å snakke med."
msgstr "Someone to talk to."
"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Small content, translations and var of one's own; workers look at the pointer each time they are asked.

    Waiting for the disk is left out; `test_on_the_disk_before_it_has_its_name` sees to that.
    """
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(worker_module, "_LOOK_EVERY", -1.0)
    return write_site(tmp_path)


def _translated(translations: Path, text: str = PO) -> Path:
    path = translations / "en" / "LC_MESSAGES" / "content.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _in_a_child(work: Callable[[], object]) -> int:
    """Does `work` in a process of its own: 0 when it was done, the signal below zero, or 1."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_the_real_content_is_sound() -> None:
    """The content in this repository has no problem that keeps it from being served."""
    problems = [problem for problem in check_content(ROOT / "content")[2] if not problem.warning]
    assert problems == []


def test_built_once(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same content is built once: a second build opens what is there."""
    first = build_release(*folders)
    monkeypatch.setattr(release_module, "build_index", lambda *_: pytest.fail("the index was built again"))
    assert build_release(*folders) == first


def test_broken_content_is_refused_and_the_old_one_served(folders: Folders, caplog: pytest.LogCaptureFixture) -> None:
    """S-24: a broken file raises every problem, the pointer stays, and workers can tell why until it is mended."""
    first = build_release(*folders)
    releases = Releases(folders[2])
    before = (folders[0] / "services" / "line.md").read_text(encoding="utf-8")
    break_it(folders[0])
    with pytest.raises(BrokenRelease) as refused:
        build_release(*folders)
    assert [problem.file for problem in refused.value.problems] == ["services/line.md"]
    with caplog.at_level(logging.ERROR, "directory"):
        assert releases.current().id == first == Releases(folders[2]).current().id
    assert releases.problems == tuple(str(problem) for problem in refused.value.problems)
    assert "services/line.md" in caplog.text
    (folders[0] / "services" / "line.md").write_text(before, encoding="utf-8")
    assert build_release(*folders) == first == releases.current().id
    assert releases.problems == ()


def test_a_worker_takes_the_new_release(folders: Folders) -> None:
    """A running worker serves the new release after the pointer moved, without being told."""
    first = build_release(*folders)
    releases = Releases(folders[2])
    assert releases.current().id == first
    change(folders[0])
    second = build_release(*folders)
    assert releases.current().id == second != first


def _tear(path: Path) -> int:
    """What a power cut leaves: the beginning of the file, the rest zeros or gone."""
    body = path.read_bytes()
    return path.write_bytes(body[: len(body) // 2])


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "the pointer names nothing": lambda var, new: (var / "current").write_text("0000", encoding="utf-8"),
    "the pointer is empty": lambda var, new: (var / "current").write_text("", encoding="utf-8"),
    "the pointer leads out": lambda var, new: (var / "current").write_text("../../../etc", encoding="utf-8"),
    "the pointer is not text": lambda var, new: (var / "current").write_bytes(b"\xff\xfe\0"),
    "no pointer": lambda var, new: (var / "current").unlink(),
    "a torn seal": lambda var, new: _tear(new / "release.json"),
    "a seal of another kind": lambda var, new: (new / "release.json").write_text("[]", encoding="utf-8"),
    "no seal": lambda var, new: (new / "release.json").unlink(),
    "a torn text": lambda var, new: _tear(new / "content" / "pages" / "about.md"),
    "a file of zeros": lambda var, new: (new / "content" / "services" / "line.md").write_bytes(b"\0" * 300),
    "a missing service": lambda var, new: (new / "content" / "services" / "line.md").unlink(),
    "torn translations": lambda var, new: _tear(new / "translations" / "en" / "LC_MESSAGES" / "content.mo"),
    "no translations": lambda var, new: shutil.rmtree(new / "translations"),
    "a torn index": lambda var, new: [_tear(path) for path in (new / "index").glob("*.seg")],
    "no index": lambda var, new: shutil.rmtree(new / "index"),
    "no content": lambda var, new: shutil.rmtree(new / "content"),
    "torn crisis weights": lambda var, new: _tear(new / release_module.LEARNED),
    "the release is gone": lambda var, new: shutil.rmtree(new),
    "all releases are gone": lambda var, new: shutil.rmtree(var / "releases"),
    "the whole folder is gone": lambda var, new: shutil.rmtree(var),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_worker_keeps_the_old_release(folders: Folders, damage: str) -> None:
    """Whatever is wrong with the newest release, a running worker serves the old one and says why, naming no folder;
    the next reload mends it."""
    _translated(folders[1])
    first = build_release(*folders)
    releases = Releases(folders[2])
    change(folders[0])
    second = build_release(*folders)
    DAMAGES[damage](folders[2], folders[2] / "releases" / second)
    assert releases.current().id == first
    assert releases.reason
    assert str(folders[2]) not in releases.reason
    assert build_release(*folders) == second
    assert Releases(folders[2]).current().id == second


@pytest.mark.parametrize("damage", [one for one in DAMAGES if not one.startswith(("all", "the whole"))])
def test_a_worker_that_starts_after_a_power_cut_serves_what_is_whole(folders: Folders, damage: str) -> None:
    """S-24: with the newest release torn, a worker that starts serves an older one rather than the emergency page."""
    _translated(folders[1])
    first = build_release(*folders)
    change(folders[0])
    second = build_release(*folders)
    DAMAGES[damage](folders[2], folders[2] / "releases" / second)
    releases = Releases(folders[2])
    assert releases.current().id in (first, second)
    assert releases.reason


def test_killed_at_every_step(folders: Folders) -> None:
    """Reload killed with SIGKILL at each step that touches the disk: what is served is the whole old release or the
    whole new one, and the next reload succeeds."""
    old = build_release(*folders)
    change(folders[0])
    var = str(folders[2])
    steps = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod")
    killed, seen = 0, set()
    while True:

        def build(last: int = killed) -> None:
            left = last

            def step(name: str, told: tuple[object, ...]) -> None:
                nonlocal left
                if name not in steps or not told or var not in str(told[0]) or "/services/" in str(told[0]):
                    return
                if name == "open" and not (isinstance(told[2], int) and told[2] & (os.O_WRONLY | os.O_RDWR)):
                    return
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

            sys.addaudithook(step)
            build_release(*folders)

        ended = _in_a_child(build)
        seen.add(Releases(folders[2]).current().id)
        assert Releases(folders[2]).reason is None
        if ended != -signal.SIGKILL:
            break
        killed += 1
    assert ended == 0
    assert killed > 30
    new = build_release(*folders)
    assert seen == {old, new}


def test_on_the_disk_before_it_has_its_name(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut right after a step finds on the disk what the step names: files, then seal, name and pointer."""
    steps: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: steps.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name))
    rename, replace = Path.rename, Path.replace
    monkeypatch.setattr(Path, "rename", lambda path, to: (steps.extend(["named"]), rename(path, to))[1])  # type: ignore[func-returns-value]
    monkeypatch.setattr(Path, "replace", lambda path, to: (steps.extend(["pointed"]), replace(path, to))[1])  # type: ignore[func-returns-value]
    build_release(*folders)
    order = [steps.index(one) for one in ("line.md", release_module.LEARNED, "release.json", "index", "named")]
    order += [steps.index("releases"), len(steps) - 1 - steps[::-1].index("pointed")]
    assert order == sorted(order)
    assert steps[-1] == "var"


@pytest.mark.parametrize("largest", [0, 10, 200, 600, 2_000])
def test_a_full_disk(folders: Folders, largest: int) -> None:
    """No file can grow beyond some bytes, as when the disk is full: the build fails with an OSError, leaves nothing
    half-built, and the old release stays."""
    old = build_release(*folders)
    change(folders[0])

    def build() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        with pytest.raises(OSError, match="File too large"):
            build_release(*folders)

    assert _in_a_child(build) == 0
    assert Releases(folders[2]).current().id == old
    assert [path.name for path in (folders[2] / "releases").iterdir()] == [old]
    assert build_release(*folders) != old


def test_a_failed_build_says_why(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """What made a build fail is told to the workers by its kind, without a path."""

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device", "/srv/secret/place")

    with monkeypatch.context() as broken:
        broken.setattr(release_module, "build_index", full_disk)
        with pytest.raises(OSError, match="No space"):
            build_release(*folders)
    assert not (folders[2] / "current").exists()
    assert list((folders[2] / "releases").iterdir()) == []
    assert files_module.refusal(folders[2]) == ("OSError: No space left on device",)


@pytest.mark.parametrize("which", [0, 1])
def test_a_vanished_folder_is_refused(folders: Folders, which: int) -> None:
    """Without its content there is no site, and without its translations it would fall silent in seven languages."""
    first = build_release(*folders)
    shutil.rmtree(folders[which])
    with pytest.raises(BrokenRelease):
        build_release(*folders)
    assert Releases(folders[2]).current().id == first


def test_a_torn_translation_is_refused(folders: Folders) -> None:
    """A translators' file cut off in the middle is a problem that names it, not a language that loses its texts."""
    _translated(folders[1])
    first = build_release(*folders)
    path = _translated(folders[1], PO[: PO.rindex("to talk")])
    with pytest.raises(BrokenRelease) as refused:
        build_release(*folders)
    assert "en/LC_MESSAGES/content.po" in str(refused.value.problems[0])
    assert Releases(folders[2]).current().id == first
    path.write_bytes(b"\xff\xfe\0msgid")
    with pytest.raises(BrokenRelease):
        build_release(*folders)


def test_a_tree_that_is_being_written_is_not_taken(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of an editor's upload is never a release: files that change while they are copied are copied again, and
    refused when they do not come to rest."""
    first = build_release(*folders)
    copyfile = shutil.copyfile

    def while_saving(source: Path, target: Path) -> None:
        copyfile(source, target)
        change(folders[0])

    with monkeypatch.context() as saving:
        saving.setattr("directory.release_files.shutil.copyfile", while_saving)
        with pytest.raises(BrokenRelease) as refused:
            build_release(*folders)
    assert refused.value.problems[0].rule == "still-written"
    assert Releases(folders[2]).current().id == first
    assert build_release(*folders) != first


def test_what_is_checked_is_what_is_named_and_kept(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor who saves right after the copy changes neither the release nor its id."""
    expected = release_id(*folders[:2])
    check = release_module.check_content

    def then_save(content: Path) -> object:
        checked = check(content)
        change(folders[0])
        return checked

    monkeypatch.setattr(release_module, "check_content", then_save)
    built = build_release(*folders)
    assert built == expected != release_id(*folders[:2])
    kept = load_release(folders[2] / "releases" / built).catalog.services["line"].body
    assert "Et nytt avsnitt" not in kept


def test_two_who_reload_at_once(folders: Folders) -> None:
    """Both succeed, one after the other, and the release is whole."""
    children = [os.fork() for _ in range(2)]
    for child in children:
        if child == 0:
            try:
                build_release(*folders)
                os._exit(0)
            except BaseException:
                os._exit(1)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert Releases(folders[2]).current().id == build_release(*folders)


def test_id_follows_the_content(folders: Folders) -> None:
    """The id is the same for the same files wherever they lie, and another one after any change."""
    before = release_id(*folders[:2])
    assert before == release_id(*folders[:2])
    change(folders[0])
    assert release_id(*folders[:2]) != before


def test_the_editors_words_make_no_release(folders: Folders) -> None:
    """The words of the editors' tools are no part of what is served: a slip in them holds nothing up."""
    build_release(*folders)
    before = release_id(*folders[:2])
    path = folders[1] / "nb" / "LC_MESSAGES" / "editor.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('msgid "torn', encoding="utf-8")
    assert release_id(*folders[:2]) == before
    assert build_release(*folders) == before


def test_old_releases_are_taken_away(folders: Folders) -> None:
    """The disk does not fill up: only the newest few releases stay, and what a killed build left goes after an hour."""
    left = folders[2] / "releases" / ".building-x"
    left.mkdir(parents=True)
    (folders[2] / ".current-1").write_text("x", encoding="utf-8")
    for path in (left, folders[2] / ".current-1"):
        os.utime(path, (0, 0))
    for _ in range(6):
        change(folders[0])
        build_release(*folders)
    assert len(list((folders[2] / "releases").iterdir())) == 4
    assert not (folders[2] / ".current-1").exists()


def test_a_worker_without_any_release_waits_for_one(folders: Folders) -> None:
    """S-24: a worker that starts with nothing to serve does not end; it takes the first sound release that comes."""
    releases = Releases(folders[2])
    with pytest.raises(NothingToServe):
        releases.current()
    first = build_release(*folders)
    assert releases.current().id == first


def test_a_refused_release_is_tried_again(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that could not be read for a while, because of the disk, is served when it can be."""
    build_release(*folders)
    releases = Releases(folders[2])
    change(folders[0])
    second = folders[2] / "releases" / build_release(*folders)
    (second / "release.json").rename(second / "away.json")
    assert releases.current().id != second.name
    (second / "away.json").rename(second / "release.json")
    assert releases.current().id != second.name
    monkeypatch.setattr(worker_module, "_TRY_AGAIN_AFTER", -1.0)
    assert releases.current().id == second.name
    assert releases.reason is None
