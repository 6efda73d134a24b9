"""What we ship for operators: it keeps no word about visitors, shows the numbers when the site is away, is tight."""

from __future__ import annotations

import configparser
import random
import re
import shutil
import string
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from directory.web.settings import _CHECKS
from tests.unit import nginx

ROOT = Path(__file__).resolve().parents[2]
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
CADDY = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "rett-dor.service").read_text(encoding="utf-8")
DOCKER = (ROOT / "Dockerfile").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d [1-5]\d\d [A-Z]+ "
    r"(-|/static/|/health|/robots\.txt|/sitemap(-\d+)?\.xml|/favicon\.ico|/api/[a-z]+|/<lang>/([a-z]+(/<id>)?)?)"
)
needs_nginx = pytest.mark.skipif(
    not nginx.installed(),
    reason="nginx is not installed (Debian: apt-get install nginx-light): its log was not read with a canary in it. "
    "What still holds: the configuration that we ship names no address, query or header in its log (P-07).",
)


BREAKS = "/nb/breaks"


class _Copy(BaseHTTPRequestHandler):
    """A stand-in for the site: answers everything, and `BREAKS` with 503."""

    protocol_version = "HTTP/1.1"
    seen: list[dict[str, str]]
    asked: list[str]

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.seen.append({name.lower(): value for name, value in self.headers.items()})
        self.asked.append(self.path)
        body = b"x" * 200_000
        self.send_response(503 if self.path == BREAKS else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def copy() -> Iterator[ThreadingHTTPServer]:
    handler = type("Copy", (_Copy,), {"seen": [], "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def _ask(
    url: str, data: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def _canary() -> str:
    return "kanari" + "".join(random.choices(string.ascii_lowercase, k=12))


@needs_nginx
def test_nginx_writes_down_nobody(tmp_path: Path, copy: ThreadingHTTPServer) -> None:
    """P-03, P-07: words in address, query, form and headers are written nowhere, also while the site is away."""
    word = _canary()
    paths = (f"/nb/search?q={word}", f"/nb/services/{word}", f"/{word}", f"/nb/services?topic={word}", "/nb/services/x",
             "/nb/", "/health", "/nb/crisis", f"/static/{word}", "/api/search?q=x", "/nb/list?list=abc")  # fmt: skip
    with nginx.running(tmp_path / "nginx", [copy.server_port, nginx.free_port()]) as port:
        for away in (False, True):
            if away:
                copy.shutdown()
                copy.server_close()
            for path in paths:
                url = f"http://127.0.0.1:{port}{path}"
                _ask(
                    url,
                    headers={
                        "User-Agent": word,
                        "Referer": f"http://x/{word}",
                        "X-Forwarded-For": word,
                        "Cookie": word,
                    },
                )
                _ask(url, data=f"q={word}&{'x' * 60_000}".encode())
            _ask(f"http://127.0.0.1:{port}/nb/search", data=word.encode() * 10_000)
        written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert not [path for path, content in written.items() if word.encode() in content]
    log = (tmp_path / "nginx" / "logs" / "rett-dor.log").read_text(encoding="utf-8").splitlines()
    assert len(log) == 2 * (2 * len(paths) + 1)
    assert [line for line in log if not LINE.fullmatch(line)] == []
    assert any(line.endswith(" 200 GET /<lang>/services/<id>") for line in log)
    assert "127.0.0.1" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "nginx/logs").iterdir())


@needs_nginx
def test_nginx_shows_the_numbers_when_the_site_is_away(tmp_path: Path) -> None:
    """S-24: with every copy gone, each address answers 503 with the page of numbers and its looks, kept by nobody."""
    with nginx.running(tmp_path / "nginx", [nginx.free_port(), nginx.free_port()]) as port:
        for path in ("/", "/nb/crisis", "/nb/search"):
            status, body, headers = _ask(f"http://127.0.0.1:{port}{path}")
            assert status == 503
            assert body == (ROOT / "static" / "emergency.html").read_bytes()
            assert headers["Cache-Control"] == "no-store"
            assert headers["Content-Type"] == "text/html"
            assert headers["Referrer-Policy"] == "no-referrer"
        assert _ask(f"http://127.0.0.1:{port}/nb/search", data=b"q=x")[0] == 503
        status, body, _ = _ask(f"http://127.0.0.1:{port}/static/css/emergency.css")
        assert (status, body) == (200, (ROOT / "static" / "css" / "emergency.css").read_bytes())


@needs_nginx
def test_a_page_that_breaks_takes_no_copy_away(tmp_path: Path, copy: ThreadingHTTPServer) -> None:
    """A page that every copy answers with 503 is asked of each of them, and all other pages are there as before."""
    with nginx.running(tmp_path / "nginx", [copy.server_port, nginx.free_port(), copy.server_port]) as port:
        for _ in range(5):
            assert _ask(f"http://127.0.0.1:{port}{BREAKS}")[0] == 503
            assert [_ask(f"http://127.0.0.1:{port}/nb/")[0] for _ in range(4)] == [200] * 4
    assert copy.RequestHandlerClass.asked.count(BREAKS) == 5 * 2  # type: ignore[attr-defined]


@needs_nginx
def test_nginx_passes_on_nothing_that_a_visitor_says_of_itself(tmp_path: Path, copy: ThreadingHTTPServer) -> None:
    """What a visitor says of itself is taken away: no cookie; the address is nginx's own word."""
    with nginx.running(tmp_path / "nginx", [nginx.free_port(), copy.server_port]) as port:
        for _ in range(4):
            status, _, _ = _ask(
                f"http://127.0.0.1:{port}/nb/", headers={"Cookie": "a=b", "X-Forwarded-For": "192.0.2.1"}
            )
            assert status == 200
    assert len(copy.RequestHandlerClass.seen) == 4  # type: ignore[attr-defined]
    for headers in copy.RequestHandlerClass.seen:  # type: ignore[attr-defined]
        assert headers["x-forwarded-for"] == "127.0.0.1"
        assert not {"x-real-ip", "cookie", "forwarded"} & headers.keys()


def test_the_log_of_nginx_is_made_from_harmless_parts() -> None:
    """P-07: the log is made from minute, status, method and kind of page; errors of requests are not logged."""
    told = re.findall(r"log_format \w+ '([^']*)'", NGINX)
    assert told == ["$rett_dor_minute $status $request_method $rett_dor_route"]
    assert set(re.findall(r"access_log ([^;]*);", NGINX)) == {"off", "/var/log/nginx/rett-dor.log rett_dor"}
    assert {line.split()[-1] for line in re.findall(r"error_log ([^;]*);", NGINX)} == {"emerg"}
    private = re.findall(r".*\$(?:remote|binary_remote|http_|args|arg_|query|cookie|request_body)\w*.*", NGINX)
    assert [line.strip() for line in private] == ["proxy_set_header X-Forwarded-For $remote_addr;"]


def test_caddy_is_asked_for_no_log() -> None:
    """P-07: Caddy's access log is never turned on, and the errors that would hold a whole request are left out."""
    logs = re.findall(r"^\s*log\b(.*)\{", CADDY, flags=re.M)
    assert [one.strip() for one in logs] == ["default"]
    excluded = re.findall(r"exclude (.*)", CADDY)[0].split()
    assert {"http.log.error", "http.log.access", "http.handlers.reverse_proxy"} <= set(excluded)
    assert "err.status_code} in [502, 503, 504]" in CADDY
    assert "/emergency.html" in CADDY


def test_the_emergency_page_needs_nothing_but_its_looks() -> None:
    """S-24: what a proxy must have on its own disk is two files; the page points to nothing else of ours."""
    page = (ROOT / "static" / "emergency.html").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:href|src)="(/[^"]*)"', page)) == {"/static/css/emergency.css"}
    assert "url(" not in (ROOT / "static" / "css" / "emergency.css").read_text(encoding="utf-8")


def test_the_unit_is_tight() -> None:
    """The service runs as nobody, writes one folder, leaves no core file and comes back when it ends."""
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT)
    service = unit["Service"]
    for name, value in {
        "DynamicUser": "yes", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "LimitCORE": "0",
        "Restart": "always", "PrivateTmp": "yes", "CapabilityBoundingSet": "", "MemoryDenyWriteExecute": "yes",
        "StateDirectory": "rett-dor",
    }.items():  # fmt: skip
        assert service[name] == value, name
    assert service["ExecStartPre"].startswith("-"), "a refused release must not keep the old one from being served"
    assert "reload" in service["ExecReload"]


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd is not on this machine: the unit was only read"
)
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """systemd finds nothing to say against the unit, and calls its exposure low."""
    unit = tmp_path / "rett-dor.service"
    unit.write_text(UNIT.replace("/srv/rett-dor/.venv/bin/python", "/bin/true").replace("/srv/rett-dor", "/tmp"))
    told = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert "rett-dor.service" not in told.stderr + told.stdout
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stdout[-200:]


def test_the_image_runs_as_nobody_and_writes_nothing() -> None:
    """The container has no root, no build tools of npm, and compose gives it a read-only file system."""
    last = DOCKER.split("FROM ")[-1]
    assert re.search(r"^USER 10001$", last, flags=re.M)
    assert "node_modules" in DOCKER.split("rm -rf", 1)[1]
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    for service in compose["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["ulimits"] == {"core": 0}
    assert "ports" not in compose["services"]["site"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_the_builder_is_sent_what_the_image_copies() -> None:
    """Every path that the Dockerfile copies exists and is let through by .dockerignore."""
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [path for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKER, flags=re.M) for path in line.split()[:-1]]
    assert copied
    for path in copied:
        assert (ROOT / path).exists(), path
        assert path in let_through, path


def test_every_setting_can_be_given_to_the_container() -> None:
    """compose.yaml passes on every setting an installation may have."""
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    given = set(compose["services"]["site"]["environment"])
    assert given >= set(_CHECKS) - {"DIRECTORY_VAR"}


def test_the_guide_for_operators_names_what_there_is() -> None:
    """docs/operating.md tells of every setting and every file that we ship for operators."""
    for name in (*_CHECKS, "Dockerfile", "compose.yaml", "rett-dor.service", "nginx.conf", "Caddyfile", "/health"):
        assert name in OPERATING, name
