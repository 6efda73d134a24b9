"""The editors' web page: a Flask app of its own, never part of the public site. `create_editor` puts it together."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask, current_app, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

import directory.editor
from directory.editor import texts
from directory.editor.menu import MenuItem
from directory.editor.security import CSRF, Gate, guard
from directory.editor.workplace import Workplace, current_workplace, open_workplace
from directory.web.icons import icon_reader
from directory.web.static import serve_static

STATIC = Path(__file__).parents[2] / "static"
_MOST_BYTES = 20_000_000
"""A spreadsheet of all content is far below; the form of one file far below that."""


def create_editor(workplace: Workplace) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=_MOST_BYTES, MAX_FORM_MEMORY_SIZE=4_000_000, MAX_FORM_PARTS=5_000)
    app.url_map.strict_slashes = False
    open_workplace(app, workplace)
    guard(app)
    files = serve_static(app, STATIC)
    _prepare_templates(app, files.folder / "vendor" / "icons")
    modules = _page_modules()
    for module in modules:
        app.register_blueprint(module.blueprint)
    app.extensions["menu"] = sorted(
        (item for module in modules for item in getattr(module, "MENU", ())), key=lambda item: item.order
    )
    _answer_errors(app)
    app.wsgi_app = Gate(app.wsgi_app, workplace.token)  # type: ignore[method-assign]
    return app


def _page_modules() -> list[ModuleType]:
    """Every `<name>_pages` beside this file, with its `blueprint` and `MENU`."""
    names = sorted(one.name for one in pkgutil.iter_modules(directory.editor.__path__) if one.name.endswith("_pages"))
    return [importlib.import_module(f"directory.editor.{name}") for name in names]


def _prepare_templates(app: Flask, icons: Path) -> None:
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals |= {
        "_": _translated, "ngettext": _counted, "icon": icon_reader(icons), "menu": _menu,
        "workplace": _workplace, "csrf_field": _csrf_field, "languages": texts.LANGUAGES,
    }  # fmt: skip

    @app.before_request
    def _speak() -> None:
        workplace = current_workplace()
        texts.speak(texts.load_editor_texts(workplace.translations, workplace.lang))


def _translated(message: str, /, **values: Any) -> Markup:
    """Values are escaped; the translations are our own."""
    text = Markup(texts.gettext(message))
    return text % values if values else text


def _counted(one: str, many: str, num: int, /, **values: Any) -> Markup:
    return Markup(texts.ngettext(one, many, num, **values))


def _menu() -> list[MenuItem]:
    found: list[MenuItem] = current_app.extensions["menu"]
    return found


def _workplace() -> Workplace:
    return current_workplace()


def _csrf_field() -> Markup:
    """Stands in every form that POSTs."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(CSRF, current_workplace().csrf)


def _answer_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def _told(error: HTTPException) -> Response:
        code = error.code or 500
        if code < 400:
            return error.get_response()
        return _page(code)

    @app.errorhandler(Exception)
    def _broken(error: Exception) -> Response:
        app.logger.exception("%s %s", request.method, request.endpoint)
        return _page(500)

    def _page(code: int) -> Response:
        body = render_template("editor_error.html", code=code)
        return app.make_response((body, code))
