"""Reads `content/crisis/examples/<lang>.yaml`: what people write in danger, and what only looks like it.

The detector learns from them (`directory.assistant.crisis_learned`). No phrase is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from directory.catalog.crisis_file import CRISIS_KINDS
from directory.catalog.frontmatter import MAXIMUM_BYTES, shallow_tree
from directory.catalog.problems import Advice, Problem

NONE = "none"
"""The section of phrases without danger."""
IN_DANGER = ("explicit", "indirect", "someone-else")
WITHOUT_DANGER = ("look-alike", "bereaved", "ordinary")


@dataclass(frozen=True, kw_only=True)
class CrisisExample:
    """One phrase as someone might write it."""

    text: str
    kind: str
    """A class of `CRISIS_KINDS`, or `NONE`."""
    sort: str
    """One of `IN_DANGER` or `WITHOUT_DANGER`."""
    lang: str


def read_examples(folder: Path, problems: list[Problem]) -> tuple[CrisisExample, ...]:
    """Every example under `folder` (`content/crisis/examples`); what cannot be read becomes a problem."""
    read: list[CrisisExample] = []
    for path in sorted(folder.glob("*.yaml")):
        examples = list(_read(path, problems))
        kinds = {example.kind for example in examples}
        # Of one side alone nothing can be learned: everything would be an alarm, or nothing.
        if NONE not in kinds or len(kinds) == 1:
            text = (
                Advice("Write examples under `none:` too")
                if NONE not in kinds
                else Advice("Write examples under a class (`suicide:` …) too")
            )
            problems.append(Problem(f"crisis/examples/{path.name}", 1, text, "empty"))
        read += examples
    return tuple(read)


def _read(path: Path, problems: list[Problem]) -> Iterator[CrisisExample]:
    file = f"crisis/examples/{path.name}"
    try:
        raw = path.read_bytes()
        if len(raw) > MAXIMUM_BYTES:
            raise ValueError("too large")
        root = shallow_tree(raw.decode("utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        problems.append(Problem(file, line, Advice("Write classes, kinds and lists of phrases as YAML"), "yaml"))
        return
    seen: dict[str, str] = {}
    for section, kinds in _pairs(root, file, problems):
        allowed = IN_DANGER if section.value in CRISIS_KINDS else WITHOUT_DANGER if section.value == NONE else ()
        if not allowed:
            wanted = ", ".join((*CRISIS_KINDS, NONE))
            problems.append(
                Problem(
                    file, section.start_mark.line + 1, Advice("Write one of {allowed} here", allowed=wanted), "section"
                )
            )
            continue
        for sort, phrases in _pairs(kinds, file, problems):
            if sort.value not in allowed or not isinstance(phrases, yaml.SequenceNode):
                wanted = ", ".join(allowed)
                problems.append(
                    Problem(
                        file,
                        sort.start_mark.line + 1,
                        Advice("Write one of {allowed} here, with a list below", allowed=wanted),
                        "kind",
                    )
                )
                continue
            for phrase in phrases.value:
                text = str(phrase.value).strip() if isinstance(phrase, yaml.ScalarNode) else ""
                line = phrase.start_mark.line + 1
                if not text:
                    problems.append(
                        Problem(file, line, Advice("Write one phrase here, in quotes if it holds a colon"), "phrase")
                    )
                elif (before := seen.setdefault(text.casefold(), section.value)) != section.value:
                    problems.append(
                        Problem(
                            file, line, Advice("Take this phrase away here or under {other}", other=before), "twice"
                        )
                    )
                else:
                    yield CrisisExample(text=text, kind=section.value, sort=sort.value, lang=path.stem)


def _pairs(node: yaml.Node | None, file: str, problems: list[Problem]) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from node.value
    elif node is not None:
        problems.append(Problem(file, node.start_mark.line + 1, Advice("Write a name and a colon here"), "yaml"))
