"""Fits: how well a door that is open to the person suits. Factors on relevance; they only order, they never shut.

Every factor stands in one table with its reason; names break ties. Knows no service by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from directory.assistant.needs import Need
from directory.assistant.traits import CIRCUMSTANCES, NONE, Traits
from directory.search.features import Features, Floats, Mask
from directory.search.kinds import NOT_MEANT_BY
from directory.search.measuring import Situation

_Apply = Callable[[str, Mask], None]
FIT: Mapping[str, float] = {
    "only-for-them": 1.3,     # made for those who ask
    "first-for-them": 1.12,   # names them first
    "here": 1.2,              # local to the place one is in
    "open-now": 1.1,
    "confirmed": 1.05,        # a person has asked them, not more than a year ago
    "low-threshold": 1.05,
    "peers": 1.04,
    "age": 1.25,              # made for this age
    "age-unsure": 0.55,       # above a maximum that nobody has confirmed
    "for-the-young": 0.6,     # when nobody said that they are young
    "circumstance": 0.45,     # first of all for people in a situation that nobody named
    "other-worry": 0.6,       # for those who worry about something else
    "line": 1.12,             # a line that is about it: one call, and no waiting
    "wished": 1.5,            # the contact that was chosen
    "not-wished": 0.75,
    "signed": 2.5,            # they sign, so that nothing need be said or written
    "peers-wished": 1.9,
    "on-my-own": 1.8,
    "no-name": 1.25,          # for who wants to talk with a stranger
    "no-record": 1.2,
    "language": 1.6,
    "interpreter": 1.1,
    "referral": 0.7,          # before anything is known of how heavy it is
    "municipal": 1.15,        # when much is hard
    "heavy": 1.3,             # long help when almost nothing goes
    "self-help-when-heavy": 0.6,
    "safety": 1.5,            # safety first where there is fear (S-28)
    "child-welfare-grown": 0.55,  # nothing says that there is a child
    "child-welfare": 0.8,     # never first for a child unless there is danger (S-26)
    "wary-of-child-welfare": 0.3,  # whoever is afraid of them talks with somebody else first
    "at-work": 0.45,          # for those who have a job, when one has none or says nothing of work
    "not-meant": 0.45,        # of a kind that has the same words as the one that was asked for
    "can-be-asked": 1.35,     # a person can tell, a page cannot (S-12b)
    "named-after-it": 0.35,
    "has-it-too": 1.5,        # "jeg har …": peers and their organisation first
    "website-only": 0.8,
}  # fmt: skip
ASKABLE = (
    "gp", "municipal-psychologist", "municipal-mental-health-and-substance-use", "rapid-mental-health-help",
    "school-health", "youth-clinic", "helpline", "chat",
)  # fmt: skip
_NAMED_AFTER = ("user-organization", "self-help-group")
"""Kinds of doors that bear the name of a condition."""
_WITHOUT_A_JOB = frozenset({"no-job", "no-papers"})
_AROUND = ("worried-about-someone", "parenting")
"""What goes along with who asks, beside what it is about."""
_UNKNOWN = frozenset({"no-name", "no-papers"})
"""Whoever has no papers would rather not say a name either."""
_SELF_HELP = ("digital-self-help", "information-site", "course", "self-help-group")
_CHANNELS = {
    "call": ("phone",), "write": ("sms", "chat", "email"), "meet": (), "sign": ("sign-language", "visit", "chat"),
}  # fmt: skip


def fit(features: Features, traits: Traits, need: Need, situation: Situation, named_after: Mask) -> Floats:
    """The factor of every service. `named_after`: its name holds a word of the text."""
    factor = features.trust.copy()

    def apply(name: str, mask: Mask) -> None:
        np.multiply(factor, np.float32(FIT[name]), out=factor, where=mask)

    factor *= _audience(features, need)
    asks = "child" if need.child else need.who or ""
    if asks in features.audience:
        apply("first-for-them", features.first_audience[asks])
    apply("website-only", traits.website_only)
    apply("open-now", situation.open_now)
    apply("confirmed", situation.confirmed)
    apply("low-threshold", features.low_threshold)
    apply("peers", features.peers)
    if need.place is not None and need.place in features.places:
        apply("here", features.places[need.place] & features.local)
    if need.ages is not None:
        apply("age", traits.young & (traits.minimum_age <= need.ages[1]) & (traits.maximum_age >= need.ages[0]))
        if not need.for_another:
            apply("age-unsure", traits.maximum_age < need.ages[0])
    elif not (need.child or need.parent):
        apply("for-the-young", traits.young)
    apply("other-worry", traits.worry_beside & ~_about(features, (one for one in need.topics if one not in _AROUND)))
    apply("line", traits.lines & traits.actionable)
    sinks = np.full(len(CIRCUMSTANCES) + 1, np.float32(FIT["circumstance"]))
    sinks[[at for at, topic in enumerate(CIRCUMSTANCES) if topic in need.topics]] = 1
    sinks[NONE] = 1
    factor *= sinks[traits.circumstance]
    _wishes(features, traits, need, apply)
    _level(features, traits, need, apply)
    if need.fear:
        apply("safety", traits.safety)
    if "child-not-safe" not in need.topics and "child-welfare" not in need.types:
        with_children = need.child or (need.parent and not need.fear) or "parenting" in need.topics
        apply("child-welfare" if with_children else "child-welfare-grown", traits.child_welfare)
    if "wary-of-child-welfare" in need.wishes:
        apply("wary-of-child-welfare", traits.child_welfare)
    speaks_of_work = "work" in need.topics or "work-support" in need.types
    if not speaks_of_work or not _WITHOUT_A_JOB.isdisjoint(need.wishes):
        apply("at-work", features.at_work)
    for asked, other in NOT_MEANT_BY.items():
        if asked in need.types and other in features.types and other not in need.types:
            apply("not-meant", features.types[other])
    if "what-is-it" in need.wishes and not need.general:
        apply("named-after-it", named_after | _any(features, _NAMED_AFTER))
        apply("can-be-asked", _any(features, ASKABLE))
    elif "have-it" in need.wishes:
        apply("has-it-too", features.peers)
    return factor


def _wishes(features: Features, traits: Traits, need: Need, apply: _Apply) -> None:
    if need.contact in _CHANNELS:
        has = np.zeros(features.size, np.bool_)
        for kind in _CHANNELS[need.contact]:
            if kind in features.channels:
                has |= features.channels[kind]
        if need.contact == "sign":
            # For whoever signs, those who sign are worth more than those who write.
            signed = features.languages.get("nsl", np.zeros(features.size, np.bool_))
            has |= signed
            apply("signed", signed)
        elif need.contact == "meet":
            has = traits.meetable
        apply("wished", has)
        apply("not-wished", ~has)
    elif need.contact == "peers":
        apply("peers-wished", features.peers | _any(features, ("self-help-group", "meeting-place")))
    elif need.contact == "by-myself":
        apply("on-my-own", _any(features, _SELF_HELP))
    elif need.contact == "stranger":
        apply("no-name", features.nameless)
        apply("no-record", traits.no_record)
    if not _UNKNOWN.isdisjoint(need.wishes):
        apply("no-name", features.nameless)
    if "peers" in need.wishes and need.contact is None:
        apply("peers-wished", features.peers)
    if "no-referral" in need.wishes:
        apply("referral", traits.referral)
    for language in need.languages:
        if language in features.languages:
            apply("language", features.languages[language])
    if need.interpreter:
        apply("interpreter", traits.interpreter)


def _level(features: Features, traits: Traits, need: Need, apply: _Apply) -> None:
    if need.course is None:
        if not need.named_type:
            apply("referral", traits.referral)
        return
    if need.course >= 2:
        apply(
            "municipal", _any(features, ("municipal-mental-health-and-substance-use", "municipal-psychologist", "gp"))
        )
        apply("self-help-when-heavy", _any(features, ("digital-self-help", "information-site")))
    if need.course == 3:
        apply("heavy", traits.course >= 2)


def _audience(features: Features, need: Need) -> Floats:
    factor = np.zeros(features.size, np.float32)
    for audience, weight in need.audiences.items():
        factor = np.maximum(factor, np.where(features.audience[audience], np.float32(weight), np.float32(0)))
    if need.child and "gp" in features.types:
        factor = np.maximum(factor, np.where(features.types["gp"], np.float32(0.8), np.float32(0)))
    asks = "child" if need.child else need.who or ""
    if asks in features.audience and asks != "self":
        others = np.zeros(features.size, np.bool_)
        for audience, mask in features.audience.items():
            if audience not in (asks, "staff"):
                others |= mask
        factor[features.audience[asks] & ~others] *= np.float32(FIT["only-for-them"])
    return factor


def _any(features: Features, types: Iterable[str]) -> Mask:
    mask = np.zeros(features.size, np.bool_)
    for kind in types:
        if kind in features.types:
            mask |= features.types[kind]
    return mask


def _about(features: Features, topics: Iterable[str]) -> Mask:
    mask = np.zeros(features.size, np.bool_)
    for topic in topics:
        if topic in features.topics:
            mask[features.topics[topic].positions] = True
    return mask
