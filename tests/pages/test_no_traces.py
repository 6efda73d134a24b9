"""What a visitor leaves behind: no cookie anywhere (P-01), not a word in logs, caches, numbers or files (P-03)."""

from __future__ import annotations

import functools
import gc
import io
import logging
import os
import random
import string
import subprocess
import sys
import types
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from directory.release import Release
from directory.web import create_app
from directory.web.access_log import AccessLog
from directory.web.settings import Settings, read_settings
from tests.conftest import NOON, FixedRelease

ROOT = Path(__file__).resolve().parents[2]
IDS = {"services": "kirkens-sos", "organizations": "mental-helse", "topics": "money", "types": "helpline",
       "places": "1106", "pages": "about", "easy": "about"}  # fmt: skip
WHOLE = "static/css/emergency.css"


def _canary() -> str:
    return "kanari" + "".join(random.choices(string.ascii_lowercase, k=14))


def _paths(app: Flask) -> list[tuple[str, str]]:
    """(method, path) of every route, with ids that exist."""
    found = []
    for rule in app.url_map.iter_rules():
        path = str(rule).replace("<lang:lang>", "nb").replace("<path:filename>", WHOLE.removeprefix("static/"))
        path = path.replace("<code>", "x")
        for kind, id_ in IDS.items():
            path = path.replace(f"/{kind}/<id>", f"/{kind}/{id_}")
        found += [(method, path) for method in sorted((rule.methods or set()) & {"GET", "POST"})]
    return found


def test_no_cookie_anywhere(app: Flask) -> None:
    """P-01: every route, page, file, form, redirect and error, asked for with a cookie in hand: none is ever set."""
    client = app.test_client(use_cookies=False)
    paths = _paths(app)
    assert len(paths) > 40
    for method, path in [*paths, ("GET", "/nb/nope"), ("GET", "/nope"), ("DELETE", "/nb/"), ("POST", "/nb/topics")]:
        answer = client.open(path, method=method, headers={"Cookie": "session=x"})
        assert answer.status_code < 500, path
        assert "Set-Cookie" not in answer.headers, path


def test_no_code_of_ours_can_set_one() -> None:
    """P-01: nowhere in code, templates or scripts is a cookie written, and no session is used."""
    for path in [*(ROOT / "directory").rglob("*.*"), *(ROOT / "static" / "js").glob("*.js")]:
        if path.suffix in (".py", ".html", ".js", ".xml"):
            text = path.read_text(encoding="utf-8")
            for word in ("set_cookie", "document.cookie", "cookieStore", "flask.session", "import session"):
                assert word not in text, path


def _send_everywhere(app: Flask, word: str) -> None:
    """The word as everything that a visitor can send, through every form."""
    wrapped = f"text:{urlsafe_b64encode(f'{word} x'.encode()).decode()}"
    headers = {"User-Agent": word, "Referer": f"https://{word}.example/", "Cookie": f"a={word}",
               "X-Forwarded-For": word, "If-None-Match": word, "Accept-Language": f"nb, {word}"}  # fmt: skip

    def ask(method: str, path: str, query: str = "", **sent: Any) -> None:
        # Without the test's own client, which remembers the addresses that it takes apart.
        environ = EnvironBuilder(method=method, headers=list(headers.items()), **sent).get_environ()
        b"".join(app.wsgi_app(environ | {"PATH_INFO": path, "QUERY_STRING": query}, lambda *_: str))

    for method, path in _paths(app):
        if path.endswith(".pdf"):
            continue
        for _ in range(2):
            ask(method, path, f"q={word}&{word}={word}&text={word}&place={word}")
        if method == "POST":
            ask(method, path, data={"q": word, "text": word, "step": wrapped, "asked": "where", "place": word})
            ask(method, path, data={"q": f"jeg vil dø {word}", "text": f"jeg vil dø {word}", "do": word, "view": word})
            ask(method, path, data={"where": "search", "found": "no", "id": word, "about": word, word: word})
            ask(method, path, json={"text": word, "answers": {"where": word}, word: word})
            ask(method, path, data={"q": (io.BytesIO(word.encode() * 4000), f"{word}.txt")})
    for path in (f"/{word}", f"/nb/{word}", f"/nb/services/{word}", f"/nb/places/{word}", f"/s/{word}"):
        ask("GET", path)
    ask("POST", "/nb/search", data={"q": f"{word} " * 4000})


def _with_inbox(folder: Path) -> Settings:
    """What is held back as spam is read all the same, and must not stay either."""
    return Settings(database=f"sqlite:///{folder}/inbox.sqlite")


def test_the_access_log_and_the_numbers(release: Release, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """P-03, P-07: after the word was sent through everything, no line of any log and no number holds it."""
    word, out = _canary(), io.StringIO()
    app = create_app(FixedRelease(release), lambda: NOON, _with_inbox(tmp_path), out)
    with caplog.at_level(logging.DEBUG):
        _send_everywhere(app, word)
    _flush()
    assert out.getvalue().count("\n") > 40
    shown = [app.test_client().get(path).text for path in ("/metrics", "/health")]
    for told in (out.getvalue(), caplog.text, *shown):
        assert word not in told


def _flush() -> None:
    for one in gc.get_objects():
        if isinstance(one, AccessLog):
            one.flush()


def test_no_memory_keeps_a_word(release: Release, tmp_path: Path) -> None:
    """P-03: after the word was sent through everything, no cache, list, key or object in memory holds it."""
    first, second = _canary(), _canary()  # never put together in anything that stays
    app = create_app(FixedRelease(release), lambda: NOON, _with_inbox(tmp_path))
    _send_everywhere(app, first + second)
    del app
    gc.collect()
    assert list(_holders(first, second)) == []


def _holders(first: str, second: str) -> Any:
    """Objects whose texts hold both halves one after the other; frames, which are running, are left out."""
    seen: set[int] = set()
    for one in gc.get_objects():
        if isinstance(one, types.FrameType | types.GeneratorType) or one is seen:
            continue
        # Small containers of plain texts are known to the collector only through those who hold them.
        near = gc.get_referents(one)
        if isinstance(one, functools._lru_cache_wrapper):
            near += [deep for inner in near for deep in gc.get_referents(inner)]
        near += [deep for inner in near if isinstance(inner, tuple | dict | list) and not gc.is_tracked(inner)
                 for deep in gc.get_referents(inner)]  # fmt: skip
        for text in near:
            if isinstance(text, bytes):
                text = text.decode("latin-1")
            if isinstance(text, str) and (at := text.find(first)) >= 0 and text.startswith(second, at + len(first)):
                yield type(one), text[:80]


def test_no_file_is_written(release: Release, tmp_path: Path) -> None:
    """P-03: a process of its own, with every folder it could write to watched, writes no file at all while it answers,
    not for a long form or a file that is sent, and says nothing of the word when a page breaks."""
    word = _canary()
    script = f"""
import os, sys, logging
opened = []
def watch(event, told):
    if event == "open" and isinstance(told[2], int) and told[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        opened.append(str(told[0]))
    elif event in ("os.mkdir", "os.rename", "tempfile.mkstemp", "tempfile.mkdtemp"):
        opened.append(f"{{event}} {{told[0]}}")
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from directory.release import load_release
from tests.conftest import FixedRelease, NOON
from directory.web import create_app
from directory.web.settings import Settings
from tests.pages.test_no_traces import _send_everywhere
import directory.web.routes.search as search
app = create_app(FixedRelease(load_release(Path({str(_folder(release))!r}))), lambda: NOON, Settings(), sys.stdout)
app.test_client().get("/nb/")
sys.addaudithook(watch)
_send_everywhere(app, {word!r})
def broken(*_):
    raise ValueError({word!r})
search.search = broken
assert app.test_client().post("/nb/search", data={{"q": {word!r}}}).status_code == 503
print("opened:", opened)
"""
    environ = {"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:].replace(word, "WORD")
    assert "opened: []" in done.stdout, done.stdout[-500:]
    assert word not in done.stdout + done.stderr
    assert "ValueError" in done.stderr
    assert list(tmp_path.rglob("*")) == []


def _folder(release: Release) -> Path:
    return (read_settings(os.environ).var / "releases" / release.id).resolve()
