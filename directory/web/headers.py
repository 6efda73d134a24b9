"""The headers every answer carries, the same on all pages (P-08), and what a browser may keep (P-04)."""

from __future__ import annotations

from hashlib import blake2b

from flask import Flask, g, request
from werkzeug.wrappers import Response

SECURITY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""A page about drugs tells as much as an answer: no page differs from another."""


def may_be_framed(hosts: tuple[str, ...]) -> None:
    """The page being answered may stand in a frame on pages of `hosts`, and nowhere else."""
    g.framed_by = " ".join(hosts)


def keep_nothing() -> None:
    """The page being answered is not to be kept by anyone: search, crisis, and what is discreet."""
    g.keep_nothing = True


def set_headers(app: Flask) -> None:
    """Sets security and caching headers on every answer of `app`, errors too; answers 304 when nothing changed."""

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in SECURITY.items():
            response.headers[name] = value
        if "framed_by" in g:
            policy = SECURITY["Content-Security-Policy"]
            framed = policy.replace("frame-ancestors 'none'", f"frame-ancestors {g.framed_by}")
            response.headers["Content-Security-Policy"] = framed
        if "Cache-Control" in response.headers:
            return response
        fleeting = g.get("keep_nothing", False) or request.method not in ("GET", "HEAD") or response.status_code != 200
        if fleeting:
            response.headers["Cache-Control"] = "no-store"
            return response
        response.headers["Cache-Control"] = "no-cache"
        # Weak, for the same page goes out as brotli, gzip or neither. It names the release that the page was made from.
        body = blake2b(response.get_data(), digest_size=12).hexdigest()
        response.set_etag(f"{g.visit.release.id}-{body}" if "visit" in g else body, weak=True)
        return response.make_conditional(request)
