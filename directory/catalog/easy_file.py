"""`content/easy/<id>.md`: an easy-to-read text beside the front page, the crisis page or a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from directory.catalog.frontmatter import read_markdown
from directory.catalog.models import Catalog, EasyText
from directory.catalog.problems import Advice, Problem
from directory.catalog.service_file import WRITTEN

BESIDE = ("home", "crisis")
"""Pages that are no files under content/pages/."""


def read_easy(path: Path, file: str, problems: list[Problem]) -> EasyText | None:
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, body = read
    easy = EasyText(
        id=path.stem,
        title=fields.text("title", required=True) or path.stem,
        body=body,
        written_in=fields.choice("written_in", WRITTEN) or "nb",
        file=file,
    )
    fields.finish()
    return easy


def check_easy(catalog: Catalog) -> Iterator[Problem]:
    for easy in catalog.easy.values():
        if easy.id not in BESIDE and easy.id not in catalog.pages:
            told = Advice("Name the file home.md, crisis.md or as the page in pages/ that it stands beside")
            yield Problem(easy.file, 1, told, "easy")
        if not easy.body.strip():
            yield Problem(easy.file, 1, Advice("Write the text under the second line of `---`"), "easy")
