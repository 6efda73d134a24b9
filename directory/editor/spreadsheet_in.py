"""A sheet that came back against the files as they stand now: what it would change, cell by cell. Writes nothing.

A cell is compared with what an export would write today, so whatever a person left alone is left alone, however their
program saved it. A file that was changed since the export is never asked to change. A row that is missing says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from directory.catalog.rewriting import Unreadable
from directory.editor.cell_refusals import CellRefused
from directory.editor.cells import MOST_LETTERS, Column, is_kept, length, read_cell, write_cell
from directory.editor.differences import Change, Difference, Entry, Told
from directory.editor.drafts import id_from, known_id, values_of
from directory.editor.fields import FOLDERS
from directory.editor.spreadsheet_columns import ID as ID_FIELD
from directory.editor.spreadsheet_columns import SHEETS, VERSION, SheetKind
from directory.editor.spreadsheet_file import FileRefused, Read, Sheet
from directory.editor.spreadsheet_out import read_files, version_of
from directory.editor.texts import _, ngettext

_HEADINGS = 6
"""Rows among which the row of keys is looked for."""
_POWER = re.compile(r"-?\d+([.,]\d+)?E[+-]?\d+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What every row is held against."""

    kind: SheetKind
    columns: Sequence[Column]
    places: Mapping[str, int]
    sheet: Sheet
    times: Mapping[str, int]
    """How often each id stands in the sheet."""
    versions: Mapping[str, str]
    """Of the files as they are now -> their ids."""


def compare(sheet: Sheet, content: Path, kind: SheetKind, columns: Sequence[Column]) -> Difference:
    """What `sheet` would change. Raises `FileRefused` when it is no sheet of `kind`."""
    first, places = _headings(sheet, FOLDERS[kind], columns)
    notes = _notes(sheet, columns, first, places)
    rows = [(number, row) for number, row in enumerate(sheet.rows[first:], first + 1) if any(one.text for one in row)]
    files = {id_: text for id_, text in read_files(content, kind).items() if text is not None}
    ids = _ids(kind, rows, places, files, content / FOLDERS[kind])
    new = {id_: _at(row, places, "name").text for (_number, row), id_ in zip(rows, ids, strict=True)
           if id_ not in files}  # fmt: skip
    known = _Known(
        kind=kind, columns=[_with_new(column, kind, new) for column in columns], places=places, sheet=sheet,
        times=Counter(ids), versions={version_of(text): id_ for id_, text in files.items()},
    )  # fmt: skip
    entries = []
    for (number, row), id_ in zip(rows, ids, strict=True):
        name = _at(row, places, "name").text or id_
        file = f"{FOLDERS[kind]}/{id_}.md"
        entry = Entry(id=id_, row=number, name=name, file=file, before=files.get(id_))
        entry = _with_changes(entry, row, known)
        entries.append(replace(entry, barred=entry.barred or _barred(entry, _at(row, places, VERSION.key).text, known)))
    gone = len(files.keys() - set(ids))
    if gone:
        notes.append(
            ngettext(
                "%(num)s file is not in the spreadsheet. It stays as it is: a missing row removes nothing.",
                "%(num)s files are not in the spreadsheet. They stay as they are: a missing row removes nothing.",
                gone,
            )
        )
    asking = tuple(entry for entry in entries if entry.changes or entry.refused or entry.barred)
    return Difference(
        kind=kind, entries=asking, notes=tuple(notes), same=len(entries) - len(asking),
        labels={column.key: column.label for column in columns},
    )  # fmt: skip


def kind_of(sheet: Sheet) -> SheetKind | None:
    """What the row of keys says that the sheet holds; None when it does not say."""
    said = {one.text.strip().casefold() for row in sheet.rows[:_HEADINGS] for one in row}
    return next((kind for folder, kind in SHEETS.items() if f"{folder}.{ID_FIELD.key}" in said), None)


def _headings(sheet: Sheet, folder: str, columns: Sequence[Column]) -> tuple[int, Mapping[str, int]]:
    """The number of rows above the offerings, and where each key stands; by labels when the row of keys is gone."""
    keys = {ID_FIELD.key, VERSION.key, *(column.key for column in columns)}
    labels = {column.label.casefold(): column.key for column in columns}
    labels |= {_(ID_FIELD.label).casefold(): ID_FIELD.key, _(VERSION.label).casefold(): VERSION.key}
    for known in ({key: key for key in keys}, labels):
        for number, row in enumerate(sheet.rows[:_HEADINGS], 1):
            found = [known.get(" ".join(one.text.split()).casefold().removeprefix(f"{folder}.")) for one in row]
            if ID_FIELD.key in found and len(set(found) - {None}) > 2:
                twice = [key for key, times in Counter(found).items() if key and times > 1]
                if twice:
                    raise FileRefused(_("The column “%(key)s” stands there twice. Take one out.", key=twice[0]))
                return number, {key: at for at, key in enumerate(found) if key}
    raise FileRefused(_("No row with the names of the columns was found. Export anew, and keep the two rows on top."))


def _notes(sheet: Sheet, columns: Sequence[Column], first: int, places: Mapping[str, int]) -> list[str]:
    notes = []
    heads = {at: one.text for row in sheet.rows[:first] for at, one in enumerate(row) if one.text}
    extra = [text for at, text in sorted(heads.items()) if at not in places.values()]
    if extra:
        notes.append(_("Columns that are not known, and not read: %(names)s.", names=", ".join(extra)))
    missing = [column.label for column in columns if column.key not in places]
    if missing:
        notes.append(_("Columns that are missing, and left as they are: %(names)s.", names=", ".join(missing)))
    if sheet.narrow:
        notes.append(_("The file was saved without all letters (not as UTF-8). Look closely at every change."))
    return notes


def _at(row: Sequence[Read], places: Mapping[str, int], key: str) -> Read:
    place = places.get(key)
    return row[place] if place is not None and place < len(row) else Read()


def _with_new(column: Column, kind: SheetKind, new: Mapping[str, str]) -> Column:
    """An offering may name one that is new in the same sheet, by its id."""
    return replace(column, names={**column.names, **new}) if column.field.options_from == FOLDERS[kind] else column


def _ids(
    kind: SheetKind,
    rows: Sequence[tuple[int, Sequence[Read]]],
    places: Mapping[str, int],
    files: Mapping[str, str],
    folder: Path,
) -> list[str]:
    """As they stand; a new row gets one made from its name, or that of the file which has the name already.

    So a sheet that is imported a second time makes no second file.
    """
    named: dict[str, str] = {}
    ids = []
    for _number, row in rows:
        written, name = _at(row, places, ID_FIELD.key).text, _at(row, places, "name").text
        if name and not written and not _at(row, places, VERSION.key).text:
            named = named or {_name_of(kind, id_, text): id_ for id_, text in files.items()}
            written = named.get(name.casefold()) or id_from(name, folder)
        ids.append(written)
    return ids


def _name_of(kind: SheetKind, id_: str, text: str) -> str:
    try:
        return str(values_of(kind, id_, text).get("name", "")).casefold()
    except Unreadable:
        return ""


def _barred(entry: Entry, version: str, known: _Known) -> str:
    """Why nothing of the row can be taken; empty when it can."""
    whose = known.versions.get(version)
    if known.times[entry.id] > 1:
        return _("The id “%(id)s” stands in more than one row.", id=entry.id)
    if not known_id(known.kind, entry.id):
        return _("Write an id of a-z, digits and hyphens, like red-cross, in the first column.")
    if entry.before is not None:
        if version == version_of(entry.before) or not (entry.changes or entry.refused):
            return ""
        if not version:
            return _("There is one by that name already, of an unknown version. Export anew and change its row.")
        return _("The file was changed after the spreadsheet was made. Export anew, and change it there.")
    if not version or whose in known.times:
        return ""
    if whose:
        return _("The id was “%(id)s”. Ids never change here; move the offering in the editor.", id=whose)
    return _("The file is gone. Take the row out; or empty its last column, and it is made anew.")


def _with_changes(entry: Entry, row: Sequence[Read], known: _Known) -> Entry:
    try:
        values = values_of(known.kind, entry.id, entry.before) if entry.before is not None else {}
    except Unreadable:
        return replace(entry, barred=_("The file cannot be read. Run the check."))
    changes, refused = [], []
    for column in known.columns:
        if column.key not in known.places:
            continue
        cell, value = _at(row, known.places, column.key), values.get(column.key)
        before = write_cell(column, value)
        if _plain(cell.text) == _plain(before) or is_kept(cell.text):
            continue
        try:
            _spoilt(cell, column, before, known.sheet)
            wanted = read_cell(column, cell.text)
        except CellRefused as why:
            refused.append(Told(column.label, str(why)))
            continue
        if wanted != value and (wanted is not None or before):
            after = "" if wanted is None else write_cell(column, wanted)
            changes.append(Change(key=column.key, label=column.label, before=before, after=after, value=wanted))
    return replace(entry, changes=tuple(changes), refused=tuple(refused))


def _spoilt(cell: Read, column: Column, before: str, sheet: Sheet) -> None:
    """Raises `CellRefused` for what a program, not a person, seems to have made of the cell."""
    widget = column.field.widget
    if cell.kind == "formula":
        raise CellRefused(_("The cell holds a formula. Write the text itself."))
    if cell.kind == "error":
        raise CellRefused(_("The cell shows an error (%(text)s). Write the text itself.", text=cell.text))
    whole = cell.text.isdigit() and (widget == "ages" or column.names)
    if (cell.kind == "number" and not whole) or (cell.kind == "date" and widget != "date"):
        raise CellRefused(
            _(
                "The cell holds a number or a date (%(text)s), not a text. Write it again with ' before it.",
                text=cell.text,
            )
        )
    if sheet.plain and (_POWER.fullmatch(cell.text) or (cell.text != before and cell.text == _bare(before))):
        raise CellRefused(
            _("The spreadsheet has made a number of it: “%(text)s”. Write “%(before)s” again, or use .xlsx.",
              text=cell.text, before=before)
        )  # fmt: skip
    if length(cell.text) >= MOST_LETTERS:
        raise CellRefused(_("The cell is full, so its end may be cut off. Change the text in the editor."))
    if sheet.narrow and "?" in cell.text and cell.text == before.encode("cp1252", "replace").decode("cp1252"):
        raise CellRefused(_("Letters became question marks. Save the spreadsheet as CSV UTF-8 or .xlsx."))


def _bare(text: str) -> str:
    """What is left of digits when they are read as a number."""
    digits = re.sub(r"[\s+]", "", text)
    return digits.lstrip("0") if digits.isascii() and digits.isdigit() else text


def _plain(text: str) -> str:
    """Without white space at the ends of lines, which no one sees."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
