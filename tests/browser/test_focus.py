"""Walking through a page with the keyboard: each stop is seen, the skip link skips, menus open and close."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.kinds import KINDS
from tests.browser.visits import OpenPage

STOPS = 25
_AROUND = 12
"""How many pixels outside an element its mark may stand."""

_WHERE = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const after = getComputedStyle(element, '::after');
    const covers = after.position === 'absolute' && getComputedStyle(element).position === 'static';
    const box = (covers ? element.offsetParent : element).getBoundingClientRect(), line = element.getClientRects()[0];
    const top = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    return { box: { x: box.left, y: box.top, width: box.width, height: box.height },
        seen: Boolean(top && (element.contains(top) || top.closest('label'))), html: element.outerHTML.slice(0, 120) };
}"""

# Pixels that changed by a contrast of 3:1 or more between two pictures (WCAG 2.4.13), counted in an empty page.
_CHANGED = """async pictures => {
    const read = async picture => {
        const image = new Image();
        image.src = 'data:image/png;base64,' + picture;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
        pen.drawImage(image, 0, 0);
        return pen.getImageData(0, 0, image.width, image.height).data;
    };
    const [one, other] = await Promise.all(pictures.map(read));
    const part = value => value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const light = (data, at) =>
        0.2126 * part(data[at]) + 0.7152 * part(data[at + 1]) + 0.0722 * part(data[at + 2]) + 0.05;
    let changed = 0;
    for (let at = 0; at < one.length; at += 4) {
        if (one[at] === other[at] && one[at + 1] === other[at + 1] && one[at + 2] === other[at + 2]) continue;
        const contrast = light(one, at) / light(other, at);
        if (contrast >= 3 || contrast <= 1 / 3) changed += 1;
    }
    return changed;
}"""


def _clip(page: Page, box: dict[str, float]) -> FloatRect:
    """The element and what stands around it, as much of it as is on screen."""
    screen = page.viewport_size or {"width": 0, "height": 0}
    x, y = max(0.0, box["x"] - _AROUND), max(0.0, box["y"] - _AROUND)
    right = min(float(screen["width"]), box["x"] + box["width"] + _AROUND)
    bottom = min(float(screen["height"]), box["y"] + box["height"] + _AROUND)
    return {"x": x, "y": y, "width": max(1.0, right - x), "height": max(1.0, bottom - y)}


def _mark(page: Page, judge: Page, box: dict[str, float]) -> int:
    """How many pixels tell that the element has focus: a picture with, a picture without."""
    clip = _clip(page, box)
    pictures = [page.screenshot(clip=clip)]
    page.evaluate("() => { window.last = document.activeElement; last.blur(); }")
    pictures.append(page.screenshot(clip=clip))
    page.evaluate("() => last.focus({ preventScroll: true })")
    changed: int = judge.evaluate(_CHANGED, [base64.b64encode(picture).decode() for picture in pictures])
    return changed


@pytest.mark.parametrize(
    ("name", "width", "options"),
    [
        ("home", 320, {}),
        ("services filtered", 320, {"theme": "dark"}),
        ("service on violence", 320, {}),
        ("crisis", 320, {"theme": "dark"}),
        ("search results", 320, {"forced_colors": "active"}),
        ("home", 1280, {"theme": "dark"}),
        ("services filtered", 1280, {}),
    ],
)
def test_focus_is_seen(open_page: OpenPage, name: str, width: int, options: dict[str, Any]) -> None:
    """Each Tab stop has a mark of 3:1 at least as long as half its edge, and nothing that sticks covers it."""
    page = open_page(KINDS[name], width=width, **options)
    judge = page.context.new_page()
    page.bring_to_front()
    faults = []
    for stop in range(STOPS):
        page.keyboard.press("Tab")
        state = page.evaluate(_WHERE)
        if state is None:
            assert stop > 8, "Tab leads nowhere"
            break
        box = state["box"]
        if not state["seen"]:
            faults.append(("covered", state["html"]))
        elif _mark(page, judge, box) < min(box["width"], width) + min(box["height"], 200):
            faults.append(("not marked", state["html"]))
    assert faults == []


@pytest.mark.parametrize("width", [320, 1280])
def test_skip_link(open_page: OpenPage, width: int) -> None:
    """The first Tab stop leads past all that stands on every page: the next one after it is in the main text."""
    page = open_page(KINDS["services"], width=width)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_menu_by_keyboard(open_page: OpenPage) -> None:
    """On a phone the menu opens with Enter, closes with Escape and keeps one's place."""
    page = open_page(KINDS["home"], width=320)
    button = page.locator(".menu--main > summary")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Rettigheter").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Rettigheter").first).to_be_hidden()
    expect(button).to_be_focused()


def test_menu_stands_open_on_a_wide_screen(open_page: OpenPage) -> None:
    """On a desk the main menu needs no opening, and there is no button for it."""
    page = open_page(KINDS["home"], width=1280)
    assert page.get_by_role("link", name="Finn hjelp").first.is_visible()
    assert not page.locator(".menu--main > summary").is_visible()
