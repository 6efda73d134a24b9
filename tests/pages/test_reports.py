"""Reporting an error or telling of an offering: by letter, or to an inbox, where nothing acknowledged is lost."""

from __future__ import annotations

import io
import logging
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
from flask.testing import FlaskClient

from directory.catalog.codes import service_code
from directory.catalog.models import Catalog, Service
from directory.editor.app import create_editor
from directory.editor.workplace import Workplace
from directory.inbox.database import Inbox
from directory.inbox.reports import DAYS_KEPT
from directory.release import Release
from directory.web import create_app
from directory.web.report_form import MOST_CHARACTERS, TRAP
from directory.web.settings import Settings, read_settings
from directory.web.tickets import new_ticket
from tests.conftest import NOON, Clock, FixedRelease, GetPage, MakeApp, page_getter
from tests.house_rules import Document

ROOT = Path(__file__).resolve().parents[2]
REPORT = "/nb/report"
LETTER = Settings(url="https://help.example.org", contact="feil@example.no")
TAKEN = 'class="lead" role="status"'


@dataclass
class Site:
    client: FlaskClient
    clock: Clock
    inbox: Inbox
    log: io.StringIO

    def ticket(self) -> str:
        """One that the form made a minute ago."""
        return new_ticket(self.inbox.key(), self.clock.now - timedelta(minutes=1))

    def send(self, text: str = "Nummeret er feil.", **fields: str) -> Document:
        data = {"id": "services/kirkens-sos", "about": "contact", "text": text, "ticket": self.ticket(), **fields}
        return page_getter(self.client)(REPORT, data=data)


@pytest.fixture
def site(release: Release, tmp_path: Path) -> Site:
    url, clock, log = f"sqlite:///{tmp_path}/inbox.sqlite", Clock(), io.StringIO()
    app = create_app(FixedRelease(release), clock, Settings(url="https://help.example.org", database=url), log)
    return Site(app.test_client(), clock, Inbox(url), log)


def _report_links(page: Document) -> list[str]:
    return [link for link in page.links() if "/report" in link]


def _letters(page: Document) -> list[str]:
    """Subjects of letters about an error and about an offering, as they are read."""
    found = [link for link in page.links() if link.startswith("mailto:")]
    assert all(link.startswith("mailto:feil@example.no?subject=") for link in found)
    return [unquote(link.partition("?subject=")[2]) for link in found]


def _texts(page: Document) -> str:
    return " ".join(page.main.text.split())


@pytest.fixture(scope="module")
def discreet(catalog: Catalog) -> str:
    """An offering whose page has the quick exit."""
    kinds = {id_ for id_, kind in catalog.types.items() if kind.discreet}
    return next(one.id for one in catalog.services.values() if one.type in kinds and one.status != "closed")


@pytest.fixture(scope="module")
def ordinary(catalog: Catalog) -> Service:
    """An offering whose page is as any other, and whose name may stand anywhere."""
    hidden = {id_ for id_, one in catalog.types.items() if one.discreet}
    hidden |= {id_ for id_, one in catalog.topics.items() if one.discreet}
    return next(one for one in catalog.services.values()
                if hidden.isdisjoint({one.type, *one.topics}) and one.status != "closed")  # fmt: skip


def test_every_page_has_the_link(get_page: GetPage) -> None:
    """On every page, errors too, one can report an error or tell of an offering, without an account."""
    for path in ("/nb/", "/nb/crisis", "/nb/search", "/nb/assistant", "/nb/services/kirkens-sos", "/ar/topics"):
        assert _report_links(get_page(path)), path
    assert _report_links(get_page("/nb/nope", status=404))


def test_a_letter_tells_nothing_of_the_help_that_was_sought(
    make_app: MakeApp, discreet: str, ordinary: Service
) -> None:
    """The link leads to the report page; the letter's subject says error or offering, with the name from an ordinary
    page, and from one that may have to be left a neutral code at most (P-10)."""
    get = page_getter(make_app(settings=LETTER).test_client())

    def subject(path: str) -> str:
        page = get(path)
        assert not [link for link in page.links() if link.startswith("mailto:feil@")]
        (address,) = set(_report_links(page))
        error, offering = _letters(get(address))
        assert offering == "Et tilbud som mangler her"
        return error

    assert subject(f"/nb/services/{ordinary.id}") == f"Feil på siden: {ordinary.name}"
    assert subject(f"/nb/services/{discreet}") == f"Feil på siden: {service_code(discreet)}"
    for path in ("/nb/search?q=voldtekt", "/nb/assistant", "/nb/topics/hurt-by-someone", "/nb/crisis", "/nb/"):
        assert subject(path) == "Feil på siden", path


def test_the_address_stands_as_text(make_app: MakeApp) -> None:
    """Who has no e-mail on this phone can read the address and write it down; for an offering its letter is first."""
    get = page_getter(make_app(settings=LETTER).test_client())
    assert "feil@example.no" in get(REPORT).main.one("p", class_="lead").text
    assert [one.partition(" ")[0] for one in _letters(get(f"{REPORT}?about=missing"))] == ["Et", "Feil"]


def test_with_no_setting_the_municipality_is_shown(make_app: MakeApp, catalog: Catalog, ordinary: Service) -> None:
    """With neither inbox nor address the page shows the offering's name and the contact of the visitor's place."""
    place = next(one for one in catalog.places.values() if any(way.kind == "phone" for way in one.channels))
    get = page_getter(make_app().test_client())
    page = get(f"{REPORT}?id=services/{ordinary.id}&place={place.id}")
    assert page.main.one("strong").text == ordinary.name
    assert [one for one in page.main.one("ul", class_="contacts").all("a") if one["href"].startswith("tel:")]
    assert not get(f"{REPORT}?id=services/{ordinary.id}").main.all("ul", class_="contacts")


def test_without_inbox_nothing_is_kept(get_page: GetPage, make_app: MakeApp) -> None:
    """Where no inbox is switched on, the page says whom to tell, and what is sent to it goes nowhere."""
    page = get_page(REPORT, data={"text": "kanarifugl"})
    assert "kanarifugl" not in page.html
    assert _letters(page_getter(make_app(settings=LETTER).test_client())(REPORT, data={"text": "kanarifugl"}))


def test_a_report_arrives_with_its_page_and_nothing_of_the_sender(site: Site) -> None:
    """The report holds the page, what it is about, the words and the day; the sender reads what happens next."""
    form = page_getter(site.client)(f"{REPORT}?id=places/1106")
    assert form.answer.headers["Cache-Control"] == "no-store"
    assert form.main.one("strong").text == "Haugesund"
    assert {one["name"] for one in form.main.all("input", "textarea")} - {"about", "text"} == {"id", "ticket", TRAP}
    page = site.send("Nummeret\r\ner\0 feil.")
    assert TAKEN in page.html
    assert str(DAYS_KEPT) in page.main.text
    assert page.answer.headers["Cache-Control"] == "no-store"
    (report,) = site.inbox.reports()
    assert (report.page, report.about, report.text, report.received) == (
        "services/kirkens-sos", "contact", "Nummeret\ner feil.", NOON.date(),
    )  # fmt: skip


def test_a_page_can_be_named_by_id_code_or_path(site: Site, discreet: str) -> None:
    """A neutral code leads to its offering; a page that we do not hold is no page; a discreet one is not named."""
    site.send(id=service_code("kirkens-sos"))
    site.send(id="places/1106")
    site.send(id="../../etc/passwd")
    site.send("Noe annet er feil.", id="crisis/nb")
    assert [one.page for one in site.inbox.reports()] == ["services/kirkens-sos", "places/1106", "", ""]
    page = page_getter(site.client)(f"{REPORT}?id={service_code(discreet)}")
    assert "Rett dør" in page.title
    assert page.main.one("input", name="id")["value"] == f"services/{discreet}"
    assert not page.main.all("strong")
    assert page.main.one("form")["action"] == f"{REPORT}?id={service_code(discreet)}"
    told = site.client.application.extensions["visits"][0].current().texts["nb"]
    assert told.gettext("It is about the page you came from.") in _texts(page)
    assert told.gettext("It is about the page you came from.") not in _texts(page_getter(site.client)(REPORT))


def test_choosing_is_enough_and_nothing_at_all_is_not(site: Site) -> None:
    """Whoever says that a number is wrong need not write; an empty form is answered with what to do."""
    assert TAKEN in site.send("", about="gone").html
    for text, about, field in (("", "", "about-contact"), ("Ja", "", "about-contact"), ("", "missing", "text")):
        page = site.send(text, about=about)
        (link,) = page.main.one("div", class_="ds-error-summary").all("a")
        assert link["href"] == f"#{field}"
        assert bool(page.main.one("textarea").has("aria-invalid")) == (field == "text")
        assert page.main.one("fieldset").has("aria-describedby") == (field != "text")
    assert len(site.inbox.reports()) == 1


def test_a_missing_offering_has_words_of_its_own(site: Site, release: Release) -> None:
    """The choice can stand in the address, and comes back from the form; what is asked for then is what, where, when
    and how, and a public number may be told."""
    get, _ = page_getter(site.client), release.texts["nb"].gettext
    label = _("Tell us about the offering")
    hint = _("What it is called, where and when it is, and how one gets in touch.")
    for page in (get(f"{REPORT}?about=missing"), site.send("", about="missing")):
        assert page.main.one("input", id="about-missing").has("checked")
        assert page.main.one("label", for_="text").text == label
        assert hint in _texts(page)
        assert "Ikke skriv noe om deg selv eller andre" not in _texts(page)
        assert str(MOST_CHARACTERS) in page.main.one("div", id="text-hint").text
    page = get(f"{REPORT}?id=services/kirkens-sos&about=contact")
    assert page.main.one("label", for_="text").text == _("What should it say?")
    assert hint not in _texts(page)


def test_other_languages_keep_the_page(site: Site) -> None:
    """Whoever changes language still reports on the same page, also after an error."""
    for page in (page_getter(site.client)(f"{REPORT}?id=places/1106"), None):
        if page is None:
            page = page_getter(site.client)(f"{REPORT}?id=places/1106", data={"id": "places/1106", "ticket": ""})
        assert "/pl/report?id=places/1106" in page.links()
        assert page.main.one("form")["action"].endswith("?id=places/1106")


def test_after_thanks_one_gets_back_and_on(site: Site, discreet: str) -> None:
    """The page has a heading of its own, a way back to the offering and a way to tell of one more."""
    page = site.send()
    links = [one["href"] for one in page.main.all("a")]
    assert page.main.one("h1").text == "Takk"
    assert "/nb/services/kirkens-sos" in links
    assert REPORT in links
    assert f"{REPORT}?about=missing" in [one["href"] for one in site.send("Ei gruppe", about="missing").main.all("a")]
    assert "Takk" not in site.send("Feil", id=f"services/{discreet}").title


def test_the_same_report_twice_in_a_day_is_one(site: Site) -> None:
    """Sent again from a form fetched anew, it is thanked for and stands once; a day later, or done, it is a new one."""
    for _ in range(2):
        assert TAKEN in site.send().html
    assert len(site.inbox.reports()) == 1
    site.send("Nummeret er heilt feil.")
    site.send(id="places/1106")
    assert len(site.inbox.reports()) == 3
    site.inbox.mark_done(site.inbox.reports()[0].id, NOON.date())
    site.send()
    assert len(site.inbox.reports()) == 4
    site.clock.now += timedelta(days=2)
    site.send()
    assert len(site.inbox.reports()) == 5


def test_being_quick_is_held_against_nobody_twice(site: Site) -> None:
    """Sent within seconds, the form says why and marks no text as wrong; a corrected form goes through at once."""
    page = site.send(ticket=new_ticket(site.inbox.key(), site.clock.now))
    assert page.main.one("div", class_="ds-error-summary").all("a")[0]["href"] == "#send"
    assert page.main.one("button", id="send")["aria-describedby"] == "send-error"
    assert not page.main.one("textarea").has("aria-invalid")
    assert TAKEN in site.send(ticket=page.main.one("input", name="ticket")["value"]).html
    page = site.send("", about="other")
    assert TAKEN in site.send("Rettet", ticket=page.main.one("input", name="ticket")["value"]).html
    forged = site.send("Program", ticket="x")
    assert TAKEN not in site.send("Program", ticket=forged.main.one("input", name="ticket")["value"]).html


SPAM = {
    "too soon": {"ticket": "now"},
    "a forged ticket": {"ticket": "1.0000000000000000.00000000000000000000000000000000"},
    "a field that nobody sees": {TRAP: "https://spam.example"},
    "three addresses": {"text": "kanarifugl www.a.no https://b.no http://c.no"},
    "too long": {"text": "kanarifugl " + "x" * MOST_CHARACTERS},
}


@pytest.mark.parametrize("fields", SPAM.values(), ids=SPAM.keys())
def test_what_is_held_back_is_answered_kindly(site: Site, fields: dict[str, str]) -> None:
    """Spam is held off without asking anyone else: nothing is kept, the words still stand in the form, and sending once
    more (shortened) goes through."""
    told = {"text": "kanarifugl", **fields}
    if told.get("ticket") == "now":
        told["ticket"] = new_ticket(site.inbox.key(), site.clock.now)
    page = site.send(**told)
    assert page.main.all("div", class_="ds-error-summary")
    assert "kanarifugl" in page.main.one("textarea").text
    assert site.inbox.reports() == ()
    again = {one["name"]: one["value"] for one in page.main.all("input") if one["type"] in ("hidden", "text")}
    site.clock.now += timedelta(seconds=10)
    assert TAKEN in site.send(**{**again, "text": "kanarifugl"}).html


def test_one_network_cannot_fill_the_inbox(site: Site) -> None:
    """A network sends some thirty reports, then one a minute; what is refused keeps its words."""
    ticks = 0
    for number in range(40):
        data = {"text": f"nummer {number}", "about": "other", "ticket": site.ticket()}
        answer = site.client.post(REPORT, data=data, environ_overrides={"REMOTE_ADDR": "81.0.0.1"})
        ticks += TAKEN in answer.text
    assert ticks == 30
    assert "nummer 39" in answer.text
    data = {"text": "x", "about": "other", "ticket": site.ticket()}
    other = site.client.post(REPORT, data=data, environ_overrides={"REMOTE_ADDR": "92.0.0.1"})
    assert TAKEN in other.text


def test_a_call_for_help_is_heard_first(site: Site) -> None:
    """S-03, S-05: the panel stands above the thank-you, above an error and where nothing can be sent; the report is
    taken as any other."""
    for text in ("Ingen svarer, og jeg vil dø", "x " * MOST_CHARACTERS + "jeg vil dø"):
        page = site.send(text)
        assert page.main.all("section", class_="urgent")
        assert "urgent" in page.html[: page.html.index("jeg vil dø" if "jeg vil dø" in page.html else TAKEN)]
    assert len(site.inbox.reports()) == 1


def test_a_call_for_help_is_heard_without_inbox(get_page: GetPage) -> None:
    """S-03: also where no inbox is switched on."""
    assert get_page(REPORT, data={"text": "jeg vil dø"}).main.all("section", class_="urgent")


def test_no_log_holds_a_report(site: Site, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """P-03: taken, held back or lost to a broken database, a report stands in no log, title, header or number."""
    with caplog.at_level(logging.DEBUG):
        site.send("kanarifugl")
        site.send("kanarifugl", ticket="x")
        (tmp_path / "inbox.sqlite").write_bytes(b"torn" * 4000)
        for name in ("inbox.sqlite-wal", "inbox.sqlite-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        broken = page_getter(site.client)(REPORT, data={"text": "kanarifugl", "ticket": "x"})
    assert "kanarifugl" in broken.main.one("textarea").text
    assert "NotKept" in caplog.text
    site.clock.now += timedelta(hours=1)
    told = caplog.text + site.log.getvalue() + site.client.get("/metrics").text + str(broken.answer.headers)
    assert "kanarifugl" not in told + broken.title


def test_a_database_that_is_away_keeps_nobody_from_the_numbers(
    release: Release, tmp_path: Path, ordinary: Service
) -> None:
    """S-24: the site starts and answers without its inbox, and the report page says that it cannot be reached now, and
    whom to tell; so does a report that could not be saved."""
    (tmp_path / "file").touch()
    settings = Settings(database=f"sqlite:///{tmp_path}/file/inbox.sqlite", contact="feil@example.no")
    get = page_getter(create_app(FixedRelease(release), lambda: NOON, settings).test_client())
    get("/nb/crisis")
    _ = release.texts["nb"].gettext
    assert _letters(get(REPORT))
    assert _("Reports cannot be received just now. Try again in a while.") in _texts(get(REPORT))
    page = get(REPORT, data={"text": "kanarifugl", "id": f"services/{ordinary.id}"})
    assert "kanarifugl" in page.main.one("textarea").text
    assert _letters(page)[0] == f"Feil på siden: {ordinary.name}"
    nobody = replace(settings, contact=None)
    page = page_getter(create_app(FixedRelease(release), lambda: NOON, nobody).test_client())(REPORT)
    assert _("Those who run this site have not given an address for reports yet.") not in _texts(page)


def test_old_reports_go_at_the_start_and_once_a_day(site: Site, release: Release) -> None:
    """After thirty days a report goes: with the first report of a day, and when the site starts."""
    site.send("den første")
    site.clock.now += timedelta(days=DAYS_KEPT + 1)
    site.send("den andre")
    assert [one.text for one in site.inbox.reports()] == ["den andre"]
    later = site.clock.now + timedelta(days=DAYS_KEPT + 1)
    create_app(FixedRelease(release), lambda: later, Settings(database=str(site.inbox._engine.url)))
    assert site.inbox.reports() == ()


SERVER = """
import sys
from datetime import datetime
from pathlib import Path
from werkzeug.serving import make_server
from directory.release import load_release
from directory.web import create_app
from directory.web.settings import Settings
from tests.conftest import NOON, FixedRelease

app = create_app(FixedRelease(load_release(Path(sys.argv[1]))), lambda: NOON, Settings(database=sys.argv[2]))
server = make_server("127.0.0.1", 0, app, threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture
def served(release: Release, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, Inbox]]:
    """(process, port, inbox) of a server of one's own."""
    url = f"sqlite:///{tmp_path}/inbox.sqlite"
    folder = (read_settings(os.environ).var / "releases" / release.id).resolve()
    command = [sys.executable, "-c", SERVER, str(folder), url]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        yield process, int(process.stdout.readline()), Inbox(url)
        process.kill()


def test_what_was_acknowledged_is_there_after_kill_9(served: tuple[subprocess.Popen[str], int, Inbox]) -> None:
    """A thousand readers press Send, and the server is killed in the middle: whoever read "thank you" is heard."""
    process, port, inbox = served
    key, waiting, thanked = inbox.key(), list(range(1000)), set()

    def reader() -> None:
        while waiting:
            number = waiting.pop()
            ticket = new_ticket(key, NOON - timedelta(minutes=1))
            body = urlencode({"text": f"nummer {number}", "ticket": ticket, "about": "other"})
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=30)
                connection.request("POST", REPORT, body, {"Content-Type": "application/x-www-form-urlencoded"})
                answer = connection.getresponse()
                if answer.status == 200 and TAKEN in answer.read().decode():
                    thanked.add(f"nummer {number}")
            except (OSError, HTTPException):  # an answer cut off in the middle is none
                return
            # Not "exactly 400": another reader may be thanked between these two lines.
            if len(thanked) >= 400:
                os.kill(process.pid, signal.SIGKILL)

    readers = [threading.Thread(target=reader) for _ in range(4)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    kept = [one.text for one in inbox.reports()]
    assert 400 <= len(thanked) < 1000
    assert thanked <= set(kept)
    assert len(kept) == len(set(kept))


@pytest.fixture
def editor(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FlaskClient:
    """The editor on the same inbox, three days later."""
    monkeypatch.setenv("DIRECTORY_DATABASE", str(site.inbox._engine.url))
    later = NOON + timedelta(days=3)
    workplace = Workplace(content=ROOT / "content", translations=ROOT / "translations", var=tmp_path, token="t",
                          csrf="c", clock=lambda: later)  # fmt: skip
    return create_editor(workplace).test_client()


LOCAL = {"Host": "127.0.0.1"}


def test_the_editor_sees_reports_one_click_from_the_field(site: Site, editor: FlaskClient) -> None:
    """Each report stands with its page, a way to what is to be changed, and the days it has left; what a reader wrote
    is shown as text and never as code."""
    site.send("<b>Nummeret</b> er feil.", id="services/kirkens-sos")
    site.send("", about="gone")
    site.send("Ei ny gruppe", about="missing", id="")
    site.send("Feil namn", id="organizations/leve", about="other")
    site.send("Skrivefeil", id="pages/about", about="other")
    html = editor.get("/t/reports", headers=LOCAL).text
    assert "&lt;b&gt;Nummeret&lt;/b&gt;" in html
    assert "<b>" not in html
    ways = re.findall(r'href="(/t/[^"]*)" aria-label', html)
    assert ways == ["/t/services/kirkens-sos#f-channels", "/t/services/kirkens-sos/close", "/t/services/new",
                    "/t/organizations/leve"]  # fmt: skip
    for way in ways:
        answer = editor.get(way, headers=LOCAL)
        assert answer.status_code == 200
        assert way.partition("#")[2] == "" or f'id="{way.partition("#")[2]}"' in answer.text
    assert f"{DAYS_KEPT - 3}" in html


def test_a_call_for_help_is_marked_in_the_inbox(site: Site, editor: FlaskClient, tmp_path: Path) -> None:
    """S-03: what the site heard as danger is marked for the editor, with what to do; it is stored nowhere."""
    site.send("Nummeret er feil.")
    assert "112" not in editor.get("/t/reports", headers=LOCAL).text
    site.send("Ingen svarer, og jeg vil dø")
    html = editor.get("/t/reports", headers=LOCAL).text
    assert html.count('data-color="warning"') == 1
    assert html.index('data-color="warning"') < html.index("jeg vil dø")
    assert "112" in html
    assert not hasattr(site.inbox.reports()[0], "danger")


def test_the_editor_marks_as_done_and_deletes(site: Site, editor: FlaskClient) -> None:
    """Done is remembered with its day and can be taken back; deleted is gone; without the form's secret nothing is."""
    site.send()
    (report,) = site.inbox.reports()
    address = f"/t/reports/{report.id}"
    assert editor.post(address, data={"do": "delete"}, headers=LOCAL).status_code == 403
    for do, done in (("done", NOON.date() + timedelta(days=3)), ("again", None)):
        assert editor.post(address, data={"do": do, "csrf": "c"}, headers=LOCAL).status_code == 303
        assert site.inbox.reports()[0].done == done
    assert editor.post(address, data={"do": "delete", "csrf": "c"}, headers=LOCAL).status_code == 303
    assert site.inbox.reports() == ()
    assert editor.post(address, data={"do": "kanarifugl", "csrf": "c"}, headers=LOCAL).status_code == 400


def test_the_editor_without_inbox_says_so(monkeypatch: pytest.MonkeyPatch, editor: FlaskClient, tmp_path: Path) -> None:
    """Where no inbox is switched on, or its database is away, the page says what to do and nothing breaks."""
    monkeypatch.delenv("DIRECTORY_DATABASE")
    assert "DIRECTORY_DATABASE" in editor.get("/t/reports", headers=LOCAL).text
    editor.application.extensions.pop("reports")
    (tmp_path / "file").touch()
    monkeypatch.setenv("DIRECTORY_DATABASE", f"{tmp_path}/file/inbox.sqlite")
    answer = editor.get("/t/reports", headers=LOCAL)
    assert answer.status_code == 503
    assert "DIRECTORY_DATABASE" in answer.text
