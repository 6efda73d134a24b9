"""The spreadsheet in the editor, as a coordinator meets it: out, changed, in, looked at, written."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from directory.catalog.rewriting import read_values
from tests.editing import CSRF, TOKEN, EditorPages, copied_content, pages_at
from tests.house_rules import Document, check_tool_page

ID = "bymisjonen-haugesund-akuttovernatting"
FILE = f"services/{ID}.md"


@pytest.fixture
def editor(tmp_path: Path) -> EditorPages:
    return pages_at(copied_content(tmp_path))


def taken_out(editor: EditorPages, query: str = "kind=services&place=1106&format=xlsx") -> TestResponse:
    return editor.client.get(f"/{TOKEN}/spreadsheet/file?{query}")


class Sheet:
    """A workbook that was taken out, to be changed by hand."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        sheet = self.book.worksheets[0]
        assert isinstance(sheet, Worksheet)
        self.sheet = sheet
        self.columns = {str(cell.value): at for at, cell in enumerate(sheet[2], 1)}
        self.rows = {str(row[0].value): at for at, row in enumerate(sheet.iter_rows(min_row=3), 3)}

    def write(self, key: str, value: object, id_: str = ID) -> None:
        self.sheet.cell(self.rows[id_], self.columns[key]).value = value  # type: ignore[assignment]

    def data(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def put_in(editor: EditorPages, data: bytes, name: str = "mine.xlsx") -> TestResponse:
    form = {"csrf": CSRF, "file": (io.BytesIO(data), name)}
    return editor.client.post(f"/{TOKEN}/spreadsheet", data=form, content_type="multipart/form-data")


def looked_at(editor: EditorPages, sheet: Sheet) -> tuple[str, Document]:
    """Where the changes are shown, and the page."""
    answer = put_in(editor, sheet.data())
    assert answer.status_code == 303
    where = answer.headers["Location"].removeprefix(f"/{TOKEN}")
    return where, editor.get(where)


def send(editor: EditorPages, where: str, *tokens: str, status: int = 200) -> Document:
    form = MultiDict([("csrf", CSRF), *(("take", token) for token in tokens)])
    answer = editor.client.post(f"/{TOKEN}{where}", data=form)
    assert answer.status_code == status
    return check_tool_page(where, answer)


def boxes(page: Document) -> dict[str, bool]:
    return {one["value"]: one.has("checked") for one in page.page.all("input") if one["type"] == "checkbox"}


def test_out_changed_and_in_again(editor: EditorPages) -> None:
    """A coordinator takes out a municipality, changes cells, sees each change, and what is ticked is written."""
    assert editor.get("/spreadsheet").heading == "Spreadsheet"
    answer = taken_out(editor)
    assert 'filename="rett-dor-services-1106-2026-11-23.xlsx"' in answer.headers["Content-Disposition"]
    sheet = Sheet(answer.data)
    sheet.write("summary", "Et sted å sove.")
    sheet.write("drop_in", "ja")
    sheet.write("fees", None)
    before = editor.text(FILE)
    where, page = looked_at(editor, sheet)
    assert boxes(page) == {f"{ID}:summary": True, f"{ID}:drop_in": True, f"{ID}:fees": False}
    assert "Et sted å sove." in page.main.text
    assert editor.text(FILE) == before
    done = send(editor, where, f"{ID}:summary")
    assert done.heading == "It is written"
    assert read_values(editor.text(FILE)) == {**read_values(before), "summary": "Et sted å sove."}
    assert editor.client.get(f"/{TOKEN}{where}").status_code == 303, "what was put in is gone again"


def test_what_must_be_mended_is_said_and_has_no_box(editor: EditorPages) -> None:
    """A row that does not check stands apart, with what to write, and cannot be ticked by hand either."""
    sheet = Sheet(taken_out(editor).data)
    sheet.write("channels", "52 73 30 00")
    sheet.write("summary", "Ord " * 41)
    before = editor.text(FILE)
    where, page = looked_at(editor, sheet)
    assert boxes(page) == {}
    assert "Ways in:" in page.main.text
    send(editor, where, f"{ID}:summary", status=409)
    assert editor.text(FILE) == before


def test_a_file_that_changed_since_is_shown_and_kept(editor: EditorPages) -> None:
    """Someone else's change stays: the row says so, and nothing is written over it."""
    sheet = Sheet(taken_out(editor).data)
    sheet.write("summary", "Et sted å sove.")
    where, _ = looked_at(editor, sheet)
    path = editor.workplace.content / FILE
    path.write_text(path.read_text() + "\nNytt avsnitt.\n")
    now = editor.text(FILE)
    assert "was changed after" in editor.get(where).main.text
    send(editor, where, f"{ID}:summary", status=409)
    assert editor.text(FILE) == now


def test_nothing_ticked_is_an_error_in_words(editor: EditorPages) -> None:
    """The page comes again with a sentence, and the boxes as they were left."""
    sheet = Sheet(taken_out(editor).data)
    sheet.write("summary", "Et sted å sove.")
    where, _ = looked_at(editor, sheet)
    page = send(editor, where, status=422)
    assert page.title.startswith("Error: ")
    assert boxes(page) == {f"{ID}:summary": False}


@pytest.mark.parametrize("data", [b"", b"not a sheet", b"PK\x03\x04nonsense"])
def test_a_file_that_cannot_be_read_is_told_of(editor: EditorPages, data: bytes) -> None:
    """A sentence at the field, and nothing is kept."""
    answer = put_in(editor, data)
    assert answer.status_code == 422
    assert check_tool_page("/spreadsheet", answer).title.startswith("Error: ")
    assert not list((editor.workplace.remembered / "imports").glob("*"))


def test_all_of_it_in_both_forms_comes_back_the_same(editor: EditorPages) -> None:
    """Every offering and every organisation, taken out and put in, asks for nothing."""
    for query in ("kind=services&format=csv", "kind=organizations&format=xlsx"):
        answer = put_in(editor, taken_out(editor, query).data)
        page = editor.get(answer.headers["Location"].removeprefix(f"/{TOKEN}"))
        assert "Every row is as its file." in page.main.text


def test_addresses_of_sheets_lead_nowhere_else(editor: EditorPages) -> None:
    """Unknown sheets, kinds and places are no errors of ours, and no name leads out of the folder."""
    assert taken_out(editor, "kind=pages").status_code == 404
    assert taken_out(editor, "place=9999").status_code == 404
    assert editor.client.get(f"/{TOKEN}/spreadsheet/..%2f..%2fx").status_code == 404
    assert editor.client.get(f"/{TOKEN}/spreadsheet/{'0' * 32}").status_code == 303
    assert editor.client.post(f"/{TOKEN}/spreadsheet", data={}).status_code == 403
