"""A page for paper as a PDF: WeasyPrint in a process of its own, one at a time, stopped when it takes too long.

A process, so that its memory comes back and a page that takes for ever can be ended. Whoever asks must have a way out:
the page itself, which every browser prints. Holds no page and no wording; what lays out is `pdf_process`.
"""

from __future__ import annotations

import contextlib
import fcntl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from directory.web.settings import Settings

SECONDS = 5.0
"""At most, with the wait for one's turn, when somebody is waiting at a browser."""
_PROCESS = Path(__file__).with_name("pdf_process.py")
_NOWHERE = "https://site.invalid"
"""Stands before links without a host while the site's own address is not set."""


class NoPdf(Exception):
    """There is no PDF: others are before, it took too long, or WeasyPrint is not whole. Print the page instead."""


def make_pdf(html: str, static: Path, settings: Settings, *, seconds: float = SECONDS) -> bytes:
    """`html` as a PDF within `seconds`; raises `NoPdf`."""
    deadline = time.monotonic() + seconds
    with _turn(settings.var, deadline):
        left = deadline - time.monotonic()
        command = [*_command(static, settings), "--seconds", str(max(1, round(left)))]
        try:
            done = subprocess.run(command, input=html.encode(), capture_output=True, timeout=left, check=False)
        except subprocess.TimeoutExpired:
            raise NoPdf("it took too long") from None
        except OSError as error:
            raise NoPdf(f"the process did not start: {error.strerror}") from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        # What it said may hold words of the page.
        raise NoPdf("it could not be laid out")
    return done.stdout


def make_long_pdf(html: str, static: Path, settings: Settings, told: Callable[[str], None]) -> bytes:
    """`html` as a PDF however long it takes, for a person at a terminal; `told` gets a line for each step."""
    command = [*_command(static, settings), "--progress"]
    last = ""
    # Into a file: a pipe that nobody empties while the steps are read would stop the process for ever.
    with tempfile.TemporaryFile() as page, tempfile.TemporaryFile() as out:
        page.write(html.encode())
        page.seek(0)
        with subprocess.Popen(command, stdin=page, stdout=out, stderr=subprocess.PIPE, text=True) as process:
            for line in process.stderr or ():
                last = line.strip()
                told(last)
        out.seek(0)
        made = out.read()
    if process.returncode or not made.startswith(b"%PDF"):
        raise NoPdf(last or "it could not be laid out")
    return made


def _command(static: Path, settings: Settings) -> list[str]:
    # `-P`: our modules beside it must not stand in the way of the standard library's.
    return [sys.executable, "-P", str(_PROCESS), "--static", str(static), "--base", settings.url or _NOWHERE]


def _lock_file(var: Path) -> BinaryIO:
    """In `var`, or where it cannot be written (a container with a read-only file system) among temporary files."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        return (var / "pdf.lock").open("wb")
    except OSError:
        return (Path(tempfile.gettempdir()) / "rett-dor-pdf.lock").open("wb")


@contextlib.contextmanager
def _turn(var: Path, deadline: float) -> Iterator[None]:
    """Waits until no other worker or thread makes a PDF; raises `NoPdf` when that takes until `deadline`."""
    with _lock_file(var) as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise NoPdf("others are before") from None
                time.sleep(0.05)
        yield
