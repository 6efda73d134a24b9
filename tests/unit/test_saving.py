"""A text is saved whole or not at all, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from directory.catalog import saving
from directory.catalog.reading import load_catalog
from directory.catalog.saving import ChangedMeanwhile, NotSaved, digest, remove, save, text_of
from tests.unit.small_content import write_content

OLD = "---\nname: Før\n---\n"
NEW = "---\nname: Etter\n---\nTekst.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "one.md"
    made.write_bytes(OLD.encode())
    return made


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_known_file_is_replaced(path: Path) -> None:
    """What is read afterwards is exactly what was saved, and nothing else lies in the folder."""
    save(path, NEW, digest(OLD))
    assert text_of(path) == NEW
    assert names(path.parent) == ["one.md"]


def test_line_ends_and_byte_order_mark_are_saved_as_they_are(path: Path) -> None:
    """A file from Windows stays one."""
    text = "\ufeff---\r\nname: Ærlig 🙂\r\n---\r\n"
    save(path, text, digest(OLD))
    assert path.read_bytes() == text.encode()
    assert text_of(path) == text


def test_rights_stay(path: Path) -> None:
    """A file that the group may write is one afterwards too."""
    path.chmod(0o664)
    save(path, NEW, digest(OLD))
    assert path.stat().st_mode & 0o777 == 0o664


def test_a_new_file_gets_ordinary_rights(tmp_path: Path) -> None:
    """A new file can be read by the server, as one saved by any program can."""
    (tmp_path / "plain.md").write_text("x")
    save(tmp_path / "new.md", NEW, None)
    assert (tmp_path / "new.md").stat().st_mode == (tmp_path / "plain.md").stat().st_mode


def test_a_link_stays_a_link(path: Path) -> None:
    """What a link names is written, not the link."""
    link = path.with_name("link.md")
    link.symlink_to(path)
    save(link, NEW, digest(OLD))
    assert link.is_symlink()
    assert text_of(path) == NEW


def test_a_file_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    """The other's text stays and is handed over, so that the two can be brought together."""
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile) as told:
        save(path, NEW, digest(OLD))
    assert told.value.text == "theirs" == text_of(path)


def test_a_file_that_went_meanwhile_is_not_written(path: Path) -> None:
    """Whoever took it away is told of, not undone."""
    path.unlink()
    with pytest.raises(ChangedMeanwhile) as told:
        save(path, NEW, digest(OLD))
    assert told.value.text is None
    assert names(path.parent) == []


def test_a_new_file_does_not_replace_one(path: Path) -> None:
    """An id that is taken stays with its file."""
    with pytest.raises(ChangedMeanwhile) as told:
        save(path, NEW, None)
    assert told.value.text == OLD == text_of(path)


def test_taking_away(path: Path) -> None:
    """A file is taken away only as long as it is the one that was shown."""
    with pytest.raises(ChangedMeanwhile):
        remove(path, digest(NEW))
    remove(path, digest(OLD))
    assert names(path.parent) == []


@pytest.mark.parametrize("where", ["write", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EACCES, "rights"),
        (errno.EROFS, "rights"),
        (errno.EIO, "other"),
    ],
)
def test_a_disk_that_refuses(path: Path, monkeypatch: pytest.MonkeyPatch, where: str, number: int, reason: str) -> None:
    """Wherever it stops, the old text is whole, nothing is left behind, and the reason is told."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, where, refuse)
    with pytest.raises(NotSaved) as told:
        save(path, NEW, digest(OLD))
    monkeypatch.undo()
    assert told.value.reason == reason
    assert text_of(path) == OLD
    assert names(path.parent) == ["one.md"]


def test_a_disk_that_takes_little_at_a_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that takes a part only is gone on with, never taken for the whole."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, raw: write(handle, raw[:7]))
    save(path, NEW, digest(OLD))
    assert text_of(path) == NEW


def test_a_full_disk_in_the_middle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a text is never the file."""
    write, done = os.write, list[int]()

    def fills(handle: int, raw: bytes) -> int:
        if done:
            raise OSError(errno.ENOSPC, "full")
        done.append(1)
        return write(handle, raw[:5])

    monkeypatch.setattr(os, "write", fills)
    with pytest.raises(NotSaved):
        save(path, NEW, digest(OLD))
    monkeypatch.undo()
    assert (text_of(path), names(path.parent)) == (OLD, ["one.md"])


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """A memory stick pulled out is told of as such."""
    with pytest.raises(NotSaved) as told:
        save(tmp_path / "gone" / "one.md", NEW, None)
    assert told.value.reason == "gone"


def test_half_a_character_is_refused(path: Path) -> None:
    """What cannot be written as UTF-8 does not empty the file."""
    with pytest.raises(NotSaved) as told:
        save(path, "\ud800", digest(OLD))
    assert told.value.reason == "encoding"
    assert (text_of(path), names(path.parent)) == (OLD, ["one.md"])


def test_of_two_savers_one_wins(path: Path) -> None:
    """Twenty at once from the same text: one is saved, nineteen are told of it, and the file is the one's."""
    told: list[str | ChangedMeanwhile] = []
    start = threading.Barrier(20)

    def saver(number: int) -> None:
        start.wait()
        try:
            save(path, f"nummer {number}\n", digest(OLD))
            told.append(f"nummer {number}\n")
        except ChangedMeanwhile as changed:
            told.append(changed)

    threads = [threading.Thread(target=saver, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [one for one in told if isinstance(one, str)]
    assert len(told) == 20
    assert won == [text_of(path)]


_SAVES_ON = """
import sys
from pathlib import Path
from directory.catalog.saving import digest, save, text_of
path = Path(sys.argv[1])
while True:
    text = text_of(path)
    save(path, ("B" if text[0] == "A" else "A") * 400_000, digest(text))
    print(".", flush=True)
"""


def test_killed_in_the_middle(tmp_path: Path) -> None:
    """`kill -9` at any moment leaves the old text or the new one, and no lock that would hold up the next save."""
    path = tmp_path / "one.md"
    path.write_text("A" * 400_000)
    for after in (1, 2, 3, 5, 8):
        saver = subprocess.Popen([sys.executable, "-c", _SAVES_ON, str(path)], stdout=subprocess.PIPE)
        assert saver.stdout is not None
        saver.stdout.read(2 * after)
        saver.send_signal(signal.SIGKILL)
        saver.wait()
        saver.stdout.close()
        assert path.read_text() in ("A" * 400_000, "B" * 400_000)
    save(path, "A", digest(path.read_text()))


def test_what_a_killed_saver_left_is_no_content(tmp_path: Path) -> None:
    """The hidden file of a save that was cut off is passed over when the content is read."""
    content = write_content(tmp_path)
    (content / "services" / f"{saving._PREFIX}abc{saving._SUFFIX}").write_text("half a te")
    assert [problem for problem in load_catalog(content)[1] if not problem.warning] == []
