"""Reads `content/words/`: the everyday words, spelling forms and compound parts that editors write.

`<lang>.yaml` leads everyday words to topics, types, audiences, channels, wishes and languages. `forms.yaml` names the
irregular forms and the bokmål~nynorsk pairs of a word, `compounds.yaml` the parts that long words are made of.
Matching words against what people type is `directory.language`'s; no word here may name one service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import yaml

from directory.catalog.frontmatter import shallow_tree
from directory.catalog.models import AUDIENCES, CHANNEL_KINDS, Catalog
from directory.catalog.problems import Advice, Problem

SECTIONS = ("topics", "types", "audiences", "channels", "wishes", "languages")
WISHES = (
    "open-now", "open-at-night", "free", "no-name", "no-referral", "drop-in", "peers", "low-threshold", "group",
    "what-is-it", "have-it", "urgent", "no-job", "no-papers", "wary-of-child-welfare",
)  # fmt: skip
ONE_LIST_ONLY = ("topics", "channels", "wishes", "languages")
"""A word has one meaning in these; it may well lead to two types of offering, and be said by two kinds of people."""
FEWEST = 3
"""A topic with fewer words than this is not found by the words that people use."""


@dataclass(frozen=True, kw_only=True)
class WordEntry:
    """One line of an editor: `phrase` leads to `target`."""

    phrase: str
    """Words in order; ` / ` between alternatives; ` + ` between parts that may stand anywhere."""
    section: str
    target: str
    lang: str
    file: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """Everything under `content/words/`."""

    entries: tuple[WordEntry, ...] = ()
    stop: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """lang -> words that say nothing about the need ("jeg", "hvem")."""
    known: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """lang -> correct words that lead nowhere; listed so that they are not taken for typing slips."""
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """A word -> its irregular forms and its twin in the other written Norwegian."""
    compound_parts: frozenset[str] = frozenset()
    compound_whole: frozenset[str] = frozenset()
    """Words that look like compounds of the parts, but are not."""


def read_words(folder: Path, problems: list[Problem]) -> Words:
    """Reads the folder `content/words`; what cannot be read becomes a problem and is left out."""
    entries: list[WordEntry] = []
    stop: dict[str, frozenset[str]] = {}
    known: dict[str, frozenset[str]] = {}
    forms: dict[str, tuple[str, ...]] = {}
    parts: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        file, lang = f"words/{path.name}", path.stem
        for key, key_line, value in _pairs(_compose(path, file, problems), file, problems):
            if lang == "forms":
                forms[key] = tuple(text for text, _ in _texts(value, file, problems))
            elif lang == "compounds" and key in ("parts", "whole"):
                parts[key] = frozenset(text for text, _ in _texts(value, file, problems))
            elif key in ("stop", "known"):
                (stop if key == "stop" else known)[lang] = frozenset(t for t, _ in _texts(value, file, problems))
            elif key in SECTIONS and lang != "compounds":
                for target, _, listed in _pairs(value, file, problems):
                    entries += [
                        WordEntry(phrase=text, section=key, target=target, lang=lang, file=file, line=line)
                        for text, line in _texts(listed, file, problems)
                    ]
            else:
                problems.append(
                    Problem(file, key_line, Advice("Take out `{key}:`, it is not known here", key=key), "unknown-key")
                )
    return Words(
        entries=tuple(entries), stop=stop, known=known, forms=forms,
        compound_parts=parts.get("parts", frozenset()), compound_whole=parts.get("whole", frozenset()),
    )  # fmt: skip


def check_words(words: Words, catalog: Catalog) -> list[Problem]:
    """A word that leads nowhere, a word in two lists, fewer than three words for a topic."""
    targets: Mapping[str, Iterable[str]] = {
        "topics": catalog.topics, "types": catalog.types, "audiences": AUDIENCES, "channels": CHANNEL_KINDS,
        "wishes": WISHES,
    }  # fmt: skip
    problems = []
    seen: dict[tuple[str, str, str], WordEntry] = {}
    counts: dict[tuple[str, str], int] = {}
    for entry in words.entries:
        if entry.section in targets and entry.target not in targets[entry.section]:
            text = Advice(
                "Write an id that exists instead of `{target}:`; `{phrase}` leads nowhere",
                target=entry.target,
                phrase=entry.phrase,
            )
            problems.append(Problem(entry.file, entry.line, text, "word-leads-nowhere"))
        place = "" if entry.section in ONE_LIST_ONLY else entry.target
        first = seen.setdefault((entry.lang, entry.section + place, entry.phrase.casefold()), entry)
        if first is not entry:
            text = Advice(
                "Write `{phrase}` once; it stands under `{other}` on line {line} too",
                phrase=entry.phrase,
                other=first.target,
                line=first.line,
            )
            problems.append(Problem(entry.file, entry.line, text, "word-in-two-lists"))
        if entry.section == "topics":
            counts[entry.lang, entry.target] = counts.get((entry.lang, entry.target), 0) + 1
    wanted = {("nb", topic) for topic in catalog.topics if topic != "other"} if words.entries else set()
    for lang, topic in sorted(wanted | counts.keys()):
        if counts.get((lang, topic), 0) < FEWEST:
            text = Advice("Write at least {fewest} words for the topic `{value}`", fewest=FEWEST, value=topic)
            problems.append(Problem(f"words/{lang}.yaml", 1, text, "too-few-words"))
    return problems


def _compose(path: Path, file: str, problems: list[Problem]) -> yaml.Node | None:
    try:
        return shallow_tree(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, RecursionError, UnicodeDecodeError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        problems.append(
            Problem(file, mark.line + 1 if mark else 1, Advice("Write valid YAML here: {what}", what=what), "yaml")
        )
        return None


def _pairs(node: yaml.Node | None, file: str, problems: list[Problem]) -> list[tuple[str, int, yaml.Node]]:
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        text = Advice("Write keys with lists, like `drugs: [hasj, weed]`")
        problems.append(Problem(file, node.start_mark.line + 1, text, "mapping"))
        return []
    pairs: dict[str, tuple[str, int, yaml.Node]] = {}
    for key_node, value in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in pairs:
            problems.append(
                Problem(
                    file, line, Advice("Write `{key}:` once; it stands here a second time", key=key), "repeated-key"
                )
            )
        pairs.setdefault(key, (key, line, value))
    return list(pairs.values())


def _texts(node: yaml.Node, file: str, problems: list[Problem]) -> list[tuple[str, int]]:
    items = node.value if isinstance(node, yaml.SequenceNode) else None
    if items is None or not all(isinstance(item, yaml.ScalarNode) and str(item.value).strip() for item in items):
        problems.append(
            Problem(file, node.start_mark.line + 1, Advice("Write a list of words, like [hasj, weed]"), "list")
        )
        return []
    return [(" ".join(str(item.value).split()), item.start_mark.line + 1) for item in items]
