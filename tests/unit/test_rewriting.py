"""A value is changed in its file, and everything else stays byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalog.key_order import ORDERS, WITHIN
from directory.catalog.models import Channel, Meeting, Service, Source
from directory.catalog.rewriting import (
    Unreadable,
    Unwritable,
    Value,
    body_of,
    new_text,
    read_values,
    read_whole,
    rewrite,
    rewrite_whole,
)
from directory.catalog.saving import text_of
from tests.unit.odd_yaml import TEXTS, files, new_values

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(path for path in CONTENT.rglob("*") if path.suffix in (".md", ".yaml"))
FRONT = [path for path in FILES if path.suffix == ".md"]

SERVICE = """\
---
# Øverst
name: Linjen
type: helpline
channels:   # veiene inn
  - phone: '22 40 00 40'
    description: SOS-telefon   # dag og natt
    schedule: '24/7'

  # den andre
  - chat: https://www.soschat.no
topics: [loneliness,   grief]
anonymous: yes
date: 2026-01-02
conflicts: >-
  En linje
  og en til.
sources:
  - url: https://a.no
    date: '2021'
  - title: "Et hefte"
---

Teksten.
"""


def changed(before: str, after: str) -> list[str]:
    """The lines that went (-) and came (+)."""
    return [line.rstrip("\n") for line in ndiff(before.splitlines(True), after.splitlines(True)) if line[0] in "-+"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_setting_what_stands_there_changes_nothing(path: Path) -> None:
    """Every content file, with all of its values and its body set to what they are, is the same bytes."""
    text = text_of(path)
    assert rewrite_whole(text, read_whole(text), body_of(text)) == text


@pytest.mark.parametrize("path", FRONT, ids=lambda path: str(path.relative_to(CONTENT)))
def test_there_and_back(path: Path) -> None:
    """Every key of every Markdown file, changed and changed back, is the same bytes; the other keys never move."""
    text = text_of(path)
    values = read_values(text)
    for key, value in values.items():
        other = rewrite(text, {key: _altered(value)})
        assert read_values(other) == values | {key: _altered(value)}
        assert rewrite(other, {key: value}) == text, key


def _altered(value: Value) -> Value:
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, Mapping):
        return {key: _altered(one) for key, one in value.items()}
    return (*value[:-1], _altered(value[-1]), value[-1])


@pytest.mark.parametrize("path", sorted((CONTENT / "services").glob("*.md")), ids=lambda path: path.stem)
def test_out_and_in_again(path: Path) -> None:
    """A key of an offering taken out and set in again stands where it stood, written as it was: the house order and
    the house's quotes are those of the files."""
    text = text_of(path)
    for key, value in read_values(text).items():
        assert rewrite(rewrite(text, {key: None}), {key: value}) == text, key


@pytest.mark.parametrize("path", FRONT, ids=lambda path: str(path.relative_to(CONTENT)))
def test_written_anew(path: Path) -> None:
    """A new file with the same values and body reads the same."""
    text = text_of(path)
    made = new_text(path.parent.name.removesuffix("s"), read_values(text), body_of(text))
    assert (read_values(made), body_of(made)) == (read_values(text), body_of(text))


@pytest.mark.parametrize("id_", ["kirkens-sos", "lpp", "tysnes-torsdagsturen", "fastlege", "stord-hamna-kontaktsenter"])
def test_a_new_offering_is_written_as_the_others(id_: str) -> None:
    """A file made from nothing is the very file that a careful person wrote."""
    text = text_of(CONTENT / "services" / f"{id_}.md")
    assert new_text("service", read_values(text), body_of(text)).rstrip() == text.rstrip()


@pytest.mark.parametrize("path", sorted((CONTENT / "words").glob("??.yaml")), ids=lambda path: path.stem)
def test_one_phrase_moves_no_other_line(path: Path) -> None:
    """A phrase added to one topic's list touches one line, or breaks it in two; taken out, all is as before."""
    text = text_of(path)
    topics = read_values(text)["topics"]
    assert isinstance(topics, Mapping)
    topic = list(topics)[1]
    phrases = topics[topic]
    assert isinstance(phrases, tuple)
    for at in (len(phrases), len(phrases) // 2):
        more = (*phrases[:at], "helt ny frase", *phrases[at:])
        after = rewrite(text, {"topics": {**topics, topic: more}})
        came = [line for line in changed(text, after) if line[0] == "+"]
        went = [line for line in changed(text, after) if line[0] == "-"]
        assert len(went) <= 1
        assert len(came) - len(went) in (0, 1)
        assert "helt ny frase" in "".join(came)
        assert rewrite(after, {"topics": topics}).replace(",\n    ", ", ") == text.replace(",\n    ", ", ")


def test_a_list_that_is_a_file() -> None:
    """`needs.yaml` is a list: one name in it changes one line."""
    text = text_of(CONTENT / "needs.yaml")
    whole = read_whole(text)
    assert isinstance(whole, tuple)
    first = whole[0]
    assert isinstance(first, Mapping)
    assert len(changed(text, rewrite_whole(text, ({**first, "label": "Ny"}, *whole[1:])))) == 2


CHANGES: list[tuple[dict[str, Any], list[str]]] = [
    ({"name": "Linjen: ny"}, ["- name: Linjen", "+ name: 'Linjen: ny'"]),
    ({"anonymous": "no"}, ["- anonymous: yes", "+ anonymous: no"]),
    ({"date": "2026-11-22"}, ["- date: 2026-01-02", "+ date: 2026-11-22"]),
    ({"conflicts": "Ny."}, ["-   En linje", "-   og en til.", "+   Ny."]),
    (
        {"topics": ("loneliness", "sleep", "grief")},
        ["- topics: [loneliness,   grief]", "+ topics: [loneliness, sleep,   grief]"],
    ),
    ({"topics": ("grief",)}, ["- topics: [loneliness,   grief]", "+ topics: [grief]"]),
    ({"type": None}, ["- type: helpline"]),
    ({"reach": "local", "service_area": ("1106",)}, ["+ reach: local", "+ service_area: ['1106']"]),
    ({"minimum_age": "18", "fees": "no"}, ["+ minimum_age: 18", "+ fees: 'no'"]),
    ({"alert": "Stengt", "first_step": "0155"}, ["+ alert: Stengt", "+ first_step: '0155'"]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "lines"), CHANGES)
def test_only_the_changed_lines_change(changes: dict[str, Value | None], lines: list[str]) -> None:
    """The difference is what a careful person would have made, and reads as wanted."""
    after = rewrite(SERVICE, changes)
    assert sorted(changed(SERVICE, after)) == sorted(lines)


def channels(*more: Mapping[str, Value], **first: str) -> dict[str, Value]:
    held = {"phone": "22 40 00 40", "description": "SOS-telefon", "schedule": "24/7"} | first
    return {"channels": ({key: one for key, one in held.items() if one}, *more)}


CHAT = {"chat": "https://www.soschat.no"}
WITHIN_ITEMS = [
    (
        channels(CHAT, description="Natt"),
        ["-     description: SOS-telefon   # dag og natt", "+     description: Natt   # dag og natt"],
    ),
    (channels(CHAT, schedule=""), ["-     schedule: '24/7'"]),
    (channels({**CHAT, "schedule": "Mo 10:00-12:00"}), ["+     schedule: 'Mo 10:00-12:00'"]),
    (channels(CHAT, phone="", sms="2474"), ["-   - phone: '22 40 00 40'", "+   - sms: '2474'"]),
    (channels(CHAT, {"email": "post@a.no"}), ["+   - email: post@a.no"]),
    (channels(), ["-   - chat: https://www.soschat.no"]),
    (
        {"channels": (CHAT,)},
        ["-   - phone: '22 40 00 40'", "-     description: SOS-telefon   # dag og natt", "-     schedule: '24/7'"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "lines"), WITHIN_ITEMS)
def test_the_other_items_of_a_list_keep_their_lines(changes: dict[str, Value], lines: list[str]) -> None:
    """One channel changed, added or gone leaves the others, and every comment between them."""
    after = rewrite(SERVICE, changes)
    assert sorted(changed(SERVICE, after)) == sorted(lines)


@pytest.mark.parametrize(
    "value",
    ["no", "yes", "null", "~", "10:00", "0155", "+47 22", "*stjerne", "&anker", "# nei", ": kolon", "a: b", "a #b",
     "[x]", "- x", "", "2026-11-22", "1e3", "y", "on", "'nesten'", "=", "<<", "! x", "%x", "@x", "`x", "| x", "> x",
     "? x"],
)  # fmt: skip
def test_what_yaml_would_take_for_something_else_stands_in_quotes(value: str) -> None:
    """A text is a text for every reader of YAML, also for one that knows truth values, numbers and dates."""
    line = rewrite(SERVICE, {"first_step": value}).split("first_step: ")[1].split("\n")[0]
    assert line == f"""'{value.replace("'", "''")}'"""


@pytest.mark.parametrize(
    "value", ["Ring oss.", "Storgata 39, 5501 Haugesund", "https://a.no/b#c", "22 40 00 40 eller chat"]
)
def test_ordinary_texts_stand_bare(value: str) -> None:
    """Quotes stand only where they are needed."""
    assert f"\nfirst_step: {value}\n" in rewrite(SERVICE, {"first_step": value})


def test_windows_line_ends_stay() -> None:
    """A file with CR LF and a byte order mark keeps both, also in what is new."""
    text = "\ufeff" + SERVICE.replace("\n", "\r\n")
    after = rewrite(text, {"fees": "free", "sources": ({"url": "https://b.no"},)}, "Ny tekst.\n\nTo.")
    assert after.startswith("\ufeff---\r\n")
    assert after.count("\n") == after.count("\r\n")
    assert body_of(after) == "Ny tekst.\n\nTo."


def test_the_body_alone() -> None:
    """A new body leaves the front matter, and the white space around it, as it was; a form's CR LF is not taken."""
    assert rewrite(SERVICE, {}, "Ny.\r\n\r\nTo.\r\n") == SERVICE.replace("Teksten.", "Ny.\n\nTo.")
    assert rewrite(SERVICE, {}, "") == SERVICE.split("\nTeksten")[0]
    assert rewrite("---\nname: a\n---", {}, "Ny.") == "---\nname: a\n---\nNy.\n"


def test_what_cannot_be_read_is_refused() -> None:
    """A file that is no YAML, or names a value by an alias, is for a person, not for us."""
    for text in ("---\na: [\n---\n", "---\na: &x 1\nb: *x\n---\n", "- a\n", "---\n? [a]\n: b\n---\n"):
        with pytest.raises(Unreadable):
            read_values(text)


def test_what_cannot_be_written_is_refused() -> None:
    """Half a character, and a body where there is none, are never written half."""
    with pytest.raises(Unwritable):
        rewrite(SERVICE, {"name": "\ud800"})
    with pytest.raises(Unwritable):
        rewrite("topics:\n  a: [b]\n", {}, "tekst")


def test_the_order_knows_every_key() -> None:
    """A field that models have gets its place in the house order, so that a new one does not land last by chance."""
    own = {"id", "body", "file"}
    assert Service.__dataclass_fields__.keys() - own <= set(ORDERS["service"])
    assert Source.__dataclass_fields__.keys() <= set(WITHIN["sources"])
    assert Meeting.__dataclass_fields__.keys() <= set(WITHIN["meetings"])
    assert Channel.__dataclass_fields__.keys() - {"kind", "value"} <= set(WITHIN["channels"])


@settings(max_examples=200)
@given(text=files(), data=st.data())
def test_odd_but_legal_files(text: str, data: st.DataObject) -> None:
    """However a file is written: nothing set changes nothing; one key set changes that value, no other and no body."""
    values = read_values(text)
    assert rewrite(text, values, body_of(text)) == text
    key = data.draw(st.sampled_from([*values, "website"]))
    value: Any = data.draw(st.one_of(new_values(), _one_item_changed(values.get(key))))
    after = rewrite(text, {key: value})
    wanted = {name: one for name, one in values.items() if name != key} | (
        {} if value is None else {key: _clean(value)}
    )
    assert read_values(after) == wanted
    assert body_of(after) == body_of(text)
    kept = [line for line in text.split("\n") if line.startswith("# en merknad")]
    if not isinstance(values.get(key), tuple | Mapping):
        assert [line for line in after.split("\n") if line.startswith("# en merknad")] == kept


def _one_item_changed(value: Value | None) -> st.SearchStrategy[object]:
    if not isinstance(value, tuple):
        return TEXTS
    return st.tuples(st.integers(0, len(value)), st.integers(0, 1), TEXTS).map(
        lambda drawn: (*value[: drawn[0]], drawn[2], *value[drawn[0] + drawn[1] :])
    )


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return tuple(_clean(one) for one in value)
