"""Pages of text: Markdown that is safe, links that keep the place, numbers that can be called."""

from __future__ import annotations

import pytest

from directory.catalog.models import Catalog
from directory.web.bodies import render_markdown
from directory.web.numbers import known_numbers
from tests.conftest import GetPage


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[x](services/leve)", '<a href="/nb/services/leve?place=1106"'),
        ("[x](crisis#violence)", '<a href="/nb/crisis?place=1106#violence"'),
        ("[x](https://example.no/a)", '<a href="https://example.no/a"'),
        ("[x](tel:116117)", '<a href="tel:116117"'),
    ],
)
def test_own_links_keep_language_and_place(source: str, html: str) -> None:
    """A link without a scheme is a page of ours, in the language of the page and with the place; others stay."""
    assert html in render_markdown(source, "/nb/", "?place=1106")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '<p style="x">',
        "![x](https://x.no/y.png)",
    ],
)
def test_markdown_brings_no_html(source: str) -> None:
    """HTML in a body is shown as text; scripts, images and styles never get through."""
    html = render_markdown(source, "/nb/", "")
    assert "<script" not in html
    assert "<img" not in html
    assert "<p style" not in html
    assert 'href="javascript' not in html


def test_numbers_in_running_text_can_be_called(get_page: GetPage) -> None:
    """A number of the catalogue that stands in the text of a page is a link."""
    assert "tel:116123" in [one["href"] for one in get_page("/nb/pages/relatives").main.all("a")]


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>Ring 116 123.</p>", True), ("<p>Ring 22 40 00 40, da.</p>", True), ("<p>Ring 113</p>", True),
        ("<p>§ 113</p>", False), ("<p>113-114</p>", False), ("<p>1 113 kroner</p>", False),
        ("<p>113 000 kroner</p>", False),
        ('<p><a href="x">116 123</a></p>', False), ('<p title="116 123">x</p>', False), ("<p>23 45 67 89</p>", False),
    ],
)  # fmt: skip
def test_only_numbers_of_the_catalogue_become_links(catalog: Catalog, html: str, linked: bool) -> None:
    """S-19: paragraphs of laws, sums, numbers in links and unknown numbers stay as they are."""
    assert (known_numbers("test", catalog).linked(html) != html) is linked
