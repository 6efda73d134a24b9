"""One file as it is being changed: what it was when the form was opened, and what was filled in since.

The form carries the text it was opened with, so that a restart, or someone else's change meanwhile, loses nothing.
Knows no request and no page; `operations` makes new drafts from templates.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from directory.catalog.rewriting import Value, body_of, new_text, read_values, rewrite
from directory.catalog.saving import text_of
from directory.editor.fields import BODY, FIELDS, FOLDERS, Field, Kind
from directory.editor.forms import ITEMS, WAS, Filled, Form, changes, from_form, read_form, same, to_form
from directory.language.folding import words_of

WORD_LANGUAGES = ("nb", "nn", "en", "pl", "uk", "ar", "so", "se")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS_ID = re.compile(rf"({'|'.join(WORD_LANGUAGES)})\.([a-z0-9]+(?:-[a-z0-9]+)*)")
NEW = "new"
"""No file's name: the address where a new one is made."""
OPENED = "opened"
"""The field that carries the text the form was opened with."""
_LONGEST_ID = 60


class NoSuchFile(Exception):
    """There is nothing by that name to change."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    kind: Kind
    id: str
    """The name of the file without its ending; for words `<lang>.<topic>`; empty for a new one without a name yet."""
    base: str | None
    """The text of the file when it was opened; None: it is a new one."""
    filled: Mapping[str, Filled] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    """What the base holds, or what a new file begins with."""

    @property
    def fields(self) -> tuple[Field, ...]:
        return FIELDS[self.kind]

    @property
    def file(self) -> str:
        """Within the content folder."""
        return file_of(self.kind, self.id)

    def changes(self) -> dict[str, Value | None]:
        return changes(self.fields, {} if self.base is None else self.values, self.filled)

    def text(self) -> str:
        """The file as it would be. Raises `Unwritable` where that cannot be done with care."""
        changed = self.changes()
        if self.base is not None and self.kind == "words":
            return _words_text(self.base, self.id, changed)
        body = str(changed.pop(BODY) or "") if BODY in changed else None
        if self.base is not None:
            return rewrite(self.base, changed, body)
        hidden = [one.key for one in self.fields if one.widget == "raw" and one.key in self.values]
        written = {key: self.values[key] for key in hidden}
        written |= {key: value for key, value in changed.items() if value is not None}
        return new_text(self.kind, written, body or "")

    def filled_from(self, form: Form) -> Draft:
        return replace(self, filled={one.key: read_form(one, form) for one in self.fields if one.widget != "raw"})


def known_id(kind: Kind, id_: str) -> bool:
    """It may be the name of a file; it need not be there."""
    return bool((_WORDS_ID if kind == "words" else _ID).fullmatch(id_)) and len(id_) <= 120


def file_of(kind: Kind, id_: str) -> str:
    if kind == "words":
        return f"words/{id_.partition('.')[0]}.yaml"
    return f"{FOLDERS[kind]}/{id_}.md"


def open_draft(content: Path, kind: Kind, id_: str) -> Draft:
    """Raises `NoSuchFile`, and `Unreadable` for a file whose keys cannot be read."""
    if not known_id(kind, id_):
        raise NoSuchFile
    try:
        text = text_of(content / file_of(kind, id_))
    except OSError as error:
        raise NoSuchFile from error
    return draft_of(kind, id_, text)


def draft_of(kind: Kind, id_: str, text: str) -> Draft:
    values = values_of(kind, id_, text)
    filled = {one.key: to_form(one, values.get(one.key)) for one in FIELDS[kind] if one.widget != "raw"}
    return Draft(kind=kind, id=id_, base=text, values=values, filled=filled)


def new_draft(kind: Kind, values: Mapping[str, Value], id_: str = "") -> Draft:
    filled = {one.key: _anew(one, to_form(one, values.get(one.key))) for one in FIELDS[kind] if one.widget != "raw"}
    return Draft(kind=kind, id=id_, base=None, values=values, filled=filled)


def _anew(one: Field, filled: Filled) -> Filled:
    """Items that stand in no file yet."""
    return tuple({**item, WAS: ""} for item in filled if isinstance(item, Mapping)) if one.widget in ITEMS else filled


def values_of(kind: Kind, id_: str, text: str) -> dict[str, Value]:
    values = read_values(text)
    if kind == "words":
        topics = values.get("topics")
        found = topics.get(id_.partition(".")[2]) if isinstance(topics, Mapping) else None
        return {} if found is None else {"phrases": found}
    body = body_of(text)
    return values | ({BODY: body} if body else {})


def _words_text(base: str, id_: str, changed: Mapping[str, Value | None]) -> str:
    topics = read_values(base).get("topics")
    held = dict(topics) if isinstance(topics, Mapping) else {}
    topic = id_.partition(".")[2]
    if "phrases" in changed:
        phrases = changed["phrases"]
        held = {key: value for key, value in held.items() if key != topic or phrases is not None}
        if phrases is not None:
            held[topic] = phrases
    return rewrite(base, {"topics": held})


def id_from(name: str, taken: Path) -> str:
    """A name for the file: that of the offering with a-z, digits and hyphens, and a number when it is taken."""
    base = "-".join(words_of(name)) if name.isascii() else "-".join(words_of(_spelled(name)))
    base = re.sub(r"[^a-z0-9]+", "-", base).strip("-")[:_LONGEST_ID].strip("-") or "unnamed"
    base = f"{base}-1" if base == NEW else base
    found, number = base, 2
    while (taken / f"{found}.md").exists():
        found, number = f"{base}-{number}", number + 1
    return found


def _spelled(name: str) -> str:
    return name.replace("æ", "ae").replace("Æ", "ae").replace("å", "a").replace("Å", "a")


def packed(text: str | None) -> str:
    """For a hidden field: browsers change line ends in what they send."""
    return "" if text is None else base64.b64encode(text.encode()).decode()


def unpacked(sent: str) -> str | None:
    """Raises ValueError for what we did not pack."""
    if not sent:
        return None
    try:
        return base64.b64decode(sent, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("not what was sent out") from error


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A field that two people changed to different things."""

    field: Field
    theirs: Filled
    mine: Filled


def rebased(draft: Draft, now: str | None) -> tuple[Draft, tuple[Clash, ...]]:
    """The same changes on the file as it stands now; what somebody else changed elsewhere is kept.

    A file that is gone meanwhile becomes a new one with all that stands in the form.
    """
    if now is None:
        return replace(draft, base=None), ()
    theirs = draft_of(draft.kind, draft.id, now)
    mine = draft.changes()
    filled, clashes = dict(theirs.filled), []
    for one in draft.fields:
        if one.key not in mine:
            continue
        was, is_now = to_form(one, draft.values.get(one.key)), theirs.filled[one.key]
        filled[one.key] = draft.filled[one.key]
        if same(one, was, is_now):
            continue
        if not _alike(one, is_now, draft.filled[one.key], draft, theirs):
            clashes.append(Clash(field=one, theirs=is_now, mine=draft.filled[one.key]))
        filled[one.key] = _on_others(one, draft.filled[one.key], is_now)
    return replace(theirs, filled=filled), tuple(clashes)


def _alike(one: Field, theirs: Filled, mine: Filled, draft: Draft, now: Draft) -> bool:
    """Both wrote the same."""
    return from_form(one, theirs, now.values.get(one.key)) == from_form(one, mine, draft.values.get(one.key))


def _on_others(one: Field, mine: Filled, theirs: Filled) -> Filled:
    """Items whose numbers in the file are no longer known begin anew."""
    if one.widget not in ITEMS or len(mine) == len(theirs):
        return mine
    return _anew(one, mine)
