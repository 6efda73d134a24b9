"""A table as an Excel file: headings that stay in sight, lists to choose from, help at each cell, every cell a text.

Numbers of phones, municipalities and dates would be changed by a spreadsheet that thinks it knows better; so all cells
and all columns have the format of text. What may be chosen stands on a hidden sheet, and readable on the sheet of help.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from directory.editor.cell_lines import FLAG, PARTS
from directory.editor.cells import Column
from directory.editor.fields import FOLDERS, KIND_NAMES
from directory.editor.spreadsheet_columns import ID, VERSION
from directory.editor.spreadsheet_out import Table
from directory.editor.texts import N_, _

FIRST_ROW = 3
"""Below the labels and the keys."""
LISTS = "lists"
_TEXT = "@"
_ROOM = 500
"""Empty rows below the last one that still have the lists."""
_WIDTHS = {
    "long": 50, "channels": 60, "meetings": 45, "sources": 60, "choices": 36, "ranked": 36, "area": 30, "ids": 26,
    "flag": 10, "date": 13, "ages": 10, "choice": 30,
}  # fmt: skip
_BOLD = Font(name="Calibri", size=11, bold=True)
_GREY = Font(name="Calibri", color="00767676", italic=True, size=9)
_HEAD = PatternFill("solid", fgColor="00E6EDF5")
_LINE = Border(bottom=Side(style="thin", color="00B0B8C0"))
_CELL = Alignment(vertical="top", wrap_text=True)
_HOW = (
    N_("Change cells, and add rows at the bottom. Then import the file: you see every change before it is written."),
    N_("An empty cell means: not known. Emptying a cell takes the value out, once you have confirmed it."),
    N_("Removing a row removes nothing. When an offering has closed, say so in its own column."),
    N_("Choose from the list where there is one. Where several can stand, put ; between them; see the names below."),
    N_("Ways in, meetings and sources: one line each (Alt+Enter makes a new line), the parts with | between them."),
    N_("Leave the first column and the grey row of keys as they are."),
)  # fmt: skip
_EXAMPLES = {
    "channels": "telefon: 00 00 00 00 | åpent: Mo-Fr 09:00-15:00\nbesøk: … | etter avtale: ja",
    "meetings": "tid: Th 18:00-20:00 | uker mellom: 2 | fra dato: 2026-01-08 | sted: …",
    "sources": "nettside: https://… | dato: 2026-11 | sier: telefon og åpningstid",
}
"""How the words of `cell_lines` are used; never a fact."""


def as_workbook(table: Table) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _(KIND_NAMES[table.kind][1])[:31]
    for number, row in enumerate((table.labels, table.keys, *table.rows), 1):
        for at, text in enumerate(row, 1):
            _write(sheet, number, at, text)
    _dress(sheet, table)
    _help(book.create_sheet(_("Help")[:31]), table)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    _offer(sheet, lists, table)
    book.properties.creator = book.properties.title = f"Rett dør: {FOLDERS[table.kind]}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """`text` as a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.number_format = _TEXT
    cell.alignment = _CELL
    if text:
        cell.value = text
        cell.data_type = "s"  # openpyxl would make a formula of "=…"
        if text[0] in "=+-@'":
            cell.quotePrefix = True


def _dress(sheet: Worksheet, table: Table) -> None:
    for at, field in enumerate((ID, *(column.field for column in table.columns), VERSION), 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 34 if field.key == "name" else _WIDTHS.get(field.widget, 28)
        sheet.column_dimensions[letter].number_format = _TEXT
        sheet.column_dimensions[letter].alignment = _CELL
        head, key = sheet.cell(1, at), sheet.cell(2, at)
        head.font, head.fill = _BOLD, _HEAD
        key.font, key.border = _GREY, _LINE
    sheet.column_dimensions[letter].hidden = True
    sheet.row_dimensions[1].height = 32
    for row in range(FIRST_ROW, FIRST_ROW + len(table.rows)):
        sheet.row_dimensions[row].height = 60
    sheet.freeze_panes = "C3"
    sheet.auto_filter.ref = f"A2:{letter}{FIRST_ROW + len(table.rows) - 1}"


def _offer(sheet: Worksheet, lists: Worksheet, table: Table) -> None:
    """The lists to choose from, and a word of help where a cell is chosen."""
    last = FIRST_ROW + len(table.rows) + _ROOM
    used = 0
    for at, column in enumerate(table.columns, 2):
        choices = _choices(column)
        formula = None
        if choices and not column.several:
            used += 1
            for row, choice in enumerate((column.key, *choices), 1):
                _write(lists, row, used, choice)
            letter = get_column_letter(used)
            formula = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(choices) + 1}"
        told = _prompt(column)
        if not formula and not told:
            continue
        # Bodies and ids may be new: what is not on such a list is asked about, not refused, by the spreadsheet itself.
        offer = DataValidation(
            type="list" if formula else None, formula1=formula, allow_blank=True, showErrorMessage=bool(formula),
            errorStyle="warning" if column.field.options_from else "stop",
            error=_("Choose from the list.") if formula else None,
            showInputMessage=bool(told), promptTitle=column.label[:32] if told else None, prompt=told[:255] or None,
        )  # fmt: skip
        letter = get_column_letter(at)
        offer.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(offer)


def _choices(column: Column) -> list[str]:
    if column.field.widget == "flag":
        return list(FLAG.values())
    return [f"{name} [{value}]" if name != value else name for value, name in column.names.items()]


def _prompt(column: Column) -> str:
    # The form numbers what is nearest; a cell has its order.
    told = [_("The closest first.")] if column.field.widget == "ranked" else []
    told = told or ([_(column.field.help)] if column.field.help else [])
    if column.key in PARTS:
        told.append(_("One line each, like:") + "\n" + _EXAMPLES[column.key])
    elif column.several:
        told.append(_("Several: one a line, or ; between them."))
    return "\n".join(told)


def _help(sheet: Worksheet, table: Table) -> None:
    """How it is done, and every column with what may stand in it."""
    rows: list[Sequence[str]] = [(_("How to"),), *((_(line),) for line in _HOW), (), (_("Column"), _("Key"), _("Help"))]
    heads = {1, len(rows)}
    for column in table.columns:
        first, *more = _prompt(column).split("\n")
        rows += [(column.label, column.key, first), *(("", "", line) for line in more)]
        if column.key in PARTS:
            words = ", ".join(part.word for part in PARTS[column.key])
            rows.append(("", "", _("Words that can stand before a colon: %(words)s.", words=words)))
        elif (column.several and column.names) or (column.field.options and not column.field.options_from):
            rows += [("", "", choice) for choice in _choices(column)]
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row, 1):
            _write(sheet, number, at, text)
            if number in heads:
                sheet.cell(number, at).font = _BOLD
            elif at == 2:
                sheet.cell(number, at).font = _GREY
        if len(row) == 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=3)
    for letter, width in (("A", 34), ("B", 22), ("C", 100)):
        sheet.column_dimensions[letter].width = width
