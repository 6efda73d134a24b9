"""The editor on 127.0.0.1 until it is interrupted. Never on another address: there is no way to ask for one."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from directory.editor.security import Gate
from directory.editor.workplace import NAME, Workplace

HOST = "127.0.0.1"
_OPENS = '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>…</title>'


class _Quiet(WSGIRequestHandler):
    """Keeps connections and logs no request: the token stands in every address."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing is written."""


def make_editor_server(app: Flask, port: int) -> BaseWSGIServer:
    """A server that is bound and not yet running; `port` 0 takes any that is free. Raises OSError when it is taken."""
    gate = app.wsgi_app
    assert isinstance(gate, Gate)
    # Werkzeug's own words for a port that is taken end the process; ours are told by the command.
    server = make_server(HOST, port, app, threaded=True, request_handler=_Quiet)
    gate.port = server.port
    return server


def address(server: BaseWSGIServer, workplace: Workplace) -> str:
    return f"http://{HOST}:{server.port}/{workplace.token}/"


def open_browser(where: str, workplace: Workplace) -> None:
    """Through a file that only this user can read: an address on a command line is seen by everyone on the machine."""
    workplace.remembered.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=workplace.remembered, prefix="open-", suffix=".html", delete=False, encoding="utf-8"
    ) as page:
        page.write(f'{_OPENS}<meta http-equiv="refresh" content="0;url={where}"><a href="{where}">{where}</a>')
    webbrowser.open(Path(page.name).resolve().as_uri())


def forget_opened(workplace: Workplace) -> None:
    """The files that the browser was opened with."""
    for page in workplace.remembered.glob("open-*.html"):
        page.unlink(missing_ok=True)


def serve_editor(app: Flask, port: int, *, browser: bool) -> None:
    workplace: Workplace = app.extensions[NAME]
    server = make_editor_server(app, port)
    where = address(server, workplace)
    print(where, flush=True)
    try:
        if browser:
            open_browser(where, workplace)
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
        forget_opened(workplace)
