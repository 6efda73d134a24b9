"""The form knows every key, and opening it changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from directory.catalog.models import CHANNEL_KINDS
from directory.catalog.other_files import read_organization, read_place, read_topic
from directory.catalog.problems import Problem
from directory.catalog.question_file import read_question
from directory.catalog.rewriting import Value
from directory.catalog.service_file import read_service
from directory.editor.drafts import draft_of, id_from, packed, rebased, unpacked
from directory.editor.fields import BODY, FIELDS, FOLDERS, KINDS, SECTIONS, Field, Kind
from directory.editor.forms import Filled, as_sent, changes, from_form, read_form, to_form
from directory.editor.part_fields import CHANNEL_KIND, CHANNEL_VALUE
from tests.conftest import ROOT

CONTENT = ROOT / "content"
READERS = {"service": read_service, "organization": read_organization, "place": read_place, "topic": read_topic,
           "question": read_question}  # fmt: skip
FILES: list[tuple[Kind, str]] = [
    (kind, path.stem) for kind in KINDS if kind != "words" for path in sorted((CONTENT / FOLDERS[kind]).glob("*.md"))
]
TOPICS = [path.stem for path in sorted((CONTENT / "topics").glob("*.md"))]
WORDS: list[tuple[Kind, str]] = [("words", f"{lang}.{topic}") for lang in ("nb", "nn", "ar") for topic in TOPICS[::9]]


def _known(tmp_path: Path, kind: str, text: str) -> list[set[str]]:
    """The keys that the reader says it knows, for each place where it met one it does not know."""
    path = tmp_path / "10-x.md" if kind == "question" else tmp_path / "1106.md"
    path.write_text(f"---\n{text}---\n", encoding="utf-8")
    problems: list[Problem] = []
    READERS[kind](path, path.name, problems)
    told = [str(one.text) for one in problems if one.rule == "unknown-key"]
    return [set(re.findall(r"[\w-]+", one.partition("known are")[2])) for one in told]


@pytest.mark.parametrize("kind", sorted(READERS))
def test_every_key_of_a_file_has_a_field(tmp_path: Path, kind: Kind) -> None:
    """A key that `check` knows can be seen to by someone who never opens the file."""
    assert _known(tmp_path, kind, "zzz: x\n") == [{one.key for one in FIELDS[kind]} - {BODY}]


@pytest.mark.parametrize("key", ["channels", "meetings", "sources"])
def test_every_key_of_an_item_has_a_field(tmp_path: Path, key: str) -> None:
    """The same for a way in, a meeting and a source."""
    field = next(one for one in FIELDS["service"] if one.key == key)
    keys = {part.key for part in field.parts}
    if key == "channels":
        keys = keys - {CHANNEL_KIND, CHANNEL_VALUE} | set(CHANNEL_KINDS)
    assert _known(tmp_path, "service", f"{key}:\n  - zzz: x\n")[0] == keys


def test_every_field_stands_in_a_part_of_the_form() -> None:
    """No field is lost between the parts."""
    for kind in KINDS:
        parts = {section.id for section in SECTIONS[kind]}
        assert [one.key for one in FIELDS[kind] if one.section not in parts] == []


def _posted(fields: tuple[Field, ...], filled: dict[str, Filled]) -> MultiDict[str, str]:
    """As a browser sends it: with CR LF between lines."""
    return MultiDict([(name, value.replace("\n", "\r\n")) for name, value in as_sent(fields, filled)])


@pytest.mark.parametrize(("kind", "id_"), [*FILES, *WORDS])
def test_a_form_that_was_only_opened_changes_nothing(kind: Kind, id_: str) -> None:
    """All content, to the last byte: what the form shows is what the file says, and comes back as it was."""
    file = f"words/{id_.partition('.')[0]}.yaml" if kind == "words" else f"{FOLDERS[kind]}/{id_}.md"
    text = (CONTENT / file).read_bytes().decode()
    draft = draft_of(kind, id_, text)
    again = draft.filled_from(_posted(draft.fields, dict(draft.filled)))
    assert again.changes() == {}
    assert again.text() == text


@pytest.mark.parametrize(("kind", "id_"), FILES[::9])
def test_a_form_holds_all_that_the_file_says(kind: Kind, id_: str) -> None:
    """Written anew from the form alone, every value is the one that stood there."""
    text = (CONTENT / FOLDERS[kind] / f"{id_}.md").read_bytes().decode()
    draft = draft_of(kind, id_, text)
    for one in draft.fields:
        if one.widget != "raw" and one.key in draft.values and one.key != "options":
            value = draft.values[one.key]
            written = from_form(one, to_form(one, value), None)
            assert to_form(one, written) == to_form(one, value), one.key


SERVICE = """---
name: Turgruppa   # as on the poster
type: meeting-place
run_by: Naboer
organization_type: voluntary
reach: local
service_area: ['4613']
audience: [self]
topics: [loneliness]
summary: Vi går tur.
channels:
  - phone: 22 40 00 40
    description: Kari
confidence: low
sources:
  - title: Telefon
---
"""


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
_ITEMS = st.lists(
    st.dictionaries(st.sampled_from(["phone", "chat", "schedule", "languages", "odd"]), _TEXTS), max_size=3
)
_VALUES = st.one_of(
    _TEXTS, st.lists(_TEXTS, max_size=4).map(tuple), _ITEMS.map(tuple), st.just(()), st.dictionaries(_TEXTS, _TEXTS)
)


@given(value=_VALUES, field=st.sampled_from([one for one in FIELDS["service"] if one.widget != "raw"]))
def test_whatever_stands_in_a_file_comes_back_from_its_form(value: Value, field: Field) -> None:
    """Odd values too (a text for a list, empty items, strange letters): what was not touched is no change."""
    shown = to_form(field, value)
    sent = MultiDict([(name, text.replace("\n", "\r\n")) for name, text in as_sent([field], {field.key: shown})])
    assert changes([field], {field.key: value}, {field.key: read_form(field, sent)}) == {}


def test_two_people_who_change_different_things_both_keep_them() -> None:
    """What the other one saved meanwhile stands, and so does what stands in the form."""
    mine = draft_of("service", "x", SERVICE)
    mine = replace(mine, filled={**mine.filled, "summary": "Vi går tur hver torsdag."})
    theirs = SERVICE.replace("name: Turgruppa", "name: Turlaget").replace("22 40 00 40", "22 40 00 41")
    both, clashes = rebased(mine, theirs)
    assert clashes == ()
    assert both.text() == theirs.replace("summary: Vi går tur.", "summary: Vi går tur hver torsdag.")


def test_two_people_who_change_the_same_thing_are_told() -> None:
    """The field is named with both texts, and the form keeps mine."""
    mine = draft_of("service", "x", SERVICE)
    mine = replace(mine, filled={**mine.filled, "name": "Turlaget på Bømlo"})
    both, clashes = rebased(mine, SERVICE.replace("name: Turgruppa", "name: Turlaget"))
    assert [(one.field.key, one.theirs, one.mine) for one in clashes] == [("name", "Turlaget", "Turlaget på Bømlo")]
    assert both.filled["name"] == "Turlaget på Bømlo"


def test_a_file_that_was_taken_away_is_written_anew() -> None:
    """Nothing that stands in the form is lost because somebody else deleted the file."""
    mine = draft_of("service", "x", SERVICE)
    both, _ = rebased(mine, None)
    assert "name: Turgruppa" in both.text()
    assert "phone: '22 40 00 40'" in both.text()


def test_an_item_moves_and_goes() -> None:
    """A way in gets another place, one is taken out, and a new one comes last."""
    field = next(one for one in FIELDS["service"] if one.key == "channels")
    was = ({"phone": "1"}, {"phone": "2", "description": "b"}, {"email": "a@b.no"})
    sent = _posted((field,), {"channels": to_form(field, was)})
    sent["channels-0-gone"], sent["channels-2-place"] = "1", "1"
    sent["channels-7-kind"], sent["channels-7-value"] = "chat", "https://x.no"
    assert from_form(field, read_form(field, sent), was) == (
        {"email": "a@b.no"}, {"phone": "2", "description": "b"}, {"chat": "https://x.no"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kind"),
    [("22 40 00 40", "phone"), ("a@b.no", "email"), ("https://x.no", "chat"), ("Storgata 1", "visit"), ("", "")],
)
def test_a_way_in_without_a_kind_is_not_lost(value: str, kind: str) -> None:
    """Who writes a number and forgets to say that it is a phone finds it as a phone."""
    field = next(one for one in FIELDS["service"] if one.key == "channels")
    sent: MultiDict[str, str] = MultiDict({"channels-0-kind": "", "channels-0-value": value})
    assert from_form(field, read_form(field, sent), None) == (({kind: value},) if value else None)


def test_the_name_of_a_new_file_is_made_of_its_name(tmp_path: Path) -> None:
    """Letters a-z only, and never the name of a file that is there."""
    assert id_from("Pårørendegruppa på Bømlo – Ørje/Ål", tmp_path) == "parorendegruppa-pa-bomlo-orje-al"
    (tmp_path / "a.md").touch()
    assert id_from("A", tmp_path) == "a-2"
    assert id_from("…", tmp_path) == "unnamed"
    assert id_from("New", tmp_path) == "new-1"


def test_the_text_a_form_was_opened_with_comes_back_as_it_was() -> None:
    """Also with a byte order mark and CR LF, which browsers would change."""
    text = "\ufeff---\r\nname: Å\r\n---\r\n"
    assert unpacked(packed(text)) == text
    assert unpacked("") is None
    with pytest.raises(ValueError):
        unpacked("no base64!")


def test_every_field_has_help_in_plain_words() -> None:
    """Nobody must guess what is meant, and nobody is sent to the file format."""
    fields = [one for kind in KINDS for field in FIELDS[kind] for one in (field, *field.parts) if one.widget != "raw"]
    assert [one.key for one in fields if not one.help] == []
    assert [one.key for one in fields if re.search(r"[_`]|yaml|front matter", one.help + one.label)] == []
