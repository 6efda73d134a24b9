"""`content/needs.yaml`: what people look for on paper, and the offerings that answer it. May be missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from directory.catalog.frontmatter import read_list
from directory.catalog.models import Catalog, Need
from directory.catalog.problems import Advice, Problem


def read_needs(path: Path, file: str, problems: list[Problem]) -> tuple[Need, ...]:
    if not path.exists():
        return ()
    needs = []
    for fields in read_list(path, file, problems):
        id_, label = fields.text("id", required=True), fields.text("label", required=True)
        need = Need(
            id=id_ or "", label=label or "",
            services=fields.texts("services"), topics=fields.texts("topics"), types=fields.texts("types"),
        )  # fmt: skip
        fields.finish()
        needs.append(need)
    return tuple(needs)


def check_needs(catalog: Catalog) -> Iterator[Problem]:
    """What a need names exists, and every need names something."""
    for need in catalog.needs.values():
        kinds = (("services", need.services, catalog.services), ("topics", need.topics, catalog.topics),
                 ("types", need.types, catalog.types))  # fmt: skip
        if not any(ids for _, ids, _ in kinds):
            yield Problem(
                "needs.yaml", 1, Advice("Name services, topics or types under `{need}`", need=need.id), "need"
            )
        for kind, ids, known in kinds:
            for id_ in ids:
                if id_ not in known:
                    yield Problem(
                        "needs.yaml",
                        1,
                        Advice("`{value}` under `{need}` is no file in {kind}/", value=id_, need=need.id, kind=kind),
                        "need",
                    )
