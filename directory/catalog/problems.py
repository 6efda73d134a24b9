"""A problem: what an editor can fix. Not an exception: all problems are collected and told at once.

What to write instead is an `Advice`: an English sentence that can also be told in another language. Loads no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_PLACE = re.compile(r"\{(\w+)\}")
_CALLED = frozenset({"key", "allowed", "known"})
"""Values that are words of the files: keys, or what may stand there, with commas between."""
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Advice(str):
    """What to write instead, in English: `Advice("Write `{key}:` once", key="name")`.

    The sentence as it reads, and what it was made of: `msgid` is always written out in the call, for translators.
    """

    msgid: str
    values: tuple[tuple[str, str], ...]

    def __new__(cls, msgid: str, /, **values: object) -> Advice:
        told = {name: str(value) for name, value in values.items()}
        made = super().__new__(cls, _filled(msgid, told))
        made.msgid, made.values = msgid, tuple(told.items())
        return made

    @property
    def key(self) -> str:
        """The key that the sentence is about, where it names one."""
        return dict(self.values).get("key", "")


@dataclass(frozen=True, order=True)
class Problem:
    """Where it is (path within the content folder, line from 1), what to write instead, and the rule's short name."""

    file: str
    line: int
    text: Advice
    rule: str
    warning: bool = False
    """A warning is shown to editors but does not keep the content from being served."""
    key: str = field(default="", compare=False)
    """The key of the file that is at fault, where it is one."""

    def __str__(self) -> str:
        mark = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {mark}{self.text} [{self.rule}]"


def worded(problem: Problem, gettext: Callable[[str], str], names: Mapping[str, str] = _NO_NAMES) -> str:
    """What to write, in the language of `gettext`; `names` says what people call a key or one of the values that fit
    ("minimum_age" -> "Laveste alder", "local" -> "Lokalt").

    A translation that asks for what the problem does not have is passed over: the sentence is English then.
    """
    told = dict(problem.text.values)
    for name in _CALLED & told.keys():
        told[name] = ", ".join(names.get(one, one) for one in told[name].split(", "))
    translated = gettext(problem.text.msgid)
    asked = set(_PLACE.findall(translated))
    return _filled(translated, told) if asked <= told.keys() else str(problem.text)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Each `{name}` by its value, once: braces in a value stay what they are, and an unknown name stands as written."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)
