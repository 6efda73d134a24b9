"""What an editor can fix is told in English by `check`, and in Norwegian beside the field."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.support import Translations

from directory.catalog.problems import Advice, Problem, worded
from directory.catalog.reading import load_catalog
from directory.language.extraction import editor_texts
from directory.language.po_files import EDITOR_LANGUAGES, compile_catalogs
from directory.language.po_reports import report_messages
from tests.unit.small_content import FILES, write_content
from tests.unit.test_reading import BROKEN, LINE, _broken

ROOT = Path(__file__).parents[2]
AGE = Advice("Write `{key}:` as a whole number, not `{value}`", key="minimum_age", value="atten")
NORWEGIAN = {AGE.msgid: "Skriv «{key}» som et helt tall, ikke «{value}»."}


def _norwegian(message: str) -> str:
    return NORWEGIAN.get(message, message)


def test_a_problem_reads_in_english() -> None:
    """`python -m directory check` prints place, sentence and rule, as an editor's program can jump to it."""
    assert str(Problem("services/a.md", 7, AGE, "age")) == (
        "services/a.md:7: Write `minimum_age:` as a whole number, not `atten` [age]"
    )
    assert str(Problem("a.md", 1, AGE, "age", True)).startswith("a.md:1: warning: Write")


def test_a_problem_reads_in_another_language_with_the_field_by_its_name() -> None:
    """The same problem in Norwegian; a key is called what the form calls it."""
    problem = Problem("services/a.md", 7, AGE, "age")
    assert worded(problem, _norwegian) == "Skriv «minimum_age» som et helt tall, ikke «atten»."
    named = worded(problem, _norwegian, {"minimum_age": "Laveste alder"})
    assert named == "Skriv «Laveste alder» som et helt tall, ikke «atten»."


def test_what_may_stand_there_is_called_by_its_name() -> None:
    """Whoever chooses from a list reads the words of the list, never those of the file; what was typed stays."""
    text = Advice("One of {allowed}, not `{value}`", allowed="local, national", value="local")
    read = worded(Problem("a.md", 1, text, "choice"), _norwegian, {"local": "Lokalt", "value": "x"})
    assert read == "One of Lokalt, national, not `local`"


@pytest.mark.parametrize("value", ["{", "}", "{}", "{key}", "{0}", "{value.__class__}", "%(key)s", "%", "{value!r:>9}"])
def test_signs_in_a_value_stay_what_they_are(value: str) -> None:
    """What someone typed into a field never breaks the sentence about it, nor is read as a part of it."""
    problem = Problem("a.md", 1, Advice(AGE.msgid, key="age", value=value), "age")
    assert str(problem) == f"a.md:1: Write `age:` as a whole number, not `{value}` [age]"
    assert worded(problem, _norwegian) == f"Skriv «age» som et helt tall, ikke «{value}»."


@pytest.mark.parametrize("wrong", ["Skriv {nummer}.", "{key} {_key}"])
def test_a_translation_that_asks_for_too_much_is_passed_over(wrong: str) -> None:
    """A slip of a translator shows the English sentence, never a hole and never an error."""
    assert worded(Problem("a.md", 1, AGE, "age"), lambda message: wrong) == AGE


@pytest.mark.parametrize("odd", ["Skriv {et tall.", "Skriv }{", "Skriv {} {0.x}", ""])
def test_odd_signs_in_a_translation_stand_as_they_are(odd: str) -> None:
    """Braces that are no placeholder are text."""
    assert worded(Problem("a.md", 1, AGE, "age"), lambda message: odd) == odd


def test_advice_is_text_that_travels() -> None:
    """Problems are compared, sorted, copied and sent between processes as texts, and keep what they are made of."""
    problem = Problem("a.md", 1, AGE, "age", key="minimum_age")
    for twin in (copy.deepcopy(problem), pickle.loads(pickle.dumps(problem))):
        assert twin == problem
        assert (twin.text.msgid, twin.text.values, twin.key) == (AGE.msgid, AGE.values, "minimum_age")
    assert len({problem, Problem("a.md", 1, AGE, "age")}) == 1


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "directory").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Advice":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_advice_reaches_the_translators() -> None:
    """Each `Advice(…)` is written out, is given what its sentence names, and stands in the translators' file."""
    wanted = {text.message for text in editor_texts(ROOT / "directory")}
    calls = list(_calls())
    assert len(calls) > 100
    for where, call in calls:
        assert len(call.args) == 1, where
        sentence = call.args[0]
        assert isinstance(sentence, ast.Constant), f"{where}: write the sentence out, with the values as keywords"
        assert {keyword.arg for keyword in call.keywords} == set(re.findall(r"\{(\w+)\}", str(sentence.value))), where
        assert sentence.value in wanted, where


def test_every_problem_has_an_advice() -> None:
    """No call hands a plain text to a problem: not written out, not as an f-string."""
    for path in sorted((ROOT / "directory").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
                "Problem", "problem", "_problem", "_tell", "BadPhrase",
            ):  # fmt: skip
                plain = [one for one in node.args if isinstance(one, ast.JoinedStr) or _is_sentence(one)]
                plain = [one for one in plain if not _is_path(one)]
                assert not plain, f"{path.relative_to(ROOT)}:{node.lineno}"


def _is_sentence(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def _is_path(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) and "/" in ast.unparse(node) and " " not in ast.unparse(node)


@pytest.mark.parametrize("lang", EDITOR_LANGUAGES)
def test_what_is_told_of_a_broken_file_is_norwegian(lang: str, tmp_path: Path) -> None:
    """Every rule that can be broken in an offering is told in bokmål and in nynorsk, with nothing left to fill in."""
    compile_catalogs(ROOT / "translations", tmp_path / "mo")
    catalogue = Translations.load(tmp_path / "mo", [lang], "editor")
    told = {problem for old, new, *_ in BROKEN for problem in _broken(tmp_path, old, new)}
    assert len(told) > 50
    for problem in told:
        norwegian = worded(problem, catalogue.gettext)
        assert norwegian != problem.text, problem
        assert not re.search(r"\{\w+\}|`", norwegian), norwegian


@pytest.mark.parametrize("lang", EDITOR_LANGUAGES)
def test_translations_of_the_editor_name_what_the_source_names(lang: str) -> None:
    """No placeholder is lost, invented or misspelt, in bokmål or nynorsk."""
    assert report_messages(ROOT / "translations", lang, editor_texts(ROOT / "directory"), "editor").wrong == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("name: Linjen\n", "", "name"),
        ("type: helpline", "type: helplnie", "type"),
        ("topics: [loneliness]", "topics: [lonely]", "topics"),
        ("  - phone: 22 40 00 40", "  - phone: 22 40 00 4", "phone"),
        ("confidence: high", "confidence: high\nminimum_age: atten", "minimum_age"),
        ("confidence: high", "confidence: high\nway_in: doctor", "way_in"),
        ("confidence: high", "confidence: high\nnmae: x", "nmae"),
    ],
)
def test_a_problem_says_which_key_is_at_fault(tmp_path: Path, old: str, new: str, key: str) -> None:
    """The editor shows it beside the field, also when the key is missing or the line is only the file's first."""
    assert {problem.key for problem in _broken(tmp_path, old, new)} == {key}


def test_a_key_that_is_missing_in_a_list_is_told_where_the_item_is(tmp_path: Path) -> None:
    """The second of two meetings without a time is told on its own line."""
    content = write_content(tmp_path)
    meetings = "confidence: high\nmeetings:\n  - schedule: Th 18:00-20:00\n  - location: Huset"
    (content / LINE).write_text(FILES[LINE].replace("confidence: high", meetings), encoding="utf-8")
    assert [(problem.line, problem.key) for problem in load_catalog(content)[1]] == [(16, "schedule")]
