"""How many everyday words each language's list holds. Judges nothing: the tests do."""

from __future__ import annotations

from dataclasses import dataclass

from directory.catalog.words_file import read_words
from directory.language.folding import words_of
from directory.language.stemming import Stemmer, group_of
from tests.evaluation.asking import LANGS
from tests.evaluation.cases import HERE

CONTENT = HERE.parents[1] / "content"


@dataclass(frozen=True, kw_only=True)
class WordCount:
    entries: int
    words: int
    """Entries of which the forms of one word count once."""
    topics: int


def count_words() -> dict[str, WordCount]:
    """By language."""
    words = read_words(CONTENT / "words", [])
    stemmer = Stemmer(words.forms)
    counts = {}
    for lang in LANGS:
        entries = [entry for entry in words.entries if entry.lang == lang]
        stems = {tuple(stemmer.stem(word, group_of(lang)) for word in words_of(entry.phrase)) for entry in entries}
        topics = {entry.target for entry in entries if entry.section == "topics"}
        counts[lang] = WordCount(entries=len(entries), words=len(stems), topics=len(topics))
    return counts
