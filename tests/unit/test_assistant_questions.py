"""The questions as content: every rule broken once and what the editor is told, and how the real ones are worded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.catalog.models import Catalog
from directory.catalog.problems import Problem
from directory.catalog.question_checks import options_of
from directory.catalog.question_file import COMMANDS
from directory.catalog.reading import load_catalog
from tests.unit.small_content import write_content

FILES = {
    "10-who.md": (
        "---\ntext: Hvem trenger hjelp?\nwhy: Fordi.\nkind: one\noptions:\n"
        "  - id: self\n    text: Jeg\n    sets:\n      - audience: [self]\n"
        "  - id: friend\n    text: En venn\n    sets:\n      - audience: [friend]\n    next: last\n"
        "next: weight\n---\n"
    ),
    "20-weight.md": (
        "---\ntext: Hvordan går hverdagen?\nwhy: Fordi.\nkind: one\noptions:\n"
        "  - id: fine\n    text: Greit\n    sets:\n      - everyday: [fine]\n"
        "  - id: hard\n    text: Tungt\n    sets:\n      - everyday: [hard]\n"
        "ask_when:\n  - audience: [self]\nnext: last\n---\n"
    ),
    "30-last.md": "---\ntext: Hvor er du nå?\nwhy: Fordi.\nkind: place\n---\n",
    "commands.yaml": "".join(f"- id: {command}\n  nb: [{command} nå]\n" for command in COMMANDS),
}  # fmt: skip

# The file, what is replaced in it, by what, the rule told.
BROKEN = [
    ("10-who.md", "next: weight", "next: wieght", "unknown-target"),
    ("10-who.md", "    next: last\n", "    next: lst\n", "unknown-target"),
    ("10-who.md", "next: weight", "next: last", "unreachable"),
    ("30-last.md", "kind: place\n", "kind: place\nnext: who\n", "loop"),
    ("10-who.md", "    sets:\n      - audience: [self]\n", "", "no-effect"),
    ("10-who.md", "audience: [self]", "audience: [me]", "reference"),
    ("10-who.md", "    text: Jeg\n", "", "required"),
    ("10-who.md", "why: Fordi.\n", "", "required"),
    ("10-who.md", "text: Hvem trenger hjelp?\n", "text:\n", "empty"),
    ("10-who.md", "kind: one", "kind: some", "choice"),
    ("10-who.md", "kind: one", "kind: several", "several"),
    ("10-who.md", "id: friend", "id: self", "repeated-value"),
    ("10-who.md", "id: friend", "id: skip", "id"),
    ("10-who.md", "audience: [friend]", "audeince: [friend]", "unknown-key"),
    ("20-weight.md", "ask_when:\n  - audience: [self]", "ask_when:\n  - audience: [relative]", "never-holds"),
    ("20-weight.md", "ask_when:", "ask_if:", "unknown-key"),
    ("30-last.md", "kind: place", "kind: one", "missing-words"),
    ("commands.yaml", "- id: back\n  nb: [back nå]\n", "", "missing-command"),
    ("commands.yaml", "- id: back", "- id: bakc", "choice"),
]  # fmt: skip


def problems(folder: Path, changed: dict[str, str]) -> list[Problem]:
    content = write_content(folder)
    (content / "questions").mkdir()
    for name, text in changed.items():
        (content / "questions" / name).write_text(text, encoding="utf-8")
    return load_catalog(content)[1]


def test_small_questions_are_sound(tmp_path: Path) -> None:
    """The questions that every other test breaks have no problem of their own."""
    assert problems(tmp_path, FILES) == []


@pytest.mark.parametrize(("file", "old", "new", "rule"), BROKEN, ids=[f"{row[3]}-{n}" for n, row in enumerate(BROKEN)])
def test_broken_questions(tmp_path: Path, file: str, old: str, new: str, rule: str) -> None:
    """A question that leads nowhere, in a circle or changes nothing is told before the site starts."""
    assert old in FILES[file]
    found = problems(tmp_path, {**FILES, file: FILES[file].replace(old, new, 1)})
    assert rule in {problem.rule for problem in found}
    assert all(problem.file.startswith("questions/") for problem in found)


def test_a_file_without_an_order(tmp_path: Path) -> None:
    """A question is named by its order and its id."""
    found = problems(tmp_path, {**FILES, "last.md": FILES["30-last.md"]})
    assert "question-file" in {problem.rule for problem in found}


# How the real questions are worded.

CONDITIONS = re.compile(
    r"\b(angst\w*|depres\w*|adhd|autis\w*|bipolar\w*|psykose\w*|psykotisk|schizo\w*|ptsd|ocd|tvangs(tank|hand|lid)\w*|borderline"
    r"|anoreks\w*|bulimi\w*|spiseforstyrr\w*|avhengig\w*|lidelse\w*|diagnos\w*|symptom\w*|demens|misbruk\w*|alkoholi\w*|narkoman\w*"
    r"|selvmordsforsøk|begå\w*|vellykket)\b",
    re.IGNORECASE,
)  # fmt: skip
INSTRUMENTS = re.compile(
    r"siste (to|2|fire|4|tolv|12) (uke|måned)|hvor ofte|plaget av|flere dager|nesten hver dag|i det siste året"
    r"|seks eller flere|på en skala|fra 0 til|bedre om du var død|skadet deg selv på noen måte",
    re.IGNORECASE,
)
NEGATIONS = re.compile(r"\b(ikke|aldri|ingen|uten|verken|neppe)\b", re.IGNORECASE)
LEADING = re.compile(
    r"\b(vel|sant|jo|ikke sant|skulle ikke|er det ikke)\b\W*\?|^(Burde|Har du ikke|Er du ikke)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def texts(catalog: Catalog) -> list[tuple[str, str]]:
    """(where it stands, the text) of every question, reason and option."""

    def every() -> Iterator[tuple[str, str]]:
        for question in catalog.questions.values():
            yield f"{question.id}.text", question.text
            yield f"{question.id}.why", question.why
            for option in options_of(question, catalog):
                yield f"{question.id}.{option.id}", option.text

    return list(every())


def test_s10_no_condition_is_a_choice(texts: list[tuple[str, str]]) -> None:
    """S-10, S-13, S-14: no question, reason or option names a condition, a method, or a person by a problem."""
    assert [where for where, text in texts if CONDITIONS.search(text)] == []
    assert CONDITIONS.search("Har du angst?")


def test_s10_no_address_of_an_option_is_a_condition(catalog: Catalog) -> None:
    """S-10: ids stand in addresses, and name no condition either."""
    english = re.compile(
        r"anxi|depres|adhd|autis|bipolar|psycho|schizo|ptsd|ocd|borderline|anorex|bulim|addict|disorder|abuser"
    )
    ids = [*catalog.questions, *(o.id for q in catalog.questions.values() for o in options_of(q, catalog))]
    assert [id_ for id_ in ids if english.search(id_)] == []


def test_s11_no_instrument(texts: list[tuple[str, str]]) -> None:
    """S-11: no wording of PHQ-9, GAD-7, AUDIT, DUDIT or C-SSRS."""
    assert [where for where, text in texts if INSTRUMENTS.search(text)] == []


def test_s15_neither_leading_nor_twice_negated(catalog: Catalog) -> None:
    """S-15: no question leads, and none says no twice."""
    for question in catalog.questions.values():
        assert not LEADING.search(question.text)
        assert len(NEGATIONS.findall(question.text)) == 0


def test_s16_danger_is_nobodys_first_question(catalog: Catalog) -> None:
    """S-16: the first question is about who, and no question asks whether one is in danger."""
    assert next(iter(catalog.questions)) == "who"
    for question in catalog.questions.values():
        assert not re.search(r"\b(fare|selvmord|ta livet|dø|trygg|skade)\b", question.text, re.IGNORECASE)


def test_everyone_can_say_that_they_are_afraid(catalog: Catalog) -> None:
    """ "Jeg er redd for noen hjemme", waiting and refusal stand among the groups, for whoever asks."""
    own = [option.id for option in catalog.questions["area"].options]
    assert own == ["afraid-at-home", "waiting", "refused"]
    assert catalog.questions["area"].ask_when == ()
    assert len(options_of(catalog.questions["area"], catalog)) == len(own) + len(catalog.topic_groups)


def test_plain_norwegian(texts: list[tuple[str, str]]) -> None:
    """Sentences of 14 words on average, none over 22, and LIX at most 35 over all words of the questions."""
    sentences = [one for _, text in texts for one in re.split(r"[.?!]\s*", text) if one]
    words = [re.findall(r"\w+", sentence) for sentence in sentences]
    assert max(map(len, words)) <= 22
    count = sum(map(len, words))
    long = sum(len(word) > 6 for sentence in words for word in sentence)
    assert count / len(sentences) <= 14
    assert count / len(sentences) + 100 * long / count <= 35
