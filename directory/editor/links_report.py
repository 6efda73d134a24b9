"""Which addresses were dead when the links were last checked. Checks none itself, and needs no report to be there."""

from __future__ import annotations

import json
from pathlib import Path

FILE = "links.json"
"""In the folder `var`."""


def dead_addresses(var: Path) -> frozenset[str]:
    """The addresses whose `state` is `dead` in `{"links": {address: {"state": …}}}`; none without a readable report."""
    try:
        report = json.loads((var / FILE).read_text(encoding="utf-8"))
        links = report.get("links", {})
        return frozenset(url for url, found in links.items() if found.get("state") == "dead")
    except (OSError, ValueError, AttributeError):
        return frozenset()
