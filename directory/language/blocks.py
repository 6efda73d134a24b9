"""A Markdown body as blocks: the units that are translated one at a time, and rendered in the same order."""

from __future__ import annotations

import re


def split_blocks(body: str) -> tuple[str, ...]:
    """The top-level blocks of `body`, separated by blank lines; a heading is a block, a list with its items is one."""
    blocks: list[str] = []
    for part in re.split(r"\n[ \t]*\n", body.strip()):
        text = part.strip("\n")
        if not text.strip():
            continue
        if blocks and _is_list(blocks[-1]) and (_is_list(text) or text.startswith("  ")):
            blocks[-1] = f"{blocks[-1]}\n\n{text}"
        else:
            blocks += _apart_from_heading(text)
    return tuple(blocks)


def _is_list(block: str) -> bool:
    return re.match(r"([-*+]|\d+[.)])\s", block) is not None


def _apart_from_heading(text: str) -> list[str]:
    first, _, rest = text.partition("\n")
    return [first, rest] if first.startswith("## ") and rest.strip() else [text]
