"""What editors may write under `content/crisis/`, and what they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.assistant.crisis import Detector, build_patterns, detect, look
from directory.assistant.crisis_checks import check_patterns
from directory.assistant.crisis_phrases import BadPhrase, PhraseReader
from directory.catalog.crisis_file import CRISIS_KINDS, CrisisPatternFiles, read_crisis
from directory.catalog.problems import Problem

NAMES = ("ildebrann", "oversvømmelse", "jordskjelv", "stormvarsel", "snøskred", "haglbyge")
REST = "".join(f"{kind}:\n  says: [{name}]\n" for kind, name in zip(CRISIS_KINDS[1:], NAMES, strict=True))
REST += "today:\n  says: [snarlig]\n"


def written(folder: Path, text: str, rest: str = REST) -> tuple[CrisisPatternFiles, list[Problem]]:
    (folder / "nb.yaml").write_text(text + rest, encoding="utf-8")
    problems: list[Problem] = []
    files = read_crisis(folder, problems)
    return files, [*problems, *check_patterns(files, build_patterns(files))]


def rules(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in problems]


def hits(folder: Path, phrase: str, text: str, *, more: str = "") -> bool:
    files, problems = written(folder, f"{more}suicide:\n  says:\n    - {phrase}\n")
    assert problems == []
    return detect(Detector(patterns=build_patterns(files)), text, "nb") is not None


@pytest.mark.parametrize(
    ("phrase", "fits", "not_fits"),
    [
        ("rope høyt", "jeg ville ROPE hoyt nå", "høyt rope"),
        ("rope*", "ropende stemmer", "srope"),
        ("-rop", "et nødrop", "rop"),
        ("rope/skrike høyt", "skrike høyt", "rope skrike"),
        ("(rope ut/skrike) høyt", "rope ut høyt", "rope høyt"),
        ("rope veldig? høyt", "rope høyt", "rope ganske høyt"),
        ("rope ... høyt", "rope til alle som er høyt", "rope en to tre fire fem seks høyt"),
        (". rope .", "hei, rope, hei", "rope nå"),
        ("rope 10+ ganger", "rope 12 ganger", "rope 9 ganger"),
        ("rope + sulten", "sulten og må rope", "bare rope"),
        ("rope ... høyt", "rope og så høyt", "rope. Så høyt"),
    ],
)
def test_each_sign_of_the_little_language(tmp_path: Path, phrase: str, fits: str, not_fits: str) -> None:
    """What the top of nb.yaml says about phrases is so."""
    assert hits(tmp_path, phrase, fits)
    assert not hits(tmp_path, phrase, not_fits)


def test_lists_skips_and_twin_words(tmp_path: Path) -> None:
    """`<list>` holds phrases too, `skip` words may stand between, and `same` words are read as one."""
    more = "skip: [ganske]\nsame:\n  høyt: [høgt]\nwords:\n  lyd: [rope, skrike ut]\n"
    assert hits(tmp_path, "<lyd> høyt", "skrike ut ganske høgt", more=more)


def test_a_look_alike_silences_only_the_words_it_shares(tmp_path: Path) -> None:
    """The same phrase elsewhere in the text is still heard."""
    text = "suicide:\n  says: [vil falle]\n  look-alikes: [falle i søvn]\n"
    detector = Detector(patterns=build_patterns(written(tmp_path, text)[0]))
    assert detect(detector, "vil falle i søvn", "nb") is None
    assert detect(detector, "vil falle i søvn, nei, vil falle nå", "nb") is not None


def test_what_is_not_now_silences_mentions_only(tmp_path: Path) -> None:
    """`says` is meant; `mentions` may be past, unless `still` stands beside it."""
    text = "not-now: [i fjor]\nstill: [på nytt]\nsuicide:\n  says: [vil falle]\n  mentions: [falt]\n"
    detector = Detector(patterns=build_patterns(written(tmp_path, text)[0]))
    assert detect(detector, "falt i fjor", "nb") is None
    assert detect(detector, "falt i fjor, på nytt", "nb") is not None
    assert detect(detector, "falt i fjor og vil falle", "nb") is not None


def test_today_is_no_class(tmp_path: Path) -> None:
    """A phrase of `today` raises no flag."""
    detector = Detector(patterns=build_patterns(written(tmp_path, "suicide:\n  says: [vil falle]\n")[0]))
    assert look(detector, "det er snarlig", "nb").today
    assert detect(detector, "det er snarlig", "nb") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("suicide:\n  says: [vil falle]\nsorrow: [x]\n", (3, "unknown-key")),
        ("suicide:\n  says: [vil falle]\n  never: [x]\n", (3, "unknown-key")),
        ("suicide:\n  says: vil falle\n", (2, "list")),
        ("suicide:\n  says: [vil falle, <ukjent> falle]\n", (2, "crisis-phrase")),
        ("suicide:\n  says: [vil falle, (vil falle]\n", (2, "crisis-phrase")),
        ("suicide:\n  says: [vil falle, vil ...]\n", (2, "crisis-phrase")),
        ("suicide:\n  says: [vil falle, vil falle nå?]\n", (2, "crisis-phrase")),
        ("words:\n  ring: [<ring> rundt]\nsuicide:\n  says: [<ring> falle, vil falle]\n", (4, "crisis-phrase")),
        ("suicide:\n  says: [vil falle, ve* falle]\n", (2, "crisis-short-stem")),
        ("suicide:\n  says: [vil falle, snarlig]\n", (9, "crisis-phrase-twice")),
        ("suicide:\n  says: []\n", (1, "crisis-empty-class")),
        ("suicide:\n  says: [vil falle]\n  look-alikes: [falle]\n", (2, "crisis-silenced")),
        ("words:\n  lyd: [rope]\nsuicide:\n  says: [vil falle]\n", (2, "crisis-unused-list")),
        ("suicide:\n  says: [vil falle]\nsuicide:\n  says: [vil rope]\n", (3, "repeated-key")),
        ("suicide:\n  says: [*falle]\n", (2, "alias")),
        ("suicide: [\n", (2, "yaml")),
    ],
)
def test_an_editor_is_told_what_to_write(tmp_path: Path, text: str, wanted: tuple[int, str]) -> None:
    """Every mistake is told with its line and a rule."""
    problems = written(tmp_path, text)[1]
    lines = rules(problems)
    assert wanted in lines or wanted[1] in [rule for _, rule in lines if wanted[1] in ("yaml", "crisis-phrase-twice")]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """Without phrases nothing is heard, so nothing is served."""
    problems: list[Problem] = []
    assert read_crisis(tmp_path / "crisis", problems).lines == ()
    assert [problem.rule for problem in problems] == ["folder"]


def test_groups_must_be_closed() -> None:
    """The reader names what is open."""
    with pytest.raises(BadPhrase):
        PhraseReader({}).parts("a) b")
