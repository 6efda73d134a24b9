"""What every page of ours must be, whichever test fetches it (S-01, P-01, P-08, interface.md's first rules)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from werkzeug.test import TestResponse

from directory.language.texts import load_texts
from directory.web.headers import SECURITY
from tests.documents import Element, read_document

ALWAYS = ("tel:113", "tel:116117", "tel:116123")
_TEXTS = load_texts(Path(__file__).resolve().parents[1] / "translations").values()
NEUTRAL = {f"{texts.gettext('Page')} – Rett dør" for texts in _TEXTS}
"""The titles of pages that say nothing of themselves, in every language."""
_ERROR = re.compile(f"(?:{'|'.join(re.escape(texts.gettext('Error')) for texts in _TEXTS)}): ")
FOREIGN_EMERGENCY = {"tel:988", "tel:911", "tel:999", "tel:000", "tel:112112"}
_FIELDS = ("input", "select", "textarea")


@dataclass
class Document:
    """A page that kept the rules, with its answer's headers."""

    page: Element
    html: str
    answer: TestResponse

    @property
    def title(self) -> str:
        return self.page.one("title").text

    @property
    def main(self) -> Element:
        return self.page.one("main")

    @property
    def heading(self) -> str:
        return self.page.one("h1").text

    def links(self) -> list[str]:
        return [one["href"] for one in self.page.all("a") if one.has("href")]


def check_page(path: str, answer: TestResponse) -> Document:
    """`answer` as a document; an AssertionError names the rule that it breaks."""
    check_headers(answer)
    html = answer.get_data(as_text=True)
    document = Document(page=read_document(html), html=html, answer=answer)
    told = f" ({path})"
    for rule in (
        _language,
        _title,
        _outline,
        _ids,
        _fields,
        _nothing_inline,
        _numbers,
        _links,
        _crisis_is_near,
        _images,
    ):
        try:
            rule(document)
        except AssertionError as broken:
            raise AssertionError(f"{rule.__name__.strip('_')}: {broken}{told}") from None
    return document


def check_tool_page(path: str, answer: TestResponse) -> Document:
    """A page of the editors' own tool: all the rules but those about who reads in need (S-01, S-02)."""
    check_headers(answer)
    assert answer.headers["Cache-Control"] == "no-store", path
    html = answer.get_data(as_text=True)
    document = Document(page=read_document(html), html=html, answer=answer)
    for rule in (_language, _title_of_tool, _outline, _ids, _fields, _nothing_inline, _links, _images):
        try:
            rule(document)
        except AssertionError as broken:
            raise AssertionError(f"{rule.__name__.strip('_')}: {broken} ({path})") from None
    return document


def _title_of_tool(document: Document) -> None:
    title = _ERROR.sub("", document.title)
    assert title.startswith(document.heading), f"{title!r} does not begin with {document.heading!r}"
    assert title != document.title or document.answer.status_code < 400, f"an error that does not say so: {title}"


def check_headers(answer: TestResponse) -> None:
    """P-01, P-04, P-08: no cookie, the same security headers on all, and a word on what may be kept."""
    assert "Set-Cookie" not in answer.headers, "P-01: a cookie is set"
    for name, value in SECURITY.items():
        assert answer.headers.get(name) == value, f"P-08: {name}"
    assert answer.headers.get("Cache-Control"), "P-04: no Cache-Control"


def _language(document: Document) -> None:
    html = document.page.one("html")
    assert html["lang"], "no lang"
    assert html["dir"] in ("ltr", "rtl"), "no dir"
    for one in document.page.walk():
        if one.has("lang"):
            assert re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", one["lang"]), one.attributes


def _title(document: Document) -> None:
    """Begins with the h1; an error's with a word that says so; a discreet page's says nothing."""
    title, heading = document.title, document.heading
    if document.answer.status_code >= 400 and document.answer.status_code != 410:
        assert _ERROR.match(title), title
    elif title not in NEUTRAL and not _ERROR.match(title):
        assert title.startswith(heading), f"{title!r} does not begin with {heading!r}"
    if title in NEUTRAL:
        assert document.page.all("a", class_="topbar__exit"), "a discreet page without the quick exit"


def _outline(document: Document) -> None:
    """One h1, no level left out, one main, no empty heading."""
    document.page.one("h1")
    document.page.one("main")
    level = 0
    for one in document.page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        assert one.text, f"empty {one.tag}"
        assert int(one.tag[1]) <= level + 1, f"{one.tag} after h{level}: {one.text}"
        level = int(one.tag[1])


def _ids(document: Document) -> None:
    ids = [one["id"] for one in document.page.walk() if one.has("id")]
    assert len(ids) == len(set(ids)), sorted({id_ for id_ in ids if ids.count(id_) > 1})
    for one in document.page.walk():
        for name in ("aria-labelledby", "aria-describedby", "for", "aria-controls"):
            for id_ in one[name].split():
                assert id_ in ids, f"{name}={id_} points nowhere"
    for one in document.page.all("a"):
        if one["href"].startswith("#"):
            assert one["href"][1:] in ids, f"{one['href']} points nowhere"


def _fields(document: Document) -> None:
    labels = {one["for"] for one in document.page.all("label")}
    for one in document.page.all(*_FIELDS):
        if one["type"] not in ("hidden", "submit"):
            assert one["id"] in labels or one.has("aria-label"), f"no label: {one.attributes}"
            assert not one.has("placeholder"), "a placeholder is no label"
    for one in document.page.all("button"):
        assert one.text or one.has("aria-label"), "a button without words"


def _nothing_inline(document: Document) -> None:
    """Nothing that the content security policy would block."""
    for one in document.page.walk():
        assert not one.has("style"), f"style attribute on {one.tag}"
        assert not any(name.startswith("on") for name in one.attributes), f"script attribute on {one.tag}"
    assert not document.page.all("style"), "<style>"
    for one in document.page.all("script"):
        assert one.has("src") or one["type"] == "application/ld+json", "inline script"
    for one in document.page.all("script", "link", "img", "iframe"):
        source = one["src"] or (one["href"] if one["rel"] in ("stylesheet", "icon") else "")
        assert not source.startswith(("http:", "https:", "//")), f"P-02: {source}"


def _numbers(document: Document) -> None:
    """S-01, S-19."""
    links = document.links()
    for number in ALWAYS:
        assert number in links, f"S-01: {number} is missing"
    strip = document.page.one("section", class_="strip")
    written = [one["href"] for one in strip.all("a") if not one["href"].startswith("tel:")]
    assert written, "S-01: no way without voice"
    assert not FOREIGN_EMERGENCY & set(links), "S-19"
    for href in links:
        if href.startswith("tel:"):
            assert re.fullmatch(r"tel:(\+\d{8,15}|\d{3,6})", href), href
        if href.startswith("sms:"):
            # A message of the reader's own, to whom they choose, names no number.
            assert re.fullmatch(r"sms:(\+\d{8,15}|\d{3,6}|\?&body=[\w%.~-]+)", href), href


def _links(document: Document) -> None:
    for one in document.page.all("a"):
        assert one["href"], f"a link without an address: {one.text}"
        assert one.text or one.has("aria-label"), f"a link without words: {one['href']}"
        assert not one["href"].startswith(("javascript:", "http://localhost", "//")), one["href"]
        assert one["target"] != "_blank", one["href"]
        if one.has("aria-label") and one.text:
            seen, read = "".join(one.text.split()).lower(), "".join(one["aria-label"].split()).lower()
            assert seen in read, f"what is seen ({one.text}) is not in what is read ({one['aria-label']})"


def _crisis_is_near(document: Document) -> None:
    """S-02: the crisis page is one activation away, and at most three Tab stops from the top."""
    stops = [one for one in document.page.walk() if one.tag in ("a", "button", "summary", *_FIELDS)]
    lang = document.answer.request.path.split("/")[1] or "nb"
    first = [one["href"].partition("?")[0] for one in stops[:3]]
    assert any(href.endswith("/crisis") for href in first), f"S-02: {first} in {lang}"


def _images(document: Document) -> None:
    for one in document.page.all("img"):
        assert one.has("alt"), f"no alt: {one['src'][:60]}"
