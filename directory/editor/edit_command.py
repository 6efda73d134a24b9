"""`python -m directory edit`: the editor in a browser on this machine."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path
from typing import Any

from directory.editor.texts import LANGUAGES, _, speaking
from directory.web.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]


def add(commands: Any) -> None:
    text = "Change the content in a browser on this machine. Nobody else can reach it."
    parser = commands.add_parser("edit", help=text, description=text)
    parser.set_defaults(run=edit)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--var", type=Path, default=None)
    parser.add_argument("--port", type=int, default=0, help="any that is free unless set")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="nb")


def edit(options: argparse.Namespace) -> int:
    from directory.editor.app import create_editor
    from directory.editor.serving import HOST, serve_editor
    from directory.editor.workplace import Workplace

    translations = ROOT / "translations"
    with speaking(translations, options.lang):
        if not options.content.is_dir():
            print(_("There is no folder %(folder)s.", folder=options.content), file=sys.stderr)
            return 1
        if options.port and _is_taken(HOST, options.port):
            told = _("Port %(port)s is taken. Leave --port out, and a free one is found.", port=options.port)
            print(told, file=sys.stderr)
            return 1
        settings = read_settings(os.environ)
        workplace = Workplace(
            content=options.content.resolve(),
            translations=translations,
            var=(options.var or settings.var).resolve(),
            lang=options.lang,
            place=settings.place or "",
            site=settings.url or "",
        )
        print(_("Open this address in a browser on this machine. Press Ctrl+C here when you are done."))
    serve_editor(create_editor(workplace), options.port, browser=not options.no_browser)
    return 0


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex((host, port)) == 0
