"""What a page looks like to eyes and thumbs: narrow, spaced out, turned round, in high contrast, still, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import KINDS
from tests.browser.visits import OpenPage

# WCAG 1.4.12, set through the object model since the page's policy blocks style elements.
_SPACE_OUT = """() => { for (const element of document.querySelectorAll('*')) {
    element.style.setProperty('line-height', '1.5', 'important');
    element.style.setProperty('letter-spacing', '0.12em', 'important');
    element.style.setProperty('word-spacing', '0.16em', 'important'); } }"""

_CUT = """() => [...document.querySelectorAll('a, button, p, h1, h2, h3, li, dt, dd, label, span')].filter(element => {
    const style = getComputedStyle(element);
    const hides = style.overflowX !== 'visible' && style.clipPath === 'none' && style.position !== 'absolute';
    return hides && element.scrollWidth > element.clientWidth + 1;
}).map(element => element.outerHTML.slice(0, 120))"""


def _width(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_reflow(open_page: OpenPage, path: str) -> None:
    """At 320 px (400 % zoom) nothing scrolls sideways, all parts opened, also with a reader's own text spacing."""
    page = open_page(path, width=320)
    assert _width(page) <= 320
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert _width(page) <= 320
    page.evaluate(_SPACE_OUT)
    assert _width(page) <= 320
    assert page.evaluate(_CUT) == []


# A link whose ::after covers the box it stands in is pressed anywhere in that box.
_SMALL = """([least, selector]) => [...document.querySelectorAll(selector)].filter(element => {
    const style = getComputedStyle(element), after = getComputedStyle(element, '::after');
    let box = element.getBoundingClientRect();
    if (!box.width || style.visibility === 'hidden' || box.bottom < 0) return false;
    const covers = after.content !== 'none' && after.position === 'absolute' && style.position === 'static';
    if (covers) box = element.offsetParent.getBoundingClientRect();
    if (['checkbox', 'radio'].includes(element.type)) {
        const row = element.labels[0].getBoundingClientRect();
        box = { height: row.height, width: row.right - box.left };
    }
    // A link in a running text is as high as its line (WCAG 2.5.8).
    const inText = element.tagName === 'A' && style.display.startsWith('inline') && !covers
        && [...element.parentElement.childNodes].some(node => node !== element && node.textContent.trim());
    return !inText && (box.height < least - 0.5 || box.width < least - 0.5);
}).map(element => element.outerHTML.slice(0, 140))"""


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_targets(open_page: OpenPage, path: str) -> None:
    """What one presses is at least 24 px; calls, the crisis page, the exit and the answers of a form at least 44 px."""
    page = open_page(path, width=320)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert page.evaluate(_SMALL, [24, "a, button, summary, input:not([type=hidden]), select"]) == []
    urgent = "a[href^='tel:'], a[href^='sms:'], .call[href], [data-exit], .topbar a, .menu a, button"
    assert page.evaluate(_SMALL, [44, urgent]) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "name", ["home with a place", "services filtered", "service with phone and chat", "place", "crisis", "rights"]
)
def test_right_to_left(open_page: OpenPage, name: str, width: int) -> None:
    """Turned to right-to-left the page is its mirror image: nothing sticks out, what stood left stands right."""
    page = open_page(KINDS[name], width=width)
    brand = "document.querySelector('.brand').getBoundingClientRect()"
    before = page.evaluate(f"[{brand}.left, document.querySelector('h1').getBoundingClientRect().left]")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert _width(page) <= width
    out = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(element => {
            const box = element.getBoundingClientRect();
            return box.width && box.left < -1 && getComputedStyle(element).position !== 'absolute';
        }).map(element => element.outerHTML.slice(0, 120))"""
    )
    assert out == []
    inner = page.evaluate("document.documentElement.clientWidth")
    after = page.evaluate(f"[{brand}.right, document.querySelector('h1').getBoundingClientRect().right]")
    assert [round(inner - edge) for edge in after] == [round(edge) for edge in before]


def test_language_and_direction_agree(open_page: OpenPage) -> None:
    """An address in Arabic says truly which language its text is in and which way that runs."""
    page = open_page("/ar/", width=320)
    told = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert told in (["ar", "rtl"], ["en", "ltr"]), "in Arabic once it is translated, in English until then"
    assert _width(page) <= 320


def test_forced_colors_keep_borders(open_page: OpenPage) -> None:
    """In a high-contrast theme buttons, tiles and cards still have edges."""
    for name in ("service with phone and chat", "home", "services filtered"):
        page = open_page(KINDS[name], width=320, forced_colors="active")
        bare = page.evaluate(
            """() => [...document.querySelectorAll('.call[href], button, .topbar a, .strip__item, .tile, .card, .chip,'
                + ' .ds-input, .door, .panel')].filter(element => {
                const style = getComputedStyle(element);
                const bordered = style.borderStyle !== 'none' && parseFloat(style.borderWidth) >= 1;
                return element.getBoundingClientRect().width && !bordered;
            }).map(element => element.outerHTML.slice(0, 120))"""
        )
        assert bare == [], name


def test_no_motion_when_none_is_wanted(open_page: OpenPage) -> None:
    """With reduced motion nothing moves."""
    page = open_page(KINDS["home"], reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(element => {
            const style = getComputedStyle(element), seconds = value => Math.max(...value.split(',').map(parseFloat));
            const animated = seconds(style.animationDuration) > 0.01 && style.animationName !== 'none';
            return animated || seconds(style.transitionDuration) > 0.01;
        }).length"""
    )
    assert moving == 0


@pytest.mark.parametrize("name", ["home", "service with phone and chat", "place", "search results", "not found"])
def test_paper(open_page: OpenPage, name: str) -> None:
    """On paper the numbers of the strip are there (S-01), menus and forms are not, and nothing is under 12 pt."""
    page = open_page(KINDS[name], width=1280)
    page.emulate_media(media="print")
    strip = page.locator(".strip").inner_text()
    assert "113" in strip
    assert "116 117" in strip
    assert "116 123" in strip
    for chrome in page.locator("nav, form, .topbar, .footer, button, [data-exit]").all():
        assert not chrome.is_visible(), chrome.evaluate("element => element.outerHTML.slice(0, 120)")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.strip *, main *')].filter(element => element.checkVisibility()
            && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
            && element.getBoundingClientRect().width > 1 && parseFloat(getComputedStyle(element).fontSize) < 15.9
        ).map(element => element.outerHTML.slice(0, 120))"""
    )
    assert small == [], "print is at least 12 pt"


def test_paper_of_a_service(open_page: OpenPage) -> None:
    """A printed service shows its number, the whole week and its web address in full, and fits the sheet."""
    page = open_page(KINDS["service with phone and chat"], width=1280)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    shown = page.locator("main").inner_text()
    assert "22 40 00 40" in shown
    assert "https://www.kirkens-sos.no" in shown
    assert page.locator(".week table").first.is_visible(), "the week is shown, though it was folded on screen"
    assert _width(page) <= 680
    assert page.pdf(format="A4").startswith(b"%PDF-")
