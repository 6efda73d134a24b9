"""`python -m directory check --links`: asks every address of the content, and says what to do about them."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from directory.catalog.hours import OSLO
from directory.catalog.reading import load_catalog
from directory.catalog.saving import ChangedMeanwhile, NotSaved
from directory.editor.link_addresses import content_addresses
from directory.editor.review import NATIONAL
from directory.web.settings import read_settings

if TYPE_CHECKING:
    from directory.editor.link_asking import Manners


def add_options(parser: argparse.ArgumentParser) -> None:
    """Those of `check`."""
    parser.add_argument("--links", action="store_true", help="ask every web address whether it still answers")
    text = f"with --links: only this municipality's, by its number, or `{NATIONAL}`"
    parser.add_argument("--place", help=text)


def check_links(options: argparse.Namespace, manners: Manners | None = None) -> int:
    """1 when a link is dead. Ctrl+C stops it; what was learned is kept and told."""
    # Loaded here: whoever serves the site has nothing to ask with.
    from directory.editor.link_asking import Manners, agent_name
    from directory.editor.link_findings import link_problems
    from directory.editor.links import NothingAnswered, ask_all

    settings = read_settings(os.environ)
    catalog, _problems = load_catalog(options.content)
    if options.place not in (None, NATIONAL, *catalog.places):
        known = ", ".join(f"{place.id} {place.name}" for place in catalog.places.values())
        print(f"Write one of {known}, {NATIONAL} after --place.", file=sys.stderr)
        return 1
    addresses = content_addresses(options.content, catalog, options.place)
    own = manners or Manners(agent=agent_name(settings.url, settings.contact))
    try:
        links = ask_all(addresses, options.var or settings.var, datetime.now(OSLO).date(), own, _progress)
    except NothingAnswered:
        print("\nNothing answered. Is this machine on the network? Nothing was remembered.", file=sys.stderr)
        return 1
    except (NotSaved, ChangedMeanwhile) as wrong:
        print(f"\n{wrong}", file=sys.stderr)
        return 1
    print(file=sys.stderr)
    problems = link_problems({url: addresses[url] for url in links}, links)
    for problem in problems:
        print(f"{options.content.name}/{problem}")
    states = Counter(one.state for one in links.values())
    told = ", ".join(f"{number} {state}" for state, number in states.most_common())
    print(f"{len(links)} of {len(addresses)} addresses asked: {told}")
    return 1 if states["dead"] else 0


def _progress(done: int, total: int, url: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} {url[:60]:60}", end="", file=sys.stderr, flush=True)
    elif done % 25 == 0 or done == total:
        print(f"{done}/{total}", file=sys.stderr, flush=True)
