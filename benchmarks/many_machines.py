"""Three copies of the site behind nginx: one is killed under load, then a new release is rolled out under load.

    .venv/bin/python benchmarks/many_machines.py [--seconds 10] [--visitors 8] [--workers 1]

The copies share nothing: each has its own folder of releases and its own port. nginx runs with deploy/nginx.conf.
Visitors ask for pages and send searches all the time, and look at each answer:

- nothing is lost: every answer is 200, also in the second when a copy is killed with SIGKILL or told to end;
- no page is mixed: the new release marks every text of the content, and a page has either only marked ones or none, and
  its ETag names that very release; so do `/health` and the ETag of each copy once all have it;
- the old and the new release are served side by side while the copies take it one after the other.

Ends with 1 when any of this fails. Needs nginx. `tests/unit/test_many_machines.py` runs it for a few seconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.unit import nginx  # noqa: E402  the project's folder must be on the path first

MARK = "Nyutgave"
PAGES = (
    "/nb/",
    "/nb/services",
    "/nb/topics/loneliness",
    "/nb/places/1106",
    "/nb/types/helpline",
    "/nb/services/kirkens-sos",
)
WORDS = ("ensom", "angst", "noen å prate med")


@dataclass
class Seen:
    """What the visitors saw."""

    statuses: Counter[str] = field(default_factory=Counter)
    releases: Counter[str] = field(default_factory=Counter)
    mixed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, path: str, status: str, etag: str, body: str, releases: dict[str, bool]) -> None:
        cards = body.count('class="card__summary"')
        marked = len(re.findall(rf'class="card__summary">\s*{MARK}', body))
        named = next((release for release in releases if release in etag), None)
        with self.lock:
            self.statuses[status] += 1
            if named:
                self.releases[named] += 1
            if status == "200" and (0 < marked < cards or (named and cards and releases[named] != (marked == cards))):
                self.mixed.append(f"{path}: {marked} of {cards} from the new release, ETag of {named}")


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--seconds", type=float, default=10, help="of load before and after each event")
    options.add_argument("--visitors", type=int, default=8)
    options.add_argument("--workers", type=int, default=1, help="of each copy")
    options.add_argument(
        "--brief", action="store_true", help="the copy that was killed stays away; none is told to end"
    )
    asked = options.parse_args()
    if not nginx.installed():
        print("Not tried: nginx is not installed (Debian: apt-get install nginx-light)")
        return 2
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        return tried(Path(name), running, asked)


def tried(folder: Path, running: ExitStack, asked: argparse.Namespace) -> int:
    old, new = folder / "old", folder / "new"
    shutil.copytree(ROOT / "content", old)
    shutil.copytree(ROOT / "content", new)
    for file in (new / "services").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^summary: (['\"]?)", rf"summary: \1{MARK} ", text, flags=re.M), encoding="utf-8")
    ports = [nginx.free_port() for _ in range(3)]
    first = build(old, folder / "var0")
    for number in (1, 2):
        shutil.copytree(folder / "var0", folder / f"var{number}")
    copies = [running.enter_context(copy(port, folder / f"var{n}", asked.workers)) for n, port in enumerate(ports)]
    front = running.enter_context(nginx.running(folder / "nginx", ports))
    releases, seen, stop = {first: False}, Seen(), threading.Event()
    visitors = [threading.Thread(target=visit, args=(front, seen, releases, stop, n)) for n in range(asked.visitors)]
    for visitor in visitors:
        visitor.start()
    try:
        time.sleep(asked.seconds)
        os.killpg(copies[0].pid, signal.SIGKILL)
        print("one copy was killed", flush=True)
        time.sleep(asked.seconds)
        if not asked.brief:
            copies[1].send_signal(signal.SIGTERM)
            print("one copy was told to end", flush=True)
            time.sleep(asked.seconds)
            for number in (0, 1):
                running.enter_context(copy(ports[number], folder / f"var{number}", asked.workers))
            print("both are back", flush=True)
            time.sleep(asked.seconds / 2)
        alive = (1, 2) if asked.brief else (0, 1, 2)
        # Built once, copied, and pointed to on one machine after the other.
        fresh = build(new, folder / "built")
        releases[fresh] = True
        for number in alive:
            var = folder / f"var{number}"
            shutil.copytree(folder / "built" / "releases" / fresh, var / "releases" / fresh)
            (var / ".next").write_text(fresh, encoding="utf-8")
            (var / ".next").replace(var / "current")
            time.sleep(asked.seconds / 2)
        wait_until_all_have([ports[number] for number in alive], fresh)
        time.sleep(1)
    finally:
        stop.set()
        for visitor in visitors:
            visitor.join(timeout=60)
    total = sum(seen.statuses.values())
    lost = total - seen.statuses["200"]
    print(
        f"{total} answers, {lost} lost {dict(seen.statuses)}; by release {dict(seen.releases)}; mixed {len(seen.mixed)}"
    )
    for one in seen.mixed[:5]:
        print(f"  mixed: {one}")
    both = all(seen.releases[release] for release in (first, fresh))
    return 0 if total and not lost and not seen.mixed and both else 1


def visit(port: int, seen: Seen, releases: dict[str, bool], stop: threading.Event, number: int) -> None:
    """Asks for one page after the other, and every fourth time sends a search."""
    turn = number
    while not stop.is_set():
        turn += 1
        path = PAGES[turn % len(PAGES)]
        body = None
        if turn % 4 == 0:
            path, body = "/nb/search", urllib.parse.urlencode({"q": WORDS[turn % len(WORDS)]})
        try:
            status, etag, text = ask(port, path, body)
        except (OSError, http.client.HTTPException) as error:
            status, etag, text = type(error).__name__, "", ""
        seen.add(path, status, etag, text, dict(releases))


def ask(port: int, path: str, body: str | None = None) -> tuple[str, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request("POST" if body else "GET", path, body, headers)
        answer = connection.getresponse()
        return str(answer.status), answer.getheader("ETag") or "", answer.read().decode()
    finally:
        connection.close()


def wait_until_all_have(ports: list[int], release: str) -> None:
    """By `/health` and by the ETag of each copy."""
    for _ in range(900):
        told = [json.loads(ask(port, "/health")[2])["release"] for port in ports]
        tags = [ask(port, "/nb/")[1] for port in ports]
        if told == [release] * len(ports) and all(release in tag for tag in tags):
            return
        time.sleep(0.1)
    raise SystemExit(f"The copies serve {told}, not {release}")


def build(content: Path, var: Path) -> str:
    subprocess.run(
        [sys.executable, "-m", "directory", "build", "--content", str(content), "--var", str(var)],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return (var / "current").read_text(encoding="utf-8").strip()


@contextmanager
def copy(port: int, var: Path, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "directory", "serve", "--port", str(port), "--workers", str(workers)],
        cwd=ROOT, env={**os.environ, "DIRECTORY_VAR": str(var)}, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        for _ in range(600):
            try:
                ask(port, "/health")
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=40)


if __name__ == "__main__":
    sys.exit(main())
