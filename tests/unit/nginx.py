"""nginx with the configuration we ship, on ports of our own, without TLS: for the tests and for many_machines.py."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "deploy" / "nginx.conf"
_FRAME = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/logs/start.log emerg;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; text/css css; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""


def installed() -> bool:
    return shutil.which("nginx") is not None


def free_port() -> int:
    """One below those that a machine gives away by itself: while it waits to be taken, or stands for a copy that is
    away, no server and no connection of another test comes to sit on it."""
    first, end = 20_000, _first_given_away()
    for port in random.SystemRandom().sample(range(first, end), end - first):
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def _first_given_away() -> int:
    try:
        first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        first = 32_768
    return first if first > 21_000 else 32_768


def shipped_for(folder: Path, port: int, copies: Sequence[int]) -> str:
    """The shipped file: its own names, ports and folders, and nothing else, changed for `folder`."""
    text = SHIPPED.read_text(encoding="utf-8")
    text = re.sub(r"^\s*(ssl_\w+|listen \[::\]|listen 80).*\n", "", text, flags=re.M)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};").replace("<help.example.no>", "localhost")
    text = text.replace("/var/log/nginx", f"{folder}/logs").replace("/srv/rett-dor", str(ROOT))
    # The server that only leads on to TLS has no port here.
    text = re.sub(r"^server \{\n(?:(?!^\}).*\n)*?\s*return 301.*\n\}\n", "", text, flags=re.M)
    own = next(line for line in text.splitlines() if line.strip().startswith("server 127.0.0.1:8000"))
    return text.replace(own, "\n".join(own.replace("8000", str(copy)) for copy in copies))


@contextlib.contextmanager
def running(folder: Path, copies: Sequence[int]) -> Iterator[int]:
    """The port of an nginx before `copies`; its logs lie in `folder`/logs."""
    port = free_port()
    (folder / "logs").mkdir(parents=True)
    (folder / "site.conf").write_text(shipped_for(folder, port, copies), encoding="utf-8")
    (folder / "nginx.conf").write_text(_FRAME.format(folder=folder), encoding="utf-8")
    command = ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "logs" / "start.log")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait_for(port, process)
        yield port
    finally:
        # QUIT, not TERM: what was answered is also written down before it ends.
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=60)


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"nginx ended: {process.stdout.read() if process.stdout else ''}")
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx does not listen")
