"""Which key of a file stands on which line, so that a problem can be shown beside its field. Judges nothing."""

from __future__ import annotations

import re

import yaml

from directory.catalog.frontmatter import shallow_tree

Path = tuple[str | int, ...]
"""("channels", 0, "phone"): the phone of the first channel."""
BODY = "body"
"""All that stands below the front matter."""
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def key_lines(text: str) -> dict[int, Path]:
    """Line (from 1) -> what begins there, the outermost first come; empty for what cannot be read."""
    front = _FRONT.match(text)
    try:
        node = shallow_tree(front[1] if front else text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    found: dict[int, Path] = {}
    if node is not None:
        _walk(node, (), 2 if front else 1, found)
    if front:
        found[text.count("\n", 0, front.end()) + 1] = (BODY,)
    return found


def path_at(lines: dict[int, Path], line: int) -> Path:
    """What stands on `line`: the nearest that begins on it or above."""
    before = [number for number in lines if number <= line]
    return lines[max(before)] if before else ()


def _walk(node: yaml.Node, path: Path, offset: int, found: dict[int, Path]) -> None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            inner = (*path, str(name.value))
            # Of an item, its own first key says more than the item.
            found[name.start_mark.line + offset] = inner
            _walk(value, inner, offset, found)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            inner = (*path, number)
            found.setdefault(item.start_mark.line + offset, inner)
            _walk(item, inner, offset, found)
