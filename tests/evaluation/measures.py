"""What is counted, and how: hits among the first, lift over chance, panels raised.

Prints nothing and asks nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.evaluation.asking import Entry, Reply
from tests.evaluation.cases import Case, Phrase, Right

SHUFFLES = 50


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Shares between 0 and 1; None where nothing could be counted."""

    count: int
    hit_at_3: float | None
    hit_at_5: float | None
    lenient_at_5: float | None
    specific_at_5: float | None
    lift: float | None
    """lenient@5 less the same with the replies dealt out to other questions: 0 means that the question is not read."""
    nothing: float | None


@dataclass(frozen=True, kw_only=True)
class Flagging:
    count: int
    raised: int
    right_class: int


def found(right: Right, entries: Sequence[Entry], first: int) -> bool:
    return any(right(entry) for entry in entries[:first])


def share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def lenient_share(cases: Sequence[Case], replies: Sequence[Reply]) -> float | None:
    return share([found(case.lenient, reply.entries, 5) for case, reply in zip(cases, replies, strict=True)])


def count_findings(cases: Sequence[Case], replies: Sequence[Reply]) -> Finding:
    pairs = list(zip(cases, replies, strict=True))
    dealt = random.Random(1)
    shuffled = [lenient_share(cases, dealt.sample(replies, len(replies))) or 0.0 for _ in range(SHUFFLES)]
    lenient = lenient_share(cases, replies)
    return Finding(
        count=len(pairs),
        hit_at_3=share([found(case.expert, reply.entries, 3) for case, reply in pairs]),
        hit_at_5=share([found(case.expert, reply.entries, 5) for case, reply in pairs]),
        lenient_at_5=lenient,
        specific_at_5=share([found(case.specific, reply.entries, 5) for case, reply in pairs if case.specific]),
        lift=None if lenient is None else lenient - sum(shuffled) / SHUFFLES,
        nothing=share([not reply.entries for _, reply in pairs]),
    )


def missed(case: Case, reply: Reply) -> bool:
    """A question of the sample is missed when no specific door is among five, a query when none is among three."""
    if case.kind == "question":
        return not found(case.specific or case.lenient, reply.entries, 5)
    return not found(case.expert, reply.entries, 3)


def count_flags(phrases: Sequence[Phrase], replies: Sequence[Reply]) -> Flagging:
    pairs = list(zip(phrases, replies, strict=True))
    return Flagging(
        count=len(pairs),
        raised=sum(reply.crisis is not None for _, reply in pairs),
        right_class=sum(reply.crisis == phrase.crisis_class for phrase, reply in pairs),
    )


def doors_kept(wanted: Sequence[str], brought: Sequence[str]) -> float:
    """Of the first five doors that bokmål brings, the share that is among the first seven of another language."""
    first, among = wanted[:5], brought[:7]
    return sum(door in among for door in first) / len(first) if first else 1.0


def wrongly_flagged(phrase: Phrase, reply: Reply) -> bool:
    """An emergency without panel, or a panel where there is none; an urgent phrase may have one or not."""
    return {"emergency": reply.crisis is None, "none": reply.crisis is not None}.get(phrase.label, False)
