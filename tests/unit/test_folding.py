"""Spellings that count as the same when typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.language.folding import fold, words_as_typed, words_of
from directory.language.numbers import fold_name, join_numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pårørende", "parorende"), ("pårørende", "paarørende"), ("PÅRØRENDE", "pårørende"), ("søvn", "sovn"),
        ("sør", "sör"), ("lærer", "laerer"), ("lærer", "lärer"), ("allé", "alle"), ("can't", "cant"), ("can’t", "cant"),
        ("pa\u030arørende", "pårørende"),  # å as a letter and a ring
        ("mąż", "maz"), ("łódź", "lodz"), ("Čáhci", "cahci"), ("їжа", "іжа"), ("ещё", "еще"), ("ґрунт", "грунт"),
        ("أسرة", "اسره"), ("عَائِلَة", "عائله".replace("ئ", "ي")), ("فارسی", "فارسي"), ("١١٦١١٧", "116117"),
    ],
)  # fmt: skip
def test_spelling_variants_are_one(one: str, other: str) -> None:
    """Special letters, accents, case, vowel marks and digits of another script make no difference."""
    assert fold(one) == fold(other)


def test_double_a_alone_is_a_name() -> None:
    """ "AA" stays AA: only within a word is aa the same as å."""
    assert words_of("AA i Aal") == ["aa", "i", "al"]


def test_words_keep_their_order_and_numbers() -> None:
    """A text becomes its words, numbers included, without marks."""
    assert words_of("Ring 116 117 – nå!") == ["ring", "116", "117", "na"]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded once is in its final form, whatever was typed."""
    assert fold(fold(text)) == fold(text)


def test_capitals_can_be_told_after_folding() -> None:
    """The words as typed stand one for one with the folded ones, so that abbreviations are known by their capitals."""
    text = "jeg vil LEVE, ikke d’ø"
    assert [fold(word) for word in words_as_typed(text)] == words_of(text)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("116 123", "116123"),
        ("+47 22 40 00 40", "22400040"),
        ("0047 22400040", "22400040"),
        ("22 40 00 40", "22400040"),
    ],
)
def test_a_number_is_one_word_however_it_is_spaced(typed: str, number: str) -> None:
    """Digits that stand apart are one number, with or without Norway's own prefix."""
    assert join_numbers(words_of(typed)) == [number]


def test_an_age_stays_alone() -> None:
    """Two short numbers that do not make a number to call are not joined."""
    assert join_numbers(words_of("14 og 16, eller 8 9")) == ["14", "og", "16", "eller", "8", "9"]


def test_a_name_of_marks_only_still_has_a_key() -> None:
    """A name without letters cannot break the table of names."""
    assert fold_name("–") == ("–",)
