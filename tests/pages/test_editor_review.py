"""Calling and confirming in the editor: the coordinator's clicks, what is written, and what is never written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.catalog.assurance import confirmed_on, held_parts
from directory.catalog.models import Service
from directory.catalog.reading import load_catalog
from directory.editor.app import create_editor
from directory.editor.review import services_of
from directory.editor.workplace import Workplace
from tests.conftest import NOON, ROOT
from tests.documents import Element, read_document

PLACE = "4613"
ID = "bla-kors-haugaland-a-senter"
TODAY = NOON.date()
Page = Callable[..., Element]


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Workplace(
        content=tmp_path / "content", translations=tmp_path / "none", var=tmp_path / "var", token="t", csrf="c",
        clock=lambda: NOON,
    )  # fmt: skip


@pytest.fixture
def client(workplace: Workplace) -> FlaskClient:
    return create_editor(workplace).test_client()


@pytest.fixture
def page(client: FlaskClient) -> Page:
    """A page as a document: one h1 that the title begins with, unique ids, a label for each field."""

    def get(path: str, status: int = 200, **form: object) -> Element:
        answer = post(client, path, **form) if form else client.get(f"/t{path}")
        assert answer.status_code == status, path
        document = read_document(answer.get_data(as_text=True))
        heading, title = document.one("h1").text, document.one("title").text
        assert title.removeprefix("Error: ").startswith(heading)
        assert title.startswith("Error: ") == (status >= 400)
        ids = [one["id"] for one in document.walk() if one.has("id")]
        assert len(ids) == len(set(ids))
        labels = {one["for"] for one in document.all("label")}
        assert all(one["id"] in labels for one in document.all("input") if one["type"] != "hidden")
        assert not any(one.has("style") for one in document.walk())
        return document

    return get


def post(client: FlaskClient, path: str, **form: object) -> TestResponse:
    return client.post(f"/t{path}", data={"csrf": "c", **form}, follow_redirects=False)


def known(document: Element) -> str:
    return next(one["value"] for one in document.all("input") if one["name"] == "known")


def service(workplace: Workplace, id_: str = ID) -> Service:
    catalog, problems = load_catalog(workplace.content)
    assert [problem for problem in problems if not problem.warning] == []
    return catalog.services[id_]


def confirm(client: FlaskClient, page: Page, id_: str = ID, **form: object) -> TestResponse:
    seen = known(page(f"/confirm/{id_}?place={PLACE}"))
    return post(client, f"/confirm/{id_}", **({"known": seen, "place": PLACE, "initials": "kn", "do": "all"} | form))


def test_the_start_shows_how_far_each_place_is(page: Page) -> None:
    """Every municipality with offerings stands there with how many are confirmed."""
    rows = [one.text for one in page("/review").one("ul", class_="review-areas").all("li")]
    assert any("Bømlo" in row and "0 of 12 are confirmed" in row for row in rows)


def test_three_confirmations_take_six_clicks(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """The coordinator's way: the place, the offering, then one click for each call; initials are typed once."""
    page("/review")
    page(f"/review?place={PLACE}")
    where = f"/t/confirm/{ID}?place={PLACE}"
    for number in (1, 2, 3):
        shown = page(where.removeprefix("/t"))
        if number > 1:
            assert shown.one("input", id="initials")["value"] == "KN"
            assert f"Now {number - 1} of 12 are confirmed" in shown.one("main").text
        asked = where.partition("?")[0]
        form = {"csrf": "c", "known": known(shown), "place": PLACE, "initials": "kn", "do": "all"}
        answer = client.post(asked, data=form)
        assert answer.status_code == 303
        where = answer.headers["Location"]
    assert service(workplace).assured_by == "KN"
    assert "3 of 12 are confirmed" in page(f"/review?place={PLACE}").one("main").text


def test_only_confirming_confirms(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """Looking at an offering writes nothing; confirming writes the three keys and leaves every other line as it was."""
    path = workplace.content / "services" / f"{ID}.md"
    before = path.read_text(encoding="utf-8")
    page(f"/confirm/{ID}")
    assert path.read_text(encoding="utf-8") == before
    confirm(client, page)
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("assured_")] == before.splitlines()
    assert sum(line.startswith("assured_") for line in after) == 3
    assert confirmed_on(service(workplace)) == TODAY


def test_part_by_part(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """Only what was ticked is confirmed, and the offering as a whole is not."""
    confirm(client, page, do="ticked", part=["contact", "who"])
    now = service(workplace)
    assert [one.part for one in now.assured_parts] == ["contact", "who"]
    assert now.assured_date is None
    assert page(f"/confirm/{ID}").one("main").text.count("Confirmed 23. november 2026 by KN") == 2


def test_a_full_name_is_refused(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """Initials only: a name is refused with what to write, what was ticked is kept, and nothing is saved."""
    seen = known(page(f"/confirm/{ID}"))
    again = page(f"/confirm/{ID}", 422, known=seen, initials="Kari Nordmann", do="ticked", part="contact")
    assert "never the whole name" in again.one("main").text
    assert again.one("input", id="tick-contact").has("checked")
    assert service(workplace).assured_parts == ()


def test_nothing_ticked_is_told(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """The button for what was ticked, with nothing ticked, says what to do."""
    seen = known(page(f"/confirm/{ID}"))
    assert "Tick what they said" in page(f"/confirm/{ID}", 422, known=seen, initials="KN", do="ticked").one("main").text
    assert service(workplace).assured_parts == ()


def test_what_was_changed_meanwhile_is_not_confirmed(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """Only what stood on the page is confirmed: a file that was changed during the call is shown anew."""
    seen = known(page(f"/confirm/{ID}"))
    path = workplace.content / "services" / f"{ID}.md"
    changed = path.read_text(encoding="utf-8").replace("52 73 30 00", "52 73 30 01")
    path.write_text(changed, encoding="utf-8")
    again = page(f"/confirm/{ID}", 422, known=seen, initials="KN", do="all")
    assert "52 73 30 01" in again.one("main").text
    assert path.read_text(encoding="utf-8") == changed


def test_a_later_change_shows(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """A number that is changed after the call puts the offering back on the list, and marks that part."""
    confirm(client, page)
    path = workplace.content / "services" / f"{ID}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("52 73 30 00", "52 73 30 01"), encoding="utf-8")
    listed = page(f"/review?place={PLACE}")
    assert "Changed since it was confirmed (1)" in [one.text for one in listed.all("h2")]
    assert "0 of 12 are confirmed" in listed.one("main").text
    parts = page(f"/confirm/{ID}").all("section", class_="confirm__part")
    marked = [one.one("h2").text for one in parts if "Changed since it was confirmed" in one.text]
    assert marked == ["How to reach it"]


def test_a_doubt_is_settled_when_it_is_said_so(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """The warning to readers goes only when the box for it is ticked."""
    confirm(client, page, "recovery-ressursbase")
    assert service(workplace, "recovery-ressursbase").status == "uncertain"
    confirm(client, page, "recovery-ressursbase", settle="yes")
    now = service(workplace, "recovery-ressursbase")
    assert (now.status, now.alert) == ("active", None)
    assert confirmed_on(now) == TODAY


def test_a_confirmation_can_be_taken_back(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """A slip of the hand is undone, and the file is as it was."""
    path = workplace.content / "services" / f"{ID}.md"
    before = path.read_text(encoding="utf-8")
    confirm(client, page)
    shown = page(f"/confirm/{ID}")
    assert post(client, f"/confirm/{ID}/withdraw", known=known(shown)).status_code == 303
    assert path.read_text(encoding="utf-8") == before


def test_after_half_a_year_it_is_on_the_list_again(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """What was confirmed 180 days ago is to be called again, and still counts."""
    confirm(client, page)
    workplace.clock = lambda: NOON + timedelta(days=180)
    shown = page(f"/review?place={PLACE}").one("main").text
    assert "Not confirmed for half a year" in shown
    assert "1 of 12 are confirmed" in shown


def test_the_call_sheet(page: Page, workplace: Workplace) -> None:
    """On paper each offering has its number, a question for every part with boxes to tick, and lines to write on."""
    sheet = page(f"/review/sheet?place={PLACE}")
    sections = sheet.all("section", class_="sheet-call")
    assert len(sections) == 12
    for section in sections:
        assert len(section.all("li")) == 5
        assert section.all("span", class_="sheet-box__square")
        assert section.all("span", class_="sheet-line")
    own = next(one for one in sections if "Blå Kors" in one.one("h2").text)
    assert "52 73 30 00" in own.text


def test_changed_first_and_then_back_to_the_call(client: FlaskClient, page: Page) -> None:
    """Whoever changes something during a call comes back to the same offering of the same list, by one link."""
    call = page(f"/confirm/{ID}?place={PLACE}")
    way = next(one["href"] for one in call.all("a") if "change it first" in one.text)
    form = page(way.removeprefix("/t"))
    action = next(one["action"] for one in form.all("form") if one.has("data-check"))
    assert f"place={PLACE}" in action
    sent = {one["name"]: one["value"] for one in form.all("input") if one["type"] == "hidden" and one["name"]}
    saved = client.post(action, data={**sent, "name": "Nytt navn", "do": "save"})
    assert saved.status_code == 303
    after = page(saved.headers["Location"].removeprefix("/t"))
    back = [one["href"] for one in after.all("a") if one.text == "Confirm that it is right"]
    assert back == [f"/t/confirm/{ID}?place={PLACE}"] * len(back)
    assert len(back) == 2
    look = client.post(action, data={**sent, "name": "Nytt navn", "do": "look"}).get_data(as_text=True)
    assert f'action="/t/services/{ID}?place={PLACE}"' in look


def test_the_thanks_say_that_it_was_a_part(client: FlaskClient, page: Page) -> None:
    """After two parts of a call the thanks, the list and the top of the page say so, and not "never confirmed"."""
    answer = confirm(client, page, do="ticked", part=["contact", "runs"])
    said = "2 of 4 parts are confirmed"
    assert f"Thank you! {said}" in page(answer.headers["Location"].removeprefix("/t")).one("main").text
    assert said in page(f"/review?place={PLACE}").one("main").text
    assert said in page(f"/confirm/{ID}").one("div", class_="intro").text


def test_what_is_not_written_is_not_confirmed(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """ "All of this is right" says nothing of a part in which nothing stands; the page says that it is left out."""
    catalog, _problems = load_catalog(workplace.content)
    id_ = next(one.id for one in catalog.services.values() if "hours" not in held_parts(one) and not one.meetings)
    shown = page(f"/confirm/{id_}")
    empty = [one for one in shown.all("section", class_="confirm__part") if "left out of what you confirm" in one.text]
    assert empty
    assert not any(section.all("input") for section in empty)
    assert post(client, f"/confirm/{id_}", known=known(shown), initials="kn", do="all").status_code == 303
    now = service(workplace, id_)
    assert "hours" not in [one.part for one in now.assured_parts]
    assert confirmed_on(now) == TODAY


def test_the_website_stands_where_a_number_is_missing(page: Page, workplace: Workplace) -> None:
    """Without a number to call, the offering's website is a link beside the advice to look there."""
    catalog, _problems = load_catalog(workplace.content)
    one = next(
        one for one in catalog.services.values()
        if one.website and one.status != "closed" and not one.channels_of("phone", "sms")
    )  # fmt: skip
    assert one.website in [link["href"] for link in page(f"/confirm/{one.id}").one("div", class_="intro").all("a")]


def test_a_whole_call_can_settle_how_sure_it_is(client: FlaskClient, page: Page, workplace: Workplace) -> None:
    """An unsure offering becomes sure when that is ticked and all of it is confirmed; a part of it does not do."""
    catalog, _problems = load_catalog(workplace.content)
    id_ = next(one.id for one in services_of(catalog, PLACE) if one.confidence == "low")
    confirm(client, page, id_)
    assert service(workplace, id_).confidence == "low"
    post(client, f"/confirm/{id_}/withdraw", known=known(page(f"/confirm/{id_}")))
    confirm(client, page, id_, do="ticked", part="runs", sure="yes")
    assert service(workplace, id_).confidence == "low"
    confirm(client, page, id_, sure="yes")
    assert service(workplace, id_).confidence == "high"
    assert not [one for one in page(f"/confirm/{id_}").all("input") if one["name"] == "sure"]


def test_it_has_closed_is_one_link_away(page: Page) -> None:
    """Who hears that it has closed goes from the call to the page that closes it; the sheet has a box for it."""
    links = {one.text: one["href"] for one in page(f"/confirm/{ID}?place={PLACE}").all("a")}
    assert page(links["It has closed"].removeprefix("/t")).one("h1").text == "Mark as closed"
    section = page(f"/review/sheet?place={PLACE}").all("section", class_="sheet-call")[0]
    assert "Closed" in [one.text for one in section.all("span", class_="sheet-box")]


def test_the_sheet_of_today_has_only_what_is_left(client: FlaskClient, page: Page) -> None:
    """What was confirmed today is not on the sheet that is printed afterwards."""
    confirm(client, page)
    assert len(page(f"/review/sheet?place={PLACE}").all("section", class_="sheet-call")) == 11


@pytest.mark.parametrize(
    "path", ["/review?place=9999", "/review?place=../x", "/confirm/no-such", "/review/sheet?place=x"]
)
def test_what_is_not_there_is_not_found(page: Page, path: str) -> None:
    """A place or an offering that we do not hold has no page."""
    page(path, 404)


def test_no_confirmation_from_elsewhere(client: FlaskClient, workplace: Workplace) -> None:
    """A form without the editor's own secret confirms nothing."""
    path = workplace.content / "services" / f"{ID}.md"
    before = path.read_text(encoding="utf-8")
    assert client.post(f"/t/confirm/{ID}", data={"initials": "KN", "do": "all"}).status_code == 403
    assert path.read_text(encoding="utf-8") == before


def test_the_form_confirms_nothing(page: Page) -> None:
    """Saving is not confirming: the form has no field for who confirmed an offering or when, but the way there."""
    form = page(f"/services/{ID}")
    named = [one["name"] for one in form.all("input", "select", "textarea")]
    assert named
    assert not [name for name in named if name.startswith("assured")]
    assert f"/t/confirm/{ID}" in [one["href"] for one in form.all("a")]
