"""A translators' file as text: one entry is changed, and everything else stays byte for byte.

Babel writes a whole file anew; a translator's tool and git would see changes that nobody made. Opens no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from babel.messages.pofile import denormalize, normalize

_PARTS = ("msgctxt", "msgid", "msgid_plural", "msgstr")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What stands between the lines `start` and `end` (from 0, `end` not included)."""

    start: int
    end: int
    comments: tuple[str, ...]
    """A translator's own, without the `# ` before them."""
    flags: tuple[str, ...]
    places: tuple[str, ...]
    context: str | None
    id: str
    plural: str | None
    strings: tuple[str, ...]
    previous: str
    """The source that a fuzzy translation was made from."""

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.id, self.plural) if self.plural is not None else (self.id,)


def read_entries(text: str) -> tuple[Entry, ...]:
    """Every entry that is in use; not the header. Raises ValueError for what no tool for gettext could read."""
    lines = text.split("\n")
    return tuple(
        entry for start, end in _spans(lines) if (entry := _entry(lines, start, end)) is not None and entry.id
    )


def with_entry(text: str, entry: Entry, strings: Sequence[str], comments: Sequence[str], *, sure: bool) -> str:
    """`text` with other translations and comments of `entry`; `sure`: it is not fuzzy any more.

    Entries that stand above keep their lines, so that several are changed from the last to the first.
    """
    lines = text.split("\n")
    end_of_line = "\r" if lines[entry.start].endswith("\r") else ""
    kept = [line for line in lines[entry.start : entry.end] if not _is_comment(line)]
    if tuple(comments) == entry.comments:
        own = [line for line in lines[entry.start : entry.end] if _is_comment(line)]
    else:
        own = [f"# {comment}".rstrip() + end_of_line for comment in comments]
    if sure and entry.fuzzy:
        kept = [line for line in (_without_fuzzy(line) for line in kept if not line.startswith("#|")) if line]
    if tuple(strings) != entry.strings:
        first = next(at for at, line in enumerate(kept) if line.startswith("msgstr"))
        kept[first:] = [f"{line}{end_of_line}" for line in _written(strings, plural=entry.plural is not None)]
    lines[entry.start : entry.end] = own + kept
    return "\n".join(lines)


def with_header(text: str, name: str, value: str) -> str:
    """`text` with that field of the header, which is added first where it is none."""
    lines = text.split("\n")
    start, end = next(_spans(lines))
    end_of_line = "\r" if lines[start].endswith("\r") else ""
    line = f'"{name}: {value}\\n"{end_of_line}'
    for at in range(start, end):
        if lines[at].lower().startswith(f'"{name.lower()}:'):
            held = lines[at].strip()[len(name) + 2 :].removesuffix('\\n"').strip()
            lines[at] = lines[at] if held == value else line
            return "\n".join(lines)
    at = next(at for at in range(start, end) if lines[at].startswith("msgstr"))
    lines.insert(at + 1, line)
    return "\n".join(lines)


def _spans(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each entry begins and ends: a blank line ends it, and so does what can only begin another."""
    start: int | None = None
    translated = False
    for at, raw in enumerate([*lines, ""]):
        line = raw.strip()
        begins = translated and (line.startswith("#") or line.startswith(("msgctxt", "msgid")))
        if start is not None and (not line or begins):
            yield start, at
            start = None
        if line and start is None:
            start, translated = at, False
        translated |= line.startswith("msgstr")


def _entry(lines: Sequence[str], start: int, end: int) -> Entry | None:
    """None: comments alone, or an entry that is out of use."""
    own = [line.rstrip("\r") for line in lines[start:end]]
    if any(line.startswith("#~") for line in own) or not any(line.startswith("msgid") for line in own):
        return None
    parts = dict(_parts(line for line in own if not line.startswith("#")))
    strings = tuple(value for name, value in parts.items() if name.startswith("msgstr"))
    if "msgid" not in parts or not strings:
        raise ValueError(f"not an entry of a translators' file: {own[0]}")
    previous = dict(_parts(line[2:].strip() for line in own if line.startswith("#|")))
    return Entry(
        start=start, end=end,
        comments=tuple(line[1:].strip() for line in own if _is_comment(line)),
        flags=tuple(flag.strip() for line in own if line.startswith("#,") for flag in line[2:].split(",")),
        places=tuple(place for line in own if line.startswith("#:") for place in line[2:].split()),
        context=parts.get("msgctxt"), id=parts["msgid"], plural=parts.get("msgid_plural"),
        strings=strings, previous=previous.get("msgid", ""),
    )  # fmt: skip


def _parts(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Each part with what its quoted lines say."""
    number = 0

    def part(line: str) -> int:
        nonlocal number
        number += line.startswith(_PARTS)
        return number

    for _, group in groupby(lines, part):
        first, *rest = group
        name, _, quoted = first.partition(" ")
        pieces = [one.strip() for one in (quoted, *rest)]
        if not all(len(one) > 1 and one[0] == one[-1] == '"' for one in pieces):
            raise ValueError(f"not an entry of a translators' file: {first}")
        yield name, denormalize("\n".join(['""', *pieces]))


def _is_comment(line: str) -> bool:
    return line.startswith("#") and not line.startswith(("#.", "#:", "#,", "#|", "#~"))


def _without_fuzzy(line: str) -> str | None:
    if not line.startswith("#,"):
        return line
    flags = [flag.strip() for flag in line[2:].split(",") if flag.strip() != "fuzzy"]
    ends = "\r" if line.endswith("\r") else ""
    return f"#, {', '.join(flags)}{ends}" if flags else None


def _written(strings: Sequence[str], *, plural: bool) -> Iterator[str]:
    for number, string in enumerate(strings):
        name = f"msgstr[{number}]" if plural else "msgstr"
        yield from f"{name} {normalize(string, width=0)}".split("\n")
