"""The need that doors are measured against: answers and words brought together as facts, never as a diagnosis.

Audience follows the need: a parent gets doors for parents, children and relatives; the bereaved and the worried get
relatives' doors although they answer "me". Chooses no door.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from directory.assistant.answers import ELSEWHERE, Replay
from directory.assistant.understanding_answers import FEAR, Said
from directory.language.understanding import Understood
from directory.search.inference import GOES_WITH

BEREAVED = frozenset({"grief", "bereaved-by-suicide", "lost-a-child"})
_RELATIVES_TOO = BEREAVED | {"worried-about-someone", "parent-who-drinks-or-is-ill", "prison"}
"""Needs for which a door for relatives is right whoever asks."""
_AGES = {
    "under-13": (0, 12), "13-15": (13, 15), "16-17": (16, 17), "18-25": (18, 25), "26-66": (26, 66),
    "over-66": (67, 110),
}  # fmt: skip
_YOUNG = 20
"""Up to this age doors for the young are doors for "me" too."""
_CHOSEN, _RELATED, _WONDERING = 1.2, 0.5, 0.2
"""What a chosen topic weighs, about as a plain word does; and what goes along with who asks."""
_CORRECTED, _BESIDE_TYPE = 0.5, 0.3
_BESIDE: Mapping[str, tuple[str, float]] = {
    "bereaved-by-suicide": ("grief", 0.5), "lost-a-child": ("grief", 0.6),
    "afraid-of-someone": ("hurt-by-someone", 0.6),
    "trafficking": ("hurt-by-someone", 0.4), "social-control": ("hurt-by-someone", 0.4), "overdose": ("drugs", 0.6),
    "opioid-treatment": ("drugs", 0.6), "medicines": ("drugs", 0.3), "doping": ("drugs", 0.4),
    "thoughts-that-repeat": ("worry-and-panic", 0.5), "ups-and-downs": ("low-mood", 0.4),
    "not-wanting-to-live": ("low-mood", 0.4), "hurting-myself": ("low-mood", 0.4), "birth-and-baby": ("parenting", 0.4),
    "identity": ("lgbt", 0.3),
}  # fmt: skip
"""Topic -> the wider one beside it, and how much of it: few doors are about the narrow one alone."""
_GENERAL: Mapping[str | None, Mapping[str, float]] = {
    "relative": {"worried-about-someone": 1.0}, "friend": {"worried-about-someone": 1.0},
    "child": {"low-mood": 0.5, "family-conflict": 0.4, "bullying": 0.3}, "staff": {"rights": 0.4, "other": 0.6},
}  # fmt: skip
_OWN_DOORS: Mapping[str, Mapping[str, float]] = {
    "relative": {"relatives-centre": 0.4, "relatives-organization": 0.3},
    "friend": {"relatives-centre": 0.2},
    "child": {"school-health": 0.8, "youth-clinic": 0.6},
}  # fmt: skip
"""Whatever it is about, these are there for them."""
_ANYTHING = {"low-mood": 0.5, "loneliness": 0.4, "other": 0.4}
_ANYONE = {"municipal-mental-health-and-substance-use": 0.5, "gp": 0.5, "municipal-psychologist": 0.2}
_CAN_BE_ASKED = {"gp": 0.8, "municipal-psychologist": 0.5, "municipal-mental-health-and-substance-use": 0.4}
_NAMED_CONDITIONS = frozenset({
    "low-mood", "worry-and-panic", "unusual-experiences", "ups-and-downs", "thoughts-that-repeat",
    "restless-and-unfocused", "feels-different", "eating", "hard-experiences",
})  # fmt: skip
"""S-12b: who a person can ask what a page cannot tell."""


@dataclass(frozen=True, kw_only=True)
class Need:
    who: str | None = None
    parent: bool = False
    audiences: Mapping[str, float]
    """Audience -> how well a door for them fits; others do not fit."""
    topics: Mapping[str, float]
    course: int | None = None
    """How far the help may reach: 1 low threshold, 2 also the municipality's and a doctor's, 3 also long help. A course
    gets what the lower ones get."""
    place: str | None = None
    elsewhere: bool = False
    """Somewhere we hold no local doors for."""
    contact: str | None = None
    ages: tuple[int, int] | None = None
    languages: tuple[str, ...] = ()
    interpreter: bool = False
    wishes: frozenset[str] = frozenset()
    types: Mapping[str, float] = field(default_factory=dict)
    """Kinds of help that were named in words, and those that are right for whoever asks."""
    named_type: bool = False
    """A kind of help was named in words."""
    fear: bool = False
    """Somebody hurts or frightens the one who asks (S-05, S-28)."""
    bereaved: bool = False
    today: bool = False
    """Someone to talk to today (S-06b)."""
    general: bool = False
    """Nothing is known of what it is about."""

    @property
    def child(self) -> bool:
        """The one who asks is young, or it is about a friend who is: the doors are the same."""
        return self.who == "child" or (self.who in ("self", "friend") and self.ages is not None and self.ages[1] < 18)

    @property
    def for_another(self) -> bool:
        return self.who in ("relative", "friend")


def need_of(replay: Replay, said: Said, *, hurt: bool, today: bool) -> Need:
    """`hurt`: the words call for help against violence now; `today`: for someone to talk to today."""
    facts, understood = replay.facts, said.understood
    who = next(iter(facts.get("audience", ())), None)
    parent = "parent" in facts.get("relation", ())
    topics = _topics(replay, understood)
    for topic, (beside, share) in _BESIDE.items():
        if topic in topics:
            topics.setdefault(beside, share * topics[topic])
    general = not topics
    if general:
        # Beside a kind of help that was named, what anyone may need says little.
        share = _BESIDE_TYPE if understood.types else 1.0
        topics = {topic: share * weight for topic, weight in _GENERAL.get(who, _ANYTHING).items()}
    elif who in ("relative", "friend") and not BEREAVED.intersection(topics):
        topics.setdefault("worried-about-someone", _WONDERING if _wonders(understood, topics) else _RELATED)
    if parent:
        topics.setdefault("parenting", _RELATED)
    ages = _ages(facts, understood.age)
    place = next(iter(facts.get("place", ())), None)
    languages = tuple(one for one in facts.get("language", understood.languages[:1]) if one not in ("nb", "another"))
    return Need(
        who=who, parent=parent, topics=topics, general=general, ages=ages, course=_course(facts),
        audiences=_audiences(who, parent, topics, ages, understood.audiences),
        place=None if place == ELSEWHERE else place, elsewhere=place == ELSEWHERE,
        contact=next(iter(facts.get("contact", ())), None), languages=languages,
        interpreter="another" in facts.get("language", ()) or bool(languages), wishes=frozenset(understood.wishes),
        types=_types(who, topics, ages, understood, general=general), named_type=bool(understood.types),
        fear=hurt or _is_fear(topics), bereaved=bool(BEREAVED.intersection(_strong(topics))),
        today=today or "urgent" in understood.wishes,
    )  # fmt: skip


def _wonders(understood: Understood, topics: Mapping[str, float]) -> bool:
    """Whether it asks what somebody has (S-12b)."""
    return "what-is-it" in understood.wishes and bool(_NAMED_CONDITIONS & _strong(topics))


def _topics(replay: Replay, understood: Understood) -> dict[str, float]:
    """What was said and what was chosen. Once the person has chosen, what was only understood counts less."""
    answer = replay.answers.get("topic")
    share = _CORRECTED if answer is not None and answer.source == "given" else 1.0
    topics = {topic: share * understood.weights[f"topics.{topic}"] for topic in understood.topics}
    for topic in replay.facts.get("topic", ()):
        topics[topic] = max(topics.get(topic, 0.0) / share, _CHOSEN) if share < 1 else topics.get(topic, _CHOSEN)
    return topics


def _types(
    who: str | None,
    topics: Mapping[str, float],
    ages: tuple[int, int] | None,
    understood: Understood,
    *,
    general: bool,
) -> dict[str, float]:
    types = {kind: understood.weights[f"types.{kind}"] for kind in understood.types}
    asks = "child" if who == "self" and ages is not None and ages[0] <= _YOUNG else who or ""
    for kind, weight in _OWN_DOORS.get(asks, {}).items():
        if asks == "child" or not _is_fear(topics):
            types.setdefault(kind, weight)
    if who in ("relative", "friend") and ages is not None and ages[0] < _YOUNG:
        types |= {kind: 0.5 for kind in _OWN_DOORS["child"] if kind not in types}
    more: Mapping[str, float] = _ANYONE if general and not understood.types else {}
    if _wonders(understood, topics):
        more = _CAN_BE_ASKED
        types = {kind: weight for kind, weight in types.items() if kind in understood.types}
    for topic, (kind, weight) in GOES_WITH.items():
        if topic in topics and asks != "child":
            types.setdefault(kind, weight * min(topics[topic], 1.0))
    if asks != "child":
        types = {**more, **types}
    return types


def _ages(facts: Mapping[str, tuple[str, ...]], typed: int | None) -> tuple[int, int] | None:
    """The band that was chosen, else the age that was typed as it stands."""
    chosen = next(iter(facts.get("age", ())), None)
    if typed is not None and (chosen is None or _AGES[chosen][0] <= typed <= _AGES[chosen][1]):
        return typed, typed
    return _AGES[chosen] if chosen is not None else None


def _strong(topics: Mapping[str, float]) -> set[str]:
    most = max(topics.values(), default=0.0)
    return {topic for topic, weight in topics.items() if weight >= 0.5 * most}


def _is_fear(topics: Mapping[str, float]) -> bool:
    """The one who asks is hurt or afraid, more than afraid to hurt somebody."""
    afraid = max((weight for topic, weight in topics.items() if topic in FEAR), default=0.0)
    most = max(topics.values(), default=0.0)
    return afraid > 0 and afraid >= 0.5 * most and afraid > topics.get("afraid-to-hurt", 0.0)


def _course(facts: Mapping[str, tuple[str, ...]]) -> int | None:
    everyday, duration = (next(iter(facts.get(fact, ())), None) for fact in ("everyday", "duration"))
    if everyday is None:
        return None
    if everyday == "mostly-fine":
        return 2 if duration == "long" else 1
    return 2 if everyday == "much-is-hard" or duration == "short" else 3


def _audiences(
    who: str | None, parent: bool, topics: Mapping[str, float], ages: tuple[int, int] | None, named: Iterable[str],
) -> dict[str, float]:  # fmt: skip
    strong = _strong(topics)
    if who is None:
        fits = {"self": 0.95, "relative": 0.75, "friend": 0.75, "child": 0.4}
        fits.update(dict.fromkeys((one for one in named if one != "staff"), 1.0))
        return fits
    if who == "staff":
        return {"staff": 1.0, "self": 0.8, "relative": 0.7, "child": 0.7, "friend": 0.7}
    if who == "child":
        return {"child": 1.0}
    fits = {who: 1.0}
    if who == "self":
        if strong & _RELATIVES_TOO:
            fits["relative"] = 0.95
        if ages is not None and ages[0] <= _YOUNG:
            fits["child"] = 1.0
    else:
        fits |= {"relative": 1.0 if who == "relative" else 0.9, "self": 0.6}
        if parent or (ages is not None and ages[0] <= _YOUNG) or strong & {"child-not-safe", "parenting"}:
            fits["child"] = 0.85
        if strong & FEAR:
            # Whoever is afraid of a son or a partner is the one to be safe, whatever was answered.
            fits["self"] = 1.0
            if "child" in fits and "child-not-safe" not in strong:
                fits["child"] = 0.7
    return fits
