"""The assistant's state, which is the form body and nothing else (P-04): the steps taken so far, and what is sent now.

A step is an answer (`who:self`, `topic:sleep,stress`) or a text (`text:` and its words, wrapped so that nobody reads
them in the page's source). A state that no page of ours makes raises `MalformedAnswers`; the route begins anew (P-05).
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from directory.assistant.answers import MalformedAnswers
from directory.catalog.question_file import SKIP

TEXT = "text"
_MOST_STEPS = 60
_LONGEST_TEXT = 4000
"""Characters kept of one text, so that a crisis late in a long one is not forgotten."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One answer, or one text."""

    question: str
    """A question's id, or `text`."""
    value: str

    @property
    def words(self) -> str:
        """What was written, of a text."""
        return _unwrapped(self.value) if self.question == TEXT else ""

    @property
    def field(self) -> str:
        """As it stands in the form."""
        return f"{self.question}:{self.value}"


@dataclass(frozen=True, kw_only=True)
class State:
    steps: tuple[Step, ...] = ()
    text: str = ""
    """What was written now, of any length; its beginning is the last of `steps` too."""
    change: str | None = None
    """The question to ask again."""
    doors: bool = False
    """"Show doors now" was pressed, and they stay."""

    @property
    def answers(self) -> dict[str, tuple[str, ...]]:
        return {step.question: tuple(step.value.split(",")) for step in self.steps if step.question != TEXT}

    @property
    def earlier_texts(self) -> tuple[str, ...]:
        texts = [step.words for step in self.steps if step.question == TEXT]
        return tuple(texts[:-1] if self.text else texts)

    def without_text(self) -> State:
        """As if nothing had been written now."""
        return replace(self, steps=self.steps[:-1] if self.text else self.steps, text="")

    def without(self, question: str) -> State:
        return replace(self, steps=tuple(step for step in self.steps if step.question != question))

    def one_back(self) -> State:
        return State(steps=self.without_text().steps[:-1])


def text_step(words: str) -> Step:
    kept = words[:_LONGEST_TEXT].encode("utf-8", "ignore")
    return Step(question=TEXT, value=urlsafe_b64encode(kept).decode())


def read_state(form: MultiDict[str, str]) -> State:
    """What the form holds. Raises `MalformedAnswers`."""
    steps = _steps(form.getlist("step"))
    does, _, target = form.get("do", "").partition(":")
    state = State(steps=steps, doors=does == "doors" or (form.get("view") == "doors" and does != "on"))
    if does == "restart":
        return State()
    if does == "back":
        return State(steps=steps[:-1])
    if does == "change":
        return replace(state.without(target), change=target)
    asked = form.get("asked", "")
    given = ",".join(form.getlist("choice")) or form.get("place", "").replace(",", " ").strip()
    if asked and (given or does == "answer"):
        state = replace(state, steps=_steps([*(step.field for step in state.steps), f"{asked}:{given or SKIP}"]))
    text = form.get("text", "").strip()
    if text:
        state = replace(state, steps=(*state.steps, text_step(text)), text=text)
    return state


def _steps(fields: Iterable[str]) -> tuple[Step, ...]:
    """The steps in order; an answer that was changed counts as the last one."""
    found: list[Step] = []
    for field in fields:
        question, colon, value = field.partition(":")
        if not colon or not value:
            raise MalformedAnswers("step: an answer or a text")
        step = Step(question=question, value=value)
        if question == TEXT:
            _unwrapped(value)
        else:
            found = [one for one in found if one.question != question]
        found.append(step)
        if len(found) > _MOST_STEPS:
            raise MalformedAnswers("step: too many")
    return tuple(found)


def _unwrapped(value: str) -> str:
    try:
        return urlsafe_b64decode(value.encode("ascii")).decode("utf-8")
    except ValueError:
        raise MalformedAnswers("step: a text that is not ours") from None
