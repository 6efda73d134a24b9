"""The doors that stand by on every page, at any time of the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from directory.assistant.lifelines import (
    CALLS,
    CRISIS_CLASSES,
    ROUND_THE_CLOCK,
    SECOND_VOICE,
    alternative,
    check_lifelines,
    crisis_doors,
    for_the_young,
    strip_services,
    written_way,
)
from directory.catalog.hours import channel_opening
from directory.catalog.reading import load_catalog
from directory.language.formats import OSLO
from directory.web.emergency import FILE, render_emergency

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog(ROOT / "content")[0]
SUNDAY_NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=OSLO)
WEEK = [SUNDAY_NIGHT + timedelta(hours=hours) for hours in range(0, 168, 5)]


@pytest.mark.parametrize("now", WEEK)
def test_the_strip_at_any_hour(now: datetime) -> None:
    """S-01: 113, 116 117 and a line that is open at any hour of the week, and a way without voice."""
    lines = strip_services(CATALOG, now)
    assert [channel.value for _, channel in lines.calls[:2]] == ["113", "116 117"]
    assert channel_opening(lines.calls[2][1], now).is_open
    assert lines.written[1].kind in ("chat", "sms")
    assert lines.written[2].is_open or lines.written[2].opens is not None


@pytest.mark.parametrize("now", WEEK)
@pytest.mark.parametrize("kind", CRISIS_CLASSES, ids=lambda kind: kind.id)
def test_crisis_classes(kind: object, now: datetime) -> None:
    """S-18: each class has two independent contacts and a way that is not a voice call, and its first door is open."""
    doors = crisis_doors(CATALOG, kind, now)  # type: ignore[arg-type]
    voice = [
        (service.organization or service.run_by, channel.value) for service, channel in doors if channel.kind == "phone"
    ]
    assert len({organization for organization, _ in voice}) >= 2
    assert len({number for _, number in voice}) >= 2
    assert any(channel.kind in ("chat", "sms") for _, channel in doors)
    assert channel_opening(doors[0][1], now).is_open or doors[0][1].value in ("110", "112", "113")


def test_a_line_that_goes_is_told() -> None:
    """Taking away a service that the strip needs is a problem that names its file."""
    services = {id_: service for id_, service in CATALOG.services.items() if id_ != CALLS[2]}
    told = list(check_lifelines(replace(CATALOG, services=services)))
    assert [problem.file for problem in told] == [f"services/{CALLS[2]}.md"]
    assert list(check_lifelines(CATALOG)) == []


@pytest.mark.parametrize("now", [SUNDAY_NIGHT, SUNDAY_NIGHT + timedelta(days=2, hours=8)])
def test_no_answer_try(now: datetime) -> None:
    """Every line has another organisation's open line with another number to try."""
    for service in CATALOG.services.values():
        if not service.channels_of("phone") or set(service.audience) == {"staff"}:
            continue
        found = alternative(CATALOG, service, now)
        assert found is not None, service.id
        other, channel = found
        assert channel_opening(channel, now).is_open
        assert (other.organization or other.run_by) != (service.organization or service.run_by)
        assert channel.value not in {own.value for own in service.channels}


def test_written_way_is_open_when_one_is() -> None:
    """On a Monday evening the chat that is open is the one shown."""
    service, channel, opening = written_way(CATALOG, datetime(2026, 11, 23, 20, 0, tzinfo=OSLO))
    assert opening.is_open
    assert (service.id, channel.kind) == ("kirkens-sos", "chat")


def test_the_emergency_page_holds_the_catalogue() -> None:
    """S-24, S-19: the committed static page is what the catalogue says today (`python -m directory emergency`)."""
    assert (ROOT / FILE).read_text(encoding="utf-8") == render_emergency(CATALOG)


@pytest.mark.parametrize("now", WEEK)
def test_who_is_asked_to_try_another_line_is_one_it_takes(now: datetime) -> None:
    """ "No answer? Try …" offers a line for the same people and ages: never the children's to grown-ups, nor a line for
    relatives alone to who needs help oneself; children get the young's own, or those who answer anybody (S-26)."""
    for service in CATALOG.services.values():
        found = alternative(CATALOG, service, now) if service.channels_of("phone") else None
        if found is None:
            continue
        other, channel = found
        for_anybody = other.id in (ROUND_THE_CLOCK, SECOND_VOICE)
        assert for_anybody or service.audience[0] in other.audience, (service.id, other.id)
        assert for_anybody or for_the_young(other) == for_the_young(service), (service.id, other.id)
        youngest, oldest = service.minimum_age or 0, service.maximum_age or (17 if for_the_young(service) else 110)
        for limits in (other, channel):
            assert (limits.minimum_age or 0) <= youngest, (service.id, other.id)
            assert oldest <= (limits.maximum_age or 110), (service.id, other.id)


def test_a_line_for_an_age_is_offered_only_to_that_age() -> None:
    """A line that takes people of 62 and more is no way on for those of any age, though it is about the same."""
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=OSLO)
    violence = CATALOG.services["vo-linjen"]
    twin = replace(CATALOG.services["vern-for-eldre"], status="active", topics=violence.topics)
    for age, offered in ((62, False), (None, True)):
        services = {**CATALOG.services, twin.id: replace(twin, minimum_age=age)}
        found = alternative(replace(CATALOG, services=services), violence, noon)
        assert found is not None
        assert (found[0].id == twin.id) == offered
