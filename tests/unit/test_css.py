"""The style sheets we write: logical properties only, so that a page turns round with its language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))

_PHYSICAL = re.compile(
    r"""(?:^|[{;\s])(?:
        (?P<edge>(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[a-z-]*\s*:)
      | (?P<place>(?:left|right|top|bottom)\s*:)
      | (?P<size>(?:(?:min|max)-)?(?:width|height)\s*:)
      | (?P<corner>border-(?:top|bottom)-(?:left|right)-radius\s*:)
      | (?P<align>(?:text-align|float|clear)\s*:\s*(?:left|right)\b)
    )""",
    re.VERBOSE | re.MULTILINE,
)
_UNEVEN = re.compile(r"(?:^|[{;\s])(?:margin|padding|inset)\s*:\s*([^;{}]+)")


def _rules(sheet: Path) -> str:
    """The sheet without comments and without the conditions of its media queries, which ask for widths."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"@(?:media|container|supports)[^{]*\{", "{", text)


def _parts(value: str) -> list[str]:
    """The values of a shorthand, those in brackets kept together."""
    return re.findall(r"(?:[^\s(]+\([^()]*(?:\([^()]*\)[^()]*)*\)|\S+)", value.replace("!important", ""))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_logical_properties_only(sheet: Path) -> None:
    """No property of our style sheets names left, right, top or bottom."""
    assert [found.group(0).strip() for found in _PHYSICAL.finditer(_rules(sheet))] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_shorthands_are_the_same_on_both_sides(sheet: Path) -> None:
    """A shorthand of four values gives start and end the same, since its second is always the right-hand side."""
    uneven = [value for value in _UNEVEN.findall(_rules(sheet)) if len(p := _parts(value)) == 4 and p[1] != p[3]]
    assert uneven == []


def test_the_lint_sees_what_it_should() -> None:
    """A margin on the left, and a shorthand that is wider on the right, are found."""
    assert _PHYSICAL.search(".a { color: red; margin-left: 1rem }")
    assert _PHYSICAL.search(".a { text-align: right }")
    assert not _PHYSICAL.search(".a { margin-inline-start: 1rem; text-align: start }")
    assert _parts("0 calc(1rem + (2px * 3)) 0 1rem") == ["0", "calc(1rem + (2px * 3))", "0", "1rem"]
