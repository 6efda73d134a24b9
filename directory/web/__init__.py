"""What a browser sees. `create_app` puts the parts together; the only room that knows Flask."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask import Flask
from werkzeug.routing import BaseConverter

from directory.catalog.hours import OSLO
from directory.language.locales import LOCALES
from directory.release import NothingToServe, Releases
from directory.web.addresses import item_link, link
from directory.web.compression import compress_answers
from directory.web.errors import answer_errors
from directory.web.headers import set_headers
from directory.web.icons import icon_reader
from directory.web.routes import (
    api,
    assistant,
    crisis,
    home,
    machines,
    organizations,
    pages,
    places,
    search,
    services,
    suggestions,
    topics,
    widget,
)
from directory.web.settings import Settings, checked_place, read_settings
from directory.web.static import serve_static
from directory.web.visit import CurrentRelease, current_visit, start_visits

STATIC = Path(__file__).parents[2] / "static"
LARGEST_FORM = 64 * 1024
"""Bytes; a form of ours holds a few words."""


class LangConverter(BaseConverter):
    """A language code of ours; anything else is no page."""

    regex = f"(?:{'|'.join(LOCALES)})"


def create_app(
    releases: CurrentRelease | None = None,
    clock: Callable[[], datetime] | None = None,
    settings: Settings | None = None,
) -> Flask:
    """The site. Without arguments: settings from the environment, the release of `DIRECTORY_VAR`, the time of now.

    Raises `SettingsError` when a setting is wrong.
    """
    settings = settings or read_settings(os.environ)
    releases = releases or Releases(settings.var)
    app = Flask(__name__, static_folder=None)
    app.config["SETTINGS"] = _checked(settings, releases)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    app.url_map.converters["lang"] = LangConverter
    # Both redirects would be whole addresses made from the Host header, which is never believed.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    # Called in reverse order: first the headers with the ETag of the plain page, then compression.
    compress_answers(app)
    set_headers(app)
    files = serve_static(app, STATIC)
    start_visits(app, releases, clock or (lambda: datetime.now(OSLO)))
    answer_errors(app, STATIC / "emergency.html")
    _prepare_templates(app, files.folder / "vendor" / "icons")
    for part in (home, services, organizations, topics, places, crisis, search, suggestions, assistant):
        app.register_blueprint(part.blueprint)
    for part in (widget, pages, machines, api):
        app.register_blueprint(part.blueprint)
    return app


def _checked(settings: Settings, releases: CurrentRelease) -> Settings:
    """`settings` held against the release; they cannot be while there is nothing to serve yet."""
    try:
        return checked_place(settings, releases.current().catalog.places)
    except NothingToServe:
        return settings


def _prepare_templates(app: Flask, icons: Path) -> None:
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: current_visit().texts.gettext(message),
        lambda one, many, number: current_visit().texts.ngettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, message: current_visit().texts.pgettext(context, message),
    )
    environment.globals |= {"link": link, "item_link": item_link, "icon": icon_reader(icons)}
