"""Markdown files with YAML front matter, read as text with line numbers.

YAML's own types are never used (`no` -> False, `0155` -> 109, `10:00` -> 600): every scalar stays the text that the
editor wrote, and `Fields` converts it in one place, collecting a problem for what does not fit. Knows no service.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from directory.catalog.problems import Problem

MAXIMUM_BYTES = 200_000
DEEPEST = 20
"""Lists within lists; the C parser overruns its stack and takes the whole process down at some ten thousand."""
LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where PyYAML has it: ten times faster, and the content is read at every start."""
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
                self.problem(f"Write `{key}:` once; it stands here a second time", "repeated-key", line=line)
                continue
            self.nodes[key], self.lines[key] = value_node, line

    def problem(self, text: str, rule: str, *, key: str | None = None, line: int | None = None) -> None:
        at = line if line is not None else self.line(key)
        self.problems.append(Problem(self.file, at, text, rule))

    def line(self, key: str | None = None) -> int:
        """The line of `key`, or of the mapping itself."""
        return self.lines.get(key, self.first_line) if key else self.first_line

    def _node(self, key: str, required: bool) -> yaml.Node | None:
        self.asked.add(key)
        node = self.nodes.get(key)
        if node is None and required:
            self.problem(f"Write `{key}:`; it is missing", "required")
        return node

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A single text; runs of white space and line breaks become one space."""
        node = self._node(key, required)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.problem(f"Write one text after `{key}:`, not a list", "text", key=key)
            return None
        value = " ".join(node.value.split())
        if not value or (value in ("~", "null") and node.style is None):
            self.problem(f"Write something after `{key}:`, or take the line out", "empty", key=key)
            return None
        if _HTML.search(value):
            self.problem(f"Write plain text after `{key}:`; HTML is not used", "html", key=key)
            return None
        return value

    def choice(self, key: str, allowed: Sequence[_Choice], *, required: bool = False) -> _Choice | None:
        value = self.text(key, required=required)
        if value is None:
            return None
        for option in allowed:
            if option == value:
                return option
        self.problem(f"Write one of {', '.join(allowed)} after `{key}:`, not `{value}`", "choice", key=key)
        return None

    def flag(self, key: str) -> bool | None:
        value = self.choice(key, ("yes", "no"))
        return None if value is None else value == "yes"

    def whole(self, key: str, *, required: bool = False, most: int = 120) -> int | None:
        value = self.text(key, required=required)
        if value is None:
            return None
        if not value.isascii() or not value.isdigit() or int(value) > most:
            self.problem(f"Write `{key}:` as a whole number from 0 to {most}, not `{value}`", "whole-number", key=key)
            return None
        return int(value)

    def decimal(self, key: str, least: float, most: float) -> float | None:
        value = self.text(key)
        if value is None:
            return None
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,8})?", value) or not least <= float(value) <= most:
            self.problem(f"Write `{key}:` as a number from {least} to {most}, not `{value}`", "number", key=key)
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
            self.problem(f"Write `{key}:` as a date like 2026-11-22, not `{value}`", "date", key=key)
            return None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts without repetition."""
        node = self._node(key, required)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(n, yaml.ScalarNode) for n in node.value):
            self.problem(f"Write `{key}:` as a list, like [one, two]", "list", key=key)
            return ()
        values = tuple(" ".join(str(item.value).split()) for item in node.value)
        if not all(values) or (required and not values):
            self.problem(f"Write at least one text in `{key}:`, and none that is empty", "empty", key=key)
        if len(set(values)) != len(values):
            self.problem(f"Write each text in `{key}:` once", "repeated-value", key=key)
        return tuple(dict.fromkeys(value for value in values if value))

    def choices(self, key: str, allowed: Sequence[_Choice], *, required: bool = False) -> tuple[_Choice, ...]:
        found: list[_Choice] = []
        for value in self.texts(key, required=required):
            matching = [option for option in allowed if option == value]
            if not matching:
                self.problem(f"Write only {', '.join(allowed)} in `{key}:`, not `{value}`", "choice", key=key)
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
            self.problem(f"Write `{key}:` as a list where every item begins with `- `", "list", key=key)
            return ()
        if required and not node.value:
            self.problem(f"Write at least one item under `{key}:`", "empty", key=key)
        return tuple(Fields(self.file, item, self.offset, self.problems) for item in node.value)

    def finish(self, known: Iterable[str] = ()) -> None:
        """Refuse the keys that nobody asked for."""
        names = sorted(self.asked | set(known))
        for key in self.nodes.keys() - set(names):
            self.problem(
                f"Take out `{key}:`, it is not known here; known are {', '.join(names)}", "unknown-key", key=key
            )


def shallow_tree(text: str) -> yaml.Node | None:
    """The YAML tree. Raises `yaml.YAMLError`, and RecursionError for what is nested too deeply to be ours."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError(f"nested deeper than {DEEPEST}")
    return yaml.compose(text, Loader=LOADER)


def _compose(text: str, file: str, offset: int, problems: list[Problem]) -> yaml.Node | None:
    """The YAML tree, or None with a problem. Aliases are refused: they can make a small file huge."""
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.AliasEvent):
                line = (event.start_mark.line if event.start_mark else 0) + offset
                problems.append(Problem(file, line, "Write the value out in full, without `*` and `&`", "alias"))
                return None
        return shallow_tree(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        text = f"Write valid YAML here: {what}. Texts with `: ` or `#` need quotes around them"
        problems.append(Problem(file, (mark.line if mark else 0) + offset, text, "yaml"))
        return None
    except (RecursionError, ValueError):
        problems.append(Problem(file, offset, "Write valid YAML here; it is nested too deeply or malformed", "yaml"))
        return None


def _content(path: Path, file: str, problems: list[Problem]) -> str | None:
    try:
        raw = path.read_bytes()
        if len(raw) > MAXIMUM_BYTES:
            problems.append(Problem(file, 1, f"Write less: a file holds at most {MAXIMUM_BYTES} bytes", "size"))
            return None
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.append(Problem(file, line, "Save the file as UTF-8", "encoding"))
    except OSError as error:
        problems.append(Problem(file, 1, f"Make the file readable: {error.strerror}", "unreadable"))
    return None


def read_markdown(path: Path, file: str, problems: list[Problem]) -> tuple[Fields, str] | None:
    """The front matter of a Markdown file and its body; None, with a problem, when it cannot be read at all."""
    text = _content(path, file, problems)
    if text is None:
        return None
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)(.*)\Z", text, re.DOTALL)
    if match is None:
        problems.append(Problem(file, 1, "Begin with a line `---`, then the keys, then a line `---`", "front-matter"))
        return None
    node = _compose(match[1], file, 2, problems)
    if not isinstance(node, yaml.MappingNode):
        if node is not None or not match[1].strip():
            problems.append(Problem(file, 2, "Write keys with values, like `name: …`", "front-matter"))
        return None
    body_line = 2 + match[1].count("\n") + 1
    for number, line in enumerate(match[2].split("\n"), body_line):
        if re.search(r"<[a-zA-Z/!](?![^<]*@)", line) and not re.search(r"<https?://", line):
            problems.append(Problem(file, number, "Write Markdown, not HTML", "html"))
        if line.startswith("# ") or line.startswith("###"):
            problems.append(Problem(file, number, "Write headings in the text with `## `", "heading"))
        if "![" in line:
            problems.append(Problem(file, number, "Take the picture out; pages are text only", "image"))
    return Fields(file, node, 2, problems), match[2].strip()


def read_list(path: Path, file: str, problems: list[Problem]) -> tuple[Fields, ...]:
    """A YAML file that is a list of mappings."""
    text = _content(path, file, problems)
    node = _compose(text, file, 1, problems) if text is not None else None
    if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.MappingNode) for item in node.value):
        if text is not None and not problems_of(problems, file):
            problems.append(Problem(file, 1, "Write a list where every item begins with `- `", "list"))
        return ()
    return tuple(Fields(file, item, 1, problems) for item in node.value)


def problems_of(problems: Sequence[Problem], file: str) -> list[Problem]:
    return [problem for problem in problems if problem.file == file]
