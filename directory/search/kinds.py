"""Which kinds of doors suit whom and when: the tables that ranking goes by, by type and topic, never by service."""

from __future__ import annotations

from collections.abc import Mapping

SUITS: Mapping[str, tuple[float, float, float]] = {
    # who asks: factor for doors first of all for them, doors also for them, and the others
    "relative": (1.5, 1.15, 0.58), "child": (1.4, 1.2, 0.62), "friend": (1.3, 1.15, 0.9), "staff": (1.4, 1.15, 0.9),
    "self": (1.05, 1.0, 0.75),
}  # fmt: skip
FOR_OTHERS, FOR_CHILDREN = 0.72, 0.8
"""Doors for others, and doors first of all for children, when nothing says that it is about them."""
CIRCUMSTANCES = (
    "parent-who-drinks-or-is-ill", "bereaved-by-suicide", "lost-a-child", "prison", "sexual-thoughts-i-fear", "refugee",
    "lgbt", "trafficking", "opioid-treatment", "pregnancy", "birth-and-baby", "disability", "old-age", "doping",
)  # fmt: skip
"""A door that is first of all about one of these is for people in that situation, and sinks for others."""
NARROW = (
    "social-control", "sexual-abuse", "ups-and-downs", "thoughts-that-repeat", "gambling", "gaming", "eating",
    "restless-and-unfocused", "feels-different",
)  # fmt: skip
"""The same, but only where it is understood what one asks about: else the words themselves are all there is."""
ACUTE_TYPES = ("emergency", "out-of-hours-doctor", "child-welfare-emergency", "child-welfare")
"""Never first when nothing in the query says that it is about danger or about them (S-26)."""
DANGER = frozenset({
    "not-wanting-to-live", "hurt-by-someone", "afraid-of-someone", "child-not-safe", "overdose", "sexual-abuse",
    "unusual-experiences",
})  # fmt: skip
FEELINGS = frozenset({
    "loneliness", "low-mood", "worry-and-panic", "stress", "grief", "hard-experiences", "relationship",
})  # fmt: skip
"""Whoever tells how they feel, and asks for no kind of help, can first of all talk with someone."""
FOR_ANOTHER = frozenset({"relative", "friend", "staff"})
TALKING_TYPES = ("helpline", "chat")
CHILD_WELFARE = ("child-welfare", "child-welfare-emergency")
"""Never first for the one who is afraid of them."""
LISTENING_TYPES = ("helpline", "chat", "out-of-hours-doctor")
"""Who is there to talk to."""
PERSON_TYPES = (
    "gp", "municipal-psychologist", "municipal-mental-health-and-substance-use", "rapid-mental-health-help",
    "school-health", "youth-clinic", "helpline", "chat",
)  # fmt: skip
"""Who can be asked "har jeg …?": people who listen or assess, never a door named after the condition."""
CONDITION_TYPES = ("user-organization", "self-help-group")
OTHER_MATTER, TALKING, WARY, JOBLESS = 0.85, 1.3, 0.3, 0.45
NOT_AT_WORK, NOT_A_STUDENT, PARENTS, NOT_MEANT, OFFICE_ELSEWHERE, OTHER_SPEAKERS, THEIR_OWN = (
    0.5, 0.7, 0.2, 0.45, 0.5, 0.7, 0.5,
)  # fmt: skip
"""How much doors sink that are for people at work, for students or parents when a child asks; of a kind that
`NOT_MEANT_BY` names; for the whole country but only an office, which is hardly near; for those who speak a language
that nothing in the query is in or about; and where those meet whom a relative is worried about."""
OWN_PLACES = ("self-help-group", "meeting-place")
COMMON_LANGUAGES = frozenset({"nb", "nn", "en", "nsl"})
"""A door that has these is for everyone; one that has another is often first of all for those who speak it."""
NOT_MEANT_BY: Mapping[str, str] = {"after-prison": "prison-health"}
"""Kind that is asked for -> one that has the same words but is not meant by it: whoever is out is no longer inside."""
WITHOUT_MATTER = 0.25
"""Of the worth of a language, at doors that have nothing of the topics and kinds that were asked for."""
IN_DOUBT, SILENT = 0.8, 0.9
"""Of the worth of a door that may have closed, or has no contact: a sure one worth so much stands before it."""
CIRCUMSTANCE, ACUTE, LOW_THRESHOLD = 0.7, 0.75, 1.06
"""How much the kinds above sink, and what asks for no referral rises."""
SOMEWHERE, ELSEWHERE = 0.7, 0.15
"""How much local doors sink when it is not known whether they are near, and when they are not."""
