"""The values of one mapping in a file: asked for by key and kind, with a problem for what does not fit.

YAML's own types are never used (`no` -> False, `0155` -> 109, `10:00` -> 600): every scalar stays the text that the
editor wrote, and is converted here, in one place. Opens no file (`frontmatter` does) and knows no service.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

import yaml

from directory.catalog.problems import Advice, Problem

_Choice = TypeVar("_Choice", bound=str)
_HTML = re.compile(r"<[a-zA-Z/!]")


class Fields:
    """One mapping of a file: asks for keys by their kind, and remembers what was asked to name unknown keys."""

    def __init__(self, file: str, node: yaml.MappingNode | None, offset: int, problems: list[Problem]) -> None:
        self.file, self.offset, self.problems = file, offset, problems
        self.first_line = (node.start_mark.line + offset) if node else 1
        self.nodes: dict[str, yaml.Node] = {}
        self.lines: dict[str, int] = {}
        self.asked: set[str] = set()
        for key_node, value_node in node.value if node else ():
            key = str(key_node.value)
            line = key_node.start_mark.line + offset
            if key in self.nodes:
                self.problem(
                    Advice("Write `{key}:` once; it stands here a second time", key=key), "repeated-key", line=line
                )
                continue
            self.nodes[key], self.lines[key] = value_node, line

    def problem(self, text: Advice, rule: str, *, key: str = "", line: int | None = None) -> None:
        """At the line of `key` (else of the key that the text names); of the mapping where it is missing."""
        key = key or text.key
        at = line if line is not None else self.line(key)
        self.problems.append(Problem(self.file, at, text, rule, key=key))

    def line(self, key: str = "") -> int:
        """The line of `key`, or of the mapping itself."""
        return self.lines.get(key, self.first_line)

    def _node(self, key: str, required: bool) -> yaml.Node | None:
        self.asked.add(key)
        node = self.nodes.get(key)
        if node is None and required:
            self.problem(Advice("Write `{key}:`; it is missing", key=key), "required")
        return node

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A single text; runs of white space and line breaks become one space."""
        node = self._node(key, required)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.problem(Advice("Write one text after `{key}:`, not a list", key=key), "text")
            return None
        value = " ".join(node.value.split())
        if not value or (value in ("~", "null") and not node.style):
            self.problem(Advice("Write something after `{key}:`, or take the line out", key=key), "empty")
            return None
        if _HTML.search(value):
            self.problem(Advice("Write plain text after `{key}:`; HTML is not used", key=key), "html")
            return None
        return value

    def choice(self, key: str, allowed: Sequence[_Choice], *, required: bool = False) -> _Choice | None:
        value = self.text(key, required=required)
        if value is None:
            return None
        for option in allowed:
            if option == value:
                return option
        self.problem(
            Advice(
                "Write one of {allowed} after `{key}:`, not `{value}`", allowed=", ".join(allowed), key=key, value=value
            ),
            "choice",
        )
        return None

    def flag(self, key: str) -> bool | None:
        value = self.choice(key, ("yes", "no"))
        return None if value is None else value == "yes"

    def whole(self, key: str, *, required: bool = False, most: int = 120) -> int | None:
        value = self.text(key, required=required)
        if value is None:
            return None
        if not value.isascii() or not value.isdigit() or int(value) > most:
            self.problem(
                Advice(
                    "Write `{key}:` as a whole number from 0 to {most}, not `{value}`", key=key, most=most, value=value
                ),
                "whole-number",
            )
            return None
        return int(value)

    def decimal(self, key: str, least: float, most: float) -> float | None:
        value = self.text(key)
        if value is None:
            return None
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,8})?", value) or not least <= float(value) <= most:
            self.problem(
                Advice(
                    "Write `{key}:` as a number from {least} to {most}, not `{value}`",
                    key=key,
                    least=least,
                    most=most,
                    value=value,
                ),
                "number",
            )
            return None
        return float(value)

    def day(self, key: str) -> date | None:
        value = self.text(key)
        return None if value is None else self._day(key, value)

    def _day(self, key: str, value: str) -> date | None:
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.problem(
                Advice("Write `{key}:` as a date like 2026-11-22, not `{value}`", key=key, value=value), "date"
            )
            return None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts without repetition."""
        node = self._node(key, required)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(n, yaml.ScalarNode) for n in node.value):
            self.problem(Advice("Write `{key}:` as a list, like [one, two]", key=key), "list")
            return ()
        values = tuple(" ".join(str(item.value).split()) for item in node.value)
        if not all(values) or (required and not values):
            self.problem(Advice("Write at least one text in `{key}:`, and none that is empty", key=key), "empty")
        if len(set(values)) != len(values):
            self.problem(Advice("Write each text in `{key}:` once", key=key), "repeated-value")
        return tuple(dict.fromkeys(value for value in values if value))

    def choices(self, key: str, allowed: Sequence[_Choice], *, required: bool = False) -> tuple[_Choice, ...]:
        found: list[_Choice] = []
        for value in self.texts(key, required=required):
            matching = [option for option in allowed if option == value]
            if not matching:
                self.problem(
                    Advice(
                        "Write only {allowed} in `{key}:`, not `{value}`",
                        allowed=", ".join(allowed),
                        key=key,
                        value=value,
                    ),
                    "choice",
                )
            found += matching
        return tuple(found)

    def days(self, key: str) -> tuple[date, ...]:
        return tuple(day for value in self.texts(key) if (day := self._day(key, value)))

    def mappings(self, key: str, *, required: bool = False) -> tuple[Fields, ...]:
        """A list of mappings, each as `Fields` of its own."""
        node = self._node(key, required)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(n, yaml.MappingNode) for n in node.value):
            self.problem(Advice("Write `{key}:` as a list where every item begins with `- `", key=key), "list")
            return ()
        if required and not node.value:
            self.problem(Advice("Write at least one item under `{key}:`", key=key), "empty")
        return tuple(Fields(self.file, item, self.offset, self.problems) for item in node.value)

    def finish(self, known: Iterable[str] = ()) -> None:
        """Refuse the keys that nobody asked for."""
        names = sorted(self.asked | set(known))
        for key in self.nodes.keys() - set(names):
            self.problem(
                Advice("Take out `{key}:`, it is not known here; known are {known}", key=key, known=", ".join(names)),
                "unknown-key",
            )
