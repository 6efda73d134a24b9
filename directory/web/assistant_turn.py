"""One turn of the assistant for its pages: from the form body to what the templates are given. Has no address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.assistant.answers import AssistantRequest, MalformedAnswers, fits_who
from directory.assistant.guide import Asked, Turn, guide
from directory.assistant.lifelines import Contact
from directory.catalog.question_checks import options_of
from directory.catalog.question_file import PLACE
from directory.catalog.question_models import Question
from directory.language.locales import LOCALES
from directory.search.query import MOST_CHARACTERS
from directory.web.addresses import link
from directory.web.assistant_notes import greeting, note_views, replies
from directory.web.assistant_state import State, Step, read_state, text_step
from directory.web.assistant_views import (
    OptionView,
    answer_views,
    conversation,
    municipality_view,
    question_view,
    shelf_views,
)
from directory.web.crisis_doors import CrisisDoor
from directory.web.crisis_panel import afraid_now, crisis_in, crisis_panel, is_young, talk_now
from directory.web.metrics import count_doors
from directory.web.strip import lifeline_contact
from directory.web.suicide_words import names_suicide
from directory.web.visit import Visit, offered_languages

_NO_NEED = ("thanks", "greeting", "swearing")
"""Notes of texts that are no need: they are answered once and not kept."""
_MISSES_TO_A_PERSON = 2
"""Texts in a row that were not understood, and a person to call stands on top (S-21)."""


def turn_values(visit: Visit, form: MultiDict[str, str], endpoint: str) -> dict[str, Any]:
    """What the templates are given for the turn that `form` asks for; `endpoint` is where its own forms lead.

    A state that no page of ours makes leads to the first question (P-05).
    """
    try:
        state, turn = _turn(visit, read_state(form))
        return _values(visit, state, turn, endpoint, sent=bool(form))
    except MalformedAnswers:
        state, turn = _turn(visit, State())
        return _values(visit, state, turn, endpoint, sent=False)


def _turn(visit: Visit, state: State) -> tuple[State, Turn]:
    """The state that is kept, and its turn. Commands are carried out here, and what is no need is not kept."""
    state = _place_looked_through(visit, state)
    turn = guide(visit.release.assistant, _request(visit, state))
    if turn.command == "back":
        return _turn(visit, state.one_back())
    if turn.command == "restart":
        return _turn(visit, State())
    if state.text and turn.crisis is None and (turn.command or set(turn.notes) & set(_NO_NEED)):
        return replace(state.without_text(), text=state.text), turn
    if turn.place_unknown or turn.place_candidates:
        return replace(state, steps=tuple(step for step in state.steps if not _is_place(visit, step))), turn
    return state, turn


def _request(visit: Visit, state: State) -> AssistantRequest:
    answers = state.answers
    if visit.no_phone and "contact" in visit.catalog.questions:
        answers = {"contact": ("write",), **answers}
    return AssistantRequest(
        lang=visit.lang,
        now=visit.now,
        place=visit.place.id if visit.place else None,
        text=state.text,
        texts=state.earlier_texts,
        answers=answers,
    )


def _is_place(visit: Visit, step: Step) -> bool:
    question = visit.catalog.questions.get(step.question)
    return question is not None and question.kind == "place"


def _place_looked_through(visit: Visit, state: State) -> State:
    """A call for help typed where a place was asked for is read as what it is."""
    steps = [
        text_step(step.value) if _is_place(visit, step) and crisis_in(visit, step.value) else step
        for step in state.steps
    ]
    return replace(state, steps=tuple(steps))


def _is_young(turn: Turn) -> bool:
    return turn.need.child or is_young(turn.understood)


def _someone(visit: Visit, turn: Turn) -> tuple[CrisisDoor, ...]:
    """Who is shown above all else at every turn, the doors included, where the panel of a crisis is not."""
    if turn.crisis is not None:
        return ()
    if turn.need.fear:
        return afraid_now(visit, child=turn.need.child)
    if not (turn.command == "human" or turn.misses >= _MISSES_TO_A_PERSON or turn.urgent_today):
        return ()
    return talk_now(visit, silent=_written_now(visit, turn) if _is_silent(turn) else None)


def _is_silent(turn: Turn) -> bool:
    """Whoever would rather not speak, or cannot."""
    return turn.need.contact in ("write", "sign")


def _written_now(visit: Visit, turn: Turn) -> Contact | None:
    """A way without voice that is open now: one about the need, else one for everybody."""
    if not turn.need.fear and turn.written is not None and turn.written.opening.is_open:
        return visit.catalog.services[turn.written.service_id], turn.written.channel
    service, channel, opening = visit.lifelines.written
    return (service, channel) if opening.is_open else None


def _brought(visit: Visit, state: State, turn: Turn) -> bool:
    """This turn brings a panel, red or soft, which then is what is seen; later turns show what they ask (S-06b)."""
    if turn.alarm or turn.crisis is not None:
        return turn.alarm
    if turn.today_now or turn.command == "human" or turn.misses == _MISSES_TO_A_PERSON:
        return True
    if state.doors or state.change is not None or not turn.need.fear:
        return False
    return not guide(visit.release.assistant, _request(visit, state.one_back())).need.fear


def _values(visit: Visit, state: State, turn: Turn, endpoint: str, *, sent: bool) -> dict[str, Any]:
    """What the templates are given."""
    asked = _asked(visit, state, turn)
    understood = turn.show_understood
    shows_doors = (state.doors and state.change is None) or asked is None
    answers = answer_views(visit, turn)
    candidates = tuple(place.id for place in turn.place_candidates)
    said = conversation(visit, state, turn)
    if shows_doors:
        count_doors(visit.catalog.services[door.service_id].type for door in turn.doors)
    return {
        "sent": sent,
        "action": link(endpoint),
        "steps": [step.field for step in state.steps],
        "greeting": greeting(visit),
        "said": said,
        "replies": replies(visit, turn, bool(state.text)),
        "too_long": len(state.text) > MOST_CHARACTERS,
        "alarm": turn.alarm,
        "crisis": crisis_panel(visit, turn.crisis, young=_is_young(turn)) if turn.crisis else None,
        "someone": _someone(visit, turn),
        "none_written": _is_silent(turn) and _written_now(visit, turn) is None,
        "brought": _brought(visit, state, turn),
        "question": question_view(visit, asked, candidates) if asked else None,
        "place_unknown": turn.place_unknown,
        "near": _near(visit, turn) if understood else (),
        "switch": _switch(visit, turn.other_language, endpoint) if understood else None,
        "answers": answers,
        "lifeline": lifeline_contact(visit) if names_suicide(*_shown_words(visit, turn)) else None,
        "shows_doors": shows_doors,
        "doors_stay": state.doors,
        "shelves": shelf_views(visit, turn) if shows_doors else (),
        "notes": note_views(visit, turn) if shows_doors or turn.need.fear else (),
        "municipality": municipality_view(visit, turn.municipality) if shows_doors else None,
        "languages_own": {lang: LOCALES[lang].name for lang in LOCALES},
        "language_form": "keep",
    }


def _asked(visit: Visit, state: State, turn: Turn) -> Asked | None:
    """The question that was to be changed, else the next one."""
    question: Question | None = visit.catalog.questions.get(state.change or "")
    if question is None:
        return turn.question
    answer = turn.answers.get("area")
    area = next((one for one in answer.options if one in visit.catalog.topic_groups), None) if answer else None
    who = {"audience": (turn.need.who,)} if turn.need.who else {}
    options = options_of(question, visit.catalog, area)
    return Asked(question=question, options=tuple(option for option in options if fits_who(option, who)))


def _near(visit: Visit, turn: Turn) -> tuple[OptionView, ...]:
    """Four topics to choose from when a text was not understood (S-21)."""
    question = next((one for one in visit.catalog.questions.values() if one.options_from == "topics"), None)
    if question is None:
        return ()
    topics = [visit.catalog.topics[id_] for id_ in turn.near_topics]
    return tuple(
        OptionView(
            field=f"{question.id}:{topic.id}", id=topic.id, icon=topic.icon,
            text=visit.label("topics", topic.id, "label", topic.label),
        )
        for topic in topics
    )  # fmt: skip


def _switch(visit: Visit, lang: str | None, endpoint: str) -> tuple[str, str] | None:
    """(language, address) when what was written seems to be in another language that we offer."""
    if lang is None or lang not in offered_languages(visit.release.texts):
        return None
    return lang, link(endpoint, lang=lang)


def _shown_words(visit: Visit, turn: Turn) -> list[str]:
    """The Norwegian words of the answers that the page shows."""
    options = visit.release.assistant.options.of
    chosen = [(id_, one) for id_, answer in turn.answers.items() for one in answer.options]
    return [options[id_][one].text for id_, one in chosen if one in options[id_] and not one.startswith(PLACE)]
