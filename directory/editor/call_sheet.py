"""What stands on a call sheet: for each offering the number, what to ask, and boxes to tick. Lays out nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from directory.catalog.assurance import changed_parts, confirmed_on
from directory.catalog.assured import Part
from directory.catalog.models import Catalog, Service
from directory.editor.review import Finding
from directory.editor.review_words import reasons
from directory.editor.texts import _
from directory.editor.told_facts import ASKED, PART_NAMES, QUESTIONS, Fact, facts, note_words, number_to_call, unknown


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question, and what we have written about it: right, or changed to what?"""

    name: str
    question: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Call:
    id: str
    name: str
    number: str
    """As people read it; empty when one cannot call them."""
    dialled: str
    why: str
    doubts: tuple[str, ...]
    """What the content's own notes leave open."""
    asked: tuple[Asked, ...]
    unknown: tuple[str, ...]
    """What nobody has written yet, worth asking about while one has them on the line."""
    owner: str


def calls(catalog: Catalog, findings: Iterable[Finding], lang: str, today: date) -> tuple[Call, ...]:
    """For paper: without what was confirmed today already."""
    return tuple(
        replace(
            call(catalog, one, lang, today),
            asked=tuple(
                asked(catalog, one.service, part, lang, today) for part in ASKED if not _today(one.service, part, today)
            ),
        )
        for one in findings if confirmed_on(one.service) != today
    )  # fmt: skip


def call(catalog: Catalog, finding: Finding, lang: str, today: date) -> Call:
    service = finding.service
    dialled, number = number_to_call(service) or ("", "")
    doubts = (service.alert, service.conflicts, service.editor_note)
    return Call(
        id=service.id, name=service.name, number=number, dialled=dialled, why=reasons(finding),
        doubts=tuple(note_words(one) for one in doubts if one),
        asked=tuple(asked(catalog, service, part, lang, today) for part in ASKED),
        unknown=unknown(service), owner=service.owner or "",
    )  # fmt: skip


def asked(catalog: Catalog, service: Service, part: Part, lang: str, today: date) -> Asked:
    told = facts(catalog, service, part, lang, today)
    return Asked(name=_(PART_NAMES[part]), question=_(QUESTIONS[part]), facts=told)


def _today(service: Service, part: Part, today: date) -> bool:
    noted = any(one.part == part and one.date == today for one in service.assured_parts)
    return noted and part not in changed_parts(service)
