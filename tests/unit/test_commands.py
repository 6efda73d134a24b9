"""The commands of `python -m directory`, and what each of them loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from directory.cli import OF_THE_SERVER

_LOADED = """
import sys
from directory.cli import main
try:
    main([sys.argv[1], "--help"])
except SystemExit:
    pass
heavy = ("directory.editor", "openpyxl", "httpx", "sqlalchemy", "weasyprint")
print(*(name for name in heavy if name in sys.modules), file=sys.stderr)
"""


def _loaded(command: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", _LOADED, command], capture_output=True, text=True, check=True)
    assert command in done.stdout
    return done.stderr.split()


@pytest.mark.parametrize("command", sorted(OF_THE_SERVER))
def test_a_public_server_loads_nothing_of_the_editors(command: str) -> None:
    """What only editors use is no part of a worker: neither its memory nor its faults."""
    assert _loaded(command) == []


@pytest.mark.parametrize("command", ["edit", "export", "import", "review", "gaps", "check"])
def test_editors_have_their_commands(command: str) -> None:
    """Every command of the editors is there, with a help of its own."""
    assert "directory.editor" in _loaded(command)
