"""Reads `content/questions/`: one question of the assistant per file, `NN-<id>.md`, and the list of commands.

What a question asks, which question follows, when it is asked and what an answer sets is all data. Whether the
questions hang together is checked in `question_checks`; asking them is `directory.assistant`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from directory.catalog.fields import Fields
from directory.catalog.frontmatter import read_list, read_markdown
from directory.catalog.problems import Advice, Problem
from directory.catalog.question_models import OPTION_SOURCES, QUESTION_KINDS, Command, Condition, Option, Question

FACTS = (
    "audience", "relation", "area", "topic", "age", "language", "everyday", "duration", "place", "contact", "page",
)  # fmt: skip
"""What may be known of a need. Answers set all but `page`, which is `norwegian` or `other` by the page's language."""
ANY = "any"
DONT_KNOW, SKIP = "dont-know", "skip"
PLACE = "place-"
"""A place to choose is the option `place-<number>`: the bare four digits are what a person types, a post code."""
BUILT_IN = (DONT_KNOW, SKIP)
"""Answers that every question takes; they set nothing."""
COMMANDS = ("back", "restart", "human", "what-can-you", "thanks", "swearing", "greeting")
LANGUAGES = ("nb", "nn", "en", "pl", "uk", "ar", "so", "se")
_FILE = re.compile(r"(\d\d)-([a-z]+(?:-[a-z]+)*)")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_question(path: Path, file: str, problems: list[Problem]) -> Question | None:
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, body = read
    named = _FILE.fullmatch(path.stem)
    if named is None:
        fields.problem(Advice("Name the file by its order and its id, like `10-who.md`"), "question-file")
    if body:
        fields.problem(
            Advice("Write everything between the two `---` lines; nothing follows them here"), "question-file"
        )
    question = Question(
        id=named[2] if named else path.stem,
        number=int(named[1]) if named else 99,
        text=fields.text("text", required=True) or "",
        why=fields.text("why", required=True) or "",
        kind=fields.choice("kind", QUESTION_KINDS, required=True) or "one",
        options=tuple(_option(item) for item in fields.mappings("options")),
        options_from=fields.choice("options_from", OPTION_SOURCES),
        next=fields.text("next"),
        ask_when=_conditions(fields.mappings("ask_when")),
        skip_when=_conditions(fields.mappings("skip_when")),
        file=file,
    )
    fields.finish()
    return question


def _option(fields: Fields) -> Option:
    id_ = fields.text("id", required=True) or ""
    if id_ and (not _ID.fullmatch(id_) or id_ in BUILT_IN):
        fields.problem(
            Advice(
                "Write the option's `id:` with a-z and hyphens, and not as {reserved}", reserved=" or ".join(BUILT_IN)
            ),
            "id",
            key="id",
        )
    option = Option(
        id=id_,
        text=fields.text("text", required=True) or "",
        sets={fact: values for one in fields.mappings("sets") for fact, values in _facts(one).items()},
        next=fields.text("next"),
        icon=fields.text("icon"),
    )
    fields.finish()
    return option


def _conditions(items: Sequence[Fields]) -> tuple[Condition, ...]:
    return tuple(_facts(item) for item in items)


def _facts(fields: Fields) -> dict[str, tuple[str, ...]]:
    found = {fact: fields.texts(fact, required=True) for fact in FACTS if fact in fields.nodes}
    fields.finish(FACTS)
    return found


def read_commands(path: Path, file: str, problems: list[Problem]) -> tuple[Command, ...]:
    """`commands.yaml`: what people type that is no need, in every language. No file: no commands."""
    if not path.exists():
        return ()
    commands = []
    for fields in read_list(path, file, problems):
        id_ = fields.choice("id", COMMANDS, required=True)
        phrases = {lang: fields.texts(lang) for lang in LANGUAGES if lang in fields.nodes}
        fields.finish(LANGUAGES)
        if id_ is not None:
            commands.append(Command(id=id_, phrases=phrases))
    return tuple(commands)
