"""The content as a spreadsheet and back: nothing lost, nothing guessed, nothing written that was not confirmed."""

from __future__ import annotations

import csv
import io
import shutil
import string
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from directory.catalog.models import CHANNEL_KINDS, Catalog
from directory.catalog.reading import load_catalog
from directory.catalog.rewriting import Value, body_of, read_values
from directory.cli import main
from directory.editor.cell_lines import PARTS
from directory.editor.cells import MOST_LETTERS, Column, is_kept, read_cell, write_cell
from directory.editor.differences import Difference, Entry
from directory.editor.fields import FIELDS
from directory.editor.spreadsheet_columns import SHEETS, SheetKind, columns
from directory.editor.spreadsheet_file import FileRefused, read_sheets
from directory.editor.spreadsheet_in import compare
from directory.editor.spreadsheet_out import Table, as_csv, make_table
from directory.editor.spreadsheet_writing import read_difference, write
from directory.editor.workbook import as_workbook
from tests.unit.small_content import write_content

ROOT = Path(__file__).resolve().parents[2]
LINE = "services/line.md"
_MAY = datetime(2027, 5, 1)  # noqa: DTZ001  as openpyxl writes a day
Rows = list[list[Any]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def table_of(content: Path, kind: SheetKind = "service", place: str | None = None) -> Table:
    catalog = load_catalog(content)[0]
    return make_table(content, kind, catalog, columns(kind, catalog), place)


def rows_of(content: Path, kind: SheetKind = "service") -> Rows:
    """The rows of an export, for a test to change."""
    table = table_of(content, kind)
    return [list(row) for row in (table.labels, table.keys, *table.rows)]


def put(rows: Rows, key: str, value: Any, row: int = 2) -> None:
    """`value` into a cell, as a person would."""
    while len(rows) <= row:
        rows.append([None] * len(rows[1]))
    rows[row][next(at for at, name in enumerate(rows[1]) if name.split(".")[-1] == key)] = value


def saved(rows: Rows) -> bytes:
    """The rows as a spreadsheet program saves them, with the types that it gives to what it is told."""
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_GOOD = saved([["id", "name", "summary", "version"], ["a", "b", "c", "d"]])


def looked_at(data: bytes, content: Path) -> Difference:
    return read_difference(data, content, ROOT / "translations")


def only(difference: Difference) -> Entry:
    (entry,) = difference.entries
    return entry


def tokens(difference: Difference) -> set[str]:
    return {entry.token(one) for entry in difference.entries for one in entry.changes}


def written(rows: Rows, content: Path) -> tuple[str, ...]:
    """All that `rows` change, written; the sentences about what was not."""
    difference = looked_at(saved(rows), content)
    return write(difference, tokens(difference), content).refused


IN_CELLS = [one.key for one in FIELDS["service"] if one.widget != "raw"]
"""What was confirmed, and by whom, stays in the file: a spreadsheet confirms nothing."""


@pytest.mark.parametrize("kind", SHEETS.values())
@pytest.mark.parametrize("form", [as_workbook, as_csv])
def test_all_content_comes_back_without_a_difference(
    catalog: Catalog, kind: SheetKind, form: Callable[[Table], bytes]
) -> None:
    """Everything there is, out and in again, changes nothing, and no cell had to stay behind in its file."""
    own = columns(kind, catalog)
    table = make_table(ROOT / "content", kind, catalog, own)
    assert len(table.rows) == len(catalog.services if kind == "service" else catalog.organizations)
    assert not table.notes
    sheet = read_sheets(form(table))[0]
    assert [tuple(cell.text for cell in row[: len(table.keys)]) for row in sheet.rows[2:]] == list(table.rows)
    difference = compare(sheet, ROOT / "content", kind, own)
    assert (difference.entries, difference.notes, difference.same) == ((), (), len(table.rows))


@pytest.mark.parametrize("kind", SHEETS.values())
def test_each_cell_of_all_content_reads_to_the_value_of_the_file(catalog: Catalog, kind: SheetKind) -> None:
    """A cell alone, without the file it came from, says exactly what the file says."""
    own = [column for column in columns(kind, catalog) if column.key != "body"]
    for path in sorted((ROOT / "content" / f"{kind}s").glob("*.md")):
        values = read_values(path.read_text(encoding="utf-8"))
        for column in own:
            cell = write_cell(column, values.get(column.key))
            assert read_cell(column, cell) == values.get(column.key), f"{path.name}, {column.key}: {cell}"


def test_every_part_of_a_list_has_a_word() -> None:
    """What the form knows of ways in, meetings and sources, a cell can hold too."""
    fields = {one.key: one for one in FIELDS["service"]}
    for key, parts in PARTS.items():
        keys = {one.key for one in fields[key].parts} - {"kind", "value"}
        assert {part.key for part in parts} == keys | set(CHANNEL_KINDS if key == "channels" else ())
        words = {(word.casefold(), part.key) for part in parts for word in (part.key, part.word, *part.also)}
        assert len({word for word, _ in words}) == len(words), "a word means one thing"


anything = st.text(st.characters(exclude_categories=()) | st.sampled_from("|;,:\\[]⟦⟧=+-@'\n\t\r 0"), max_size=12)
listed = st.lists(anything, max_size=4).map(tuple)
mapped = st.sampled_from(sorted(PARTS)).flatmap(
    lambda key: st.tuples(
        st.just(key),
        st.lists(
            st.dictionaries(st.sampled_from([part.key for part in PARTS[key]]), anything | listed, max_size=4),
            max_size=3,
        ).map(tuple),
    )
)
single = st.tuples(st.sampled_from([key for key in IN_CELLS if key not in PARTS]), anything | listed)


@pytest.fixture(scope="module")
def own_columns() -> Mapping[str, Column]:
    with tempfile.TemporaryDirectory() as folder:
        catalog = load_catalog(write_content(Path(folder)))[0]
    return {column.key: column for column in columns("service", catalog)}


@settings(max_examples=200, deadline=None)
@given(single | mapped)
def test_any_value_comes_back_or_stays_in_the_file(own_columns: Mapping[str, Column], one: tuple[str, Value]) -> None:
    """Whatever a file may hold, its cell reads back to exactly that, or says that the value stays in the file."""
    key, value = one
    cell = write_cell(own_columns[key], value)
    assert is_kept(cell) or read_cell(own_columns[key], cell) == (value or None)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(single | mapped, min_size=1, max_size=12))
def test_any_cell_comes_back_from_a_file(own_columns: Mapping[str, Column], values: list[tuple[str, Value]]) -> None:
    """What a cell holds is the same after a workbook and after a CSV file, whatever it begins with."""
    cells = [write_cell(own_columns[key], value) for key, value in values]
    column = own_columns["name"]
    table = Table(kind="service", columns=(column,), rows=tuple(("a", cell, "v-1") for cell in cells), notes=())
    for form in (as_workbook, as_csv):
        sheet = read_sheets(form(table))[0]
        assert [row[1].text if len(row) > 1 else "" for row in sheet.rows[2:]] == cells


def test_long_lists_come_back(own_columns: Mapping[str, Column]) -> None:
    """Ways in stand one a line, in words that a person can read and change."""
    value: Value = (
        {"phone": "52 73 30 00", "schedule": "Mo-Fr 09:00-15:00", "confirmed": "no", "languages": ("nb", "pl")},
        {"visit": "Gata 1 | bakgården, 5501 Haugesund", "by_appointment": "yes", "fees": "free"},
    )
    cell = write_cell(own_columns["channels"], value)
    assert cell == (
        "telefon: 52 73 30 00 | åpent: Mo-Fr 09:00-15:00 | sikkert: nei | språk: nb, pl\n"
        "besøk: Gata 1 \\| bakgården, 5501 Haugesund | etter avtale: ja | pris: gratis"
    )
    assert read_cell(own_columns["channels"], cell) == value
    assert read_cell(own_columns["channels"], "Tlf : 52 73 30 00 |ÅPENT: 24/7|\n\n") == (
        {"phone": "52 73 30 00", "schedule": "24/7"},
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 22 40 00 40", "-ikke bruk", "@navn", "'sitat'", "'=x", '=HYPERLINK("x")']
)
def test_no_text_becomes_a_formula(content: Path, text: str) -> None:
    """A text that begins with a sign of formulas stands as text in both files, and comes back as it was."""
    path = content / LINE
    path.write_text(path.read_text().replace("Noen å snakke med.", "'" + text.replace("'", "''") + "'"))
    table = table_of(content)
    at = table.keys.index("summary")
    cell = load_workbook(io.BytesIO(as_workbook(table))).active.cell(3, at + 1)  # type: ignore[union-attr]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (text, "s", "@", True)
    plain = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert plain[2][at] == f"'{text}"
    for form in (as_workbook, as_csv):
        assert not looked_at(form(table), content).entries


def test_an_export_opens_in_norwegian_excel(content: Path) -> None:
    """CSV has the mark of UTF-8, semicolons and quotes; a workbook keeps its headings in sight and is all text."""
    table = table_of(content)
    assert as_csv(table).startswith('\ufeff"'.encode())
    assert as_csv(table).splitlines()[0].count(b'";"') == len(table.keys) - 1
    book = load_workbook(io.BytesIO(as_workbook(table)))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "C3"
    assert {sheet.cell(row, at).number_format for row in (1, 2, 3) for at in range(1, len(table.keys) + 1)} == {"@"}
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "hidden"]
    at = table.keys.index("type")
    offered = next(one for one in sheet.data_validations.dataValidation
                   if sheet.cell(3, at + 1).coordinate in one.sqref and one.type == "list")  # fmt: skip
    letter = offered.formula1.split("$")[1]
    assert [cell.value for cell in book["lists"][letter]][:2] == ["type", "Telefon [helpline]"]


def test_a_text_too_long_for_excel_stays_in_the_file(content: Path) -> None:
    """Excel cuts cells without a word; we say so, and the import leaves the text alone."""
    path = content / LINE
    path.write_text(path.read_text() + "Ord 😀 " * (MOST_LETTERS // 6))
    table = table_of(content)
    assert len(table.notes) == 1
    assert is_kept(table.rows[0][table.keys.index("body")])
    rows = rows_of(content)
    put(rows, "summary", "Noen som lytter.")
    assert [one.key for one in only(looked_at(saved(rows), content)).changes] == ["summary"]
    full = rows_of(write_content(content.parent / "other"))
    put(full, "body", "a" * MOST_LETTERS)
    assert "full" in only(looked_at(saved(full), content.parent / "other" / "content")).refused[0].text


def test_a_change_is_written_and_nothing_else(content: Path) -> None:
    """Comments, order and quotes of the file stay; what was not confirmed is not written."""
    path = content / LINE
    path.write_text(path.read_text().replace("type: helpline\n", "# Spurt på telefon\ntype:   'helpline'\n"))
    rows = rows_of(content)
    put(rows, "summary", "Noen som lytter.")
    put(rows, "fees", "gratis")
    put(rows, "body", "Vi lytter.\n\nHver dag.")
    difference = looked_at(saved(rows), content)
    assert not write(difference, {"line:summary", "line:body"}, content).refused
    text = path.read_text()
    assert "# Spurt på telefon\ntype:   'helpline'\n" in text
    assert (read_values(text)["summary"], body_of(text)) == ("Noen som lytter.", "Vi lytter.\n\nHver dag.")
    assert "fees" not in read_values(text)


LETTERS = string.ascii_letters + "æøåÆØÅ0123456789 .,:;|#'\"\\=+-@[]{}&*!%\n"
FREE_TEXT = st.text(st.sampled_from(LETTERS), min_size=1, max_size=40)
NAMES = st.lists(FREE_TEXT, min_size=1, max_size=3, unique_by=lambda text: " ".join(text.split())).map(tuple)
CHANGED = st.fixed_dictionaries(
    {},
    optional={
        "name": FREE_TEXT, "summary": FREE_TEXT, "alert": FREE_TEXT, "fees": FREE_TEXT | st.just("free"),
        "conflicts": FREE_TEXT, "drop_in": st.sampled_from(["yes", "no"]), "anonymous": st.sampled_from(["yes", "no"]),
        "minimum_age": st.integers(0, 120).map(str), "review_date": st.dates().map(lambda day: day.isoformat()),
        "also_known_as": NAMES,
        "audience": st.lists(st.sampled_from(["self", "relative", "child"]), min_size=1, unique=True).map(tuple),
        "channels": st.lists(
            st.fixed_dictionaries({"phone": st.just("22 40 00 40"), "description": FREE_TEXT}), min_size=1, max_size=3
        ).map(tuple),
    },
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(CHANGED, st.booleans())
def test_what_is_written_in_cells_stands_in_the_file(changed: dict[str, Any], plain: bool) -> None:
    """Any sound change of any field, made in cells and confirmed, is what the file says; the rest is as before."""
    with tempfile.TemporaryDirectory() as folder:
        content = write_content(Path(folder))
        own = {column.key: column for column in columns("service", load_catalog(content)[0])}
        before = read_values((content / LINE).read_text())
        rows = rows_of(content)
        for key, value in changed.items():
            put(rows, key, write_cell(own[key], value))
        rows = [[cell or "" for cell in row] for row in rows]
        table = Table(kind="service", columns=tuple(own.values()), rows=(tuple(rows[2]),), notes=())
        difference = looked_at(as_csv(table) if plain else as_workbook(table), content)
        kept = {key for key in changed if is_kept(rows[2][rows[1].index(key)])}
        takeable = {one.id for one in difference.entries if one.takeable}
        done = write(difference, tokens(difference), content)
        wanted = before | {key: value for key, value in changed.items() if key not in kept}
        after = read_values((content / LINE).read_text())
        assert after == (wanted if takeable or wanted == before else before)
        assert bool(done.refused) == (not takeable and wanted != before)


def test_programs_that_change_cells_are_found_out(content: Path) -> None:
    """A number where a text was, a formula, an error: refused; true dates, whole ages and ticks are understood."""
    rows = rows_of(content)
    put(rows, "also_known_as", 2800)
    put(rows, "fees", "=A1")
    put(rows, "alert", "#REF!")
    put(rows, "minimum_age", 18.0)
    put(rows, "review_date", _MAY)
    put(rows, "wait_date", "1.10.2026")
    put(rows, "drop_in", True)
    put(rows, "wait", _MAY)
    data = saved(rows)
    entry = only(looked_at(data, content))
    assert {one.key: one.value for one in entry.changes} == {
        "minimum_age": "18", "review_date": "2027-05-01", "wait_date": "2026-10-01", "drop_in": "yes",
    }  # fmt: skip
    assert len(entry.refused) == 4
    assert "2800" in " ".join(one.text for one in entry.refused)


def test_a_zero_that_fell_off_is_never_guessed(content: Path) -> None:
    """`02800` that came back as 2800, and a number in powers of ten, are refused with what stood there."""
    path = content / LINE
    path.write_text(path.read_text().replace("type: helpline", "also_known_as: ['02800']\ntype: helpline"))
    (content / "places" / "0301.md").write_text(
        (content / "places" / "1106.md").read_text().replace("'5525'", "'0150'")
    )
    lost = as_csv(table_of(content)).replace(b'"02800"', b"2800").replace(b'"Noen \xc3\xa5 snakke med."', b"4,74E+10")
    entry = only(looked_at(lost, content))
    assert not entry.changes
    assert "02800" in entry.refused[1].text
    rows = rows_of(content)
    put(rows, "service_area", 301)
    put(rows, "reach", "local")
    assert "0301" in only(looked_at(saved(rows), content)).refused[0].text


def test_columns_may_move_come_and_go(content: Path) -> None:
    """Columns are known by their keys, or by their labels; new ones are told of; missing ones leave the file alone."""
    rows = rows_of(content)
    put(rows, "summary", "Noen som lytter.")
    gone = rows[1].index("channels")
    moved = [
        [*reversed(row[:gone] + row[gone + 1 :]), extra] for row, extra in zip(rows, ["Mine", None, "x"], strict=True)
    ]
    for sheet in (moved, [moved[0], *moved[2:]]):
        difference = looked_at(saved(sheet), content)
        assert [one.key for one in only(difference).changes] == ["summary"]
        assert ["Mine" in note for note in difference.notes].count(True) == 1
        assert len(difference.notes) == 2


def test_an_emptied_cell_takes_out_only_when_that_is_confirmed(content: Path) -> None:
    """No value goes without having been named."""
    path = content / LINE
    path.write_text(path.read_text().replace("type: helpline", "fees: free\ntype: helpline"))
    rows = rows_of(content)
    put(rows, "fees", None)
    difference = looked_at(saved(rows), content)
    assert [one.removes for one in only(difference).changes] == [True]
    write(difference, set(), content)
    assert read_values(path.read_text())["fees"] == "free"
    write(difference, tokens(difference), content)
    assert "fees" not in read_values(path.read_text())


def test_a_file_that_changed_since_is_never_overwritten(content: Path) -> None:
    """Neither one changed after the export, nor one changed between looking and writing, nor one of unknown version."""
    path = content / LINE
    rows = rows_of(content)
    put(rows, "summary", "Noen som lytter.")
    seen = looked_at(saved(rows), content)
    path.write_text(path.read_text() + "Også om natten.\n")
    now = path.read_text()
    assert write(seen, tokens(seen), content).refused
    entry = only(looked_at(saved(rows), content))
    assert entry.barred
    assert not entry.takeable
    assert not write(looked_at(saved(rows), content), {"line:summary"}, content).files
    put(rows, "version", None)
    assert only(looked_at(saved(rows), content)).barred
    assert path.read_text() == now


NEW = {
    "name": "Øvre Låven", "type": "Telefon", "run_by": "Frivillige", "organization_type": "voluntary", "reach": "local",
    "service_area": "haugesund", "audience": "self; Relatives", "topics": "Ensom\n", "summary": "Kaffe og prat.",
    "channels": "telefon: 22 40 00 41 | åpent: Mo 10:00-12:00", "sources": "tittel: Samtale | dato: 2026-11",
    "confidence": "high", "fees": "gratis",
}  # fmt: skip


def test_a_new_row_is_a_new_file_once(content: Path) -> None:
    """Its name gives the id; the same sheet put in once more makes no second file; other rows need not be there."""
    rows = rows_of(content)[:2]
    for key, text in NEW.items():
        put(rows, key, text)
    difference = looked_at(saved(rows), content)
    assert "removes nothing" in difference.notes[0]
    assert not written(rows, content)
    path = content / "services" / f"{only(difference).id}.md"
    assert load_catalog(content)[1] == []
    assert read_values(path.read_text())["channels"] == ({"phone": "22 40 00 41", "schedule": "Mo 10:00-12:00"},)
    assert (content / LINE).exists()
    again = looked_at(saved(rows), content)
    assert (again.entries, again.same) == ((), 1)


def test_what_does_not_check_is_refused_with_its_row_and_column(content: Path) -> None:
    """A row that breaks a rule is told of in words, and is not written; a sound one beside it is."""
    shutil.copy(content / LINE, content / "services" / "other.md")
    rows = rows_of(content)
    put(rows, "summary", "Noen som lytter.", row=2)
    put(rows, "channels", "telefon: 22 40 00 4", row=3)
    difference = looked_at(saved(rows), content)
    wrong = next(entry for entry in difference.entries if entry.problems)
    assert (wrong.row, wrong.problems[0].label) == (4, "Ways in")
    (refused,) = written(rows, content)
    assert "Row 4 (Linjen), “Ways in”" in refused
    assert [read_values(path.read_text())["summary"] for path in sorted((content / "services").glob("*.md"))] == [
        "Noen som lytter.", "Noen å snakke med.",
    ]  # fmt: skip
    put(rows, "channels", "22 40 00 40", row=3)
    assert "telefon" in only(looked_at(saved(rows), content)).refused[0].text


def test_new_rows_may_lean_on_each_other(content: Path) -> None:
    """Two new offerings, one the way in to the other, are sound together; without the first the second is refused."""
    rows = rows_of(content)
    for key, text in NEW.items():
        put(rows, key, text, row=3)
        put(rows, key, f"{text} to" if key == "name" else text, row=4)
    put(rows, "id", "laven", row=3)
    put(rows, "channels", None, row=4)
    put(rows, "way_in", "laven", row=4)
    difference = looked_at(saved(rows), content)
    assert [one.takeable for one in difference.entries] == [True, True]
    second = {one for one in tokens(difference) if one != "laven"}
    assert not write(difference, second, content).files
    assert len(write(difference, tokens(difference), content).files) == 2
    assert load_catalog(content)[1] == []


@pytest.mark.parametrize(
    ("key", "text"), [("id", "../../x"), ("id", "Linjen"), ("id", "renamed"), ("id", ""), ("version", "v-0")]
)
def test_an_id_is_not_changed_in_a_sheet(content: Path, key: str, text: str) -> None:
    """Ids never change, and none leads out of its folder."""
    rows = rows_of(content)
    put(rows, key, text)
    put(rows, "summary", "Noen som lytter.")
    before = sorted(content.rglob("*"))
    assert only(looked_at(saved(rows), content)).barred
    written(rows, content)
    assert sorted(content.rglob("*")) == before


def test_an_id_in_two_rows_is_refused(content: Path) -> None:
    """Nobody knows which of them is meant."""
    rows = rows_of(content)
    rows.append(list(rows[2]))
    assert all(entry.barred for entry in looked_at(saved(rows), content).entries)
    assert len(looked_at(saved(rows), content).entries) == 2


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-16", "\t"), ("cp1252", ";")])
def test_csv_as_other_programs_save_it(content: Path, encoding: str, delimiter: str) -> None:
    """Encoding and separator are found out; in an encoding that lacks letters, what was lost is not taken."""
    rows = rows_of(content)
    put(rows, "body", "Vi lytter, alltid; ≥ 1\nNy linje")
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    data = out.getvalue().encode(encoding, "replace")
    difference = looked_at(data, content)
    letter = "?" if encoding == "cp1252" else "≥"
    assert only(difference).changes[0].value == f"Vi lytter, alltid; {letter} 1\nNy linje"
    assert bool(difference.notes) == (encoding == "cp1252")
    path = content / LINE
    path.write_text(path.read_text().replace("Vi lytter.", "Vi lytter ≥ 1."))
    lost = as_csv(table_of(content)).decode("utf-8-sig").encode("cp1252", "replace")
    entry = only(looked_at(lost, content))
    assert (len(entry.refused), entry.changes) == (1, ())


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", bytes(130_000_000))
    return out.getvalue()


def _entities() -> bytes:
    data = saved([["x"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part.filename, text.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1))
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [bytes, lambda: b"PK\x03\x04", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), lambda: b"\x89PNG\0\0",
     lambda: bytes(100), _bomb, _entities, lambda: _GOOD[:-200],
     lambda: saved([["id", "name", "summary"], ["a"] * 3] * 6_000), lambda: b'id;name;summary\n"a',
     lambda: b"id;name;summary\nx\x81;y;z", lambda: b"id;name;name;summary\n", lambda: b"just words"],
)  # fmt: skip
def test_what_is_no_sheet_of_ours_is_refused_in_words(content: Path, make: Callable[[], bytes]) -> None:
    """A ZIP bomb, entities, a password, a broken or foreign file: a sentence, before anything is unpacked."""
    with pytest.raises(FileRefused, match=r"\w{3}.*\."):
        looked_at(make(), content)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_file_never_breaks_us(data: st.DataObject) -> None:
    """Bytes turned in a workbook lead to a sentence or a sheet, never to an error of ours."""
    good = bytearray(_GOOD)
    for at in data.draw(st.lists(st.integers(0, len(good) - 1), max_size=8)):
        good[at] = data.draw(st.integers(0, 255))
    try:
        assert read_sheets(bytes(good))
    except FileRefused as why:
        told = str(why)
        assert told


def test_the_command_writes_only_what_is_named(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal nothing is written unless `--yes` names it, nothing taken out without `--take-out`."""
    file, path = tmp_path / "sheet.xlsx", content / LINE
    path.write_text(path.read_text().replace("type: helpline", "fees: free\ntype: helpline"))
    assert main(["export", str(file), "--content", str(content)]) == 0
    rows = [[cell.value for cell in row] for row in load_workbook(file).worksheets[0].iter_rows()]
    put(rows, "summary", "Noen som lytter.")
    put(rows, "name", "Linja")
    put(rows, "fees", None)
    file.write_bytes(saved(rows))
    before = path.read_text()
    assert main(["import", str(file), "--content", str(content)]) == 0
    assert "Noen som lytter." in capsys.readouterr().out
    assert path.read_text() == before
    assert main(["import", str(file), "--content", str(content), "--yes", "summary", "fees"]) == 0
    values = read_values(path.read_text())
    assert (values["name"], values["summary"], values["fees"]) == ("Linjen", "Noen som lytter.", "free")
    assert main(["import", str(file), "--content", str(content), "--yes"]) == 1, "it was changed since the export"
    assert main(["export", str(tmp_path / "x.txt"), "--content", str(content)]) == 1
    assert main(["export", str(file), "--content", str(content), "--place", "9999"]) == 1
    assert main(["import", str(tmp_path / "none.csv"), "--content", str(content)]) == 1


def test_a_place_gives_only_its_own(catalog: Catalog) -> None:
    """`--place` gives what is for that municipality, not what is for all of Norway."""
    table = make_table(ROOT / "content", "service", catalog, columns("service", catalog), "1106")
    assert {row[0] for row in table.rows} == {one.id for one in catalog.services.values() if "1106" in one.service_area}
    assert 0 < len(table.rows) < len(catalog.services)
