"""What an editor can fix in `content/crisis/`: unreadable phrases, phrases in two classes, empty classes, phrases that
their own exceptions silence. Detects nothing in a visitor's text."""

from __future__ import annotations

from collections.abc import Iterator

from directory.assistant.crisis import findings
from directory.assistant.crisis_patterns import CrisisPatterns, lists_by_group
from directory.assistant.crisis_phrases import BadPhrase, PhraseReader, examples
from directory.assistant.crisis_text import windows
from directory.catalog.crisis_file import CRISIS_KINDS, TODAY, WORDS, CrisisLine, CrisisPatternFiles
from directory.catalog.problems import Advice, Problem
from directory.language.folding import fold
from directory.language.stemming import group_of

_SECTIONS = (*CRISIS_KINDS, TODAY)
_SHORTEST_STEM = 3


def check_patterns(files: CrisisPatternFiles, patterns: CrisisPatterns) -> list[Problem]:
    """Every problem of the files, those of one line first."""
    return [
        *(_problem(line, text, "crisis-phrase") for line, text in patterns.bad),
        *_repeated(files),
        *_short_stems(files),
        *_empty(files),
        *_unused_lists(files, patterns),
        *_silenced(files, patterns),
    ]


def _problem(line: CrisisLine, text: Advice, rule: str, *, warning: bool = False) -> Problem:
    return Problem(line.file, line.line, text, rule, warning)


def _repeated(files: CrisisPatternFiles) -> Iterator[Problem]:
    seen: dict[tuple[str, str], CrisisLine] = {}
    for line in files.lines:
        if line.section not in _SECTIONS or line.part == "look-alikes":
            continue
        first = seen.setdefault((group_of(line.lang), fold(line.text)), line)
        if first is not line:
            text = Advice(
                "Write `{phrase}` once; it stands under `{other}:` on line {line} of {file} too",
                phrase=line.text, other=first.section, line=first.line, file=first.file,
            )  # fmt: skip
            yield _problem(line, text, "crisis-phrase-twice")


def _short_stems(files: CrisisPatternFiles) -> Iterator[Problem]:
    for line in files.lines:
        for word in fold(line.text).replace("/", " ").replace("(", " ").replace(")", " ").split():
            if word.endswith("*") and len(word) <= _SHORTEST_STEM:
                text = Advice(
                    "Write at least {fewest} letters before the star of `{word}`, or the words in full",
                    fewest=_SHORTEST_STEM,
                    word=word,
                )
                yield _problem(line, text, "crisis-short-stem")


def _empty(files: CrisisPatternFiles) -> Iterator[Problem]:
    """nb and nn are read as one, so a class needs phrases in one of them only."""
    for group in sorted({group_of(lang) for lang in files.langs}):
        lang = next(lang for lang in files.langs if group_of(lang) == group)
        held = {line.section for line in files.lines if group_of(line.lang) == group and line.part == "says"}
        for section in _SECTIONS:
            if section not in held:
                text = Advice(
                    "Write `says:` with phrases under `{key}:`; nothing is found for it in this language", key=section
                )
                yield Problem(f"crisis/{lang}.yaml", 1, text, "crisis-empty-class")


def _unused_lists(files: CrisisPatternFiles, patterns: CrisisPatterns) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for line in files.lines:
        key = group_of(line.lang), line.part
        if line.section == WORDS and line.part not in patterns.used[key[0]] and key not in told:
            told.add(key)
            text = Advice("Use `<{name}>` in a phrase, or take the list out", name=line.part)
            yield _problem(line, text, "crisis-unused-list", warning=True)


def _silenced(files: CrisisPatternFiles, patterns: CrisisPatterns) -> Iterator[Problem]:
    """A phrase none of whose own examples is found: an exception takes all of it, or it can never fit."""
    bad = {id(line) for line, _ in patterns.bad}
    readers = {group: PhraseReader(listed) for group, listed in lists_by_group(files).items()}
    for line in files.lines:
        if line.section not in _SECTIONS or line.part == "look-alikes" or id(line) in bad:
            continue
        try:
            texts = examples(readers[group_of(line.lang)].parts(line.text))
        except BadPhrase:
            continue
        if not any(_stands(patterns, text, line) for text in texts):
            text = Advice("Write `{phrase}` differently: an exception silences all of it", phrase=line.text)
            yield _problem(line, text, "crisis-silenced")


def _stands(patterns: CrisisPatterns, text: str, line: CrisisLine) -> bool:
    return any(findings(patterns, patterns.see(window), line.section) for window in windows(patterns.read(text)))
