"""Suggestions while typing."""

from __future__ import annotations

import pytest

from directory.release import Release
from directory.search.index import SearchIndex
from directory.search.suggestions import suggest


@pytest.fixture(scope="module")
def index(release: Release) -> SearchIndex:
    return release.index


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("ens", "topic", "loneliness"), ("kirk", "service", "kirkens-sos"), ("haug", "place", "1106"),
        ("bomlo", "place", "4613"), ("hjelpetel", "service", "mental-helse-hjelpetelefonen"),
        ("rustel", "service", "rusinfo"), ("KIRKENS S", "service", "kirkens-sos"),
    ],
)  # fmt: skip
def test_beginnings_find_topics_names_and_places(index: SearchIndex, text: str, kind: str, id_: str) -> None:
    """The beginning of a label, of a word in it, of a former name or of a place, however it is spelt."""
    assert (kind, id_) in [(one.kind, one.id) for one in suggest(index, text, "nb", limit=20)]


def test_every_suggestion_exists_and_stands_once(index: SearchIndex) -> None:
    """A suggestion leads somewhere, and none is offered twice."""
    kinds = {
        "topic": index.catalog.topics, "type": index.catalog.types, "service": index.catalog.services,
        "place": index.catalog.places,
    }  # fmt: skip
    for text in "abcdefghijklmnoprstuv":
        found = suggest(index, text, "nb", limit=50)
        assert len({(one.kind, one.id) for one in found}) == len(found)
        assert all(one.id in kinds[one.kind] for one in found)


def test_suggestions_are_few_and_always_the_same(index: SearchIndex) -> None:
    """At most eight, in the same order every time; nothing typed, nothing offered."""
    assert len(suggest(index, "p", "nb")) == 8
    assert suggest(index, "p", "nb") == suggest(index, "p", "nb")
    assert suggest(index, "", "nb") == suggest(index, " !", "nb") == ()
    assert suggest(index, "qqq", "nb") == ()


def test_every_language_has_suggestions(index: SearchIndex) -> None:
    """Names are found on pages in every language, translated or not."""
    for lang in ("nb", "nn", "en", "pl", "uk", "ar", "so", "se"):
        assert any(one.id == "kirkens-sos" for one in suggest(index, "kirkens", lang))
