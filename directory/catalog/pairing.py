"""Which item of a list became which: so that changing one item, or moving it, leaves the lines of the others alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from directory.catalog.written_values import Value


def pairing(old: Sequence[Value], new: Sequence[Value]) -> list[tuple[int | None, int | None]]:
    """(index before, index after) in order; None before: a new item, None after: taken out."""
    found: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, [_frozen(one) for one in old], [_frozen(one) for one in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += zip(range(a, b), range(c, d), strict=True)
        else:
            found += [
                (None if i is None else a + i, None if j is None else c + j)
                for i, j in _closest(tuple(old[a:b]), tuple(new[c:d]))
            ]
    return found


def _frozen(value: Value) -> Hashable:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return frozenset((key, _frozen(one)) for key, one in value.items())
    return tuple(_frozen(one) for one in value)


def _likeness(old: Value, new: Value) -> float:
    """Two mappings are as alike as they share keys and values; two texts are always a little alike."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return 0.1 + len(old.keys() & new.keys()) + 2 * sum(old[key] == new.get(key) for key in old)
    return 0.1 if type(old) is type(new) else 0.0


def _closest(old: Sequence[Value], new: Sequence[Value]) -> list[tuple[int | None, int | None]]:
    """The pairs, in order, that are most alike in all."""
    if len(old) * len(new) > 10_000 or all(isinstance(one, str) for one in (*old, *new)):
        both = min(len(old), len(new))
        rest = [(i, None) for i in range(both, len(old))] + [(None, j) for j in range(both, len(new))]
        return [*zip(range(both), range(both), strict=True), *rest]

    @cache
    def best(i: int, j: int) -> float:
        if i == len(old) or j == len(new):
            return 0.0
        return max(_likeness(old[i], new[j]) + best(i + 1, j + 1), best(i + 1, j), best(i, j + 1))

    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best(i, j) == _likeness(old[i], new[j]) + best(i + 1, j + 1):
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best(i, j) == best(i + 1, j):
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    return found + [(k, None) for k in range(i, len(old))] + [(None, k) for k in range(j, len(new))]
