"""The whole content folder into a `Catalog`, with every problem in it at once. Reads files; changes nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from directory.catalog.checks import check_catalog
from directory.catalog.easy_file import check_easy, read_easy
from directory.catalog.models import Catalog, Place
from directory.catalog.needs_file import check_needs, read_needs
from directory.catalog.other_files import (
    read_organization,
    read_page,
    read_place,
    read_topic,
    read_topic_groups,
    read_type,
)
from directory.catalog.problems import Advice, Problem
from directory.catalog.question_file import read_commands, read_question
from directory.catalog.service_file import read_service

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = (("topics", "groups.yaml"), ("questions", "commands.yaml"))
"""Lists that stand among the files of a kind."""


class _Item(Protocol):
    @property
    def id(self) -> str: ...


_Kind = TypeVar("_Kind", bound=_Item)
_Read = TypeVar("_Read")


class Shelf:
    """Where files are taken from: the folder, each read anew. The editor's remembers what it read (`editor.trial`)."""

    def paths(self, folder: Path) -> list[Path]:
        return sorted(folder.iterdir())

    def read(
        self, read: Callable[[Path, str, list[Problem]], _Read], path: Path, file: str, problems: list[Problem]
    ) -> _Read:
        return read(path, file, problems)


_DISK = Shelf()


def _load_folder(
    folder: Path,
    kind: str,
    read: Callable[[Path, str, list[Problem]], _Kind | None],
    problems: list[Problem],
    shelf: Shelf,
) -> dict[str, _Kind]:
    """Every `.md` file of one folder, by id."""
    items: dict[str, _Kind] = {}
    if not (folder / kind).is_dir():
        problems.append(Problem(kind, 1, Advice("Make the folder `{kind}/`; it is missing", kind=kind), "folder"))
        return items
    for path in shelf.paths(folder / kind):
        file = f"{kind}/{path.name}"
        if path.name.startswith(".") or (kind, path.name) in _LISTS:
            continue
        if path.suffix != ".md" or not path.is_file():
            problems.append(Problem(file, 1, Advice("Keep only `.md` files in this folder"), "folder"))
        elif not _ID.fullmatch(path.stem):
            problems.append(
                Problem(file, 1, Advice("Name the file with a-z, digits and hyphens only, like `red-cross.md`"), "id")
            )
        elif (item := shelf.read(read, path, file, problems)) is not None:
            items[item.id] = item
    return items


def _post_codes(folder: Path, places: Iterable[Place], problems: list[Problem]) -> Mapping[str, str]:
    """Post code to municipality number: the register's, then what our own places say."""
    codes: dict[str, str] = {}
    path = folder / "post-codes.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), 2):
                code, municipality = row.get("post_code") or "", row.get("municipality") or ""
                if not (re.fullmatch(r"\d{4}", code) and re.fullmatch(r"\d{4}", municipality)):
                    problems.append(
                        Problem(
                            "post-codes.csv", number, Advice("Write four digits, a comma, four digits"), "post-code"
                        )
                    )
                else:
                    codes[code] = municipality
    for place in places:
        own = [code for post_place in place.post_places for code in post_place.codes]
        codes |= {code: place.id for code in (*own, *place.po_box_codes)}
    return codes


def load_catalog(folder: Path, shelf: Shelf = _DISK) -> tuple[Catalog, list[Problem]]:
    """Everything under `folder` (`content/`), and all problems in the order of files and lines.

    With problems that are not warnings the catalogue may lack what could not be read; it must not be served.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        empty = Catalog(services={}, organizations={}, places={}, topics={}, topic_groups={}, types={}, pages={})
        return empty, [Problem(str(folder), 1, Advice("Make the content folder; it is missing"), "folder")]
    topics = _load_folder(folder, "topics", read_topic, problems, shelf)
    pages = _load_folder(folder, "pages", read_page, problems, shelf)
    places = _load_folder(folder, "places", read_place, problems, shelf)
    # Content without an assistant is sound: every other page works without it.
    asks = (folder / "questions").is_dir()
    questions = _load_folder(folder, "questions", read_question, problems, shelf) if asks else {}
    commands = (
        shelf.read(read_commands, folder / "questions" / "commands.yaml", "questions/commands.yaml", problems)
        if asks
        else ()
    )
    groups = shelf.read(read_topic_groups, folder / "topics" / "groups.yaml", "topics/groups.yaml", problems)
    needs = shelf.read(read_needs, folder / "needs.yaml", "needs.yaml", problems)
    catalog = Catalog(
        services=_load_folder(folder, "services", read_service, problems, shelf),
        organizations=_load_folder(folder, "organizations", read_organization, problems, shelf),
        places=dict(sorted(places.items(), key=lambda item: item[1].name)),
        topics=dict(sorted(topics.items(), key=lambda item: (item[1].order, item[0]))),
        topic_groups={group.id: group for group in groups},
        types=_load_folder(folder, "types", read_type, problems, shelf),
        pages=dict(sorted(pages.items(), key=lambda item: (item[1].order, item[0]))),
        post_codes=_post_codes(folder, places.values(), problems),
        questions=dict(sorted(questions.items(), key=lambda item: item[1].number)),
        commands={command.id: command for command in commands},
        needs={need.id: need for need in needs},
        easy=_load_folder(folder, "easy", read_easy, problems, shelf) if (folder / "easy").is_dir() else {},
    )
    problems += [*check_catalog(catalog), *check_needs(catalog), *check_easy(catalog)]
    return catalog, sorted(set(problems))
