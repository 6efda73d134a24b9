"""A release as it lies on disk: copied, sealed, pointed to, found again after a power cut, and taken away when old.

Everything is on the disk before it gets its name, and a release says of each of its files what is in it, so that a torn
one is seen and never served. Knows nothing of what the files mean.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

SEAL = "release.json"
_POINTER = "current"
_REFUSAL = "refused.json"
_KEPT = 3
"""Old releases that stay on disk, for workers that still serve them and for going back."""
_TORN_FOR = 3600.0
"""Seconds until what a stopped build left behind is taken away."""
_EDITORS_WORDS = "editor.po"
"""The words of the editors' own tools; no reader meets them."""
_MOST_REASONS = 20
_LONGEST_REASON = 400


class StillWritten(Exception):
    """The files were changed while they were copied."""


def source_files(folder: Path) -> list[Path]:
    """What a release is made from: nothing hidden, nothing that an editor's program left behind."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".md", ".yaml", ".csv", ".po") and path.name != _EDITORS_WORDS
    )


def copy_sources(source: Path, target: Path) -> None:
    """Copies the source files. Raises `StillWritten` when one came, went or changed meanwhile: half a tree."""
    target.mkdir(parents=True)
    before = _state(source)
    try:
        for path in source_files(source):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    except FileNotFoundError as gone:
        raise StillWritten from gone
    if _state(source) != before:
        raise StillWritten


def _state(folder: Path) -> list[tuple[Path, int, int]]:
    try:
        return [(path, (told := path.stat()).st_mtime_ns, told.st_size) for path in source_files(folder)]
    except FileNotFoundError as gone:
        raise StillWritten from gone


def seal(folder: Path, id_: str) -> None:
    """Puts every file of `folder` on the disk, then the seal, which names them all: without it nothing is taken."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        _onto_disk(path)
    sums = {str(path.relative_to(folder)): _sum(path) for path in files}
    write_durably(folder / SEAL, json.dumps({"id": id_, "files": sums}))
    for path in folder.rglob("*"):
        if path.is_dir():
            _onto_disk(path)


def sealed_id(folder: Path) -> str:
    """The id of a whole release. Raises OSError, or ValueError when the seal or a file of it is torn."""
    told = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    if not isinstance(told, dict) or not isinstance(told.get("files"), dict):
        raise ValueError("the seal is torn")
    for name, expected in told["files"].items():
        if _sum(folder / name) != expected:
            raise ValueError(f"{name} is torn")
    return str(told["id"])


def _sum(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()


def place(building: Path, releases: Path, id_: str) -> Path:
    """Gives what was built its name. A broken release of that name is moved away first."""
    named = releases / id_
    if named.exists():
        named.rename(building.with_name(f"{building.name}-broken"))
        shutil.rmtree(building.with_name(f"{building.name}-broken"), ignore_errors=True)
    building.chmod(0o755)
    building.rename(named)
    _onto_disk(releases)
    return named


def point(var: Path, id_: str) -> None:
    """The one step that makes `id_` the release to serve."""
    fresh = var / f".current-{os.getpid()}"
    write_durably(fresh, id_)
    fresh.replace(var / _POINTER)
    _onto_disk(var)


def pointed(var: Path) -> Path:
    """The folder of the release to serve. Raises OSError."""
    return var / "releases" / Path((var / _POINTER).read_text(encoding="utf-8", errors="replace").strip() or "-").name


def newest_first(var: Path) -> list[Path]:
    """All releases that have their name, for a worker that starts when the newest is torn."""
    try:
        named = [path for path in (var / "releases").iterdir() if not path.name.startswith(".")]
        return sorted(named, key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []


def forget_old(var: Path, current: str) -> None:
    """Takes away what no worker can still need: what stopped builds left an hour ago, and all but the newest."""
    old = [path for path in newest_first(var) if path.name != current][_KEPT:]
    left = [*(var / "releases").glob(".*"), *var.glob(".current-*")]
    for path in [*old, *(one for one in left if one.lstat().st_mtime < time.time() - _TORN_FOR)]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def note_refusal(var: Path, reasons: Sequence[str]) -> None:
    """Leaves for the workers why the newest content is not served; without reasons, that all is well."""
    try:
        if not reasons:
            (var / _REFUSAL).unlink(missing_ok=True)
            return
        told = [reason[:_LONGEST_REASON] for reason in reasons[:_MOST_REASONS]]
        fresh = var / f".current-{os.getpid()}-refused"
        fresh.write_text(json.dumps({"reasons": told, "more": len(reasons) - len(told)}), encoding="utf-8")
        fresh.replace(var / _REFUSAL)
    except OSError:
        return  # the disk is full: whoever built it has been told all the same


def refusal(var: Path) -> tuple[str, ...]:
    """Why the newest content was not taken; nothing when it was, or when nobody can say."""
    try:
        told: Any = json.loads((var / _REFUSAL).read_text(encoding="utf-8"))
        more = [f"and {told['more']} more"] if told["more"] else []
        return tuple(map(str, [*told["reasons"], *more]))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


@contextmanager
def one_at_a_time(var: Path) -> Iterator[None]:
    """Two who build at once would take each other's folders away; the second waits. A killed one lets go."""
    with (var / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _onto_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
