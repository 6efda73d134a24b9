"""The spreadsheet in the editor: take one out, put one in, see every change, and choose what is written.

A file that was put in is kept beside the editor's other notes, never in the content, until it is written or a week old;
each page reads it anew against the files as they stand.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.catalog.reading import load_catalog
from directory.editor.differences import Change, Difference
from directory.editor.menu import MenuItem
from directory.editor.operations import Line
from directory.editor.operations import difference as lines_between
from directory.editor.spreadsheet_columns import SHEETS, columns
from directory.editor.spreadsheet_file import MOST_BYTES, FileRefused
from directory.editor.spreadsheet_out import as_csv, make_table
from directory.editor.spreadsheet_writing import read_difference, write
from directory.editor.texts import N_
from directory.editor.texts import gettext as _
from directory.editor.workbook import as_workbook
from directory.editor.workplace import current_workplace

blueprint = Blueprint("spreadsheet", __name__)
MENU = (
    MenuItem(
        endpoint="spreadsheet.start", label=N_("Spreadsheet"), order=40,
        help=N_("Many at once: take the offerings out to Excel, and put the changes back in."),
    ),
)  # fmt: skip
_FORMATS = {
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}
_WEEK = 7 * 24 * 60 * 60


@blueprint.get("/spreadsheet")
def start(wrong: str = "") -> str:
    catalog, _problems = load_catalog(current_workplace().content)
    return render_template("spreadsheet.html", catalog=catalog, wrong=wrong)


@blueprint.get("/spreadsheet/file")
def export() -> Response:
    """The file itself."""
    workplace = current_workplace()
    folder, form = request.args.get("kind", "services"), request.args.get("format", "xlsx")
    place = request.args.get("place") or None
    catalog, _problems = load_catalog(workplace.content)
    if folder not in SHEETS or form not in _FORMATS or (place and place not in catalog.places):
        abort(404)
    kind = SHEETS[folder]
    written, media = _FORMATS[form]
    table = make_table(workplace.content, kind, catalog, columns(kind, catalog), place)
    name = "-".join(("rett-dor", folder, *([place] if place else ()), workplace.today().isoformat()))
    answer = Response(written(table), mimetype=None, content_type=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


@blueprint.post("/spreadsheet")
def upload() -> Response | tuple[str, int]:
    given = request.files.get("file")
    data = given.read(MOST_BYTES + 1) if given else b""
    if not data:
        return start(wrong=_("Choose a file first.")), 422
    try:
        _difference(data)
    except FileRefused as why:
        return start(wrong=str(why)), 422
    name = hashlib.sha256(data).hexdigest()[:32]
    _forget_old(_kept())
    (_kept() / name).write_bytes(data)
    return redirect(url_for(".changes", name=name), 303)


@blueprint.get("/spreadsheet/<name>")
def changes(name: str) -> str | Response:
    data = _read(name)
    if data is None:
        return redirect(url_for(".start"), 303)
    return _page(name, _difference(data))


@blueprint.post("/spreadsheet/<name>")
def confirm(name: str) -> str | Response | tuple[str, int]:
    data = _read(name)
    if data is None:
        return redirect(url_for(".start"), 303)
    difference = _difference(data)
    tokens = set(request.form.getlist("take"))
    if not tokens:
        return _page(name, difference, wrong=_("Choose at least one change, or go back."), ticked=tokens), 422
    done = write(difference, tokens, current_workplace().content)
    if not done.refused:
        with suppress(OSError):
            (_kept() / name).unlink()
    names = {entry.file: entry for entry in difference.entries}
    page = render_template("spreadsheet_done.html", done=done, names=names, folder=_folder(difference))
    return page, 200 if done.files else 409


def _difference(data: bytes) -> Difference:
    workplace = current_workplace()
    return read_difference(data, workplace.content, workplace.translations)


def _folder(difference: Difference) -> str:
    return next(folder for folder, kind in SHEETS.items() if kind == difference.kind)


def _page(name: str, difference: Difference, wrong: str = "", ticked: set[str] | None = None) -> str:
    ready = [entry for entry in difference.entries if entry.takeable]
    if ticked is None:  # what an emptied cell takes out must be asked for
        ticked = {entry.token(one) for entry in ready for one in entry.changes if entry.new or not one.removes}
    return render_template(
        "spreadsheet_changes.html", name=name, wrong=wrong, difference=difference, ready=ready, ticked=ticked,
        held=[entry for entry in difference.entries if not entry.takeable], lines=_lines, folder=_folder(difference),
    )  # fmt: skip


def _lines(change: Change) -> list[Line]:
    """What comes in and goes out; lines that stay are left out where there are several."""
    return lines_between(change.before, change.after, around=0)


def _kept() -> Path:
    folder = current_workplace().remembered / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read(name: str) -> bytes | None:
    if not (name.isascii() and name.isalnum()):
        abort(404)
    try:
        return (_kept() / name).read_bytes()
    except OSError:
        return None


def _forget_old(folder: Path) -> None:
    for path in folder.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _WEEK:
                path.unlink()
