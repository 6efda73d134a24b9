"""`python -m directory edit`: one address, one machine, and a clear word when it cannot."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server

import pytest

from directory.cli import main
from directory.editor.texts import _, load_editor_texts, ngettext, speaking
from tests.conftest import ROOT


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell that starts the tests in the background turns Ctrl+C off, and what a test starts would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_one_address_is_printed_and_answers_until_it_is_interrupted(tmp_path: Path) -> None:
    """The address that is printed opens the editor; Ctrl+C ends it without a trace of Python."""
    command = [sys.executable, "-m", "directory", "edit", "--no-browser", "--var", str(tmp_path)]
    environment = os.environ | {"DIRECTORY_VAR": str(tmp_path)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as editor:
        assert editor.stdout is not None
        try:
            printed = [editor.stdout.readline(), editor.stdout.readline()]
            match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/[\w-]{32,}/)\n", printed[1])
            assert match, printed
            asking = HTTPConnection("127.0.0.1", int(match[1]), timeout=60)
            asking.request("GET", f"{match[2]}services/new")
            answer = asking.getresponse()
            assert answer.status == 200
            answer.read()
            asking.close()
        finally:
            editor.send_signal(signal.SIGINT)
        told = editor.communicate(timeout=60)
    assert told == ("", "")
    assert editor.returncode == 0
    assert list((tmp_path / "editor").glob("open-*")) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong path ends at once, with the path."""
    assert main(["edit", "--no-browser", "--content", str(tmp_path / "nothing")]) == 1
    assert str(tmp_path / "nothing") in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what to do instead."""
    with create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["edit", "--no-browser", "--content", str(tmp_path), "--port", str(port)]) == 1
    assert str(port) in capsys.readouterr().err


def test_what_is_not_translated_reads_in_english(tmp_path: Path) -> None:
    """Also where there is no catalogue at all, and with values and numbers filled in."""
    with speaking(tmp_path):
        assert _("File %(name)s", name="x") == "File x"
        assert [ngettext("%(num)s thing", "%(num)s things", number) for number in (1, 2)] == ["1 thing", "2 things"]


def test_a_translation_is_read_from_the_translators_own_file(tmp_path: Path) -> None:
    """Nothing must be compiled first, and a change shows the next time."""
    folder = tmp_path / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for number, word in enumerate(("Lagre", "Ta vare på")):
        path = folder / "editor.po"
        head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        path.write_text(f'{head}msgid "Save"\nmsgstr "{word}"\n', encoding="utf-8")
        os.utime(path, (number + 1, number + 1))
        assert load_editor_texts(tmp_path, "nb").gettext("Save") == word
