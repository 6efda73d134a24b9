"""Opening hours, promise by promise; `test_hours_oracle` holds the arithmetic."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from directory.catalog.hours import (
    OSLO,
    Opening,
    channel_opening,
    intervals,
    opening,
    service_opening,
    week_schedule,
)
from directory.catalog.models import Channel, Service

MONDAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def service(*channels: Channel, **more: Any) -> Service:
    return Service(
        id="a", name="A", type="helpline", summary="", organization_type="voluntary", reach="national",
        audience=("self",), topics=("other",), channels=channels, **more,
    )  # fmt: skip


def phone(schedule: str | None = None, **more: Any) -> Channel:
    return Channel(kind="phone", value="22 40 00 40", schedule=schedule, **more)


def test_a_naive_now_is_refused() -> None:
    """A time without a zone names no moment, so it raises instead of being guessed at."""
    with pytest.raises(ValueError):
        opening("24/7", datetime(2026, 11, 23, 9))  # noqa: DTZ001
    with pytest.raises(ValueError):
        intervals("24/7", datetime(2026, 11, 23), at("2026-11-24"))  # noqa: DTZ001


def test_any_zone_gives_the_same_answer() -> None:
    """The moment counts, not the zone in which it is written."""
    there = opening("Mo-Fr 09:00-15:00", datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert there == opening("Mo-Fr 09:00-15:00", at("2026-11-23 09:00"))
    assert there == Opening(state="open", until=at("2026-11-23 15:00"))


@pytest.mark.parametrize("schedule", [None, "", "SH off", '"etter avtale"', "Mo-Fr 9-15", "nonsense"])
def test_hours_that_are_missing_or_unsound_are_unknown(schedule: str | None) -> None:
    """What is not known is never shown as closed, nor as open."""
    assert opening(schedule, at("2026-11-23 10:00")) == Opening(state="unknown")
    assert week_schedule(schedule or "", MONDAY) == ()


def test_opens_is_none_beyond_the_horizon() -> None:
    """What opens in more than sixty days is closed, without a day to wait for."""
    assert opening("Jul 10:00-12:00", at("2026-02-01 10:00")) == Opening(state="closed")
    assert opening("Jul 10:00-12:00", at("2026-06-01 10:00")).opens == at("2026-07-01 10:00")


def test_a_closure_far_ahead_does_not_end_todays_opening() -> None:
    """Round the clock but for Christmas Eve is open without an end in spring, and until midnight the day before."""
    assert opening("24/7; Dec 24 off", at("2026-04-01 10:00")) == Opening(state="open")
    assert opening("24/7; Dec 24 off", at("2026-12-20 10:00")).until == at("2026-12-24 00:00")


HOLIDAYS_2026 = (
    "01-01",
    "04-02",
    "04-03",
    "04-05",
    "04-06",
    "05-01",
    "05-14",
    "05-17",
    "05-24",
    "05-25",
    "12-25",
    "12-26",
)


@pytest.mark.parametrize("day", HOLIDAYS_2026)
def test_norwegian_public_holidays_are_known(day: str) -> None:
    """`PH off` closes on each of the twelve, and on no ordinary day beside them."""
    assert opening("Mo-Su 09:00-15:00; PH off", at(f"2026-{day} 12:00")).state == "closed"
    assert opening("Mo-Su 09:00-15:00; PH off", at("2026-12-24 12:00")).state == "open"


def test_a_holiday_the_hours_say_nothing_about_is_in_doubt() -> None:
    """ "Mo-Fr" most often means working days: on Ascension Day it is unknown, and opens surely on Friday."""
    seen = opening("Mo-Fr 09:00-15:00", at("2026-05-14 12:00"))
    assert seen == Opening(state="unknown", opens=at("2026-05-15 09:00"))
    assert opening("Mo-Su 09:00-15:00", at("2026-05-14 12:00")).state == "open"
    assert [day.unsure for day in week_schedule("Mo-Fr 09:00-15:00", date(2026, 5, 11))] == [False] * 3 + [True] + [
        False
    ] * 3


def test_the_night_before_a_holiday_runs_to_its_end() -> None:
    """What began on an ordinary evening goes on past midnight, and a holiday that is off has no night of its own."""
    hours = "Mo-Fr 22:00-06:00; PH off"
    assert opening(hours, at("2026-05-14 03:00")) == Opening(state="open", until=at("2026-05-14 06:00"))
    assert opening(hours, at("2026-05-15 03:00")) == Opening(state="closed", opens=at("2026-05-15 22:00"))


def test_an_unknown_end_is_open_for_two_hours_then_unknown() -> None:
    """`10:00+` is open at 11, unknown at 13, closed the day after, and never has a closing time."""
    hours = "Th 10:00+"
    assert opening(hours, at("2026-11-26 11:00")) == Opening(state="open")
    assert opening(hours, at("2026-11-26 13:00")) == Opening(state="unknown", opens=at("2026-12-03 10:00"))
    assert opening(hours, at("2026-11-27 13:00")).state == "closed"
    assert week_schedule(hours, MONDAY)[3].times == (("10:00", ""),)


def test_an_hour_that_is_skipped_in_spring_is_no_opening() -> None:
    """02:15-02:45 on the night when clocks go forward never happens, and what ends in that hour ends at 03:00."""
    assert intervals("Su 02:15-02:45", at("2026-03-28 12:00"), at("2026-03-29 12:00")) == ()
    assert opening("Sa 22:00-02:30", at("2026-03-29 01:59")).until == at("2026-03-29 03:00")


def test_an_hour_that_comes_twice_in_autumn_closes_the_first_time() -> None:
    """At the second 02:10 a line that closes at 02:30 has been closed for forty minutes."""
    first, second = datetime(2026, 10, 25, 0, 10, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    until = opening("Sa 22:00-02:30", first).until
    assert until is not None
    assert until.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert opening("Sa 22:00-02:30", second).state == "closed"
    assert opening("Sa 22:00-07:00", second).state == "open"


def test_a_week_shows_each_interval_on_the_day_it_began() -> None:
    """Midnight is 24:00, a night belongs to its evening, and a free day has no times."""
    week = week_schedule("Mo-Tu 18:30-01:30; We 10:00-12:00,18:00-24:00", MONDAY)
    assert [day.date for day in week] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert week[0].times == week[1].times == (("18:30", "01:30"),)
    assert week[2].times == (("10:00", "12:00"), ("18:00", "24:00"))
    assert not any(day.times or day.always for day in week[3:])
    assert all(day.always and day.times == (("00:00", "24:00"),) for day in week_schedule("24/7", MONDAY))


def test_an_email_is_never_open() -> None:
    """Nobody waits at an e-mail address, whatever its hours say."""
    assert (
        channel_opening(Channel(kind="email", value="a@b.no", schedule="24/7"), at("2026-11-23 10:00")).state
        == "unknown"
    )
    assert not service_opening(
        service(Channel(kind="email", value="a@b.no", schedule="24/7")), at("2026-11-23 10:00")
    ).is_open


NOW = at("2026-11-23 12:00")
OPEN_TO_13, OPEN_TO_15 = phone("Mo 09:00-13:00"), phone("Mo 09:00-15:00")
OPENS_16, OPENS_18 = phone("Mo 16:00-17:00"), phone("Mo 18:00-19:00")
APPOINTMENT, UNKNOWN, ALWAYS = phone(by_appointment=True), phone(schedule_note="Hverdager (2017)"), phone("24/7")


@pytest.mark.parametrize(
    ("channels", "state", "until", "opens"),
    [
        ((OPEN_TO_15, ALWAYS), "always", None, None),
        ((OPEN_TO_13, OPEN_TO_15, UNKNOWN), "open", 15, None),
        ((OPENS_18, OPENS_16, APPOINTMENT), "closed", None, 16),
        ((OPENS_18, UNKNOWN), "unknown", None, 18),
        ((UNKNOWN, APPOINTMENT), "by-appointment", None, None),
        ((UNKNOWN,), "unknown", None, None),
        ((), "unknown", None, None),
    ],
)
def test_a_service_is_as_open_as_its_best_channel(
    channels: tuple[Channel, ...], state: str, until: int | None, opens: int | None
) -> None:
    """Open beats all, and a service that may be open is never called closed."""
    seen = service_opening(service(*channels), NOW)
    assert seen.state == state
    assert seen.until == (at(f"2026-11-23 {until}:00") if until else None)
    assert seen.opens == (at(f"2026-11-23 {opens}:00") if opens else None)


def test_a_service_that_has_shut_down_is_closed() -> None:
    """Old hours open nothing."""
    assert service_opening(service(ALWAYS, status="closed"), NOW) == Opening(state="closed")
