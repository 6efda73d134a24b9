"""Every rule of the content files, broken once, and what the editor is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.problems import Problem
from directory.catalog.reading import load_catalog
from tests.unit.small_content import FILES, write_content

LINE = "services/line.md"

# What is replaced in services/line.md, by what, the line told, the rule told.
BROKEN = [
    ("name: Linjen\n", "", 2, "required"),
    ("summary: Noen å snakke med.", "summary:", 9, "empty"),
    ("summary: Noen å snakke med.", "summary: null", 9, "empty"),
    ("summary: Noen å snakke med.", "summary: ~", 9, "empty"),
    ("summary: Noen å snakke med.", f"summary: {'ord ' * 41}", 9, "summary"),
    ("summary: Noen å snakke med.", "summary: Noen <b>der</b>.", 9, "html"),
    ("summary: Noen å snakke med.", "summary: [Noen, der]", 9, "text"),
    ("name: Linjen\n", "name: Linjen\nname: Andre\n", 3, "repeated-key"),
    ("name: Linjen\n", "name: Linjen\nnmae: Andre\n", 3, "unknown-key"),
    ("type: helpline", "type: helplnie", 1, "reference"),
    ("organization: listeners", "organization: talkers", 1, "reference"),
    ("organization: listeners", "organization: listeners\nrun_by: Noen", 5, "organization"),
    ("organization: listeners\n", "", 2, "organization"),
    ("organization_type: voluntary", "organization_type: club", 5, "choice"),
    ("reach: national", "reach: lokal", 6, "choice"),
    ("reach: national", "reach: local", 6, "reach"),
    ("reach: national", "reach: national\nservice_area: ['1106']", 7, "reach"),
    ("reach: national", "reach: local\nservice_area: ['9999']", 1, "reference"),
    ("audience: [self]", "audience: self", 7, "list"),
    ("audience: [self]", "audience: [everyone]", 7, "choice"),
    ("audience: [self]", "audience: [self, self]", 7, "repeated-value"),
    ("audience: [self]", "audience: []", 7, "empty"),
    ("topics: [loneliness]", "topics: [lonely]", 1, "reference"),
    ("  - phone: 22 40 00 40", "  - phone: 22 40 00 4", 11, "number"),
    ("  - phone: 22 40 00 40", "  - phone: 12 40 00 40", 11, "number"),
    ("  - phone: 22 40 00 40", "  - phone: +47 22 40 00", 11, "number"),
    ("  - phone: 22 40 00 40", "  - phone: ring oss", 11, "number"),
    ("  - phone: 22 40 00 40", "  - chat: www.example.no", 11, "chat"),
    ("  - phone: 22 40 00 40", "  - email: post@example", 11, "email"),
    ("  - phone: 22 40 00 40", "  - phone: 22 40 00 40\n    sms: 22 40 00 40", 11, "channel"),
    ("    schedule: 24/7", "    extension: kundesenter", 12, "number"),
    ("    schedule: 24/7", "    schedule: Mo-Fr 9-25", 12, "hours"),
    ("    schedule: 24/7", "    schedule: SH 10:00-12:00", 12, "hours"),
    ("    schedule: 24/7", "    schedule: 24/7\n    by_appointment: yes", 13, "hours"),
    ("    schedule: 24/7", "    shedule: 24/7", 12, "unknown-key"),
    ("channels:\n  - phone: 22 40 00 40\n    schedule: 24/7\n", "", 2, "contact"),
    ("confidence: high", "confidence: high\nway_in: doctor", 1, "reference"),
    ("confidence: high", "confidence: high\nwebsite: example.no", 14, "url"),
    ("confidence: high", "confidence: high\nminimum_age: atten", 14, "whole-number"),
    ("confidence: high", "confidence: high\nminimum_age: 30\nmaximum_age: 20", 15, "age"),
    ("confidence: high", "confidence: high\nanonymous: ja", 14, "choice"),
    ("confidence: high", "confidence: high\nassured_date: 1. mai\nassured_by: KN", 14, "date"),
    ("confidence: high", "confidence: high\nassured_date: 2026-02-30\nassured_by: KN", 14, "date"),
    ("confidence: high", "confidence: high\nassured_date: 2026-02-03", 14, "assured"),
    ("confidence: high", "confidence: high\nassured_date: 2026-02-03\nassured_by: Kari Nordmann", 15, "assured"),
    ("confidence: high", "confidence: high\nwait: To uker", 14, "wait"),
    ("confidence: high", "confidence: high\nstatus: uncertain", 14, "alert"),
    ("confidence: high", "confidence: high\nclosed_date: 2026-01-01", 14, "closed"),
    ("confidence: high", "confidence: high\nlanguages: [norsk]", 14, "language"),
    ("confidence: high", "confidence: high\npathway: [4]", 14, "choice"),
    ("confidence: high", "confidence: high\nmoved_from: [line]", 1, "moved"),
    ("confidence: high", "confidence: high\nmeetings:\n  - schedule: Th 18:00-20:00\n    every_weeks: 2", 16, "meeting"),  # noqa: E501
    ("confidence: high", "confidence: high\nmeetings:\n  - location: Huset", 15, "required"),
    ("  - phone: 22 40 00 40", "  - visit: Gata 1, 5525 Haugesund", 2, "confidential-address"),
    ("sources:\n  - url: https://www.example.no\n", "", 2, "required"),
    ("  - url: https://www.example.no", "  - supports: alt", 15, "source"),
    ("  - url: https://www.example.no", "  - url: https://www.example.no\n    date: i fjor", 16, "date"),
    ("name: Linjen", "name: &x Linjen\nalso_known_as: [*x]", 3, "alias"),
    ("name: Linjen", "name: Linjen: den beste", 2, "yaml"),
    ("---\nname", "name", 1, "front-matter"),
    ("Vi lytter.", "Vi <script>lytter</script>.", 17, "html"),
    ("Vi lytter.", "# Stor overskrift", 17, "heading"),
    ("Vi lytter.", "![bilde](x.png)", 17, "image"),
]  # fmt: skip


def _broken(folder: Path, old: str, new: str) -> list[Problem]:
    content = write_content(folder)
    text = FILES[LINE]
    assert old in text
    text = text.replace(old, new, 1)
    if "- visit:" in new:
        text = text.replace("name: Linjen\n", "name: Linjen\nconfidential_address: yes\n").replace(
            "    schedule: 24/7\n", ""
        )
    (content / LINE).write_text(text, encoding="utf-8")
    return load_catalog(content)[1]


def test_small_content_is_sound(tmp_path: Path) -> None:
    """The folder that every other test breaks has no problem of its own."""
    assert load_catalog(write_content(tmp_path))[1] == []


@pytest.mark.parametrize(("old", "new", "line", "rule"), BROKEN, ids=[f"{row[3]}-{n}" for n, row in enumerate(BROKEN)])
def test_rule(tmp_path: Path, old: str, new: str, line: int, rule: str) -> None:
    """A broken rule is told once with its file, line, what to write and the rule's name."""
    problems = [problem for problem in _broken(tmp_path, old, new) if problem.rule == rule]
    if rule == "confidential-address":
        line = 3
    assert [(problem.file, problem.line) for problem in problems] == [(LINE, line)]
    assert problems[0].text[:5] in ("Write", "Take ", "Begin", "Leave")
    assert str(problems[0]).startswith(f"{LINE}:{line}: ")


def test_all_problems_at_once(tmp_path: Path) -> None:
    """Problems in several files and lines are all told in one go, in the order of files and lines."""
    content = write_content(tmp_path)
    text = FILES[LINE].replace("reach: national", "reach: x").replace("22 40 00 40", "12")
    (content / LINE).write_text(text, encoding="utf-8")
    (content / "topics/loneliness.md").write_text("---\nlabel: Ensom\n---\n", encoding="utf-8")
    (content / "places/1106.md").write_bytes(b"---\nname: \xff\n---\n")
    (content / "types/notes.txt").write_text("x", encoding="utf-8")
    (content / "pages/About Us.md").write_text("x", encoding="utf-8")
    problems = load_catalog(content)[1]
    assert problems == sorted(problems)
    told = {(problem.file, problem.rule) for problem in problems}
    assert told >= {
        (LINE, "choice"),
        (LINE, "number"),
        ("topics/loneliness.md", "required"),
        ("places/1106.md", "encoding"),
        ("types/notes.txt", "folder"),
        ("pages/About Us.md", "id"),
    }


def test_missing_folder_is_a_problem(tmp_path: Path) -> None:
    """Neither a missing kind of content nor a missing content folder raises."""
    content = write_content(tmp_path)
    for path in (content / "pages").iterdir():
        path.unlink()
    (content / "pages").rmdir()
    assert [problem.rule for problem in load_catalog(content)[1]] == ["folder"]
    assert [problem.rule for problem in load_catalog(tmp_path / "nothing")[1]] == ["folder"]


def test_yaml_values_stay_text(tmp_path: Path) -> None:
    """What YAML 1.1 would turn into False, octal, minutes or a number stays as the editor wrote it."""
    content = write_content(tmp_path)
    text = FILES[LINE].replace("name: Linjen", "name: No\nalso_known_as: [0155, 10:00, +4722400040, 1.10, null]")
    (content / LINE).write_text(text, encoding="utf-8")
    catalog, problems = load_catalog(content)
    assert problems == []
    assert catalog.services["line"].name == "No"
    assert catalog.services["line"].also_known_as == ("0155", "10:00", "+4722400040", "1.10", "null")


def test_huge_and_deep_files_are_refused(tmp_path: Path) -> None:
    """A file too large or nested too deeply is told as a problem, quickly, and takes nothing down."""
    content = write_content(tmp_path)
    (content / "services/huge.md").write_text("---\n" + "x: y\n" * 60_000 + "---\n", encoding="utf-8")
    (content / "services/deep.md").write_text("---\nx: " + "[" * 5_000 + "\n---\n", encoding="utf-8")
    rules = {problem.file: problem.rule for problem in load_catalog(content)[1]}
    assert rules["services/huge.md"] == "size"
    assert rules["services/deep.md"] == "yaml"


def test_what_must_be_expressible(tmp_path: Path) -> None:
    """No place, a confidential address, an extension, every other Thursday and closed in July can all be written."""
    content = write_content(tmp_path)
    text = FILES[LINE].replace("    schedule: 24/7\n", "    extension: '3'\n    schedule: Mo-Fr 09:00-15:00; Jul off\n")
    text = text.replace("confidence: high\n", (
        "confidence: high\nconfidential_address: yes\nmeetings:\n  - schedule: Th 18:00-20:00\n    every_weeks: 2\n"
        "    start_date: 2026-01-08\n    membership: open\n    led_by: peers\n    cancelled_dates: [2026-04-02]\n"
    ))  # fmt: skip
    (content / LINE).write_text(text, encoding="utf-8")
    catalog, problems = load_catalog(content)
    assert problems == []
    service = catalog.services["line"]
    assert service.channels[0].extension == "3"
    assert service.meetings[0].every_weeks == 2
    assert service.service_area == ()
