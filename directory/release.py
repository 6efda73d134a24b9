"""One sound version of everything: content and translations checked, index built, swapped in at one stroke.

A release is a folder `var/releases/<id>` that never changes once it has its name; `var/current` is a small file that
names the one to serve. Building happens beside the old; a power cut at any step leaves the old one in place. Running
workers are never signalled: each looks at the pointer at most once a second.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from directory.assistant.crisis import Detector, build_patterns
from directory.assistant.crisis_checks import check_patterns
from directory.assistant.crisis_learned import learn, read_learned, write_learned
from directory.assistant.crisis_patterns import CrisisPatterns
from directory.assistant.guide import Assistant, build_assistant
from directory.assistant.lifelines import check_lifelines
from directory.catalog.changes import Changes
from directory.catalog.crisis_examples import read_examples
from directory.catalog.crisis_file import CrisisPatternFiles, read_crisis
from directory.catalog.models import Catalog
from directory.catalog.problems import Problem
from directory.catalog.reading import load_catalog
from directory.catalog.words_file import Words, check_words, read_words
from directory.language.po_files import compile_catalogs
from directory.language.texts import LanguageTexts, load_texts
from directory.search.facets import Facets
from directory.search.index import SearchIndex, build_index, open_index

_LOOK_EVERY = 1.0
"""Seconds between two looks at the pointer."""
_TRY_AGAIN_AFTER = 30.0
"""Seconds until a refused release is tried again: what was wrong may have been the disk."""
_KEPT = 3
"""Old releases that stay on disk, for workers that still serve them and for going back."""
LEARNED = "crisis-learned.json"
"""What the crisis examples teach, counted once a release."""
_log = logging.getLogger("directory")


class BrokenRelease(Exception):
    """The content cannot be served; `problems` says why. The release before stays."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the content")
        self.problems = tuple(problems)


class NothingToServe(Exception):
    """No sound release has been loaded yet; the emergency page is served until one is (S-24)."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """Everything that is served, in memory."""

    id: str
    catalog: Catalog
    words: Words
    texts: Mapping[str, LanguageTexts]
    index: SearchIndex
    crisis: Detector

    @property
    def facets(self) -> Facets:
        return self.index.facets

    @cached_property
    def changes(self) -> Changes:
        """When pages read otherwise next."""
        return Changes(self.catalog)

    @cached_property
    def assistant(self) -> Assistant:
        """What a turn of the assistant needs, made once."""
        return build_assistant(self.catalog, self.index, self.words, self.crisis)


def check_content(content: Path) -> tuple[Catalog, Words, list[Problem]]:
    """The content folder read, with the problems of all rooms."""
    catalog, problems = load_catalog(content)
    words = read_words(content / "words", problems)
    problems += check_words(words, catalog)
    crisis = read_crisis(content / "crisis", problems)
    problems += check_patterns(crisis, _crisis_patterns(crisis, catalog))
    read_examples(content / "crisis" / "examples", problems)
    if catalog.services:
        problems += check_lifelines(catalog)
    return catalog, words, sorted(set(problems))


def _crisis_patterns(files: CrisisPatternFiles, catalog: Catalog) -> CrisisPatterns:
    """The phrases, with the catalogue's own words as ordinary ones that are no typing slip of a phrase."""
    return build_patterns(files, [text for one in catalog.services.values() for text in (one.name, one.summary)])


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and path.suffix in (".md", ".yaml", ".csv", ".po")
    )


def release_id(content: Path, translations: Path) -> str:
    """A hash over every file that a release is made from, and over the code that builds from them."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    code = [path for room in ("search", "language", "assistant") for path in sorted((package / room).glob("*.py"))]
    for path in [*_files(content), *_files(translations), *code]:
        digest.update(f"{path.parent.name}/{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def build_release(content: Path, translations: Path, var: Path) -> str:
    """Check, build beside the old and move the pointer; the id of the release that is now current.

    Raises `BrokenRelease` when the content has problems that are not warnings, and OSError when the disk is full or
    `var` cannot be written; in both cases what was served is still served.
    """
    _, words, problems = check_content(content)
    if broken := [problem for problem in problems if not problem.warning]:
        raise BrokenRelease(broken)
    id_ = release_id(content, translations)
    releases = var / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    if not (releases / id_ / "release.json").exists():
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
        try:
            _fill(building, content, translations, words, id_)
            shutil.rmtree(releases / id_, ignore_errors=True)
            building.chmod(0o755)
            building.rename(releases / id_)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    load_release(releases / id_)
    _point(var, id_)
    _forget_old(releases, id_)
    return id_


def _fill(folder: Path, content: Path, translations: Path, words: Words, id_: str) -> None:
    """Write a whole release to `folder`; `release.json` comes last, so that a half-written one is never taken."""
    for source, name in ((content, "content"), (translations, "translations")):
        for path in _files(source):
            target = folder / name / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    compile_catalogs(folder / "translations")
    # Read again from the copy: what is built is what is kept, even when an editor saves in between.
    catalog, problems = load_catalog(folder / "content")
    if broken := [problem for problem in problems if not problem.warning]:
        raise BrokenRelease(broken)
    build_index(catalog, _other_languages(load_texts(folder / "translations")), folder / "index", words)
    learned = learn(read_examples(folder / "content" / "crisis" / "examples", []), words)
    (folder / LEARNED).write_text(write_learned(learned), encoding="utf-8")
    _write_durably(folder / "release.json", json.dumps({"id": id_}))


def _other_languages(texts: Mapping[str, LanguageTexts]) -> list[LanguageTexts]:
    """The languages that have content of their own beside the Norwegian source."""
    return [one for lang, one in texts.items() if lang not in ("nb", "nn") and one.translated]


def load_release(folder: Path) -> Release:
    """A built release read into memory. Raises OSError, ValueError or `BrokenRelease` when it is not whole."""
    id_ = str(json.loads((folder / "release.json").read_text(encoding="utf-8"))["id"])
    catalog, problems = load_catalog(folder / "content")
    if broken := [problem for problem in problems if not problem.warning]:
        raise BrokenRelease(broken)
    words = read_words(folder / "content" / "words", [])
    texts = load_texts(folder / "translations")
    index = open_index(catalog, folder / "index", words, list(texts.values()))
    patterns = _crisis_patterns(read_crisis(folder / "content" / "crisis", []), catalog)
    crisis = Detector(patterns=patterns, learned=read_learned((folder / LEARNED).read_text(encoding="utf-8")))
    release = Release(id=id_, catalog=catalog, words=words, texts=texts, index=index, crisis=crisis)
    _ = release.assistant  # built now, so that nobody waits for it
    return release


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _point(var: Path, id_: str) -> None:
    fresh = var / f".current-{os.getpid()}"
    _write_durably(fresh, id_)
    fresh.replace(var / "current")


def _forget_old(releases: Path, current: str) -> None:
    """Take away what no worker can still need: half-built folders of an hour ago, and all but the newest releases."""
    built = sorted(
        (path for path in releases.iterdir() if path.is_dir() and path.name != current),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    whole = [path for path in built if not path.name.startswith(".")]
    torn = [path for path in built if path.name.startswith(".") and path.stat().st_mtime < time.time() - 3600]
    for path in [*whole[_KEPT:], *torn]:
        shutil.rmtree(path, ignore_errors=True)


class Releases:
    """The release of now for one worker. Reads the pointer at most once a second and swaps one reference.

    `in_background`: once there is a release to serve, no visitor waits for the disk or for a new one to be read.
    """

    def __init__(self, var: Path, *, in_background: bool = False) -> None:
        self._var, self._in_background = var, in_background
        self._lock = threading.Lock()
        self._looked = 0.0
        self._refused: str | None = None
        self._refused_at = 0.0
        self.reason: str | None = None
        """Why the newest release was not taken, for `/health`."""
        self._release: Release | None = None
        self._swap()

    def current(self) -> Release:
        """The release to serve. One thread at most loads a new one; the others go on with the old.

        Raises `NothingToServe` as long as no release could be loaded; never once one has been.
        """
        if time.monotonic() - self._looked > _LOOK_EVERY and self._lock.acquire(blocking=False):
            self._looked = time.monotonic()
            if self._in_background and self._release is not None:
                threading.Thread(target=self._look, daemon=True).start()
            else:
                self._look()
        if self._release is None:
            raise NothingToServe(self.reason)
        return self._release

    def _look(self) -> None:
        try:
            self._swap()
        finally:
            self._lock.release()

    def _swap(self) -> None:
        try:
            pointed = self._pointed()
        except OSError as error:
            self.reason = f"the pointer cannot be read: {error.strerror}"
            return
        if self._release is not None and pointed == self._release.id:
            self.reason = self._refused = None
            return
        if pointed == self._refused and time.monotonic() - self._refused_at < _TRY_AGAIN_AFTER:
            return
        try:
            self._release, self.reason, self._refused = self._load(pointed), None, None
        except Exception as error:  # whatever is wrong with the new release, the one in memory is sound
            self.reason = f"release {pointed} was refused: {type(error).__name__}: {error}"
            self._refused, self._refused_at = pointed, time.monotonic()
            _log.error(self.reason)

    def _pointed(self) -> str:
        return (self._var / "current").read_text(encoding="utf-8").strip()

    def _load(self, id_: str) -> Release:
        return load_release(self._var / "releases" / Path(id_).name)
