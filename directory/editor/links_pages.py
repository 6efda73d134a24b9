"""The page of links: what was found when they were last asked; a new address is written with one press. Asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.catalog.models import Catalog
from directory.catalog.problems import Problem, worded
from directory.catalog.rewriting import Unreadable, Unwritable
from directory.catalog.saving import ChangedMeanwhile, NotSaved, digest, save, text_of
from directory.editor.fields import FOLDERS
from directory.editor.link_addresses import content_addresses
from directory.editor.link_findings import is_lost, link_problems, with_new_address
from directory.editor.link_memory import recall
from directory.editor.menu import MenuItem
from directory.editor.texts import N_, _, gettext
from directory.editor.workplace import current_workplace
from directory.language.formats import format_date

blueprint = Blueprint("links", __name__, url_prefix="/links")
MENU = (
    MenuItem(endpoint="links.show", label=N_("Links"), order=65,
             help=N_("Addresses that do not answer, have moved, or say something new.")),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing to do about one address."""

    url: str
    told: str
    dead: bool
    new: str
    """Where it has moved to for good."""


@blueprint.get("")
def show() -> str:
    return _page()


@blueprint.post("")
def moved() -> str | Response | tuple[str, int]:
    """Writes where an address has moved to, in one file. Only what was learned is ever written."""
    workplace = current_workplace()
    url, file = request.form.get("url", ""), request.form.get("file", "")
    catalog, _problems = workplace.read()
    known = recall(workplace.var).get(url)
    standings = content_addresses(workplace.content, catalog).get(url, ())
    if known is None or not known.moved_to or is_lost(url, known.moved_to) or file not in {s.file for s in standings}:
        abort(404)
    path = workplace.content / file
    try:
        text = text_of(path)
        save(path, with_new_address(text, url, known.moved_to), digest(text))
    except (ChangedMeanwhile, NotSaved, Unreadable, Unwritable, OSError, UnicodeDecodeError):
        return _page(_("The file could not be written. Nothing was saved.")), 422
    return redirect(url_for(".show", done="1"), 303)


def _page(wrong: str = "") -> str:
    workplace = current_workplace()
    catalog, _problems = workplace.read()
    addresses, links = content_addresses(workplace.content, catalog), recall(workplace.var)
    rows: dict[str, list[Row]] = {}
    for url, standings in addresses.items():
        for problem in link_problems({url: standings}, links):
            rows.setdefault(problem.file, []).append(_row(url, problem))
    newest = max((one.checked for one in links.values()), default="")
    return render_template(
        "links.html", files=[(file, *_named(catalog, file), found) for file, found in sorted(rows.items())],
        wrong=wrong, error=bool(wrong), done=request.args.get("done"), total=len(addresses),
        asked=sum(url in links for url in addresses), day=_day(newest),
    )  # fmt: skip


def _row(url: str, problem: Problem) -> Row:
    return Row(
        url=url, told=worded(problem, gettext), dead=not problem.warning,
        new=dict(problem.text.values).get("new", ""),
    )  # fmt: skip


def _named(catalog: Catalog, file: str) -> tuple[str, str]:
    """What the file is about, and where it is changed; no place to go where the editor has no form for it."""
    folder, _slash, name = file.partition("/")
    id_ = name.removesuffix(".md")
    item = getattr(catalog, folder, {}).get(id_) if folder in FOLDERS.values() else None
    where = url_for("form.show", folder=folder, id_=id_) if item is not None else ""
    return getattr(item, "name", file), where


def _day(day: str) -> str:
    try:
        return format_date(current_workplace().lang, date.fromisoformat(day))
    except ValueError:
        return ""
