"""One turn of the assistant: answers and words in, the next question and doors out.

Deterministic and pure: the same request, release and moment give the same turn. Replays all answers from the first
question, looks for a crisis first of all, and words nothing: reasons, notes and shelves are ids that templates word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from directory.assistant.answers import (
    Answer,
    AssistantRequest,
    MalformedAnswers,
    Options,
    fits_who,
    read_answers,
    replay,
)
from directory.assistant.chosen_doors import Door
from directory.assistant.commands import Commands
from directory.assistant.crisis import Crisis, Detector, look
from directory.assistant.doors import rank
from directory.assistant.needs import Need, need_of
from directory.assistant.shelves import Shelf, fill_shelves
from directory.assistant.talking import Way
from directory.assistant.traits import Traits, build_traits
from directory.assistant.understanding_answers import Said, read_texts
from directory.catalog.models import Catalog, Channel, Place
from directory.catalog.question_checks import options_of
from directory.catalog.question_models import Option, Question
from directory.catalog.words_file import Words
from directory.language.understanding import Understood
from directory.search.index import SearchIndex

Note = Literal[
    "cannot-tell", "phone-log", "safe-to-write", "bereaved", "relatives-needs", "relatives-may-ask",
    "ask-before-telling", "nothing-local", "thanks", "greeting", "swearing",
]  # fmt: skip
NOTES: tuple[Note, ...] = get_args(Note)
Command = Literal["back", "restart", "human", "what-can-you"]
_COMMANDS: tuple[Command, ...] = ("back", "restart", "human", "what-can-you")
_REPLIES: tuple[Note, ...] = ("thanks", "greeting", "swearing")
STAND_IN = ("fastlege", "legevakt-116117")
"""Where the catalogue holds no contact of the municipality's own (S-17)."""
NEAR_TOPICS = 4


@dataclass(frozen=True, kw_only=True)
class Assistant:
    """Everything a turn needs beside the request. Built once for a release."""

    catalog: Catalog
    index: SearchIndex
    crisis: Detector
    commands: Commands
    options: Options
    traits: Traits


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The question to ask next, with the options that fit what was answered."""

    question: Question
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """The municipality's own contact, or who stands in where the catalogue holds none (S-17)."""

    place: Place | None
    channels: tuple[Channel, ...]
    stand_in: tuple[str, ...]
    """Service ids; empty where there is a contact."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    answers: Mapping[str, Answer]
    """Question id -> answer and where it came from, in the order of the questions."""
    understood: Understood
    """What the words mean, without the words: only ids, place and age, and corrections where nothing is in danger."""
    crisis: Crisis | None
    """The newest danger in all that was written."""
    alarm: bool
    """It stands in what was written now, not before."""
    today_now: bool
    """What was written now asks for someone to talk to today (S-06b)."""
    question: Asked | None
    asked: int
    shelves: tuple[Shelf, ...]
    doors: tuple[Door, ...]
    """The doors of all shelves, the best first."""
    municipality: Municipality
    need: Need
    notes: tuple[Note, ...] = ()
    written: Way | None = None
    urgent_today: bool = False
    command: Command | None = None
    misses: int = 0
    """Texts in a row that were not understood (S-21): one offers `near_topics`, two keep a person to call on top."""
    near_topics: tuple[str, ...] = ()
    other_language: str | None = None
    """The text seems to be in this language; offer to switch."""
    place_unknown: bool = False
    place_candidates: tuple[Place, ...] = ()

    @property
    def not_understood(self) -> bool:
        return self.misses > 0

    @property
    def show_understood(self) -> bool:
        """What a person wrote in danger is never echoed, not even as answers."""
        return self.crisis is None


def build_assistant(catalog: Catalog, index: SearchIndex, words: Words, crisis: Detector) -> Assistant:
    return Assistant(
        catalog=catalog, index=index, crisis=crisis, commands=Commands(catalog.commands, words),
        options=Options(catalog), traits=build_traits(index.services, catalog),
    )  # fmt: skip


def guide(assistant: Assistant, request: AssistantRequest) -> Turn:
    """The next turn. Raises `MalformedAnswers` for a state that no page of ours makes."""
    catalog, texts = assistant.catalog, [text for text in (*request.texts, request.text) if text.strip()]
    given = read_answers(catalog, assistant.options, request)
    # The newest danger stands first, and an older one is not forgotten. The whole text is read, of any length.
    looks = [look(assistant.crisis, text, request.lang) for text in reversed(texts)]
    crisis = next((one.crisis for one in looks if one.crisis is not None), None)
    alarm = bool(request.text.strip()) and looks[0].crisis is not None
    today = any(one.today for one in looks)
    today_now = bool(request.text.strip()) and looks[0].today
    said = read_texts(assistant.index.understanding, assistant.commands, catalog, assistant.options, request)
    if crisis is not None:
        said = replace(said, misses=0)
    state = replay(catalog, assistant.options, request, given, said.answers)
    # The one thing a flag changes among the doors (S-05): none for pairs, for the one who is hurt.
    need = need_of(state, said, hurt=crisis is not None and crisis.kind == "violence", today=today)
    ranked = rank(assistant.index, assistant.traits, need, said.understood, " ".join(texts), request.now)
    shown = fill_shelves(assistant.index, catalog, ranked, request.now)
    return Turn(
        answers=state.answers, understood=_without_words(said.understood, crisis), crisis=crisis, alarm=alarm,
        today_now=today_now, asked=state.asked,
        question=_asked(catalog, state.question, state.facts), shelves=shown.shelves, doors=shown.doors,
        municipality=_municipality(catalog, need), need=need,
        notes=_notes(need, said, nothing_local=shown.nothing_local),
        written=shown.written, urgent_today=need.today,
        command=next((one for one in _COMMANDS if one == said.command), None), misses=said.misses,
        near_topics=_near_topics(catalog, need) if said.misses else (), other_language=said.other_language,
        place_unknown=state.place_unknown, place_candidates=state.place_candidates,
    )  # fmt: skip


def guide_or_start(assistant: Assistant, request: AssistantRequest) -> Turn:
    """For pages: a tampered state leads to the first question, never to an error (P-05)."""
    try:
        return guide(assistant, request)
    except MalformedAnswers:
        return guide(assistant, AssistantRequest(lang=request.lang, now=request.now))


def _without_words(understood: Understood, crisis: Crisis | None) -> Understood:
    """Nothing that a person typed leaves with the turn, except slips that were read another way."""
    if crisis is not None:
        understood = replace(understood, corrections=(), guesses=())
    return replace(understood, words=(), terms=())


def _asked(catalog: Catalog, question: Question | None, facts: Mapping[str, tuple[str, ...]]) -> Asked | None:
    if question is None:
        return None
    area = next(iter(facts.get("area", ())), None)
    options = options_of(question, catalog, area)
    return Asked(question=question, options=tuple(option for option in options if fits_who(option, facts)))


def _municipality(catalog: Catalog, need: Need) -> Municipality:
    place = catalog.places.get(need.place or "")
    channels = place.channels if place is not None else ()
    stand_in = () if channels else tuple(id_ for id_ in STAND_IN if id_ in catalog.services)
    return Municipality(place=place, channels=channels, stand_in=stand_in)


def _notes(need: Need, said: Said, *, nothing_local: bool) -> tuple[Note, ...]:
    holds: dict[Note, bool] = {
        "cannot-tell": "what-is-it" in need.wishes,
        "phone-log": need.fear, "safe-to-write": need.fear,
        "bereaved": need.bereaved,
        "relatives-needs": need.who == "relative" and not need.fear,
        "relatives-may-ask": need.for_another and need.fear,
        "ask-before-telling": need.child,
        "nothing-local": nothing_local,
        **{reply: said.command == reply for reply in _REPLIES},
    }  # fmt: skip
    return tuple(note for note in NOTES if holds[note])


def _near_topics(catalog: Catalog, need: Need) -> tuple[str, ...]:
    """Four topics to choose from when a text was not understood, each of another group."""
    groups: set[str] = set()
    near: list[str] = []
    for id_ in (*need.topics, *catalog.topics):
        group = catalog.topics[id_].group if id_ in catalog.topics else ""
        if group and group not in groups and id_ != "other" and not catalog.topics[id_].discreet:
            groups.add(group)
            near.append(id_)
    return tuple(near[:NEAR_TOPICS])
