"""Our static files: read once, compressed once, named by their content so that a browser may keep them for ever."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from flask import Flask, Response, abort, request

from directory.web.compression import choose_encoding, compressed_once, is_text

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, kw_only=True)
class StaticFile:
    body: bytes
    mimetype: str
    version: str
    """Of the content."""


class StaticFiles:
    """The files under one folder. A file is read when first asked for, and again when it has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def find(self, name: str) -> StaticFile | None:
        """The file `name`, or None when there is none or when `name` leads out of the folder."""
        try:
            path = _inside(self.folder, name)
            changed = path.stat().st_mtime_ns if path else 0
        except (OSError, ValueError):  # not there any more; a name that no file can have
            return None
        return _read(path, changed) if path else None


@lru_cache(maxsize=1024)
def _inside(folder: Path, name: str) -> Path | None:
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder) and path.is_file() else None


@lru_cache(maxsize=512)
def _read(path: Path, changed: int) -> StaticFile:
    body = path.read_bytes()
    kind = {".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}.get(path.suffix)
    guessed = kind or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(body=body, mimetype=guessed, version=blake2b(body, digest_size=6).hexdigest())


def serve_static(app: Flask, folder: Path) -> StaticFiles:
    """Adds `/static/<name>` to `app`; `url_for("static", filename=…)` then carries the version of the content."""
    files = StaticFiles(folder)

    @app.url_defaults
    def _version(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and "v" not in values and (found := files.find(str(values.get("filename")))):
            values["v"] = found.version

    def static(filename: str) -> Response:
        found = files.find(filename)
        if found is None:
            abort(404)
        encoding = choose_encoding() if is_text(found.mimetype) else None
        response = Response(compressed_once(found.body, encoding) if encoding else found.body, mimetype=found.mimetype)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        asked = request.args.get("v")
        response.headers["Cache-Control"] = FOR_EVER if asked == found.version else "no-cache"
        response.set_etag(found.version, weak=True)
        return response.make_conditional(request)  # type: ignore[return-value]

    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static)
    return files
