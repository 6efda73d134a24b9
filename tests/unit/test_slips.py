"""Typing slips, ages and places in a query."""

from __future__ import annotations

import pytest

from directory.catalog.models import Catalog
from directory.language.ages import age_in
from directory.language.folding import words_of
from directory.language.place_names import PlaceNames
from directory.language.slips import LEADS, Slips

KNOWN = {
    "angst": LEADS,
    "deprimert": LEADS,
    "ensom": LEADS,
    "sosialkontor": LEADS,
    "gruppe": 3,
    "kafe": 2,
    "grupper": 1,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("angts", "angst"), ("agnst", "angst"), ("deprimrt", "deprimert"), ("deprimmertt", "deprimert"),
        ("enosm", "ensom"), ("nesom", "ensom"), ("sosialkonntoret", "sosialkontor"), ("grupe", "gruppe"),
    ],
)  # fmt: skip
def test_the_nearest_known_word_is_meant(typed: str, meant: str) -> None:
    """One slip, two in a long word, swapped letters and a Norwegian ending are seen through."""
    assert Slips(KNOWN).closest(typed) == (meant, True)


@pytest.mark.parametrize("typed", ["xyzzy", "ang", "116117", "hus", "ensomhetens"])
def test_what_is_far_from_everything_is_left(typed: str) -> None:
    """A word that is near nothing, or too short to tell, is not changed."""
    assert Slips(KNOWN).closest(typed) is None


def test_a_doubtful_answer_is_only_offered() -> None:
    """Four letters hold too little for a guess at a word that leads nowhere."""
    assert Slips(KNOWN).closest("kage") == ("kafe", False)


def test_one_letter_too_few_is_the_likeliest_slip() -> None:
    """Among equally near words the one that differs in a doubled letter is meant."""
    assert Slips({"maten": LEADS + 9, "mannen": LEADS}).closest("manen") == ("mannen", True)


def test_a_word_that_leads_somewhere_is_the_better_guess() -> None:
    """Among equally near words the one of the word lists wins over one that only stands in texts."""
    assert Slips({"prison": LEADS, "person": 500}).closest("pirson") == ("prison", True)


@pytest.mark.parametrize(
    ("query", "age"),
    [
        ("14 år og redd", 14), ("14-åring som skulker", 14), ("14åring", 14), ("jeg er 16 og har det vondt", 16),
        ("sønn 17 røyker hasj", 17), ("sulter meg 16", 16), ("i am 15 and sad", 15), ("mam 15 lat", 15),
    ],
)  # fmt: skip
def test_ages_are_read(query: str, age: int) -> None:
    """An age with its unit, after a person, or at the end."""
    assert age_in(words_of(query), has_person="sønn" in query) == age


@pytest.mark.parametrize("query", ["tar 8 stilnoct om dagen", "har ventet i 12 uker", "ring 112", "3 barn og gjeld"])
def test_other_numbers_are_no_ages(query: str) -> None:
    """Tablets, weeks, children and telephone numbers are not ages."""
    assert age_in(words_of(query), has_person=False) is None


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("parorende gruppe haugesund", "1106"),
        ("noen i Kopervik", "1149"),
        ("legevakt 5416", "4614"),
        ("angst bomlo", "4613"),
    ],
)
def test_places_and_post_codes_are_read(catalog: Catalog, query: str, number: str) -> None:
    """Municipalities, post places and post codes name a municipality, however they are spelt."""
    found = PlaceNames(catalog).find(words_of(query), query, lambda word: False)
    assert found is not None
    assert found.municipality == number


def test_beer_is_no_place(catalog: Catalog) -> None:
    """ "ølen" is beer unless it stands as the name of a place would."""
    places = PlaceNames(catalog)
    assert places.find(words_of("han drikker ølen"), "han drikker ølen", lambda word: word == "olen") is None
    assert places.find(words_of("gruppe i Ølen"), "gruppe i Ølen", lambda word: word == "olen") is not None
