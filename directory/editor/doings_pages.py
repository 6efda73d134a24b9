"""What is done to whole files: begin a new one, copy, close, move to another address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.catalog.rewriting import Unreadable, Unwritable, Value
from directory.catalog.saving import ChangedMeanwhile, NotSaved
from directory.editor.beginnings import BEGINNINGS, beginning
from directory.editor.drafts import Draft, NoSuchFile, new_draft, open_draft
from directory.editor.fields import BODY, FOLDERS, KIND_NAMES, Kind
from directory.editor.form_pages import KIND_OF, difference_page, form_page
from directory.editor.menu import MenuItem
from directory.editor.moving import CannotMove, FileChange, HalfSaved, Movable, move, save_all
from directory.editor.operations import copy as copied
from directory.editor.operations import difference, template
from directory.editor.texts import N_, gettext
from directory.editor.typed import typed_date
from directory.editor.worded_refusals import cannot_move_words, not_saved_words
from directory.editor.workplace import current_workplace

blueprint = Blueprint("doings", __name__)
MENU = (MenuItem(endpoint="doings.new", label=N_("Add an offering"), order=20),)


@blueprint.get("/services/new")
def new() -> str:
    """Without a template: which one; with one: its form."""
    chosen = beginning(request.args.get("template", ""))
    if chosen is None:
        return render_template("new.html", beginnings=BEGINNINGS)
    values: dict[str, Value] = dict(chosen.values)
    own = current_workplace().place
    if own and values.get("reach") == "local":
        values["service_area"] = (own,)
    return form_page(new_draft("service", values))


@blueprint.get("/<any(organizations, places):folder>/new")
def new_other(folder: str) -> str:
    kind: Kind = KIND_OF[folder]
    values = template("organization" if kind == "organization" else "place")
    return form_page(new_draft(kind, values))


@blueprint.get("/services/<id_>/copy")
def copy(id_: str) -> str:
    draft = _opened(id_)
    values, body = copied(draft.base or "")
    lead = gettext("A copy of %(name)s. Give it its own name; look through what else is different.", name=_name(draft))
    return form_page(new_draft("service", _copy_of(values, body)), lead=lead)


def _copy_of(values: Mapping[str, Value], body: str) -> dict[str, Value]:
    return dict(values) | ({BODY: body} if body else {})


@blueprint.get("/services/<id_>/close")
def close(id_: str) -> str:
    return _close_page(_opened(id_), current_workplace().today().isoformat())


def _close_page(draft: Draft, day: str, wrong: str = "") -> str:
    return render_template("close.html", draft=draft, name=_name(draft), day=day, wrong=wrong, error=bool(wrong))


@blueprint.post("/services/<id_>/close")
def close_now(id_: str) -> Response | str | tuple[str, int]:
    draft, day = _opened(id_), typed_date(request.form.get("closed_date", "").strip())
    try:
        date.fromisoformat(day)
    except ValueError:
        return _close_page(draft, day, gettext("Write the date as 2026-11-22.")), 422
    filled = {**draft.filled, "status": "closed", "closed_date": day}
    return difference_page(replace(draft, filled=filled))


@blueprint.post("/services/<id_>/open")
def open_again(id_: str) -> str:
    """What `operations.open_again` does, shown before it is saved."""
    draft = _opened(id_)
    return difference_page(replace(draft, filled={**draft.filled, "status": "", "closed_date": ""}))


@blueprint.get("/<any(services, organizations):folder>/<id_>/move")
def move_file(folder: str, id_: str) -> str:
    draft = _opened(id_, KIND_OF[folder])
    return _move_page(draft, "", "", ())


def _move_page(draft: Draft, wanted: str, wrong: str, changes: tuple[FileChange, ...]) -> str:
    shown = [
        (
            _short(change.path),
            difference(change.before or "", change.after or "", around=1),
            change.before is None,
            change.after is None,
        )
        for change in changes
    ]
    return render_template(
        "move.html",
        draft=draft,
        folder=FOLDERS[draft.kind],
        name=_name(draft),
        wanted=wanted,
        wrong=wrong,
        error=bool(wrong),
        changes=shown,
    )


def _short(path: Path) -> str:
    return "/".join(path.parts[-4 if "LC_MESSAGES" in path.parts else -2 :])


@blueprint.post("/<any(services, organizations):folder>/<id_>/move")
def move_now(folder: str, id_: str) -> Response | str | tuple[str, int]:
    draft, wanted = _opened(id_, KIND_OF[folder]), request.form.get("new_id", "").strip().lower()
    kind: Movable = "services" if folder == "services" else "organizations"
    workplace = current_workplace()
    translations = workplace.translations if _beside(workplace.content, workplace.translations) else None
    try:
        changes = move(workplace.content, kind, id_, wanted, translations)
        if request.form.get("do") != "save":
            return _move_page(draft, wanted, "", changes)
        save_all(changes)
    except CannotMove as cannot:
        return _move_page(draft, wanted, cannot_move_words(cannot), ()), 422
    except (ChangedMeanwhile, HalfSaved):
        told = gettext("Someone else changed a file meanwhile. Nothing was moved; try once more.")
        return _move_page(draft, wanted, told, ()), 409
    except NotSaved as refused:
        return _move_page(draft, wanted, not_saved_words(refused), ()), 500
    except (Unreadable, Unwritable) as odd:
        return _move_page(draft, wanted, str(odd), ()), 422
    return redirect(url_for("form.show", folder=folder, id_=wanted, saved=1), 303)


def _beside(content: Path, translations: Path) -> bool:
    """The translations are those of this content, and not of the content this one was copied from."""
    return content.parent == translations.parent


def _opened(id_: str, kind: Kind = "service") -> Draft:
    try:
        return open_draft(current_workplace().content, kind, id_)
    except (NoSuchFile, UnicodeDecodeError):
        abort(404)
    except Unreadable:
        abort(422)


def _name(draft: Draft) -> str:
    return str(draft.filled.get("name") or draft.id or gettext(KIND_NAMES[draft.kind][0]))
