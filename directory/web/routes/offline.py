"""What a browser keeps for when there is no network (P-01): the crisis page in every language, and what it is made of.

The service worker is our own file with the addresses to keep put before it: when any of them changes, browsers fetch
all of them again. Nothing a visitor does is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, url_for
from werkzeug.wrappers import Response as Answer

from directory.assistant.lifelines import EMERGENCY_SMS
from directory.web.chrome import build_chrome, report_url, site_name
from directory.web.headers import keep_nothing
from directory.web.strip import build_strip
from directory.web.urgent import timeless, urgent_door, urgent_views
from directory.web.visit import current_visit, offered_languages

blueprint = Blueprint("offline", __name__)
FILES = (
    "css/theme.css", "vendor/designsystemet.css", "css/site.css", "js/site.js", "js/offline.js", "favicon.svg",
)  # fmt: skip
"""All that the page without a network is made of."""
ICONS = (
    ("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"), ("icon-mask.png", "512x512", "maskable"),
)  # fmt: skip


@blueprint.get("/service-worker.js")
def service_worker() -> Response:
    """At the top of the site, so that it may answer for all pages."""
    folder: Path = current_app.extensions["static_folder"]
    script = (folder / "js" / "service-worker.js").read_text(encoding="utf-8")
    response = Response(f"const KEPT = {json.dumps(_kept())};\n{script}", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _kept() -> Mapping[str, object]:
    """What is kept, under a name that is another one whenever anything of it may have changed."""
    visit = current_visit()
    pages = {lang: url_for("offline.crisis", lang=lang) for lang in offered_languages(visit.release.texts)}
    files = [url_for("static", filename=name) for name in FILES]
    version = blake2b(json.dumps([visit.release.id, pages, files]).encode(), digest_size=8).hexdigest()
    return {"cache": f"crisis-{version}", "pages": pages, "files": files}


@blueprint.get("/<lang:lang>/crisis/offline")
def crisis(lang: str) -> Answer:
    """The crisis page as it can be read tomorrow, too: nothing in it depends on what is open now."""
    keep_nothing()
    visit = current_visit()
    heading = visit.gettext("Help now")
    chrome = build_chrome(visit, heading, discreet=True, noindex=True)
    chrome = replace(chrome, strip=timeless(chrome.strip))
    ambulance, doctor, talk = timeless(build_strip(visit)).calls
    sms = visit.catalog.services.get(EMERGENCY_SMS)
    response = Response(
        render_template(
            "offline.html", chrome=chrome, visit=visit, heading=heading, report_url=report_url(visit, hidden=True),
            ambulance=ambulance, calls=(doctor, talk), sections=urgent_views(visit),
            written=[urgent_door(visit, (sms, channel)) for channel in sms.channels_of("sms")[:1]] if sms else [],
        )
    )  # fmt: skip
    response.headers["Content-Language"] = chrome.lang
    return response


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """What the site is called and looks like among a phone's programs: nothing of what it is about."""
    visit = current_visit()
    icons = [
        {"src": url_for("static", filename=name), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in ICONS
    ]
    told = {
        "id": "/", "name": site_name(visit), "short_name": "Rett dør", "start_url": "/", "scope": "/",
        "display": "standalone", "background_color": "#ffffff", "theme_color": "#10312f", "icons": icons,
    }  # fmt: skip
    response = Response(json.dumps(told, ensure_ascii=False), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response
