"""The page of one service: what it tells, what it does not know, and what became of services that are gone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from directory.catalog.assured import AssuredPart, Part
from directory.catalog.models import Catalog, Channel, Meeting, Service, Source
from directory.web.settings import Settings
from tests.conftest import SITE_URL, GetPage, MakeApp, page_getter
from tests.house_rules import Document

SOURCE = Source(url="https://www.example.no/side", date="2019", supports="åpningstider")


def a_service(**facts: object) -> Service:
    """A service about which little is known, with the facts given."""
    known: dict[str, object] = {
        "id": "prove", "name": "Prøvetilbudet", "type": "meeting-place", "summary": "Et sted å være.",
        "organization_type": "voluntary", "run_by": "Noen", "reach": "national", "audience": ("self",),
        "topics": ("loneliness",), "sources": (SOURCE,), "channels": (Channel(kind="phone", value="22 40 00 40"),),
    }  # fmt: skip
    return Service(**(known | facts))  # type: ignore[arg-type]


def _show(make_app: MakeApp, service: Service, lang: str = "en", **options: object) -> Document:
    app = make_app(services=(service,), **options)
    return page_getter(app.test_client())(f"/{lang}/services/{service.id}")


def test_what_is_known_is_said_in_words(make_app: MakeApp) -> None:
    """The facts that decide whether people dare stand in a list of questions and answers."""
    page = _show(
        make_app,
        a_service(anonymous=True, record_kept=False, application_process="open", fees="free", may_bring_someone=True,
                  wait="To uker", wait_date=date(2026, 10, 1), first_step="Ring.", who_is_told="Ingen.",
            languages=("nb", "nsl")),
    )  # fmt: skip
    answers = {one.one("dt").text: one.one("dd").text for one in page.main.one("dl", class_="facts").all("div")}
    assert answers["Must I say my name?"] == "No, you need not say your name."
    assert answers["Is a record kept?"] == "No, no record is kept."
    assert answers["Do I need a referral?"].startswith("No.")
    assert answers["What does it cost?"] == "Nothing. It is free."
    assert answers["May I bring someone?"].startswith("Yes")
    assert answers["The wait, as told on 1 October 2026"] == "To uker"
    assert answers["Who is told?"] == "Ingen."
    assert "Norwegian Sign Language" in answers["Languages"]


def test_anonymous_is_never_promised(make_app: MakeApp) -> None:
    """S-12: `anonymous` reads "you need not say your name", since the line may see the number."""
    page = _show(make_app, a_service(anonymous=True))
    assert "anonym" not in page.main.text.lower()


def test_what_is_not_known_stands_in_one_line(make_app: MakeApp) -> None:
    """Unknown facts are named together, with "call and ask" only beside a number."""
    with_phone = _show(make_app, a_service())
    assert "We do not know: whether you must say your name" in with_phone.main.text
    assert "Call and ask." in with_phone.main.text
    without = _show(make_app, a_service(channels=(Channel(kind="email", value="post@example.no"),)))
    assert "We do not know:" in without.main.text
    assert "Call and ask." not in without.main.text


def test_unknown_hours_are_never_shown_as_closed(make_app: MakeApp) -> None:
    """A phone without hours says that they are unknown."""
    page = _show(make_app, a_service())
    assert "Opening hours unknown" in page.main.text
    assert "Closed" not in page.main.one("section", id="contact").text


def test_hours_in_words_are_shown_with_their_doubt(make_app: MakeApp) -> None:
    """Old hours that cannot be confirmed are shown, marked, and never counted as open."""
    channel = Channel(kind="phone", value="22 40 00 40", schedule_note="Hverdager 17-20 (2017-18)", confirmed=False)
    text = _show(make_app, a_service(channels=(channel,))).main.text
    assert "Hours that we have not been able to confirm:" in text
    assert "Hverdager 17-20 (2017-18)" in text
    assert "It may be wrong" in text
    assert "Open until" not in text


def test_the_hours_of_the_week_are_a_table(make_app: MakeApp) -> None:
    """A channel with hours has a table of seven rows, with a heading for each day."""
    channel = Channel(kind="phone", value="22 40 00 40", schedule="Mo-Fr 09:00-15:00")
    table = _show(make_app, a_service(channels=(channel,))).main.one("table")
    rows = [(row.one("th").text, row.one("td").text) for row in table.one("tbody").all("tr")]
    assert len(rows) == 7
    assert rows[0] == ("Monday", "09:00–15:00")
    assert rows[6] == ("Sunday", "Closed")


def test_a_group_shows_its_next_three_meetings(make_app: MakeApp) -> None:
    """Meetings every other week are dates, and a cancelled one says so."""
    meeting = Meeting(
        schedule="Th 18:00-20:00", every_weeks=2, start_date=date(2026, 11, 12), location="Kulturhuset",
        membership="open",
        led_by="peers", cancelled_dates=(date(2026, 12, 10),),
    )  # fmt: skip
    section = _show(make_app, a_service(meetings=(meeting,))).main.one("section", id="meetings")
    assert [one.text for one in section.all("ul")[0].all("li")] == [
        "Thursday 26 November 18:00–20:00",
        "Thursday 10 December 18:00–20:00: cancelled",
        "Thursday 24 December 18:00–20:00",
    ]
    assert "Kulturhuset" in section.text
    assert "Every other week" in section.text


def test_sources_have_their_date_and_age(make_app: MakeApp) -> None:
    """The page says where facts come from, how old the source is, and that no person has confirmed them."""
    section = _show(make_app, a_service()).main.one("section", id="sources")
    assert "Not confirmed by the service itself" in section.text
    assert "example.no" in section.text
    assert "2019 (7 years old)" in section.text
    confirmed = _show(make_app, a_service(assured_date=date(2026, 11, 1), assured_by="KN"))
    assert "Last confirmed 1 November 2026." in confirmed.main.text


@pytest.mark.parametrize(
    ("day", "parts", "words", "amber"),
    [
        (date(2026, 5, 28), (), "Last confirmed 28 May 2026.", False),
        (date(2026, 5, 27), (), "Last confirmed 27 May 2026. That is a while ago", True),
        (date(2025, 11, 23), (), "Not confirmed by the service itself for over a year, last 23 November 2025.", True),
        (date(2026, 11, 1), ("contact",), "Last confirmed 1 November 2026. Something has been changed", True),
    ],
)
def test_how_old_a_confirmation_is(
    make_app: MakeApp, day: date, parts: tuple[Part, ...], words: str, amber: bool
) -> None:
    """The reader is told when it was confirmed; from half a year on, and after a change, in amber and in words."""
    noted = tuple(AssuredPart(part=part, date=day, by="KN", facts="00000000") for part in parts)
    page = _show(make_app, a_service(assured_date=day, assured_by="KN", assured_parts=noted))
    section = page.main.one("section", id="sources")
    assert words in section.text
    assert [words in one.text for one in section.all("div", class_="ds-alert")] == [True] * amber


def test_who_is_confirmed_stands_first_in_a_list(make_app: MakeApp) -> None:
    """Of two offerings that are alike the one that a person has asked comes first, whatever it is called."""
    alike = [a_service(id=id_, name=name, type="chat") for id_, name in (("one", "A prøve"), ("two", "B prøve"))]
    for day, first in ((date(2026, 11, 1), "B prøve"), (date(2025, 11, 1), "A prøve")):
        app = make_app(services=(alike[0], replace(alike[1], assured_date=day, assured_by="KN")))
        listed = page_getter(app.test_client())("/en/types/chat").main.text
        assert listed.index(first) == min(listed.index(one.name) for one in alike)


def test_each_phone_has_another_to_try(get_page: GetPage, catalog: Catalog) -> None:
    """Every service with a phone shows a line of another organisation, with another number."""
    for service in catalog.services.values():
        phones = service.channels_of("phone")
        if not phones or service.status == "closed" or service.audience == ("staff",):
            continue
        main = get_page(f"/en/services/{service.id}").main
        others = [one for one in main.all("div", class_="alternative") if one.text.startswith("No answer?")]
        assert len(others) == 1, service.id
        number = others[0].one("a", class_="call")["href"]
        assert number not in [one["href"] for one in main.one("ul", class_="contacts").all("a")]


def test_a_secret_address_is_not_shown(make_app: MakeApp) -> None:
    """A shelter says that the address is secret and when one is told it."""
    page = _show(make_app, a_service(confidential_address=True))
    assert "The address is secret" in page.main.text
    assert not page.main.all("p", class_="call--words")


def test_a_foreign_written_text_is_marked(make_app: MakeApp) -> None:
    """Norwegian text on an English page has its own `lang`, names are never translated."""
    page = _show(make_app, a_service())
    assert page.main.one("h1")["translate"] == "no"
    assert page.main.one("h1")["lang"] == "nb"
    assert [one["lang"] for one in page.main.one("p", class_="lead").all("span")] == ["nb"]


def test_a_report_of_an_error_holds_the_id_only(make_app: MakeApp) -> None:
    """The link leads to the report page, with an address for letters and without, and holds the id and no text."""
    for settings in (Settings(url=SITE_URL, contact="post@example.no"), Settings(url=SITE_URL)):
        links = _show(make_app, a_service(), settings=settings).links()
        assert {link for link in links if link.startswith("/en/report")} == {"/en/report?id=services/prove"}
        assert not [link for link in links if link.startswith("mailto:post@example.no")]


def test_a_service_that_moved_leads_on(make_app: MakeApp) -> None:
    """An old id answers 301 with the new address, and the place comes along."""
    client = make_app(services=(a_service(moved_from=("gammel",)),)).test_client()
    answer = client.get("/nb/services/gammel?place=1106")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/nb/services/prove?place=1106"


def test_a_closed_service_says_so_and_shows_the_way_on(make_app: MakeApp) -> None:
    """A closed one answers 410 with the date and other help, and stands in no list."""
    closed = a_service(status="closed", closed_date=date(2026, 5, 1))
    get = page_getter(make_app(services=(closed,)).test_client())
    page = get("/en/services/prove", status=410)
    assert "closed on 1 May 2026" in page.main.text
    assert "/en/topics/loneliness" in page.links()
    assert "/en/services/prove" not in get("/en/topics/loneliness").links()


def test_one_without_contact_stands_last_and_says_so(make_app: MakeApp) -> None:
    """What one cannot act on stands after all else, under its own heading."""
    alone = a_service(channels=(), name="AAA først i alfabetet")
    headings = []
    get = page_getter(make_app(services=(alone,)).test_client())
    for number in range(1, 5):
        page = get(f"/en/topics/loneliness?page={number}")
        headings += [group["id"] for group in page.main.all("section", class_="group")]
    assert headings[-1] == "no-contact"
    assert "no phone, address or other contact" in get("/en/services/prove").main.text


def test_programs_read_the_same_facts(make_app: MakeApp) -> None:
    """The JSON-LD is sound JSON about this service, and cannot end the element it stands in."""
    page = _show(make_app, a_service(name="</script><b>Prøve", summary="Et sted & en <time>."))
    data = json.loads("".join(str(child) for child in page.page.one("script", type="application/ld+json").children))
    assert data["@type"] == "Service"
    assert data["name"] == "</script><b>Prøve"
    assert data["availableChannel"][0]["servicePhone"]["telephone"] == "+4722400040"
    assert data["url"] == f"{SITE_URL}/en/services/prove"


def test_print_has_a_qr_code_only_with_an_address(make_app: MakeApp) -> None:
    """The QR code holds the site's own address; without `DIRECTORY_URL` there is none."""
    assert _show(make_app, a_service()).page.all("svg", class_="qr")
    assert not _show(make_app, a_service(), settings=Settings()).page.all("svg", class_="qr")


@pytest.mark.parametrize(
    ("hour", "told"), [(8, r"Closed. Opens 09:00"), (10, r"Open until 15:00"), (16, r"Closed. Opens tomorrow 09:00")]
)
def test_hours_follow_the_clock_of_norway(make_app: MakeApp, hour: int, told: str) -> None:
    """Open until when, or closed and opens when, at the time of the visit."""
    channel = Channel(kind="phone", value="22 40 00 40", schedule="Mo-Fr 09:00-15:00")
    now = datetime(2026, 11, 24, hour, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    page = _show(make_app, replace(a_service(), channels=(channel,)), now=now)
    assert re.search(told, page.main.one("section", id="contact").text)
