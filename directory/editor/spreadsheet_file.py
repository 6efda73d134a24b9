"""The rows of an .xlsx or CSV file that a person saved, as texts, with a note on cells that a program changed into
something else. Nothing is guessed: a number, a formula or an error is handed on as such.

An .xlsx file is a ZIP file of XML: it is measured before it is unpacked, and refused when it would grow too large.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from openpyxl import load_workbook

from directory.editor.spreadsheet_out import from_csv_cell
from directory.editor.texts import _

MOST_BYTES = 20_000_000
_MOST_UNPACKED = 120_000_000
_MOST_PARTS = 500
_MOST_ROWS, _MOST_COLUMNS, _MOST_SHEETS = 5_000, 120, 20
_MOST_EMPTY = 1_000
"""Empty rows after which a sheet is taken to be at its end."""
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)

Kind = Literal["text", "number", "date", "flag", "formula", "error"]


class FileRefused(Exception):
    """The file cannot be read; its text tells a person why and what to do."""


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as it was read."""

    text: str = ""
    kind: Kind = "text"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    name: str
    rows: tuple[tuple[Read, ...], ...]
    narrow: bool = False
    """Saved in an old encoding: letters that it lacks became question marks."""
    plain: bool = False
    """CSV: programs that opened it may have changed texts into numbers without a trace."""


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every visible sheet of the file. Raises `FileRefused`."""
    if len(data) > MOST_BYTES:
        raise FileRefused(_("The file is too large: at most %(most)s MB.", most=MOST_BYTES // 1_000_000))
    if data[:4] == b"PK\x03\x04":
        return _read_workbook(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise FileRefused(_("This is an old Excel file (.xls), or one with a password. Save it as .xlsx without one."))
    return (_read_csv(data),)


def _read_workbook(data: bytes) -> tuple[Sheet, ...]:
    _measure(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts that openpyxl does not know, such as pictures
            book = load_workbook(io.BytesIO(data), read_only=True)
            sheets = [one for one in book.worksheets if one.sheet_state == "visible"][:_MOST_SHEETS]
            for one in sheets:
                one.reset_dimensions()  # what a file says of its own size may be wrong
            return tuple(Sheet(name=one.title, rows=tuple(_rows(one))) for one in sheets)
    except FileRefused:
        raise
    except Exception as error:  # each part of a damaged file can break in a way of its own
        raise FileRefused(_("The file is damaged. Open it in a spreadsheet and save it as .xlsx again.")) from error


def _measure(data: bytes) -> None:
    """Refuses what would unpack to too much. What a part says of its size is also all that is ever read of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise FileRefused(_("The file is too large when it is unpacked. Use a new spreadsheet."))
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise FileRefused(_("This is no .xlsx file. Save it as Excel workbook (.xlsx) or CSV."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as opened:
                        begin = opened.read(2_000)
                    if _ENTITY.search(begin) or begin[:2] in (b"\xff\xfe", b"\xfe\xff"):
                        raise FileRefused(_("The file holds something that no spreadsheet of ours has. Use a new one."))
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused(_("The file is damaged or has a password. Save it again without one.")) from error


def _rows(sheet: object) -> Iterator[tuple[Read, ...]]:
    empty: list[tuple[Read, ...]] = []
    told = 0
    for row in sheet.iter_rows(max_col=_MOST_COLUMNS):  # type: ignore[attr-defined]
        cells = tuple(_read(cell) for cell in row)
        if not any(cell.text for cell in cells):
            empty.append(())
            if len(empty) > _MOST_EMPTY:
                return
            continue
        yield from empty
        empty.clear()
        told += 1
        if told > _MOST_ROWS:
            raise FileRefused(_("The sheet has more than %(most)s rows.", most=_MOST_ROWS))
        yield cells


def _read(cell: object) -> Read:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "n")
    if value is None:
        return Read()
    if kind == "f":
        return Read(str(getattr(value, "text", value)), "formula")
    if kind == "e":
        return Read(str(value), "error")
    if isinstance(value, bool):
        return Read("ja" if value else "nei", "flag")
    if isinstance(value, datetime):
        whole = value.time() == time(0)
        return Read(value.date().isoformat() if whole else value.isoformat(" "), "date" if whole else "number")
    if isinstance(value, date):
        return Read(value.isoformat(), "date")
    if isinstance(value, float):
        return Read(str(int(value)) if value.is_integer() else repr(value), "number")
    if isinstance(value, str):
        return Read(_tidy(value))
    return Read(str(value), "number")


def _read_csv(data: bytes) -> Sheet:
    text, narrow = _decoded(data)
    if text.lower().startswith("sep="):
        text = text.partition("\n")[2]
    if "\0" in text:
        raise FileRefused(_("This is no spreadsheet. Save it as Excel workbook (.xlsx) or CSV."))
    delimiter = _delimiter(text)
    rows: list[tuple[Read, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(tuple(Read(_tidy(from_csv_cell(cell))) for cell in row[:_MOST_COLUMNS]))
            if len(rows) > _MOST_ROWS:
                raise FileRefused(_("The sheet has more than %(most)s rows.", most=_MOST_ROWS))
    except csv.Error as error:
        raise FileRefused(_("The quotes in this CSV file do not fit together. Save it again.")) from error
    return Sheet(name="CSV", rows=tuple(rows), narrow=narrow, plain=True)


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding is one that lacks letters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding == "cp1252"
        except UnicodeDecodeError:
            continue
    raise FileRefused(_("The letters of this file cannot be read. Save it as CSV UTF-8, or as Excel workbook (.xlsx)."))


def _delimiter(text: str) -> str:
    """The one that makes most cells of the first line; labels hold none of them."""
    first = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(";", "\t", ",", key=first.count)


def _tidy(text: str) -> str:
    """Without what programs change on their own: the ends of lines, and white space at the edges."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
