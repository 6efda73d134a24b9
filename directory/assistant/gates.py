"""Gates: whether a door is offered at all. Served here? For me? Can it be acted on? Do I have what it asks for?

A gate shuts; it never orders (that is `fits`) and never words why. "About this?" is the last gate, by the share of the
best door's relevance.
"""

from __future__ import annotations

import numpy as np

from directory.assistant.needs import Need
from directory.assistant.traits import Traits
from directory.search.features import Features, Floats, Mask

ABOUT_SHARE = 0.12
"""Of the most relevant door; less is not about this."""
_HEAVY = frozenset({"unusual-experiences", "ups-and-downs", "opioid-treatment", "waiting-or-refused", "eating"})
"""Situations in which help that a doctor refers to is shown without asking how everyday life goes."""


def for_me(features: Features, traits: Traits, need: Need, confirmed: Mask) -> Mask:
    """Doors for the one who asks, of the right age. `confirmed`: a person has asked them lately."""
    mask = np.zeros(features.size, np.bool_)
    for audience in need.audiences:
        mask |= features.audience[audience]
    if need.child:
        # A child is met by any family doctor, and that door names adults first.
        if "gp" in features.types:
            mask |= features.types["gp"]
        mask &= ~(traits.minimum_age >= 18)
    if need.who != "staff":
        mask &= ~traits.staff_only
    if need.ages is not None and not need.for_another:
        least, most = need.ages
        mask &= traits.minimum_age <= most
        # A maximum that nobody has confirmed warns, and never shuts (S-26).
        mask &= (traits.maximum_age >= least) | ~confirmed
        if least > 25:
            mask &= ~((traits.maximum_age < least) & traits.young)
    elif need.ages is not None:
        # The age is the other's: doors that are only for the young must fit it, doors for relatives need not.
        relatives = features.audience["relative"] | features.audience["friend"]
        mask &= relatives | ((traits.minimum_age <= need.ages[1]) & (traits.maximum_age >= need.ages[0]))
    return mask


def served_here(features: Features, need: Need) -> Mask:
    """National doors, those that every municipality has, and the local ones of the place."""
    here = features.places.get(need.place or "")
    return ~features.local if here is None else ~features.local | here


def can_be_used(traits: Traits, need: Need, *, about_heavy: bool) -> Mask:
    """A contact or a way in, and no referral that one cannot have yet."""
    mask = traits.actionable | traits.website_only
    mask &= ~traits.emergency
    if need.course == 1 and not about_heavy:
        mask &= ~traits.referral
    return mask


def fits_the_wish(features: Features, traits: Traits, need: Need) -> Mask:
    """What may not be offered for the sake of safety or of a wish."""
    mask = np.ones(features.size, np.bool_)
    if need.fear:
        mask &= ~traits.for_pairs
    if need.contact == "stranger":
        # Outside the own municipality.
        mask &= ~(traits.own_municipality | features.everywhere)
    return mask


def open_doors(features: Features, traits: Traits, need: Need, confirmed: Mask) -> Mask:
    """Every gate but "about this?"."""
    heavy = not _HEAVY.isdisjoint(need.topics) or need.named_type
    return (
        for_me(features, traits, need, confirmed) & served_here(features, need)
        & can_be_used(traits, need, about_heavy=heavy) & fits_the_wish(features, traits, need)
    )  # fmt: skip


def about_this(relevance: Floats, among: Mask) -> Mask:
    """Doors about the need: at least a share of the best one that is open to the person."""
    best = float(np.where(among, relevance, 0.0).max(initial=0.0))
    return among & (relevance > ABOUT_SHARE * best) if best > 0 else np.zeros_like(among)
