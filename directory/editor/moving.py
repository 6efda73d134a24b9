"""Giving an offering or an organization another id: its old one redirects, and all that points to it is mended.

Several files change, each under its own lock; `save_all` puts back what it had changed when one of them fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from directory.catalog.rewriting import Unreadable, Value, read_values, read_whole, rewrite, rewrite_whole
from directory.catalog.saving import ChangedMeanwhile, NotSaved, digest, remove, save, text_of

Movable = Literal["services", "organizations"]
Obstacle = Literal["no-such-file", "not-an-id", "taken", "redirects", "unreadable"]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CannotMove(Exception):
    def __init__(self, obstacle: Obstacle, by: str = "") -> None:
        super().__init__(f"{obstacle} {by}".strip())
        self.obstacle, self.by = obstacle, by
        """`by`: the file that stands in the way."""


class HalfSaved(Exception):
    """Saving stopped at `cause`, and these files could not be put back as they were."""

    def __init__(self, cause: ChangedMeanwhile | NotSaved, left: Sequence[Path]) -> None:
        super().__init__(f"left as changed: {', '.join(path.name for path in left)}")
        self.cause, self.left = cause, tuple(left)


@dataclass(frozen=True, kw_only=True)
class FileChange:
    path: Path
    before: str | None
    """None: a new file."""
    after: str | None
    """None: taken away."""


def move(
    content: Path, kind: Movable, id_: str, new_id: str, translations: Path | None = None
) -> tuple[FileChange, ...]:
    """All that changes when the file gets its new id, in the order it is to be saved: the new file, what points to it,
    the old one last. Raises `CannotMove`. What `check` says of the result is `trial.try_files`'s."""
    old = content / kind / f"{id_}.md"
    if not _ID.fullmatch(new_id):
        raise CannotMove("not-an-id")
    if not old.is_file():
        raise CannotMove("no-such-file")
    if new_id == id_ or (content / kind / f"{new_id}.md").exists():
        raise CannotMove("taken", f"{kind}/{new_id}.md")
    text = text_of(old)
    earlier = _texts(_values(old, text).get("moved_from"))
    changes = {path: (before, after) for path, before, after in _mended(content, kind, id_, new_id)}
    moved = tuple(one for one in dict.fromkeys((*earlier, id_)) if one != new_id)
    after = rewrite(changes.pop(old, (text, text))[1], {"moved_from": moved})
    if translations is not None:
        changes |= {path: (before, now) for path, before, now in _contexts(translations, kind, id_, new_id)}
    return (
        FileChange(path=content / kind / f"{new_id}.md", before=None, after=after),
        *(FileChange(path=path, before=before, after=now) for path, (before, now) in changes.items()),
        FileChange(path=old, before=text, after=None),
    )


def pointing_to(content: Path, kind: Movable, id_: str) -> tuple[Path, ...]:
    """The files that name this one: what to look at before it is closed or taken away."""
    return tuple(path for path, _, _ in _mended(content, kind, id_, f"{id_}-"))


def _mended(content: Path, kind: Movable, id_: str, new_id: str) -> Iterator[tuple[Path, str, str]]:
    key = "way_in" if kind == "services" else "organization"
    for path in sorted((content / "services").glob("*.md")):
        text = text_of(path)
        if not re.search(rf"\b{re.escape(id_)}\b|moved_from", text):
            continue
        values = _values(path, text)
        if kind == path.parent.name and path.stem != id_ and new_id in _texts(values.get("moved_from")):
            raise CannotMove("redirects", f"{kind}/{path.name}")
        if values.get(key) == id_:
            yield path, text, rewrite(text, {key: new_id})
    if kind == "organizations":
        for path in sorted((content / kind).glob("*.md")):
            if path.stem != id_ and new_id in _texts(_values(path, text_of(path)).get("moved_from")):
                raise CannotMove("redirects", f"{kind}/{path.name}")
    needs = content / "needs.yaml"
    if kind == "services" and needs.is_file():
        text = text_of(needs)
        whole = read_whole(text)
        named = tuple(_renamed(one, id_, new_id) for one in whole) if isinstance(whole, tuple) else whole
        if named != whole:
            yield needs, text, rewrite_whole(text, named)


def _renamed(need: Value, id_: str, new_id: str) -> Value:
    if not isinstance(need, Mapping) or not isinstance(need.get("services"), tuple):
        return need
    return {**need, "services": tuple(new_id if one == id_ else one for one in need["services"])}


def _contexts(translations: Path, kind: Movable, id_: str, new_id: str) -> Iterator[tuple[Path, str, str]]:
    """Translations are found by the id in their msgctxt; without this every language would fall back to Norwegian."""
    for path in sorted(translations.glob("*/LC_MESSAGES/content.po")):
        text = text_of(path)
        after = re.sub(rf'^((?:#~ )?msgctxt "{kind}\.){re.escape(id_)}\.', rf"\g<1>{new_id}.", text, flags=re.MULTILINE)
        if after != text:
            yield path, text, after


def _values(path: Path, text: str) -> dict[str, Value]:
    try:
        return read_values(text)
    except Unreadable as error:
        raise CannotMove("unreadable", f"{path.parent.name}/{path.name}") from error


def _texts(value: Value | None) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def save_all(changes: Sequence[FileChange]) -> None:
    """All of them, or none: when one cannot be saved those before it are put back, and its exception goes on.

    Raises `HalfSaved` when putting back fails too. A power cut in the middle leaves both the old file and the new one:
    `check` names them, and until somebody takes one away what was served is still served.
    """
    done: list[FileChange] = []
    try:
        for change in changes:
            _save(change)
            done.append(change)
    except (ChangedMeanwhile, NotSaved) as cause:
        left = []
        for change in reversed(done):
            try:
                _save(FileChange(path=change.path, before=change.after, after=change.before))
            except (ChangedMeanwhile, NotSaved):
                left.append(change.path)
        if left:
            raise HalfSaved(cause, left) from cause
        raise


def _save(change: FileChange) -> None:
    if change.after is not None:
        save(change.path, change.after, None if change.before is None else digest(change.before))
    elif change.before is not None:
        remove(change.path, digest(change.before))
