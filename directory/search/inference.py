"""What follows from what was said: who asks for someone else is worried, who is young looks for doors for the young.

Adds to what was understood, never takes away, and adds less than a plain word would. Concludes nothing about illness.
"""

from __future__ import annotations

from dataclasses import replace

from directory.language.understanding import OWN_TROUBLE, Understood

_WORRIED = 0.9
_DANGER = 0.7
_OWN_DOOR = 0.4
_ASKED = 0.8
_GROWN = 18
RELATIVES_TYPES = ("relatives-centre", "relatives-organization")
ASKED_TYPES = ("gp", "municipal-psychologist", "municipal-mental-health-and-substance-use")
YOUNG_TYPES = ("school-health", "youth-clinic")


def with_inferences(understood: Understood) -> Understood:
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
        # Whatever it is about, a child can talk to the school nurse and the youth clinic.
        for kind in YOUNG_TYPES:
            add("types", types, kind, _OWN_DOOR)
    if "what-is-it" in understood.wishes and topics:
        # S-12b: what someone has cannot be told here; a person can be asked.
        for kind in ASKED_TYPES:
            add("types", types, kind, _ASKED)
    if "child" in audiences:
        hurt = max(weights.get("topics.hurt-by-someone", 0.0), weights.get("topics.afraid-of-someone", 0.0))
        if hurt:
            add("topics", topics, "child-not-safe", _DANGER * hurt)
    return replace(understood, audiences=tuple(audiences), topics=tuple(topics), types=tuple(types), weights=weights)
