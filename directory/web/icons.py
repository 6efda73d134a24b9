"""Pictograms inline in the page, so that they cost no request and follow the colour of the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

_NAME = re.compile(r"[A-Za-z0-9]+")


def icon_reader(folder: Path) -> Callable[[str], Markup]:
    """`icon(name)` for templates: an icon of `folder` as decoration, hidden from screen readers.

    A name without a file is nothing at all: a page without a picture is better than no page. `check` finds such names.
    """

    @lru_cache(maxsize=512)
    def icon(name: str) -> Markup:
        path = folder / f"{name}.svg"
        if not _NAME.fullmatch(name) or not path.is_file():
            return Markup("")
        svg = re.sub(r"<title.*?</title>|<\?xml.*?\?>", "", path.read_text(encoding="utf-8"), flags=re.S)
        drawing = re.search(r"<svg\b([^>]*)>(.*)</svg>", svg, re.S)
        if drawing is None:
            return Markup("")
        view = re.search(r'viewBox="[^"]*"', drawing[1])
        # A hundredth of 24 units is never seen, and a page of sixty icons gets a quarter lighter.
        inner = re.sub(r'\sid="[^"]*"', "", " ".join(drawing[2].split()))
        inner = re.sub(r"(\.\d\d)\d+", r"\1", inner)
        shape = view[0] if view else 'viewBox="0 0 24 24"'
        about = 'width="24" height="24" fill="none" aria-hidden="true" focusable="false"'
        return Markup(f'<svg class="icon" {shape} {about}>{inner}</svg>')

    return icon
