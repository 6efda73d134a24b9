"""The test data as frozen values: queries, questions and phrases, and what is right for each.

Says when an entry is one of the doors that must come; counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.evaluation.asking import PLACE, Entry

HERE = Path(__file__).parent
BROAD = frozenset({
    "RUSinfo", "fastlege", "psykolog", "psykiater", "helsesykepleier", "helsestasjon for ungdom", "familievernkontor",
    "samtale med trygg voksen", "skole", "skolens rådgiver", "politi",
})  # fmt: skip
"""Doors that fit almost everybody: naming them shows little understanding."""

Right = Callable[[Entry], bool]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A query or a question, with what counts as a hit."""

    id: str
    lang: str
    asker: str
    kind: str
    """What the query tests; "question" in the sample."""
    topic: str | None
    place: str | None
    query: str
    text: str
    """The whole question; the query itself where there is no more."""
    expert: Right
    lenient: Right
    specific: Right | None
    """Only doors that do not fit everybody; None when none is named."""
    wanted: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """What someone writes, and whether it calls for the crisis panel."""

    id: str
    lang: str
    text: str
    label: str
    """emergency (must show), urgent (may) or none (must not)."""
    crisis_class: str
    kind: str


def read_list(file: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    return items


def read_queries() -> list[Case]:
    """Our own queries: a hit is an entry whose id is listed."""
    return [
        Case(
            id=item["id"],
            lang=item["lang"],
            asker=item["asker"],
            kind=item["kind"],
            topic=item["topic"],
            place=item["place"],
            query=item["query"],
            text=item["query"],
            expert=(right := one_of(item["doors"])),
            lenient=right,
            specific=None,
            wanted=tuple(item["doors"]),
        )
        for item in read_list("queries.yaml")
    ]


def read_sample() -> list[Case]:
    """Questions of real people: a hit is an entry that is a door by type or by name."""
    doors = yaml.safe_load((HERE / "doors.yaml").read_text(encoding="utf-8"))
    cases = []
    for item in read_list("sample-questions.yaml"):
        lenient = [*item["expert_doors"], *item.get("also_ok", [])]
        specific = [label for label in lenient if label not in BROAD]
        cases.append(
            Case(
                id=item["id"],
                lang=item["lang"],
                asker=item["asker"],
                kind="question",
                topic=item["topics"][0],
                place=PLACE,
                query=item["query_short"],
                text=item["text"],
                expert=door_among(item["expert_doors"], doors),
                lenient=door_among(lenient, doors),
                specific=door_among(specific, doors) if specific else None,
                wanted=tuple(specific or lenient),
            )
        )
    return cases


def read_phrases(file: str) -> list[Phrase]:
    """The sample's phrases have no class of their own: their kind stands for it."""
    return [
        Phrase(
            id=item["id"],
            lang=item["lang"],
            text=item["text"],
            label=item["label"],
            crisis_class=item.get("class", item["kind"]),
            kind=item["kind"],
        )
        for item in read_list(file)
    ]


def one_of(ids: Sequence[str]) -> Right:
    return lambda entry: entry.id in ids


def door_among(labels: Sequence[str], doors: Mapping[str, Mapping[str, Sequence[str]]]) -> Right:
    """True for an entry of a door's type, or with one of its names as whole words in name, organisation or id."""
    types = {kind for label in labels for kind in doors.get(label, {}).get("types", ())}
    names = [whole_words(name) for label in labels for name in doors.get(label, {}).get("names", ())]

    def right(entry: Entry) -> bool:
        text = whole_words(f"{entry.name} {entry.organization} {entry.id}")
        return entry.type in types or any(name in text for name in names)

    return right


def whole_words(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", text.lower())) + " "
