"""`python -m directory …`: check, translate, build, serve. Does nothing that a room could do itself."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from directory.assistant.journeys import journeys_mermaid, journeys_script, journeys_sheet
from directory.assistant.lifelines import crisis_texts
from directory.catalog.problems import Problem
from directory.catalog.reading import load_catalog
from directory.language.extraction import content_texts, editor_texts, interface_texts
from directory.language.locales import LOCALES
from directory.language.po_files import EDITOR_LANGUAGES, compile_catalogs, update_content, update_messages
from directory.language.po_reports import report_content, report_messages
from directory.release import BrokenRelease, build_release, check_content
from directory.web.emergency import FILE, render_emergency
from directory.web.settings import SettingsError, read_settings

_WHOLE = ("messages", "editor")
"""Kinds of translators' files of which `translate --check` lets nothing be missing."""
OF_THE_SERVER = frozenset({"serve", "build", "reload", "compile", "emergency"})
"""Commands that a public server runs: they load nothing of the editors' tools."""
_MARKS = ("missing", "equal", "fuzzy", "wrong", "stale")
ROOT = Path(__file__).parent.parent
CONTENT, TRANSLATIONS = ROOT / "content", ROOT / "translations"


def _print_problems(problems: Sequence[Problem], folder: Path) -> int:
    """Every problem, as an editor's program can jump to it; 1 when one of them keeps the content from being served."""
    for problem in problems:
        print(f"{folder.name}/{problem}")
    errors = sum(not problem.warning for problem in problems)
    if problems:
        print(f"{errors} to mend, {len(problems) - errors} warnings")
    return 1 if errors else 0


def check(options: argparse.Namespace) -> int:
    """Read the content without starting the site."""
    if options.links:
        from directory.editor.links_command import check_links

        return check_links(options)
    catalog, _, problems = check_content(options.content)
    result = _print_problems(problems, options.content)
    if result == 0:
        print(
            f"Content is sound: {len(catalog.services)} services, {len(catalog.organizations)} organizations, "
            f"{len(catalog.places)} places, {len(catalog.topics)} topics, {len(catalog.pages)} pages"
        )
    return result


def translate(options: argparse.Namespace) -> int:
    """Bring the translators' files up to the sources, and report on them."""
    catalog, _ = load_catalog(CONTENT)
    content, interface = tuple(content_texts(catalog)), interface_texts(ROOT / "directory")
    editor = editor_texts(ROOT / "directory")
    if not options.check:
        for lang in LOCALES:
            if any(text.written_in != lang for text in content):
                update_content(TRANSLATIONS, lang, content)
            if lang != "en":
                update_messages(TRANSLATIONS, lang, interface)
            if lang in EDITOR_LANGUAGES:
                update_messages(TRANSLATIONS, lang, editor, "editor")
    failed, exact = False, frozenset(crisis_texts(text.key for text in content))
    for lang in LOCALES:
        reports = [report_messages(TRANSLATIONS, lang, interface), report_content(TRANSLATIONS, lang, content, exact)]
        if lang in EDITOR_LANGUAGES:
            reports.append(report_messages(TRANSLATIONS, lang, editor, "editor"))
        for report in (report for report in reports if report.total):
            must = report.lacking if report.kind in _WHOLE else crisis_texts(report.lacking)
            failed |= bool(must or report.wrong)
            print(
                f"{lang} {report.kind:9} {report.translated}/{report.total}"
                + "".join(f", {len(getattr(report, mark))} {mark}" for mark in _MARKS if getattr(report, mark))
            )
            if options.missing:
                print("".join(f"  {mark}: {text!r}\n" for mark in _MARKS for text in getattr(report, mark)), end="")
            elif options.check and (must or report.wrong):
                print("".join(f"  must be mended: {text!r}\n" for text in (*must, *report.wrong)), end="")
    return 1 if failed and options.check else 0


def compile_(options: argparse.Namespace) -> int:
    """Write the `.mo` files that the translations are read from."""
    compile_catalogs(TRANSLATIONS)
    return 0


def build(options: argparse.Namespace) -> int:
    """Check the content, build a release and make it the one that is served."""
    try:
        print(f"Release {build_release(options.content, TRANSLATIONS, _var(options))} is built")
    except BrokenRelease as broken:
        print("Nothing was built; what was served before is still served.")
        return _print_problems(broken.problems, options.content)
    except OSError as error:
        where = error.filename or "disk"
        print(f"Nothing was built; what was served before is still served. {error.strerror}: {where}")
        return 1
    return 0


def emergency(options: argparse.Namespace) -> int:
    """Write static/emergency.html, the page that is served when nothing else can be."""
    catalog, _ = load_catalog(CONTENT)
    (ROOT / FILE).write_text(render_emergency(catalog), encoding="utf-8")
    return 0


def booklet(options: argparse.Namespace) -> int:
    """Everything for one municipality as a PDF to print, by topic, need and name; --prison for reading inside."""
    from directory.web.booklet_file import BookletRefused, write_booklet

    try:
        pages = write_booklet(
            options.o, read_settings(os.environ), options.place, options.lang, large=options.large,
            prison=options.prison, release_to=options.release_to, told=lambda line: print(line, file=sys.stderr),
        )  # fmt: skip
    except BookletRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"{options.o}: {pages}")
    return 0


def journeys(options: argparse.Namespace) -> int:
    """The assistant's questions as a picture (Mermaid), a sheet on paper or a telephone script for the front desk."""
    catalog, _ = load_catalog(options.content)
    print({"picture": journeys_mermaid, "sheet": journeys_sheet, "script": journeys_script}[options.form](catalog))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the site until interrupted. SIGHUP renews the workers one after the other."""
    from directory.web.serving import is_taken, own_workers, serve_site

    read_settings(os.environ)  # said here once rather than by each worker as it ends
    if is_taken(options.host, options.port):
        print(
            f"Something is served on http://{options.host}:{options.port} already. Stop it, or choose another --port.",
            file=sys.stderr,
        )
        return 1
    print(f"Serving on http://{options.host}:{options.port}", flush=True)
    serve_site(options.host, options.port, options.workers or own_workers(), options.pid_file)
    return 0


def _var(options: argparse.Namespace) -> Path:
    """Where releases are kept: the option, else the setting."""
    given: Path | None = options.var
    return given or read_settings(os.environ).var


def _add_editors(commands: Any, checked: argparse.ArgumentParser) -> None:
    """What editors do. Loaded only for them: spreadsheets and the like are no part of the public server."""
    from directory.editor import edit_command, gaps_command, links_command, review_command, spreadsheet_command

    links_command.add_options(checked)
    for one in (edit_command, gaps_command, review_command, spreadsheet_command):
        one.add(commands)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m directory", description="Rett dør")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object) -> argparse.ArgumentParser:
        text = (run.__doc__ or "").strip().split("\n")[0]
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    for name, run in (("check", check), ("build", build), ("reload", build)):
        parsed = command(name, run)
        parsed.add_argument("--content", type=Path, default=CONTENT)
        parsed.add_argument("--var", type=Path, default=None)
        if name == "check":
            checked = parsed
    parsed = command("translate", translate)
    parsed.add_argument(
        "--check", action="store_true", help="change nothing; fail when a crisis text or an interface string is missing"
    )
    parsed.add_argument("--missing", action="store_true", help="list everything that is missing")
    command("compile", compile_)
    command("emergency", emergency)
    parsed = command("journeys", journeys)
    parsed.add_argument("--content", type=Path, default=CONTENT)
    parsed.add_argument("--form", choices=["picture", "sheet", "script"], default="picture")
    parsed = command("booklet", booklet)
    parsed.add_argument("--place", required=True, help="the municipality's number, like 1106")
    parsed.add_argument("--lang", choices=tuple(LOCALES), default="nb")
    parsed.add_argument("--large", action="store_true", help="18 points")
    parsed.add_argument("--prison", action="store_true", help="neutral headings, whom to ask inside")
    parsed.add_argument("--release-to", help="the municipality one comes to: the first days out")
    parsed.add_argument("-o", type=Path, required=True, metavar="FILE.pdf")
    parsed = command("serve", serve)
    parsed.add_argument("--host", default="127.0.0.1")
    parsed.add_argument("--port", type=int, default=8000)
    parsed.add_argument("--workers", type=int, default=0, help="one for each core unless set, at least two")
    parsed.add_argument("--pid-file", type=Path, default=None)
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not OF_THE_SERVER.intersection(given[:1]):
        _add_editors(commands, checked)
    options = parser.parse_args(given)
    try:
        return int(options.run(options))
    except SettingsError as wrong:
        print(wrong, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
