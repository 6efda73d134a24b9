"""The translators' files (`messages.po`, `content.po`, `editor.po`): updated from the sources and compiled.

A changed Norwegian text keeps its old translation as fuzzy, with the old source beside it; fuzzy ones are not shown.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from directory.language.extraction import ContentText, InterfaceText
from directory.language.locales import LOCALES
from directory.language.sign_offs import is_sign_off, sign_off

REVIEWED = "X-Reviewed-By"
"""Name and date of the person who has read the file through; empty until then."""
HEADER = "header"
"""The context under which a compiled file says who has read it: Babel drops what it does not know of a header."""
EDITOR_LANGUAGES = ("nb", "nn")
"""Those that the editors' tools are written in."""
FIRST_DAY = "2026-11-22 12:00+0000"
"""gettext's tools want a date of revision; it stays until a translator's tool writes another."""


class BrokenPoFile(Exception):
    """A translators' file that cannot be read; the message names it by language and kind."""


def po_path(folder: Path, lang: str, kind: str) -> Path:
    """`kind` is "messages", "content" or "editor"."""
    return folder / lang / "LC_MESSAGES" / f"{kind}.po"


def read(path: Path, lang: str) -> PoCatalog:
    """The catalogue at `path`; an empty one where there is no file."""
    locale = LOCALES[lang]
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=locale.cldr, domain=path.stem)
    fresh = PoCatalog(locale=locale.cldr, domain=path.stem, fuzzy=False)
    if locale.plural_forms:
        fresh.mime_headers = [*fresh.mime_headers, ("Plural-Forms", locale.plural_forms)]
    return fresh


def read_header(path: Path) -> dict[str, str]:
    """The header as it stands in the file, a person's own fields included; Babel keeps only those it knows."""
    if not path.exists():
        return {}
    top = path.read_text(encoding="utf-8").partition("\n\n")[0]
    text = "".join(ast.literal_eval(line) for line in top.splitlines() if line.startswith('"'))
    return {name: value.strip() for name, _, value in (line.partition(":") for line in text.splitlines()) if name}


def _header(path: Path, lang: str, old: PoCatalog) -> dict[str, str]:
    """A translator's own fields stay; no tool's name and no time of ours, so that an update without changes changes
    nothing."""
    kept = {"PO-Revision-Date": FIRST_DAY, "Last-Translator": "Rett dør", "Language-Team": LOCALES[lang].name}
    fixed = {
        "Project-Id-Version": "Rett dør",
        "Language": str(old.locale_identifier or lang),
        "Plural-Forms": f"nplurals={old.num_plurals}; plural={old.plural_expr};",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return {REVIEWED: "", **kept, **read_header(path), **fixed}


def _write(path: Path, old: PoCatalog, messages: Iterable[Message]) -> None:
    """Write entries by hand-held header; Babel's own carries the time of day."""
    header = _header(path, path.parent.parent.name, old)
    lines = ['msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in header.items()), ""]
    fresh = PoCatalog(locale=old.locale, domain=path.stem, fuzzy=False)
    fresh.mime_headers = list(header.items())  # also tells how many plural forms are written
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
    known = {str(message.context): message for message in old if message.id}
    # A paragraph that only moved up or down in its text keeps its translation.
    moved = {(_item(key), message.id): message for key, message in known.items() if message.string}

    def entries() -> Iterator[Message]:
        for text in texts:
            if text.written_in == lang:
                continue
            before = known.get(text.key)
            if before is None or before.id != text.source:
                before = moved.get((_item(text.key), text.source), before)
            message = Message(text.source, "", context=text.key)
            if before is not None and before.string:
                message.string, message.flags = before.string, set(before.flags)
                message.user_comments = _own_comments(before)
                message.previous_id = list(before.previous_id)
                if before.id != text.source:
                    message.flags.add("fuzzy")
                    message.previous_id = [str(before.id)]
            elif before is not None and text.optional:
                message.user_comments = _own_comments(before)
            if text.optional:
                message.auto_comments = ["What the name means, where that helps; else leave empty."]
            yield message

    _write(path, old, entries())


def _item(key: str) -> str:
    """The text that a paragraph belongs to: `pages.privacy.body` of `pages.privacy.body.3`."""
    return key.rpartition(".")[0]


def update_messages(folder: Path, lang: str, texts: Iterable[InterfaceText], kind: str = "messages") -> None:
    """Bring `messages.po` (or `editor.po`) of one language up to code and templates."""
    path = po_path(folder, lang, kind)
    old = read(path, lang)
    known = {(message.context, first_id(message)): message for message in old if message.id}

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
    """Write the `.mo` files that pages read, beside the `.po` files or under `target`; fuzzy entries are left out.

    Raises `BrokenPoFile`: Babel alone would leave out what it cannot read, and a language would fall silent.
    """
    for lang in LOCALES:
        for kind in ("messages", "content", "editor"):
            path = po_path(folder, lang, kind)
            if path.exists():
                out = po_path(target or folder, lang, kind).with_suffix(".mo")
                out.parent.mkdir(parents=True, exist_ok=True)
                temporary = out.with_suffix(".mo.new")
                try:
                    with path.open("rb") as source:
                        if _is_torn(source.read()):
                            raise BrokenPoFile(f"{lang}/LC_MESSAGES/{kind}.po")
                        source.seek(0)
                        catalog = read_po(source, locale=LOCALES[lang].cldr, domain=kind, abort_invalid=True)
                except (PoFileError, ValueError, KeyError) as wrong:
                    raise BrokenPoFile(f"{lang}/LC_MESSAGES/{kind}.po") from wrong
                if by := _read_through(path, catalog):
                    catalog.add(REVIEWED, by, context=HEADER)
                with temporary.open("wb") as file:
                    write_mo(file, catalog)
                temporary.replace(out)


def _read_through(path: Path, catalog: PoCatalog) -> str:
    """What the header says of who has read the file; nothing when its texts are signed one at a time and one is not."""
    signed = [
        sign_off(message.user_comments, _ids(message), _strings(message)) is not None
        for message in catalog
        if message.id and not message.fuzzy and any(_strings(message))
    ]
    one_at_a_time = any(is_sign_off(one) for message in catalog if message.id for one in message.user_comments)
    return "" if one_at_a_time and not all(signed) else read_header(path).get(REVIEWED, "")


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _is_torn(po: bytes) -> bool:
    """Cut off in the middle of a line: Babel takes a text without its closing quote for a whole one."""
    last = po.rstrip().rpartition(b"\n")[2]
    return not po.endswith(b"\n") or not (last.endswith(b'"') or last.startswith(b"#"))


def _own_comments(message: Message) -> list[str]:
    """A translator's comments. Babel reads the previous source (`#| msgid`) back as one; those are not kept twice."""
    return [comment for comment in message.user_comments if not comment.startswith("|")]


def first_id(message: Message) -> str:
    """The message itself; of one that counts, the form for one."""
    return message.id if isinstance(message.id, str) else str(message.id[0])
