"""How far the translators' files are, and what in them cannot be right. Changes no file.

A text counts as missing when it is empty, when its source has changed, or when it equals its source; a translator who
means an equal text ("Alkohol" in Polish) says so with the comment `# same`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from directory.language.extraction import ContentText, InterfaceText
from directory.language.po_files import first_id, po_path, read
from directory.language.po_numbers import holds_phone, numbers_differ, other_numbers
from directory.language.wrong_language import wrong_language

_PLACEHOLDER = re.compile(r"(?:%\(|\{)(\w+)(?:\)[sd]|\})")
_ENGLISH_ONLY = frozenset({"what"})
"""What another program says of a file, in its own English: a translation may say it in its own way."""
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = (".name", ".run_by")
"""Fields that may hold nothing but Norwegian names."""
SAME = "same"
_SISTERS = frozenset({"nb", "nn"})
"""Written so alike that an equal text is the rule, not a text forgotten."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """How far one file is. The lists name texts by key (content) or by message (interface)."""

    lang: str
    kind: str
    """ "messages", "content" or "editor"."""
    total: int
    translated: int
    fuzzy: tuple[str, ...]
    missing: tuple[str, ...]
    equal: tuple[str, ...]
    """Equal to the source without `# same`."""
    wrong: tuple[str, ...]
    """Placeholders that differ from the source's, which would break a page, numbers that reach nobody, or another
    language than the file's."""
    stale: tuple[str, ...]
    """In the file, but in no source any more; an update takes them out."""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a reader meets in another language."""
        return (*self.missing, *self.equal, *self.fuzzy)


def report_content(folder: Path, lang: str, texts: Iterable[ContentText], exact: Collection[str] = ()) -> Report:
    """Names (`optional`) may stay untranslated; they are read for the wrong language only when they are. `exact`: keys
    whose numbers are those of the source, as with every text that holds a telephone number."""
    entries = read(po_path(folder, lang, "content"), lang)
    known = {str(message.context): message for message in entries if message.id}
    wanted = [text for text in texts if text.written_in != lang]
    missing, fuzzy, equal, wrong, total = [], [], [], [], 0
    for text in wanted:
        message = known.get(text.key)
        current = message is not None and message.id == text.source and bool(message.string)
        total += not text.optional
        if message is not None and message.fuzzy:
            fuzzy.append(text.key)
        elif message is None or not current:
            if not text.optional:
                missing.append(text.key)
        elif is_equal(message, text.source, text.written_in, lang):
            equal.append(text.key)
        elif text.key.endswith(_NAMES):
            if other_numbers(text.source, str(message.string)):
                wrong.append(text.key)
        elif wrong_language(lang, without_names(str(message.string), text.source)) or (
            (text.key in exact or holds_phone(text.source)) and numbers_differ([text.source], strings(message))
        ):
            wrong.append(text.key)
    keys = {text.key for text in wanted}
    return Report(
        lang=lang,
        kind="content",
        total=total,
        translated=total - len(missing) - len(fuzzy) - len(equal),
        fuzzy=tuple(fuzzy),
        missing=tuple(missing),
        equal=tuple(equal),
        wrong=tuple(wrong),
        stale=tuple(key for key in known if key not in keys),
    )


def report_messages(folder: Path, lang: str, texts: Iterable[InterfaceText], kind: str = "messages") -> Report:
    """Of the interface or the editors' tools. English is the language of the strings themselves, so it misses none."""
    catalog = read(po_path(folder, lang, kind), lang)
    known = {(message.context, first_id(message)): message for message in catalog if message.id}
    missing, fuzzy, equal, wrong, wanted = [], [], [], [], set()
    for text in texts:
        wanted.add((text.context, text.message))
        message = known.get((text.context, text.message))
        if message is None or not all(strings(message)):
            if lang != "en":
                missing.append(text.message)
        elif message.fuzzy:
            fuzzy.append(text.message)
        elif (
            placeholders_differ(text, strings(message))
            or (holds_phone(text.message) and numbers_differ(ids(message), strings(message)))
            or any(wrong_language(lang, one) for one in strings(message))
        ):
            wrong.append(text.message)
        elif any(is_equal(message, text.message, "en", lang, string) for string in strings(message)):
            equal.append(text.message)
    return Report(
        lang=lang,
        kind=kind,
        total=len(wanted),
        translated=len(wanted) - len(missing) - len(fuzzy) - len(equal),
        fuzzy=tuple(fuzzy),
        missing=tuple(missing),
        equal=tuple(equal),
        wrong=tuple(wrong),
        stale=tuple(message for context, message in known if (context, message) not in wanted),
    )


def ids(message: Message) -> Sequence[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def strings(message: Message) -> Sequence[str]:
    """The translation's forms: one, or one for each plural."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ("",))


def is_equal(message: Message, source: str, written_in: str, lang: str, string: str | None = None) -> bool:
    if {written_in, lang} <= _SISTERS or SAME in message.user_comments:
        return False
    has_words = re.search(r"[^\W\d_]", _PLACEHOLDER.sub("", source)) is not None
    return has_words and (string or str(message.string)).strip() == source.strip()


def without_names(string: str, source: str) -> str:
    """The translation without the names that it keeps from the source ("NAV", "Helse Fonna")."""
    names = {word for word in _WORD.findall(source) if word[0].isupper()}
    return _WORD.sub(lambda found: "" if found[0] in names else found[0], string)


def placeholders_differ(text: InterfaceText, forms: Sequence[str]) -> bool:
    """A form for one or two may leave the number out; none may hold a name that the page does not fill in."""
    wanted = set(_PLACEHOLDER.findall(text.message)) | set(_PLACEHOLDER.findall(text.plural or ""))
    if any(set(_PLACEHOLDER.findall(form)) - wanted for form in forms):
        return True
    return text.plural is None and not wanted - _ENGLISH_ONLY <= set(_PLACEHOLDER.findall(forms[0]))
