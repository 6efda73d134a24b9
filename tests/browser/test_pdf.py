"""Sheets as PDF files: made in a process of its own, read back, and the page for printing as the way out."""

from __future__ import annotations

import fcntl
import io
import re
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from pypdf import PageObject, PdfReader

from directory.catalog.codes import service_code
from directory.catalog.models import Catalog
from directory.web import STATIC
from directory.web.booklet_page import booklet_html
from directory.web.pdf import NoPdf, make_long_pdf, make_pdf
from directory.web.pdf_process import static_file
from directory.web.settings import Settings
from tests.browser.visits import ROOT, OpenPage
from tests.conftest import SITE_URL, GetPage, MakeApp
from tests.documents import read_document

THREE = ("mental-helse-hjelpetelefonen", "nav-okonomitelefonen", "kirkens-sos")
QUERY = "&".join(f"id={service_code(id_)}" for id_ in THREE)


@pytest.fixture(scope="session")
def pdf_can_be_made() -> None:
    """Not skipped where it cannot: a sentence says what to install."""
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "pdf.py"), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(url=SITE_URL, var=tmp_path)


@pytest.fixture
def maker(make_app: MakeApp, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """An app that waits for its PDF: how long a reader is let wait is no matter of a test on a busy machine."""
    monkeypatch.setattr("directory.web.routes.handout_pdf.make_pdf", partial(make_pdf, seconds=300))
    return make_app(settings=settings).test_client()


def _text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_three_offerings_on_one_page_in_order(pdf_can_be_made: None, maker: FlaskClient, catalog: Catalog) -> None:
    """Three offerings are one page, in the order of the list, with whole numbers and the numbers of every page."""
    answer = maker.get(f"/nb/list/handout.pdf?{QUERY}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    reader = PdfReader(io.BytesIO(answer.data))
    assert len(reader.pages) == 1
    text = _text(reader)
    places = [text.index(catalog.services[id_].name) for id_ in THREE]
    assert places == sorted(places)
    for number in ("113", "116 117", "116 123", "55 55 33 39", "22 40 00 40"):
        assert number in text, number
    assert len(answer.data) < 150_000


def test_letters_are_whole_and_arabic_is_shaped(pdf_can_be_made: None, maker: FlaskClient, catalog: Catalog) -> None:
    """In Arabic, Ukrainian and Northern Sámi all letters have a font; Arabic is written in Arabic's own."""
    for lang in ("ar", "uk", "se"):
        reader = PdfReader(io.BytesIO(maker.get(f"/{lang}/list/handout.pdf?{QUERY}").data))
        fonts = {str(font["/BaseFont"]) for page in reader.pages for font in _fonts(page)}
        assert all("Noto" in font for font in fonts), fonts
        assert ("Arabic" in " ".join(fonts)) == (lang == "ar")
        assert "\ufffd" not in _text(reader)
        # Norwegian names stand beside, as one asks for them.
        assert catalog.services[THREE[0]].name in _text(reader)


def _fonts(page: PageObject) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]


def test_large_print_is_18_points(pdf_can_be_made: None, maker: FlaskClient) -> None:
    """Words are at least 12 points, and 18 in large print."""
    for flag, least in (("", 12), ("&large=1", 18)):
        reader = PdfReader(io.BytesIO(maker.get(f"/nb/list/handout.pdf?{QUERY}{flag}").data))
        sizes = [size for page in reader.pages for size in _sizes(page)]
        assert min(sizes) >= least - 0.01, (flag, sorted(set(sizes)))


def _sizes(page: PageObject) -> list[float]:
    """Of all words on the page, in points."""
    found: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            found.append(abs(size * tm[3] * cm[3]))

    page.extract_text(visitor_text=note)
    return found


def test_the_title_of_the_file_tells_nothing(pdf_can_be_made: None, maker: FlaskClient, catalog: Catalog) -> None:
    """P-10: neither the file's name nor its title holds the name of an offering."""
    answer = maker.get(f"/nb/list/handout.pdf?{QUERY}&discreet=1")
    told = f"{answer.headers['Content-Disposition']} {PdfReader(io.BytesIO(answer.data)).metadata}"
    assert not any(catalog.services[id_].name in told for id_ in THREE)


def test_without_a_pdf_one_is_led_to_the_page_for_printing(
    maker: FlaskClient, monkeypatch: pytest.MonkeyPatch, get_page: GetPage
) -> None:
    """When no PDF can be made, the page for printing is the way out, and says why it came."""

    def never(*_: object, **__: object) -> bytes:
        raise NoPdf("it took too long")

    monkeypatch.setattr("directory.web.routes.handout_pdf.make_pdf", never)
    answer = maker.get(f"/nb/list/handout.pdf?{QUERY}&large=1")
    assert answer.status_code == 302
    assert answer.location.startswith("/nb/list/handout?")
    document = get_page(answer.location)
    assert len(document.main.all("article")) == 3
    assert document.page.one("html")["class"] == "large "
    assert "PDF" in document.page.one("nav", class_="tools").text


def test_it_is_stopped_when_it_takes_too_long(settings: Settings) -> None:
    """A sheet that cannot be laid out in time is given up, and its process ends with it."""
    endless = "<html><body>" + "<div style='float:left'><table><tr><td>x" * 3000
    before = _children()
    with pytest.raises(NoPdf, match="too long"):
        make_pdf(endless, STATIC, settings, seconds=0.5)
    assert _children() <= before


def _children() -> set[str]:
    """Processes that this thread has started and that are still there."""
    return set(Path("/proc/thread-self/children").read_text(encoding="ascii").split())


def test_one_at_a_time(settings: Settings) -> None:
    """While somebody's PDF is made, another waits for its turn and goes without when it does not come."""
    with (settings.var / "pdf.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(NoPdf, match="before"):
            make_pdf("<html>", STATIC, settings, seconds=0.2)


def test_two_at_once_both_come(pdf_can_be_made: None, settings: Settings) -> None:
    """Two who ask at once both get theirs, one after the other."""
    made: list[bytes] = []

    def ask() -> None:
        made.append(make_pdf("<html lang=nb><title>x</title><p>113", STATIC, settings, seconds=60))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one[:4] for one in made] == [b"%PDF"] * 2


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/x", f"{SITE_URL}/nb/", f"{SITE_URL}/static/../README.md",
            f"{SITE_URL}/static/%2e%2e/README.md", f"{SITE_URL}/static/css", "data:text/css,a{}"],
)  # fmt: skip
def test_it_reads_nothing_but_our_own_files(url: str) -> None:
    """P-02: what makes a PDF reads our style sheets and pictures, and nothing else anywhere."""
    with pytest.raises(ValueError):
        static_file(url, STATIC)
    assert static_file(f"{SITE_URL}/static/css/paper.css?v=1", STATIC).name == "paper.css"


def test_what_goes_wrong_says_none_of_the_words(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    """P-03: a sheet that cannot be made leaves nothing of itself in any log."""
    with pytest.raises(NoPdf) as told:
        make_pdf("<html><p>canary-words</p>", Path("/nowhere"), settings, seconds=20)
    assert "canary" not in str(told.value) + "".join(capfd.readouterr())


def test_the_browsers_own_pdf_is_one_page_too(open_page: OpenPage) -> None:
    """The page for printing, printed by a browser, is one page for three offerings, with whole numbers."""
    page = open_page(f"/nb/list/handout?{QUERY}")
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(reader.pages) == 1
    assert "55 55 33 39" in _text(reader)


def test_a_camera_reads_the_code_on_paper(pdf_can_be_made: None, maker: FlaskClient) -> None:
    """P-10: the codes on the sheet lead to the offerings' short addresses, which hold no name."""
    sheet = pypdfium2.PdfDocument(maker.get(f"/nb/list/handout.pdf?{QUERY}").data)
    seen = {code.text for code in zxingcpp.read_barcodes(sheet[0].render(scale=3).to_pil())}
    assert seen == {f"{SITE_URL}/s/{service_code(id_)}" for id_ in THREE}


def test_a_booklet_has_the_page_numbers_it_promises(
    pdf_can_be_made: None, make_app: MakeApp, settings: Settings
) -> None:
    """Each line of the contents names the page on which that chapter begins; the numbers to call are on every page."""
    html, static = booklet_html(make_app(settings=settings), "nb", "1160", prison=True, release_to="1106")
    steps: list[str] = []
    reader = PdfReader(io.BytesIO(make_long_pdf(html, static, settings, steps.append)))
    assert any("Step" in step for step in steps), "long work says where it is"
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    contents = read_document(html).one("ul", class_="contents").all("a")
    assert len(contents) > 8
    for line in contents:
        told = re.search(rf"{re.escape(line.text)} (\d+)", pages[1])
        assert told, line.text
        assert pages[int(told[1]) - 1].startswith(line.text), line.text
    assert all("113 · 116 117 · 116 123" in page for page in pages[1:])
    assert not reader.pages[0].images


def test_a_booklet_in_arabic_and_in_large_print(pdf_can_be_made: None, make_app: MakeApp, settings: Settings) -> None:
    """In large print nothing is below 18 points, page numbers included; Arabic has Arabic's own letters."""
    html, static = booklet_html(make_app(settings=settings), "ar", "1160", prison=True, large=True)
    reader = PdfReader(io.BytesIO(make_long_pdf(html, static, settings, lambda line: None)))
    assert min(size for page in reader.pages for size in _sizes(page)) >= 18 - 0.01
    assert "Arabic" in " ".join(str(font["/BaseFont"]) for page in reader.pages for font in _fonts(page))
