"""The QR code of a page, for print."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup

from directory.web.visit import Visit


def qr_code(visit: Visit, path: str) -> Markup | None:
    """An `<svg>` of the page's whole address; None when the site's own address is not set (`DIRECTORY_URL`)."""
    return _drawn(visit.settings.url + path) if visit.settings.url else None


@lru_cache(maxsize=1024)
def _drawn(address: str) -> Markup:
    code = segno.make(address, error="m", micro=False)
    # Without a size of its own it has a viewBox, so that a style sheet may scale it; cut off, no camera reads it.
    svg = code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return Markup(svg.replace("<svg ", '<svg role="img" aria-hidden="true" ', 1))
