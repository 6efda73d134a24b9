"""`python -m directory gaps`: what is missing, as a table for planning and a map."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from directory.catalog.reading import load_catalog
from directory.catalog.words_file import read_words
from directory.editor.gaps import Numbers, read_numbers
from directory.editor.gaps_report import Gaps, as_csv, draw_map, find_gaps, language_name
from directory.editor.texts import LANGUAGES, gettext, ngettext, speaking

ROOT = Path(__file__).resolve().parents[2]


def add(commands: Any) -> None:
    text = "What is missing: topics without a door near by, languages without words, searches without hits."
    parser = commands.add_parser("gaps", help=text, description=text)
    parser.set_defaults(run=gaps)
    parser.add_argument("--csv", type=Path, metavar="FILE.csv")
    parser.add_argument("--map", type=Path, metavar="FILE.svg")
    parser.add_argument("--place", help="only this municipality: its number, like 1106")
    text = "a site's /metrics, or its saved text"
    parser.add_argument("--metrics", action="append", default=[], metavar="ADDRESS|FILE", help=text)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="nb")


def gaps(options: argparse.Namespace) -> int:
    # httpx is loaded here and not with the command line, which also starts the public server.
    from directory.editor.site_numbers import NumbersAway

    with speaking(ROOT / "translations", options.lang):
        catalog, _ = load_catalog(options.content)
        if options.place is not None and options.place not in catalog.places:
            return _fail(gettext("%(place)s is not a municipality that the content holds.", place=options.place))
        try:
            found = find_gaps(catalog, read_words(options.content / "words", []), _numbers(options.metrics))
            if options.csv:
                options.csv.write_bytes(as_csv(found, options.place))
            if options.map:
                options.map.write_text(draw_map(found), encoding="utf-8")
        except (OSError, NumbersAway) as wrong:
            return _fail(str(wrong))
        _print(found, options.place)
    return 0


def _numbers(sources: list[str]) -> Numbers | None:
    from directory.editor.site_numbers import fetch_numbers

    texts = [fetch_numbers(one) if one.startswith(("http://", "https://")) else Path(one).read_text(encoding="utf-8")
             for one in sources]  # fmt: skip
    return read_numbers("\n".join(texts)) if texts else None


def _print(found: Gaps, place: str | None) -> None:
    for one in found.places:
        if place in (None, one.id):
            far = len(one.far)
            told = ngettext("%(num)s topic without a door near by", "%(num)s topics without a door near by", far)
            print(f"{one.id} {one.name}: {told}")
            if place is not None:
                print("".join(f"  {found.label(cover.topic)}\n" for cover in one.far), end="")
    for lang, topics in found.words.items():
        told = ngettext("%(num)s topic without everyday words", "%(num)s topics without everyday words", len(topics))
        print(f"{language_name(lang)}: {told}")
    for topic, times in found.missed:
        print(f"{topic}: {ngettext('%(num)s search without hits', '%(num)s searches without hits', times)}")


def _fail(told: str) -> int:
    print(told, file=sys.stderr)
    return 1
