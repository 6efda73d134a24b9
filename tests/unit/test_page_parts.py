"""Parts of pages that are laid out once for everybody: never older than they may be, never one person's."""

from __future__ import annotations

import random
import re
import string
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from jinja2 import meta

from directory.release import Release
from directory.web import create_app
from directory.web.page_parts import PageParts
from directory.web.settings import Settings
from tests.conftest import NOON, FixedRelease

OSLO = ZoneInfo("Europe/Oslo")
PAGES = ("/nb/crisis", "/nb/search?q=angst", "/nb/services/kirkens-sos?anew=1", "/nb/topics/loneliness?anew=1",
         "/nb/services?free=1&place=1106", "/en/crisis?no_phone=1", "/nb/assistant")  # fmt: skip


def _parts(app: Flask, release: Release, now: datetime) -> dict[object, object]:
    parts: PageParts = app.extensions["page_parts"]
    return dict(parts.at(release, now))


def test_parts_are_made_anew_when_anything_changes(release: Release) -> None:
    """S-18: through a day and a night, every page with kept parts is, byte for byte, the page made from nothing."""
    clock = [datetime(2026, 11, 25, 6, 10, tzinfo=OSLO)]
    kept = create_app(FixedRelease(release), lambda: clock[0], Settings()).test_client()
    for _ in range(9):
        fresh = create_app(FixedRelease(release), lambda: clock[0], Settings()).test_client()
        for path in PAGES:
            assert kept.get(path).data == fresh.get(path).data, f"{path} at {clock[0]}"
        clock[0] += timedelta(hours=2, minutes=20)


def test_parts_of_one_language_place_and_filter_stay_there(release: Release) -> None:
    """The order in which visitors come changes nothing: language, place and "I cannot talk" have their own parts."""
    paths = [f"/{lang}/{page}{query}" for lang in ("nb", "nn", "en", "ar") for page in ("crisis", "topics/money")
             for query in ("?x=1", "?place=1106&x=1", "?no_phone=1&x=1", "?place=all&x=1")]  # fmt: skip
    told = []
    for order in (paths, paths[::-1]):
        client = create_app(FixedRelease(release), lambda: NOON, Settings()).test_client()
        told.append({path: client.get(path).data for path in order})
    assert told[0] == told[1]


def test_nothing_that_was_typed_or_chosen_becomes_a_part(release: Release) -> None:
    """P-03, P-04, P-10: words, answers, filters and lists leave nothing behind in the parts that are kept."""
    word = "kanari" + "".join(random.choices(string.ascii_lowercase, k=12))
    app = create_app(FixedRelease(release), lambda: NOON, Settings())
    client = app.test_client()
    for path in ("/nb/search", "/nb/assistant", "/nb/services", "/nb/places", "/nb/crisis"):
        for name in ("q", "topic", "place", "list", "no_phone", "as_typed"):
            client.get(path, query_string={name: f"{word} angst", "age": "17"})
        client.post(path, data={"q": f"{word} mamma drikker", "text": f"{word} angst", "said": word})
    before = _parts(app, release, NOON)
    assert before
    assert word not in repr(before)
    # With a list in the address nothing more is kept: its links hold the list.
    code = client.get("/nb/services/kirkens-sos").get_data(as_text=True).partition("/nb/list?")[2].partition('"')[0]
    assert code
    before = _parts(app, release, NOON)
    client.get(f"/nb/crisis?list={code.removeprefix('id=')}")
    client.get(f"/nb/topics/grief?list={code.removeprefix('id=')}")
    assert _parts(app, release, NOON) == before


def test_components_need_no_context(app: Flask) -> None:
    """What is imported without context is made once, not for every page: it uses what it is passed and nothing else."""
    environment = app.jinja_env
    assert environment.loader is not None
    sources = {name: environment.loader.get_source(environment, name)[0] for name in environment.list_templates()}
    imports = [line for source in sources.values() for line in re.findall(r"{%-? from .*? import .*?%}", source)]
    assert len(imports) > 50
    bare = {name for line in imports for name in re.findall(r'from "([^"]+)"', line) if "with context" not in line}
    for name in sorted(bare):
        free = meta.find_undeclared_variables(environment.parse(sources[name])) - set(environment.globals)
        free -= set(re.findall(r"{%-? *set (\w+)", sources[name]))
        assert not free, f"{name} uses {free}: pass it as an argument, or import it with context"
    stands_everywhere = {"components/strip.html", "components/service_card.html", "components/contact_line.html"}
    assert not [line for line in imports if "with context" in line and any(one in line for one in stands_everywhere)]
