"""The lists: offerings, organisations, municipalities, topics, word lists, questions; with search and filters."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.editor.drafts import WORD_LANGUAGES
from directory.editor.fields import FOLDERS, KIND_NAMES, KINDS
from directory.editor.form_pages import KIND_OF
from directory.editor.listing import STATES, in_place, in_state, matching, rows
from directory.editor.menu import MenuItem
from directory.editor.texts import N_
from directory.editor.workplace import current_workplace
from directory.language.locales import LOCALES

blueprint = Blueprint("listing", __name__)
MENU = (MenuItem(endpoint="listing.home", label=N_("Find and change"), order=10,
                 help=N_("Offerings, organisations, municipalities, words and questions.")),)  # fmt: skip


@blueprint.get("/list")
def home() -> Response:
    return redirect(url_for("listing.listing", folder="services"))


@blueprint.get("/<any(services, organizations, places, topics, words, questions):folder>")
def listing(folder: str) -> str:
    workplace, kind = current_workplace(), KIND_OF[folder]
    catalog, problems = workplace.read()
    asked = {name: request.args.get(name, "").strip() for name in ("q", "state", "place", "lang")}
    lang = asked["lang"] if asked["lang"] in WORD_LANGUAGES else "nb"
    every = rows(catalog, problems, workplace.content, kind, lang)
    found = matching(every, asked["q"])
    if kind == "service" and asked["place"]:
        found = in_place(found, catalog, asked["place"])
    if asked["state"]:
        found = in_state(found, catalog, asked["state"], workplace.today())
    return render_template(
        "listing.html",
        kind=kind,
        folder=folder,
        heading=KIND_NAMES[kind][1],
        one_name=KIND_NAMES[kind][0],
        tabs=[(FOLDERS[one], KIND_NAMES[one][1], one == kind) for one in KINDS],
        rows=found,
        total=len(every),
        asked=asked,
        states=STATES if kind == "service" else STATES[:1],
        places=sorted(catalog.places.values(), key=lambda place: place.name) if kind == "service" else (),
        word_languages=[(one, LOCALES[one].name) for one in WORD_LANGUAGES] if kind == "words" else (),
        lang=lang,
    )
