"""Cuts in a YAML text by the places of its nodes, so that what is not changed is not touched. Pure text work: whether
the result reads as wanted is `rewriting`'s to see, and what new pieces look like is `written_values`'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from directory.catalog.key_order import in_order, order_of
from directory.catalog.pairing import pairing
from directory.catalog.text_lists import flow_list
from directory.catalog.text_places import TooOdd, content_end, dash_of, line_end, line_start, value_of
from directory.catalog.written_values import Habits, Value, after_key, flow, item, pair, scalar

__all__ = ["TooOdd", "habits_of", "operate", "value_of"]


def habits_of(text: str, node: yaml.Node | None, width: int | None) -> Habits:
    """How this file ends its lines and writes its dates."""
    dates = [
        one for key, one in _scalars(node) if (key == "date" or key.endswith("_date")) and isinstance(one.value, str)
    ]
    bare = sum(not one.style for one in dates)
    return Habits(newline="\r\n" if "\r\n" in text else "\n", bare_dates=bare * 2 > len(dates), width=width)


def _scalars(node: yaml.Node | None, key: str = "") -> Iterator[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield key, node
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _scalars(one, key)
    elif isinstance(node, yaml.MappingNode):
        for name, one in node.value:
            yield from _scalars(one, str(name.value))


def operate(text: str, node: yaml.Node | None, wanted: Value, habits: Habits, *, coarse: bool) -> str:
    """The text with what differs cut out and set in. `coarse`: whole values of the top keys. Raises `TooOdd`."""
    surgery = _Surgery(text, habits, coarse)
    if isinstance(node, yaml.MappingNode) and isinstance(wanted, Mapping) and not node.flow_style:
        surgery.mapping(node, wanted, None)
    elif isinstance(node, yaml.SequenceNode) and isinstance(wanted, tuple) and not node.flow_style and wanted:
        surgery.block_list(node, wanted, None)
    elif node is None and isinstance(wanted, Mapping):
        ended = text if not text or text.endswith("\n") else text + habits.newline
        names = in_order(wanted, order_of(wanted))
        return ended + "".join(pair(name, wanted[name], habits, indent=0) + habits.newline for name in names)
    else:
        raise TooOdd("the whole file is written between brackets")
    return surgery.result()


class _Surgery:
    """Collects cuts and makes them all at once, so that places stay true meanwhile."""

    def __init__(self, text: str, habits: Habits, coarse: bool) -> None:
        self.text, self.habits, self.coarse = text, habits, coarse
        self.cuts: list[tuple[int, int, str]] = []

    def cut(self, start: int, end: int, piece: str) -> None:
        self.cuts.append((start, end, piece))

    def value(self, start: int, end: int, piece: str) -> None:
        """A value in the place of another; a comment behind it goes to the first line of one that has several."""
        stop = line_end(self.text, end)
        rest = self.text[end:stop].rstrip("\r\n")
        if "\n" in piece and rest:
            first, newline, more = piece.partition(self.habits.newline)
            self.cut(start, end + len(rest), first + rest.rstrip() + newline + more)
        else:
            self.cut(start, end, piece)

    def lines_in(self, at: int, piece: str) -> None:
        """Whole lines set in where a line begins; `piece` without its last line end."""
        if at == len(self.text) and self.text and not self.text.endswith("\n"):
            self.cut(at, at, self.habits.newline + piece)
        else:
            self.cut(at, at, piece + self.habits.newline)

    def lines_out(self, start: int, end: int) -> None:
        self.cut(line_start(self.text, start), line_end(self.text, end), "")

    def result(self) -> str:
        pieces, at = [], 0
        for start, end, piece in sorted(self.cuts, key=lambda cut: cut[:2]):
            if start < at:
                raise TooOdd("two changes meet")
            pieces += [self.text[at:start], piece]
            at = end
        return "".join(pieces) + self.text[at:]

    def mapping(self, node: yaml.MappingNode, wanted: Mapping[str, Value], parent: str | None) -> None:
        """A mapping in lines: changed values, then keys taken out, then new keys set in."""
        column, old = node.start_mark.column, value_of(node)
        assert isinstance(old, Mapping)
        seen: set[str] = set()
        kept: dict[str, int] = {}
        for name, value in node.value:
            key = str(name.value)
            if key in wanted:
                kept[key] = content_end(self.text, value, name)
                if key not in seen and wanted[key] != old[key]:
                    self.pair_value(name, value, wanted[key], column)
            seen.add(key)
        if not kept and column:
            raise TooOdd("nothing of the mapping stays")
        self._taken_out(node, wanted)
        order = order_of({*old, *wanted}, parent)
        place = {key: at for at, key in enumerate(order)}
        for key in in_order((key for key in wanted if key not in old), order):
            here = place.get(key, len(order))
            piece = pair(key, wanted[key], self.habits, indent=column)
            earlier = [one for one in kept if place.get(one, len(order)) <= here]
            if earlier:
                nearest = max(earlier, key=lambda one: (place.get(one, len(order)), kept[one]))
                self.lines_in(line_end(self.text, kept[nearest]), " " * column + piece)
            else:
                start = node.value[0][0].start_mark.index
                self.cut(start, start, f"{piece}{self.habits.newline}{' ' * column}")

    def _taken_out(self, node: yaml.MappingNode, wanted: Mapping[str, Value]) -> None:
        pairs = [
            (name.start_mark.index, content_end(self.text, value, name), str(name.value)) for name, value in node.value
        ]
        first = pairs[0][0]
        leading = self.text[line_start(self.text, first) : first].strip() != ""
        for at, (start, end, key) in enumerate(pairs):
            if key in wanted:
                leading = False
            elif leading:
                # After `- `: the next key moves up, and a comment between them with it.
                following = pairs[at + 1][0]
                between = self.text[line_end(self.text, end) : following]
                self.cut(start, following, between.lstrip() if between.strip() else "")
            else:
                self.lines_out(start, end)

    def pair_value(self, name: yaml.Node, value: yaml.Node, wanted: Value, column: int) -> None:
        key = str(name.value)
        if not self.coarse and self._within(value, wanted, key):
            return
        colon = self.text.find(":", name.end_mark.index)
        end = max(colon + 1, content_end(self.text, value, name))
        if isinstance(value, yaml.ScalarNode) and isinstance(wanted, str):
            self.one_scalar(value, wanted, key, column + 2, colon)
        else:
            self.value(colon + 1, end, after_key(wanted, key, self.habits, indent=column))

    def one_scalar(self, node: yaml.ScalarNode, wanted: str, key: str | None, indent: int, before: int) -> None:
        """`before` is the sign it stands after; an empty value has no place of its own."""
        piece = scalar(wanted, key, self.habits, in_flow=False, indent=indent, like=node)
        if node.start_mark.index == node.end_mark.index:
            self.value(before + 1, before + 1, " " + piece)
        else:
            self.value(node.start_mark.index, content_end(self.text, node), piece)

    def _within(self, node: yaml.Node, wanted: Value, key: str) -> bool:
        """Whether the change can be made inside of what stands there."""
        if not wanted:
            return False
        if isinstance(node, yaml.SequenceNode) and isinstance(wanted, tuple):
            if node.flow_style:
                self.cut(*flow_list(self.text, node, wanted, key, self.habits))
            else:
                self.block_list(node, wanted, key)
            return True
        if isinstance(node, yaml.MappingNode) and isinstance(wanted, Mapping):
            if node.flow_style:
                start = node.start_mark
                piece = flow(wanted, key, self.habits, column=start.column, indent=start.column)
                self.cut(start.index, node.end_mark.index, piece)
            else:
                self.mapping(node, wanted, key)
            return True
        return False

    def block_list(self, node: yaml.SequenceNode, wanted: tuple[Value, ...], key: str | None) -> None:
        """A list with one item a line: items that stay keep their lines."""
        column, old = node.start_mark.column, value_of(node)
        assert isinstance(old, tuple)
        dashes = [dash_of(self.text, one, column) for one in node.value]
        ends = [content_end(self.text, one, at=dash + 1) for one, dash in zip(node.value, dashes, strict=True)]
        if self.text[line_start(self.text, dashes[0]) : dashes[0]].strip():
            raise TooOdd("a list within a list")
        here = line_start(self.text, dashes[0])
        for was, now in pairing(old, wanted):
            if was is None and now is not None:
                piece = item(wanted[now], key, self.habits, indent=column + 2)
                self.lines_in(here, f"{' ' * column}- {piece}")
                continue
            assert was is not None
            here = line_end(self.text, ends[was])
            if now is None:
                self.lines_out(dashes[was], ends[was])
            elif old[was] != wanted[now]:
                self._item(node.value[was], wanted[now], key, dashes[was], ends[was])

    def _item(self, node: yaml.Node, wanted: Value, key: str | None, dash: int, end: int) -> None:
        column = dash - line_start(self.text, dash)
        if isinstance(node, yaml.ScalarNode) and isinstance(wanted, str):
            self.one_scalar(node, wanted, key, column + 2, dash)
            return
        stays = isinstance(node, yaml.MappingNode) and isinstance(wanted, Mapping)
        old = value_of(node)
        if stays and isinstance(old, Mapping) and isinstance(wanted, Mapping) and not old.keys() & wanted.keys():
            stays = False
        if not (stays and self._within(node, wanted, key or "")):
            self.value(dash + 1, end, " " + item(wanted, key, self.habits, indent=column + 2))
