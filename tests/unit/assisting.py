"""The assistant over the real content, and every journey through its questions, for the tests of the assistant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from directory.assistant.answers import ELSEWHERE, Answers, AssistantRequest
from directory.assistant.crisis import Detector, build_patterns
from directory.assistant.guide import Assistant, Turn, build_assistant, guide
from directory.catalog.crisis_file import read_crisis
from directory.catalog.question_file import DONT_KNOW
from directory.release import Release
from tests.unit.searching import WORDS

ROOT = Path(__file__).parents[2]
OSLO = ZoneInfo("Europe/Oslo")
NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=OSLO)
"""A Sunday, when few answer."""
DAY = datetime(2026, 11, 24, 11, 0, tzinfo=OSLO)
"""A Tuesday."""
RICH, POOR = "1106", "1145"
"""A place with many doors of its own, and one with hardly any."""


def assistant_of(release: Release) -> Assistant:
    crisis = Detector(patterns=build_patterns(read_crisis(ROOT / "content" / "crisis", [])))
    return build_assistant(release.catalog, release.index, WORDS, crisis)


def ask(
    assistant: Assistant,
    text: str = "",
    *,
    lang: str = "nb",
    now: datetime = DAY,
    place: str | None = RICH,
    texts: tuple[str, ...] = (),
    answers: Answers | None = None,
    **chosen: str,
) -> Turn:
    given = answers if answers is not None else {key.replace("_", "-"): value for key, value in chosen.items()}
    return guide(assistant, AssistantRequest(lang=lang, now=now, place=place, text=text, texts=texts, answers=given))


def journeys(
    assistant: Assistant, place: str | None, now: datetime, answers: Mapping[str, str] | None = None
) -> Iterator[tuple[Mapping[str, str], Turn]]:
    """Every turn of every journey: each option of each question that is asked, one topic at a time.

    "I don't know" stands for "skip" too. Of the three places two are given with the page; without one, "elsewhere" is
    the answer, which stands for not knowing as well.
    """
    answers = answers or {}
    turn = ask(assistant, now=now, place=place, answers=answers)
    yield answers, turn
    if turn.question is None:
        return
    question = turn.question.question
    options = [ELSEWHERE] if question.kind == "place" else [*(one.id for one in turn.question.options), DONT_KNOW]
    for option in options:
        yield from journeys(assistant, place, now, {**answers, question.id: option})
