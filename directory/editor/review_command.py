"""`python -m directory review`: what needs a call, told in the terminal."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

from directory.catalog.hours import OSLO
from directory.catalog.reading import load_catalog
from directory.editor import translation_words
from directory.editor.links_report import dead_addresses
from directory.editor.review import NATIONAL, review, services_of
from directory.editor.review_words import GROUP_NAMES, area_name, progress, reasons, when
from directory.editor.texts import LANGUAGES, _, speaking
from directory.editor.told_facts import number_to_call
from directory.editor.translation_review import GROUPS, read_texts
from directory.editor.translation_review import LANGUAGES as TRANSLATED
from directory.language.locales import LOCALES
from directory.web.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
_NAMED = 5
"""Texts of each group that are named; the page has them all."""


def add(commands: Any) -> None:
    text = "What needs a call: in doubt, without a contact, changed since it was confirmed, not confirmed for long."
    parser = commands.add_parser("review", help=text, description=text)
    parser.set_defaults(run=run)
    parser.add_argument("--place", help=f"a municipality's number, like 1106, or `{NATIONAL}`; everything unless set")
    parser.add_argument("--lang", choices=TRANSLATED, help="instead: how far the texts of a language have been read")
    parser.add_argument("--told-in", choices=tuple(LANGUAGES), default="nb", help="the language of the report")
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--var", type=Path, default=None)


def run(options: argparse.Namespace) -> int:
    if options.lang is not None:
        return _translations(options)
    catalog, _problems = load_catalog(options.content)
    with speaking(ROOT / "translations", options.told_in):
        if options.place not in (None, NATIONAL, *catalog.places):
            known = ", ".join(f"{place.id} {place.name}" for place in catalog.places.values())
            print(_("Write one of %(places)s after --place.", places=known), file=sys.stderr)
            return 1
        dead = dead_addresses(options.var or read_settings(os.environ).var)
        found = review(services_of(catalog, options.place), datetime.now(OSLO).date(), dead)
        print(f"{area_name(catalog, options.place)}: {progress(found)}")
        for group, members in found.groups.items():
            print(f"\n{_(GROUP_NAMES[group])} ({len(members)})")
            for one in members:
                number = number_to_call(one.service)
                told = (one.service.name, number[1] if number else "", reasons(one), when(one, options.told_in))
                print(f"  {one.service.id}: {'; '.join(part for part in told if part)}")
    return 0


def _translations(options: argparse.Namespace) -> int:
    """How far a language is, the next texts to read, and where to read them."""
    catalog, _problems = load_catalog(options.content)
    with speaking(ROOT / "translations", options.told_in):
        try:
            found = read_texts(ROOT / "translations", options.lang, catalog)
        except (OSError, ValueError) as wrong:
            print(wrong, file=sys.stderr)
            return 1
        print(f"{LOCALES[options.lang].name}: {translation_words.progress(found)}")
        for group in GROUPS:
            left = [one for one in found.texts if one.group == group and one.state != "signed"]
            print(f"\n{_(translation_words.GROUP_NAMES[group])}: {translation_words.progress(found, group)}")
            for one in left[:_NAMED]:
                state = _(translation_words.STATE_NAMES[one.state])
                print(f"  {state}: {shorten(one.entry.id, 80, placeholder='…')}")
        print("\n" + _("To read and sign: %(command)s", command="python -m directory edit"))
    return 0
