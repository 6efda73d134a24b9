"""Forms of one word meet under one stem, and long words are split only by the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.words_file import Words, read_words
from directory.language.compounds import Compounds
from directory.language.endings import without_clitics
from directory.language.folding import fold
from directory.language.stemming import NORWEGIAN, Stemmer, group_of

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(CONTENT / "words", [])


@pytest.fixture(scope="module")
def stemmer(words: Words) -> Stemmer:
    return Stemmer(words.forms)


@pytest.mark.parametrize(
    "forms",
    [
        "ungdom ungdommer ungdommen ungdomar", "senter sentre sentra senteret", "bror broren brødre brørne",
        "tjeneste teneste tjenester tenestene", "ensom einsam ensomhet einsemd", "vold vald volden valden",
        "drikker drakk drukket drikk", "slår slo slått", "heim hjem hjemme heime", "pårørende pårørande",
        "pengar penger pengene pengane", "skole skule skulen skolen", "mor moren mødre mora", "syk sjuk sjuke",
        "gruppe grupper gruppa gruppene", "jente jenta jentå jentene",
    ],
)  # fmt: skip
def test_forms_of_a_word_meet(stemmer: Stemmer, forms: str) -> None:
    """Irregular forms, and bokmål and nynorsk, have one stem."""
    assert len({stemmer.stem(fold(form), NORWEGIAN) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("vold", "voldtekt"), ("sønn", "sone"), ("redd", "redde livet"), ("far", "fart")]
)
def test_different_words_stay_apart(stemmer: Stemmer, one: str, other: str) -> None:
    """The hand table joins no words that mean different things."""
    assert stemmer.stem(fold(one), NORWEGIAN) != stemmer.stem(fold(other), NORWEGIAN)


def test_what_snowball_takes_off_is_known(words: Words) -> None:
    """No word is said to have another stem than Snowball gives it, words put together from others included."""
    stemmer = Stemmer(words.forms)
    listed = sorted({fold(word) for entry in words.entries for word in entry.phrase.split() if len(word) > 2})
    joined = [one + other for one, other in zip(listed, listed[::-1], strict=True)]
    for word in (*listed, *joined):
        stem = stemmer.stem(word, NORWEGIAN)
        beginning = [stem] if word.startswith(stem) else []
        assert stemmer.may_become(word, NORWEGIAN, beginning), (word, stem)


def test_stems_of_other_words_are_not_kept(words: Words) -> None:
    """What stands in no list and no text is worked out again each time, so that nothing typed stays (P-03)."""
    stemmer = Stemmer(words.forms)
    stemmer.remember_only(frozenset({"gruppene"}))
    for word in ("gruppene", "hemmeligheten"):
        stemmer.stem(word, NORWEGIAN)
    kept = {word for stems in stemmer._memory.values() for word in stems}
    assert kept == {"gruppene"}


@pytest.mark.parametrize(("word", "group"), [("гуртками", "en"), ("gruppene", "ar"), ("القاهره", "pl")])
def test_a_stemmer_leaves_words_of_other_scripts(stemmer: Stemmer, word: str, group: str) -> None:
    """A word that the language cannot have is its own stem."""
    assert stemmer.stem(word, group) == word


@pytest.mark.parametrize(
    ("group", "forms"),
    [
        ("se", "bárdni bárdnái bárdniin bárdniiguin"),
        ("se", "vealgi vealggi vealggis vealggit vealggiid vealggiiguin"),
        ("se", "skuvla skuvlla skuvllas skuvllain"), ("se", "oktonasvuohta oktonasvuođa oktonasvuođain"),
        ("so", "wiil wiilka wiilkayga wiilkaygu"), ("so", "deyn deynta deyntayda deyno"),
        ("so", "carruur caruur carruurta carruurtayda"), ("so", "garaacaa garaacay garaacayaa garaaco"),
        ("uk", "борг борги боргів боргами боргу"), ("uk", "самотній самотня самотнього самотніми"),
        ("ar", "السكن بالسكن للسكن والسكن سكن"), ("ar", "ديون الديون بالديون والديون"),
    ],
)  # fmt: skip
def test_light_stems_join_the_forms_of_a_word(stemmer: Stemmer, group: str, forms: str) -> None:
    """Cases, articles, possessives and what is written together with a word do not hide it."""
    assert len({stemmer.stem(fold(form), group) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("group", "one", "other"),
    [
        ("se", "mánná", "mannat"), ("se", "eamit", "eadni"), ("so", "hooyo", "hoy"), ("so", "nin", "naag"),
        ("so", "sheegay", "shiisha"), ("uk", "лікар", "ліки"), ("uk", "син", "сон"), ("ar", "المال", "مل"),
    ],
)  # fmt: skip
def test_light_stems_keep_words_apart(stemmer: Stemmer, group: str, one: str, other: str) -> None:
    """An ending is not taken off where too little of the word would be left."""
    stems = [stemmer.stem(fold(word), group) for word in (one, other)]
    assert stems[0] != stems[1]
    assert all(len(stem) > 1 for stem in stems)


def test_words_written_together_are_taken_apart() -> None:
    """Arabic "and", "for" and "my" stand at the word; what may be left without them is told, the likeliest first."""
    assert "ابن" in [*without_clitics("وابني", "ar")]
    assert "زوجه" in [*without_clitics("لزوجتي", "ar")]
    assert [*without_clitics("lonely", "ar")] == [*without_clitics("وابني", "uk")] == []


def test_no_form_stands_under_two_words(words: Words) -> None:
    """A form of the hand table belongs to one word, or the later would silently win."""
    owner: dict[str, str] = {}
    for lemma, forms in words.forms.items():
        for form in (lemma, *forms):
            assert owner.setdefault(fold(form), lemma) == lemma


def test_bokmal_and_nynorsk_are_one_group() -> None:
    """People mix the two, so they are searched as one; every other language stands for itself."""
    assert [group_of(lang) for lang in ("nb", "nn", "en", "uk")] == [NORWEGIAN, NORWEGIAN, "en", "uk"]


@pytest.mark.parametrize("word", ["допомога", "مساعده", "caawimaad", "veahkki"])
def test_every_script_has_a_stem(stemmer: Stemmer, word: str) -> None:
    """A language without a stemmer keeps its words, so that they are found as they are."""
    assert all(stemmer.stem(word, group) for group in ("uk", "ar", "so", "se"))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("pårørendegruppe", "pårørende gruppe"), ("ungdomstelefon", "ungdoms telefon"),
        ("selvhjelpsgruppe", "selvhjelps gruppe"), ("gjeldsrådgivning", "gjelds rådgivning"),
    ],
)  # fmt: skip
def test_long_words_are_split_by_the_list(words: Words, word: str, parts: str) -> None:
    """A word that listed parts cover from end to end is also found by its parts."""
    compounds = Compounds(words.compound_parts, words.compound_whole)
    found = compounds.split(fold(word))
    assert "".join(found).replace("s", "") == "".join(fold(parts).split()).replace("s", "")
    assert len(found) == len(parts.split())


@pytest.mark.parametrize("word", ["forhold", "farlig", "barnslig", "venninne", "morgen", "angst", "gruppehjelpx"])
def test_other_words_are_left_whole(words: Words, word: str) -> None:
    """Nothing is guessed: what the parts do not cover, or only seem to, is one word."""
    assert Compounds(words.compound_parts, words.compound_whole).split(fold(word)) == ()
