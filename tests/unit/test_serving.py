"""How the server is started: workers, their end, and what they leave behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from directory.release import build_release
from directory.web.serving import MOST_WORKERS, sensible_workers
from tests.unit.nginx import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("cores", "quota", "workers"),
    [(1, "", 2), (2, "", 2), (4, "max 100000\n", 4), (16, "", MOST_WORKERS), (16, "300000 100000\n", 3),
     (16, "50000 100000\n", 2), (2, "800000 100000", 2), (4, "nonsense", 4), (4, "100000 0", 4)],
)  # fmt: skip
def test_one_worker_for_each_core_that_may_be_used(cores: int, quota: str, workers: int) -> None:
    """Never fewer than two, so that one may end; a container's share counts as its cores."""
    assert sensible_workers(cores, quota) == workers


def test_the_server_serves_lives_on_and_ends_in_order(tmp_path: Path) -> None:
    """S-24, P-07: `serve` serves the real content, replaces a worker that was killed, and ends with its log written."""
    build_release(ROOT / "content", ROOT / "translations", tmp_path)
    port = free_port()
    with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
        server = subprocess.Popen(
            [sys.executable, "-m", "directory", "serve", "--port", str(port), "--pid-file", str(tmp_path / "pid")],
            cwd=ROOT, env={**os.environ, "DIRECTORY_VAR": str(tmp_path)}, stdout=out, stderr=err,
        )  # fmt: skip
        try:
            _wait(port)
            workers = _children(server.pid)
            assert len(workers) >= 2
            os.kill(workers[0], signal.SIGKILL)
            for _ in range(200):
                assert _status(port, "/nb/crisis?q=kanari") in (200, None)
                if len(_children(server.pid)) >= len(workers) and workers[0] not in _children(server.pid):
                    break
                time.sleep(0.1)
            assert workers[0] not in _children(server.pid)
            _wait(port)  # a request that the killed worker had taken is lost, the next one is not
            assert _status(port, "/nb/services/kirkens-sos") == 200
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)
    told = (tmp_path / "out").read_text()
    assert "GET /<lang:lang>/services/<id> 1" in told
    assert "kanari" not in told + (tmp_path / "err").read_text()
    assert "127.0.0.1" not in told.partition("\n")[2]


def _wait(port: int) -> None:
    for _ in range(900):  # a worker reads eight languages, and a test machine is busy
        if _status(port, "/health") == 200:
            return
        time.sleep(0.1)
    pytest.fail("the server did not start")


def _status(port: int, path: str) -> int | None:
    """None while nobody answers: the connection went to the worker that was killed."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return int(answer.status)
    except OSError:
        return None


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in told]
