"""The shapes of the assistant's questions: what is asked, what can be answered, what people type that is no need.

Read in `question_file`, checked in `question_checks`; holds no wording of its own and asks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

QuestionKind = Literal["one", "several", "place"]
QUESTION_KINDS: tuple[QuestionKind, ...] = ("one", "several", "place")

OptionsFrom = Literal["topic-groups", "topics"]
OPTION_SOURCES: tuple[OptionsFrom, ...] = ("topic-groups", "topics")

Condition = Mapping[str, tuple[str, ...]]
"""Fact -> values, of which one must be so; all its facts must hold. The value `any` means that the fact is known."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose: what it says about the reader's need, and which question follows it."""

    id: str
    text: str
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fact -> values, see `directory.catalog.question_file.FACTS`."""
    next: str | None = None
    """The question that follows this answer, when it is not the question's own `next`."""
    icon: str | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the assistant. "I don't know" and "skip" answer every question and need no line in the file."""

    id: str
    number: int
    """Its place in the file names; the lowest is asked first."""
    text: str
    why: str
    """Why it is asked, shown beside it."""
    kind: QuestionKind = "one"
    options: tuple[Option, ...] = ()
    options_from: OptionsFrom | None = None
    """Further options, after its own: the groups of topics, or the topics of the group that was chosen."""
    next: str | None = None
    """The id of the question that follows; None ends the questions."""
    ask_when: tuple[Condition, ...] = ()
    """Asked only when one of these holds; empty: always."""
    skip_when: tuple[Condition, ...] = ()
    """Not asked when one of these holds."""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something a person types to the assistant that is no need: "tilbake", "start på nytt", "takk"."""

    id: str
    phrases: Mapping[str, tuple[str, ...]]
    """Language -> what people write, in whole."""
