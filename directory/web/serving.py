"""The site under granian: how many workers, how they end, what they log. Holds nothing of the site itself."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

MOST_WORKERS = 8
"""More are for several machines: each worker holds all of the content in memory."""
THREADS = 4
"""In each worker. Python makes one page at a time anyway; with more, kept pages wait for each other's turn, and with
fewer, someone who sends a form byte by byte holds a worker. Against many such, the server before us must take in a
whole request before it passes it on, as nginx does and as our examples do."""
SECONDS_TO_END = 5
"""A worker told to end has so long to finish what it is answering; a browser that keeps its connection open is not
waited for any longer."""
_QUOTA = Path("/sys/fs/cgroup/cpu.max")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}},
    "loggers": {
        name: {"handlers": ["errors"], "level": "WARNING", "propagate": False} for name in ("directory", "_granian")
    },
}
"""Errors go to standard error; the access log goes to standard output by itself."""


def sensible_workers(cores: int, quota: str = "") -> int:
    """One for each core that this process may use; never fewer than two, so that one may end without anyone noticing.

    `quota` is what a container may use, as `cpu.max` says it: microseconds of each period, or "max".
    """
    share, _, period = quota.strip().partition(" ")
    if share.isdecimal() and period.isdecimal() and int(period):
        cores = min(cores, -(-int(share) // int(period)))
    return max(2, min(cores, MOST_WORKERS))


def own_workers() -> int:
    """`sensible_workers` for this machine or container."""
    try:
        quota = _QUOTA.read_text(encoding="ascii")
    except OSError:
        quota = ""
    return sensible_workers(len(os.sched_getaffinity(0)), quota)


def is_taken(host: str, port: int) -> bool:
    """Whether someone answers there. The server itself would not notice: it shares its port with whoever has it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.settimeout(1)
        return tried.connect_ex((host, port)) == 0


def serve_site(host: str, port: int, workers: int, pid_file: Path | None = None) -> None:
    """Serves until it is told to end (SIGTERM, SIGINT). SIGHUP renews one worker after the other, with new code too.

    A worker that dies is replaced. The server logs no request: `access_log` does.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "app:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=2048,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=64 * 1024),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        pid_file=pid_file,
    ).serve()
