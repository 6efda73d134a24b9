"""Only this machine, only by the printed address, only from the editor's own pages."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.editor import edit_command
from directory.editor.app import create_editor
from directory.editor.security import Gate
from directory.editor.serving import address, forget_opened, make_editor_server, open_browser
from directory.editor.workplace import Workplace
from tests.conftest import ROOT
from tests.editing import CSRF, TOKEN, workplace_at

HOME = f"/{TOKEN}/"
OTHER_PAGE = f"{HOME}language"
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """The real content, which these tests only read."""
    made = workplace_at(ROOT / "content")
    made.var = tmp_path / "var"
    return made


@pytest.fixture
def client(workplace: Workplace) -> FlaskClient:
    return create_editor(workplace).test_client()


@pytest.mark.parametrize(
    "path", ["/", "/services", "/wrong/", f"/{TOKEN}x/", f"/{TOKEN[:-1]}/", "/static/css/site.css", "/å/"]
)
def test_without_the_token_there_is_nothing(client: FlaskClient, path: str) -> None:
    """Another program on this machine, or a page that guesses, gets a plain 404 without any word of the content."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "text/plain"
    assert "Set-Cookie" not in answer.headers


def test_every_address_on_a_page_holds_the_token(client: FlaskClient) -> None:
    """Nothing that a page loads or leads to lies outside the secret address."""
    html = client.get(HOME).get_data(as_text=True)
    found = re.findall(r'(?:href|src|action)="([^"#]+)"', html)
    assert found
    assert [one for one in found if not one.startswith(HOME)] == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.4", "[::1]", ""])
def test_a_foreign_host_is_refused(client: FlaskClient, host: str) -> None:
    """DNS rebinding: a foreign name led to 127.0.0.1 reads nothing, even with the token."""
    assert client.get(HOME, headers={"Host": host}).status_code == 403


def test_another_port_is_refused(workplace: Workplace) -> None:
    """Once the server has a port, only that one is ours."""
    app = create_editor(workplace)
    assert isinstance(app.wsgi_app, Gate)
    app.wsgi_app.port = 8702
    for host, status in (("127.0.0.1:8702", 200), ("localhost:8702", 200), ("127.0.0.1:80", 403), ("localhost", 403)):
        assert app.test_client().get(HOME, headers={"Host": host}).status_code == status, host


@pytest.mark.parametrize(
    ("headers", "csrf"),
    [
        (OURS, ""),
        (OURS, "guess"),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, CSRF),
        ({"Sec-Fetch-Site": "same-site"}, CSRF),
        ({"Sec-Fetch-Site": "none"}, CSRF),
        ({"Origin": "https://evil.example"}, CSRF),
        ({"Origin": "http://localhost:9999"}, CSRF),
        ({"Origin": "null"}, CSRF),
    ],
)
def test_a_change_from_elsewhere_is_refused(
    client: FlaskClient, workplace: Workplace, headers: dict[str, str], csrf: str
) -> None:
    """CSRF: without our field, or when the browser says that another page asks, nothing is done."""
    answer = client.post(OTHER_PAGE, data={"csrf": csrf, "lang": "nn"}, headers=headers)
    assert answer.status_code == 403
    assert workplace.lang == "nb"


@pytest.mark.parametrize("headers", [OURS, {"Origin": "http://localhost"}, {}])
def test_our_own_form_is_taken(client: FlaskClient, workplace: Workplace, headers: dict[str, str]) -> None:
    """What a browser sends of our own page under `no-referrer`, and what an older one sends."""
    assert client.post(OTHER_PAGE, data={"csrf": CSRF, "lang": "nn"}, headers=headers).status_code == 303
    assert workplace.lang == "nn"


@pytest.mark.parametrize(
    "path",
    [
        *("services/../../etc/passwd", "services/..%2f..%2fREADME", "services/.hidden"),
        *("words/nb..%2fx", "words/xx.low-mood", "words/nb"),
    ],
)
def test_no_address_leads_out_of_the_content(client: FlaskClient, path: str) -> None:
    """A name is letters, digits and hyphens: no way to another folder."""
    assert client.get(f"{HOME}{path}").status_code == 404


def test_the_server_listens_on_this_machine_only(workplace: Workplace) -> None:
    """Bound to 127.0.0.1, and no option asks for anything else."""
    server = make_editor_server(create_editor(workplace), 0)
    try:
        assert server.socket.getsockname()[0] == "127.0.0.1"
        assert address(server, workplace) == f"http://127.0.0.1:{server.port}/{TOKEN}/"
    finally:
        server.server_close()
    assert "--host" not in Path(edit_command.__file__).read_text(encoding="utf-8")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.open", asked.append)
    return asked


def test_the_token_stands_on_no_command_line(workplace: Workplace, opened: list[str]) -> None:
    """The browser is opened through a file that only this user reads, and which goes when the editor is closed."""
    open_browser(f"http://127.0.0.1:1/{TOKEN}/", workplace)
    assert f"/{TOKEN}/" not in opened[0]
    page = Path(opened[0].removeprefix("file://"))
    assert TOKEN in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    forget_opened(workplace)
    assert not page.exists()


def test_two_runs_share_no_secret(tmp_path: Path) -> None:
    """Yesterday's address opens nothing today."""
    first, second = (Workplace(content=tmp_path, translations=tmp_path, var=tmp_path) for _ in range(2))
    assert len({first.token, first.csrf, second.token, second.csrf}) == 4
    assert min(map(len, (first.token, first.csrf))) >= 32
