"""What an editor does to whole files: begin one from a template, copy, close. Makes texts and shows what differs;
`moving` gives a file another id, `catalog.saving` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Literal

from directory.catalog.rewriting import Value, body_of, read_values, rewrite

LineKind = Literal["same", "added", "taken", "gap"]
TemplateKind = Literal["service", "meeting", "organization", "place", "words", "question"]

_TEMPLATES: Mapping[TemplateKind, Mapping[str, Value]] = MappingProxyType({
    "service": {
        "name": "", "type": "", "organization_type": "", "reach": "local", "service_area": (), "audience": ("self",),
        "topics": (), "summary": "", "confidence": "low", "sources": (),
    },
    "meeting": {
        "name": "", "type": "self-help-group", "organization_type": "", "reach": "local", "service_area": (),
        "audience": ("self",), "topics": (), "summary": "", "drop_in": "yes", "peer_support": "yes",
        "meetings": ({"schedule": ""},), "confidence": "low", "sources": (),
    },
    "organization": {"name": "", "organization_type": "voluntary", "summary": "", "sources": ()},
    "place": {"name": "", "county": "", "sources": ()},
    "words": {"phrases": ()},
    "question": {"text": "", "why": "", "kind": "one", "options": ()},
})  # fmt: skip
"""What a new file begins with. Only what is a choice has a value, never a fact; what is required and empty says so."""
_NOT_COPIED = ("moved_from", "status", "closed_date", "alert", "wait", "wait_date", "assured_date", "assured_by",
               "assured_parts", "review_date", "consent", "conflicts")  # fmt: skip
"""What was true, or was confirmed, of the one offering only."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of what a change does; a gap stands for lines that stay."""

    kind: LineKind
    text: str
    before: int | None = None
    after: int | None = None
    """Its number in the file before and after, from 1."""


def template(kind: TemplateKind) -> dict[str, Value]:
    return dict(_TEMPLATES[kind])


def difference(before: str, after: str, around: int | None = None) -> list[Line]:
    """Every line of both texts in order; with `around`, only so many of those that stay beside each change."""
    old, new = _lines(before), _lines(after)
    found: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            same = [Line(kind="same", text=old[i], before=i + 1, after=c + i - a + 1) for i in range(a, b)]
            found += same if around is None else _shortened(same, around, first=a == 0, last=b == len(old))
        else:
            found += [Line(kind="taken", text=old[i], before=i + 1) for i in range(a, b)]
            found += [Line(kind="added", text=new[j], after=j + 1) for j in range(c, d)]
    return found


def _lines(text: str) -> list[str]:
    lines = text.removeprefix("\ufeff").removesuffix("\n").split("\n") if text else []
    return [line.removesuffix("\r") for line in lines]


def _shortened(same: list[Line], around: int, *, first: bool, last: bool) -> list[Line]:
    head, tail = (0 if first else around), (0 if last else around)
    if len(same) <= head + tail + 1:
        return same
    return [*same[:head], Line(kind="gap", text=""), *same[len(same) - tail :]]


def copy(text: str) -> tuple[dict[str, Value], str]:
    """What a new offering like this one begins with: its values without those of the one alone, and its body.

    Nothing is confirmed of the copy, so its confidence is low until somebody says otherwise. A private person agreed to
    stand at the one offering only: that number does not come along.
    """
    values = {key: value for key, value in read_values(text).items() if key not in _NOT_COPIED}
    if "confidence" in values:
        values["confidence"] = "low"
    if isinstance(held := values.get("channels"), tuple):
        values["channels"] = tuple(
            one for one in held if not (isinstance(one, Mapping) and one.get("private") == "yes")
        )
        if not values["channels"]:
            del values["channels"]
    return values, body_of(text)


def close(text: str, day: date) -> str:
    """The offering closed from that day. All else stays, for whoever asks why, and to open it again."""
    return rewrite(text, {"status": "closed", "closed_date": day.isoformat()})


def open_again(text: str) -> str:
    """As before it was closed."""
    return rewrite(text, {"status": None, "closed_date": None})
