"""Does a text call for help now? One mechanism for search and assistant (S-03 to S-09, S-06b).

Two nets, one behind the other: the editors' phrases say which words are meant, and in which class; what they miss is
heard by `crisis_learned`, from examples. Reads the whole text, of any length, with the phrases of every language
(people mix them). A finding never blocks: what is shown with it is the page's matter. No phrase, number or wording
stands here; phrases and examples are in `content/crisis/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from directory.assistant.crisis_learned import ALARM, LearnedAlarm, listen
from directory.assistant.crisis_patterns import CrisisPatterns, Found
from directory.assistant.crisis_text import windows
from directory.assistant.crisis_words import Sight
from directory.catalog.crisis_file import CRISIS_KINDS, TODAY, CrisisPatternFiles

CrisisKind = Literal["suicide", "overdose", "violence", "child", "danger-to-others", "confusion", "eating"]
About = Literal["self", "someone-else"]

URGENCY: tuple[CrisisKind, ...] = (
    "overdose", "violence", "child", "danger-to-others", "suicide", "confusion", "eating",
)  # fmt: skip
"""The most urgent first: what kills within minutes, then who is in another's power, then what one may do oneself."""
_FIRST_PERSON: tuple[CrisisKind, ...] = ("danger-to-others",)
"""Classes whose doer, not whose victim, the text is about."""
_AROUND = 15
"""Words around a mention within which the past, a death or a course silences it."""
_ONE_BREATH = 12
"""Words of a text that is said by a phrase of `today` ("orker ikke mer") and holds little beside it (S-06b)."""
_SURER = 0.3
"""How much surer the examples must be where a phrase says that it is over (S-08)."""
_SUBJECT = 6
"""Words before and after a phrase in which the person is looked for."""


@dataclass(frozen=True, kw_only=True)
class Crisis:
    """The most urgent class found in a text, and whether it is about the writer (S-07)."""

    kind: CrisisKind
    about: About


@dataclass(frozen=True, kw_only=True)
class Detector:
    """Both nets."""

    patterns: CrisisPatterns
    learned: Mapping[str, LearnedAlarm] = field(default_factory=dict)


def build_patterns(files: CrisisPatternFiles, known: Iterable[str] = ()) -> CrisisPatterns:
    """The phrases, ready. `known`: ordinary words (the catalogue's) that are never typing slips of a pattern's word."""
    return CrisisPatterns(files, known)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a text says of danger, and whether it needs a person today (S-06b: first in the answer, without alarm)."""

    crisis: Crisis | None
    today: bool


def look(detector: Detector, text: str, lang: str) -> Look:
    """Both answers from one reading of the whole text.

    `lang` is the page's; the phrases of every language are tried all the same, since people write in the one they
    think in.
    """
    patterns = detector.patterns
    read = patterns.read(text)
    sights = [patterns.see(window) for window in windows(read)]
    today = any(findings(patterns, sight, TODAY) for sight in sights)
    crisis = _said(patterns, sights)
    if crisis is None and not (today and len(read.words) <= _ONE_BREATH):
        over = any(_is_over(patterns, sight) for sight in sights)
        crisis = _heard(detector, read.words, sights, lang, ALARM + (_SURER if over else 0))
    return Look(crisis=crisis, today=today)


def detect(detector: Detector, text: str, lang: str) -> Crisis | None:
    """The most urgent class in the whole text, or None."""
    return look(detector, text, lang).crisis


def _said(patterns: CrisisPatterns, sights: Sequence[Sight]) -> Crisis | None:
    """What the phrases find."""
    worst: Crisis | None = None
    for sight in sights:
        found = [one for kind in CRISIS_KINDS for one in findings(patterns, sight, kind)]
        outer = [one for one in found if not any(_runs_in(one, other) for other in found)]
        if not outer:
            continue
        first = min(outer, key=lambda one: (URGENCY.index(_kind(one.section)), one.start))
        if worst is None or URGENCY.index(_kind(first.section)) < URGENCY.index(worst.kind):
            worst = Crisis(kind=_kind(first.section), about=_about(patterns, sight, first))
        if worst.kind == URGENCY[0]:
            break
    return worst


def _is_over(patterns: CrisisPatterns, sight: Sight) -> bool:
    """Somebody has died, it was long ago, or it is a course (S-08)."""
    return any(patterns.find(sight, "not-now")) and not any(patterns.find(sight, "still"))


def _heard(
    detector: Detector, words: Sequence[str], sights: Sequence[Sight], lang: str, limit: float,
) -> Crisis | None:  # fmt: skip
    """What the examples make of a text in which no phrase was found."""
    heard = listen(detector.learned, words, lang)
    if heard is None or heard.score <= limit:
        return None
    me, someone = (
        sum(detector.patterns.positions(sight, name).bit_count() for sight in sights) for name in ("me", "someone")
    )
    return Crisis(kind=_kind(heard.kind), about="someone-else" if someone > me else "self")


def findings(patterns: CrisisPatterns, sight: Sight, section: str) -> list[Found]:
    """The findings of one section that begin in the window's own words and that nothing silences."""
    window = sight.window
    says = list(patterns.find(sight, section, "says"))
    mentions = list(patterns.find(sight, section, "mentions"))
    if not says and not mentions:
        return []
    alike = [*patterns.find(sight, "look-alikes"), *patterns.find(sight, section, "look-alikes")]
    if mentions and (about := list(patterns.find(sight, "not-now"))):
        still = list(patterns.find(sight, "still"))
        mentions = [one for one in mentions if _near(one, still) or not _near(one, about)]
    own = range(window.skip, window.skip + window.core)
    spans = {(one.start, one.end): one for one in (*says, *mentions) if one.start in own}
    return [
        one for one in spans.values()
        if not any(one.start < other.end and other.start < one.end for other in alike)
    ]  # fmt: skip


def _near(one: Found, others: list[Found]) -> bool:
    return any(other.start - one.end < _AROUND and one.start - other.end < _AROUND for other in others)


def _kind(section: str) -> CrisisKind:
    return next(kind for kind in URGENCY if kind == section)


def _runs_in(inner: Found, outer: Found) -> bool:
    """A longer phrase of another class, begun before, says more: "voices … tell me to kill myself"."""
    if inner.section == outer.section or not outer.start <= inner.start < outer.end:
        return False
    longer = (outer.end - outer.start) - (inner.end - inner.start)
    # "Pappa slår meg" is violence as well, but a child says it.
    return longer > 0 or (longer == 0 and (outer.section, inner.section) == ("child", "violence"))


def _about(patterns: CrisisPatterns, sight: Sight, found: Found) -> About:
    """The person named in the phrase or nearest before it; "livet mitt" is my own, "barnet mitt" is the child."""
    words = sight.window.words
    me, mine, someone = (patterns.positions(sight, name) for name in ("me", "mine", "someone"))

    def person(at: int) -> About | None:
        if someone >> at & 1:
            return "someone-else"
        own = mine >> at & 1 and not someone & ((1 << at >> 1) | 1 << (at + 1))
        return "self" if own or me >> at & 1 else None

    before = range(found.end - 1, max(0, found.start - _SUBJECT) - 1, -1)
    after = range(found.end, min(len(words), found.end + _SUBJECT))
    places = [*before, *after]
    if found.section in _FIRST_PERSON:
        places = [*reversed(before), *after]
    return next((who for at in places if (who := person(at))), "self")
