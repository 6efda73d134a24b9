"""On which page of the public site a translated text stands. Of an interface string: one page where it can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

_CRISIS = frozenset({
    "crisis", "crisis_doors", "crisis_panel", "lifeline", "someone_today", "strip", "suicide_words", "urgent",
    "urgent_numbers",
})  # fmt: skip
"""Modules and templates whose words are read in danger."""
_KINDS = ("services", "organizations", "pages", "topics", "types", "places", "easy")
_OF_KIND = {"questions": "assistant", "needs": "desk", "topic-groups": "topics"}
_OF_FILE = {
    "assistant": "assistant", "assistant_door": "assistant", "assistant_notes": "assistant",
    "assistant_turn": "assistant", "assistant_views": "assistant", "booklet": "booklet", "crisis": "crisis",
    "crisis_doors": "crisis", "crisis_panel": "crisis", "desk": "desk", "desk_filters": "desk", "desk_row": "desk",
    "filters": "services", "interpreter": "interpreter", "listing": "services", "organizations": "organizations",
    "place_form": "places", "places": "places", "report": "report", "report_form": "report",
    "report_taken": "report", "report_ways": "report", "search": "search", "services": "services",
    "shortlist": "list", "topics": "topics",
}  # fmt: skip


def page_of(key: str) -> str:
    """Of a text of the content: `services/leve` of `services.leve.summary`."""
    kind, _, rest = key.partition(".")
    return f"{kind}/{rest.partition('.')[0]}" if kind in _KINDS else _OF_KIND.get(kind, "")


def page_of_files(files: Iterable[str]) -> str:
    """Of an interface string: the first of its files that has a page of its own, else the front page."""
    return next((_OF_FILE[name] for name in map(_stem, files) if name in _OF_FILE), "")


def is_crisis_file(file: str) -> bool:
    return _stem(file) in _CRISIS


def _stem(file: str) -> str:
    return PurePosixPath(file).stem
