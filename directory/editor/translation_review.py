"""The translators' reading: every text of a language beside its source, what matters most first, and who has read it.

The sign-off stands in the `.po` file itself, beside the text (`language.sign_offs`). Files are changed entry by entry;
whatever else stands in them, another tool's words included, stays as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from directory.assistant.lifelines import crisis_texts
from directory.catalog.models import Catalog
from directory.catalog.saving import digest, save, text_of
from directory.editor.translation_places import is_crisis_file, page_of, page_of_files
from directory.language.extraction import ContentText, InterfaceText, content_texts
from directory.language.locales import LOCALES, SOURCE_LANGUAGE
from directory.language.po_emptied import is_before, words_before, written_before
from directory.language.po_entries import Entry, read_entries, with_entry, with_header
from directory.language.po_faults import Fault, faults, tidied
from directory.language.po_files import REVIEWED, po_path
from directory.language.po_numbers import MARK, numbers_in
from directory.language.po_reports import SAME
from directory.language.sign_offs import SignOff, is_sign_off, sign_off, written_sign_off

Kind = Literal["content", "messages"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Group = Literal["crisis", "interface", "privacy", "content"]
GROUPS: tuple[Group, ...] = get_args(Group)
State = Literal["signed", "unsigned", "changed", "fuzzy", "missing"]
LANGUAGES = tuple(lang for lang in LOCALES if lang != SOURCE_LANGUAGE)
_SISTERS = frozenset({"nb", "nn"})
"""A name in one of them is explained in neither."""
_CRISIS = ("easy.crisis.",)
_PRIVACY = ("pages.privacy.", "pages.rights.")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One text to read."""

    kind: Kind
    entry: Entry
    text: ContentText | InterfaceText
    group: Group
    state: State
    signed: SignOff | None
    page: str
    """The path on the public site, after the language."""

    @property
    def key(self) -> str:
        """Names it in a form: whatever happens to other texts of the file."""
        return _short((self.kind, self.entry.context, self.entry.id))

    @property
    def seen(self) -> str:
        """What a page showed; another when somebody has changed it."""
        return f"{_short(self.entry.sources)}-{shown_as(self.entry.strings)}"

    @property
    def optional(self) -> bool:
        return isinstance(self.text, ContentText) and self.text.optional

    @property
    def is_name(self) -> bool:
        """The translation tells what a name means."""
        return self.optional and (self.entry.context or "").endswith(".name")

    @property
    def before(self) -> str:
        """The words that somebody took out, where it may be empty."""
        return "" if any(self.entry.strings) else words_before(self.entry.comments)

    @property
    def marks(self) -> tuple[str, ...]:
        """What the page fills in, to be kept as it stands."""
        found = [mark for source in self.entry.sources for mark in MARK.findall(source)]
        return tuple(dict.fromkeys(found)) if self.kind == "messages" else ()

    @property
    def written_in(self) -> str:
        return self.text.written_in if isinstance(self.text, ContentText) else "en"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back of one text."""

    strings: tuple[str, ...]
    read: bool
    """It was read, and is right."""


@dataclass(frozen=True, kw_only=True)
class Readings:
    texts: tuple[Reading, ...]
    waiting: int
    """Texts that are not in the files yet: `python -m directory translate` brings them."""

    def progress(self, group: Group | None = None) -> tuple[int, int]:
        """How many have been read, of how many."""
        of_it = [one for one in self.texts if group in (None, one.group)]
        return sum(one.state == "signed" for one in of_it), len(of_it)


def shown_as(strings: Sequence[str]) -> str:
    """The part of `Reading.seen` that tells which words a page showed."""
    return _short(tuple(strings))


def _short(what: object) -> str:
    return sha256(repr(what).encode()).hexdigest()[:16]


def read_texts(translations: Path, lang: str, catalog: Catalog) -> Readings:
    """In the order to read them in. Raises OSError, UnicodeError and ValueError where a file cannot be read."""
    found: list[Reading] = []
    content = _entries(translations, lang, "content")
    by_key = {entry.context: entry for entry in content}
    wanted = [text for text in content_texts(catalog) if text.written_in != lang]
    crisis = {*crisis_texts(text.key for text in wanted), *(one.key for one in wanted if one.key.startswith(_CRISIS))}
    waiting = 0
    for text in wanted:
        entry = by_key.get(text.key)
        if entry is None or entry.id != text.source:
            waiting += 1
        elif any(entry.strings) or entry.comments or not (text.optional and {text.written_in, lang} <= _SISTERS):
            group: Group = "crisis" if text.key in crisis else "content"
            group = "privacy" if text.key.startswith(_PRIVACY) else group
            found.append(_reading("content", entry, text, group, page_of(text.key)))
    for entry in _entries(translations, lang, "messages"):
        message = InterfaceText(
            message=entry.id, plural=entry.plural, context=entry.context, places=tuple((one, 0) for one in entry.places)
        )
        group = "crisis" if any(map(is_crisis_file, entry.places)) else "interface"
        found.append(_reading("messages", entry, message, group, page_of_files(entry.places)))
    found.sort(key=lambda one: GROUPS.index(one.group))
    return Readings(texts=tuple(found), waiting=waiting)


def _reading(kind: Kind, entry: Entry, text: ContentText | InterfaceText, group: Group, page: str) -> Reading:
    signed = sign_off(entry.comments, entry.sources, entry.strings)
    state: State = "signed" if signed is not None else "unsigned"
    may_be_empty = isinstance(text, ContentText) and text.optional
    if not all(entry.strings) and not may_be_empty:
        state = "missing"
    elif entry.fuzzy:
        state = "fuzzy"
    elif signed is None and any(map(is_sign_off, entry.comments)):
        state = "changed"
    return Reading(kind=kind, entry=entry, text=text, group=group, state=state, signed=signed, page=page)


def faults_of(lang: str, one: Reading, strings: Sequence[str]) -> list[Fault]:
    formatted = one.kind == "messages" and "python-format" in one.entry.flags
    found = faults(lang, one.text, strings, formatted=formatted, exact=one.group == "crisis")
    if "numbers" in found and one.signed is not None and _numbers(strings) == _numbers(one.entry.strings):
        found.remove("numbers")  # whoever signed it saw the same numbers, and meant them
    return found


def _numbers(strings: Sequence[str]) -> list[Counter[str]]:
    return [numbers_in(string) for string in strings]


def tidy(one: Reading, typed: Sequence[str]) -> tuple[str, ...]:
    """What was typed as it will be saved; the very text of the file where nothing was changed."""
    tidied_now = tuple(tidied(one.entry.id, string) for string in typed)
    before = tuple(tidied(one.entry.id, string) for string in one.entry.strings)
    return one.entry.strings if tidied_now == before else tidied_now


def save_answers(
    translations: Path, lang: str, catalog: Catalog, answers: Mapping[str, Answer], by: str, today: date
) -> int:
    """Writes what was changed and signs what was read; how many were. Raises `ChangedMeanwhile` and `NotSaved`."""
    done = 0
    readings = read_texts(translations, lang, catalog)
    for kind in KINDS:
        own = {one.key: one for one in readings.texts if one.kind == kind}
        changed = [(own[key], answer) for key, answer in answers.items() if key in own and _says(own[key], answer)]
        if changed:
            path = po_path(translations, lang, kind)
            text = text_of(path)
            known = digest(text)
            # From the last to the first: what stands above keeps its lines.
            for one, answer in sorted(changed, key=lambda pair: -pair[0].entry.start):
                text = with_entry(
                    text, one.entry, answer.strings, _comments(lang, one, answer, by, today), sure=answer.read
                )
            save(path, _with_signed_header(text, readings, catalog, lang, kind), known)
            done += len(changed)
    return done


def _says(one: Reading, answer: Answer) -> bool:
    return answer.strings != one.entry.strings or (answer.read and one.state != "signed")


def _comments(lang: str, one: Reading, answer: Answer, by: str, today: date) -> list[str]:
    kept = [comment for comment in one.entry.comments if not is_sign_off(comment)]
    if one.optional and answer.strings != one.entry.strings:
        kept = [comment for comment in kept if not is_before(comment)]
        kept += written_before(" ".join(one.entry.strings)) if not any(answer.strings) else ()
    if answer.read and (any(answer.strings) or one.optional):
        if any(string == one.entry.id for string in answer.strings) and lang != "nn" and SAME not in kept:
            kept.append(SAME)  # whoever has read it means it
        kept.append(written_sign_off(by, today, one.entry.sources, answer.strings))
    return kept


def _with_signed_header(text: str, readings: Readings, catalog: Catalog, lang: str, kind: Kind) -> str:
    """The header names those who have read the file when all of it has been read, and nobody else."""
    own = {(one.entry.context, one.entry.id): one.optional for one in readings.texts if one.kind == kind}
    entries = [one for one in read_entries(text) if any(one.strings) or own.get((one.context, one.id))]
    signed = [sign_off(entry.comments, entry.sources, entry.strings) for entry in entries if not entry.fuzzy]
    whole = len(signed) == len(entries) and own.keys() <= {(entry.context, entry.id) for entry in entries}
    names = _names(signed) if whole and not (kind == "content" and readings.waiting) else ""
    return with_header(text, REVIEWED, names)


def _names(signed: Iterable[SignOff | None]) -> str:
    """ "AB, CD 2026-11-22"; nothing when one is None."""
    sure = list(signed)
    found = [one for one in sure if one is not None]
    if not found or len(found) < len(sure):
        return ""
    return f"{', '.join(sorted({one.by for one in found}))} {max(one.day for one in found).isoformat()}"


def _entries(translations: Path, lang: str, kind: Kind) -> tuple[Entry, ...]:
    path = po_path(translations, lang, kind)
    return read_entries(text_of(path)) if path.exists() else ()
