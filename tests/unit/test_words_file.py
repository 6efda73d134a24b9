"""What `check` says about the everyday words, and that ours are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.models import Catalog
from directory.catalog.problems import Problem
from directory.catalog.words_file import check_words, read_words

CONTENT = Path(__file__).resolve().parents[2] / "content"


def problems_of(folder: Path, text: str, catalog: Catalog) -> set[tuple[int, str]]:
    """(line, rule) of every problem in one file of words, those about topics it does not have left out."""
    folder.joinpath("nb.yaml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    words = read_words(folder, problems)
    return {(p.line, p.rule) for p in (*problems, *check_words(words, catalog)) if p.rule != "too-few-words"}


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("topics:\n  no-such-topic: [a b, c d, e f]\n", 2, "word-leads-nowhere"),
        ("wishes:\n  no-such-wish: [gratis]\n", 2, "word-leads-nowhere"),
        ("topics:\n  loneliness: [ensom]\n  grief:\n    - Ensom\n", 4, "word-in-two-lists"),
        ("topics:\n  loneliness: [ensom]\n  loneliness: [alene]\n", 3, "repeated-key"),
        ("subjects:\n  loneliness: [ensom]\n", 1, "unknown-key"),
        ("topics:\n  loneliness: ensom\n", 2, "list"),
        ("topics: [ensom]\n", 1, "mapping"),
        ("topics:\n  loneliness: [ensom\n", 3, "yaml"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, catalog: Catalog, text: str, line: int, rule: str) -> None:
    """An editor learns which line to mend."""
    assert problems_of(tmp_path, text, catalog) == {(line, rule)}


def test_a_word_may_lead_to_two_types(tmp_path: Path, catalog: Catalog) -> None:
    """One word can lead to two kinds of offering, since both may be right."""
    text = "types:\n  incest-centre: [voldtatt]\n  sexual-assault-centre: [voldtatt]\n"
    assert problems_of(tmp_path, text, catalog) == set()


def test_a_topic_needs_three_words(tmp_path: Path, catalog: Catalog) -> None:
    """Every topic is found by at least three everyday words."""
    tmp_path.joinpath("nb.yaml").write_text("topics:\n  loneliness: [ensom, alene]\n", encoding="utf-8")
    told = [problem.text for problem in check_words(read_words(tmp_path, []), catalog)]
    assert any("`loneliness`" in text for text in told)
    assert any("`grief`" in text for text in told)


def test_yaml_never_turns_words_into_other_things(tmp_path: Path, catalog: Catalog) -> None:
    """ "no", "on" and "113" stay the words they are."""
    tmp_path.joinpath("nb.yaml").write_text("stop: [no, on, 113]\n", encoding="utf-8")
    assert read_words(tmp_path, []).stop["nb"] == {"no", "on", "113"}


def test_our_words_are_sound(catalog: Catalog) -> None:
    """Nothing in the lists leads nowhere, stands twice or is missing."""
    problems: list[Problem] = []
    words = read_words(CONTENT / "words", problems)
    assert [*problems, *check_words(words, catalog)] == []


def test_no_word_names_one_service(catalog: Catalog) -> None:
    """The lists hold no national service's own name or number, so that no service is favoured."""
    words = read_words(CONTENT / "words", [])
    national = [
        service for service in catalog.services.values() if service.reach == "national" and service.organization
    ]
    named = {service.name.casefold() for service in national}
    named |= {channel.value for service in national for channel in service.channels_of("phone", "sms")}
    kinds = {kind.label.casefold() for kind in catalog.types.values()}
    assert {entry.phrase for entry in words.entries if entry.phrase.casefold() in named - kinds} == set()
