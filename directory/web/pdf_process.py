"""One page of ours into a PDF, in a process of its own: HTML on standard input, the PDF on standard output.

Run as a file, with `-P`, so that it imports WeasyPrint and nothing of ours. It reads only our static files, asks the
network for nothing, and says nothing of what it lays out; with `--progress` a line a step on standard error.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

STATIC = "/static/"
KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


def static_file(url: str, folder: Path) -> Path:
    """The file that `url` names; ValueError for everything that is not a file of ours, whatever host it is on."""
    name = unquote(urlsplit(url).path)
    if not name.startswith(STATIC):
        raise ValueError("only our own static files are read")
    path = (folder / name.removeprefix(STATIC)).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.suffix not in KINDS:
        raise ValueError("no such static file")
    return path


def limit(seconds: int) -> None:
    """No more processor time than that, also when nobody is there any more to stop us."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--static", type=Path, required=True)
    parser.add_argument("--base", required=True, help="what links without a host lead to")
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--progress", action="store_true")
    options = parser.parse_args()
    if options.seconds:
        limit(options.seconds)
    html = sys.stdin.buffer.read().decode()

    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Own(URLFetcher):  # type: ignore[misc]  # it has no types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = static_file(url, options.static)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})

    logging.getLogger("weasyprint").handlers = [logging.NullHandler()]
    progress = logging.getLogger("weasyprint.progress")
    progress.handlers = [logging.StreamHandler(sys.stderr)] if options.progress else [logging.NullHandler()]
    progress.propagate = False
    progress.setLevel(logging.INFO)
    own_style = options.static / "css" / "pdf.css"
    document = HTML(string=html, base_url=options.base, url_fetcher=Own(allowed_protocols=()), media_type="print")
    made = document.write_pdf(stylesheets=[str(own_style)], pdf_tags=True, pdf_variant=None)
    sys.stdout.buffer.write(made or b"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
