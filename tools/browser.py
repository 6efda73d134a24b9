"""Finds a Chromium for the browser tests and prints its path; gets one when the machine has none.

In this order: the one that CHROMIUM names, one that is installed, Playwright's own, Debian's package (as root only).
No browser is an error: a test that was not run is not a test that passed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN = ("chromium", "fonts-noto-core", "fonts-noto-color-emoji")
"""Noto has the Arabic and Cyrillic letters that pages in those languages are measured with."""


def works(path: str) -> bool:
    """Whether the program at `path` starts at all: a browser without its libraries is found, but does not."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def candidates() -> Iterator[str]:
    """Paths of browsers, the best first; a later one is fetched only when those before it do not work."""
    yield from filter(None, map(shutil.which, INSTALLED))
    yield from _playwrights_own()
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        yield from _debians()


def find_browser() -> str:
    """The path of a browser that starts; raises FileNotFoundError, with what to do, when there is none."""
    if named := os.environ.get("CHROMIUM"):
        path = shutil.which(named)
        if path and works(path):
            return path
        raise FileNotFoundError(f"CHROMIUM is {named}, which does not start. Name another, or leave it out.")
    for path in candidates():
        if works(path):
            return path
    raise FileNotFoundError(
        "No Chromium found. Install one (Debian, Ubuntu: sudo apt-get install chromium) "
        "or name the one you have: make test CHROMIUM=/path/to/chromium"
    )


def _playwrights_own() -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        # Where its server cannot be reached, it should say so at once rather than wait half a minute for each try.
        quick = {**os.environ, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
        _get([sys.executable, "-m", "playwright", "install", "chromium"], quick)
    if Path(path).exists():
        yield path


def _debians() -> Iterator[str]:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _get(["apt-get", "update", "-qq"], quiet)
    _get(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN], quiet)
    yield from filter(None, map(shutil.which, INSTALLED))


def _get(command: list[str], environment: dict[str, str]) -> None:
    """Runs `command`; what it says is shown only when it failed, for the next way may still work."""
    print(f"Getting a browser: {' '.join(command[-3:])} ...", file=sys.stderr)
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  did not work: {error}", file=sys.stderr)
        return
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it did not say why"]
        reason = next((line for line in said if "error" in line.lower()), said[-1])
        print(f"  did not work: {reason.strip()}", file=sys.stderr)


if __name__ == "__main__":
    try:
        print(find_browser())
    except FileNotFoundError as error:
        sys.exit(str(error))
