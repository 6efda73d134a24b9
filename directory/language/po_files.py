"""The translators' files (`messages.po`, `content.po`): updated from the sources, compiled, and reported on.

A changed Norwegian text keeps its old translation as fuzzy, with the old source beside it; fuzzy ones are not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from directory.language.extraction import ContentText, InterfaceText
from directory.language.locales import LOCALES

_REVIEWED = "X-Reviewed-By"
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True, kw_only=True)
class Report:
    """How far one file is. `missing` and `wrong` name texts by key or message."""

    lang: str
    kind: str
    total: int
    translated: int
    fuzzy: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    """Translations whose placeholders differ from the source's; these would break a page."""


def po_path(folder: Path, lang: str, kind: str) -> Path:
    """`kind` is "messages" or "content"."""
    return folder / lang / "LC_MESSAGES" / f"{kind}.po"


def read(path: Path, lang: str) -> PoCatalog:
    """The catalogue at `path`; an empty one where there is no file."""
    if not path.exists():
        return PoCatalog(locale=LOCALES[lang].cldr, domain=path.stem, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALES[lang].cldr, domain=path.stem)


def _header(old: PoCatalog) -> list[tuple[str, str]]:
    """The headers that stay: no times and no tool's name, so that an update without changes changes nothing."""
    reviewed = dict(old.mime_headers).get(_REVIEWED, "")
    plural = f"nplurals={old.num_plurals}; plural={old.plural_expr};"
    return [
        ("Project-Id-Version", "Rett dør"),
        ("Language", str(old.locale_identifier or "")),
        ("Plural-Forms", plural),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        (_REVIEWED, reviewed),
    ]


def _write(path: Path, old: PoCatalog, messages: Iterable[Message]) -> None:
    """Write entries by hand-held header; Babel's own carries the time of day."""
    lines = ['msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in _header(old)), ""]
    fresh = PoCatalog(locale=old.locale, domain=path.stem, fuzzy=False)
    for message in messages:
        added = fresh.add(
            message.id,
            message.string,
            locations=message.locations,
            flags=message.flags,
            user_comments=message.user_comments,
            auto_comments=message.auto_comments,
            context=message.context,
        )
        added.previous_id = message.previous_id
        if path.stem == "content":
            added.flags.discard("python-format")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".po.new")
    with temporary.open("wb") as file:
        file.write("\n".join(lines).encode("utf-8"))
        file.write(b"\n")
        write_po(file, fresh, width=0, omit_header=True, include_previous=True, sort_output=False)
    temporary.replace(path)


def update_content(folder: Path, lang: str, texts: Iterable[ContentText]) -> None:
    """Bring `content.po` of one language up to the sources; what is gone is taken out."""
    path = po_path(folder, lang, "content")
    old = read(path, lang)
    known = {message.context: message for message in old if message.id}

    def entries() -> Iterator[Message]:
        for text in texts:
            if text.written_in == lang:
                continue
            before = known.get(text.key)
            message = Message(text.source, "", context=text.key)
            if before is not None and before.string:
                message.string, message.flags = before.string, set(before.flags)
                message.user_comments = _own_comments(before)
                message.previous_id = list(before.previous_id)
                if before.id != text.source:
                    message.flags.add("fuzzy")
                    message.previous_id = [str(before.id)]
            if text.optional:
                message.auto_comments = ["What the name means, where that helps; else leave empty."]
            yield message

    _write(path, old, entries())


def update_messages(folder: Path, lang: str, texts: Iterable[InterfaceText]) -> None:
    """Bring `messages.po` of one language up to code and templates."""
    path = po_path(folder, lang, "messages")
    old = read(path, lang)
    known = {(message.context, _first(message.id)): message for message in old if message.id}

    def entries() -> Iterator[Message]:
        for text in texts:
            id_ = (text.message, text.plural) if text.plural else text.message
            before = known.get((text.context, text.message))
            files = sorted({file for file, _ in text.places})
            locations = [(file, 0) for file in files]
            empty: str | tuple[str, ...] = ("",) * old.num_plurals if text.plural else ""
            message = Message(id_, empty, context=text.context, locations=locations)
            if before is not None and isinstance(before.id, str) == isinstance(id_, str):
                message.string, message.user_comments = before.string, _own_comments(before)
                message.flags |= set(before.flags)
            yield message

    _write(path, old, entries())


def compile_catalogs(folder: Path, target: Path | None = None) -> None:
    """Write the `.mo` files that pages read, beside the `.po` files or under `target`; fuzzy entries are left out."""
    for lang in LOCALES:
        for kind in ("messages", "content"):
            path = po_path(folder, lang, kind)
            if path.exists():
                out = po_path(target or folder, lang, kind).with_suffix(".mo")
                out.parent.mkdir(parents=True, exist_ok=True)
                temporary = out.with_suffix(".mo.new")
                with temporary.open("wb") as file:
                    write_mo(file, read(path, lang))
                temporary.replace(out)


def report_content(folder: Path, lang: str, texts: Iterable[ContentText]) -> Report:
    catalog = read(po_path(folder, lang, "content"), lang)
    known = {message.context: message for message in catalog if message.id}
    wanted = [text for text in texts if text.written_in != lang]
    due = [text for text in wanted if not text.optional]
    fuzzy = [text.key for text in due if text.key in known and known[text.key].fuzzy]
    missing = [
        text.key
        for text in due
        if text.key not in fuzzy
        and (text.key not in known or known[text.key].id != text.source or not known[text.key].string)
    ]
    done = len(due) - len(fuzzy) - len(missing)
    return Report(
        lang=lang, kind="content", total=len(due), translated=done, fuzzy=tuple(fuzzy), missing=tuple(missing), wrong=()
    )


def report_messages(folder: Path, lang: str, texts: Iterable[InterfaceText]) -> Report:
    """English is the language of the interface strings themselves, so it misses none."""
    catalog = read(po_path(folder, lang, "messages"), lang)
    known = {(message.context, _first(message.id)): message for message in catalog if message.id}
    missing, fuzzy, wrong, total = [], [], [], 0
    for text in texts:
        total += 1
        message = known.get((text.context, text.message))
        if message is None or not all(_strings(message)):
            if lang != "en":
                missing.append(text.message)
        elif message.fuzzy:
            fuzzy.append(text.message)
        else:
            wanted = set(_PLACEHOLDER.findall(text.message)) | set(_PLACEHOLDER.findall(text.plural or ""))
            if any(set(_PLACEHOLDER.findall(string)) - wanted for string in _strings(message)) or (
                text.plural is None and set(_PLACEHOLDER.findall(_strings(message)[0])) != wanted
            ):
                wrong.append(text.message)
    return Report(
        lang=lang,
        kind="messages",
        total=total,
        translated=total - len(missing) - len(fuzzy),
        fuzzy=tuple(fuzzy),
        missing=tuple(missing),
        wrong=tuple(wrong),
    )


def _own_comments(message: Message) -> list[str]:
    """A translator's comments. Babel reads the previous source (`#| msgid`) back as one; those are not kept twice."""
    return [comment for comment in message.user_comments if not comment.startswith("|")]


def _first(id_: str | tuple[str, ...] | list[str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ("",))
