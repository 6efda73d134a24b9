"""Reads `content/crisis/<lang>.yaml`: the phrases that call for help now, and what they are mistaken for.

Keeps every line as the editor wrote it, with its place in the file. What a phrase means and whether it can ever match
is `directory.assistant.crisis_phrases`'; no phrase is judged here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from directory.catalog.frontmatter import LOADER, MAXIMUM_BYTES, shallow_tree
from directory.catalog.problems import Advice, Problem

CRISIS_KINDS = ("suicide", "overdose", "violence", "child", "danger-to-others", "confusion", "eating")
"""S-06."""
TODAY = "today"
"""S-06b: a person to talk to today, without the alarm."""
PARTS = ("says", "mentions", "look-alikes")
LISTS = ("skip", "me", "mine", "someone", "not-now", "still", "look-alikes", "not-slips")
WORDS = "words"
SAME = "same"
"""Words that mean the same as one that the phrases use: `noen: [nokon, nåkken]`."""


@dataclass(frozen=True, kw_only=True)
class CrisisLine:
    """One phrase or word of an editor."""

    section: str
    """A class, `today`, `words`, `same`, or one of `LISTS`."""
    part: str
    """`says`, `mentions` or `look-alikes` of a class; the name of a list under `words`; else empty."""
    text: str
    lang: str
    file: str
    line: int


@dataclass(frozen=True, kw_only=True)
class CrisisPatternFiles:
    """Every line under `content/crisis/`, in the order of files and lines."""

    lines: tuple[CrisisLine, ...] = ()

    @property
    def langs(self) -> tuple[str, ...]:
        return tuple(sorted({line.lang for line in self.lines}))


def read_crisis(folder: Path, problems: list[Problem]) -> CrisisPatternFiles:
    """Reads the folder `content/crisis`; what cannot be read becomes a problem and is left out."""
    lines: list[CrisisLine] = []
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        problems.append(
            Problem("crisis", 1, Advice("Make `crisis/nb.yaml`; no phrase calls for help without it"), "folder")
        )
    for path in paths:
        file = f"crisis/{path.name}"
        lines += _Reader(file, path.stem, problems).read(path)
    return CrisisPatternFiles(lines=tuple(lines))


class _Reader:
    """One file."""

    def __init__(self, file: str, lang: str, problems: list[Problem]) -> None:
        self._file, self._lang, self._problems = file, lang, problems

    def read(self, path: Path) -> list[CrisisLine]:
        lines: list[CrisisLine] = []
        for section, line, value in self._pairs(self._compose(path)):
            if section in LISTS:
                lines += self._texts(value, section, "")
            elif section in (*CRISIS_KINDS, TODAY, WORDS, SAME):
                for part, part_line, listed in self._pairs(value):
                    if section in (WORDS, SAME) or part in PARTS:
                        lines += self._texts(listed, section, part)
                    else:
                        self._tell(
                            part_line,
                            Advice("Write one of {allowed} instead of `{part}:`", allowed=", ".join(PARTS), part=part),
                            "unknown-key",
                        )
            else:
                self._tell(line, Advice("Take out `{key}:`, it is not known here", key=section), "unknown-key")
        return lines

    def _tell(self, line: int, text: Advice, rule: str) -> None:
        self._problems.append(Problem(self._file, line, text, rule))

    def _compose(self, path: Path) -> yaml.Node | None:
        try:
            raw = path.read_bytes()
            if len(raw) > MAXIMUM_BYTES:
                self._tell(1, Advice("Write less: a file holds at most {most} bytes", most=MAXIMUM_BYTES), "size")
                return None
            text = raw.decode("utf-8-sig")
            # An alias can make a small file huge.
            for event in yaml.parse(text, Loader=LOADER):
                if isinstance(event, yaml.AliasEvent):
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    self._tell(line, Advice("Write the star at the end of a word, not before it"), "alias")
                    return None
            return shallow_tree(text)
        except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or "it cannot be read"
            self._tell(mark.line + 1 if mark else 1, Advice("Write valid YAML here: {what}", what=what), "yaml")
            return None

    def _pairs(self, node: yaml.Node | None) -> list[tuple[str, int, yaml.Node]]:
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self._tell(
                node.start_mark.line + 1, Advice("Write keys with lists, like `says:` and phrases below it"), "mapping"
            )
            return []
        pairs: dict[str, tuple[str, int, yaml.Node]] = {}
        for key_node, value in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in pairs:
                self._tell(line, Advice("Write `{key}:` once; it stands here a second time", key=key), "repeated-key")
            pairs.setdefault(key, (key, line, value))
        return list(pairs.values())

    def _texts(self, node: yaml.Node, section: str, part: str) -> list[CrisisLine]:
        items = node.value if isinstance(node, yaml.SequenceNode) else None
        if items is None or not all(isinstance(item, yaml.ScalarNode) and str(item.value).strip() for item in items):
            self._tell(node.start_mark.line + 1, Advice("Write a list, one phrase a line after `- `"), "list")
            return []
        return [
            CrisisLine(
                section=section, part=part, text=" ".join(str(item.value).split()), lang=self._lang,
                file=self._file, line=item.start_mark.line + 1,
            )
            for item in items
        ]  # fmt: skip
