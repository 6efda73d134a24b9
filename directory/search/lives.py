"""For whose life a door is: it sinks when nothing in the query says that one lives so.

People at work, students, parents, those who speak a language of few, and those who meet about their own trouble. How
much each sinks stands in `kinds`; what comes first is `ranking`'s.
"""

from __future__ import annotations

import numpy as np

from directory.language.understanding import Understood
from directory.search.features import Features, Floats, Mask
from directory.search.kinds import (
    COMMON_LANGUAGES,
    NOT_A_STUDENT,
    NOT_AT_WORK,
    NOT_MEANT,
    NOT_MEANT_BY,
    OTHER_SPEAKERS,
    OWN_PLACES,
    PARENTS,
    TALKING_TYPES,
    THEIR_OWN,
)


def by_life(factor: Floats, features: Features, understood: Understood) -> None:
    """Doors for people at work, students and parents sink when nothing says that one is one of them."""
    if "work" not in understood.topics and "work-support" not in understood.types:
        multiply(factor, features.at_work, NOT_AT_WORK)
    if "child" in understood.audiences and "student-welfare" not in understood.types:
        multiply(factor, features.types.get("student-welfare", features.nowhere), NOT_A_STUDENT)
    for asked, other in NOT_MEANT_BY.items():
        if asked in understood.types and other in features.types and other not in understood.types:
            multiply(factor, features.types[other], NOT_MEANT)
    for_themselves = "child" in understood.audiences and "relative" not in understood.audiences
    if for_themselves and "parenting" in features.first_topic and "parenting" not in understood.topics:
        multiply(factor, features.first_topic["parenting"], PARENTS)
    if "relative" in understood.audiences and not {"self", "child"} & {*understood.audiences}:
        for kind in OWN_PLACES:
            if kind in features.types and "self" in features.first_audience:
                multiply(factor, features.types[kind] & features.first_audience["self"], THEIR_OWN)
    multiply(factor, _of_other_speakers(features, understood), OTHER_SPEAKERS)


def _of_other_speakers(features: Features, understood: Understood) -> Mask:
    """Doors with a language of few that the query neither is in nor asks for. Lines that speak Norwegian as well are
    for everyone."""
    spoken = {*COMMON_LANGUAGES, *understood.languages, *(term.group for term in understood.terms)}
    theirs = [mask for language, mask in features.languages.items() if language not in spoken]
    ours = [mask for language, mask in features.languages.items() if language in spoken - COMMON_LANGUAGES]
    lines = [features.types[kind] for kind in TALKING_TYPES if kind in features.types]
    for_all = features.languages.get("nb", features.nowhere) & np.logical_or.reduce([features.nowhere, *lines])
    few: Mask = np.logical_or.reduce([features.nowhere, *theirs])
    others: Mask = few & ~np.logical_or.reduce([for_all, *ours])
    return others


def only_an_office(features: Features) -> Mask:
    """For the whole country, but one can only go there: an address in a town that is hardly the reader's."""
    nowhere, channels = features.nowhere, features.channels
    from_home = np.logical_or.reduce([channels.get(kind, nowhere) for kind in ("phone", "sms", "chat", "email")])
    office: Mask = channels.get("visit", nowhere) & ~from_home & ~features.local & ~features.everywhere
    return office


def multiply(factor: Floats, where: Mask, by: float) -> None:
    factor[where.nonzero()[0]] *= np.float32(by)
