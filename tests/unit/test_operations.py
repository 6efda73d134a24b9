"""What is done to whole files: begun, copied, closed, moved, and shown before it is saved."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from directory.catalog.reading import load_catalog
from directory.catalog.rewriting import new_text, read_values
from directory.catalog.saving import ChangedMeanwhile, NotSaved, save, text_of
from directory.editor import moving
from directory.editor.moving import CannotMove, FileChange, HalfSaved, Movable, move, pointing_to, save_all
from directory.editor.operations import TemplateKind, close, copy, difference, open_again, template
from directory.editor.trial import try_files

REAL = Path(__file__).parents[2]
KINDS: tuple[TemplateKind, ...] = ("service", "meeting", "organization", "place", "question")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(REAL / "content", tmp_path / "content")
    return tmp_path / "content"


def state(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def broken(content: Path, changes: tuple[FileChange, ...] = ()) -> list[str]:
    files = {str(one.path.relative_to(content)): one.after for one in changes if one.path.is_relative_to(content)}
    return [str(problem) for problem in try_files(content, files)[1] if not problem.warning]


def test_a_difference_holds_both_texts() -> None:
    """What is shown before saving is all that goes and all that comes, each line with its number."""
    before, after = "a\nb\nc\nd\n", "a\nB\nc\nd\ne\n"
    lines = difference(before, after)
    assert [one.text for one in lines if one.kind != "added"] == before.split()
    assert [one.text for one in lines if one.kind != "taken"] == after.split()
    assert [(one.kind, one.before, one.after) for one in lines][1:3] == [("taken", 2, None), ("added", None, 2)]
    assert difference("", "a\n")[0].kind == "added"
    assert difference("a\r\n", "a\r\n")[0].text == "a"


def test_a_long_difference_is_shortened() -> None:
    """Of a long file only the lines beside the change are shown, and a sign that there are more."""
    before = "".join(f"{number}\n" for number in range(100))
    lines = difference(before, before.replace("50\n", "femti\n"), around=2)
    assert [one.kind for one in lines] == ["gap", "same", "same", "taken", "added", "same", "same", "gap"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_a_file_that_says_what_is_missing(kind: TemplateKind) -> None:
    """A new file can be written at once, and holds no fact that nobody has given."""
    values = template(kind)
    assert read_values(new_text("service" if kind == "meeting" else kind, values)) == values
    assert not values.keys() & {"phone", "website", "channels", "assured_date", "latitude"}


def test_a_copy_is_not_confirmed() -> None:
    """What a person confirmed of one offering, or what was true of it alone, is not said of its copy."""
    text = (
        "---\nname: A\nmoved_from: [b]\nstatus: closed\nclosed_date: 2026-01-01\nassured_date: 2026-01-01\n"
        "assured_by: KN\nreview_date: 2026-05-01\nconfidence: high\nfees: free\n---\nTekst.\n"
    )
    assert copy(text) == ({"name": "A", "confidence": "low", "fees": "free"}, "Tekst.")


def test_a_private_number_is_not_copied() -> None:
    """A person who agreed to stand with a private number at one offering has not agreed to stand at another."""
    text = (
        "---\nname: A\nchannels:\n  - phone: '22 40 00 40'\n  - phone: '90 00 00 00'\n    private: yes\n"
        "    consent: 2026-01-01\n---\n"
    )
    assert copy(text)[0]["channels"] == ({"phone": "22 40 00 40"},)


def test_closing_keeps_the_file(content: Path) -> None:
    """A closed offering says since when, keeps all else, checks, and can be opened again as it was."""
    path = content / "services" / "lpp.md"
    text = text_of(path)
    closed = close(text, date(2026, 11, 22))
    assert [one.text for one in difference(text, closed) if one.kind != "same"] == [
        "status: closed", "closed_date: '2026-11-22'",
    ]  # fmt: skip
    path.write_text(closed, encoding="utf-8")
    assert load_catalog(content)[0].services["lpp"].closed_date == date(2026, 11, 22)
    assert broken(content) == []
    assert open_again(closed) == text


MOVES: list[tuple[Movable, str, str]] = [
    ("services", "karmoy-mo-senteret", "mo-senteret-karmoy"),
    ("services", "anonyme-narkomane", "na-norge"),
    ("services", "helse-fonna-laering-mestring-psykisk", "laering-og-mestring"),
    ("organizations", "kirkens-sos", "kirkens-sos-norge"),
]


@pytest.mark.parametrize(("kind", "id_", "new_id"), MOVES)
def test_a_move_redirects_and_mends(content: Path, kind: Movable, id_: str, new_id: str) -> None:
    """After a move the old id, and those it had before, lead to the new one, and nothing points to what is gone."""
    old = load_catalog(content)[0].moved[kind]
    changes = move(content, kind, id_, new_id)
    assert broken(content, changes) == []
    save_all(changes)
    assert broken(content) == []
    now = load_catalog(content)[0].moved[kind]
    assert now == {key: new_id if value == id_ else value for key, value in old.items()} | {id_: new_id}
    assert pointing_to(content, kind, id_) == ()


def test_a_move_there_and_back(content: Path) -> None:
    """Moved back, every file that pointed to it is as it was; only the id between is remembered, after those before."""
    before = state(content)
    save_all(move(content, "services", "anonyme-narkomane", "na-norge"))
    save_all(move(content, "services", "na-norge", "anonyme-narkomane"))
    after = state(content)
    assert {path.name for path in before if before[path] != after.get(path)} == {"anonyme-narkomane.md"}
    assert read_values(text_of(content / "services" / "anonyme-narkomane.md"))["moved_from"] == ("na", "na-norge")


def test_translations_move_with_it(content: Path, tmp_path: Path) -> None:
    """A moved offering is still told in every language: its texts are found by the id."""
    po = tmp_path / "translations" / "uk" / "LC_MESSAGES" / "content.po"
    po.parent.mkdir(parents=True)
    text = 'msgctxt "services.lpp.name"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "services.lpp-radgivningstelefonen.name"\n'
    po.write_text(text, encoding="utf-8")
    save_all(move(content, "services", "lpp", "lpp-norge", tmp_path / "translations"))
    assert po.read_text(encoding="utf-8") == text.replace("services.lpp.", "services.lpp-norge.")


@pytest.mark.parametrize(
    ("new_id", "obstacle"), [("Ny Id", "not-an-id"), ("kirkens-sos", "taken"), ("lpp", "taken"), ("../x", "not-an-id")]
)
def test_a_move_that_cannot_be(content: Path, new_id: str, obstacle: str) -> None:
    """An id in use, or that is none, is refused before anything is changed."""
    with pytest.raises(CannotMove) as told:
        move(content, "services", "lpp", new_id)
    assert told.value.obstacle == obstacle


def test_an_id_that_redirects_elsewhere_is_refused(content: Path) -> None:
    """The old id of one offering never becomes that of another (P-10)."""
    taken, owner = next(iter(load_catalog(content)[0].moved["services"].items()))
    with pytest.raises(CannotMove) as told:
        move(content, "services", "lpp", taken)
    assert (told.value.obstacle, told.value.by) == ("redirects", f"services/{owner}.md")


@pytest.mark.parametrize("stops_at", [0, 1, 2, 3])
def test_a_move_that_the_disk_stops(content: Path, monkeypatch: pytest.MonkeyPatch, stops_at: int) -> None:
    """Wherever a full disk stops a move, every file is as it was."""
    before = state(content)
    changes = move(content, "services", "anonyme-narkomane", "na-norge")
    replace, unlink, count = os.replace, Path.unlink, [0]

    def full(*args: Path) -> None:
        count[0] += 1
        if count[0] == stops_at + 1 and stops_at < 3:
            raise OSError(errno.ENOSPC, "full")
        replace(*args)

    def kept(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".md" and stops_at == 3 and path.stem == "anonyme-narkomane":
            raise OSError(errno.EROFS, "read-only")
        unlink(path, missing_ok)

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(Path, "unlink", kept)
    assert len(changes) == 4
    with pytest.raises(NotSaved):
        save_all(changes)
    assert state(content) == before


def test_a_move_over_a_file_changed_meanwhile(content: Path) -> None:
    """A file that another changed after the move was shown stays theirs, and the rest is put back."""
    changes = move(content, "services", "anonyme-narkomane", "na-norge")
    path = content / "services" / "na-olen.md"
    path.write_text(text_of(path) + "Ny linje.\n", encoding="utf-8")
    before = state(content)
    with pytest.raises(ChangedMeanwhile):
        save_all(changes)
    assert state(content) == before


def test_what_cannot_be_put_back_is_named(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When putting back fails too, the editor is told which files are left changed."""
    changes = move(content, "services", "anonyme-narkomane", "na-norge")
    saved: list[Path] = []

    def once(path: Path, text: str, known: str | None) -> None:
        if saved:
            raise NotSaved(path, "full")
        save(path, text, known)
        saved.append(path)

    def never(path: Path, known: str) -> None:
        raise NotSaved(path, "rights")

    monkeypatch.setattr(moving, "save", once)
    monkeypatch.setattr(moving, "remove", never)
    with pytest.raises(HalfSaved) as told:
        save_all(changes)
    assert [path.name for path in told.value.left] == ["na-norge.md"]
