"""The commands of `python -m directory`, and what each of them loads."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from directory.cli import OF_THE_SERVER, main

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


def test_a_server_beside_another_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that somebody answers on is not shared unseen: two releases would take turns."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert f"127.0.0.1:{port}" in told
    assert "--port" in told


def test_a_wrong_setting_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever mistypes a setting reads which ones there are, and no traceback."""
    monkeypatch.setenv("DIRECTORY_CONTACTS", "post@example.no")
    assert main(["serve", "--port", "1"]) == 1
    assert capsys.readouterr().err.startswith("DIRECTORY_CONTACTS is not a setting; the settings are ")
