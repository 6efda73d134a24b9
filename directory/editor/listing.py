"""What stands in the lists of the editor: one row a file, found by words and by what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.catalog.assurance import assurance, confirmed_on, stands
from directory.catalog.models import Catalog, Service
from directory.catalog.problems import Problem
from directory.editor.fields import FOLDERS, Kind
from directory.editor.texts import N_, gettext
from directory.language.folding import fold

STATES: tuple[tuple[str, str], ...] = (
    ("mend", N_("With something to mend")),
    ("no-contact", N_("Without a contact")),
    ("uncertain", N_("Not sure that it runs")),
    ("unconfirmed", N_("Not confirmed, or not for a year")),
    ("old", N_("Confirmed more than 180 days ago")),
    ("closed", N_("Closed")),
)
"""What one may look for among the offerings."""
_MOST_PLACES = 4
"""That are named in a row."""


@dataclass(frozen=True, kw_only=True)
class Row:
    kind: Kind
    id: str
    name: str
    told: str
    """Kind and place, or what it holds."""
    wrong: int
    """Problems in its file."""
    marks: tuple[str, ...] = ()
    searched: str = ""
    """Folded."""


def rows(catalog: Catalog, problems: Sequence[Problem], content: Path, kind: Kind, lang: str = "nb") -> list[Row]:
    """Every file of the kind, those too that cannot be read."""
    wrong: dict[str, int] = {}
    for problem in problems:
        if not problem.warning:
            wrong[problem.file] = wrong.get(problem.file, 0) + 1
    if kind == "words":
        return list(_word_rows(catalog, wrong, lang))
    found = {row.id: row for row in _items(catalog, kind, wrong)}
    folder = content / FOLDERS[kind]
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        if path.stem not in found and not path.name.startswith("."):
            number = wrong.get(f"{FOLDERS[kind]}/{path.name}", 0)
            found[path.stem] = Row(kind=kind, id=path.stem, name=path.stem, told="", wrong=max(1, number),
                                   searched=path.stem)  # fmt: skip
    if kind == "question":
        return list(found.values())
    return sorted(found.values(), key=lambda row: fold(row.name))


def _items(catalog: Catalog, kind: Kind, wrong: dict[str, int]) -> Iterator[Row]:
    if kind == "service":
        for service in catalog.services.values():
            told = _about(catalog, service)
            words = (service.name, *service.also_known_as, service.id, service.summary, told, service.run_by or "")
            yield Row(kind=kind, id=service.id, name=service.name, told=told, wrong=wrong.get(service.file, 0),
                      marks=_marks(service), searched=fold(" ".join(words)))  # fmt: skip
    elif kind == "organization":
        for one in catalog.organizations.values():
            count = sum(service.organization == one.id for service in catalog.services.values())
            yield Row(kind=kind, id=one.id, name=one.name, told=gettext("Offerings: %(n)s", n=count),
                      wrong=wrong.get(one.file, 0),
                      searched=fold(" ".join((one.name, *one.also_known_as, one.id))))  # fmt: skip
    elif kind == "place":
        for place in catalog.places.values():
            marks = () if place.channels else (gettext("Without a contact"),)
            told = f"{place.county}, {place.id}"
            yield Row(kind=kind, id=place.id, name=place.name, told=told, marks=marks,
                      wrong=wrong.get(place.file, 0), searched=fold(f"{place.name} {told}"))  # fmt: skip
    elif kind == "topic":
        for topic in catalog.topics.values():
            group = catalog.topic_groups.get(topic.group)
            yield Row(kind=kind, id=topic.id, name=topic.label, told=group.label if group else "",
                      wrong=wrong.get(topic.file, 0),
                      searched=fold(f"{topic.label} {topic.id} {topic.description}"))  # fmt: skip
    elif kind == "question":
        for question in catalog.questions.values():
            stem = Path(question.file).stem
            yield Row(kind=kind, id=stem, name=question.text, told=gettext("Answers: %(n)s", n=len(question.options)),
                      wrong=wrong.get(question.file, 0),
                      searched=fold(" ".join((question.text, *(o.text for o in question.options)))))  # fmt: skip


def _word_rows(catalog: Catalog, wrong: dict[str, int], lang: str) -> Iterator[Row]:
    for topic in sorted(catalog.topics.values(), key=lambda one: fold(one.label)):
        group = catalog.topic_groups.get(topic.group)
        yield Row(kind="words", id=f"{lang}.{topic.id}", name=topic.label, told=group.label if group else "", wrong=0,
                  searched=fold(f"{topic.label} {topic.id}"))  # fmt: skip


def _about(catalog: Catalog, service: Service) -> str:
    kind = catalog.types.get(service.type)
    places = [catalog.places[one].name for one in service.service_area if one in catalog.places]
    where = {"national": gettext("All of Norway"), "every-municipality": gettext("In every municipality")}
    local = ", ".join(places) if len(places) <= _MOST_PLACES else gettext("%(n)s municipalities", n=len(places))
    return ", ".join(one for one in (kind.label if kind else "", where.get(service.reach) or local) if one)


def _marks(service: Service) -> tuple[str, ...]:
    found = []
    if service.status == "closed":
        found.append(gettext("Closed"))
    elif service.status == "uncertain":
        found.append(gettext("Not sure that it runs"))
    return tuple(found)


def matching(found: Sequence[Row], words: str) -> list[Row]:
    """Those that hold every word, or its beginning, in any spelling."""
    asked = fold(words).split()
    return [row for row in found if all(word in row.searched for word in asked)]


def in_state(found: Sequence[Row], catalog: Catalog, state: str, today: date) -> list[Row]:
    def holds(row: Row) -> bool:
        if state == "mend":
            return row.wrong > 0
        service = catalog.services.get(row.id)
        if service is None:
            return False
        running = service.status != "closed"
        return {
            "no-contact": running and not service.reachable,
            "uncertain": service.status == "uncertain",
            "unconfirmed": running and not stands(confirmed_on(service), today),
            "old": running and assurance(confirmed_on(service), today) == "ageing",
            "closed": not running,
        }.get(state, True)

    return [row for row in found if holds(row)]


def in_place(found: Sequence[Row], catalog: Catalog, place: str) -> list[Row]:
    """The local offerings of one municipality."""
    return [row for row in found if (one := catalog.services.get(row.id)) is not None and place in one.service_area]
