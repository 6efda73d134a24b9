"""The assistant inside other pages: who may show it, and that links leave the frame."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from directory.web.headers import SECURITY
from directory.web.settings import Settings, SettingsError, read_settings
from tests.conftest import MakeApp
from tests.documents import read_document

HOST = "https://www.example.no"
ROOT = Path(__file__).parents[2]


def test_without_the_setting_there_is_no_widget(make_app: MakeApp) -> None:
    """Nobody can frame anything unless the setting names them."""
    answer = make_app().test_client().get("/nb/widget")
    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_named_pages_may_show_it_and_only_it(make_app: MakeApp) -> None:
    """P-08: its headers are those of every page but for who may frame it; other pages stay closed, errors too."""
    client = make_app(settings=Settings(widget_hosts=(HOST,))).test_client()
    for answer in (client.get("/nb/widget"), client.post("/nb/widget", data={"step": "who:self"})):
        policy = SECURITY["Content-Security-Policy"].replace("frame-ancestors 'none'", f"frame-ancestors {HOST}")
        assert answer.status_code == 200
        assert {name: answer.headers[name] for name in SECURITY} == {**SECURITY, "Content-Security-Policy": policy}
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
    for path in ("/nb/", "/nb/assistant", "/nb/widget/x"):
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"]


def test_links_leave_the_frame_and_forms_stay(make_app: MakeApp) -> None:
    """The exit and all links take the whole window; the forms lead to the widget again, in the frame."""
    client = make_app(settings=Settings(widget_hosts=(HOST,))).test_client()
    page = read_document(client.post("/nb/widget?place=1106", data={"step": "who:self"}).get_data(as_text=True))
    assert page.one("base")["target"] == "_top"
    assert page.all("a", class_="topbar__exit")
    assert "tel:113" in {one["href"] for one in page.all("a")}
    for form in page.all("form"):
        assert form["action"] == "/nb/widget?place=1106"
        assert form["target"] == "_self"
    chooser = page.one("details", class_="menu--language").all("button")
    assert "/en/widget?place=1106" in {one["formaction"] for one in chooser}


@pytest.mark.parametrize("value", ["http://a.no", "https://a.no/", "https://a.no/x", "a.no", "*", "https://a.no; x"])
def test_a_wrong_host_is_refused(value: str) -> None:
    """What is no origin stops the site with what to write instead."""
    with pytest.raises(SettingsError, match="DIRECTORY_WIDGET_HOSTS"):
        read_settings({"DIRECTORY_WIDGET_HOSTS": value})


def test_the_documentation_tells_the_tag() -> None:
    """The documented tag names the script that there is, and the attributes that it reads."""
    told, script = (ROOT / "docs/widget.md").read_text(), (ROOT / "static/js/widget.js").read_text()
    assert "/static/js/widget.js" in told
    read = re.search(r"const \{ (.*?) \} = script.dataset", script)
    assert read
    for name in re.findall(r"(\w+) = ", read[1]):
        assert f"data-{name}" in told
