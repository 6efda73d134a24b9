"""What a browser sees. `create_app` puts the parts together; the only room that knows Flask."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from flask import Flask
from werkzeug.routing import BaseConverter

from directory.catalog.hours import OSLO
from directory.language.locales import LOCALES
from directory.release import NothingToServe
from directory.web.compression import compress_answers
from directory.web.errors import answer_errors
from directory.web.front import note_routes, put_in_front
from directory.web.headers import set_headers
from directory.web.inbox import open_inbox
from directory.web.limits import limit_requests
from directory.web.metrics import Metrics, count_answers
from directory.web.rate_limit import RateLimit, limit_rate
from directory.web.releases import Releases
from directory.web.routes import (
    api,
    assistant,
    booklet,
    crisis,
    desk,
    easy,
    feedback,
    handout_pdf,
    home,
    interpreter,
    machines,
    offline,
    organizations,
    pages,
    phone_files,
    places,
    report,
    search,
    services,
    sheets,
    shortlist,
    suggestions,
    topics,
    widget,
)
from directory.web.settings import Settings, checked_place, read_settings
from directory.web.static import serve_static
from directory.web.templating import prepare_templates, read_all
from directory.web.visit import CurrentRelease, start_visits

STATIC = Path(__file__).parents[2] / "static"


class LangConverter(BaseConverter):
    """A language code of ours; anything else is no page."""

    regex = f"(?:{'|'.join(LOCALES)})"


def create_app(
    releases: CurrentRelease | None = None,
    clock: Callable[[], datetime] | None = None,
    settings: Settings | None = None,
    access_log: TextIO | None = None,
) -> Flask:
    """The site. Without arguments: settings from the environment, the release of `DIRECTORY_VAR`, the time of now,
    and no access log.

    Raises `SettingsError` when a setting is wrong.
    """
    settings, served = settings or read_settings(os.environ), releases is None
    releases = releases or Releases(settings.var, in_background=True)
    clock = clock or (lambda: datetime.now(OSLO))
    app = Flask(__name__, static_folder=None)
    app.config["SETTINGS"] = _checked(settings, releases)
    app.url_map.converters["lang"] = LangConverter
    # Both redirects would be whole addresses made from the Host header, which is never believed.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    # Called in reverse order: first the headers with the ETag of the plain page, then compression.
    compress_answers(app)
    set_headers(app)
    files = serve_static(app, STATIC)
    app.extensions["static_folder"] = files.folder
    note_routes(app)
    limit_requests(app)
    limit_rate(app, RateLimit(), clock, settings.proxies, STATIC / "emergency.html")
    start_visits(app, releases, clock)
    answer_errors(app, STATIC / "emergency.html")
    prepare_templates(app, files.folder / "vendor" / "icons")
    app.extensions["metrics"] = Metrics(clock)
    open_inbox(app, settings.database, clock)
    for part in (home, services, organizations, topics, places, crisis, search, suggestions, assistant):
        app.register_blueprint(part.blueprint)
    for part in (desk, interpreter, shortlist, sheets, widget, pages, machines, api):
        app.register_blueprint(part.blueprint)
    for part in (phone_files, handout_pdf, booklet, offline, easy, report, feedback):
        app.register_blueprint(part.blueprint)
    app.extensions["page_cache"] = put_in_front(app, releases, clock, STATIC / "emergency.html", access_log)
    count_answers(app)
    if served:
        read_all(app)
    return app


def _checked(settings: Settings, releases: CurrentRelease) -> Settings:
    """`settings` held against the release; they cannot be while there is nothing to serve yet."""
    try:
        return checked_place(settings, releases.current().catalog.places)
    except NothingToServe:
        return settings
