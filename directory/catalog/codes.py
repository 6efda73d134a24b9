"""Neutral codes of offerings, for addresses, QR codes and shared lists (P-10): they tell nothing of what they lead to.

A code is made from the id alone, so that it is the same in every release and needs no file of its own. Holds no
catalogue: which offering a code leads to is `Catalog.coded`, which knows the codes of ids that have moved, too.
"""

from __future__ import annotations

from hashlib import blake2b

SIGNS = "23456789bcdfghjkmnpqrstvwxz"
"""No vowels, so that no code spells a word, and no signs that look alike in print or are misheard (0 o, 1 l i)."""
LENGTH = 6


def service_code(id_: str) -> str:
    """The code of the offering with that id: six signs, the same for ever."""
    number = int.from_bytes(blake2b(id_.encode(), digest_size=8, person=b"offering").digest())
    code = ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        code += SIGNS[sign]
    return code


def plain_code(typed: str) -> str:
    """A code as a person may have typed it from paper, as it should be: `" K7M-2PQ"` is `k7m2pq`."""
    return "".join(sign for sign in typed[:40].lower() if sign in SIGNS)
