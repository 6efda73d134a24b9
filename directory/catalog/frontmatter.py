"""Markdown files with YAML front matter, and YAML lists: opened and composed with line numbers, as `Fields`.

What cannot be read at all becomes a problem, never an exception. Converts no value and knows no service.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from directory.catalog.fields import Fields
from directory.catalog.problems import Advice, Problem

MAXIMUM_BYTES = 200_000
DEEPEST = 20
"""Lists within lists; the C parser overruns its stack and takes the whole process down at some ten thousand."""
LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where PyYAML has it: ten times faster, and the content is read at every start."""


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
                problems.append(
                    Problem(file, line, Advice("Write the value out in full, without `*` and `&`"), "alias")
                )
                return None
        return shallow_tree(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        text = Advice("Write valid YAML here: {what}. Texts with `: ` or `#` need quotes around them", what=what)
        problems.append(Problem(file, (mark.line if mark else 0) + offset, text, "yaml"))
        return None
    except (RecursionError, ValueError):
        problems.append(
            Problem(file, offset, Advice("Write valid YAML here; it is nested too deeply or malformed"), "yaml")
        )
        return None


def _content(path: Path, file: str, problems: list[Problem]) -> str | None:
    try:
        raw = path.read_bytes()
        if len(raw) > MAXIMUM_BYTES:
            problems.append(
                Problem(file, 1, Advice("Write less: a file holds at most {most} bytes", most=MAXIMUM_BYTES), "size")
            )
            return None
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.append(Problem(file, line, Advice("Save the file as UTF-8"), "encoding"))
    except OSError as error:
        problems.append(Problem(file, 1, Advice("Make the file readable: {what}", what=error.strerror), "unreadable"))
    return None


def read_markdown(path: Path, file: str, problems: list[Problem]) -> tuple[Fields, str] | None:
    """The front matter of a Markdown file and its body; None, with a problem, when it cannot be read at all."""
    text = _content(path, file, problems)
    if text is None:
        return None
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)(.*)\Z", text, re.DOTALL)
    if match is None:
        problems.append(
            Problem(file, 1, Advice("Begin with a line `---`, then the keys, then a line `---`"), "front-matter")
        )
        return None
    node = _compose(match[1], file, 2, problems)
    if not isinstance(node, yaml.MappingNode):
        if node is not None or not match[1].strip():
            problems.append(Problem(file, 2, Advice("Write keys with values, like `name: …`"), "front-matter"))
        return None
    body_line = 2 + match[1].count("\n") + 1
    for number, line in enumerate(match[2].split("\n"), body_line):
        if re.search(r"<[a-zA-Z/!](?![^<]*@)", line) and not re.search(r"<https?://", line):
            problems.append(Problem(file, number, Advice("Write Markdown, not HTML"), "html"))
        if line.startswith("# ") or line.startswith("###"):
            problems.append(Problem(file, number, Advice("Write headings in the text with `## `"), "heading"))
        if "![" in line:
            problems.append(Problem(file, number, Advice("Take the picture out; pages are text only"), "image"))
    return Fields(file, node, 2, problems), match[2].strip()


def read_list(path: Path, file: str, problems: list[Problem]) -> tuple[Fields, ...]:
    """A YAML file that is a list of mappings."""
    text = _content(path, file, problems)
    node = _compose(text, file, 1, problems) if text is not None else None
    if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.MappingNode) for item in node.value):
        if text is not None and not problems_of(problems, file):
            problems.append(Problem(file, 1, Advice("Write a list where every item begins with `- `"), "list"))
        return ()
    return tuple(Fields(file, item, 1, problems) for item in node.value)


def problems_of(problems: Sequence[Problem], file: str) -> list[Problem]:
    return [problem for problem in problems if problem.file == file]
