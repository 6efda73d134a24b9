"""What an editor should do about the addresses, as problems with file and line; a new address written into a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from directory.catalog.problems import Advice, Problem
from directory.catalog.rewriting import Value, body_of, read_values, rewrite
from directory.editor.link_addresses import Standing
from directory.editor.link_memory import Known, vanished


def link_problems(addresses: Mapping[str, Sequence[Standing]], links: Mapping[str, Known]) -> list[Problem]:
    """In the order of the files. Dead links first count as what must be mended; the rest is to be looked at."""
    found = (
        Problem(one.file, one.line, advice, "link", warning=known.state != "dead")
        for url, standings in addresses.items()
        if (known := links.get(url)) is not None
        for one in standings
        for advice in _advice(url, one, known)
    )
    return sorted(found)


def _advice(url: str, standing: Standing, known: Known) -> Iterator[Advice]:
    if known.state == "dead" and known.status in (404, 410):
        yield Advice("Find the page anew, or take the address out: {url} is not there any more", url=url)
    elif known.state == "dead":
        yield Advice(
            "Find the page anew, or take the address out: {url} has not answered since {day}",
            url=url, day=known.first_failed,
        )  # fmt: skip
    elif known.state == "failing":
        yield Advice("Ask again tomorrow: {url} did not answer", url=url)
    elif known.state == "unasked":
        yield Advice("Write a public address that begins with https://, not {url}", url=url)
    if known.state == "alive" and known.moved_to:
        if is_lost(url, known.moved_to):
            yield Advice("Find the page anew: {url} leads to a front page now", url=url)
        else:
            yield Advice("Write {new}: {url} has moved there for good", url=url, new=known.moved_to)
    keys = {fact.key: fact.value for fact in standing.facts}
    for key, day in vanished(known, keys).items():
        yield Advice("Look again: {value} stood on {url} until {day}, not now", value=keys[key], url=url, day=day)
    if standing.facts:
        for number, day in known.new_numbers.items():
            yield Advice("Look again: {value} is new on {url} since {day}", value=number, url=url, day=day)


def is_lost(url: str, moved_to: str) -> bool:
    """A page below the front page that leads to one: what it said is not there."""
    return urlsplit(moved_to).path in ("", "/") and urlsplit(url).path not in ("", "/")


def with_new_address(text: str, old: str, new: str) -> str:
    """A file's text with the new address wherever the old one stood as a whole value, and in links of the body.

    Raises `Unreadable` and `Unwritable` as `rewrite`.
    """
    values = read_values(text)
    changes: dict[str, Value | None] = {
        key: changed for key, value in values.items() if (changed := _changed(value, old, new)) != value
    }
    body = body_of(text)
    linked = body.replace(f"({old})", f"({new})").replace(f"<{old}>", f"<{new}>")
    return rewrite(text, changes, linked if linked != body else None)


def _changed(value: Value, old: str, new: str) -> Value:
    if isinstance(value, str):
        return new if value == old else value
    if isinstance(value, tuple):
        return tuple(_changed(one, old, new) for one in value)
    return {key: _changed(one, old, new) for key, one in value.items()}
