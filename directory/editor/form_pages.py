"""The form for one file: opened, checked while one types, looked at as a difference, saved. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.catalog.models import Catalog
from directory.catalog.rewriting import Unreadable, Unwritable
from directory.catalog.saving import ChangedMeanwhile, NotSaved, digest, save
from directory.editor.drafts import (
    NEW,
    OPENED,
    Clash,
    Draft,
    NoSuchFile,
    file_of,
    open_draft,
    packed,
    rebased,
)
from directory.editor.fields import FOLDERS, KIND_NAMES, Kind
from directory.editor.form_view import build_form
from directory.editor.forms import as_sent
from directory.editor.hours_words import hours_words
from directory.editor.operations import difference
from directory.editor.posted import posted_draft, status_words, trial, wanted_id
from directory.editor.preview import Preview
from directory.editor.texts import gettext
from directory.editor.typed_hours import typed_hours
from directory.editor.worded_refusals import not_saved_words
from directory.editor.worded_values import field_changes, worded
from directory.editor.workplace import current_workplace

blueprint = Blueprint("form", __name__)
_AROUND = 2
"""Lines that stay, shown beside each change."""
KIND_OF: dict[str, Kind] = {folder: kind for kind, folder in FOLDERS.items()}


@blueprint.get("/<any(services, organizations, places, topics, words, questions):folder>/<id_>")
def show(folder: str, id_: str) -> Response | str:
    draft = _opened(KIND_OF[folder], id_)
    return form_page(draft, saved=request.args.get("saved") == "1")


@blueprint.post("/<any(services, organizations, places, topics, words, questions):folder>/<id_>")
def change(folder: str, id_: str) -> Response | str | tuple[str, int]:
    draft = posted_draft(KIND_OF[folder], "" if id_ == NEW else id_)
    do = request.form.get("do", "look")
    if do == "save":
        return _save(draft)
    if do == "look":
        return difference_page(draft)
    if do.startswith("add-"):
        return form_page(draft, added=do.removeprefix("add-"))
    return form_page(draft, checked=do == "check")


@blueprint.post("/<any(services, organizations, places, topics, words, questions):folder>/<id_>/check")
def check(folder: str, id_: str) -> Response:
    """For the script: the messages by the names of the fields, the preview, and hours in words as they are meant."""
    draft = posted_draft(KIND_OF[folder], "" if id_ == NEW else id_)
    catalog, messages, _ = trial(draft, on_page=True)
    seen = _preview().of(catalog, draft.kind, draft.id)
    return jsonify(
        messages=[
            {"name": one.name, "text": one.text, "warning": one.warning, "missing": one.missing} for one in messages
        ],
        status=status_words(messages),
        card=seen.card,
        page=seen.page,
        next=seen.next,
        meant={
            name: meant
            for name, text in request.form.items()
            if name.endswith("-schedule") and (meant := typed_hours(text)) != text
        },
    )


def _opened(kind: Kind, id_: str) -> Draft:
    try:
        return open_draft(current_workplace().content, kind, id_)
    except (NoSuchFile, UnicodeDecodeError):
        abort(404)
    except Unreadable:
        abort(422)


def _preview() -> Preview:
    found: Preview | None = current_app.extensions.get("preview")
    if found is None:
        found = current_app.extensions["preview"] = Preview(current_workplace())
    return found


def form_page(
    draft: Draft, *, added: str = "", checked: bool = False, saved: bool = False, refusal: str = "",
    clashes: Sequence[Clash] = (), meanwhile: bool = False, lead: str = "",
) -> str:  # fmt: skip
    """`checked`: someone asked to see all that is wrong, so the page is one of errors when there is anything."""
    if not draft.id:
        draft = replace(draft, id=wanted_id(draft))
    catalog, messages, _ = trial(draft)
    new = draft.base is None
    # A form that was only just opened is not scolded for what is still empty.
    shown = messages if checked or not new else [one for one in messages if not one.missing]
    errors = [one for one in messages if not one.warning] if checked else []
    seen = _preview().of(catalog, draft.kind, draft.id)
    lang = current_workplace().lang
    return render_template(
        "form.html",
        draft=draft,
        heading=heading_of(draft, catalog),
        sections=build_form(draft, catalog, shown, added),
        opened=packed(draft.base),
        folder=FOLDERS[draft.kind],
        file=file_of(draft.kind, draft.id),
        errors=errors,
        error=bool(errors or refusal or meanwhile),
        checked=checked,
        status=status_words(messages),
        loose=[one for one in shown if not one.name],
        saved=saved,
        refusal=refusal,
        meanwhile=meanwhile,
        lead=lead,
        card=seen.card,
        preview=seen.page,
        next=seen.next,
        action=url_for("form.change", folder=FOLDERS[draft.kind], id_=NEW if new else draft.id, place=_area()),
        check_url=url_for("form.check", folder=FOLDERS[draft.kind], id_=NEW if new else draft.id),
        added=added,
        given_id=request.form.get("id", ""),
        clashes=[
            (one.field, worded(one.field, one.theirs, catalog, lang), worded(one.field, one.mine, catalog, lang))
            for one in clashes
        ],
        hours_words=hours_words(),
        closed=draft.kind == "service" and not new and draft.values.get("status") == "closed",
        confirm_url=url_for("review.confirming", id=draft.id, place=_area()) if draft.kind == "service" else "",
    )


def _area() -> str | None:
    """Whose list one was calling from, when one came from there: the way back leads to the same list."""
    area = request.args.get("place", "")
    return area if area.isalnum() else None


def heading_of(draft: Draft, catalog: Catalog) -> str:
    if draft.kind == "words":
        topic = catalog.topics.get(draft.id.partition(".")[2])
        return gettext("Words for: %(topic)s", topic=topic.label if topic else draft.id)
    name = str(draft.filled.get("name") or draft.filled.get("label") or draft.filled.get("text") or "")
    if draft.base is None:
        return {
            "service": gettext("A new offering"), "organization": gettext("A new organisation"),
            "place": gettext("A new municipality"),
        }.get(draft.kind, gettext(KIND_NAMES[draft.kind][0]))  # fmt: skip
    return name or draft.id


def difference_page(draft: Draft, *, lead: str = "") -> str:
    """What will be changed, before it is; the whole form goes along, so that nothing is lost on the way back."""
    catalog, messages, text = trial(draft)
    lines = difference(draft.base or "", text, around=_AROUND)
    fields = [(OPENED, packed(draft.base)), ("id", request.form.get("id", "")), *as_sent(draft.fields, draft.filled)]
    return render_template(
        "difference.html",
        draft=draft,
        heading=gettext("This will be changed"),
        name=heading_of(draft, catalog) if draft.base is not None else str(draft.filled.get("name") or draft.id),
        lines=lines,
        changes=field_changes(draft, catalog, current_workplace().lang),
        changed=any(line.kind in ("added", "taken") for line in lines),
        problems=[one for one in messages if not one.warning],
        warnings=[one for one in messages if one.warning],
        fields=fields,
        file=draft.file,
        lead=lead,
        action=url_for(
            "form.change", folder=FOLDERS[draft.kind], id_=NEW if draft.base is None else draft.id, place=_area()
        ),
    )


def _save(draft: Draft) -> Response | str | tuple[str, int]:
    workplace = current_workplace()
    path = workplace.content / draft.file
    try:
        save(path, draft.text(), None if draft.base is None else digest(draft.base))
    except ChangedMeanwhile as other:
        return _meanwhile(draft, other.text), 409
    except NotSaved as refused:
        return form_page(draft, refusal=not_saved_words(refused)), 507 if refused.reason == "full" else 500
    except (Unwritable, Unreadable):
        return form_page(draft, checked=True), 422
    return redirect(url_for("form.show", folder=FOLDERS[draft.kind], id_=draft.id, saved=1, place=_area()), 303)


def _meanwhile(draft: Draft, now: str | None) -> str:
    try:
        mine, clashes = rebased(draft, now)
    except Unreadable:
        told = gettext("Someone else has changed this file so that it cannot be read any more.")
        return form_page(draft, refusal=told)
    return form_page(mine, clashes=clashes, meanwhile=True)
