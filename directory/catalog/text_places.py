"""Where things stand in a YAML text: lines, dashes, the true end of a value. Reads places only; changes nothing."""

from __future__ import annotations

import yaml

from directory.catalog.written_values import Value


class TooOdd(Exception):
    """Legal YAML, written in a way that cannot be changed in place."""


def value_of(node: yaml.Node) -> Value:
    """What a node holds, as texts. Of a key written twice the first, as `Fields` reads it."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return tuple(value_of(item) for item in node.value)
    found: dict[str, Value] = {}
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            raise TooOdd("a key that is no text")
        found.setdefault(str(name.value), value_of(value))
    return found


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the next line begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def content_end(text: str, node: yaml.Node, name: yaml.Node | None = None, at: int = 0) -> int:
    """Where a value ends; PyYAML ends what stands in lines only at the next key, behind blank lines and comments."""
    least = max(name.end_mark.index if name else 0, at)
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            piece = text[start:end]
            if "+" in piece.split("\n")[0].split("#")[0]:
                end = start + len(piece.removesuffix("\n").removesuffix("\r"))
            else:
                end = line_end(text, start + len(piece.rstrip()))
                end -= len(text[start:end]) - len(text[start:end].rstrip("\r\n"))
        elif start == end and name is not None:
            end = text.find(":", name.end_mark.index) + 1
        elif start == end:
            end = least
        return max(end, least)
    if not isinstance(node, yaml.SequenceNode | yaml.MappingNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    if isinstance(node, yaml.SequenceNode):
        last = node.value[-1]
        return content_end(text, last, at=dash_of(text, last, node.start_mark.column) + 1)
    last_name, last = node.value[-1]
    return content_end(text, last, last_name)


def dash_of(text: str, item: yaml.Node, column: int) -> int:
    """The place of the `-` of an item in a list whose dashes stand at `column`."""
    start = line_start(text, item.start_mark.index)
    while True:
        line = text[start : line_end(text, start)]
        after = line[column + 1 : column + 2]
        if line[column : column + 1] == "-" and not after.strip() and "#" not in line[:column]:
            return start + column
        if start == 0:
            raise TooOdd("a list whose dashes are not found")
        start = line_start(text, start - 1)
