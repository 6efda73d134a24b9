"""The doors that stand by on every page, at any time of the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from directory.assistant.lifelines import (
    CALLS,
    CRISIS_CLASSES,
    alternative,
    check_lifelines,
    crisis_doors,
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
