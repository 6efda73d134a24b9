"""Small parts of the pages: order of names, distances, icons, ages of sources, which texts name suicide."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.models import Place
from directory.web.icons import icon_reader
from directory.web.listing import norwegian_order
from directory.web.neighbours import distance
from directory.web.suicide_words import names_suicide


def test_names_stand_in_norwegian_order() -> None:
    """Æ, ø and å come after z, in that order, whatever the case."""
    names = ["Åpen", "ærlig", "Zoo", "Østre", "alfa", "Beta"]
    assert sorted(names, key=norwegian_order) == ["alfa", "Beta", "Zoo", "ærlig", "Østre", "Åpen"]


def test_distance_is_in_whole_kilometres() -> None:
    """Haugesund to Stavanger is about 55 km in a straight line; unknown points have no distance."""
    haugesund = Place(id="1106", name="Haugesund", county="Rogaland", latitude=59.41, longitude=5.27)
    stavanger = Place(id="1103", name="Stavanger", county="Rogaland", latitude=58.97, longitude=5.73)
    assert distance(haugesund, stavanger) == pytest.approx(55, abs=3)
    assert distance(haugesund, Place(id="1", name="x", county="y")) is None


def test_an_icon_is_decoration_without_ids(tmp_path: Path) -> None:
    """An icon is hidden from screen readers and brings no id; a name without a file is nothing."""
    (tmp_path / "Heart.svg").write_text(
        '<svg xmlns="x" width="1em" viewBox="0 0 24 24"><title id="t">Hjerte</title>'
        '<path id="p" d="M1.23456 2z"/></svg>'
    )
    (tmp_path / "secret.txt").write_text("<svg></svg>")
    icon = icon_reader(tmp_path)
    assert 'aria-hidden="true"' in icon("Heart")
    assert "id=" not in icon("Heart")
    assert "Hjerte" not in icon("Heart")
    assert 'd="M1.23 2z"' in icon("Heart")
    assert icon("Nope") == icon("../secret.txt") == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [("Etterlatte ved selvmord", True), ("sjølvmordstankar", True), ("Når noen har tatt sitt eget liv", True),
     ("vil ta livet sitt", True), ("Hele livet er vanskelig", False), ("ta kontakt", False)],
)  # fmt: skip
def test_texts_that_name_suicide_are_found(text: str, names: bool) -> None:
    """S-13: bokmål and nynorsk, the word itself and the way people say it."""
    assert names_suicide(None, "", text) is names
