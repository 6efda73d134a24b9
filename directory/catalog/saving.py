"""Puts a text on the disk whole or not at all, and never over what somebody else wrote meanwhile. Knows no YAML.

The text goes to a hidden file beside the one it replaces, onto the disk, and takes its name in one step; a power cut or
a `kill -9` leaves the old text or the new one. Two editors that save at once are put one after the other by a lock on
the folder itself, which leaves no file behind and is gone with the process that held it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal

Reason = Literal["full", "rights", "gone", "encoding", "other"]
_REASONS: Mapping[int, Reason] = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "full",
    errno.EACCES: "rights", errno.EPERM: "rights", errno.EROFS: "rights",
    errno.ENOENT: "gone", errno.ENOTDIR: "gone", errno.ESTALE: "gone",
}  # fmt: skip
_PREFIX, _SUFFIX = ".saving-", ".tmp"
"""Reading passes over what is hidden, and so does git here."""


class ChangedMeanwhile(Exception):
    """The file is not as the editor knew it; `text` is what is there now, None when there is no file any more."""

    def __init__(self, path: Path, text: str | None) -> None:
        super().__init__(f"{path.name} was changed meanwhile")
        self.path, self.text = path, text


class NotSaved(Exception):
    """The disk did not take the text; what was there is still there."""

    def __init__(self, path: Path, reason: Reason, told: str = "") -> None:
        super().__init__(f"{path.name} was not saved: {told or reason}")
        self.path, self.reason = path, reason


def digest(text: str) -> str:
    """What an editor keeps of the text it opened, to see later whether the file is still so."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def text_of(path: Path) -> str:
    """The text exactly as it stands, with its line endings and its byte order mark. Raises OSError, UnicodeError."""
    return path.read_bytes().decode("utf-8")


def save(path: Path, text: str, known: str | None) -> None:
    """Replaces the file by `text`. `known` is the digest of what the editor had open; None: the file must not exist.

    Raises `ChangedMeanwhile`, and `NotSaved` when the disk is full, the folder may not be written or is gone.
    """
    with _locked(path):
        _check(path, known)
        _replace(path, text)


def remove(path: Path, known: str) -> None:
    """Takes the file away, if it is still as known. Raises as `save`."""
    with _locked(path):
        _check(path, known)
        try:
            path.unlink()
            _sync(path.parent)
        except OSError as error:
            raise _not_saved(path, error) from error


def _not_saved(path: Path, error: OSError) -> NotSaved:
    return NotSaved(path, _REASONS.get(error.errno or 0, "other"), error.strerror or "")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _not_saved(path, error) from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _check(path: Path, known: str | None) -> None:
    try:
        there: str | None = text_of(path)
    except FileNotFoundError:
        there = None
    except UnicodeDecodeError as error:
        raise NotSaved(path, "encoding") from error
    except OSError as error:
        raise _not_saved(path, error) from error
    if (None if there is None else digest(there)) != known:
        raise ChangedMeanwhile(path, there)


def _replace(path: Path, text: str) -> None:
    # A link is followed: what it names is written, and the link stays.
    target = path.resolve()
    temporary = None
    try:
        raw = text.encode("utf-8")
        # Rights over the one file count too, though the folder's would be enough to put another in its place.
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb", buffering=0) as file:
            os.fchmod(file.fileno(), _mode(target))
            _write(file.fileno(), raw)
            os.fsync(file.fileno())
        os.replace(temporary, target)
        temporary = None
        _sync(target.parent)
    except UnicodeEncodeError as error:
        raise NotSaved(path, "encoding") from error
    except OSError as error:
        raise _not_saved(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _write(handle: int, raw: bytes) -> None:
    while raw:
        raw = raw[os.write(handle, raw) :]


def _mode(path: Path) -> int:
    """The rights of the file before; for a new one those that a file written in the ordinary way would get."""
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync(folder: Path) -> None:
    """The new name onto the disk as well, not only the text."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
