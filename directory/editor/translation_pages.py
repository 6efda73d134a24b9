"""The translators' pages: how far each language is, and its texts beside their sources to read, mend and sign."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.catalog.models import Catalog
from directory.catalog.saving import ChangedMeanwhile, NotSaved
from directory.editor import translation_words
from directory.editor.confirming import tidy_initials
from directory.editor.menu import MenuItem
from directory.editor.plural_examples import plural_examples
from directory.editor.texts import N_, _
from directory.editor.translation_review import (
    GROUPS,
    LANGUAGES,
    Answer,
    Group,
    Reading,
    Readings,
    faults_of,
    read_texts,
    save_answers,
    shown_as,
    tidy,
)  # fmt: skip
from directory.editor.workplace import current_workplace
from directory.language.locales import LOCALES
from directory.language.po_entries import read_entries
from directory.language.po_files import po_path, read_header
from directory.web.settings import read_settings

blueprint = Blueprint("translations", __name__, url_prefix="/translations")
MENU = (
    MenuItem(
        endpoint="translations.start", label=N_("Read translations"), order=60,
        help=N_("Texts beside their source, to read, mend and sign. Crisis texts first."),
    ),
)  # fmt: skip
_SHOWN = 20
_ALL = "all"
"""Shows what has been read too."""


@blueprint.get("")
def start() -> str:
    catalog, _problems = current_workplace().read()
    languages = [(LOCALES[lang], _readings(lang, catalog)) for lang in LANGUAGES]
    return render_template(
        "translations.html", rows=[(locale, found) for locale, found in languages if found and found.texts],
        words=translation_words,
    )  # fmt: skip


@blueprint.get("/<lang>")
def texts(lang: str) -> str:
    return _page(lang, _known(lang))


@blueprint.post("/<lang>")
def answered(lang: str) -> str | Response | tuple[str, int]:
    """Saves what was changed and signs what was ticked; a text at fault holds no other back, and nothing is lost."""
    readings, workplace = _known(lang), current_workplace()
    by = tidy_initials(request.form.get("initials", ""))
    own = {one.key: one for one in readings.texts}
    answers = {key: _answer(own[key]) for key in request.form.getlist("key") if key in own}
    wrong: dict[str, str] = {}
    sound: dict[str, Answer] = {}
    for key, answer in answers.items():
        if request.form.get(f"seen-{key}") != own[key].seen:
            if answer.read or _wrote(own[key]):
                wrong[key] = _("Somebody changed this meanwhile. Look at it as it stands now.")
            continue
        sound[key] = answer
        if answer.read or answer.strings != own[key].entry.strings:
            told = [_(translation_words.FAULT_NAMES[one]) for one in faults_of(lang, own[key], answer.strings)]
            wrong |= {key: " ".join(told)} if told else {}
    if by is None:
        wrong["initials"] = _("Write your initials: one to four letters, never the whole name.")
        return _page(lang, readings, wrong, answers), 422
    sound = {key: answer for key, answer in sound.items() if key not in wrong}
    workplace.initials = by
    try:
        catalog, _problems = workplace.read()
        done = save_answers(workplace.translations, lang, catalog, sound, by, workplace.today())
    except ChangedMeanwhile:
        wrong = {"form": _("Somebody changed this meanwhile. Press the button again.")}
        return _page(lang, readings, wrong, answers), 422
    except (NotSaved, OSError, ValueError):
        wrong = {"form": _("The file could not be written. Nothing was saved.")}
        return _page(lang, readings, wrong, answers), 422
    left = sum(answer.strings != own[key].entry.strings and not answer.read for key, answer in sound.items())
    if wrong:
        return _page(lang, _known(lang), wrong, wrong, done), 422
    return redirect(url_for(".texts", lang=lang, group=_group(readings), show=_show(), done=done, left=left), 303)


def _answer(one: Reading) -> Answer:
    typed = request.form.getlist(f"text-{one.key}")
    strings = tidy(one, typed) if len(typed) == len(one.entry.strings) else one.entry.strings
    return Answer(strings=strings, read=request.form.get(f"read-{one.key}") == "yes")


def _wrote(one: Reading) -> bool:
    """Other words came back than the page showed."""
    typed = request.form.getlist(f"text-{one.key}")
    shown = request.form.get(f"seen-{one.key}", "").rpartition("-")[2]
    return len(typed) == len(one.entry.strings) and shown_as(tidy(one, typed)) != shown


def _page(
    lang: str, readings: Readings, wrong: Mapping[str, str] | None = None, kept: Collection[str] = (), done: int = 0
) -> str:
    """`kept`: the texts that keep what was typed; the others stand as they are in the file."""
    group, show = _group(readings), _show()
    of_group = [one for one in readings.texts if one.group == group]
    if wrong:
        # The same texts as before, with what was typed.
        keys = set(request.form.getlist("key"))
        here = [one for one in of_group if one.key in keys]
        shown = [one for one in here if one.key in kept or show == _ALL or one.state != "signed"]
        first, found = 0, []
    else:
        found = [one for one in of_group if show == _ALL or one.state != "signed"]
        first = _first(len(found))
        shown = found[first : first + _SHOWN]
    return render_template(
        "translations_texts.html", locale=LOCALES[lang], readings=readings, group=group, groups=GROUPS, show=show,
        shown=shown, first=first, before=max(first - _SHOWN, 0), coming=first + _SHOWN, total=len(found),
        words=translation_words, wrong=wrong or {}, error=bool(wrong), typed=lambda one: _typed(one, kept),
        done=done if wrong else _number("done"), left=_number("left"), pressed="done" in request.args,
        names={one.key: translation_words.short(one.entry.id) for one in shown}, forms=_forms(lang),
        initials=request.form.get("initials", current_workplace().initials),
        site=read_settings(os.environ).url, in_norwegian=_in_norwegian(),
    )  # fmt: skip


def _first(total: int) -> int:
    """Where the page begins among `total` texts."""
    at = _number("from")
    return at if at < total else 0


def _number(name: str) -> int:
    asked = request.args.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0


def _typed(one: Reading, kept: Collection[str]) -> dict[str, Any]:
    """What stands in the fields: what came back, else what is in the file; that too when it was changed meanwhile,
    with what was typed beside it."""
    typed = request.form.getlist(f"text-{one.key}") if one.key in kept else []
    if len(typed) != len(one.entry.strings):
        return {"strings": one.entry.strings, "read": False, "yours": (), "changed": False}
    if request.form.get(f"seen-{one.key}") != one.seen:
        yours = typed if _wrote(one) else ()
        return {"strings": one.entry.strings, "read": False, "yours": yours, "changed": True}
    return {"strings": typed, "read": request.form.get(f"read-{one.key}") == "yes", "yours": (), "changed": False}


def _forms(lang: str) -> tuple[str, ...]:
    """Which numbers each plural form is for."""
    try:
        header = read_header(po_path(current_workplace().translations, lang, "messages"))
    except (OSError, ValueError, SyntaxError):
        return ()
    return plural_examples(header.get("Plural-Forms", ""))


def _in_norwegian() -> Mapping[tuple[str | None, str], tuple[str, ...]]:
    """Interface strings as they read in bokmål: many a translator reads it better than the English source."""
    path = po_path(current_workplace().translations, "nb", "messages")
    try:
        entries = read_entries(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {(one.context, one.id): one.strings for one in entries if all(one.strings) and not one.fuzzy}


def _known(lang: str) -> Readings:
    catalog, _problems = current_workplace().read()
    found = _readings(lang, catalog) if lang in LANGUAGES else None
    if found is None or not found.texts:
        abort(404)
    return found


def _readings(lang: str, catalog: Catalog) -> Readings | None:
    """None when its files are not there, or cannot be read."""
    try:
        return read_texts(current_workplace().translations, lang, catalog)
    except (OSError, ValueError):
        return None


def _group(readings: Readings) -> Group:
    """The one that was asked for, else the first with something left to read."""
    asked = request.values.get("group", "")
    left = {one.group for one in readings.texts if one.state != "signed"}
    return next((one for one in GROUPS if one == asked), next((one for one in GROUPS if one in left), GROUPS[0]))


def _show() -> str:
    return _ALL if request.values.get("show") == _ALL else ""
