"""One sound version of everything: content and translations checked, index built, swapped in at one stroke.

A release is a folder `var/releases/<id>` that never changes once it has its name; `var/current` is a small file that
names the one to serve. Building happens beside the old; a power cut at any step leaves the old one in place. How it
lies on disk is `release_files`'; how a worker takes it is `web.releases`'.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from directory import release_files
from directory.assistant.crisis import Detector, build_patterns
from directory.assistant.crisis_checks import check_patterns
from directory.assistant.crisis_learned import read_learned, write_learned
from directory.assistant.crisis_learning import learn
from directory.assistant.crisis_patterns import CrisisPatterns
from directory.assistant.guide import Assistant, build_assistant
from directory.assistant.lifelines import check_lifelines
from directory.catalog.changes import Changes
from directory.catalog.crisis_examples import read_examples
from directory.catalog.crisis_file import CrisisPatternFiles, read_crisis
from directory.catalog.models import Catalog
from directory.catalog.problems import Advice, Problem
from directory.catalog.reading import load_catalog
from directory.catalog.words_file import Words, check_words, read_words
from directory.language.po_files import BrokenPoFile, compile_catalogs
from directory.language.texts import LanguageTexts, load_texts
from directory.release_files import (
    StillWritten,
    copy_sources,
    forget_old,
    note_refusal,
    one_at_a_time,
    place,
    point,
    seal,
    sealed_id,
    source_files,
)
from directory.release_ready import CODE, READY, read_ready, write_ready
from directory.search.facets import Facets
from directory.search.index import SearchIndex, build_index, open_index

_COPIES = 3
"""Times that a folder which is being written is copied before the release is refused."""
LEARNED = "crisis-learned.npz"
"""What the crisis examples teach, counted once a release."""


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
    texts: Mapping[str, LanguageTexts]
    index: SearchIndex
    crisis: Detector
    assistant: Assistant
    """What a turn of the assistant needs."""

    @property
    def facets(self) -> Facets:
        return self.index.facets

    @cached_property
    def changes(self) -> Changes:
        """When pages read otherwise next."""
        return Changes(self.catalog)


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


def release_id(content: Path, translations: Path) -> str:
    """A hash over every file that a release is made from, and over the code that builds from them."""
    digest = hashlib.sha256(CODE.encode())
    for path in [*source_files(content), *source_files(translations), Path(__file__), Path(release_files.__file__)]:
        digest.update(f"{path.parent.name}/{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def build_release(content: Path, translations: Path, var: Path) -> str:
    """Check, build beside the old and move the pointer; the id of the release that is now current.

    Raises `BrokenRelease` when the content has problems that are not warnings, and OSError when the disk is full or
    `var` cannot be written; in both cases what was served is still served, and `/health` says why.
    """
    (var / "releases").mkdir(parents=True, exist_ok=True)
    with one_at_a_time(var):
        try:
            id_ = _built(content, translations, var)
        except BrokenRelease as broken:
            note_refusal(var, [str(problem) for problem in broken.problems])
            raise
        except Exception as error:
            note_refusal(var, [f"{type(error).__name__}: {getattr(error, 'strerror', None) or 'it cannot be built'}"])
            raise
        note_refusal(var, ())
        forget_old(var, id_)
    return id_


def _built(content: Path, translations: Path, var: Path) -> str:
    releases = var / "releases"
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
    try:
        _copy(content, translations, building)
        # From the copy only: what is checked is what is built, even when an editor saves in between.
        catalog, words, problems = check_content(building / "content")
        if broken := [problem for problem in problems if not problem.warning]:
            raise BrokenRelease(broken)
        id_ = release_id(building / "content", building / "translations")
        if not _is_whole(releases / id_):
            _fill(building, catalog, words)
            seal(building, id_)
            load_release(building)
            place(building, releases, id_)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    point(var, id_)
    return id_


def _copy(content: Path, translations: Path, building: Path) -> None:
    for folder in (content, translations):
        # Without its translations the site would fall silent in every language but one.
        if not folder.is_dir():
            raise BrokenRelease([Problem(f"../{folder.name}", 1, Advice("Make the folder; it is missing"), "folder")])
    for _ in range(_COPIES):
        try:
            copy_sources(content, building / "content")
            copy_sources(translations, building / "translations")
            return
        except StillWritten:
            for name in ("content", "translations"):
                shutil.rmtree(building / name, ignore_errors=True)
    text = Advice("Reload once more when all files are in place; they were being changed")
    raise BrokenRelease([Problem(f"../{content.name}", 1, text, "still-written")])


def _is_whole(folder: Path) -> bool:
    """Whether this content has been built before, and the disk still holds it all."""
    try:
        load_release(folder)
    except Exception:  # whatever is wrong with it: it is built anew
        return False
    return True


def _fill(folder: Path, catalog: Catalog, words: Words) -> None:
    """Make all that is built from the copied content and translations."""
    try:
        compile_catalogs(folder / "translations")
    except BrokenPoFile as wrong:
        text = Advice("Mend this file, or fetch the one before; it cannot be read")
        raise BrokenRelease([Problem(f"../translations/{wrong}", 1, text, "po")]) from wrong
    build_index(catalog, _other_languages(load_texts(folder / "translations")), folder / "index", words)
    learned = learn(read_examples(folder / "content" / "crisis" / "examples", []), words)
    write_learned(learned, folder / LEARNED)
    write_ready(_made(folder, load_texts(folder / "translations")), folder / READY)


def _other_languages(texts: Mapping[str, LanguageTexts]) -> list[LanguageTexts]:
    """The languages that have content of their own beside the Norwegian source."""
    return [one for lang, one in texts.items() if lang not in ("nb", "nn") and one.translated]


def load_release(folder: Path) -> Release:
    """A built release read into memory. Raises OSError, ValueError or `BrokenRelease` when it is not whole."""
    id_, texts = sealed_id(folder), load_texts(folder / "translations")
    ready = read_ready(folder / READY) or _made(folder, texts)
    return Release(
        id=id_, texts=texts, assistant=ready, catalog=ready.catalog, index=ready.index, crisis=ready.crisis
    )


def _made(folder: Path, texts: Mapping[str, LanguageTexts]) -> Assistant:
    """What the release serves, made from its content and index."""
    catalog, problems = load_catalog(folder / "content")
    if broken := [problem for problem in problems if not problem.warning]:
        raise BrokenRelease(broken)
    words = read_words(folder / "content" / "words", [])
    index = open_index(catalog, folder / "index", words, list(texts.values()))
    patterns = _crisis_patterns(read_crisis(folder / "content" / "crisis", []), catalog)
    crisis = Detector(patterns=patterns, learned=read_learned(folder / LEARNED))
    return build_assistant(catalog, index, words, crisis)
