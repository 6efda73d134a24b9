"""All fields of all kinds of content: what forms, spreadsheets and call sheets are made from.

`FIELDS["service"]` is every key a service file may hold and, as `body`, its text. A test holds the list against what
the reader in `catalog` knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from directory.editor.field_shapes import KINDS, Choice, Field, Kind, Section, Widget
from directory.editor.other_fields import (
    ORGANIZATION_FIELDS,
    ORGANIZATION_SECTIONS,
    PLACE_FIELDS,
    PLACE_SECTIONS,
    QUESTION_FIELDS,
    QUESTION_SECTIONS,
    TOPIC_FIELDS,
    TOPIC_SECTIONS,
    WORDS_FIELDS,
    WORDS_SECTIONS,
)
from directory.editor.service_fields import SERVICE_FIELDS, SERVICE_SECTIONS
from directory.editor.texts import N_

__all__ = ["BODY", "FIELDS", "FOLDERS", "KINDS", "KIND_NAMES", "SECTIONS", "Choice", "Field", "Kind", "Section",
           "Widget", "field_of"]  # fmt: skip

BODY = "body"
"""The key of the field that is the text below the front matter."""

FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    "service": SERVICE_FIELDS, "organization": ORGANIZATION_FIELDS, "place": PLACE_FIELDS, "topic": TOPIC_FIELDS,
    "words": WORDS_FIELDS, "question": QUESTION_FIELDS,
}  # fmt: skip
SECTIONS: Mapping[Kind, tuple[Section, ...]] = {
    "service": SERVICE_SECTIONS, "organization": ORGANIZATION_SECTIONS, "place": PLACE_SECTIONS,
    "topic": TOPIC_SECTIONS, "words": WORDS_SECTIONS, "question": QUESTION_SECTIONS,
}  # fmt: skip
FOLDERS: Mapping[Kind, str] = {
    "service": "services", "organization": "organizations", "place": "places", "topic": "topics", "words": "words",
    "question": "questions",
}  # fmt: skip
KIND_NAMES: Mapping[Kind, tuple[str, str]] = {
    "service": (N_("Offering"), N_("Offerings")),
    "organization": (N_("Organisation"), N_("Organisations")),
    "place": (N_("Municipality"), N_("Municipalities")),
    "topic": (N_("Topic"), N_("Topics")),
    "words": (N_("Word list"), N_("Word lists")),
    "question": (N_("Question"), N_("Questions")),
}
"""One, and several."""


def field_of(kind: Kind, key: str) -> Field | None:
    return next((field for field in FIELDS[kind] if field.key == key), None)
