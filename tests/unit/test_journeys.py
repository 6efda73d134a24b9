"""Every journey through the assistant's questions, at two moments and from three kinds of places (issue 4, Proven)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest

from directory.assistant.answers import MOST_ASKED
from directory.assistant.chosen_doors import MOST_DOORS
from directory.assistant.guide import NOTES, Assistant, Turn
from directory.assistant.journeys import journeys_mermaid, journeys_script, journeys_sheet
from directory.assistant.reasons import REASONS
from directory.assistant.shelves import FEWEST_DOORS, SHELVES
from directory.assistant.talking import FOR_THE_YOUNG
from directory.catalog.hours import channel_opening
from directory.catalog.models import Catalog
from directory.release import Release
from tests.unit.assisting import DAY, NIGHT, POOR, RICH, assistant_of, journeys

FOR_PAIRS = {"family-counselling"}
HELPERS = {"rapid-mental-health-help", "municipal-mental-health-and-substance-use", "municipal-psychologist", "gp"}
NEVER_WEIGHED = {"loss-and-hard-experiences", "violence-and-safety", "family-and-close-ones"}
"""Groups of topics about which nobody is asked how heavy it is."""


@pytest.fixture(scope="module")
def assistant(release: Release) -> Assistant:
    return assistant_of(release)


@pytest.mark.parametrize("now", [NIGHT, DAY], ids=["sunday-0300", "tuesday-1100"])
@pytest.mark.parametrize("place", [RICH, POOR, None], ids=["rich", "poor", "none"])
def test_every_journey(
    assistant: Assistant, place: str | None, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    """S-17: at every turn of every journey there are doors to act on, a person to reach now and the municipality."""
    ended = 0
    for answers, turn in journeys(assistant, place, now):
        broken = list(faults(assistant.catalog, turn, answers, now))
        assert not broken, (dict(answers), broken, [door.service_id for door in turn.doors])
        ended += turn.question is None
    assert ended > 10_000
    with capsys.disabled():
        print(f" {ended} journeys", end="")


def faults(catalog: Catalog, turn: Turn, answers: Mapping[str, str], now: datetime) -> list[str]:
    """What is wrong with one turn, each with the rule it breaks."""
    services = catalog.services
    ids = [door.service_id for door in turn.doors]
    shown = [services[id_] for id_ in ids]
    open_voices = [
        door
        for door in turn.doors
        if door.shelf == "now"
        and door.way is not None
        and door.way.channel.kind == "phone"
        and door.way.opening.is_open
    ]
    ways = [way for door in turn.doors for way in (door.way, door.written) if way is not None]
    checks = {
        "at most six questions": turn.asked <= MOST_ASKED and not (turn.asked == MOST_ASKED and turn.question),
        "at most seven doors": len(ids) <= MOST_DOORS,
        "no door twice": len(set(ids)) == len(ids),
        "the shelves hold the doors": sorted(ids) == sorted(d.service_id for s in turn.shelves for d in s.doors),
        "three doors to act on": sum(door.counts for door in turn.doors) >= FEWEST_DOORS,
        "counted doors can be acted on": all(services[d.service_id].actionable for d in turn.doors if d.counts),
        "S-17 a person to reach now": bool(open_voices),
        "S-17 the municipality or its stand-in": bool(turn.municipality.channels or turn.municipality.stand_in),
        "S-18 open is open": all(way.opening == channel_opening(way.channel, now) for way in ways),
        "S-18 a way without voice": turn.written is not None
        and (turn.written.opening.is_open or turn.written.opening.opens is not None),
        "S-19 numbers of the catalogue": all(way.channel in services[way.service_id].channels for way in ways),
        "served here": all(
            service.reach != "local" or turn.need.place in service.service_area
            for service, door in zip(shown, turn.doors, strict=True)
            if door.shelf != "nearest"
        ),
        "known ids": all(r.id in REASONS for d in turn.doors for r in d.reasons)
        and all(shelf.id in SHELVES for shelf in turn.shelves)
        and set(turn.notes) <= set(NOTES),
        "every door has a reason": all(door.reasons for door in turn.doors),
    }
    if any(service.type == "digital-self-help" for service in shown):
        checks["digital self-help is never alone"] = any(service.type in HELPERS for service in shown)
    if turn.need.fear:
        checks["S-05 no door for pairs"] = not any(service.type in FOR_PAIRS for service in shown)
        checks["S-05 no door for who hits"] = not any(service.topics[:1] == ("afraid-to-hurt",) for service in shown)
        checks["S-28 safety is told"] = {"phone-log", "safe-to-write"} <= set(turn.notes)
        checks["S-28 nothing is paired"] = not any(door.pair for door in turn.doors)
    if turn.need.child:
        first = turn.doors[0]
        checks["S-26 116 111 in sight"] = FOR_THE_YOUNG in ids
        checks["S-26 an open line first"] = first.way is not None and first.way.opening.is_open
        checks["S-26 a line for the young first"] = services[first.service_id].audience[0] == "child"
        checks["S-26 ask before you tell"] = "ask-before-telling" in turn.notes
    if "everyday" in turn.answers:
        asked_areas = set(turn.answers["area"].options)
        checks["S-11 nobody weighs grief or violence"] = not asked_areas & NEVER_WEIGHED
        checks["S-11 relatives and staff are not weighed"] = turn.need.who == "self"
    if answers.get("contact") == "stranger":
        checks["a stranger is nobody of the municipality"] = not any(service.reach != "national" for service in shown)
    return [rule for rule, holds in checks.items() if not holds]


def test_a_sound_journey_has_no_fault_and_a_broken_one_is_told(assistant: Assistant) -> None:
    """The check of journeys can fail: a turn without doors breaks the rules that it should."""
    from dataclasses import replace

    _, turn = next(journeys(assistant, RICH, DAY))
    assert faults(assistant.catalog, turn, {}, DAY) == []
    bare = replace(turn, doors=(), shelves=(), written=None)
    assert {"three doors to act on", "S-17 a person to reach now"} <= set(faults(assistant.catalog, bare, {}, DAY))


def test_the_picture_holds_every_question_and_way(assistant: Assistant) -> None:
    """The Mermaid picture has a box for every question and an arrow for every `next` of the content."""
    catalog = assistant.catalog
    picture = journeys_mermaid(catalog)
    assert picture.startswith("flowchart TD\n")
    for question in catalog.questions.values():
        assert f'q_{question.id}["{question.text}"]' in picture
        for target in {question.next, *(option.next for option in question.options)} - {None}:
            assert any(line.strip().startswith(f"q_{question.id} -->") and line.endswith(f" q_{target}")
                       for line in picture.splitlines())  # fmt: skip


def test_sheet_and_script_hold_every_question(assistant: Assistant) -> None:
    """The sheet and the telephone script hold the words of every question and why it is asked."""
    for question in assistant.catalog.questions.values():
        for text in (journeys_sheet(assistant.catalog), journeys_script(assistant.catalog)):
            assert question.text in text
            assert question.why in text
