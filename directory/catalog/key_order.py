"""The order in which keys stand in the files, as `docs/content-format.md` and the files themselves have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_CHANNEL = ("phone", "sms", "chat", "email", "visit", "sign-language", "description", "extension", "schedule",
            "by_appointment", "schedule_note", "fees", "minimum_age", "maximum_age", "languages", "confirmed",
            "private", "consent", "consent_to")  # fmt: skip
_SOURCE = ("title", "url", "date", "approximate", "supports", "via")
_MEETING = ("schedule", "every_weeks", "start_date", "end_date", "location", "membership", "led_by", "open_to",
            "cancelled_dates")  # fmt: skip
_CONDITION = ("audience", "relation", "topic", "area", "age", "language", "everyday", "place", "contact", "duration",
              "page")  # fmt: skip

ORDERS: Mapping[str, tuple[str, ...]] = {
    "service": (
        "name", "also_known_as", "moved_from", "type", "organization", "run_by", "organization_type", "status",
        "closed_date", "alert", "reach", "service_area", "audience", "topics", "summary", "written_in", "channels",
        "website", "confidential_address", "way_in", "minimum_age", "maximum_age", "eligibility_description",
        "application_process", "fees", "anonymous", "record_kept", "may_bring_someone", "drop_in", "peer_support",
        "first_step", "wait", "wait_date", "who_is_told", "languages", "interpreter", "accessibility", "meetings",
        "pathway", "confidence", "assured_date", "assured_by", "assured_parts", "review_date", "owner", "consent",
        "sources", "conflicts", "editor_note",
    ),
    "organization": (
        "name", "also_known_as", "moved_from", "organization_type", "summary", "written_in", "website", "sources",
    ),
    "place": (
        "name", "also_known_as", "county", "written_in", "centre", "latitude", "longitude", "post_places",
        "po_box_codes", "channels", "website", "sources", "conflicts",
    ),
    "topic": ("label", "group", "icon", "order", "discreet", "moved_from"),
    "type": ("label", "plural", "discreet", "staff_only"),
    "page": ("title", "group", "order", "summary", "written_in", "discreet", "sources"),
    "easy": ("title", "written_in"),
    "question": ("text", "why", "kind", "options", "options_from", "ask_when", "skip_when", "next"),
    "words": ("topics", "types", "audiences", "channels", "wishes", "languages", "stop", "known"),
}  # fmt: skip
"""Kind of file -> its keys."""
WITHIN: Mapping[str, tuple[str, ...]] = {
    "channels": _CHANNEL,
    "sources": _SOURCE,
    "meetings": _MEETING,
    "post_places": ("name", "codes"),
    "options": ("id", "text", "icon", "sets", "next"),
    "sets": _CONDITION,
    "ask_when": _CONDITION,
    "skip_when": _CONDITION,
}
"""Key of a list -> the keys of its items."""


def order_of(keys: Iterable[str], parent: str | None = None) -> tuple[str, ...]:
    """The order of a mapping: that of its list, or at the top that of the kind which knows most of its keys."""
    if parent is not None:
        return WITHIN.get(parent, ())
    own = set(keys)
    return max(ORDERS.values(), key=lambda order: (len(own & set(order)), -len(order)))


def in_order(keys: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """The keys in that order; those it does not know come last, as they stood."""
    return sorted(keys, key=lambda key: order.index(key) if key in order else len(order))
