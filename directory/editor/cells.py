"""One value of a file as the text of one cell, and back. What comes back is exactly what went out, or the cell says
that the value stays in the file: `write_cell` reads each cell again before it hands it out.

- a text stands as it is; yes and no are `ja` and `nei`, free is `gratis`; a date is 2026-11-22, or 22.11.2026
- a choice is its name with the key in brackets, `Kirkens SOS [kirkens-sos]`; the brackets decide
- several stand with `;` between them; ways in, meetings and sources have a line each, see `cell_lines`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date

from directory.catalog.rewriting import Value
from directory.editor.cell_lines import FLAG, FREE, PARTS, read_lines, write_lines
from directory.editor.cell_marks import escape, split, unescape, unfit
from directory.editor.cell_refusals import CellRefused, NoCell
from directory.editor.field_shapes import Field
from directory.editor.texts import _

MOST_LETTERS = 32_767
"""What Excel holds in a cell, counted as it counts: in UTF-16. It cuts the rest off without a word."""
_KEPT = ("⟦", "⟧")
"""Around what stands in a cell whose value stays in the file."""
_LISTS = ("choices", "ranked", "area", "ids")
_IN_BRACKETS = re.compile(r".*\[([^\[\]]+)\]", re.DOTALL)
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_YES = {"ja": "yes", "nei": "no", "yes": "yes", "no": "no", "sann": "yes", "usann": "no", "true": "yes", "false": "no"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A field as a column: its label, and what may be chosen in it."""

    field: Field
    label: str
    names: Mapping[str, str] = default(default_factory=dict)
    """Value -> what people call it, in the order of the list. Empty: anything may be written."""
    spoken: Mapping[str, frozenset[str]] = default(default_factory=dict)
    """What people may write instead, without case -> the values that it can mean."""

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def several(self) -> bool:
        return self.field.widget in _LISTS


def is_kept(text: str) -> bool:
    """The cell says that its value stays in the file."""
    return text.startswith(_KEPT[0]) and text.endswith(_KEPT[1])


def length(text: str) -> int:
    """As Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def write_cell(column: Column, value: Value | None) -> str:
    """The text of the cell. Reads back to `value`, or `is_kept`."""
    if value is None or value in ("", ()):
        return ""
    try:
        text = _written(column, value)
        if length(text) > MOST_LETTERS:
            return _KEPT[0] + _("too long for a spreadsheet; it is changed in the editor") + _KEPT[1]
        if not is_kept(text) and read_cell(column, text) == value:
            return text
    except (NoCell, CellRefused):
        pass
    return _KEPT[0] + _("cannot stand in a spreadsheet; it is changed in the editor") + _KEPT[1]


def read_cell(column: Column, text: str) -> Value | None:
    """The value that a person means by `text`; None: nothing. Raises `CellRefused` with what to write instead."""
    text = text.strip()
    if not text:
        return None
    if column.key in PARTS:
        return read_lines(column.key, text) or None
    if column.several:
        pieces = [piece for line in text.split("\n") for piece in split(line, ";") if piece]
        return tuple(_chosen(column, unescape(piece)) for piece in pieces)
    if column.field.widget == "flag":
        return _flag(text)
    if column.field.widget == "date":
        return _day(text)
    if column.key == "fees" and text.casefold() in FREE.values():
        return "free"
    return _chosen(column, text)


def _written(column: Column, value: Value) -> str:
    if column.key in PARTS:
        return write_lines(column.key, value)
    if column.several:
        if not isinstance(value, tuple) or not all(isinstance(one, str) for one in value):
            raise NoCell
        return "; ".join(escape(_named(column, str(one)), ";") for one in value)
    if not isinstance(value, str) or unfit(value):
        raise NoCell
    if column.field.widget == "flag":
        return FLAG.get(value, value)
    if column.key == "fees":
        return FREE.get(value, value)
    return _named(column, value)


def _named(column: Column, value: str) -> str:
    name = column.names.get(value)
    return value if name is None or name == value else f"{name} [{value}]"


def _chosen(column: Column, text: str) -> str:
    if not column.names:
        return text
    match = _IN_BRACKETS.fullmatch(text)
    if match and match[1].strip() in column.names:
        return match[1].strip()
    if text in column.names:
        return text
    meant = column.spoken.get(" ".join(text.split()).casefold(), frozenset())
    if len(meant) == 1:
        return next(iter(meant))
    if meant:
        raise CellRefused(
            _("“%(text)s” can be more than one: write %(values)s.", text=text, values=", ".join(sorted(meant)))
        )
    longer = [value for value in column.names if value.lstrip("0") == text and value != text]
    if longer:
        raise CellRefused(_("%(text)s has lost its first zero: write %(whole)s as text.", text=text, whole=longer[0]))
    raise CellRefused(_("“%(text)s” is not on the list. Choose from the list.", text=text))


def _flag(text: str) -> str:
    if (value := _YES.get(text.casefold())) is None:
        raise CellRefused(_("Write ja or nei, or nothing when it is not known; not “%(text)s”.", text=text))
    return value


def _day(text: str) -> str:
    """As a file has it; what is no date is left for the check of the content."""
    if match := _DAY.fullmatch(text):
        try:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        except ValueError:
            return text
    return text
