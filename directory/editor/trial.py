"""The whole content as it would be with one file changed, checked while somebody types. Writes nothing into it.

What has not changed since it was last read is not read again: each file's reading is kept with its time and size.
Left to the release: the crisis phrases (seconds of work), whose files the editor does not change.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from directory.assistant.lifelines import check_lifelines
from directory.catalog.models import Catalog
from directory.catalog.problems import Problem
from directory.catalog.reading import Shelf, load_catalog
from directory.catalog.words_file import Words, check_words, read_words

_Read = TypeVar("_Read")
_Stamp = tuple[int, int, int]
_MISSING: _Stamp = (0, 0, 0)


def try_out(content: Path, file: str, text: str | None) -> tuple[Catalog, list[Problem]]:
    """The catalogue and all its problems, with `text` in the place of `file` (within the content folder, as in
    `Problem.file`), which may be a new one; None: the file taken away."""
    return _shelf(content.resolve()).with_files({file: text})


def try_files(content: Path, files: Mapping[str, str | None]) -> tuple[Catalog, list[Problem]]:
    """As `try_out`, for several files; with none it is the content as it stands, read no more than is needed."""
    return _shelf(content.resolve()).with_files(files)


@cache
def _shelf(content: Path) -> _RememberingShelf:
    return _RememberingShelf(content)


class _RememberingShelf(Shelf):
    """The files of one content folder, with what was read from them."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._read: dict[str, tuple[_Stamp, object, list[Problem]]] = {}
        self._instead: dict[str, Path | None] = {}
        self._lock = Lock()

    def with_files(self, files: Mapping[str, str | None]) -> tuple[Catalog, list[Problem]]:
        with self._lock, tempfile.TemporaryDirectory(prefix="trial-") as made:
            try:
                for file, text in files.items():
                    self._instead[file] = None if text is None else _put(Path(made) / file, text)
                catalog, problems = load_catalog(self._content, self)
                problems += check_words(self._words(problems), catalog)
                if catalog.services:
                    problems += check_lifelines(catalog)
            finally:
                self._instead.clear()
        return catalog, sorted(set(problems))

    def paths(self, folder: Path) -> list[Path]:
        kind = folder.name
        found = {path.name: path for path in super().paths(folder)}
        for file, path in self._instead.items():
            if file.startswith(f"{kind}/") and path is not None:
                found[path.name] = path
            elif file.startswith(f"{kind}/"):
                found.pop(Path(file).name, None)
        return [found[name] for name in sorted(found)]

    def read(
        self, read: Callable[[Path, str, list[Problem]], _Read], path: Path, file: str, problems: list[Problem]
    ) -> _Read:
        if file in self._instead:
            return read(self._instead[file] or path.with_name(".taken-away"), file, problems)
        stamp = _stamp(path)
        kept = self._read.get(file)
        if kept is None or kept[0] != stamp:
            own: list[Problem] = []
            kept = self._read[file] = (stamp, read(path, file, own), own)
        problems += kept[2]
        result: Any = kept[1]
        return result  # type: ignore[no-any-return]

    def _words(self, problems: list[Problem]) -> Words:
        """Each language's words for itself, joined as `read_words` would."""
        folder = self._content / "words"
        parts = [
            self.read(_words_of, path, f"words/{path.name}", problems)
            for path in (self.paths(folder) if folder.is_dir() else ())
            if path.suffix == ".yaml" and not path.name.startswith(".")
        ]
        return Words(
            entries=tuple(entry for part in parts for entry in part.entries),
            stop={lang: words for part in parts for lang, words in part.stop.items()},
            known={lang: words for part in parts for lang, words in part.known.items()},
            forms={word: forms for part in parts for word, forms in part.forms.items()},
            compound_parts=frozenset(word for part in parts for word in part.compound_parts),
            compound_whole=frozenset(word for part in parts for word in part.compound_whole),
        )


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def _stamp(path: Path) -> _Stamp:
    try:
        told = path.stat()
    except OSError:
        return _MISSING
    return told.st_mtime_ns, told.st_size, told.st_ino


def _words_of(path: Path, file: str, problems: list[Problem]) -> Words:
    """The words of one file alone: `read_words` reads a folder."""
    with tempfile.TemporaryDirectory(prefix="words-") as alone:
        (Path(alone) / path.name).symlink_to(path)
        return read_words(Path(alone), problems)
