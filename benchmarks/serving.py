"""How fast and how heavy the site is: ours beside nginx and beside a bare Flask and Jinja page. Needs wrk and nginx.

    .venv/bin/python benchmarks/serving.py [--seconds 5] [--rounds 3] [--connections 16]

Servers run on core 0 and wrk on core 1, one worker each, in turn, round by round; the median of the rounds counts.

- A kept page: brotli, as a browser gets it, beside nginx sending the same bytes with the same headers from a file,
  without an access log. Bar: at least 1/6 of nginx.
- A page that is made anew (an address that the cache does not keep), plain, beside a bare Flask and Jinja page of the
  same size (`bare.py`) on the same server. Bar: at least 0.8 of it, as the mean over three kinds of page.
- A search in free text, made anew, beside a bare page of the same size. Bar: at least 0.5 of it.
- Memory of one worker after all of that beside a worker of the bare page: its own pages, and its share of those that
  several processes hold together (PSS). Bar: at most 80 MB more. All that it holds (RSS) is told as well.

Not a test. Tells whether the machine was doing other things: then the figures are too low, and the ratios unsure.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from directory.web.serving import THREADS  # noqa: E402  the project's folder must be on the path first

OURS, BARE, NGINX = 8171, 8172, 8173
KEPT = "/nb/"
MADE = ("/nb/services/kirkens-sos", "/nb/topics/money", "/nb/crisis")
SEARCHES = ("sønnen min ruser seg", "noen å prate med om natta", "angst")
ANEW = "anew=1"
"""No parameter of ours: the cache lets such an address through."""
SERVER, CLIENT = "0", "1"
_SERVE = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian(sys.argv[1], port=int(sys.argv[2]), interface=Interfaces.WSGI, workers=1, blocking_threads=int(sys.argv[3]),
        backlog=2048, websockets=False, log_enabled=False).serve()
"""
_NGINX = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_cpu_affinity 1;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; etag off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  open_file_cache max=100; types {{ text/html br; }}
  server {{ listen 127.0.0.1:{port}; root {folder}; {headers} }}
}}
"""


@dataclass(frozen=True, kw_only=True)
class Target:
    name: str
    url: str
    header: str = ""
    script: str = ""


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--connections", type=int, default=16)
    asked = options.parse_args()
    lacking = [tool for tool in ("wrk", "nginx", "taskset") if not shutil.which(tool)]
    if lacking:
        print(f"Not measured: {', '.join(lacking)} is not installed (Debian: apt-get install wrk nginx-light)")
        return 2
    load = os.getloadavg()[0]
    print(f"Load of the machine before the start: {load:.2f}" + (" (busy: figures unsure)" if load > 0.3 else ""))

    def run(targets: Sequence[Target]) -> Mapping[str, float]:
        return measured(targets, asked.rounds, asked.seconds, asked.connections)

    met = []
    with tempfile.TemporaryDirectory() as name, ours():
        folder = Path(name)
        body, headers = fetch(f"http://127.0.0.1:{OURS}{KEPT}", {"Accept-Encoding": "br"})
        with nginx(folder, body, headers):
            kept = Target(name="ours, kept", url=f"http://127.0.0.1:{OURS}{KEPT}", header="Accept-Encoding: br")
            file = Target(name="nginx, file", url=f"http://127.0.0.1:{NGINX}/page.br")
            found = run((file, kept))
        met.append(told(f"kept page, {len(body)} bytes in brotli", found[kept.name], found[file.name], 1 / 6, "nginx"))
        ratios = [against_bare(f"{path}?{ANEW}", run) for path in MADE]
        met.append(judged("pages made anew, mean", statistics.mean(ratios), 0.8))
        ratios = [against_bare(f"/nb/search?q={quote(words)}&{ANEW}", run) for words in SEARCHES]
        met.append(judged("search, mean", statistics.mean(ratios), 0.5))
        heavy, whole = memory(OURS)
    with bare(40_000):
        run((Target(name="bare", url=f"http://127.0.0.1:{BARE}/"),))
        light, bare_whole = memory(BARE)
    more = heavy - light
    met.append(more <= 80)
    print(f"memory: ours {heavy:.0f} MB, bare Flask {light:.0f} MB, {more:.0f} more (bar 80): {word(more <= 80)}")
    print(f"  with what is shared: ours {whole:.0f} MB, bare Flask {bare_whole:.0f} MB, {whole - bare_whole:.0f} more")
    print(f"Load of the machine at the end, our own included: {os.getloadavg()[0]:.2f}")
    return 0 if all(met) else 1


def against_bare(path: str, run: object) -> float:
    """The ratio of ours at `path` to a bare page of the same size."""
    assert callable(run)
    body, _ = fetch(f"http://127.0.0.1:{OURS}{path}", {})
    with bare(len(body)):
        mine = Target(name="ours", url=f"http://127.0.0.1:{OURS}{path}")
        other = Target(name="bare", url=f"http://127.0.0.1:{BARE}/")
        found = run((other, mine))
    told(f"{path}, {len(body)} bytes", found["ours"], found["bare"], None, "bare")
    return float(found["ours"] / found["bare"])


def measured(targets: Sequence[Target], rounds: int, seconds: int, connections: int) -> Mapping[str, float]:
    """The median of requests a second, by the target's name. The servers take turns within each round."""
    found: dict[str, list[float]] = {target.name: [] for target in targets}
    for target in targets:
        wrk(target, 1, connections)
    for _ in range(rounds):
        for target in targets:
            found[target.name].append(wrk(target, seconds, connections))
    return {name: statistics.median(values) for name, values in found.items()}


def wrk(target: Target, seconds: int, connections: int) -> float:
    command = ["taskset", "-c", CLIENT, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s"]
    told = subprocess.run(
        [*command, *(["-H", target.header] if target.header else []), target.url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", told)
    if wrong:
        raise SystemExit(f"{target.name}: {wrong[0]}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert rate is not None, told
    return float(rate[1])


def told(name: str, mine: float, other: float, bar: float | None, beside: str) -> bool:
    line = f"{name}: ours {mine:,.0f}/s, {beside} {other:,.0f}/s, ratio {mine / other:.2f}"
    print(line + (f" (bar {bar:.2f}): {word(mine / other >= bar)}" if bar else ""), flush=True)
    return bar is None or mine / other >= bar


def judged(name: str, ratio: float, bar: float) -> bool:
    print(f"{name}: ratio {ratio:.2f} (bar {bar:.2f}): {word(ratio >= bar)}", flush=True)
    return ratio >= bar


def word(met: bool) -> str:
    return "met" if met else "NOT MET"


def fetch(url: str, headers: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
    with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers)), timeout=30) as answer:
        return answer.read(), dict(answer.headers)


@contextmanager
def ours() -> Iterator[None]:
    with _served("app:app", OURS, "/health", {}):
        yield


@contextmanager
def bare(size: int) -> Iterator[None]:
    with _served("benchmarks.bare:app", BARE, "/hello", {"BARE_SIZE": str(size)}):
        yield


@contextmanager
def nginx(folder: Path, body: bytes, headers: Mapping[str, str]) -> Iterator[None]:
    """The page as a file, with the headers that ours has."""
    (folder / "page.br").write_bytes(body)
    folder.chmod(0o755)
    own = ("content-type", "content-length", "date", "server", "connection")
    lines = [f"add_header {name} '{value.replace(chr(39), chr(92) + chr(39))}';" for name, value in headers.items()
             if name.lower() not in own]  # fmt: skip
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, port=NGINX, headers=" ".join(lines)))
    with _running(["nginx", "-c", str(config), "-p", str(folder)], f"http://127.0.0.1:{NGINX}/page.br", {}):
        yield


@contextmanager
def _served(app: str, port: int, ready: str, environ: Mapping[str, str]) -> Iterator[None]:
    with _running(
        [sys.executable, "-c", _SERVE, app, str(port), str(THREADS)], f"http://127.0.0.1:{port}{ready}", environ
    ):
        yield


@contextmanager
def _running(command: Sequence[str], ready: str, environ: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        ["taskset", "-c", SERVER, *command], cwd=ROOT, env={**os.environ, **environ}, stdout=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                fetch(ready, {})
                break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{' '.join(command[:3])} ended by itself: is the port taken?") from None
                time.sleep(0.1)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def memory(port: int) -> tuple[float, float]:
    """MB (PSS, RSS) of the one worker listening on `port`: the process with the most memory of those who listen."""
    sockets = {
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if int(line.split()[1].partition(":")[2], 16) == port and line.split()[3] == "0A"
    }
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            links = {os.readlink(one) for one in (process / "fd").iterdir()}
            told = (process / "smaps_rollup").read_text()
        except OSError:
            continue
        if any(f"socket:[{inode}]" in links for inode in sockets):
            pss, rss = (int(re.findall(rf"^{name}:\s+(\d+)", told, re.M)[0]) / 1024 for name in ("Pss", "Rss"))
            found.append((pss, rss))
    return max(found)


if __name__ == "__main__":
    sys.exit(main())
