"""What the whole country would weigh: 20,000 offerings in 357 municipalities, in one worker, page by page.

    .venv/bin/python benchmarks/country.py [--services 20000] [--places 357]

The offerings are the real ones, repeated with words and places shuffled in (as in `search.py`); the municipalities are
the real ones, repeated. Tells how long a release takes to build and to read, how much memory a worker holds, how often
in a day a kept page is made anew, and how long each kind of page takes to make, in processor time. docs/operating.md
plans with these figures. Not a test.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.search import grown  # noqa: E402  the project's folder must be on the path first
from directory.catalog.models import Catalog, Place  # noqa: E402
from directory.catalog.timetable import OSLO  # noqa: E402
from directory.release import build_release, load_release  # noqa: E402
from directory.search.index import build_index, open_index  # noqa: E402
from directory.web import create_app  # noqa: E402
from directory.web.settings import Settings  # noqa: E402

NOW = datetime(2026, 11, 23, 20, 10, tzinfo=OSLO)
PAGES = {
    "front page": "/nb/?anew=1",
    "one offering": "/nb/services/kirkens-sos?anew=1",
    "one topic": "/nb/topics/loneliness?anew=1",
    "one municipality": "/nb/places/1106?anew=1",
    "all offerings, one municipality": "/nb/services?place=1106&anew=1",
    "crisis page": "/nb/crisis",
    "assistant": "/nb/assistant",
    "search": "/nb/search?q=ensom",
    "search in a municipality": "/nb/search?q=noen+%C3%A5+prate+med&place=1106",
    "site map": "/sitemap-1.xml",
}


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--services", type=int, default=20_000)
    options.add_argument("--places", type=int, default=357)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        var = Path(name)
        clock = time.process_time()
        small = load_release(var / "releases" / build_release(ROOT / "content", ROOT / "translations", var))
        print(f"the real release ({len(small.catalog.services)} offerings): built and read in "
              f"{time.process_time() - clock:.1f} s, memory {memory():.0f} MB")  # fmt: skip
        catalog = country(small.catalog, asked.services, asked.places)
        clock = time.process_time()
        texts = list(small.texts.values())
        others = [one for lang, one in small.texts.items() if lang not in ("nb", "nn") and one.translated]
        build_index(catalog, others, var / "index", small.words)
        built = time.process_time() - clock
        clock, before = time.process_time(), memory()
        large = replace(
            small, id="country", catalog=catalog, index=open_index(catalog, var / "index", small.words, texts)
        )
        _ = large.assistant
        read = time.process_time() - clock
        print(f"the country ({len(catalog.services)} offerings, {len(catalog.places)} municipalities): index built in "
              f"{built:.0f} s, read in {read:.1f} s, {memory() - before:.0f} MB more")  # fmt: skip
        told(large)
    return 0


def country(catalog: Catalog, services: int, places: int) -> Catalog:
    """`catalog` with more municipalities, and more offerings spread over them."""
    originals = list(catalog.places.values())
    known: dict[str, Place] = dict(catalog.places)
    for number in range(places - len(originals)):
        original = originals[number % len(originals)]
        id_ = str(5100 + number)
        known[id_] = replace(original, id=id_, name=f"{original.name} {number}")
    many = grown(catalog, services)
    dice, numbers = random.Random(357), list(known)
    spread = {
        id_: replace(one, service_area=(dice.choice(numbers),), reach="local") if id_ not in catalog.services else one
        for id_, one in many.services.items()
    }
    return replace(many, services=spread, places=known)


def told(release: object) -> None:
    from directory.release import Release
    from tests.conftest import FixedRelease

    assert isinstance(release, Release)
    clock = time.process_time()
    changes, moment = 0, NOW.replace(hour=0, minute=0)
    while moment < NOW.replace(hour=0, minute=0) + timedelta(days=1):
        moment, changes = release.changes.next_change(moment), changes + 1
    print(f"{changes} changes in a day, worked out in {time.process_time() - clock:.2f} s")
    client = create_app(FixedRelease(release), lambda: NOW, Settings(url="https://example.org")).test_client()
    for name, path in PAGES.items():
        if name == "site map":
            print(f"  memory of the worker before that: {memory():.0f} MB")
        clock = time.process_time()
        size = len(client.get(path).data)
        first = time.process_time() - clock
        times = 5 if first > 0.2 else 30
        clock = time.process_time()
        for _ in range(times):
            client.get(path)
        each = (time.process_time() - clock) / times
        print(f"  {name:34}{first * 1000:8.0f} ms first {each * 1000:8.1f} ms then {size / 1000:8.0f} kB")


def memory() -> float:
    """MB of this process now."""
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
