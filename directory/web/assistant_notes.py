"""What the assistant says beside questions and doors: replies to what was written, and notes that a need calls for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from directory.assistant.guide import Note, Turn
from directory.language.formats import join_parts
from directory.language.texts import Text
from directory.web.addresses import item_link, link
from directory.web.assistant_views import answer_views
from directory.web.views import Link
from directory.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class NoteView:
    id: str
    heading: str
    lines: tuple[str, ...]
    points: tuple[str, ...] = ()
    link: Link | None = None


def replies(visit: Visit, turn: Turn, wrote: bool) -> tuple[str, ...]:
    """The answer to what was written now, a bubble each."""
    _ = visit.gettext
    if not wrote or not turn.show_understood:
        return ()
    said: dict[str, str] = {
        "thanks": _("You are welcome. You can come back whenever you like."),
        "greeting": _("Hello. Write or choose what it is about, and you see doors that fit."),
        "swearing": _("It is all right to be angry. You can write on, choose below, or talk to a person."),
        "what-can-you": _(
            "I ask a few questions and show doors that fit: phones, chats and places where people help. "
            "I cannot tell what you have, and I save nothing."
        ),
        "human": _("This is a machine. Here are people you can talk to."),
    }
    found = [said[id_] for id_ in (*turn.notes, turn.command or "") if id_ in said]
    found += [
        _("I read “%(typed)s” as “%(read)s”.", typed=typed, read=read) for typed, read in turn.understood.corrections
    ]
    understood = [view.text.text for view in answer_views(visit, turn) if view.understood]
    if understood:
        # Not as a list with "and": the answers hold commas of their own.
        told = join_parts(visit.texts.lang, dict.fromkeys(understood))
        found.append(_("I understand it like this: %(answers)s. You can change it below.", answers=told))
    elif turn.misses == 1:
        found.append(_("I did not quite understand. Is it one of these? You can also write it in another way."))
    elif turn.misses > 1:
        found.append(_("I still do not understand, and that is my fault. A person can. You can also choose below."))
    elif not found:
        found.append(_("Thank you for telling."))
    return tuple(found)


def note_views(visit: Visit, turn: Turn) -> tuple[NoteView, ...]:
    """The notes that stand beside doors, in the order of the turn. What the crisis panel says is not said twice."""
    said: set[Note] = {"phone-log"} if turn.crisis is not None else set()
    if "bereaved" in turn.notes:
        # Whoever has lost someone is not asked to care for them.
        said.add("relatives-needs")
    notes = [_NOTES[id_](visit) for id_ in turn.notes if id_ in _NOTES and id_ not in said]
    if "parent-who-drinks-or-is-ill" not in turn.need.topics:
        # To name one's mother does not make it about her.
        notes = [replace(note, link=None) if note.id == "ask-before-telling" else note for note in notes]
    return tuple(notes)


def _page(visit: Visit, id_: str, words: str) -> Link | None:
    return Link(label=visit.own(words), url=item_link("pages", id_)) if id_ in visit.catalog.pages else None


def _cannot_tell(visit: Visit) -> NoteView:
    _ = visit.gettext
    told = _("No page and no machine can. A person who listens to you can help you find out. You can ask a doctor.")
    return NoteView(id="cannot-tell", heading=_("I cannot tell what it is"), lines=(told,))


def _phone_log(visit: Visit) -> NoteView:
    _ = visit.gettext
    return NoteView(
        id="phone-log",
        heading=_("May someone else read your phone?"),
        lines=(
            _("Calls and messages stay in the phone's log. You can call from another phone."),
            _("The browser remembers that you were here, and may keep the crisis page. "
              "You can delete both in its history."),
        ),
    )  # fmt: skip


def _safe_to_write(visit: Visit) -> NoteView:
    _ = visit.gettext
    return NoteView(
        id="safe-to-write",
        heading=_("Is it safe to send to this phone?"),
        lines=(_("Think about that before you send an SMS or an e-mail: the answer comes to the same phone."),),
    )


def _bereaved(visit: Visit) -> NoteView:
    _ = visit.gettext
    told = _("It may take time, and there is no right way to grieve. Here are people who know how it can be.")
    return NoteView(id="bereaved", heading=_("You have lost someone"), lines=(told,))


def _relatives_needs(visit: Visit) -> NoteView:
    _ = visit.gettext
    return NoteView(
        id="relatives-needs",
        heading=_("You who stand near may get help too"),
        lines=(
            _("Do they say that they may not tell? They may always give you general information. "
              "That needs no consent."),
        ),
        points=(
            _("To understand why"), _("To work through what happened"), _("To be allowed to talk"),
            _("Help with your own life"), _("To hear that it is not your fault"),
        ),
        link=_page(visit, "relatives", _("More for you who are a relative")),
    )  # fmt: skip


def _relatives_may_ask(visit: Visit) -> NoteView:
    _ = visit.gettext
    return NoteView(
        id="relatives-may-ask",
        heading=_("You may ask the municipality for help"),
        lines=(_("Being safe comes first. You may ask for help for yourself, also when the other one says no."),),
        link=_page(visit, "relatives", _("What you can ask the municipality for")),
    )


def _ask_before_telling(visit: Visit) -> NoteView:
    _ = visit.gettext
    return NoteView(
        id="ask-before-telling",
        heading=_("You can ask before you tell"),
        lines=(_("Ask who will get to know what you say. Then you decide how much you tell."),),
        link=_page(visit, "children-as-relatives", _("For you whose mother or father has a hard time")),
    )


def _nothing_local(visit: Visit) -> NoteView:
    _ = visit.gettext
    return NoteView(
        id="nothing-local",
        heading=_("We know of nothing near you that fits"),
        lines=(_("Here is what is nearest, and what is open to all of Norway."),),
        link=Link(label=visit.own(_("Change place")), url=link("places.find")) if visit.place else None,
    )


_NOTES: dict[Note, Callable[[Visit], NoteView]] = {
    "cannot-tell": _cannot_tell, "phone-log": _phone_log, "safe-to-write": _safe_to_write, "bereaved": _bereaved,
    "relatives-needs": _relatives_needs, "relatives-may-ask": _relatives_may_ask,
    "ask-before-telling": _ask_before_telling, "nothing-local": _nothing_local,
}  # fmt: skip


def greeting(visit: Visit) -> Text:
    _ = visit.gettext
    return visit.own(_("Hello. I ask at most six short questions. Answer those you like, or use your own words."))
