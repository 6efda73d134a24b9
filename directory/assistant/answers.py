"""What a person has answered so far: the request, its answers checked, and their replay from the first question.

Pure: the state is what the request holds, nothing is remembered. Understands no free text (`understanding_answers`)
and offers no door. A malformed answer raises; an answer that no longer fits the path is silently left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from directory.catalog.finding_places import find_place
from directory.catalog.models import Catalog, Place
from directory.catalog.question_checks import options_of
from directory.catalog.question_file import ANY, BUILT_IN, PLACE
from directory.catalog.question_models import Condition, Option, Question

MOST_ASKED = 6
MOST_TEXTS = 30
_LONGEST_ANSWER = 80
_NORWEGIAN = ("nb", "nn")
GROWN = frozenset({"18-25", "26-66", "over-66"})
"""Ages from 18 on."""
_GROWING = ("topic", "area")
"""Facts to which a later answer adds; the others it replaces."""
ELSEWHERE = "elsewhere"

Answers = Mapping[str, str | tuple[str, ...]]
Source = Literal["given", "text", "implied"]


class MalformedAnswers(ValueError):
    """The state is not one that our own pages make; the message says what is wrong, without repeating what was sent."""


@dataclass(frozen=True, kw_only=True)
class AssistantRequest:
    """Everything a turn is made from. `text` is the newest free text, `texts` the earlier ones, oldest first."""

    lang: str
    now: datetime
    place: str | None = None
    """The municipality's number that the site or the page is set to; an answer or a text goes before it."""
    text: str = ""
    texts: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to one question, and whether the person chose it or it was understood."""

    options: tuple[str, ...]
    source: Source


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Where the conversation stands."""

    answers: Mapping[str, Answer]
    """Question id -> answer, in the order of the questions; only those that count."""
    facts: Mapping[str, tuple[str, ...]]
    question: Question | None
    """The next to ask; None when nothing is left or six are asked."""
    asked: int
    place_unknown: bool = False
    """A place was typed that nobody knows; it is asked again."""
    place_candidates: tuple[Place, ...] = ()


class Options:
    """The options of every question, looked up by id. Frozen after construction."""

    def __init__(self, catalog: Catalog) -> None:
        self.of: dict[str, dict[str, Option]] = {
            question.id: {option.id: option for option in options_of(question, catalog)}
            for question in catalog.questions.values()
        }


def read_answers(catalog: Catalog, options: Options, request: AssistantRequest) -> dict[str, tuple[str, ...]]:
    """The answers as question id -> option ids. Raises `MalformedAnswers` for what none of our pages can send."""
    if request.place is not None and not re.fullmatch(r"[0-9]{4}", request.place):
        raise MalformedAnswers("place: write a municipality's four-digit number")
    if len(request.texts) > MOST_TEXTS:
        raise MalformedAnswers(f"texts: at most {MOST_TEXTS}")
    if request.now.tzinfo is None:
        raise ValueError("now must be aware")
    read: dict[str, tuple[str, ...]] = {}
    for id_, value in request.answers.items():
        question = catalog.questions.get(id_)
        if question is None:
            raise MalformedAnswers("answers: there is no question by that id; see the questions the assistant asks")
        if not isinstance(value, str | tuple | list):
            raise MalformedAnswers(f"answers.{id_}: write an option id, or a list of them")
        values = (value,) if isinstance(value, str) else tuple(value)
        if not all(isinstance(one, str) and len(one) <= _LONGEST_ANSWER for one in values):
            raise MalformedAnswers(f"answers.{id_}: write option ids as text")
        if question.kind != "several" and len(values) != 1:
            raise MalformedAnswers(f"answers.{id_}: write one option")
        if question.kind != "place":
            known = options.of[id_]
            if not values or not all(one in known or one in BUILT_IN for one in values):
                raise MalformedAnswers(f"answers.{id_}: there is no such option")
        read[id_] = tuple(dict.fromkeys(values))
    return read


def replay(
    catalog: Catalog, options: Options, request: AssistantRequest, given: Mapping[str, tuple[str, ...]],
    understood: Mapping[str, tuple[str, ...]],
) -> Replay:  # fmt: skip
    """All answers again from the first question. What the person chose goes before what was `understood`."""
    facts: dict[str, tuple[str, ...]] = {"page": ("norwegian" if request.lang in _NORWEGIAN else "other",)}
    if request.place is not None:
        facts["place"] = (request.place if request.place in catalog.places else ELSEWHERE,)
    answers: dict[str, Answer] = {}
    waiting: Question | None = None
    place_unknown, candidates = False, tuple[Place, ...]()
    question = next(iter(catalog.questions.values()), None)
    while question is not None:
        following = question.next
        answer = _answer(catalog, options, question, given, understood, facts, preset=request.place is not None)
        if answer is not None and question.kind == "place" and answer.options[0] not in BUILT_IN:
            place, place_unknown, candidates = _place(catalog, answer.options[0])
            answer = Answer(options=(place,), source=answer.source) if place else None
        if answer is not None:
            known = options.of[question.id]
            chosen = [known[id_] for id_ in answer.options if id_ in known]
            for option in chosen:
                for fact, values in option.sets.items():
                    facts[fact] = tuple(dict.fromkeys((*facts.get(fact, ()), *values))) if fact in _GROWING else values
            following = next((option.next for option in chosen if option.next is not None), following)
            answers[question.id] = answer
        elif waiting is None and _is_asked(question, facts):
            waiting = question
        question = catalog.questions.get(following) if following is not None else None
    asked = sum(answer.source == "given" for answer in answers.values())
    return Replay(
        answers=answers, facts=facts, question=waiting if asked < MOST_ASKED else None, asked=asked,
        place_unknown=place_unknown, place_candidates=candidates,
    )  # fmt: skip


def _answer(
    catalog: Catalog, options: Options, question: Question, given: Mapping[str, tuple[str, ...]],
    understood: Mapping[str, tuple[str, ...]],
    facts: Mapping[str, tuple[str, ...]], *, preset: bool,
) -> Answer | None:  # fmt: skip
    """The answer that counts here: given on this path, else understood, else implied by a later answer."""
    asked = _is_asked(question, facts) or (question.kind == "place" and preset)
    known = options.of[question.id]
    if asked and question.id in given:
        kept = tuple(one for one in given[question.id] if _fits(catalog, question, one, known, facts))
        if kept:
            return Answer(options=kept, source="given")
    if asked and question.id in understood and all(fits_who(known.get(one), facts) for one in understood[question.id]):
        return Answer(options=understood[question.id], source="text")
    if asked and question.options_from == "topic-groups":
        for id_ in given:
            later = catalog.questions[id_]
            chosen = [catalog.topics[one].group for one in given[id_] if one in catalog.topics]
            if later.options_from == "topics" and chosen:
                return Answer(options=(chosen[0],), source="implied")
    return None


def fits_who(option: Option | None, facts: Mapping[str, tuple[str, ...]]) -> bool:
    """A grown-up's age is no answer of who said that they are under 18."""
    return option is None or "child" not in facts.get("audience", ()) or GROWN.isdisjoint(option.sets.get("age", ()))


def _fits(
    catalog: Catalog, question: Question, option: str, known: Mapping[str, Option],
    facts: Mapping[str, tuple[str, ...]],
) -> bool:  # fmt: skip
    """A topic of another group than the one chosen since does not fit: the person changed what it is about."""
    if not fits_who(known.get(option), facts):
        return False
    if question.options_from != "topics" or option not in catalog.topics:
        return True
    return not facts.get("area") or catalog.topics[option].group in facts["area"]


def _is_asked(question: Question, facts: Mapping[str, tuple[str, ...]]) -> bool:
    if any(holds(condition, facts) for condition in question.skip_when):
        return False
    return not question.ask_when or any(holds(condition, facts) for condition in question.ask_when)


def holds(condition: Condition, facts: Mapping[str, tuple[str, ...]]) -> bool:
    """Every fact of the condition has one of its values."""
    return all(
        bool(facts.get(fact)) if ANY in values else not set(values).isdisjoint(facts.get(fact, ()))
        for fact, values in condition.items()
    )


def _place(catalog: Catalog, typed: str) -> tuple[str | None, bool, tuple[Place, ...]]:
    """(the option, whether it is unknown, several that fit)."""
    if typed == ELSEWHERE or (typed.startswith(PLACE) and typed.removeprefix(PLACE) in catalog.places):
        return typed, False, ()
    match = find_place(catalog, typed)
    if match.place is not None:
        return PLACE + match.place.id, False, ()
    if match.municipality is not None:
        return ELSEWHERE, False, ()
    return None, not match.candidates, match.candidates
