"""The booklet as a file, for a person at a terminal: what is wrong is a sentence, and long work says where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from directory.release import NothingToServe
from directory.web import create_app
from directory.web.booklet_page import booklet_html
from directory.web.pdf import NoPdf, make_long_pdf
from directory.web.settings import Settings, SettingsError

_QUIET = re.compile(r"up-to-date|Fetching")
"""Steps that tell a person nothing."""


class BookletRefused(Exception):
    """The message says what to write or install."""


def write_booklet(
    file: Path,
    settings: Settings,
    place: str,
    lang: str,
    *,
    large: bool = False,
    prison: bool = False,
    release_to: str | None = None,
    told: Callable[[str], None],
) -> str:
    """Writes `file`, whole or not at all; the size in words. Raises `BookletRefused`."""
    if release_to and not prison:
        raise BookletRefused("--release-to belongs to the edition for prisons: write --prison too")
    if not file.absolute().parent.is_dir():
        raise BookletRefused(f"The folder {file.absolute().parent} is not there: make it, or write another file")
    try:
        app = create_app(settings=settings)
        told("Choosing the offerings ...")
        html, static = booklet_html(app, lang, place, large=large, prison=prison, release_to=release_to)
    except KeyError as unknown:
        raise BookletRefused(f"There is no municipality {unknown} in content/places/") from None
    except (NothingToServe, SettingsError) as refused:
        raise BookletRefused(f"Nothing to print yet: {refused}. Run: make run, or python -m directory build") from None
    told("Laying out the pages, which takes half a minute or more ...")
    try:
        made = make_long_pdf(html, static, settings, lambda line: None if _QUIET.search(line) else told(line))
    except NoPdf as broken:
        way_out = f"Print the page /{lang}/booklet?place={place} from a browser instead"
        raise BookletRefused(f"No PDF could be made: {broken}. {way_out}, or install what README names") from None
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(made)
    fresh.replace(file)
    return f"{round(len(made) / 1000)} kB"
