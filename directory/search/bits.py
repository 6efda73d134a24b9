"""Sets of services as one Python int or one array of truths, and the counts of many such sets at once.

An int is quick to combine, an array is quick to rank by, rows of 64-bit words are quick to count. Knows no filters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
_WORD = 64


@dataclass(frozen=True, slots=True)
class Rows:
    """Many sets, one a row."""

    words: npt.NDArray[np.uint64]

    def counts(self, among: int, start: int = 0, end: int | None = None) -> list[int]:
        """For every row from `start` to `end`, how many of its services are in `among`."""
        rows = self.words[start:end]
        one = np.frombuffer(among.to_bytes(rows.shape[1] * _WORD // 8, "little"), "<u8")
        # By a product, for numpy sums small integers slowly; floats hold counts up to 16 million exactly.
        counted = np.bitwise_count(rows & one).astype(np.float32) @ np.ones(rows.shape[1], np.float32)
        counts: list[int] = counted.astype(np.intp).tolist()
        return counts


def rows_of(sets: Sequence[int], size: int) -> Rows:
    wide = size // _WORD + 1
    raw = b"".join(bits.to_bytes(wide * _WORD // 8, "little") for bits in sets)
    return Rows(np.frombuffer(raw, "<u8").reshape(len(sets), wide))


def mask_of(bits: int, size: int) -> Mask:
    raw = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), np.uint8)
    return np.unpackbits(raw, count=size, bitorder="little").view(np.bool_)


def bits_of(mask: Mask) -> int:
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")
