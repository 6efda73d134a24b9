"""What the assistant's pages are given: a turn worded in the page's language. Decides no question and no door."""

from __future__ import annotations

from dataclasses import dataclass, replace

from directory.assistant.answers import Answer
from directory.assistant.chosen_doors import Door
from directory.assistant.guide import Asked, Municipality, Turn
from directory.assistant.reasons import Reason
from directory.assistant.shelves import Shelf
from directory.catalog.question_file import BUILT_IN, PLACE
from directory.catalog.question_models import Question
from directory.language.formats import join_parts
from directory.language.texts import Text
from directory.web.addresses import item_link
from directory.web.assistant_state import TEXT, State
from directory.web.cards import SHOWN_CONTACTS, card
from directory.web.contacts import channel_contact, place_contacts
from directory.web.questions import answer_text, built_in, option_text, question_text, question_why
from directory.web.reasons import assistant_reason
from directory.web.strip import lifeline_contact
from directory.web.suicide_words import names_suicide
from directory.web.views import CardView, ContactView
from directory.web.visit import Visit

_SHOWN_REASONS = 3
_ON_THE_CARD = ("open-now", "no-referral", "no-name", "peers", "everywhere")
"""Reasons that the card says anyway; told last."""


@dataclass(frozen=True, kw_only=True)
class OptionView:
    field: str
    """`who:self`: the step that choosing it is."""
    id: str
    text: Text
    icon: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    id: str
    kind: str
    text: Text
    why: Text
    options: tuple[OptionView, ...]
    others: tuple[OptionView, ...]
    """"I do not know" and "Skip this"."""
    lifeline: ContactView | None = None
    """A contact in the same block, where an option names suicide (S-13)."""


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """A line of "Your answers"."""

    question_id: str
    question: Text
    text: Text
    understood: bool
    """From what was written, not chosen."""


@dataclass(frozen=True, kw_only=True)
class BubbleView:
    own: bool
    """Said by the one who asks."""
    text: Text


@dataclass(frozen=True, kw_only=True)
class DoorView:
    card: CardView
    reasons: tuple[str, ...]
    """All of them; the card has the first few."""
    first_step: Text | None
    """What happens when one gets in touch."""


@dataclass(frozen=True, kw_only=True)
class ShelfView:
    id: str
    heading: str
    doors: tuple[DoorView, ...]


@dataclass(frozen=True, kw_only=True)
class MunicipalityView:
    name: str | None
    url: str | None
    contacts: tuple[ContactView, ...]
    stand_in: tuple[CardView, ...]
    """Who to ask where we hold no contact (S-17)."""


def question_view(visit: Visit, asked: Asked, candidates: tuple[str, ...] = ()) -> QuestionView:
    """`candidates`: numbers of places that fit what was typed, offered before the other options."""
    question = asked.question
    places = [
        OptionView(field=f"{question.id}:{PLACE}{number}", id=number, icon="LocationPin",
                   text=visit.norwegian(visit.catalog.places[number].name))
        for number in candidates
    ]  # fmt: skip
    own = [
        OptionView(
            field=f"{question.id}:{option.id}", id=option.id, icon=option.icon,
            text=option_text(visit, question, option),
        )
        for option in asked.options if question.kind != "place" or not option.id.startswith(PLACE)
    ]  # fmt: skip
    others = [OptionView(field=f"{question.id}:{id_}", id=id_, text=words) for id_, words in built_in(visit)]
    named = names_suicide(*(option.text for option in asked.options))
    return QuestionView(
        id=question.id, kind=question.kind, text=question_text(visit, question), why=question_why(visit, question),
        options=(*places, *own), others=tuple(others), lifeline=lifeline_contact(visit) if named else None,
    )  # fmt: skip


def answer_views(visit: Visit, turn: Turn) -> tuple[AnswerView, ...]:
    """Every answer that counts; what was only understood is left out where nothing of it may be shown."""
    return tuple(
        AnswerView(
            question_id=id_, question=question_text(visit, visit.catalog.questions[id_]),
            text=answered(visit, visit.catalog.questions[id_], answer.options), understood=answer.source == "text",
        )
        for id_, answer in turn.answers.items() if _is_shown(visit, turn, id_, answer)
    )  # fmt: skip


def _is_shown(visit: Visit, turn: Turn, question: str, answer: Answer) -> bool:
    if answer.source == "given":
        return True
    # A group that only follows from its topic says nothing beside it.
    follows = visit.catalog.questions[question].options_from == "topic-groups" and "topic" in turn.answers
    return answer.source == "text" and turn.show_understood and not follows


def answered(visit: Visit, question: Question, options: tuple[str, ...]) -> Text:
    known = visit.release.assistant.options.of[question.id]
    words = [answer_text(visit, question, option, known) for option in options]
    lang = words[0].lang if words else visit.texts.lang
    return Text(join_parts(lang, [one.text for one in words]), lang)


def conversation(visit: Visit, state: State, turn: Turn) -> tuple[BubbleView, ...]:
    """What was asked and said, in order. Nothing that was written is repeated once there is danger in it."""
    bubbles: list[BubbleView] = []
    for step in state.steps:
        if step.question == TEXT:
            hidden = visit.own(visit.gettext("You wrote something."))
            words = Text(step.words[:300], visit.texts.lang) if turn.crisis is None else hidden
            bubbles.append(BubbleView(own=True, text=words))
            continue
        question, answer = visit.catalog.questions[step.question], turn.answers.get(step.question)
        chosen = answer.options if answer is not None and answer.source == "given" else tuple(step.value.split(","))
        if answer is None and chosen[0] not in BUILT_IN:
            continue
        bubbles.append(BubbleView(own=False, text=question_text(visit, question)))
        bubbles.append(BubbleView(own=True, text=answered(visit, question, chosen)))
    return tuple(bubbles)


def shelf_views(visit: Visit, turn: Turn) -> tuple[ShelfView, ...]:
    place = turn.municipality.place
    seen = visit.at(place) if place is not None else visit
    if turn.need.contact in ("write", "sign"):
        seen = replace(seen, no_phone=True)
    return tuple(
        ShelfView(
            id=one.id, heading=_heading(visit, one, turn), doors=tuple(_door(seen, turn, door) for door in one.doors)
        )
        for one in turn.shelves
    )


def _heading(visit: Visit, shelf: Shelf, turn: Turn) -> str:
    _ = visit.gettext
    place = turn.municipality.place
    if shelf.id == "here" and place is not None:
        return _("Where you are, in %(place)s", place=place.name)
    if shelf.id == "peers" and turn.need.for_another:
        return _("Others who stand near someone")
    return {
        "now": _("Someone to talk to now"),
        "here": _("Where you are"),
        "peers": _("Others who have been there"),
        "ordinary": _("Other doors that fit"),
        "nearest": _("The nearest that fits"),
    }[shelf.id]


def _door(visit: Visit, turn: Turn, door: Door) -> DoorView:
    service = visit.catalog.services[door.service_id]
    told_not = ("audience", "for-the-other") if turn.need.bereaved else ()
    reasons = [reason for reason in door.reasons if reason.id not in told_not] or list(door.reasons)
    ordered = sorted(reasons, key=lambda reason: reason.id in _ON_THE_CARD)
    told = tuple(dict.fromkeys(text for reason in ordered if (text := assistant_reason(visit, reason))))
    view = card(visit, service, told[: _shown(ordered)])
    if door.way is not None:
        first = channel_contact(visit, service, door.way.channel)
        rest = [contact for contact in view.contacts if (contact.kind, contact.value) != (first.kind, first.value)]
        view = replace(view, contacts=(first, *rest)[:SHOWN_CONTACTS])
    if visit.no_phone:
        # "No answer? Call …" is no way on for who does not call.
        view = replace(view, alternative=None)
    first_step = visit.of("services", service, "first_step", service.first_step) if service.first_step else None
    return DoorView(card=view, reasons=told, first_step=first_step)


def _shown(ordered: list[Reason]) -> int:
    """How many reasons the card tells: those that it does not say anyway, and at least one."""
    return min(_SHOWN_REASONS, max(1, sum(reason.id not in _ON_THE_CARD for reason in ordered)))


def municipality_view(visit: Visit, found: Municipality) -> MunicipalityView:
    place = found.place
    return MunicipalityView(
        name=place.name if place else None,
        url=item_link("places", place.id) if place else None,
        contacts=place_contacts(visit, place) if place and found.channels else (),
        stand_in=tuple(card(visit, visit.catalog.services[id_]) for id_ in found.stand_in),
    )
