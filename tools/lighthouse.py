"""Measures pages with Lighthouse, on the site as granian serves it, and holds them to our bars.

Lighthouse is large and slow, and its figures differ from run to run: hence not a part of `make test`. Its reports stand
in var/lighthouse/. Run: make lighthouse, or for some pages only: make lighthouse PAGES="/nb/ /nb/crisis".
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from npm import ROOT, environment, find_program, run_npm

HERE = ROOT / "tools" / "lighthouse"
REPORTS = ROOT / "var" / "lighthouse"
PAGES = ["/nb/", "/nb/services", "/nb/services/kirkens-sos", "/nb/places/1106", "/nb/crisis", "/en/"]
NOT_INDEXED = ("/crisis", "/assistant", "/search")
"""Pages that ask search engines to stay away: their SEO figure says nothing."""
BARS = {"performance": 0.95, "accessibility": 1.0, "best-practices": 1.0, "seo": 0.95}
CHROME = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync --disable-component-update"
)


def serve(port: int) -> subprocess.Popen[bytes]:
    """A server of the site on `port`, ready to answer; raises RuntimeError when it does not start."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "app:app"]
    # With an address of its own the site also writes what depends on it: canonical links and the like.
    settings = os.environ | {"DIRECTORY_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)
    for _ in range(150):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/nb/", timeout=5).close()
            return server
        except urllib.error.HTTPError:
            return server
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise RuntimeError("The site did not start: see above.")


def measure(url: str, report: Path) -> tuple[dict[str, float], list[str]]:
    """The four figures of `url`, from 0 to 1, and what was wrong on it; writes the whole report to `report`."""
    categories = ",".join(BARS)
    command = [*find_program("node"), str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js"), url]
    command += ["--quiet", "--output=json", f"--output-path={report}", f"--only-categories={categories}"]
    command += [f"--chrome-flags={CHROME}", "--no-enable-error-reporting"]
    settings = environment() | {"CHROME_PATH": os.environ["CHROMIUM"]}
    # On a busy machine the browser sometimes does not come up in time: one more try.
    if subprocess.run(command, env=settings, stderr=subprocess.DEVNULL, check=False).returncode:
        subprocess.run(command, env=settings, check=True)
    found = json.loads(report.read_text(encoding="utf-8"))
    scored = {audit["id"] for group in found["categories"].values() for audit in group["auditRefs"] if audit["weight"]}
    wrong = [audit["title"] for name, audit in found["audits"].items() if name in scored and audit["score"] == 0]
    return {name: group["score"] or 0.0 for name, group in found["categories"].items()}, wrong


def main(pages: list[str]) -> int:
    """Prints the figures of `pages`; 1 when one is below its bar."""
    installed = HERE / "node_modules" / "lighthouse"
    if not installed.exists() and run_npm(["--prefix", str(HERE), "ci", "--ignore-scripts", "--loglevel=error"]):
        return 1
    REPORTS.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server, low = serve(port), 0
    try:
        print("page".ljust(34), *(name.rjust(15) for name in BARS))
        for page in pages:
            report = REPORTS / f"{page.strip('/').replace('/', '-')}.json"
            scores, wrong = measure(f"http://127.0.0.1:{port}{page}", report)
            bars = {name: bar for name, bar in BARS.items() if name != "seo" or not any(x in page for x in NOT_INDEXED)}
            below = [name for name, bar in bars.items() if scores[name] < bar]
            print(page.ljust(34), *(f"{scores[name]:.2f}{' <' if name in below else ''}".rjust(15) for name in BARS))
            if below:
                low += 1
                print(*(f"    {title}" for title in wrong), sep="\n")
    finally:
        server.terminate()
        server.wait(timeout=10)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PAGES))
