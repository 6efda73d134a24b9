"""The pages of reviewing: whom to call, the call sheet, and one offering to confirm. Decides nothing about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.catalog.assurance import changed_parts
from directory.catalog.assured import PARTS, Part
from directory.catalog.models import Catalog, Service
from directory.catalog.phones import tel_link
from directory.catalog.reading import load_catalog
from directory.catalog.rewriting import Unreadable, Unwritable, Value, read_values, rewrite
from directory.catalog.saving import ChangedMeanwhile, NotSaved, digest, save, text_of
from directory.editor import review_words
from directory.editor.call_sheet import call, calls
from directory.editor.confirming import WITHDRAWN, confirm, doubted, made_sure, settled, tidy_initials
from directory.editor.links_report import dead_addresses
from directory.editor.menu import MenuItem
from directory.editor.review import NATIONAL, Finding, Review, finding_of, review, services_of
from directory.editor.texts import N_, _
from directory.editor.told_facts import ASKED
from directory.editor.worded_refusals import why_not_saved
from directory.editor.workplace import current_workplace
from directory.language.formats import format_date

blueprint = Blueprint("review", __name__)
MENU = (
    MenuItem(
        endpoint="review.start", label=N_("Call and confirm"), order=20,
        help=N_("Whom to call, what to ask, and a sheet to print."),
    ),
)  # fmt: skip


@blueprint.get("/review")
def start() -> str:
    """Where? With how far each has come."""
    catalog, place = _catalog(), _place()
    if "place" in request.args:
        return _list(catalog, place)
    areas = [(one, _review(catalog, one)) for one in (*catalog.places, NATIONAL)]
    return render_template("review_start.html", areas=areas, catalog=catalog, words=review_words)


def _list(catalog: Catalog, place: str | None) -> str:
    lang = current_workplace().lang
    return render_template(
        "review.html", review=_review(catalog, place), place=place, area=review_words.area_name(catalog, place),
        words=review_words, lang=lang, done=_done(catalog),
    )  # fmt: skip


@blueprint.get("/review/sheet")
def sheet() -> str:
    """On paper: for whoever calls with a pen in the hand."""
    catalog, place, workplace = _catalog(), _place(), current_workplace()
    found = _review(catalog, place)
    wanted = [one for one in found.findings if request.args.get("id") in (None, one.service.id)]
    return render_template(
        "call_sheet.html", calls=calls(catalog, wanted, workplace.lang, workplace.today()), place=place,
        area=review_words.area_name(catalog, place), day=format_date(workplace.lang, workplace.today()),
    )  # fmt: skip


@blueprint.get("/confirm/<id>")
def confirming(id: str) -> str:
    catalog = _catalog()
    return _confirm_page(catalog, _service(catalog, id))


@blueprint.post("/confirm/<id>")
def confirmed(id: str) -> str | Response | tuple[str, int]:
    """All of it, or only what was ticked; then on to whoever is next in the list."""
    catalog, place, workplace = _catalog(), _place(), current_workplace()
    service = _service(catalog, id)
    by = tidy_initials(request.form.get("initials", ""))
    ticked: tuple[Part, ...] = tuple(part for part in PARTS if part in request.form.getlist("part"))
    parts = PARTS if request.form.get("do") == "all" else ticked
    if by is None:
        return _refused(catalog, service, _("Write your initials: one to four letters, never the whole name."))
    workplace.initials = by
    if not parts:
        return _refused(catalog, service, _("Tick what they said is right, or press the button for all of it."))
    coming = _review(catalog, place).after(id)
    settles, surely = request.form.get("settle") == "yes", request.form.get("sure") == "yes"

    def changes(values: Mapping[str, Value]) -> Mapping[str, Value | None]:
        now, settling = settled(service, values) if settles else (service, {})
        confirming = confirm(now, parts, workplace.today(), by or "")
        return settling | confirming | (made_sure(service, confirming) if surely else {})

    if wrong := _write(service, changes):
        return _refused(_catalog(), service, wrong)
    if coming is None:
        return redirect(url_for(".start", place=place or "", done=id), 303)
    return redirect(url_for(".confirming", id=coming, place=place or "", done=id), 303)


@blueprint.post("/confirm/<id>/withdraw")
def withdrawn(id: str) -> str | Response | tuple[str, int]:
    """It was a slip of the hand, or it is not true any more."""
    catalog = _catalog()
    service = _service(catalog, id)
    if wrong := _write(service, lambda values: WITHDRAWN):
        return _refused(_catalog(), service, wrong)
    return redirect(url_for(".confirming", id=id, place=_place() or ""), 303)


def _write(service: Service, changes: Callable[[Mapping[str, Value]], Mapping[str, Value | None]]) -> str | None:
    """None when it was saved; else what is wrong. Only what was on the page is confirmed."""
    path = current_workplace().content / service.file
    try:
        text = text_of(path)
        if digest(text) != request.form.get("known"):
            raise ChangedMeanwhile(path, text)
        save(path, rewrite(text, changes(read_values(text))), digest(text))
    except ChangedMeanwhile:
        return _("Somebody changed this meanwhile. Nothing was saved. Look at it as it stands now, then confirm.")
    except NotSaved as error:
        return _("%(file)s was not written: %(why)s", file=service.file, why=why_not_saved(error))
    except (Unreadable, Unwritable, OSError, UnicodeDecodeError):
        return _("The file is written in a way that only a person can change. Nothing was saved.")
    return None


def _refused(catalog: Catalog, service: Service, wrong: str) -> tuple[str, int]:
    return _confirm_page(catalog, catalog.services.get(service.id, service), wrong), 422


def _confirm_page(catalog: Catalog, service: Service, wrong: str | None = None) -> str:
    workplace, place = current_workplace(), _place()
    found, done = _review(catalog, place), _done(catalog)
    kept = {one.part: one for one in service.assured_parts}
    told = call(catalog, finding_of(service, workplace.today(), _dead()), workplace.lang, workplace.today())
    return render_template(
        "confirm.html", service=service, call=told, tel=tel_link(told.dialled) if told.dialled else None, wrong=wrong,
        error=wrong is not None, place=place, area=review_words.area_name(catalog, place), done=done,
        coming=found.after(service.id), thanks=review_words.thanks(found, done), progress=review_words.progress(found),
        parts=[
            (part, asked, kept.get(part), part in changed_parts(service))
            for part, asked in zip(ASKED, told.asked, strict=True)
        ],
        initials=request.form.get("initials", workplace.initials),
        doubted=doubted(service), settles=request.form.get("settle") == "yes",
        unsure=service.confidence == "low", surely=request.form.get("sure") == "yes",
        ticked=request.form.getlist("part"), known=digest(text_of(workplace.content / service.file)),
        format_date=lambda day: format_date(workplace.lang, day),
    )  # fmt: skip


def _catalog() -> Catalog:
    catalog, _problems = load_catalog(current_workplace().content)
    return catalog


def _place() -> str | None:
    """From the address; everything unless it is a place of ours."""
    asked = request.values.get("place", "")
    known = asked.isalnum() and (current_workplace().content / "places" / f"{asked}.md").is_file()
    if asked not in ("", NATIONAL) and not known:
        abort(404)
    return asked or None


def _service(catalog: Catalog, id_: str) -> Service:
    service = catalog.services.get(id_)
    if service is None or service.status == "closed":
        abort(404)
    return service


def _done(catalog: Catalog) -> Finding | None:
    """What was just confirmed, from the address."""
    service = catalog.services.get(request.args.get("done", ""))
    return None if service is None else finding_of(service, current_workplace().today(), _dead())


def _dead() -> frozenset[str]:
    return dead_addresses(current_workplace().var)


def _review(catalog: Catalog, place: str | None) -> Review:
    return review(services_of(catalog, place), current_workplace().today(), _dead())
