"""The draft of the form that was sent, what `check` says of it, and how many things are left, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import abort, request

from directory.catalog.models import Catalog
from directory.catalog.rewriting import Unreadable, Unwritable
from directory.editor.drafts import OPENED, Draft, draft_of, id_from, known_id, new_draft, unpacked
from directory.editor.fields import FOLDERS, Kind
from directory.editor.forms import ITEMS, MOST_ITEMS, read_items
from directory.editor.messages import Message, messages_of
from directory.editor.texts import gettext, ngettext
from directory.editor.trial import try_out
from directory.editor.workplace import current_workplace


def posted_draft(kind: Kind, id_: str) -> Draft:
    """The draft of the form that was sent, on the text that it was opened with."""
    try:
        base = unpacked(request.form.get(OPENED, ""))
        if base is None:
            draft = new_draft(kind, {}, id_)
        else:
            draft = draft_of(kind, id_, base)
    except (ValueError, Unreadable):
        abort(400)
    draft = draft.filled_from(request.form)
    if not draft.id:
        draft = replace(draft, id=wanted_id(draft))
    if not known_id(kind, draft.id):
        abort(404)
    return draft


def wanted_id(draft: Draft) -> str:
    """What was written as the address of a new page, else one made of its name."""
    folder = current_workplace().content / FOLDERS[draft.kind]
    wanted = request.form.get("id", "").strip().lower()
    if draft.kind == "place" and known_id(draft.kind, wanted):
        return wanted
    # Never the name of a file that is there: a new one is not to be written over it.
    return id_from(wanted if known_id(draft.kind, wanted) else str(draft.filled.get("name") or ""), folder)


def trial(draft: Draft, *, on_page: bool = False) -> tuple[Catalog, list[Message], str]:
    """The content with the draft in it, what `check` says of the draft, and its text.

    `on_page`: the items of lists are named by their numbers in the form that was sent, else by their order.
    """
    try:
        text = draft.text()
    except (Unwritable, Unreadable) as odd:
        catalog, _ = current_workplace().read()
        told = gettext("This file is written in a way that only a text editor can change: %(why)s", why=str(odd))
        return catalog, [Message(text=told, name="")], draft.base or ""
    catalog, problems = try_out(current_workplace().content, draft.file, text)
    lists = [one for one in draft.fields if one.widget in ITEMS]
    numbers = {
        one.key: [number for number, _ in read_items(one, request.form)] if on_page else range(MOST_ITEMS)
        for one in lists
    }
    return catalog, messages_of(draft, text, problems, numbers), text


def status_words(messages: Sequence[Message]) -> str:
    """How much is left. What is still empty is no mistake yet; a warning keeps nothing from being published."""
    wrong = sum(not one.warning and not one.missing for one in messages)
    missing = sum(not one.warning and one.missing for one in messages)
    told = []
    if wrong:
        told.append(ngettext("%(num)s thing to mend.", "%(num)s things to mend.", wrong))
    if missing:
        told.append(ngettext("%(num)s field is still empty.", "%(num)s fields are still empty.", missing))
    return " ".join(told) or gettext("Everything checks.")
