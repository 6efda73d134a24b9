"""A problem: what an editor can fix. Not an exception: all problems are collected and told at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """Where it is (path within the content folder, line from 1), what to write instead, and the rule's short name."""

    file: str
    line: int
    text: str
    rule: str
    warning: bool = False
    """A warning is shown to editors but does not keep the content from being served."""

    def __str__(self) -> str:
        mark = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {mark}{self.text} [{self.rule}]"
