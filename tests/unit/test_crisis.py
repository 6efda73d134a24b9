"""Which texts call for help now, and which do not (S-03 to S-09, S-06b). The phrases are ours, not the patterns'."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from directory.assistant.crisis import Crisis, Detector, build_patterns, detect, look
from directory.assistant.crisis_checks import check_patterns
from directory.assistant.crisis_text import AFTER, BEFORE, CORE, read_words, windows
from directory.catalog.crisis_file import CRISIS_KINDS, read_crisis
from directory.catalog.problems import Problem
from directory.language.folding import fold

CONTENT = Path(__file__).parents[2] / "content" / "crisis"
PROBLEMS: list[Problem] = []
FILES = read_crisis(CONTENT, PROBLEMS)
PATTERNS = build_patterns(FILES)
DETECTOR = Detector(patterns=PATTERNS)

EXPLICIT = {
    "suicide": [
        "jeg vil ta livet av meg", "har bestemt meg for å dø", "skal ta livet mitt i morgen", "jeg skal hoppe fra brua",
        "planlegger å ta livet av meg i helga", "har sterke selvmordstanker i kveld", "gidder ikke leve lenger",
        "har lyst å kverke meg", "eg har tenkt å hengje meg", "eg vil ikkje leve", "æ vil bare dø",
        "orkar ikkje leva lenger", "i want to end my life", "i don't wanna live", "thinking about taking my own life",
        "i cut myself again last night",
    ],
    "overdose": [
        "har svelget 40 paracet", "han puster ikke, har tatt heroin", "tok alle medisinene mine",
        "sønnen min er helt blå i ansiktet etter ghb", "ungen har drukket oppvaskmiddel", "abstinens og kramper",
        "har sluttet å drikke for to dager siden og skjelver og ser ting på veggen", "ho er medvitslaus",
        "my girlfriend overdosed and isn't waking up", "took 40 tylenol",
    ],
    "violence": [
        "kjæresten min slår meg", "jeg ble voldtatt i natt", "samboeren tok strupetak", "eksen truer med å drepe meg",
        "han holder meg innelåst i leiligheten", "familien vil gifte meg bort", "mannen min bankar meg",
        "my husband threatens to kill me", "i was raped yesterday",
    ],
    "child": [
        "pappa slår meg", "mamma er full og jeg er redd", "jeg ristet babyen", "vi er to barn alene hjemme",
        "tør ikke gå hjem fra skolen", "far slår meg og syster mi", "my dad beats me",
    ],
    "danger-to-others": [
        "kommer til å drepe ham", "jeg har lyst til å stikke ned sjefen min", "jeg er redd for at jeg skal drepe noen",
        "eg kjem til å skade nokon", "i want to kill my boss",
    ],
    "confusion": [
        "stemmene sier at jeg må hoppe", "vet ikke hvor jeg er", "mamma på 80 er plutselig helt forvirret",
        "naboen forgifter maten min", "røystene seier eg må reise bort", "people are listening to my thoughts",
    ],
    "eating": [
        "har ikke spist på fem dager", "besvimer hele tiden fordi jeg ikke spiser", "får ikke i meg vann",
        "har ikkje ete på ei veke", "cant keep any water down",
    ],
}  # fmt: skip
INDIRECT = [
    "alle hadde hatt det bedre om jeg var borte", "har skrevet brev til barna og gjort klart tauet",
    "håper jeg ikke våkner i morgen", "ser ingen grunn til å fortsette livet", "jeg er en byrde for familien min",
    "sitter ved skinnene og venter på toget", "kona mi har gått ut i skogen med et tau", "snart er alt over for meg",
    "mor har tatt hele dosetten på en gang", "han er ute av kontroll og knuser alt, vi gjemmer oss på badet",
    "faren til barna har ristet den minste", "nobody would miss me if i was gone", "eg er berre til bry for alle",
    "ingen hadde sakna meg", "everyone would be happier if i disappeared",
]  # fmt: skip
LOOK_ALIKES = [
    "holdt på å dø av latter", "dødskjedelig på jobb", "drepe tid mens man venter på legen", "slå gresset",
    "hjerteinfarkt, kurs", "jobben tar livet av meg", "skyter meg selv i foten", "henge meg på turgruppa",
    "pappa slår alltid meg i sjakk",
    "det slår meg at jeg er ensom", "skoleoppgave om selvmord", "boka om selvmord", "film om voldtekt",
    "hva er straffen for voldtekt", "kjærlighetssorg", "kuttet meg på papir", "stemmer på arbeiderpartiet",
    "overdose av sjokolade", "forvirret over følelsene mine", "tok på meg for mye ansvar", "hoppet av studiet",
    "leve på minstepensjon", "kunne drept for en kaffe nå", "i died laughing", "killing time at work",
    "he beat me at chess", "skuleoppgåve om sjølvmord", "døyr av latter",
]  # fmt: skip
NEUTRAL = [
    "gjeldsrådgivning", "sønnen min røyker hasj", "hjelp til å slutte å drikke", "noen å snakke med om natta",
    "rask psykisk helsehjelp", "datteren min blir mobbet", "kan jeg ta 2 paracet og ibux sammen",
    "angst for å ta bussen", "barn som pårørende", "skilsmisse og barn", "eg slit med angst", "how to find a gp",
    "ensom student",
    "jeg jobber på krisesenter", "redd for å miste jobben", "113", "116123", "116 117", "", "?!",
]  # fmt: skip
DIED = [
    "mistet sønnen min i selvmord", "faren min døde av overdose i fjor", "pappa tok livet sitt da jeg var liten",
    "sorggruppe for etterlatte ved selvmord", "bror min døydde i sjølvmord", "my father killed himself when i was ten",
]  # fmt: skip
PAST = [
    "for ti år siden prøvde jeg å ta livet mitt", "jeg ble voldtatt for 20 år siden", "ble slått av far som barn",
    "eksen min slo meg, det er lenge siden", "jeg var suicidal for fem år siden men har det bra nå",
]  # fmt: skip
TODAY = [
    "jeg orker ikke mer", "vil slutte å drikke i kveld", "inkasso med frist i morgen", "har ikke sted å sove i natt",
    "trenger noen å prate med i kveld", "har spilt bort hele lønna", "held ikkje ut lenger", "i can't take it anymore",
]  # fmt: skip
ALL = [*(text for texts in EXPLICIT.values() for text in texts), *INDIRECT]


def found(text: str) -> Crisis | None:
    return detect(DETECTOR, text, "nb")


def test_the_files_have_no_problem() -> None:
    """What is committed under `content/crisis/` passes its own check."""
    assert [str(one) for one in (*PROBLEMS, *check_patterns(FILES, PATTERNS))] == []


def test_no_test_phrase_is_a_pattern() -> None:
    """A phrase that stands in the files as it is would show nothing of what the patterns find unseen."""
    patterns = {fold(line.text) for line in FILES.lines}
    phrases = {fold(text) for text in (*ALL, *LOOK_ALIKES, *DIED, *PAST, *TODAY) if text}
    assert phrases.isdisjoint(patterns)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in EXPLICIT.items() for text in texts])
def test_what_is_said_outright_is_found_in_its_class(kind: str, text: str) -> None:
    """S-03, S-06: every explicit phrase raises a flag, and of the class whose door helps first."""
    crisis = found(text)
    assert crisis is not None
    assert crisis.kind == kind


@pytest.mark.parametrize("text", INDIRECT)
def test_what_is_said_indirectly_is_found(text: str) -> None:
    """S-03: people rarely name it."""
    assert found(text) is not None


def test_every_class_has_phrases_here() -> None:
    """S-06: no class is left out of this file."""
    assert set(EXPLICIT) == set(CRISIS_KINDS)


@pytest.mark.parametrize("text", [*LOOK_ALIKES, *NEUTRAL])
def test_what_only_looks_like_it_is_not_found(text: str) -> None:
    """S-04: idioms, homonyms, courses, books, ordinary searches and bare numbers raise no flag."""
    assert found(text) is None


def test_a_finding_can_change_no_result() -> None:
    """S-05: it holds a class and whom it is about, no words, no doors, and the same text always gives the same."""
    first = found("jeg vil ta livet av meg")
    assert first == Crisis(kind="suicide", about="self")
    assert first == found("jeg vil ta livet av meg")


@pytest.mark.parametrize("text", TODAY)
def test_today_is_heard_without_alarm(text: str) -> None:
    """S-06b: a person to talk to today, and no panel."""
    assert look(DETECTOR, text, "nb").today
    assert found(text) is None


@pytest.mark.parametrize("text", ["orker ikke mer lekser i kveld", "orkar ikkje meir snø no", *NEUTRAL[:4]])
def test_today_is_not_heard_in_everything(text: str) -> None:
    """S-06b: tired of homework and snow is not at the end of one's strength."""
    assert not look(DETECTOR, text, "nb").today


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("sønnen min vil ikke leve", "someone-else"),
        ("redd for at mamma tar livet av seg", "someone-else"),
        ("my son says he wants to die", "someone-else"),
        ("dattera mi har svelget en hel eske med tabletter", "someone-else"),
        ("dotter mi seier ho ikkje vil leve", "someone-else"),
        ("mamma, jeg vil ikke leve", "self"),
        ("kjæresten min slår meg", "self"),
        ("jeg kommer til å drepe ham", "self"),
        ("har svelget 40 paracet", "self"),
    ],
)
def test_whom_it_is_about(text: str, about: str) -> None:
    """S-07: "my son does not want to live" is no false alarm, and is told apart from the writer's own need."""
    crisis = found(text)
    assert crisis is not None
    assert crisis.about == about


@pytest.mark.parametrize("text", DIED)
def test_a_death_is_not_an_emergency(text: str) -> None:
    """S-08: the bereaved are not asked whether they are safe."""
    assert found(text) is None


def test_the_bereaved_are_heard_when_they_are_in_danger() -> None:
    """S-08 silences mentions only: a wish to die is heard beside a death."""
    assert found("broren min tok livet sitt i fjor og jeg vil også dø") is not None


@pytest.mark.parametrize(
    "text",
    ["jeg vil ikke dø, men jeg klarer ikke mer av livet", "er ikke suicidal, men tenker på å ta livet mitt"],
)
def test_a_negation_does_not_silence(text: str) -> None:
    """S-09."""
    assert found(text) is not None


@pytest.mark.parametrize("text", PAST)
def test_what_is_long_past_is_not_now(text: str) -> None:
    """S-04: the past has its doors, and they are not the emergency numbers."""
    assert found(text) is None


def test_the_past_that_comes_back_is_now() -> None:
    """"For ten years … and now again" is heard."""
    assert found("for ti år siden prøvde jeg å ta livet mitt, og nå er tankene tilbake") is not None


@pytest.mark.parametrize(
    "text",
    ["vil ta livte mitt", "selvmrodstanker", "vil drpee meg selv", "orker ikke å leveee", "skal ta lvet av meg"],
)
def test_typing_slips_are_read(text: str) -> None:
    """S-03: hands shake."""
    assert found(text) is not None


@pytest.mark.parametrize("text", ["har lovet meg selv å trene", "tar livlige bilder av meg", "tabeller i excel, masse"])
def test_slips_make_no_alarm_of_other_words(text: str) -> None:
    """S-04: "lovet" is not "livet"."""
    assert found(text) is None


def test_one_language_is_read_on_another_ones_page() -> None:
    """People write in the language they think in, whatever page they are on."""
    for lang in ("nb", "nn", "en", "pl", "ar", "so", "se", "uk"):
        assert detect(DETECTOR, "i want to kill myself", lang) is not None
        assert detect(DETECTOR, "jeg vil ta livet av meg", lang) is not None


@pytest.mark.parametrize("before", [0, 1, 49, 50, 51, 100, 2_000, 20_000])
def test_the_whole_text_is_read_wherever_the_words_stand(before: int) -> None:
    """S-03: no limit on the length comes before this."""
    text = "vi var på tur i skogen " * (before // 6) + "hei " * (before % 6)
    text += "jeg vil ta livet av meg " + "snakkes " * before
    assert found(text) == Crisis(kind="suicide", about="self")


def test_the_work_grows_with_the_text_and_no_faster() -> None:
    """A text is read in pieces of bounded size, as many as its length asks for; nothing is read over and over."""
    for count in (10, 110, 1_000, 10_000):
        pieces = list(windows(read_words("vil ikke " * (count // 2))))
        assert max(len(piece.words) for piece in pieces) <= BEFORE + CORE + AFTER
        assert len(pieces) <= math.ceil(count / CORE)
        assert sum(piece.core for piece in pieces) >= count


SENSELESS = ["a" * 100_000, "." * 100_000, "livet" * 20_000, "aa" * 50_000, "\u0301" * 10_000, "12 " * 20_000]


@pytest.mark.parametrize("text", SENSELESS)
def test_senseless_texts_raise_nothing(text: str) -> None:
    """A text made to be slow or to break is read like any other."""
    assert found(text) is None
