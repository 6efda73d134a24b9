"""Free text read as answers: what it says about who, topic, place, age, contact and language, several at once.

Every text of the conversation counts, the newest most. What is read is shown back as answers that can be changed; the
text itself never leaves this room. Detects no crisis (`crisis`) and finds no doors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from directory.assistant.answers import AssistantRequest, Options
from directory.assistant.commands import Commands
from directory.catalog.models import Catalog
from directory.catalog.question_file import PLACE
from directory.language.understanding import Term, Understanding, Understood
from directory.search.inference import as_meant

MOST_CHARACTERS = 300
_OLDER = 0.7
"""How much an earlier text counts against the newest."""
_SHARE, _WEAK, _MOST_TOPICS = 0.5, 0.6, 3
"""A topic is shown as understood when it is at least this share of the strongest, and not weaker than this."""
_CONTACT = {
    "phone": "call",
    "sms": "write",
    "chat": "write",
    "email": "write",
    "visit": "meet",
    "sign-language": "sign",
}
_BANDS = ((12, "under-13"), (15, "13-15"), (17, "16-17"), (25, "18-25"), (66, "26-66"), (130, "over-66"))
_ADULT = 18
_WRITES = 9
"""Someone younger hardly types this; the words are a grown-up's about the child."""
FEAR = frozenset({"hurt-by-someone", "afraid-of-someone", "sexual-abuse", "social-control", "trafficking"})


@dataclass(frozen=True, kw_only=True)
class Said:
    """All texts together."""

    understood: Understood = field(default_factory=Understood)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question id -> option ids that the words say."""
    command: str | None = None
    """The newest text is a command and nothing else."""
    misses: int = 0
    """How many texts in a row, the newest included, said nothing that is understood (S-21)."""
    other_language: str | None = None


def read_texts(
    understanding: Understanding, commands: Commands, catalog: Catalog, options: Options, request: AssistantRequest,
) -> Said:  # fmt: skip
    texts = [text for text in (*request.texts, request.text) if text.strip()]
    if not texts:
        return Said()
    read: list[Understood] = []
    misses, command = 0, None
    for text in texts:
        command = commands.find(text)
        one = as_meant(understanding.understand(text[:MOST_CHARACTERS], request.lang))
        misses = 0 if command is not None or _says_something(one) else misses + 1
        if command is None:
            read.append(one)
    newest = request.text.strip()
    merged = _merged(read)
    return Said(
        understood=merged, answers=_answers(catalog, options, merged), misses=misses if newest else 0,
        command=command if newest else None,
        other_language=commands.other_language(newest, request.lang) if newest and command is None else None,
    )  # fmt: skip


def band_of(age: int) -> str:
    return next(band for last, band in _BANDS if age <= last)


def _says_something(one: Understood) -> bool:
    return bool(
        one.topics or one.types or one.audiences or one.channels or one.wishes or one.languages or one.place or one.age
    )


def _merged(read: Sequence[Understood]) -> Understood:
    """One meaning from several texts: the newest says most about weights, and decides place and age."""
    if len(read) <= 1:
        return read[0] if read else Understood()
    weights: dict[str, float] = {}
    terms: dict[tuple[str, str], Term] = {}
    for older, one in enumerate(reversed(read)):
        for key, weight in one.weights.items():
            weights[key] = max(weights.get(key, 0.0), weight * _OLDER**older)
        for term in one.terms:
            terms.setdefault((term.group, term.stem), term)
    strongest = sorted(weights, key=lambda key: (-weights[key], key))

    def ids(section: str) -> tuple[str, ...]:
        return tuple(key.partition(".")[2] for key in strongest if key.startswith(section + "."))

    return Understood(
        topics=ids("topics"), types=ids("types"), audiences=ids("audiences"), channels=ids("channels"),
        wishes=ids("wishes"), languages=ids("languages"), weights=weights, terms=tuple(terms.values()),
        place=next((one.place for one in reversed(read) if one.place), None),
        age=next((one.age for one in reversed(read) if one.age is not None), None),
        corrections=read[-1].corrections, guesses=read[-1].guesses,
        words=tuple(word for one in read for word in one.words),
    )  # fmt: skip


def _answers(catalog: Catalog, options: Options, understood: Understood) -> dict[str, tuple[str, ...]]:
    """The options of the questions that say what was understood. Only what is sure; the rest is asked."""
    says: dict[str, tuple[str, ...]] = {}
    topics = _topics(understood)
    if topics:
        says["topic"] = topics
        says["area"] = (catalog.topics[topics[0]].group,)
    if who := _who(understood, topics):
        says["audience"] = (who,)
    if understood.age is not None:
        says["age"] = (band_of(understood.age),)
    if understood.languages:
        says["language"] = understood.languages[:1]
    contact = next((_CONTACT[kind] for kind in understood.channels if kind in _CONTACT), None)
    if contact is None and "peers" in understood.wishes:
        contact = "peers"
    if contact:
        says["contact"] = (contact,)
    found: dict[str, tuple[str, ...]] = {}
    for question in catalog.questions.values():
        if question.kind == "place":
            if understood.place is not None:
                found[question.id] = (PLACE + understood.place,)
            continue
        # An option that stands for one plain fact is what the words say; one that sets more says more than they do.
        fitting = tuple(
            option.id for option in options.of[question.id].values()
            if _says(option.sets, says, whole=question.options_from != "topics")
        )  # fmt: skip
        if fitting:
            found[question.id] = _in_order(fitting, topics) if question.kind == "several" else fitting[:1]
    return found


def _says(sets: Mapping[str, tuple[str, ...]], says: Mapping[str, tuple[str, ...]], *, whole: bool) -> bool:
    if whole:
        return len(sets) == 1 and all(set(values) <= set(says.get(fact, ())) for fact, values in sets.items())
    return not set(sets.get("topic", ())).isdisjoint(says.get("topic", ()))


def _in_order(ids: Sequence[str], topics: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda id_: topics.index(id_) if id_ in topics else len(topics)))


def _topics(understood: Understood) -> tuple[str, ...]:
    weights = {topic: understood.weights[f"topics.{topic}"] for topic in understood.topics}
    strongest = max(weights.values(), default=0.0)
    kept = [topic for topic in understood.topics if weights[topic] >= max(_WEAK, _SHARE * strongest)]
    return tuple(kept[:_MOST_TOPICS])


def _who(understood: Understood, topics: Sequence[str]) -> str | None:
    """Who asks, when the words leave no doubt. A person named in fear is the one feared, not the one it is for."""
    named = understood.audiences
    if understood.age is not None and _WRITES <= understood.age < _ADULT and (not named or "child" in named):
        return "child"
    if not named:
        return None
    weights = [understood.weights[f"audiences.{one}"] for one in named]
    sure = len(named) == 1 or weights[0] > weights[1]
    if not sure or (FEAR.intersection(topics) and named[0] in ("relative", "friend")):
        return None
    return named[0]
