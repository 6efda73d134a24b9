"""What follows from what was said: who asks for someone else is worried, who is young looks for doors for the young.

Adds to what was understood, less than a plain word would; takes away only what was named in fear. Concludes nothing
about illness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from directory.language.understanding import OWN_TROUBLE, Understood
from directory.search.kinds import CHILD_WELFARE, TALKING_TYPES

_WORRIED = 0.9
_DANGER = 0.7
_OWN_DOOR = 0.4
_ASKED = 0.8
_GROWN = 18
_HURT = frozenset({"hurt-by-someone", "afraid-of-someone", "sexual-abuse", "drugs", "alcohol", "overdose"})
"""Where children may be in danger, whatever the one who asks is afraid of."""
GOES_WITH: Mapping[str, tuple[str, float]] = {"gambling": ("debt-advice", 0.8), "housing": ("nav", 0.6)}
"""Topic -> the kind of help that goes along with it though nobody names it, and how much: gambling costs money, and a
roof for tonight is what NAV has to find."""
RELATIVES_TYPES = ("relatives-centre", "relatives-organization")
ASKED_TYPES = ("gp", "municipal-psychologist", "municipal-mental-health-and-substance-use")
YOUNG_TYPES = ("school-health", "youth-clinic")


def as_meant(understood: Understood) -> Understood:
    """Whoever fears that the child welfare service comes speaks of their own children, and does not ask for it:
    no child asks unless an age says so, and no child is in danger unless someone hurts it."""
    if "wary-of-child-welfare" not in understood.wishes or not _HURT.isdisjoint(understood.topics):
        return understood
    feared = {"topics.child-not-safe", *(f"types.{kind}" for kind in CHILD_WELFARE)}
    if understood.age is None:
        feared.add("audiences.child")
    weights = {key: weight for key, weight in understood.weights.items() if key not in feared}
    topics = [one for one in understood.topics if f"topics.{one}" not in feared]
    if "parenting" not in topics:
        topics.append("parenting")
        weights["topics.parenting"] = 1.0
    return replace(
        understood, weights=weights, topics=tuple(topics),
        types=tuple(one for one in understood.types if f"types.{one}" not in feared),
        audiences=tuple(one for one in understood.audiences if f"audiences.{one}" not in feared),
    )  # fmt: skip


def with_inferences(understood: Understood) -> Understood:
    understood = as_meant(understood)
    weights = dict(understood.weights)
    audiences, topics, types = list(understood.audiences), list(understood.topics), list(understood.types)

    def add(section: str, listed: list[str], target: str, strength: float) -> None:
        if target not in listed:
            listed.append(target)
            weights[f"{section}.{target}"] = strength

    young = "child" in audiences
    if understood.age is not None and understood.age < _GROWN:
        # With a relative it is the one they ask for who is young; then both kinds of doors are right.
        young = young or not audiences
        add("audiences", audiences, "child", 0.6 if audiences else 1.0)
    own = bool(topics) and topics[0] in OWN_TROUBLE
    if own and "child" not in audiences and "relative" in audiences:
        # "kjæresten slår meg" is asked by the one it happens to.
        add("audiences", audiences, "self", 1.0)
    for_others = 0.5 if own else 1.0
    for_others *= max((weights.get(f"audiences.{who}", 0.0) for who in ("relative", "friend")), default=0.0)
    if for_others:
        add("topics", topics, "worried-about-someone", _WORRIED * min(for_others, 1.0))
    if "relative" in audiences:
        for kind in RELATIVES_TYPES:
            add("types", types, kind, _OWN_DOOR * (0.5 if own else 1.0))
    if young:
        # Whatever it is about, a child can talk to the school nurse and the youth clinic, and without a name on lines.
        for kind in YOUNG_TYPES:
            add("types", types, kind, _OWN_DOOR)
        if "no-name" in understood.wishes and not topics and set(understood.types).issubset(YOUNG_TYPES):
            for kind in TALKING_TYPES:
                add("types", types, kind, _OWN_DOOR)
    if "what-is-it" in understood.wishes and topics:
        # S-12b: what someone has cannot be told here; a person can be asked.
        for kind in ASKED_TYPES:
            add("types", types, kind, _ASKED)
    if "child" in audiences:
        hurt = max(weights.get("topics.hurt-by-someone", 0.0), weights.get("topics.afraid-of-someone", 0.0))
        if hurt:
            add("topics", topics, "child-not-safe", _DANGER * hurt)
        if young and "housing" in topics:
            # A roof for a child is the child welfare service's matter, at any hour.
            for kind in CHILD_WELFARE:
                add("types", types, kind, 1.0)
    for topic, (kind, strength) in GOES_WITH.items():
        if topic in topics:
            add("types", types, kind, strength * min(weights[f"topics.{topic}"], 1.0))
    return replace(understood, audiences=tuple(audiences), topics=tuple(topics), types=tuple(types), weights=weights)
