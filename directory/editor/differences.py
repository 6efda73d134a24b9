"""What an import would change, as data: entries (one a file), their changes, what cannot be taken. Reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from directory.catalog.rewriting import Value
from directory.editor.spreadsheet_columns import SheetKind


@dataclass(frozen=True, kw_only=True)
class Change:
    """One cell that is not as the file has it."""

    key: str
    label: str
    before: str
    after: str
    """Both as they stand in a cell."""
    value: Value | None
    """What is to stand in the file; None: nothing."""

    @property
    def removes(self) -> bool:
        return self.value is None


class Told(NamedTuple):
    """What is wrong with a row, and in which column; no label: with the row as a whole."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row that asks for something."""

    id: str
    row: int
    name: str
    """What people call it."""
    file: str
    """Path within the content folder."""
    before: str | None
    """The text of the file; None for a new one."""
    changes: tuple[Change, ...] = ()
    refused: tuple[Told, ...] = ()
    """Cells that cannot be taken; the other changes of the row can."""
    barred: str = ""
    """Why nothing of this row can be taken."""
    problems: tuple[Told, ...] = ()
    """What the check of the content says about the changes; none of them can be taken until it is mended."""

    @property
    def new(self) -> bool:
        return self.before is None

    @property
    def takeable(self) -> bool:
        return bool(self.changes) and not self.barred and not self.problems and not (self.new and self.refused)

    def token(self, change: Change | None = None) -> str:
        """What names a change in a form: a new file is taken whole."""
        return f"{self.id}" if change is None or self.new else f"{self.id}:{change.key}"


@dataclass(frozen=True, kw_only=True)
class Difference:
    kind: SheetKind
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()
    """About the file as a whole."""
    same: int = 0
    """Rows that are as their files."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Key -> what people call it."""
