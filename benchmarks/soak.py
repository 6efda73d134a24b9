"""Half an hour of an ordinary busy day, with bad luck: does the site err, wait or grow?

    .venv/bin/python benchmarks/soak.py [--minutes 30] [--visitors 12] [--port 8174]

Starts the site as operators do (`python -m directory serve`) on a copy of the content and a `var` of its own. Visitors
behave as browsers: they come with a page, fetch its files once, keep ETags and ask with them, accept brotli or gzip,
follow links, search with the form, walk through the assistant, look at the crisis page, think, and leave. Meanwhile
the content is changed and reloaded, broken and refused, a release torn and mended, the pointer taken away, and once a
worker killed.

Fails on any answer that is not expected, any that takes more than a second, and when the memory of the workers is
more than 5 % above what it was after the first sixth of the time. Not a test. Needs nothing but the site itself.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
LANGS = ("nb", "nb", "nb", "nn", "en", "pl", "uk", "ar")
SEARCHES = ("ensom", "angst", "sønnen min ruser seg", "noen å prate med om natta", "jeg vil dø", "qwrtz", "rus")
TEXTS = ("Jeg er så sliten og får ikke sove", "mannen min slår meg", "mamma drikker", "vet ikke", "hei", "x" * 400)
SLOW = 1.0
MORE = 1.05


@dataclass
class Told:
    """What all visitors saw."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    forgiven_until: float = 0.0
    """Requests that a killed worker took with it are its own; nobody is to blame but who killed it."""

    def answer(self, what: str, status: int, seconds: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            self.times.append(seconds)
            if status not in (200, 302, 304):
                self.wrong.append(f"{what}: {status}")
            if seconds > SLOW and time.monotonic() > self.forgiven_until:
                self.slow.append(f"{what}: {seconds:.2f} s")

    def error(self, what: str, error: Exception) -> None:
        with self.lock:
            if time.monotonic() > self.forgiven_until:
                self.wrong.append(f"{what}: {type(error).__name__} {error}")


class Visitor(threading.Thread):
    """One browser after the other, until it is told to stop."""

    def __init__(self, port: int, told: Told, stop: threading.Event, number: int) -> None:
        super().__init__(daemon=True)
        self._port, self._told, self._stopped = port, told, stop
        self._luck = random.Random(number)

    def run(self) -> None:
        while not self._stopped.is_set():
            self._visit()

    def _visit(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        self._etags: dict[str, str] = {}
        self._accepts = self._luck.choice(("br, gzip", "gzip", ""))
        lang = self._luck.choice(LANGS)
        page = self._ask(f"/{lang}/")
        for path in re.findall(rb'(?:href|src)="(/static/[^"]+)"', page):
            self._ask(path.decode())
        for _ in range(self._luck.randint(2, 8)):
            if self._stopped.is_set():
                break
            page = self._turn(lang, page)
            self._stopped.wait(self._luck.expovariate(4))
        self._connection.close()

    def _turn(self, lang: str, page: bytes) -> bytes:
        links = [path.decode() for path in re.findall(rb'href="(/[a-z]{2}/[^"#]*)', page) if b".pdf" not in path]
        match self._luck.randrange(10):
            case 0:
                return self._ask(f"/{lang}/crisis")
            case 1:
                return self._ask(f"/{lang}/search", {"q": self._luck.choice(SEARCHES)})
            case 2:
                return self._ask(f"/{lang}/assistant", {"text": self._luck.choice(TEXTS)})
            case 3:
                steps = [("step", "who:self"), ("do", "doors")]
                return self._ask(f"/{lang}/assistant", steps)
            case 4:
                self._ask(f"/{lang}/search/suggestions", {"q": self._luck.choice(SEARCHES)[:5]})
                return page
            case 5:
                self._ask(self._luck.choice(("/health", "/metrics", "/robots.txt", "/api/search?q=ensom&lang=nb")))
                return page
        return self._ask(self._luck.choice(links).replace("&amp;", "&")) if links else b""

    def _ask(self, path: str, form: object = None) -> bytes:
        headers = {"Accept-Encoding": self._accepts, "User-Agent": "soak"}
        if path in self._etags and form is None:
            headers["If-None-Match"] = self._etags[path]
        body = urlencode(form) if form is not None else None  # type: ignore[call-overload]
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        what = f"{'POST' if body else 'GET'} {path[:80]}"
        begun = time.monotonic()
        try:
            self._connection.request("POST" if body else "GET", path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._told.error(what, error)
            self._connection.close()
            return b""
        self._told.answer(what, answer.status, time.monotonic() - begun)
        if etag := answer.headers.get("ETag"):
            self._etags[path] = etag
        return content if not answer.headers.get("Content-Encoding") else _unpacked(content, answer.headers)


def _unpacked(content: bytes, headers: http.client.HTTPMessage) -> bytes:
    if headers["Content-Encoding"] == "br":
        import brotli

        return bytes(brotli.decompress(content))
    import gzip

    return gzip.decompress(content)


@dataclass(frozen=True)
class Site:
    """The server, its content and its releases."""

    process: subprocess.Popen[bytes]
    content: Path
    var: Path
    environ: dict[str, str]

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children]

    def memory(self) -> float:
        """MB of all workers: their own pages, which they share with nobody."""
        total = 0
        for pid in self.workers():
            try:
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            total += sum(map(int, re.findall(r"^Private_\w+:\s+(\d+)", rollup, flags=re.M)))
        return total / 1024

    def reload(self) -> bool:
        command = [sys.executable, "-m", "directory", "reload", "--content", str(self.content), "--var", str(self.var)]
        return subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, check=False).returncode == 0


def trouble(site: Site, told: Told) -> Iterator[str]:
    """One mishap after the other, each mended by the next; begins anew when all have been."""
    text = site.content / "pages" / "about.md"
    whole = text.read_text(encoding="utf-8")
    number = 0
    while True:
        number += 1
        text.write_text(f"{whole}\nEt avsnitt til, {number}.\n", encoding="utf-8")
        yield f"new content taken: {site.reload()}"
        text.write_text(whole[: len(whole) // 3].replace("title:", "titel:"), encoding="utf-8")
        yield f"broken content refused: {not site.reload()}"
        text.write_text(f"{whole}\nIgjen, {number}.\n", encoding="utf-8")
        taken = site.reload()
        newest = site.var / "releases" / (site.var / "current").read_text()
        (newest / "release.json").write_text('{"id"')
        yield f"a release torn after it was taken: {taken}"
        (site.var / "current").unlink()
        yield "the pointer taken away"
        yield f"mended: {site.reload()}"
        if number == 1:
            told.forgiven_until = time.monotonic() + 10
            os.kill(site.workers()[0], signal.SIGKILL)
            yield "a worker killed"


@contextmanager
def served(port: int) -> Iterator[Site]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "content", folder / "content")
        environ = {**os.environ, "DIRECTORY_VAR": str(folder / "var")}
        with (folder / "log").open("wb") as log:
            command = [sys.executable, "-m", "directory", "serve", "--port", str(port), "--workers", "2"]
            site = Site(subprocess.Popen(["true"]), folder / "content", folder / "var", environ)
            if not site.reload():
                raise SystemExit("the content has problems: run `python -m directory check`")
            process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True)
        try:
            for _ in range(300):
                try:
                    http.client.HTTPConnection("127.0.0.1", port, timeout=1).request("GET", "/health")
                    break
                except OSError:
                    time.sleep(0.1)
            time.sleep(3)
            yield Site(process, site.content, site.var, environ)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
            lines = (folder / "log").read_text(encoding="utf-8").splitlines()
            errors = Counter(re.sub(r"^\S+ ", "", line)[:160] for line in lines if " ERROR " in line)
            print(f"errors in the log: {errors.total()}", *errors.items(), sep="\n  ")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--visitors", type=int, default=12)
    parser.add_argument("--port", type=int, default=8174)
    options = parser.parse_args()
    told, stop, sizes = Told(), threading.Event(), list[tuple[float, float]]()
    print(f"Load of the machine before the start: {os.getloadavg()[0]:.2f}")
    with served(options.port) as site:
        visitors = [Visitor(options.port, told, stop, number) for number in range(options.visitors)]
        for one in visitors:
            one.start()
        begun, troubles = time.monotonic(), trouble(site, told)
        every = max(8.0, options.minutes * 60 / 60)
        while (gone := time.monotonic() - begun) < options.minutes * 60:
            time.sleep(every)
            sizes.append((gone, site.memory()))
            print(f"{gone:6.0f} s  {sizes[-1][1]:7.1f} MB  {sum(told.statuses.values())} requests  {next(troubles)}",
                  flush=True)  # fmt: skip
        stop.set()
        for one in visitors:
            one.join(timeout=15)
    return judged(told, sizes, options.minutes * 60)


def judged(told: Told, sizes: list[tuple[float, float]], whole: float) -> int:
    early = [size for gone, size in sizes if whole / 6 <= gone <= whole / 2] or [sizes[0][1]]
    late = [size for gone, size in sizes if gone > whole / 2]
    grown = statistics.median(late) / statistics.median(early)
    times = sorted(told.times)
    print(f"{len(times)} requests: {dict(told.statuses)}")
    half, most, worst = (1000 * times[at] for at in (len(times) // 2, len(times) * 99 // 100, -1))
    print(f"half within {half:.0f} ms, 99 of 100 within {most:.0f} ms, the slowest {worst:.0f} ms")
    before, after = statistics.median(early), statistics.median(late)
    print(f"memory: {before:.0f} MB, later {after:.0f} MB ({grown:.3f}, bar {MORE})")
    for name, found in (("unexpected", told.wrong), ("slow", told.slow)):
        print(f"{name}: {len(found)}", *found[:10], sep="\n  ")
    return 1 if told.wrong or told.slow or grown > MORE else 0


if __name__ == "__main__":
    sys.exit(main())
