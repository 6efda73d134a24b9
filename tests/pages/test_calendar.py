"""Files for one's own phone: a group's times (.ics) and an offering's numbers (.vcf)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import vobject
from dateutil.rrule import rrulestr
from flask.testing import FlaskClient
from icalendar import Calendar

from directory.catalog.hours import OSLO, next_meetings
from directory.catalog.models import Catalog, Channel, Meeting, Service
from directory.catalog.recurrences import meeting_recurrences, starts
from tests.conftest import NOON, GetPage, MakeApp, page_getter
from tests.house_rules import check_headers

GROUP = "bymisjonen-haugesund-middag-og-messe"


def _times(event: Any) -> list[datetime]:
    """What a calendar program makes of an event, read by another library than the one that wrote it."""
    start = event["DTSTART"].dt.replace(tzinfo=None)
    # A naive reading of the rule: what it says on the clock on the wall.
    rule = "\n".join(f"RRULE:{line}" for line in [event["RRULE"].to_ical().decode()]).replace("Z", "")
    until = event["RRULE"]["UNTIL"][0].astimezone(OSLO)
    rule = rule.replace(f"{event['RRULE']['UNTIL'][0]:%Y%m%dT%H%M%S}", f"{until:%Y%m%dT%H%M%S}")
    left_out = {one.dt.replace(tzinfo=None) for one in event["EXDATE"].dts} if "EXDATE" in event else set()
    return [moment for moment in rrulestr(rule, dtstart=start) if moment not in left_out]


def _events(body: bytes) -> list[Any]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


@pytest.fixture
def group(catalog: Catalog) -> Service:
    return replace(
        catalog.services["kirkens-sos"], id="a-group", name="Torsdagsgruppa", topics=("loneliness",), channels=(),
        meetings=(
            Meeting(
                schedule="Th 18:00-20:00", every_weeks=2, start_date=date(2026, 11, 26), end_date=date(2027, 6, 30),
                location="Kulturhuset", cancelled_dates=(date(2026, 12, 10),),
            ),
        ),
    )  # fmt: skip


def test_a_group_every_other_week_stands_so_in_the_calendar(make_app: MakeApp, group: Service) -> None:
    """Every second Thursday becomes one recurring event, without the cancelled evening and without public holidays."""
    client = make_app(services=(group,)).test_client()
    answer = client.get("/nb/services/a-group.ics")
    check_headers(answer)
    assert answer.mimetype == "text/calendar"
    (event,) = _events(answer.data)
    times = _times(event)
    assert [f"{moment:%d.%m %H:%M}" for moment in times[:2]] == ["26.11 18:00", "24.12 18:00"]
    # 6 May 2027 is Ascension Day; 10 December was cancelled.
    assert not {moment.date() for moment in times} & {date(2026, 12, 10), date(2027, 5, 6)}
    assert times[-1].date() <= date(2027, 6, 30)
    assert str(event["LOCATION"]) == "Kulturhuset"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=2)


@pytest.mark.parametrize(
    "schedule", ["Th 18:00-20:00", "Su[2] 18:00+", "Mo-Fr 10:00-14:00; Jul off", "Mo,We 10:00-12:00; Fr 12:00-15:00",
                 "Tu[-1] 17:00-19:00", "Sa 22:00-02:00; PH off", "Sep-May We 12:00-14:00", "Mo[1,3] 09:00-10:00"],
)  # fmt: skip
def test_the_calendar_holds_the_meetings_that_the_page_shows(schedule: str) -> None:
    """Whatever the hours are, the calendar's next times are the page's, holidays apart."""
    meeting = Meeting(schedule=schedule)
    told = sorted(moment for one in meeting_recurrences(meeting, NOON.date()) for moment in starts(one))
    shown = [one.start.replace(tzinfo=None) for one in next_meetings(meeting, NOON, 12) if one.start > NOON]
    later = [moment for moment in told if moment > NOON.replace(tzinfo=None)]
    assert later
    assert len(set(shown[:8]) - set(later)) <= 3, "only holidays are left out"
    assert later[0] == shown[0]
    assert told == sorted(set(told))


def test_every_real_group_and_drop_in_can_be_read(client: FlaskClient, catalog: Catalog, get_page: GetPage) -> None:
    """Every calendar file that a page offers is one that calendar programs read, with times that exist."""
    offered = 0
    for service in catalog.services.values():
        if not (service.meetings or service.drop_in) or service.status == "closed":
            continue
        link = f"/nb/services/{service.id}.ics"
        if not any(link in href for href in get_page(f"/nb/services/{service.id}").links()):
            continue
        offered += 1
        for event in _events(client.get(link).data):
            assert _times(event)[0] == event["DTSTART"].dt.replace(tzinfo=None), service.id
    assert offered >= 3


def test_the_second_sunday_stays_the_second_sunday(client: FlaskClient) -> None:
    """A monthly dinner is on the second Sunday of every month, and its end, which nobody knows, is not made up."""
    (event,) = _events(client.get(f"/nb/services/{GROUP}.ics").data)
    assert event["RRULE"]["FREQ"] == ["MONTHLY"]
    assert event["RRULE"]["BYDAY"] == ["2SU"]
    assert "DTEND" not in event
    assert all(moment.weekday() == 6 and 8 <= moment.day <= 14 for moment in _times(event))


def test_weeks_that_nobody_knows_make_no_calendar(make_app: MakeApp, group: Service) -> None:
    """A group every second week whose start is not known is in no calendar."""
    unsure = replace(group, meetings=(Meeting(schedule="Th 18:00-20:00", every_weeks=2),))
    client = make_app(services=(unsure,)).test_client()
    assert client.get("/nb/services/a-group.ics").status_code == 404
    get_page = page_getter(client)
    assert not any(".ics" in href for href in get_page("/nb/services/a-group").links())


def test_the_contact_file_holds_the_numbers_as_they_are_dialled(client: FlaskClient, catalog: Catalog) -> None:
    """A contact holds every number with +47 before eight digits and short ones as they stand."""
    answer = client.get("/nb/services/mental-helse-hjelpetelefonen.vcf")
    check_headers(answer)
    assert answer.mimetype == "text/vcard"
    card = vobject.readOne(answer.get_data(as_text=True))
    assert card.fn.value == catalog.services["mental-helse-hjelpetelefonen"].name
    assert "116123" in [one.value for one in card.tel_list]
    for service in catalog.services.values():
        found = client.get(f"/nb/services/{service.id}.vcf")
        if found.status_code == 200:
            for one in vobject.readOne(found.get_data(as_text=True)).contents.get("tel", []):
                assert one.value.startswith("+") or len(one.value) <= 6, service.id


def test_a_name_with_signs_of_its_own_stays_whole(make_app: MakeApp, group: Service) -> None:
    """Semicolons, commas and line breaks in a name or address neither split a field nor add one."""
    odd = replace(
        group, name="Kaffe; te, og \\ prat", drop_in=True, meetings=(),
        channels=(Channel(kind="phone", value="52 00 00 00"),
                  Channel(kind="visit", value="Gata 1; 2. etasje, 5500 Haugesund", schedule="Mo 10:00-12:00")),
    )  # fmt: skip
    client = make_app(services=(odd,)).test_client()
    card = vobject.readOne(client.get("/nb/services/a-group.vcf").get_data(as_text=True))
    assert card.fn.value == odd.name
    assert card.adr.value.street == odd.channels[1].value
    (event,) = _events(client.get("/nb/services/a-group.ics").data)
    assert str(event["SUMMARY"]) == odd.name
    assert str(event["LOCATION"]) == odd.channels[1].value


def test_nothing_to_keep_is_offered_where_one_may_have_to_leave(
    client: FlaskClient, get_page: GetPage, catalog: Catalog
) -> None:
    """S-28: pages with the quick exit offer no file, and the address of one leads nowhere."""
    for service in catalog.services.values():
        if service.status == "closed":
            continue
        page = get_page(f"/nb/services/{service.id}")
        if page.page.all("a", class_="topbar__exit"):
            assert not any(".ics" in href or ".vcf" in href for href in page.links()), service.id
            for ending in ("ics", "vcf"):
                assert client.get(f"/nb/services/{service.id}.{ending}").status_code == 404


def test_the_name_of_the_file_tells_nothing(client: FlaskClient) -> None:
    """P-10: among the downloads of a borrowed phone the file has a code, not a name."""
    told = client.get("/nb/services/mental-helse-hjelpetelefonen.vcf").headers["Content-Disposition"]
    assert "hjelpetelefonen" not in told
    assert told.endswith('.vcf"')


def test_the_same_day_gives_the_same_bytes(client: FlaskClient) -> None:
    """S-23: a file asked for twice on one day is the same file."""
    assert client.get(f"/nb/services/{GROUP}.ics").data == client.get(f"/nb/services/{GROUP}.ics").data
