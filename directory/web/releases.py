"""The release of now for one worker: the newest that is whole, taken without a signal and without a visitor waiting.

Reads the disk at most once a second and swaps one reference. Builds nothing and takes nothing away.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import logging
import threading
import time
from datetime import datetime
from pathlib import Path

from directory.catalog.hours import OSLO
from directory.release import BrokenRelease, NothingToServe, Release, load_release
from directory.release_files import SEAL, newest_first, pointed, refusal

_LOOK_EVERY = 1.0
"""Seconds between two looks at the pointer."""
_TRY_AGAIN_AFTER = 30.0
"""Seconds until a refused release is tried again: what was wrong may have been the disk."""
_M_MMAP_THRESHOLD, _LARGE = -3, 64 * 1024
"""Bytes of what the C library gives back as soon as it is free. Left to itself it keeps ever larger pieces."""
_M_ARENA_MAX = -8
"""Left to itself the C library keeps free memory apart for each thread; Python runs one at a time anyway."""
_log = logging.getLogger("directory")


class Releases:
    """`in_background`: once there is a release to serve, no visitor waits for the disk or for a new one to be read."""

    def __init__(self, var: Path, *, in_background: bool = False) -> None:
        self._var, self._in_background = var, in_background
        self._lock = threading.Lock()
        self._looked = 0.0
        self._refused: str | None = None
        self._refused_at = 0.0
        self._release: Release | None = None
        self.reason: str | None = None
        """Why the newest release was not taken, for `/health`; names no folder of this machine."""
        self.problems: tuple[str, ...] = ()
        """Why the newest content was not built."""
        self.built: datetime | None = None
        self._swap()

    def current(self) -> Release:
        """The release to serve. One thread at most loads a new one; the others go on with the old.

        Raises `NothingToServe` as long as no release could be loaded; never once one has been.
        """
        if time.monotonic() - self._looked > _LOOK_EVERY and self._lock.acquire(blocking=False):
            self._looked = time.monotonic()
            if self._in_background and self._release is not None:
                self._look_in_background()
            else:
                self._look()
        if self._release is None:
            raise NothingToServe(self.reason)
        return self._release

    def _look_in_background(self) -> None:
        try:
            threading.Thread(target=self._look, daemon=True).start()
        except RuntimeError:  # no thread to be had: next time
            self._lock.release()

    def _look(self) -> None:
        try:
            self._swap()
        finally:
            self._lock.release()

    def _swap(self) -> None:
        self._hear(refusal(self._var))
        try:
            newest = pointed(self._var)
        except OSError as error:
            self.reason = f"the pointer cannot be read: {error.strerror}"
            self._take_any()
            return
        if self._release is not None and newest.name == self._release.id:
            self.reason = self._refused = None
            return
        if newest.name == self._refused and time.monotonic() - self._refused_at < _TRY_AGAIN_AFTER:
            return
        try:
            self._take(newest)
            self.reason = self._refused = None
        except Exception as error:  # whatever is wrong with the new release, the one in memory is sound
            self.reason = f"release {newest.name[:40]} was refused: {_told(error)}"
            self._refused, self._refused_at = newest.name, time.monotonic()
            _log.error(self.reason)
            self._take_any()

    def _take(self, folder: Path) -> None:
        built = datetime.fromtimestamp((folder / SEAL).stat().st_mtime, OSLO)
        self._release, self.built = load_release(folder), built
        _give_back_memory()

    def _take_any(self) -> None:
        """A worker that starts after a power cut serves an older release rather than none."""
        for folder in newest_first(self._var) if self._release is None else ():
            try:
                self._take(folder)
                return
            except Exception as error:
                _log.error("release %s cannot be served either: %s", folder.name, _told(error))

    def _hear(self, problems: tuple[str, ...]) -> None:
        if problems and problems != self.problems:
            _log.error("the newest content was refused: %s", "; ".join(problems))
        self.problems = problems


def _give_back_memory() -> None:
    """The old release holds itself in circles, and what it leaves is in small pieces: without this a worker grows by
    a release each time.

    What lives as long as the release is then set aside: a collection would go through half a million things that are
    no garbage, so that Python would put it off and keep what requests leave behind.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.collect()  # counts what is left, so that the next one comes in time
    with contextlib.suppress(OSError, AttributeError):  # where the C library is another one
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        library.mallopt(_M_ARENA_MAX, 1)
        library.malloc_trim(0)


def _told(error: Exception) -> str:
    """The kind of error and what it says, without where things lie on this machine."""
    if isinstance(error, OSError):
        return f"{type(error).__name__}: {error.strerror}"
    if isinstance(error, BrokenRelease):
        return str(error)
    return f"{type(error).__name__}: {str(error)[:200]}"
