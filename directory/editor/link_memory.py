"""What asking the addresses has taught, in `<var>/links.json`: states, dates, digests and found facts; never a page.

    {"links": {"https://…": {"state": "dead", "checked": "2026-11-22", …}}}

`links_report.dead_addresses` reads the same file. Written whole or not at all, after every host.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal

from directory.catalog.saving import ChangedMeanwhile, digest, save, text_of
from directory.editor.link_pages_text import PageFacts
from directory.editor.links_report import FILE

State = Literal["alive", "failing", "dead", "refused", "unasked"]
"""`refused`: it does not want to be asked by a program; `unasked`: an address that is not asked, like a private one."""
_GONE = (404, 410)
_NEW_FOR = timedelta(days=60)
"""So long a number is told as new on a page."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one address said just now."""

    state: Literal["answers", "gone", "fails", "refused", "unasked"]
    status: int = 0
    moved_to: str = ""
    """Where permanent redirects lead."""
    page: PageFacts | None = None
    """None when its words were not read."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is remembered of an address. Dates as YYYY-MM-DD, empty when there is none."""

    state: State
    checked: str
    status: int = 0
    first_failed: str = ""
    moved_to: str = ""
    digest: str = ""
    read: str = ""
    """When its words were last read."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Key of a fact -> the last day it stood there; facts that never did are left out."""
    numbers: tuple[str, ...] = ()
    """Digests of the phone numbers on the page."""
    new_numbers: Mapping[str, str] = field(default_factory=dict)
    """Number -> the day it was first seen there."""


def learn(before: Known | None, answer: Answer, today: date) -> Known:
    """A failure is death only on its second day, unless the page says itself that it is gone."""
    day = today.isoformat()
    kept = replace(before or Known(state="unasked", checked=day), checked=day, status=answer.status)
    if answer.state == "answers":
        known = replace(kept, state="alive", first_failed="", moved_to=answer.moved_to)
        return known if answer.page is None else _read(known, answer.page, day)
    if answer.state in ("refused", "unasked"):
        return replace(kept, state=answer.state, first_failed="", moved_to="")
    first = kept.first_failed or day
    dead = answer.state == "gone" or first < day
    return replace(kept, state="dead" if dead else "failing", first_failed=first, moved_to="")


def _read(known: Known, page: PageFacts, day: str) -> Known:
    seen = {_mark(number): number for number in page.numbers}
    news: dict[str, str] = {}
    if known.read:
        oldest = (date.fromisoformat(day) - _NEW_FOR).isoformat()
        news = {one: since for one, since in known.new_numbers.items() if one in page.numbers and since > oldest}
        news |= {number: day for mark, number in seen.items() if mark not in known.numbers}
    return replace(
        known, digest=page.digest, read=day, numbers=tuple(sorted({*seen})), new_numbers=news,
        facts={**known.facts, **dict.fromkeys(sorted(page.found), day)},
    )  # fmt: skip


def vanished(known: Known, keys: Mapping[str, str]) -> dict[str, str]:
    """Of `keys` those that stood on the page before and did not when it was last read, with the last day they did."""
    return {key: known.facts[key] for key in keys if known.read and known.facts.get(key, known.read) < known.read}


def _mark(number: str) -> str:
    return sha256(number.encode()).hexdigest()[:12]


def recall(var: Path) -> dict[str, Known]:
    """Everything that was learned; nothing from a file that is not there or not ours."""
    found: dict[str, Known] = {}
    names = {one.name for one in fields(Known)}
    try:
        links = json.loads((var / FILE).read_text(encoding="utf-8"))["links"]
        for url, told in links.items():
            own = {name: value for name, value in told.items() if name in names}
            found[url] = Known(**(own | {"numbers": tuple(own.get("numbers", ()))}))
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return found
    return found


def remember(var: Path, links: Mapping[str, Known]) -> None:
    """Adds to what is there, also when another run writes too. Raises `NotSaved`."""
    var.mkdir(parents=True, exist_ok=True)
    path = var / FILE
    for last in (False, False, True):
        text = text_of(path) if path.exists() else None
        told = {url: asdict(one) for url, one in sorted({**recall(var), **links}.items())}
        written = json.dumps({"links": told}, ensure_ascii=False, indent=1) + "\n"
        try:
            save(path, written, None if text is None else digest(text))
            return
        except ChangedMeanwhile:
            if last:
                raise
