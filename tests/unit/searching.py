"""Asking the search in tests: at a fixed moment, in Haugesund unless another place is said."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from directory.catalog.models import Catalog
from directory.catalog.words_file import Words, read_words
from directory.search.index import SearchIndex, build_index, open_index
from directory.search.query import SearchRequest, SearchResult, search

WORDS = read_words(Path(__file__).parents[2] / "content" / "words", [])
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))
QUERIES = (
    "ensom", "sønnen min ruser seg", "angst og panikk", "gjeld inkasso", "noen å prate med om natta",
    "gruppe for pårørende", "gratis psykolog",
    "lonely and depressed", "mamma drikker", "hjelp til jobb", "sorg etter dødsfall", "chat for ungdom",
)  # fmt: skip


def ask(
    index: SearchIndex, text: str, *, lang: str = "nb", place: str | None = "1106", limit: int = 10, **other: object
) -> SearchResult:
    return search(index, SearchRequest(text=text, lang=lang, now=NOON, place=place, limit=limit, **other))  # type: ignore[arg-type]


def ids(result: SearchResult) -> list[str]:
    return [hit.service_id for hit in result.hits]


def indexed(catalog: Catalog, words: Words, folder: Path) -> SearchIndex:
    build_index(catalog, [], folder, words)
    return open_index(catalog, folder, words)
