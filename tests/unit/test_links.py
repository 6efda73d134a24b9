"""Asking the addresses of the content: politely, safely, and remembering what pages said, on a server of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import pytest

from directory.catalog.models import Catalog, Channel
from directory.catalog.reading import load_catalog
from directory.cli import main
from directory.editor import link_guard
from directory.editor.app import create_editor
from directory.editor.link_addresses import Fact, Standing, content_addresses, facts_of
from directory.editor.link_asking import Asker, Manners, agent_name
from directory.editor.link_findings import link_problems, with_new_address
from directory.editor.link_guard import NotPublic, check_address
from directory.editor.link_memory import Answer, Known, learn, recall, remember
from directory.editor.link_pages_text import PageFacts, read_page
from directory.editor.links import NothingAnswered, ask_all
from directory.editor.links_report import FILE, dead_addresses
from directory.editor.review import addresses
from tests.conftest import ROOT
from tests.editing import TOKEN, EditorPages, copied_content, workplace_at
from tests.unit.small_content import write_content
from tests.unit.test_review import sound

DAY = date(2026, 11, 22)
PHONE = Fact(kind="phone", value="22 40 00 40")


@dataclass
class Page:
    body: str = "<p>Velkommen</p>"
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    wait: float = 0
    no_head: bool = False


@dataclass
class Site:
    """A web site on this machine, which counts how it is asked."""

    base: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: Lock = field(default_factory=Lock)
    closes: Event = field(default_factory=Event)

    def paths(self) -> list[str]:
        return [f"{method} {path}" for method, path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    own = Site()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            with own.lock:
                own.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
                own.at_once += 1
                own.most_at_once = max(own.most_at_once, own.at_once)
            page = own.pages.get(self.path, Page(status=404))
            own.closes.wait(page.wait)
            # Before the answer: whoever has it may ask again while this thread is still here.
            with own.lock:
                own.at_once -= 1
            head = self.command == "HEAD"
            body = b"" if head else page.body.encode()
            try:
                self.send_response(405 if head and page.no_head else page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.send_header("Set-Cookie", "who=me")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # whoever asked had read enough

        do_GET = do_HEAD = do_POST = _answer

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is written."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    own.base = f"http://127.0.0.1:{server.server_port}"
    yield own
    own.closes.set()
    server.shutdown()
    server.server_close()


def manners(**other: Any) -> Manners:
    agent = agent_name("https://help.example.no", "help@example.no")
    return Manners(agent=agent, **({"pause": 0, "private": True} | other))


def ask(url: str, facts: Sequence[Fact] = (), **other: Any) -> Answer:
    return Asker(manners(**other), Event()).ask(url, facts)


def moved(to: str, status: int = 301) -> Page:
    return Page(status=status, headers={"Location": to})


@pytest.mark.parametrize(
    ("page", "state"),
    [
        (Page(), "answers"), (Page(no_head=True), "answers"), (Page(status=404), "gone"), (Page(status=410), "gone"),
        (Page(status=500), "fails"), (Page(status=403), "refused"), (Page(status=429), "refused"),
    ],
)  # fmt: skip
def test_what_an_address_answers(site: Site, page: Page, state: str) -> None:
    """There, gone, broken, or not for programs; where HEAD is refused the page is asked for whole."""
    site.pages["/a"] = page
    assert ask(f"{site.base}/a").state == state
    assert site.paths()[0] == "HEAD /a"


def test_it_says_who_asks_and_keeps_no_cookie(site: Site) -> None:
    """Our own name with the site's address and its contact; no cookie, no referrer, and never a form."""
    site.pages |= {"/a": Page(), "/b": moved("/a")}
    asker = Asker(manners(), Event())
    for path in ("/a", "/b", "/a"):
        asker.ask(f"{site.base}{path}", [PHONE])
    for method, _path, headers in site.asked:
        assert method in ("GET", "HEAD")
        assert headers["user-agent"] == "RettDorLinkCheck/1.0 (+https://help.example.no; help@example.no)"
        assert not {"cookie", "referer", "authorization"} & headers.keys()
    assert agent_name(None, None) == "RettDorLinkCheck/1.0"


def test_only_permanent_redirects_are_offered(site: Site) -> None:
    """A move for good is told with where it ends; one step for now, and nothing is offered."""
    site.pages |= {"/new": Page(), "/old": moved("/mid", 308), "/mid": moved(f"{site.base}/new")}
    site.pages["/now"] = moved("/new", 302)
    assert ask(f"{site.base}/old").moved_to == f"{site.base}/new"
    assert ask(f"{site.base}/now") == Answer(state="answers", status=200)


def test_a_circle_ends(site: Site) -> None:
    """Redirects that lead round are a failure, after a few."""
    site.pages |= {"/a": moved("/b"), "/b": moved("/a")}
    assert ask(f"{site.base}/a").state == "fails"
    assert len(site.asked) < 20


def test_a_huge_page_is_read_up_to_a_limit(site: Site) -> None:
    """What stands first is found; the rest is not fetched."""
    site.pages["/huge"] = Page(body="<p>Ring 22 40 00 40</p>" + "x" * 3_000_000 + "<p>23 45 67 89</p>")
    page = ask(f"{site.base}/huge", [PHONE], size=100_000).page
    assert page is not None
    assert page.found == {PHONE.key}
    assert page.numbers == {"22 40 00 40"}


def test_a_slow_page_fails(site: Site) -> None:
    """It is not waited for longer than the limit."""
    site.pages["/slow"] = Page(wait=600)
    assert ask(f"{site.base}/slow", timeout=0.2).state == "fails"


def test_what_is_no_page_is_not_read(site: Site) -> None:
    """A PDF answers, and its bytes are left where they are."""
    site.pages["/a.pdf"] = Page(body="22 40 00 40", headers={"Content-Type": "application/pdf"})
    assert ask(f"{site.base}/a.pdf", [PHONE]) == Answer(state="answers", status=200)


def test_robots_are_respected(site: Site) -> None:
    """What robots.txt forbids is not asked; where it cannot be given nothing is; it is asked once for a host."""
    site.pages |= {"/robots.txt": Page(body="User-agent: *\nDisallow: /private\n"), "/a": Page(), "/private/b": Page()}
    asker = Asker(manners(), Event())
    assert asker.ask(f"{site.base}/private/b", ()).state == "refused"
    assert asker.ask(f"{site.base}/a", ()).state == "answers"
    assert site.paths() == ["HEAD /a"]
    assert len(site.asked) == 2
    site.pages["/robots.txt"] = Page(status=503)
    assert ask(f"{site.base}/a").state == "refused"


def test_a_redirect_into_what_is_forbidden_is_not_followed(site: Site) -> None:
    """robots.txt holds for every step."""
    site.pages |= {"/robots.txt": Page(body="User-agent: *\nDisallow: /private\n"), "/a": moved("/private/b")}
    assert ask(f"{site.base}/a").state == "refused"
    assert site.paths() == ["HEAD /a"]


def test_one_request_at_a_time_for_a_host(site: Site, tmp_path: Path) -> None:
    """However many addresses of one host there are, the next waits for the one before, with a pause."""
    paths = [f"/{number}" for number in range(6)]
    site.pages |= {path: Page(wait=0.02) for path in paths}
    waited: list[float] = []

    class Watch(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout or 0)
            return False

    where = {f"{site.base}{path}": [Standing(file="a.md", line=1)] for path in paths}
    ask_all(where, tmp_path, DAY, manners(pause=0.5), lambda *_: None, Watch())
    assert site.most_at_once == 1
    assert sum(one > 0 for one in waited) >= len(paths)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.no/a", "file:///etc/passwd", "javascript:alert(1)", "http://a:b@example.no/", "http://", "http://[x/"],
)
def test_only_the_web_is_asked(url: str) -> None:
    """Another scheme, or an address with a password in it, is refused before anything is looked up."""
    with pytest.raises(NotPublic):
        check_address(url)
    assert ask(url, private=False).state == "unasked"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254", "172.16.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1",
     "::ffff:127.0.0.1", "100.64.0.1", "224.0.0.1"],
)  # fmt: skip
def test_private_addresses_are_refused(site: Site, address: str) -> None:
    """A name that leads to this machine or a network at home is not asked, nor is one that leads there as well."""
    site.pages["/a"] = Page()
    port = site.base.rpartition(":")[2]
    for found in ([address], ["93.184.215.14", address]):
        answer = ask(f"http://inside.example.no:{port}/a", private=False, lookup=lambda *_, found=found: found)
        assert answer.state == "unasked"
    assert site.asked == []


def test_a_redirect_inside_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page that leads to a private address leads nowhere."""
    asked: list[str] = []

    def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if host == "public.example.no" else ["10.0.0.1"]

    site.pages["/a"] = moved("http://inside.example.no/secret")
    port = site.base.rpartition(":")[2]
    own = Asker(manners(lookup=lookup, private=False), Event())
    # This machine plays the public one: only the second step is what is tested.
    real = link_guard._is_public
    monkeypatch.setattr(link_guard, "_is_public", lambda address: address == "127.0.0.1" or real(address))
    assert own.ask(f"http://public.example.no:{port}/a", ()).state == "unasked"
    assert site.paths() == ["HEAD /a"]
    assert "inside.example.no" in asked


def test_the_address_that_was_looked_at_is_the_one_asked(site: Site) -> None:
    """The host is named as it stands, and the connection goes to the address that was found public."""
    site.pages["/a"] = Page()
    port = site.base.rpartition(":")[2]
    assert ask(f"http://some.example.no:{port}/a", lookup=lambda *_: ["127.0.0.1"]).state == "answers"
    assert site.asked[-1][2]["host"] == f"some.example.no:{port}"


@pytest.mark.parametrize(
    ("fact", "words", "found"),
    [
        (PHONE, "Ring 22400040 nå", True), (PHONE, "Tlf: +47 22 40 00 40", True),
        (PHONE, "22\u00a040\u00a000\u00a040", True),
        (PHONE, "122 40 00 40 5", False), (PHONE, "22 40 00 41", False),
        (PHONE, '<a href="tel:+4722400040">Ring oss</a>', True), (PHONE, "<script>22400040</script>", False),
        (Fact(kind="phone", value="116 117"), "Ring 116117", True), (Fact(kind="phone", value="113"), "1130", False),
        (Fact(kind="email", value="post@example.no"), '<a href="mailto:Post@Example.no?subject=x">Skriv</a>', True),
        (Fact(kind="email", value="post@example.no"), "mypost@example.no", False),
        (Fact(kind="hours", value="09:00-15:00"), "mandag–fredag kl. 9–15", True),
        (Fact(kind="hours", value="09:00-15:00"), "09.00 til 15.00", True),
        (Fact(kind="hours", value="09:00-15:00"), "9-15.30", False),
        (Fact(kind="hours", value="09:00-15:30"), "9-15.30", True),
        (Fact(kind="hours", value="09:00-15:00"), "19-15", False), (Fact(kind="hours", value="24/7"), "Døgnåpen", True),
    ],
)  # fmt: skip
def test_a_fact_is_found_as_people_write_it(fact: Fact, words: str, found: bool) -> None:
    """Numbers in any grouping, addresses in any case, hours with dots, dashes and words; never part of another."""
    assert (fact.key in read_page(f"<p>{words}</p>", [fact]).found) == found


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("22 40 00 40 og 915 08 588", {"22 40 00 40", "915 08 588"}), ("22400040", {"22 40 00 40"}),
        ("22.11.2026", set()), ("2026-11-22", set()), ("1503.22.33333", set()),
        ("organisasjonsnummer 912345678", set()),
        ("kr 20 000 000", set()), ("2024 2025", set()), ("22 33 44 55 66", set()), ("12 34 56 78", set()),
    ],
)  # fmt: skip
def test_what_looks_like_a_norwegian_number(words: str, numbers: set[str]) -> None:
    """Dates, sums, account and organisation numbers do not."""
    assert read_page(f"<td>{words}</td>", []).numbers == numbers


def page_of(*found: Fact, numbers: Sequence[str] = ()) -> Answer:
    told = PageFacts(found=frozenset(one.key for one in found), numbers=frozenset(numbers), digest="d")
    return Answer(state="answers", status=200, page=told)


def problems(known: Known, *facts: Fact) -> list[str]:
    where = {"https://a.example.no/x": [Standing(file="services/a.md", line=7, facts=facts)]}
    return [str(one) for one in link_problems(where, {"https://a.example.no/x": known})]


def test_a_changed_number_is_told_until_it_is_mended() -> None:
    """A number of ours that stood on the page and does not now, and the one that came, with file and line."""
    first = learn(None, page_of(PHONE, numbers=["22 40 00 40"]), DAY)
    assert problems(first, PHONE) == []
    for later in (1, 2):
        first = learn(first, page_of(numbers=["22 40 00 41"]), DAY + timedelta(days=later))
        told = problems(first, PHONE)
        assert len(told) == 2
        assert all(one.startswith("services/a.md:7: warning: Look again: ") for one in told)
        assert "22 40 00 40 stood on https://a.example.no/x until 2026-11-22" in " ".join(told)
        assert "22 40 00 41 is new" in " ".join(told)
    new = Fact(kind="phone", value="22 40 00 41")
    mended = learn(first, page_of(new, numbers=["22 40 00 41"]), DAY + timedelta(days=90))
    assert problems(mended, new) == []


def test_a_number_that_never_stood_there_is_no_news() -> None:
    """Only what was found once can be missed."""
    assert problems(learn(learn(None, page_of(), DAY), page_of(), DAY + timedelta(days=1)), PHONE) == []


def test_dead_on_the_second_day() -> None:
    """One failure is told as such; dead it is on another day, or at once when the page says that it is gone."""
    fails = Answer(state="fails")
    once = learn(learn(None, fails, DAY), fails, DAY)
    assert once.state == "failing"
    assert "Ask again tomorrow" in problems(once)[0]
    twice = learn(once, fails, DAY + timedelta(days=1))
    assert (twice.state, twice.first_failed) == ("dead", "2026-11-22")
    assert "has not answered since 2026-11-22" in problems(twice)[0]
    assert learn(None, Answer(state="gone", status=404), DAY).state == "dead"
    assert learn(twice, Answer(state="answers", status=200), DAY + timedelta(days=2)).first_failed == ""
    assert learn(once, Answer(state="refused", status=403), DAY).state == "refused"


def test_a_move_is_a_change_of_the_field() -> None:
    """The new address is what to write; one that leads to a front page is no new address."""
    known = Known(state="alive", checked="2026-11-22", moved_to="https://b.example.no/y")
    assert problems(known) == [
        "services/a.md:7: warning: Write https://b.example.no/y: https://a.example.no/x has moved there for good [link]"
    ]
    assert "leads to a front page" in problems(replace(known, moved_to="https://b.example.no/"))[0]


def test_no_page_is_kept(site: Site, tmp_path: Path) -> None:
    """The report holds digests and facts of ours; nothing else of the page, and no number that was there before."""
    site.pages["/a"] = Page(body="<p>Hemmelige ord. Ring 22 40 00 40 eller Kari 915 08 588</p>")
    url = f"{site.base}/a"
    ask_all({url: [Standing(file="a.md", line=1, facts=(PHONE,))]}, tmp_path, DAY, manners(), lambda *_: None)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert not any(word in text for word in ("Hemmelige", "Kari", "915"))
    assert json.loads(text)["links"][url]["facts"] == {PHONE.key: "2026-11-22"}
    site.pages["/a"] = Page(body="<p>Ring 22 40 00 41</p>")
    later = DAY + timedelta(days=1)
    found = ask_all({url: [Standing(file="a.md", line=1, facts=(PHONE,))]}, tmp_path, later, manners(), lambda *_: None)
    assert found[url].new_numbers == {"22 40 00 41": "2026-11-23"}
    assert recall(tmp_path) == found


def test_the_review_reads_the_same_file(tmp_path: Path) -> None:
    """What is dead here is a dead link in the list of whom to call."""
    dead = learn(None, Answer(state="gone", status=404), DAY)
    remember(tmp_path, {"https://a.example.no": dead})
    remember(tmp_path, {"https://b.example.no": Known(state="alive", checked="2026-11-22")})
    assert dead_addresses(tmp_path) == {"https://a.example.no"}
    assert set(recall(tmp_path)) == {"https://a.example.no", "https://b.example.no"}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"links": 3}', '{"links": {"https://a": {"odd": 1}}}'])
def test_a_broken_report_is_begun_anew(tmp_path: Path, text: str) -> None:
    """A file that cannot be read is as none."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert recall(tmp_path) == {}
    remember(tmp_path, {"https://a.example.no": Known(state="dead", checked="2026-11-22")})
    assert dead_addresses(tmp_path) == {"https://a.example.no"}


def test_what_failed_is_asked_once_more(site: Site, tmp_path: Path) -> None:
    """At the end, when all others of the host have been asked."""
    site.pages |= {"/a": Page(status=500), "/b": Page()}
    where = {f"{site.base}{path}": [Standing(file="a.md", line=1)] for path in ("/a", "/b")}
    found = ask_all(where, tmp_path, DAY, manners(), lambda *_: None)
    assert site.paths() == ["HEAD /a", "GET /a", "HEAD /b", "HEAD /a", "GET /a"]
    assert {known.state for known in found.values()} == {"failing", "alive"}


def test_what_was_learned_is_kept_when_it_is_stopped(site: Site, tmp_path: Path) -> None:
    """Ctrl+C ends it, and the addresses that were asked are remembered."""
    site.pages |= {f"/{number}": Page() for number in range(5)}
    where = {f"{site.base}/{number}": [Standing(file="a.md", line=1)] for number in range(5)}
    stop = Event()

    def told(done: int, total: int, url: str) -> None:
        if done == 2:
            stop.set()

    found = ask_all(where, tmp_path, DAY, manners(), told, stop)
    assert len(found) == 2
    assert recall(tmp_path) == found


def test_a_machine_without_network_calls_nothing_dead(tmp_path: Path) -> None:
    """When no host answers at all nothing is remembered, and it is said."""
    where = {f"https://{name}.example.no": [Standing(file="a.md", line=1)] for name in "abc"}

    def away(host: str, port: int) -> list[str]:
        raise OSError("no network")

    with pytest.raises(NothingAnswered):
        ask_all(where, tmp_path, DAY, manners(lookup=away), lambda *_: None)
    assert recall(tmp_path) == {}


def test_every_address_of_the_content_is_known(catalog: Catalog) -> None:
    """All that `review` calls an offering's addresses are asked, each with the line it stands on."""
    found = content_addresses(ROOT / "content", catalog)
    wanted = {url for one in catalog.services.values() if one.status != "closed" for url in addresses(one)}
    assert wanted <= set(found)
    for url, standings in found.items():
        for one in standings:
            lines = (ROOT / "content" / one.file).read_text(encoding="utf-8").splitlines()
            assert url in lines[one.line - 1], (url, one.file)


def test_a_place_has_fewer(catalog: Catalog) -> None:
    """`--place` asks a municipality's own, and what is not local stands under `national`."""
    everything = set(content_addresses(ROOT / "content", catalog))
    local = set(content_addresses(ROOT / "content", catalog, "4613"))
    assert set() < local < everything


def test_a_private_number_is_not_looked_for() -> None:
    """A person's own number is nobody's to follow on the web."""
    own = Channel(kind="phone", value="915 08 588", private=True, consent=DAY)
    service = sound(channels=(own, Channel(kind="phone", value="113")))
    assert facts_of(service) == (Fact(kind="phone", value="113"),)


def test_a_new_address_changes_its_own_line_only(tmp_path: Path) -> None:
    """In front matter and in links of the body; an address that only begins alike stays."""
    text = (write_content(tmp_path) / "services" / "line.md").read_text(encoding="utf-8")
    text = text.replace("---\nVi lytter.", "website: https://www.example.no/andre # vår\n---\nSe [her](https://www.example.no).")
    made = with_new_address(text, "https://www.example.no", "https://ny.example.no/a")
    changed = [(old, new) for old, new in zip(text.splitlines(), made.splitlines(), strict=True) if old != new]
    assert changed == [
        ("  - url: https://www.example.no", "  - url: https://ny.example.no/a"),
        ("Se [her](https://www.example.no).", "Se [her](https://ny.example.no/a)."),
    ]


def test_the_command_tells_file_and_line(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check --links` names a dead link where it stands; progress goes to the other stream, and the exit code is 1."""
    content = write_content(tmp_path)
    for file in content.rglob("*.md"):
        text = file.read_text(encoding="utf-8").replace("https://www.example.no", f"{site.base}/gone")
        file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(Manners, "__init__", _polite(Manners.__init__))
    assert main(["check", "--links", "--content", str(content), "--var", str(tmp_path / "var")]) == 1
    out, err = capsys.readouterr()
    assert f"content/services/line.md:15: Find the page anew, or take the address out: {site.base}/gone" in out
    assert out.splitlines()[-1] == "1 of 1 addresses asked: 1 dead"
    assert err.strip() == "1/1"
    assert dead_addresses(tmp_path / "var") == {f"{site.base}/gone"}


def _polite(real: Any) -> Any:
    """The command's own manners, on this machine and without pauses."""
    return lambda self, **given: real(self, **{"private": True, "pause": 0, **given})


def test_the_command_knows_the_places(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A place that is none is refused, with those that are."""
    assert main(["check", "--links", "--place", "9999", "--var", str(tmp_path)]) == 1
    assert "4613" in capsys.readouterr().err


def test_the_page_of_links(tmp_path: Path) -> None:
    """It says what to do, and writes a new address with one press; only one that we learned is ever written."""
    content = copied_content(tmp_path)
    catalog, _ = load_catalog(content)
    workplace = workplace_at(content)
    pages = EditorPages(client=create_editor(workplace).test_client(), workplace=workplace)
    assert "have not been asked yet" in pages.get("/links").main.text
    where = content_addresses(content, catalog, "4613")
    (url, standings), (dead, _other) = list(where.items())[:2]
    remember(workplace.var, {
        url: Known(state="alive", checked="2026-11-22", moved_to="https://ny.example.no/her"),
        dead: Known(state="dead", checked="2026-11-22", status=404),
    })  # fmt: skip
    page = pages.get("/links")
    assert "has moved there for good" in page.main.text
    assert "Dead" in page.main.text
    file = standings[0].file
    before = pages.text(file)
    other = "https://other.example.no"
    for wrong in ({"url": dead, "file": file}, {"url": url, "file": "../x"}, {"url": other, "file": file}):
        assert pages.client.post(f"/{TOKEN}/links", data={"csrf": "secret", **wrong}).status_code == 404
    assert pages.client.post(f"/{TOKEN}/links", data={"url": url, "file": file}).status_code == 403
    assert pages.text(file) == before
    assert pages.client.post(f"/{TOKEN}/links", data={"csrf": "secret", "url": url, "file": file}).status_code == 303
    after = pages.text(file)
    assert after != before
    assert "https://ny.example.no/her" in after
    assert len(after.splitlines()) == len(before.splitlines())


def test_the_public_server_has_nothing_to_ask_with() -> None:
    """What serves the site loads neither the editor's tools nor the library that asks other machines."""
    found = "[name for name in sys.modules if name.startswith(('httpx', 'directory.editor'))]"
    code = f"import sys, app, directory.web.serving; print({found})"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip().splitlines()[-1] == "[]"
