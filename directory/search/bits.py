"""Sets of services, as one Python int or as an array of truths, and from one to the other.

An int is quick to combine and to count, an array is quick to rank by. Knows no filters and no services.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]


def mask_of(bits: int, size: int) -> Mask:
    raw = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), np.uint8)
    return np.unpackbits(raw, count=size, bitorder="little").view(np.bool_)


def bits_of(mask: Mask) -> int:
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")
