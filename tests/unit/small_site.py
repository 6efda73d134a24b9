"""The small content folder with the doors that every page needs: sound enough to be built and served."""

from __future__ import annotations

from pathlib import Path

from directory.assistant.lifelines import CALLS, CRISIS_CLASSES, WRITTEN
from directory.catalog.crisis_file import CRISIS_KINDS, TODAY
from tests.unit.small_content import FILES, write_content


def write_site(folder: Path) -> tuple[Path, Path, Path]:
    """(content, translations, var) under `folder`; the last two are empty."""
    content = write_content(folder)
    line = FILES["services/line.md"]
    for id_ in sorted({*CALLS, *WRITTEN, *(door for kind in CRISIS_CLASSES for door in kind.doors)}):
        ways = "    schedule: 24/7\n  - chat: https://www.example.no\n  - sms: 22 40 00 40\n"
        door = line.replace("    schedule: 24/7\n", ways)
        (content / "services" / f"{id_}.md").write_text(door.replace("Linjen", f"Linjen {id_}"), encoding="utf-8")
    (content / "crisis").mkdir()
    phrases = [f"{kind}:\n  says:\n    - hjelp med {kind.replace('-', ' ')}\n" for kind in (*CRISIS_KINDS, TODAY)]
    (content / "crisis" / "nb.yaml").write_text("".join(phrases), encoding="utf-8")
    translations, var = folder / "translations", folder / "var"
    translations.mkdir()
    return content, translations, var


def change(content: Path) -> None:
    """Another paragraph: a new release."""
    path = content / "services" / "line.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEt nytt avsnitt.\n", encoding="utf-8")


def break_it(content: Path) -> None:
    """A word that the format does not know."""
    path = content / "services" / "line.md"
    path.write_text(path.read_text(encoding="utf-8").replace("reach: national", "reach: nowhere"), encoding="utf-8")
