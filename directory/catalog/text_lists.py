"""Lists between brackets, `[a, b]`, over one line or many: what comes, goes or changes, and the breaks of the rest.

Returns cuts; makes none. Texts on other lines than the changed one stay where they stand.
"""

from __future__ import annotations

from itertools import pairwise

import yaml

from directory.catalog.pairing import pairing
from directory.catalog.text_places import TooOdd, value_of
from directory.catalog.written_values import Habits, Value, flow, scalar


def flow_list(
    text: str, node: yaml.SequenceNode, wanted: tuple[Value, ...], key: str | None, habits: Habits
) -> tuple[int, int, str]:
    """(start, end, what stands there instead) for a list that has items before and after."""
    start, end = node.start_mark.index, node.end_mark.index
    old, items = value_of(node), node.value
    assert isinstance(old, tuple)
    whole = text[start:end]
    many = "\n" in whole
    width = max(habits.width or 100, *map(len, whole.split("\n"))) if many else None
    indent = _indent(whole) if many else 0
    if not items or any(one.end_mark.index == one.start_mark.index for one in items):
        return start, end, flow(wanted, key, habits, column=node.start_mark.column, indent=node.start_mark.column + 2)
    spots = [(one.start_mark.index, one.end_mark.index) for one in items]
    gaps = [text[a:b] for (_, a), (b, _) in pairwise(spots)]
    result = text[start : spots[0][0]]
    column = node.start_mark.column
    first, pending = True, ""
    for was, now in pairing(old, wanted):
        gap = gaps[was - 1] if was else ""
        if now is None:
            pending = _joined(pending, gap)
            continue
        if was is not None and old[was] == wanted[now]:
            piece = text[spots[was][0] : spots[was][1]]
        else:
            value, like = wanted[now], items[was] if was is not None else None
            if isinstance(value, str) and (like is None or isinstance(like, yaml.ScalarNode)):
                piece = scalar(value, key, habits, in_flow=True, like=like)
            else:
                piece = flow(value, key, habits, column=0, indent=indent)
        if first:
            result, first, pending = result + piece, False, ""
            continue
        between = _joined(pending, gap) or ", "
        pending = ""
        if was is None and "\n" not in between and width and _column(result, column) + len(piece) + 3 > width:
            between = f",{habits.newline}{' ' * indent}"
        result += between + piece
    tail = text[spots[-1][1] : end]
    if first:
        raise TooOdd("nothing of the list stays")
    return start, end, result + tail


def _joined(one: str, other: str) -> str:
    """What stands between two items when one in between goes: a line break and comments are kept, a comma once."""
    if not one or not other:
        return one or other
    if "#" in other:
        return one + other.replace(",", "", 1) if "#" in one else other
    return one if "\n" in one or "#" in one else other


def _indent(whole: str) -> int:
    line = whole.split("\n")[1]
    return len(line) - len(line.lstrip())


def _column(result: str, start: int) -> int:
    return start + len(result) if "\n" not in result else len(result) - result.rfind("\n") - 1
