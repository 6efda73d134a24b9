"""What a worker serves is made once, when the release is built; it is data, and of this very code."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

import directory.release as release_module
import directory.release_ready as ready_module
from directory.assistant.crisis import Detector, look
from directory.release import build_release, load_release
from directory.release_ready import CODE, READY, read_ready
from directory.search.query import SearchRequest, search
from directory.search.suggestions import suggest
from tests.unit.searching import NOON, QUERIES
from tests.unit.small_site import write_site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the real content."""
    var = tmp_path_factory.mktemp("var")
    return var / "releases" / build_release(ROOT / "content", ROOT / "translations", var)


def test_what_is_read_answers_as_what_is_made(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that reads what was made gives the answers of one that makes it from the files itself."""
    read = load_release(built)
    monkeypatch.setattr(ready_module, "CODE", "0" * len(CODE))
    made = load_release(built)
    for text in (*QUERIES, "jeg vil dø", "vil ikek leve mer", "sosialkonntoret", "хочу померти"):
        for lang in ("nb", "uk"):
            request = SearchRequest(text=text, lang=lang, now=NOON)
            assert search(read.index, request) == search(made.index, request)
            assert look(read.crisis, text, lang) == look(made.crisis, text, lang)
            assert suggest(read.index, text[:3], lang) == suggest(made.index, text[:3], lang)
    assert read.catalog == made.catalog


def test_a_worker_makes_nothing_itself(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting and reloading take what the build made, so that they cost little time and memory."""
    monkeypatch.setattr(release_module, "_made", lambda *_: pytest.fail("it was made again"))
    release = load_release(built)
    with pytest.raises(ValueError, match="read-only"):
        release.index.features.nothing[0] = 1


def test_equal_words_are_one_in_memory(built: Path) -> None:
    """The same word stands in many lists, and each worker holds it once."""
    (_, phrases), *_others = load_release(built).index.understanding.lexicon.phrases("no")
    listed = {word: word for word in phrases.surface}
    shared = [stem for stem in phrases.stems if stem in listed]
    assert shared
    assert all(listed[stem] is stem for stem in shared)


def test_what_other_code_made_is_made_anew(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update, an older release is served from its content, never through the shapes of other code."""
    assert read_ready(built / READY) is not None
    monkeypatch.setattr(ready_module, "CODE", "0" * len(CODE))
    assert read_ready(built / READY) is None
    assert load_release(built).catalog.services


def test_a_release_without_it_is_served(tmp_path: Path) -> None:
    """A release that was built before there was such a file is made from its content."""
    assert read_ready(tmp_path / READY) is None


class _Calls:
    def __init__(self, called: object, *given: object) -> None:
        self.called, self.given = called, given

    def __reduce__(self) -> tuple[object, ...]:
        return self.called, self.given


@pytest.mark.parametrize(
    "found",
    [_Calls(os.getpid), _Calls(eval, "1"), _Calls(getattr, "", "join"), _Calls(look, 1, "", "nb"), _Calls(search), {}],
)
def test_nothing_but_data_is_read(tmp_path: Path, found: object) -> None:
    """Whoever can write into the folder of releases can change what is served, but have no code of theirs run."""
    path = tmp_path / READY
    path.write_bytes(CODE.encode() + pickle.dumps(found))
    with pytest.raises(ValueError, match=r"no place|no data|no release"):
        read_ready(path)


def test_a_torn_one_is_refused(tmp_path: Path) -> None:
    """What breaks off in the middle is no release."""
    path = tmp_path / READY
    path.write_bytes(CODE.encode() + pickle.dumps(Detector)[:-3])
    with pytest.raises((ValueError, EOFError, pickle.UnpicklingError)):
        read_ready(path)


def test_it_follows_content_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code makes another release of the same content, which has its own."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    folders = write_site(tmp_path)
    first = build_release(*folders)
    monkeypatch.setattr(release_module, "CODE", "0" * len(CODE))
    assert build_release(*folders) != first
