"""Confirming: when it counts, what makes it void, what is written, and what it does to the order of doors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from directory.catalog.assurance import assurance, changed_parts, confirmed_on, held_parts, part_digest, stands
from directory.catalog.assured import PARTS, AssuredPart, read_part
from directory.catalog.models import Channel, Meeting, Service
from directory.catalog.problems import Problem
from directory.catalog.rewriting import Value, read_values, rewrite
from directory.catalog.service_file import read_service
from directory.editor.confirming import confirm, doubted, settled, tidy_initials
from directory.release import Release
from directory.search.confirmed import Confirmations
from directory.search.index import SearchIndex, build_index, open_index
from tests.unit.searching import NOON, QUERIES, WORDS, ask, ids
from tests.unit.small_content import FILES

TODAY = NOON.date()


def a_service(**facts: object) -> Service:
    known: dict[str, object] = {
        "id": "kafe", "name": "Kafeen", "type": "meeting-place", "summary": "Kaffe og prat.",
        "organization_type": "voluntary", "run_by": "Noen", "reach": "local", "service_area": ("4613",),
        "audience": ("self",), "topics": ("loneliness",), "maximum_age": 30, "fees": "free",
        "channels": (Channel(kind="phone", value="22 40 00 40", schedule="Mo-Fr 09:00-15:00"),),
    }  # fmt: skip
    return Service(**(known | facts))  # type: ignore[arg-type]


def told(changes: dict[str, Value | None], service: Service) -> Service:
    """The service as it is read from a file in which `changes` were written."""
    day, by, parts = (changes[key] for key in ("assured_date", "assured_by", "assured_parts"))
    lines = parts if isinstance(parts, tuple) else ()
    return replace(
        service, assured_date=date.fromisoformat(str(day)) if day else None, assured_by=str(by) if by else None,
        assured_parts=tuple(one for line in lines if (one := read_part(str(line)))),
    )  # fmt: skip


def confirmed(service: Service, day: date = TODAY) -> Service:
    return told(confirm(service, PARTS, day, "KN"), service)


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, "never"), (0, "confirmed"), (179, "confirmed"), (180, "ageing"), (364, "ageing"), (365, "lapsed"),
     (4000, "lapsed"), (-1, "never")],
)  # fmt: skip
def test_a_confirmation_grows_old(days: int | None, state: str) -> None:
    """Half a year after a call it is time for another, after a year it counts as never; a day to come never counts."""
    day = None if days is None else TODAY - timedelta(days=days)
    assert assurance(day, TODAY) == state
    assert stands(day, TODAY) == (state in ("confirmed", "ageing"))


def test_the_whole_is_confirmed_at_once() -> None:
    """One confirmation of everything gives the day, the initials and a line for each part, and nothing has changed."""
    changes = confirm(a_service(), PARTS, TODAY, "KN")
    assert changes["assured_date"] == TODAY.isoformat()
    assert changes["assured_by"] == "KN"
    service = told(changes, a_service())
    assert [one.part for one in service.assured_parts] == list(PARTS)
    assert changed_parts(service) == ()
    assert confirmed_on(service) == TODAY


CHANGES: list[tuple[str, dict[str, object]]] = [
    ("contact", {"channels": (Channel(kind="phone", value="22 40 00 41", schedule="Mo-Fr 09:00-15:00"),)}),
    ("contact", {"website": "https://www.example.no"}),
    ("hours", {"channels": (Channel(kind="phone", value="22 40 00 40", schedule="Mo-Fr 09:00-16:00"),)}),
    ("hours", {"meetings": (Meeting(schedule="Th 18:00-20:00"),)}),
    ("who", {"maximum_age": 25}),
    ("who", {"service_area": ("4613", "4614")}),
    ("terms", {"fees": "50 kroner"}),
    ("terms", {"anonymous": False}),
    ("runs", {"status": "uncertain", "alert": "Kanskje stengt."}),
]


@pytest.mark.parametrize(("part", "change"), CHANGES)
def test_a_fact_that_is_changed_is_not_confirmed_any_more(part: str, change: dict[str, object]) -> None:
    """Saving is never confirming: a later change shows as changed since, in its part, and the whole counts no more."""
    service = replace(confirmed(a_service()), **change)  # type: ignore[arg-type]
    assert part in changed_parts(service)
    assert confirmed_on(service) is None


def test_how_it_is_written_is_no_change() -> None:
    """Spaces in a number, the order of channels, and the wording of summary and body leave a confirmation as it is."""
    chat = Channel(kind="chat", value="https://www.example.no")
    service = confirmed(a_service(channels=(*a_service().channels, chat)))
    phone = replace(service.channels[0], value="22400040")
    assert changed_parts(replace(service, channels=(chat, phone), summary="Kaffe og mye prat.", body="Nytt.")) == ()


def test_parts_have_their_own_day() -> None:
    """Each part keeps its own day, and the offering is confirmed as of the oldest, once no part is left out."""
    early = TODAY - timedelta(days=100)
    first = told(confirm(a_service(), ["contact", "runs"], early, "KN"), a_service())
    assert first.assured_date is None
    rest = [part for part in held_parts(first) if part not in ("contact", "runs")]
    whole = told(confirm(first, rest, TODAY, "AB"), first)
    assert (whole.assured_date, whole.assured_by) == (early, "KN")
    again = told(confirm(whole, ["contact", "runs"], TODAY, "AB"), whole)
    assert (again.assured_date, again.assured_by) == (TODAY, "AB")


def test_confirming_one_part_does_not_confirm_what_was_changed_elsewhere() -> None:
    """A number that was changed stays "changed since" when only the hours are confirmed."""
    service = replace(confirmed(a_service()), channels=(Channel(kind="phone", value="22 40 00 41"),))
    again = told(confirm(service, ["hours"], TODAY, "KN"), service)
    assert "contact" in changed_parts(again)
    assert "hours" not in changed_parts(again)


def test_a_day_written_by_hand_counts_and_is_kept() -> None:
    """`assured_date` without parts is a confirmation of everything; a part confirmed later does not take it away."""
    by_hand = replace(a_service(), assured_date=TODAY - timedelta(days=30), assured_by="KN")
    assert confirmed_on(by_hand) == by_hand.assured_date
    later = told(confirm(by_hand, ["contact"], TODAY, "AB"), by_hand)
    assert later.assured_date == by_hand.assured_date
    assert {one.part: one.by for one in later.assured_parts}["contact"] == "AB"


@pytest.mark.parametrize(
    ("typed", "initials"),
    [("kn", "KN"), (" K.N. ", "KN"), ("ÅØ", "ÅØ"), ("Kari Nordmann", None), ("", None), ("K1", None)],
)
def test_initials_only(typed: str, initials: str | None) -> None:
    """A full name never reaches the file."""
    assert tidy_initials(typed) == initials


def test_a_call_settles_a_doubt() -> None:
    """Who runs after all loses the warning to readers and the doubt beside the number, and is confirmed so."""
    service = a_service(
        status="uncertain", alert="Kanskje stengt.",
        channels=(Channel(kind="phone", value="22 40 00 40", confirmed=False),),
    )  # fmt: skip
    assert doubted(service)
    now, changes = settled(service, {"channels": ({"phone": "22 40 00 40", "confirmed": "no"},)})
    assert changes == {"status": None, "alert": None, "channels": ({"phone": "22 40 00 40"},)}
    assert not doubted(now)
    assert part_digest(now, "runs") == part_digest(a_service(), "runs")


def _read(text: str, tmp_path: Path) -> tuple[Service | None, list[Problem]]:
    path = tmp_path / "line.md"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return read_service(path, "services/line.md", problems), problems


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """A file that is confirmed reads without a problem, as confirmed, and loses nothing else."""
    text = FILES["services/line.md"]
    service, _ = _read(text, tmp_path)
    assert service is not None
    written = rewrite(text, confirm(service, PARTS, TODAY, "KN"))
    again, problems = _read(written, tmp_path)
    assert problems == []
    assert again is not None
    assert confirmed_on(again) == TODAY
    before = read_values(text)
    assert {key: value for key, value in read_values(written).items() if key in before} == before


@pytest.mark.parametrize("line", ["contact", "phone 2026-11-22 KN 3f9a1c07", "contact 2026-02-30 KN 3f9a1c07",
                                  "contact 2026-11-22 Kari-Nordmann 3f9a1c07", "contact 2026-11-22 KN zz"])  # fmt: skip
def test_a_broken_line_is_a_problem(line: str, tmp_path: Path) -> None:
    """What nobody could have confirmed is refused, with what to do."""
    text = FILES["services/line.md"].replace("confidence: high\n", f"confidence: high\nassured_parts: [{line}]\n")
    _, problems = _read(text, tmp_path)
    assert [(problem.rule, problem.key) for problem in problems] == [("assured", "assured_parts")]


def test_a_line_reads_as_it_is_written() -> None:
    """The line of a part comes back as it was."""
    part = AssuredPart(part="hours", date=TODAY, by="ÅB", facts="3f9a1c07")
    assert read_part(str(part)) == part


@pytest.fixture(scope="module")
def folder(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(release.catalog, [], folder, WORDS)
    return folder


def _index(release: Release, folder: Path, day: date | None, only: str | None = None) -> SearchIndex:
    """The search over the real content, where every service (or one) was confirmed on `day`."""
    services = {
        id_: replace(one, assured_date=day if only in (None, id_) else None, assured_by="KN")
        for id_, one in release.catalog.services.items()
    }
    return open_index(replace(release.catalog, services=services), folder, WORDS)


def test_who_is_confirmed_goes_before_who_is_not(release: Release, folder: Path) -> None:
    """Of two doors as good as each other the confirmed one comes first, and after a year no longer."""
    before = ids(ask(_index(release, folder, None), "ensom", limit=50))
    lapsed = _index(release, folder, TODAY - timedelta(days=365), before[3])
    assert ids(ask(lapsed, "ensom", limit=50)) == before
    places = [ids(ask(_index(release, folder, TODAY, one), "ensom", limit=50)).index(one) for one in before[:6]]
    assert all(now <= was for was, now in enumerate(places))
    assert places != list(range(6)), "nobody came before anybody"


def test_confirming_all_or_none_gives_the_same_order(release: Release, folder: Path) -> None:
    """Where all are alike, confirmed or not, nothing moves."""
    never, all_of_them = _index(release, folder, None), _index(release, folder, TODAY)
    for query in QUERIES:
        assert ids(ask(never, query)) == ids(ask(all_of_them, query))


def test_the_day_is_passed_in(release: Release) -> None:
    """The same catalogue counts a confirmation today and not in a year, without anything being built anew."""
    service = replace(next(iter(release.catalog.services.values())), assured_date=TODAY, assured_by="KN")
    known = Confirmations([service])
    assert known.standing(TODAY)[0] == 1
    assert known.standing(TODAY + timedelta(days=365))[0] == 0
    assert known.standing(TODAY)[1].tolist() == [True]
