"""Twenty thousand requests that no page of ours sends: no error of ours, no answer above a second.

    .venv/bin/python benchmarks/fuzz.py [--requests 20000]

Sends what `tests/pages/strange_requests.py` draws to the whole application in this process, with the release that
`make` built. A sheet as PDF is left out of the second: it is laid out in a process of its own, one at a time.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402

from directory.web import create_app  # noqa: E402
from directory.web.settings import Settings, read_settings  # noqa: E402
from tests.pages.strange_requests import Strange, check, requests, send  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--requests", type=int, default=20_000)
    asked = parser.parse_args()
    app = create_app(settings=Settings(var=read_settings(os.environ).var))
    statuses: Counter[int] = Counter()
    wrong: list[str] = []
    slow: list[tuple[float, str]] = []

    @settings(max_examples=asked.requests, deadline=None, database=None, suppress_health_check=list(HealthCheck),
              phases=[Phase.generate])  # fmt: skip
    @given(requests(app))
    def ask(strange: Strange) -> None:
        begun = time.perf_counter()
        answer = send(app, strange)
        seconds = time.perf_counter() - begun
        statuses[answer.status_code] += 1
        if seconds > 1 and not strange.path.endswith(".pdf"):
            slow.append((seconds, f"{strange.method} {strange.path[:100]}"))
        try:
            check(strange, answer)
        except AssertionError as broken:
            wrong.append(str(broken)[:500])

    ask()
    print(f"{statuses.total()} requests: {dict(statuses)}")
    for name, found in (("wrong", wrong), ("above a second", sorted(slow, reverse=True))):
        print(f"{name}: {len(found)}", *found[:10], sep="\n  ")
    return 1 if wrong or slow else 0


if __name__ == "__main__":
    sys.exit(main())
