"""What a query is about, in the words that people use."""

from __future__ import annotations

import pytest

from directory.catalog.models import Catalog
from directory.catalog.words_file import WordEntry, Words
from directory.language.understanding import MOST_WORDS, Understanding, Understood
from directory.release import Release


@pytest.fixture(scope="module")
def understanding(release: Release) -> Understanding:
    return release.index.understanding


def said(understood: Understood) -> set[str]:
    sections = ("topics", "types", "audiences", "channels", "wishes", "languages")
    return {f"{section}.{target}" for section in sections for target in getattr(understood, section)}


@pytest.mark.parametrize(
    ("query", "lang", "expected"),
    [
        ("sønnen min ruser seg", "nb", {"topics.drugs", "audiences.relative"}),
        ("deppa", "nb", {"topics.low-mood"}),
        ("noen å prate me om natta", "nb", {"topics.loneliness", "types.helpline", "wishes.open-at-night"}),
        ("fullt hus gjeld inkasso", "nb", {"topics.money", "types.debt-advice"}),
        ("eit lågterskeltilbod", "nn", {"wishes.low-threshold"}),
        ("uten å si navn", "nb", {"wishes.no-name"}),
        ("gratis psykolog", "nb", {"wishes.free", "types.municipal-psychologist"}),
        ("utbrent", "nb", {"topics.stress"}),
        ("heimlengsel", "nn", {"topics.loneliness"}),
        ("delte bilder av meg", "nb", {"topics.bullying"}),
        ("samlivsbrudd", "nb", {"topics.relationship", "types.family-counselling"}),
        ("mistet barn", "nb", {"topics.lost-a-child"}),
        ("sliten pårørende", "nb", {"topics.worried-about-someone", "audiences.relative"}),
        ("fikk avslag", "nb", {"topics.waiting-or-refused", "types.rights-ombudsman"}),
        ("røyk og snus", "nb", {"types.healthy-life-centre"}),
        ("hukommelse", "nb", {"topics.old-age"}),
        ("porno", "nb", {"topics.relationship"}),
        ("rasisme", "nb", {"topics.bullying"}),
        ("trening", "nb", {"topics.physical-health"}),
        ("mamma drikker", "nb", {"topics.parent-who-drinks-or-is-ill"}),
        ("hjemmebrent", "nb", {"topics.alcohol"}),
        ("kjærlighetssorg", "nb", {"topics.relationship"}),
        ("sovepiller", "nb", {"topics.medicines"}),
        ("tvangsgifte", "nb", {"topics.social-control"}),
        ("papirløs", "nb", {"topics.refugee"}),
        ("spillegjeld", "nb", {"topics.gambling", "types.debt-advice"}),
        ("panic attacks", "en", {"topics.worry-and-panic"}),
        ("panic attacks", "nb", {"topics.worry-and-panic"}),
        ("ensom", "en", {"topics.loneliness"}),
        ("باللغة العربية", "ar", {"languages.ar", "types.interpreter"}),
        ("خايفة ياخذوا اولادي", "ar", {"wishes.wary-of-child-welfare"}),
        ("khaad", "so", {"topics.drugs"}),
        ("qof la kulmo", "so", {"channels.visit"}),
        ("har ingen seng", "nb", {"topics.housing", "types.housing"}),
        ("har ikkje nokon stad å sove", "nn", {"topics.housing", "types.housing"}),
        ("vi fryser ute", "nb", {"topics.housing"}),
        ("kastet ut hjemmefra", "nb", {"topics.housing"}),
        ("sluppet ut av fengsel", "nb", {"types.after-prison"}),
        ("et nakenbilde av meg", "nb", {"topics.bullying"}),
        ("slettmeg", "nb", {"topics.bullying"}),
        ("uten at foreldrene vet", "nb", {"wishes.no-name", "audiences.child", "types.youth-clinic"}),
        ("andre i same situasjon", "nn", {"wishes.peers"}),
        ("enkemann", "nb", {"topics.grief", "types.meeting-place"}),
        ("orker ikke være her lenger", "nb", {"topics.not-wanting-to-live"}),
        ("håpar eg ikkje vaknar", "nn", {"topics.not-wanting-to-live"}),
        ("har ingenting å leve for", "nb", {"topics.not-wanting-to-live"}),
        ("har skrevet avskjedsbrev", "nb", {"topics.not-wanting-to-live"}),
    ],
)  # fmt: skip
def test_everyday_words_are_understood(understanding: Understanding, query: str, lang: str, expected: set[str]) -> None:
    """Everyday words lead to topics, types, audiences and wishes, in whatever language the page is."""
    assert expected <= said(understanding.understand(query, lang))


@pytest.mark.parametrize(
    ("query", "not_said"),
    [
        ("får ikke sove", "audiences.relative"),  # "får" is not "far"
        ("slo sønnen min", "audiences.relative"),  # the one who hit asks for himself
        ("hva har jeg krav på å få", "types.poison-information"),
        ("gifte meg", "types.poison-information"),
        ("rett hjem", "topics.rights"),
        ("plass med mat", "topics.medicines"),
        ("har ingen plass å sove", "topics.loneliness"),
        ("har ingen plass å sove", "topics.sleep"),
        ("andre i same situasjon", "languages.se"),
    ],
)  # fmt: skip
def test_words_that_only_look_alike_lead_nowhere(understanding: Understanding, query: str, not_said: str) -> None:
    """A word is not read as another that is folded, stemmed or spelt alike in another language."""
    assert not_said not in said(understanding.understand(query, "nb"))


@pytest.mark.parametrize(
    ("query", "lang"),
    [("لا اريد هاتف", "ar"), ("بدون اتصال", "ar"), ("ما بدي احكي بالتلفون", "ar"), ("telefoon ma rabo", "so")],
)
def test_a_telephone_that_is_not_wanted_is_a_wish_to_write(
    understanding: Understanding, query: str, lang: str,
) -> None:  # fmt: skip
    """Who says that they do not want the phone is not led to it, but to where one can write."""
    assert understanding.understand(query, lang).channels == ("chat",)


def test_the_very_words_go_before_other_forms(understanding: Understanding) -> None:
    """Where two words have one stem, the one that was typed decides."""
    assert understanding.understand("ulykkelig", "nb").topics == ("low-mood",)
    assert "low-mood" not in understanding.understand("ulykke", "nb").topics


def test_a_phrase_may_have_small_words_in_between(understanding: Understanding) -> None:
    """Words that say nothing may stand within a phrase; others may not."""
    assert "hurt-by-someone" in understanding.understand("slår jo meg", "nb").topics
    assert "hurt-by-someone" not in understanding.understand("slår plenen for meg", "nb").topics


def test_place_age_and_slips_are_told(understanding: Understanding) -> None:
    """What was read out of the query is told, so that a page can say it."""
    understood = understanding.understand("deprimrt gutt 15 år i karmøy", "nb")
    assert (understood.place, understood.age) == ("1149", 15)
    assert understood.corrections == (("deprimrt", "deprimert"),)


@pytest.mark.parametrize(
    ("query", "lang", "place"),
    [
        ("طبيب في هاوغسوند", "ar", "1106"),
        ("طبيب بهاوغسوند", "ar", "1106"),
        ("лікар у Хаугесунд", "uk", "1106"),
        ("допомога в Гаугесунді", "uk", "1106"),
        ("помощь в Кармёй", "uk", "1149"),
        ("أنام في أوضة", "ar", None),
    ],
)
def test_places_are_read_in_other_letters(
    understanding: Understanding, query: str, lang: str, place: str | None,
) -> None:  # fmt: skip
    """A municipality is read as speakers of Arabic, Ukrainian and Russian write it, and not out of ordinary words."""
    assert understanding.understand(query, lang).place == place


def test_right_words_are_not_corrected(understanding: Understanding) -> None:
    """Ordinary words of the language are not taken for slips."""
    query = "jeg vet ikke hvordan vi skal forholde oss til mannen som aldri hører etter"
    assert understanding.understand(query, "nb").corrections == ()


@pytest.mark.parametrize(
    ("query", "corrections"),
    [
        ("manen min drikekr", {"manen": "mannen", "drikekr": "drikker"}),
        ("spiseprobleemr", {"spiseprobleemr": "spiseproblemer"}),
        ("pårørendegrupep", {"parorendegrupep": "parorendegruppe"}),
        ("datteren spiser nseten ikke", {"nseten": "nesten"}),
    ],
)
def test_slips_are_seen_through(understanding: Understanding, query: str, corrections: dict[str, str]) -> None:
    """A slip is seen also where another language has the word, within a compound, and in a small word of a phrase."""
    assert dict(understanding.understand(query, "nb").corrections) == corrections


@pytest.mark.parametrize(
    ("query", "lang", "expected"),
    [
        ("وابني يتعاطى المخدرات", "ar", {"audiences.relative", "topics.drugs"}),
        ("vealggiiguin", "se", {"types.debt-advice"}),
        ("saaxiibkayga", "so", {"audiences.friend"}),
        ("боргами", "uk", {"topics.money"}),
    ],
)  # fmt: skip
def test_forms_that_no_list_has_are_understood(
    understanding: Understanding, query: str, lang: str, expected: set[str]
) -> None:
    """Endings and what is written together with a word do not hide what it leads to."""
    assert expected <= said(understanding.understand(query, lang))


def test_endings_of_one_language_are_not_taken_off_the_words_of_another(understanding: Understanding) -> None:
    """ "Caritas" on a Norwegian page is no form of Somali "caro"."""
    assert understanding.understand("caritas", "nb").topics == ()


def test_a_long_text_is_read_to_a_limit(understanding: Understanding) -> None:
    """The work has a limit, whatever is sent."""
    assert len(understanding.understand("ensom " * 5000, "nb").words) == MOST_WORDS


@pytest.mark.parametrize(
    ("lang", "phrase", "query"),
    [
        ("uk", "самотній", "я САМОТНІЙ"), ("ar", "وحيد", "أنا وَحيد"), ("pl", "mąż pije", "moj maz pije"),
        ("so", "kalinimo", "Kalinimo badan"), ("se", "okto", "mun lean okto"),
    ],
)  # fmt: skip
def test_every_script_is_read(catalog: Catalog, lang: str, phrase: str, query: str) -> None:
    """Lists in any language and script work as soon as they are written, also on a Norwegian page."""
    entry = WordEntry(phrase=phrase, section="topics", target="loneliness", lang=lang, file="", line=1)
    own = Understanding(Words(entries=(entry,)), catalog, {})
    assert own.understand(query, lang).topics == ("loneliness",)
    assert own.understand(query, "nb").topics == ("loneliness",)


def test_parts_may_stand_anywhere(catalog: Catalog) -> None:
    """`+` joins parts that stand anywhere, `/` gives a choice; one part alone says nothing."""
    entry = WordEntry(
        phrase="katt / hund + syk / bitt meg", section="topics", target="grief", lang="nb", file="", line=1
    )
    own = Understanding(Words(entries=(entry,)), catalog, {})
    assert own.understand("syk er nå hunden", "nb").topics == ("grief",)
    assert own.understand("katt og bitt meg", "nb").topics == ("grief",)
    assert own.understand("hund", "nb").topics == ()
