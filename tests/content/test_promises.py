"""The privacy page promises what tests hold, and no more."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISE = re.compile(r"\bP-\d\d\b")


def test_every_promise_is_held_by_a_test() -> None:
    """P-09: each promise of the privacy page is named by a test, and each rule that a test names stands on the page."""
    promised = set(PROMISE.findall((ROOT / "content" / "pages" / "privacy.md").read_text(encoding="utf-8")))
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__).resolve()]
    held = {rule for path in tests for rule in PROMISE.findall(path.read_text(encoding="utf-8"))} | {"P-09"}
    assert promised
    assert promised == held
