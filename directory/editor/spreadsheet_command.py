"""`python -m directory export` and `import`: the content as a spreadsheet, and back with every change shown first.

On a terminal each change is asked about. Elsewhere nothing is written but what `--yes` names, and what an emptied cell
takes out only with `--take-out`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from directory.catalog.reading import load_catalog
from directory.editor.differences import Change, Difference, Entry, Told
from directory.editor.spreadsheet_columns import SHEETS, columns
from directory.editor.spreadsheet_file import FileRefused
from directory.editor.spreadsheet_out import as_csv, make_table
from directory.editor.spreadsheet_writing import in_row, read_difference, write
from directory.editor.texts import LANGUAGES, _, ngettext, speaking
from directory.editor.workbook import as_workbook

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
_ALL, _NEW = "*", "new"
_WIDEST = 300


def add(commands: Any) -> None:
    text = "Write the content as a spreadsheet, one row an offering."
    parser = commands.add_parser("export", help=text, description=text)
    parser.set_defaults(run=export)
    parser.add_argument("file", type=Path, metavar="FILE.xlsx|FILE.csv")
    parser.add_argument("--place", help="only what is for this municipality: its number, like 1106")
    _shared(parser)
    text = "Show what a spreadsheet would change in the content, and write what is confirmed."
    parser = commands.add_parser("import", help=text, description=text)
    parser.set_defaults(run=import_)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--yes", nargs="*", metavar="FIELD", help="write without asking: all, or these fields; `new` for new rows"
    )
    parser.add_argument("--take-out", action="store_true", help="with --yes: also what emptied cells take out")
    _shared(parser)


def _shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=tuple(SHEETS))
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="nb")


def export(options: argparse.Namespace) -> int:
    with speaking(TRANSLATIONS, options.lang):
        writer = {".xlsx": as_workbook, ".csv": as_csv}.get(options.file.suffix.lower())
        if writer is None:
            return _fail(_("Give the file a name that ends in .xlsx or .csv."))
        catalog, _problems = load_catalog(options.content)
        if options.place and options.place not in catalog.places:
            return _fail(_("There is no municipality %(number)s in the content.", number=options.place))
        kind = SHEETS[options.kind or "services"]
        table = make_table(options.content, kind, catalog, columns(kind, catalog), options.place)
        try:
            options.file.write_bytes(writer(table))
        except OSError as error:
            return _fail(_("%(file)s was not written: %(why)s", file=options.file, why=error.strerror))
        for note in table.notes:
            print(note, file=sys.stderr)
        print(ngettext("%(file)s: %(num)s row", "%(file)s: %(num)s rows", len(table.rows), file=options.file))
    return 0


def import_(options: argparse.Namespace) -> int:
    with speaking(TRANSLATIONS, options.lang):
        try:
            data = options.file.read_bytes()
            difference = read_difference(data, options.content, TRANSLATIONS, options.kind)
        except (OSError, FileRefused) as error:
            return _fail(str(getattr(error, "strerror", None) or error))
        show(difference)
        tokens = _confirmed(difference, options)
        if not tokens:
            if any(entry.takeable for entry in difference.entries):
                print(_("Nothing was written. Add --yes to write it."))
            return 1 if any(entry.barred or entry.problems or entry.refused for entry in difference.entries) else 0
        done = write(difference, tokens, options.content)
        for line in done.refused:
            print(line, file=sys.stderr)
        for file in done.files:
            print(_("Written: %(file)s", file=file))
        return 1 if done.refused else 0


def show(difference: Difference) -> None:
    """The difference on a terminal, field by field."""
    for note in difference.notes:
        print(note)
    for entry in difference.entries:
        print(f"\n{entry.name} ({entry.file}){_(', new') if entry.new else ''}")
        for change in entry.changes:
            print(f"  {change.label} ({change.key})")
            for mark, text in (("-", change.before), ("+", change.after)):
                for line in text.split("\n") if text else ():
                    print(f"    {mark} {_printable(line)}")
            if change.removes:
                print("    " + _("The cell is empty: it is taken out."))
        for told in (*entry.refused, *entry.problems, *([Told("", entry.barred)] if entry.barred else ())):
            print(f"  ! {in_row(entry, told)}")
    changes = sum(len(entry.changes) for entry in difference.entries)
    print("\n" + ngettext("%(num)s change.", "%(num)s changes.", changes) + " " + ngettext(
        "%(num)s row is as its file.", "%(num)s rows are as their files.", difference.same))  # fmt: skip


def _printable(line: str) -> str:
    """Without what could make a terminal do something, and not endlessly long."""
    shown = "".join(letter if letter.isprintable() else "·" for letter in line)
    return shown if len(shown) <= _WIDEST else f"{shown[:_WIDEST]} …"


def _confirmed(difference: Difference, options: argparse.Namespace) -> set[str]:
    takeable = [(entry, change) for entry in difference.entries if entry.takeable for change in _asked(entry)]
    if options.yes is not None:
        wanted: Sequence[str] = options.yes or [_ALL]
        return {one.token(change) for one, change in takeable if _named(one, change, wanted, options.take_out)}
    if not sys.stdin.isatty():
        return set()
    tokens: set[str] = set()
    print(_("Write it? y: yes, n: no, a: this and all that follow, q: stop here."))
    for number, (entry, change) in enumerate(takeable):
        told = _("the new file") if entry.new else change.label + (f" ({_('take out')})" if change.removes else "")
        try:
            answer = input(f"{entry.name}, {told}? [y/n/a/q] ").strip().casefold()
        except (EOFError, KeyboardInterrupt):
            return set()
        if answer in ("a", "alle"):
            # What is taken out is asked about one by one, or not at all.
            rest = takeable[number:]
            return tokens | {one.token(other) for one, other in rest if one.new or not other.removes or other is change}
        if answer in ("q", "avslutt"):
            break
        if answer in ("y", "j", "ja", "yes"):
            tokens.add(entry.token(change))
    return tokens


def _asked(entry: Entry) -> Sequence[Change]:
    return entry.changes[:1] if entry.new else entry.changes


def _named(entry: Entry, change: Change, wanted: Sequence[str], take_out: bool) -> bool:
    said = wanted == [_ALL] or (_NEW if entry.new else change.key) in wanted
    return said and (take_out or not change.removes)


def _fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
