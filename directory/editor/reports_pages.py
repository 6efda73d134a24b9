"""What readers have reported, where the site has an inbox: read, opened where it is to be changed, done, deleted.

The inbox is that of `DIRECTORY_DATABASE`, as for the site. Nothing that a reader wrote is copied into a file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.catalog.models import Catalog
from directory.editor.danger import calls_for_help
from directory.editor.menu import MenuItem
from directory.editor.texts import N_
from directory.editor.texts import gettext as _
from directory.editor.workplace import current_workplace
from directory.inbox.database import Inbox
from directory.inbox.reports import DAYS_KEPT, NotKept, Report
from directory.web.settings import SettingsError, read_settings

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
MENU = (
    MenuItem(endpoint="reports.show", label=N_("Reports from readers"), order=30,
             help=N_("Errors and offerings that readers have told of.")),
)  # fmt: skip

FIELD = {"contact": "channels", "hours": "channels"}
"""What a report of an offering is about -> the field of its form that it opens."""
WITH_FORM = ("services", "organizations", "places", "topics")
EXTENSION = "reports"


@dataclass(frozen=True, kw_only=True)
class ReportView:
    report: Report
    about: str
    name: str | None
    """Of the page it was written on; None for none, or one that is gone."""
    form: str | None
    """The address of the field to change."""
    days_left: int
    danger: bool
    """Its words call for help now."""


@blueprint.get("")
def show() -> str | tuple[str, int]:
    inbox = _inbox()
    if inbox is None:
        return render_template("reports.html", switched_on=False, reports=(), waiting=0)
    today = current_workplace().today()
    try:
        inbox.delete_old(today)
        reports = inbox.reports()
    except NotKept:
        told = _("The inbox cannot be reached now. Is the database that DIRECTORY_DATABASE names running?")
        return render_template("reports.html", switched_on=True, reports=(), waiting=0, refusal=told, error=True), 503
    catalog, _problems = current_workplace().read()
    views = tuple(_view(catalog, one) for one in reports)
    waiting = sum(one.done is None for one in reports)
    return render_template("reports.html", switched_on=True, reports=views, waiting=waiting, refusal="")


@blueprint.post("/<int:id_>")
def change(id_: int) -> Response:
    inbox, do = _inbox(), request.form.get("do", "")
    if inbox is None or do not in ("done", "again", "delete"):
        abort(400)
    try:
        if do == "delete":
            inbox.delete(id_)
        else:
            inbox.mark_done(id_, current_workplace().today() if do == "done" else None)
    except NotKept:
        abort(503)
    return redirect(url_for("reports.show"), 303)


def _inbox() -> Inbox | None:
    """Opened once for the editor that runs; None where no setting names one."""
    if EXTENSION not in current_app.extensions:
        try:
            url = read_settings(os.environ).database
        except SettingsError:
            url = None
        current_app.extensions[EXTENSION] = Inbox(url) if url else None
    found: Inbox | None = current_app.extensions[EXTENSION]
    return found


def _view(catalog: Catalog, report: Report) -> ReportView:
    kind, _between, id_ = report.page.partition("/")
    item = getattr(catalog, kind).get(id_) if kind in (*WITH_FORM, "types", "pages") else None
    names = (getattr(item, known, None) for known in ("name", "label", "title"))
    age = (current_workplace().today() - report.received).days
    return ReportView(
        report=report,
        about=_about(report.about),
        name=next((str(name) for name in names if name), None),
        form=_form(report, kind, id_, known=item is not None),
        days_left=max(0, DAYS_KEPT - age),
        danger=calls_for_help(current_workplace().content, report.text),
    )


def _form(report: Report, kind: str, id_: str, *, known: bool) -> str | None:
    if report.about == "missing":
        return url_for("doings.new")
    if not known or kind not in WITH_FORM:
        return None
    if report.about == "gone" and kind == "services":
        return url_for("doings.close", id_=id_)
    field = FIELD.get(report.about) if kind == "services" else None
    return url_for("form.show", folder=kind, id_=id_, _anchor=f"f-{field}" if field else None)


def _about(id_: str) -> str:
    return {
        "contact": _("A number or an address"),
        "hours": _("Opening hours"),
        "gone": _("It is no longer there"),
        "missing": _("An offering that is missing"),
    }.get(id_, _("Something else"))
