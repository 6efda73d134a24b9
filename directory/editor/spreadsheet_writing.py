"""What an import would make of the content: checked as a whole before anything is written, then file by file what was
confirmed. Every file is written whole or not at all, and never over what somebody else wrote meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from directory.catalog.key_lines import key_lines, path_at
from directory.catalog.problems import Problem
from directory.catalog.reading import load_catalog
from directory.catalog.rewriting import Unreadable, Unwritable, Value, new_text, rewrite
from directory.catalog.saving import ChangedMeanwhile, NotSaved, digest, save
from directory.editor.differences import Difference, Entry, Told
from directory.editor.fields import BODY, FIELDS, KIND_NAMES
from directory.editor.messages import plain
from directory.editor.spreadsheet_columns import SHEETS, SheetKind, columns
from directory.editor.spreadsheet_file import FileRefused, read_sheets
from directory.editor.spreadsheet_in import compare, kind_of
from directory.editor.texts import LANGUAGES, _, load_editor_texts
from directory.editor.trial import try_files
from directory.editor.worded_refusals import why_not_saved


@dataclass(frozen=True, kw_only=True)
class Written:
    files: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """What was confirmed and not written, each as a sentence."""


def read_difference(data: bytes, content: Path, translations: Path, folder: str | None = None) -> Difference:
    """What the file would change, checked; `folder` when the sheet itself does not say of what it is.

    Raises `FileRefused`.
    """
    catalog, _problems = load_catalog(content)
    languages = [load_editor_texts(translations, lang) for lang in LANGUAGES]
    refused: FileRefused | None = None
    for sheet in read_sheets(data):
        said = kind_of(sheet)
        kind = said or SHEETS[folder or "services"]
        if folder and said and said != SHEETS[folder]:
            raise FileRefused(_("This is a sheet of another kind: %(kind)s.", kind=_(KIND_NAMES[said][1])))
        try:
            return checked(compare(sheet, content, kind, columns(kind, catalog, languages)), content)
        except FileRefused as why:
            refused = refused or why
    raise refused or FileRefused(_("The file is empty."))


def checked(difference: Difference, content: Path) -> Difference:
    """With what the check of the content says when all that can be taken is taken."""
    entries, _written = _tried(difference, difference.entries, content)
    return replace(difference, entries=entries)


def chosen(difference: Difference, tokens: Collection[str]) -> tuple[Entry, ...]:
    """The entries with only the changes that were confirmed."""
    kept = [
        replace(entry, changes=tuple(one for one in entry.changes if entry.token(one) in tokens))
        for entry in difference.entries
        if not entry.barred and not (entry.new and entry.refused)
    ]
    return tuple(entry for entry in kept if entry.changes)


def write(difference: Difference, tokens: Collection[str], content: Path) -> Written:
    """Writes what was confirmed and is sound by itself, without the changes that were not confirmed."""
    entries, texts = _tried(difference, chosen(difference, tokens), content)
    refused = [in_row(entry, one) for entry in entries for one in entry.problems]
    files = []
    for entry in entries:
        if entry.file not in texts:
            continue
        known = None if entry.before is None else digest(entry.before)
        try:
            save(content / entry.file, texts[entry.file], known)
            files.append(entry.file)
        except ChangedMeanwhile:
            refused.append(_("%(file)s was changed just now by someone else, and is left as it is.", file=entry.file))
        except NotSaved as why:
            refused.append(_("%(file)s was not written: %(why)s", file=entry.file, why=why_not_saved(why)))
    return Written(files=tuple(files), refused=tuple(refused))


def _tried(
    difference: Difference, entries: Iterable[Entry], content: Path
) -> tuple[tuple[Entry, ...], Mapping[str, str]]:
    """The entries with their problems, and the new texts of those without.

    What leans on a refused row (a new offering that another one names) is refused too.
    """
    kind = difference.kind
    done: list[Entry] = []
    texts: dict[str, str] = {}
    for entry in entries:
        entry = replace(entry, problems=())
        if entry.takeable:
            try:
                texts[entry.file] = _text(kind, entry)
            except (Unwritable, Unreadable):
                why = _("The file is written in a way that only a person can change. Change it in the editor.")
                entry = replace(entry, problems=(Told("", why),))
        done.append(entry)
    if not texts:
        return tuple(done), {}
    known = {_sign(problem) for problem in try_files(content, {})[1]}
    while texts:
        tried = dict(texts)
        fresh = [
            problem
            for problem in try_files(content, dict(texts))[1]
            if not problem.warning and _sign(problem) not in known
        ]
        if not fresh:
            break
        faulty = {problem.file for problem in fresh} & texts.keys()
        # A problem that shows in a file which is not ours has come by one of ours: none can be told from the others.
        for number, entry in enumerate(done):
            if entry.file in (faulty or texts.keys()):
                told = tuple(
                    _told(kind, one, tried.get(one.file, "")) for one in fresh if one.file == entry.file or not faulty
                )
                done[number] = replace(entry, problems=entry.problems + tuple(dict.fromkeys(told)))
                texts.pop(entry.file, None)
    return tuple(done), texts


def _text(kind: SheetKind, entry: Entry) -> str:
    """The file as it would be."""
    changes: dict[str, Value | None] = {one.key: one.value for one in entry.changes if one.key != BODY}
    body = next((one.value or "" for one in entry.changes if one.key == BODY), None)
    assert body is None or isinstance(body, str)
    if entry.before is None:
        return new_text(kind, {key: value for key, value in changes.items() if value is not None}, body or "")
    return rewrite(entry.before, changes, body)


def in_row(entry: Entry, told: Told) -> str:
    """With where it is, for whoever does not see the row."""
    if not told.label:
        return _("Row %(row)s (%(name)s): %(text)s", row=entry.row, name=entry.name, text=told.text)
    return _(
        "Row %(row)s (%(name)s), “%(column)s”: %(text)s",
        row=entry.row, name=entry.name, column=told.label, text=told.text,
    )  # fmt: skip


def _told(kind: SheetKind, problem: Problem, text: str) -> Told:
    """The problem in the words of the sheet, and in its column: what is wrong in a line of a cell is in that cell."""
    fields, path = FIELDS[kind], path_at(key_lines(text), problem.line)
    key = path[0] if len(path) > 1 else problem.key
    label = next((_(one.label) for one in fields if one.key == key), "")
    return Told(label, plain(problem, fields))


def _sign(problem: Problem) -> tuple[str, str, str]:
    """What makes it the same problem after lines have moved."""
    return problem.file, problem.rule, str(problem.text)
