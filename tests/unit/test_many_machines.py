"""Many copies serve as one: tried with nginx and three of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit import nginx

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(
    not nginx.installed(),
    reason="nginx is not installed (Debian: apt-get install nginx-light): three copies behind it were not tried. What "
    "still holds: the release is in every ETag and in /health, and a worker swaps all of it at one stroke.",
)
def test_no_request_is_lost_and_no_page_is_mixed() -> None:
    """One of three copies is killed under load, a new release is rolled out: each answer is 200 and of one release."""
    told = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "many_machines.py"), "--brief", "--seconds", "1", "--visitors", "2"],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    assert " 0 lost" in told.stdout
    assert "mixed 0" in told.stdout
