"""The content as a table of texts, and as a CSV file: one row an offering, two rows of headings. Writes no file.

The version in the last column is the digest of the file, with a letter before it: no program makes a number of it.
How the table becomes a workbook is `workbook`'s.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.catalog.models import Catalog
from directory.catalog.rewriting import Unreadable
from directory.catalog.saving import digest, text_of
from directory.editor.cells import Column, is_kept, write_cell
from directory.editor.drafts import values_of
from directory.editor.fields import FOLDERS
from directory.editor.spreadsheet_columns import ID, VERSION, SheetKind
from directory.editor.texts import _

VERSION_MARK = "v-"
CSV_MARKS = "=+-@'\t\r\n"
"""A cell of a CSV file that begins with one of these gets a `'` before it: spreadsheets would read a formula."""


@dataclass(frozen=True, kw_only=True)
class Table:
    kind: SheetKind
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    """Id, one text a column, version."""
    notes: tuple[str, ...]
    """What did not fit, in words."""

    @property
    def labels(self) -> tuple[str, ...]:
        return (_(ID.label), *(column.label for column in self.columns), _(VERSION.label))

    @property
    def keys(self) -> tuple[str, ...]:
        return (f"{FOLDERS[self.kind]}.{ID.key}", *(column.key for column in self.columns), VERSION.key)


def version_of(text: str) -> str:
    return VERSION_MARK + digest(text)


def read_files(content: Path, kind: SheetKind) -> dict[str, str | None]:
    """Id -> text of every file of `kind`; None for one that is no text."""
    found: dict[str, str | None] = {}
    for path in sorted((content / FOLDERS[kind]).glob("[!.]*.md")):
        try:
            found[path.stem] = text_of(path)
        except (OSError, UnicodeDecodeError):
            found[path.stem] = None
    return found


def make_table(
    content: Path, kind: SheetKind, catalog: Catalog, columns: Sequence[Column], place: str | None = None
) -> Table:
    """Every file of `kind`, by name; with `place` only what is for that municipality and not for all of Norway."""
    rows, notes = [], []
    wanted = _wanted(kind, catalog, place)
    for id_, text in read_files(content, kind).items():
        if wanted is not None and id_ not in wanted:
            continue
        try:
            values = values_of(kind, id_, text or "")
        except Unreadable:
            text = None
        if text is None:
            notes.append(_("%(id)s is left out: its file cannot be read. Run the check.", id=id_))
            continue
        cells = [write_cell(column, values.get(column.key)) for column in columns]
        notes += [
            _("%(id)s, %(column)s: %(why)s.", id=id_, column=column.label, why=cell[1:-1])
            for column, cell in zip(columns, cells, strict=True)
            if is_kept(cell)
        ]
        rows.append((id_, *cells, version_of(text)))
    rows.sort(key=lambda row: (row[1].casefold(), row[0]))
    return Table(kind=kind, columns=tuple(columns), rows=tuple(rows), notes=tuple(notes))


def as_csv(table: Table) -> bytes:
    """As Norwegian Excel opens it with a double click: semicolons, every cell in quotes, UTF-8 with its mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (table.labels, table.keys, *table.rows):
        writer.writerow([f"'{cell}" if cell[:1] in CSV_MARKS and cell else cell for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def from_csv_cell(cell: str) -> str:
    """Without the `'` that `as_csv` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in CSV_MARKS and len(cell) > 1 else cell


def _wanted(kind: SheetKind, catalog: Catalog, place: str | None) -> frozenset[str] | None:
    if place is None:
        return None
    here: Mapping[str, str | None] = {
        one.id: one.organization for one in catalog.services.values() if place in one.service_area
    }
    return frozenset(here if kind == "service" else (body for body in here.values() if body))
