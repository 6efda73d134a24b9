"""What a field of a form is. Holds no field itself: those are in `service_fields`, `part_fields` and `other_fields`.

Labels and help are English msgids of the domain `editor`, marked with `N_`; whoever shows one words it with
`texts.gettext` (in templates `_(field.label)`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["service", "organization", "place", "topic", "words", "question"]
KINDS: tuple[Kind, ...] = ("service", "organization", "place", "topic", "words", "question")

Widget = Literal[
    "text",  # one line
    "long",  # several lines
    "choice",  # one of `options`; empty when not required
    "choices",  # several of `options`
    "ranked",  # several of `options`, the first one counts most
    "flag",  # yes, no, or not known
    "date",
    "ids",  # a list of texts, one a line
    "area",  # municipality numbers, as boxes to tick
    "channels",
    "meetings",
    "hours",  # OSM opening_hours
    "sources",
    "ages",  # a whole number of years
    "phrases",  # a list of words and phrases, one a line
    "parts",  # another list of mappings, `parts` says of what: post places, options of a question
    "raw",  # kept as it stands; not shown in the form
]

OptionsFrom = Literal["types", "topics", "places", "organizations", "services", "topic-groups", "questions"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    value: str
    """As it stands in the file."""
    label: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One key of a file (or of an item in a list), as a person fills it in."""

    key: str
    """As in the file; `body` is the text below the front matter, `id` the name of the file (neither is a key)."""
    label: str
    help: str = ""
    widget: Widget = "text"
    options: tuple[Choice, ...] = ()
    options_from: OptionsFrom | None = None
    """The options are what the content holds of this."""
    required: bool = False
    shown_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of use only when each named field has one of these values (`*`: anything at all); a filled field always shows."""
    section: str = ""
    """Id of the part of the form it stands in, see `SECTIONS`."""
    parts: tuple[Field, ...] = ()
    """The fields of one item, for a list of mappings."""


@dataclass(frozen=True, kw_only=True)
class Section:
    id: str
    label: str
    help: str = ""
    open: bool = False
    """Unfolded from the start: what every offering needs."""
