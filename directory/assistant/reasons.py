"""Why a door is shown, as ids with values; templates word them in every language.

| id | values | in words, for instance |
|---|---|---|
| `topic` | topic ids | it is about what you chose or wrote |
| `type` | type ids | you asked for this kind of help |
| `name` | | you wrote its name |
| `text` | | its text is about what you wrote |
| `audience` | an audience | because you ask for someone you love, because you are young … |
| `age` | | it is for that age |
| `age-unsure` | the maximum age | a warning: it may be for younger people, ask |
| `here` | a municipality | it is where you are |
| `everywhere` | | every municipality has it |
| `open-now` | | someone answers now |
| `peers` | | you meet people who have been there |
| `no-referral` | | you need no referral |
| `referral` | way in | it needs a referral, and who gives it |
| `no-name` | | you need not say your name |
| `no-record` | | they keep no record |
| `language` | language codes | help in your language |
| `interpreter` | | you can ask for an interpreter |
| `contact` | an option of `contact` | you can do as you chose |
| `can-tell` | | a person can answer what a page cannot (S-12b) |
| `safety` | | it is about being safe (S-28) |
| `someone-to-talk-to` | | you can talk to someone, whatever it is about |
| `for-the-young` | | 116 111 is always there for the young (S-26) |
| `help-with-it` | service id | someone who can help with the self-help beside it |
| `nearest` | a municipality | nothing here fits; this is the nearest |
| `for-the-other` | | for the one you ask for |
| `ordinary` | | an ordinary way to more help |
"""

from __future__ import annotations

from dataclasses import dataclass

from directory.assistant.fits import ASKABLE
from directory.assistant.needs import Need
from directory.assistant.traits import Traits
from directory.catalog.models import Service
from directory.search.features import Features, Mask
from directory.search.measuring import Parts

_CHANNELS = {"call": ("phone",), "write": ("sms", "chat", "email"), "sign": ("sign-language",)}
REASONS = (
    "topic", "type", "name", "text", "audience", "age", "age-unsure", "here", "everywhere", "open-now", "peers",
    "no-referral", "referral", "no-name", "no-record", "language", "interpreter", "contact", "can-tell", "safety",
    "someone-to-talk-to", "for-the-young", "help-with-it", "nearest", "for-the-other", "ordinary",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Reason:
    id: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What the reasons of one turn are read from."""

    features: Features
    traits: Traits
    need: Need
    parts: Parts
    open_now: Mask


def reasons_of(grounds: Grounds, at: int, service: Service) -> tuple[Reason, ...]:
    """The reasons of the service at position `at`, the weightiest first."""
    need, parts, traits = grounds.need, grounds.parts, grounds.traits
    found: list[Reason] = []

    def add(id_: str, holds: bool, *values: str) -> None:
        if holds:
            found.append(Reason(id=id_, values=values))

    topics = tuple(topic for topic in need.topics if topic in service.topics) if not need.general else ()
    add("name", bool(parts.named[at]))
    add("safety", need.fear and bool(traits.safety[at]))
    add("topic", bool(topics), *topics[:2])
    add("type", need.named_type and service.type in need.types, service.type)
    add("text", bool(parts.text[at] > 0.15) and not topics and not need.general)
    add("can-tell", "what-is-it" in need.wishes and service.type in ASKABLE)
    if need.who is not None and need.who in service.audience and (need.who != "self" or service.audience == ("self",)):
        add("audience", True, "parent" if need.parent else need.who)
    elif need.for_another and "relative" in service.audience:
        add("audience", True, "relative")
    add("for-the-other", need.for_another and not need.fear and not {"relative", "friend"} & set(service.audience))
    fits_age = need.ages is not None and bool(
        traits.minimum_age[at] <= need.ages[1] and traits.maximum_age[at] >= need.ages[0]
    )
    add("age", bool(traits.young[at]) and fits_age)
    beyond = need.ages is not None and not need.for_another and bool(traits.maximum_age[at] < need.ages[0])
    add("age-unsure", beyond, str(service.maximum_age))
    add("here", service.reach == "local" and need.place in service.service_area, need.place or "")
    add("open-now", bool(grounds.open_now[at]))
    add("language", bool(set(need.languages) & set(service.languages)), *need.languages)
    add("interpreter", need.interpreter and service.interpreter is True)
    kinds = _CHANNELS.get(need.contact or "", ())
    as_chosen = traits.meetable[at] if need.contact == "meet" else any(one.kind in kinds for one in service.channels)
    add("contact", bool(as_chosen), need.contact or "")
    add("peers", service.peer_support is True)
    add("no-name", service.anonymous is True)
    add("no-record", service.record_kept is False)
    add("no-referral", service.low_threshold)
    add("referral", bool(traits.referral[at]), service.way_in or "")
    add("everywhere", service.reach == "every-municipality")
    return tuple(found)
