"""The index: Whoosh builds and stores it, and its rankings are read once into arrays that serve every query.

A language group (bokmål and nynorsk are one) has three fields: `name`, `about` (summary, topics, type, who it is for)
and `body`, and one of words as written, for typing slips.
Ranking beyond text (topics, audience, place, opening) is `directory.search.ranking`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from directory.catalog.models import Catalog, Service
from directory.catalog.words_file import Words
from directory.language.folding import words_of
from directory.language.numbers import join_numbers
from directory.language.stemming import NORWEGIAN, group_of
from directory.language.understanding import Understanding
from directory.search.facets import Facets, build_facets
from directory.search.features import Features, build_features
from directory.search.impacts import Impacts, read_impacts
from directory.search.names import Names, build_names, name_words
from directory.search.suggestions import Suggestions, build_suggestions

if TYPE_CHECKING:
    from whoosh.fields import Schema

FIELDS: Mapping[str, float] = {"name": 3.0, "about": 1.0, "body": 0.5}
"""How much a word in a field counts: name before description. Who runs a service is no reason to rank it: organisations
are found by their names only (`names`)."""


class Texts(Protocol):
    """What is needed of `directory.language.texts.LanguageTexts`."""

    @property
    def lang(self) -> str: ...

    def text(self, key: str, source: str) -> str: ...


@dataclass(frozen=True, kw_only=True)
class SearchIndex:
    """Everything a query needs, in memory. Frozen: a new release opens a new one."""

    catalog: Catalog
    services: tuple[Service, ...]
    understanding: Understanding
    impacts: Impacts
    facets: Facets
    features: Features
    names: Names
    suggestions: Suggestions


def build_index(catalog: Catalog, texts: Sequence[Texts], folder: Path, words: Words | None = None) -> None:
    """Writes Whoosh's index of the catalogue in all languages to `folder`, which is made when missing."""
    from whoosh.index import create_in  # only who builds needs it

    folder.mkdir(parents=True, exist_ok=True)
    analysis = Understanding(words or Words(), catalog, {})
    groups = _groups(texts)
    index = create_in(str(folder), _schema(groups), indexname="services")
    stems_of = cache(analysis.stems_of_word)  # most words stand in many texts
    writer = index.writer(limitmb=128)
    for service in catalog.services.values():
        fields: dict[str, str] = {"id": service.id}
        for group, translate in groups.items():
            written: list[str] = []
            for name, parts in _fields(service, catalog, translate, group).items():
                words_in = [word for part in parts for word in join_numbers(words_of(part))]
                fields[f"{group}_{name}"] = " ".join([stem for word in words_in for stem in stems_of(word, group)])
                written += parts
            fields[f"{group}_words"] = " ".join(sorted({word for part in written for word in words_of(part)}))
        writer.add_document(**fields)
    writer.commit()


def open_index(catalog: Catalog, folder: Path, words: Words | None = None, texts: Sequence[Texts] = ()) -> SearchIndex:
    """Opens what `build_index` wrote for the same catalogue and words, and reads it into memory."""
    from whoosh.index import open_dir

    services = tuple(catalog.services.values())
    index = open_dir(str(folder), indexname="services")
    impacts, vocabulary = read_impacts(index, {service.id: at for at, service in enumerate(services)}, FIELDS)
    index.close()
    for texts_of_group in vocabulary.values():
        texts_of_group.update({word: texts_of_group.get(word, 0) + 1 for word in name_words(catalog)})
    understanding = Understanding(words or Words(), catalog, vocabulary)
    facets = build_facets(catalog)
    return SearchIndex(
        catalog=catalog, services=services, understanding=understanding, impacts=impacts, facets=facets,
        features=build_features(services, {topic.id: topic.group for topic in catalog.topics.values()}),
        names=build_names(catalog, understanding),
        suggestions=build_suggestions(catalog, texts),
    )  # fmt: skip


def _groups(texts: Sequence[Texts]) -> dict[str, Texts | None]:
    """Language group -> its texts. Norwegian is what editors wrote, so it is always there and needs no translation."""
    groups: dict[str, Texts | None] = {NORWEGIAN: None}
    for one in texts:
        groups.setdefault(group_of(one.lang), one)
    return groups


def _schema(groups: Iterable[str]) -> Schema:
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.fields import STORED, TEXT, Schema

    schema = Schema(id=STORED)
    # Whoosh gets stems that are ready: it stores and ranks, and needs no analysis of its own.
    text = TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    for group in groups:
        for name in (*FIELDS, "words"):
            schema.add(f"{group}_{name}", text)
    return schema


def _fields(service: Service, catalog: Catalog, texts: Texts | None, group: str) -> dict[str, list[str]]:
    def own(kind: str, key: str, field: str, source: str | None) -> str:
        """The text in this language; nothing when it is not translated, for then Norwegian finds it."""
        if not source:
            return ""
        if texts is None:
            return source
        translated = texts.text(f"{kind}.{key}.{field}", source)
        return translated if translated != source else ""

    topics = [topic for one in service.topics if (topic := catalog.topics.get(one))]
    kind = catalog.types.get(service.type)
    about = [
        own("services", service.id, "summary", service.summary),
        own("services", service.id, "eligibility_description", service.eligibility_description),
        own("services", service.id, "first_step", service.first_step),
        *(own("topics", topic.id, "label", topic.label) for topic in topics),
        own("types", service.type, "label", kind.label if kind else None),
    ]
    body = [own("services", service.id, f"body.{n}", block) for n, block in enumerate(service.body.split("\n\n"), 1)]
    fields = {"name": [own("services", service.id, "name", service.name)], "about": about, "body": body}
    if group == NORWEGIAN:
        fields["name"] += service.also_known_as
    return {name: [part for part in parts if part] for name, parts in fields.items()}
