"""Whom to call, and why; the report in the terminal; the facts as one reads them out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from directory.catalog.assurance import held_parts, part_digest
from directory.catalog.assured import PARTS, Part
from directory.catalog.models import Catalog, Channel, Meeting, Service, Source
from directory.cli import main
from directory.editor.call_sheet import calls
from directory.editor.confirming import confirm
from directory.editor.links_report import FILE, dead_addresses
from directory.editor.review import GROUPS, NATIONAL, REASONS, GroupId, Reason, review, services_of
from directory.editor.review_words import GROUP_NAMES, REASON_NAMES, reasons
from directory.editor.told_facts import ASKED, PART_NAMES, facts, note_words
from directory.editor.told_hours import meeting_words, schedule_words
from tests.unit.test_assurance import TODAY, a_service, confirmed, told

SOURCE = Source(url="https://www.example.no/om", date="2022")


def sound(**facts: object) -> Service:
    return a_service(**({"sources": (SOURCE,), "confidence": "high"} | facts))


@pytest.mark.parametrize(
    ("service", "group", "reason"),
    [
        (replace(confirmed(sound()), fees="50 kroner"), "changed", "changed"),
        (sound(website="https://www.example.no/borte"), "dead-link", "dead-link"),
        (sound(status="uncertain", alert="Kanskje."), "doubtful", "uncertain"),
        (sound(channels=(Channel(kind="phone", value="22 40 00 40", confirmed=False),)), "doubtful", "number-in-doubt"),
        (sound(confidence="low"), "doubtful", "unsure"),
        (sound(conflicts="Kildene er uenige."), "doubtful", "conflicts"),
        (sound(channels=(), way_in="municipality"), "no-contact", "no-contact"),
        (sound(sources=(Source(title="Et hefte"),)), "no-source", "no-source"),
        (sound(review_date=TODAY), "overdue", "overdue"),
        (confirmed(sound(), TODAY - timedelta(days=400)), "oldest", "lapsed"),
        (confirmed(sound(), TODAY - timedelta(days=200)), "oldest", "ageing"),
        (sound(), "oldest", "never"),
    ],
)
def test_each_reason_to_call(service: Service, group: GroupId, reason: Reason) -> None:
    """Every reason puts an offering on the list, under its own heading."""
    found = review([service], TODAY, ["https://www.example.no/borte"])
    assert list(found.groups) == [group]
    assert reason in found.findings[0].reasons


def test_nothing_to_ask_when_it_is_confirmed() -> None:
    """What was confirmed lately is done, whatever the sources left in doubt, also when its day of review has been."""
    service = confirmed(sound(confidence="low", conflicts="Kildene er uenige.", review_date=TODAY - timedelta(days=3)))
    found = review([service], TODAY)
    assert found.groups == {}
    assert [one.service for one in found.confirmed] == [service]
    assert (found.sure, found.total) == (1, 1)


def test_all_reasons_have_a_group_and_words() -> None:
    """No reason is without a heading, and none without words."""
    assert sorted(reason for group in GROUPS.values() for reason in group) == sorted(REASONS)
    assert set(REASON_NAMES) == set(REASONS)
    assert set(GROUP_NAMES) == set(GROUPS)


def test_the_oldest_stands_first() -> None:
    """Within a group the oldest confirmation comes first, and before it what has none, by the age of its source."""
    never = sound(id="a", sources=(replace(SOURCE, date="2024"),))
    older = sound(id="b", sources=(replace(SOURCE, date="2014-2016"),))
    lapsed = replace(confirmed(sound(), TODAY - timedelta(days=500)), id="c")
    found = review([lapsed, never, older], TODAY)
    assert [one.service.id for one in found.groups["oldest"]] == ["b", "a", "c"]


def test_the_next_to_call() -> None:
    """After each comes the one below it in the list, after the last the first, and nobody after the only one."""
    found = review([sound(id=id_, name=id_) for id_ in ("a", "b", "c")], TODAY)
    assert [found.after(id_) for id_ in ("a", "b", "c")] == ["b", "c", "a"]
    assert review([sound()], TODAY).after("kafe") is None


def test_a_place_keeps_its_own(catalog: Catalog) -> None:
    """A municipality reviews what is local to it, another list has all of Norway, and none has what has closed."""
    local, national = services_of(catalog, "4613"), services_of(catalog, NATIONAL)
    assert local
    assert all("4613" in one.service_area for one in local)
    assert all(one.reach != "local" for one in national)
    assert all(one.status != "closed" for one in services_of(catalog, None))


@pytest.mark.parametrize("report", ["", "[]", "{", '{"links": []}', '{"links": {"https://a": 1}}'])
def test_a_report_on_links_may_be_missing(report: str, tmp_path: Path) -> None:
    """Without a report that can be read no link is called dead."""
    assert dead_addresses(tmp_path) == frozenset()
    (tmp_path / FILE).write_text(report, encoding="utf-8")
    assert dead_addresses(tmp_path) == frozenset()


def test_a_dead_link_is_read_from_the_report(tmp_path: Path) -> None:
    """An address that was dead when it was last asked is one."""
    links = {"https://a.example.no": {"state": "dead"}, "https://b.example.no": {"state": "alive"}}
    (tmp_path / FILE).write_text(json.dumps({"links": links}), encoding="utf-8")
    assert dead_addresses(tmp_path) == {"https://a.example.no"}


def test_a_sheet_asks_about_every_part(catalog: Catalog) -> None:
    """For each offering of a place the sheet has its number, a question for each part, and what nobody has written."""
    found = review(services_of(catalog, "4613"), TODAY)
    sheet = calls(catalog, found.findings, "nb", TODAY)
    assert [one.id for one in sheet] == [one.service.id for one in found.findings]
    for one in sheet:
        assert len(one.asked) == len(PARTS)
        phones = catalog.services[one.id].channels_of("phone", "sms")
        assert bool(one.number) == bool(phones)
        assert any(fact.value for asked in one.asked for fact in asked.facts)


@pytest.mark.parametrize(
    ("schedule", "spoken"),
    [
        (
            "Mo-Fr 09:00-15:00; Sa 10:00-14:00",
            "mandag–fredag 09:00–15:00; lørdag 10:00–14:00; public holidays: not known",
        ),
        ("Mo-Su 15:00-07:00", "mandag–søndag 15:00–07:00; public holidays too"),
        ("Mo 09:00-15:00; PH off; Jul off", "mandag 09:00–15:00; public holidays: not open; juli: not open"),
        ("Su[2] 18:00+", "søndag (the second in the month) from 18:00; public holidays: not known"),
        ("24/7", "Open day and night"),
        (None, ""),
    ],
)
def test_hours_read_as_people_say_them(schedule: str | None, spoken: str) -> None:
    """Every rule is read out, and public holidays are said: whoever answers yes answers for them too."""
    assert schedule_words(schedule, "nb") == spoken


def test_every_other_week_says_from_when() -> None:
    """A meeting every other week is read out with the day that weeks are counted from, and the next time."""
    meeting = Meeting(schedule="Tu 18:00-20:00", every_weeks=2, start_date=date(2026, 11, 17))
    told = meeting_words(meeting, "nb", date(2026, 11, 23))
    assert "Every other week, counted from 17. november 2026, next: tirsdag 1. desember" in told


PHONE = Channel(kind="phone", value="22 40 00 40", schedule="Mo-Fr 09:00-15:00")
MEETING = Meeting(schedule="Tu 18:00-20:00")


def phoned(**facts: Any) -> Service:
    return a_service(channels=(replace(PHONE, **facts),))


def met(**facts: Any) -> Service:
    return a_service(meetings=(replace(MEETING, **facts),))


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("hours", phoned(schedule="Mo-Fr 09:00-15:00; PH off")), ("hours", phoned(schedule="Mo-Fr 09:00-14:00")),
        ("hours", phoned(schedule="Mo-Fr 09:00-15:00; Jul off")),
        ("hours", phoned(by_appointment=True)), ("hours", phoned(schedule_note="Tidene er fra 2021")),
        ("hours", met()), ("hours", met(every_weeks=2)), ("hours", met(start_date=TODAY)),
        ("hours", met(end_date=TODAY)), ("hours", met(location="Kirken")), ("hours", met(membership="open")),
        ("hours", met(led_by="peers")), ("hours", met(open_to="Alle")), ("hours", met(cancelled_dates=(TODAY,))),
        ("who", phoned(minimum_age=13)), ("who", phoned(maximum_age=25)),
        ("terms", phoned(fees="free")), ("terms", phoned(languages=("se",))),
        ("terms", a_service(anonymous=False)), ("terms", a_service(interpreter=True)),
        ("terms", a_service(wait="To uker", wait_date=TODAY)), ("terms", a_service(languages=("pl",))),
    ],
)  # fmt: skip
def test_what_is_confirmed_is_read_aloud(catalog: Catalog, part: Part, changed: Service) -> None:
    """A fact that would make a confirmation void is one that was said on the telephone."""
    before = a_service(meetings=(MEETING,)) if changed.meetings and changed.meetings[0] != MEETING else a_service()
    assert part_digest(before, part) != part_digest(changed, part)
    assert facts(catalog, before, part, "nb", TODAY) != facts(catalog, changed, part, "nb", TODAY)


def test_what_can_be_confirmed_is_what_is_written(catalog: Catalog) -> None:
    """Of every offering the parts that say something on the page are those that a confirmation counts."""
    for service in catalog.services.values():
        told = {part for part in PARTS if facts(catalog, service, part, "nb", TODAY)}
        assert told == set(held_parts(service)), service.id


def test_a_part_is_said_to_be_a_part() -> None:
    """Who has confirmed two of the parts reads so, and not that nothing was ever confirmed."""
    service = sound(meetings=(MEETING,))
    parts: tuple[Part, ...] = ("contact", "hours")
    half = told(confirm(service, parts, TODAY, "KN"), service)
    found = review([half], TODAY).findings[0]
    assert reasons(found) == "2 of 5 parts are confirmed"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (Source(title="Telefonsamtale med lederen", date="2026-11-22"), False),
        (Source(url="https://a.example.no"), False),
        (Source(title="Et hefte"), True), (Source(date="2022"), True),
    ],
)  # fmt: skip
def test_a_call_is_a_source(source: Source, reason: bool) -> None:
    """A call or a letter with a title and a date is a source, as the form says; a title alone is none."""
    assert ("no-source" in review([sound(sources=(source,))], TODAY).findings[0].reasons) == reason


def test_the_sheet_leaves_out_what_was_confirmed_today(catalog: Catalog) -> None:
    """Nobody is called twice: what was confirmed today is not asked again on paper, neither an offering nor a part."""
    whole = confirmed(sound(id="whole", channels=(), way_in="municipality"))
    service = sound(id="half")
    parts: tuple[Part, ...] = ("contact",)
    half = told(confirm(service, parts, TODAY, "KN"), service)
    found = review([whole, half], TODAY).findings
    assert {one.service.id for one in found} == {"whole", "half"}
    sheet = calls(catalog, found, "nb", TODAY)
    assert [one.id for one in sheet] == ["half"]
    assert [one.name for one in sheet[0].asked] == [PART_NAMES[part] for part in ASKED if part != "contact"]


def test_a_note_has_no_names_of_keys() -> None:
    """Where an editor's note names a key of the file, the label of its field is read instead."""
    assert note_words("Ulest; service_area er vertskommunen.") == "Ulest; «Which municipalities» er vertskommunen."
    assert note_words("Se en_side.html på nettet.") == "Se en_side.html på nettet."


def test_the_terminal_tells_whom_to_call(capsys: pytest.CaptureFixture[str], catalog: Catalog, tmp_path: Path) -> None:
    """`review --place 4613` says how many are confirmed, and names each offering once with why."""
    assert main(["review", "--place", "4613", "--var", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    services = services_of(catalog, "4613")
    assert f"{len(services)}" in told.splitlines()[0]
    for service in services:
        assert told.count(f"  {service.id}: ") == 1


def test_the_terminal_knows_the_places(capsys: pytest.CaptureFixture[str]) -> None:
    """A place that is none is refused, with those that are."""
    assert main(["review", "--place", "9999"]) == 1
    assert "4613" in capsys.readouterr().err
