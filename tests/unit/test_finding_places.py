"""A place is found by what people type: name, post place, post code, number."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.finding_places import find_place
from directory.catalog.reading import load_catalog

CATALOG = load_catalog(Path(__file__).parents[2] / "content")[0]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Haugesund", "1106"),
        ("haugesund kommune", "1106"),
        ("5525", "1106"),
        ("5525 Haugesund", "1106"),
        ("Røvær", "1106"),
        ("rovaer", "1106"),
        ("Karmoy", "1149"),
        ("KOPERVIK", "1149"),
        ("Åkrehamn", "1149"),
        ("Aakrehamn", "1149"),
        ("Odda", "4618"),
        ("5750", "4618"),
        ("Bøml", "4613"),
        ("  utsira ", "1151"),
        ("هاوغسوند", "1106"),
        ("بلدية اوتسيرا", "1151"),
        ("Ґаугесунн", "1106"),
        ("Кармёй", "1149"),
    ],
)
def test_found(typed: str, number: str) -> None:
    """Names, post places, post codes and numbers lead to the municipality, however they are spelled."""
    match = find_place(CATALOG, typed)
    assert match.place is not None
    assert match.place.id == number


@pytest.mark.parametrize(
    ("typed", "municipality"), [("0150", "0301"), ("5003", "4601"), ("Lillehammer", None), ("9999", None)]
)
def test_unknown(typed: str, municipality: str | None) -> None:
    """A place that is not ours is told as unknown, with its municipality's number where the register has it."""
    match = find_place(CATALOG, typed)
    assert match.unknown
    assert match.typed == typed
    assert match.municipality == municipality


def test_nothing_typed_is_no_place() -> None:
    """Empty text and mere signs name no place and break nothing."""
    for typed in ("", "   ", "?", "x" * 5000):
        assert find_place(CATALOG, typed).place is None


def test_every_place_is_found_by_its_own_name_and_codes() -> None:
    """No municipality hides another: each is found by each of its names, in any letters, and by its post codes."""
    for place in CATALOG.places.values():
        for name in (place.name, *place.also_known_as):
            found = find_place(CATALOG, name).place
            assert found is not None
            assert found.id == place.id
        for code in [code for part in place.post_places for code in part.codes] + list(place.po_box_codes):
            by_code = find_place(CATALOG, code).place
            assert by_code is not None
            assert by_code.id == place.id
