"""What one turn of the assistant costs, against rendering its page, with 2,000 entries.

    .venv/bin/python benchmarks/assistant.py [--size 2000] [--rounds 20]

The same turns are taken twice: by the engine alone (`assistant.guide`), and as a whole page (Flask's test client).
What the page takes beyond the engine is rendering. Time is the thread's own on the processor. Not a test.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.search import NOW, grown  # noqa: E402  the project's folder must be on the path first
from directory.assistant.answers import AssistantRequest  # noqa: E402
from directory.assistant.guide import guide  # noqa: E402
from directory.release import Release, build_release, load_release  # noqa: E402
from directory.search.index import build_index, open_index  # noqa: E402
from directory.web import create_app  # noqa: E402
from directory.web.settings import Settings  # noqa: E402

TEXTS = (
    "", "sønnen min ruser seg", "deppa og alene", "noen å prate med om natta", "mannen min slår meg",
    "spillegjeld og skam", "mamma drikker, jeg er 14 år", "jeg vil ikke leve mer", "angst i Haugesund",
    "mistet broren min i selvmord", "fikk avslag på behandling", "døv og ensom", "ny her og kjenner ingen",
)  # fmt: skip
BAR = 1.0


class Fixed:
    """A release that never changes."""

    def __init__(self, release: Release) -> None:
        self._release = release

    def current(self) -> Release:
        return self._release


def grown_release(size: int, folder: Path) -> Release:
    """The real release, with `size` services."""
    real = load_release(folder / "releases" / build_release(ROOT / "content", ROOT / "translations", folder))
    catalog = grown(real.catalog, size)
    build_index(catalog, [], folder / "index", real.words)
    index = open_index(catalog, folder / "index", real.words, list(real.texts.values()))
    return replace(real, catalog=catalog, index=index)


def microseconds(turn: Callable[[], object]) -> float:
    started = time.thread_time_ns()
    turn()
    return (time.thread_time_ns() - started) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        release = grown_release(options.size, Path(folder))
        assistant = release.assistant
        client = create_app(Fixed(release), lambda: NOW, Settings()).test_client()
        engine: list[float] = []
        rendering: list[float] = []
        for round_ in range(options.rounds + 2):
            for text in TEXTS:
                request = AssistantRequest(lang="nb", now=NOW, text=text)
                alone = microseconds(lambda request=request: guide(assistant, request))  # type: ignore[misc]
                form = {"text": text, "do": "doors"}
                whole = microseconds(lambda form=form: client.post("/nb/assistant", data=form))  # type: ignore[misc]
                if round_ >= 2:  # the first two warm up
                    engine.append(alone)
                    rendering.append(whole - alone)
    turn, page = statistics.median(engine), statistics.median(rendering)
    print(f"{options.size} entries, {len(engine)} turns: engine {turn:.0f} µs, rendering {page:.0f} µs")
    print(f"engine / rendering {turn / page:.2f} (bar {BAR}): {'met' if turn <= BAR * page else 'NOT met'}")


if __name__ == "__main__":
    main()
