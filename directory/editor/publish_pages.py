"""Publishing from the editor: the content as it stands becomes the release that is served, or is refused."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from directory.catalog.problems import Problem
from directory.catalog.rewriting import Unreadable
from directory.editor.drafts import NoSuchFile, open_draft
from directory.editor.fields import FIELDS, FOLDERS, Kind
from directory.editor.menu import MenuItem
from directory.editor.messages import plain
from directory.editor.texts import N_, gettext
from directory.editor.workplace import current_workplace
from directory.release import BrokenRelease, build_release

blueprint = Blueprint("publish", __name__)
MENU = (MenuItem(endpoint="publish.publish", label=N_("Publish"), order=90,
                 help=N_("Put what is saved on the public site.")),)  # fmt: skip
_KIND_OF = {folder: kind for kind, folder in FOLDERS.items()}


@blueprint.get("/publish")
def publish() -> str:
    _, problems = current_workplace().read()
    return _page(problems)


@blueprint.post("/publish")
def publish_now() -> str | tuple[str, int] | Response:
    workplace = current_workplace()
    try:
        id_ = build_release(workplace.content, workplace.translations, workplace.var)
    except BrokenRelease as broken:
        return _page(list(broken.problems), refused=True), 422
    except OSError as error:
        return _page([], disk=error.strerror or gettext("The disk refused.")), 507
    return _page([], done=id_)


def _page(problems: list[Problem], *, refused: bool = False, disk: str = "", done: str = "") -> str:
    return render_template(
        "publish.html",
        broken=[told(one) for one in problems if not one.warning],
        warnings=[told(one) for one in problems if one.warning],
        refused=refused,
        disk=disk,
        done=done,
        error=refused or bool(disk),
        var=current_workplace().var,
        site=current_workplace().site,
    )


def told(problem: Problem) -> tuple[str, str, str, str, str]:
    """(folder, name of the file, what people call it, what to do, file as written).

    The folder is empty where no form mends it.
    """
    folder, _, name = problem.file.partition("/")
    kind = _KIND_OF.get(folder)
    words = plain(problem, FIELDS[kind] if kind else ())
    stem = name.rpartition(".")[0]
    place = f"{problem.file}:{problem.line}"
    if kind is None or not name.endswith(".md"):
        return "", stem, stem, words, place
    return folder, stem, _called(kind, stem), words, place


def _called(kind: Kind, id_: str) -> str:
    """Bømlo, not 4613; the id where the file is too broken to say a name."""
    try:
        filled = open_draft(current_workplace().content, kind, id_).filled
    except (NoSuchFile, Unreadable, UnicodeDecodeError):
        return id_
    return str(filled.get("name") or filled.get("label") or filled.get("text") or id_)
