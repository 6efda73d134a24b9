"""The page of what is missing: a map and a table of the region, one municipality at a time, and files for planning."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from directory.catalog.words_file import read_words
from directory.editor.gaps import Numbers, read_numbers
from directory.editor.gaps_report import Gaps, as_csv, draw_map, find_gaps, language_name, nearest_words
from directory.editor.menu import MenuItem
from directory.editor.site_numbers import NumbersAway, fetch_numbers
from directory.editor.texts import N_
from directory.editor.workplace import current_workplace

blueprint = Blueprint("gaps", __name__, url_prefix="/gaps")
MENU = (
    MenuItem(endpoint="gaps.show", label=N_("What is missing"), order=70,
             help=N_("Topics without a door near by, for planning.")),
)  # fmt: skip


@blueprint.get("")
def show() -> str:
    return _page(_found())


@blueprint.post("")
def with_numbers() -> str:
    """The same page with what the site counted: from its address, or from text that was saved."""
    text, address = request.form.get("text", "").strip(), request.form.get("address", "").strip()
    try:
        numbers = read_numbers(text or fetch_numbers(address))
    except NumbersAway as away:
        return _page(_found(), refusal=str(away), address=address)
    return _page(_found(numbers), address=address)


@blueprint.get("/<number>")
def place(number: str) -> str:
    found = _found()
    one = next((one for one in found.places if one.id == number), None)
    if one is None:
        abort(404)
    groups = {
        group.label: [cover for cover in one.far if found.catalog.topics[cover.topic].group == group.id]
        for group in found.catalog.topic_groups.values()
    }
    return render_template(
        "gaps_place.html", place=one, gaps=found, nearest=nearest_words,
        groups={label: covers for label, covers in groups.items() if covers},
    )  # fmt: skip


@blueprint.get("/missing.csv")
def table() -> Response:
    asked = request.args.get("place") or None
    found = _found()
    if asked is not None and asked not in found.catalog.places:
        abort(404)
    return _file(as_csv(found, asked), "text/csv; charset=utf-8", f"mangler-{asked}.csv" if asked else "mangler.csv")


@blueprint.get("/map.svg")
def region() -> Response:
    return _file(draw_map(_found()).encode(), "image/svg+xml; charset=utf-8", "mangler.svg")


def _found(numbers: Numbers | None = None) -> Gaps:
    workplace = current_workplace()
    catalog, _ = workplace.read()
    return find_gaps(catalog, read_words(workplace.content / "words", []), numbers)


def _page(found: Gaps, *, refusal: str = "", address: str = "") -> str:
    return render_template(
        "gaps.html", gaps=found, drawn=Markup(draw_map(found)), refusal=refusal, error=bool(refusal), address=address,
        language_name=language_name,
    )  # fmt: skip


def _file(body: bytes, kind: str, name: str) -> Response:
    return Response(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
