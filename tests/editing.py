"""The editor on a copy of the content, as a person without scripts meets it: pages and their forms."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from directory.editor.app import create_editor
from directory.editor.workplace import Workplace
from tests.conftest import NOON, ROOT
from tests.documents import Element
from tests.house_rules import Document, check_tool_page

TOKEN, CSRF = "token", "secret"


def copied_content(folder: Path) -> Path:
    """The real content, where a test may change it."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    return content


def workplace_at(content: Path, translations: Path | None = None) -> Workplace:
    """English words unless `translations` are given: what the tests read is the source."""
    return Workplace(
        content=content,
        translations=translations or content.parent / "no-translations",
        var=content.parent / "var",
        token=TOKEN,
        csrf=CSRF,
        clock=lambda: NOON,
    )


@dataclass
class EditorPages:
    """Fetches pages and sends their forms; every page is held to the rules of the house."""

    client: FlaskClient
    workplace: Workplace

    def get(self, path: str, status: int = 200) -> Document:
        answer = self.client.get(f"/{TOKEN}{path}")
        assert answer.status_code == status, f"{path} answered {answer.status_code}, not {status}"
        return check_tool_page(path, answer)

    def send(self, path: str, form: MultiDict[str, str], do: str, status: int = 200) -> Document:
        answer = self.client.post(f"/{TOKEN}{path}", data=MultiDict([*form.items(multi=True), ("do", do)]))
        assert answer.status_code == status, f"{path} answered {answer.status_code}, not {status}"
        return check_tool_page(path, answer)

    def save(self, path: str, form: MultiDict[str, str]) -> str:
        """Where one is led to after saving, within the editor."""
        answer = self.client.post(f"/{TOKEN}{path}", data=MultiDict([*form.items(multi=True), ("do", "save")]))
        assert answer.status_code == 303, answer.status_code
        return answer.headers["Location"].removeprefix(f"/{TOKEN}")

    def text(self, file: str) -> str:
        return (self.workplace.content / file).read_bytes().decode()


def pages_at(content: Path) -> EditorPages:
    workplace = workplace_at(content)
    return EditorPages(client=create_editor(workplace).test_client(), workplace=workplace)


def filled_form(document: Document) -> MultiDict[str, str]:
    """What a browser would send of the page's form, as it stands."""
    form = next(one for one in document.page.all("form") if one.has("data-check") or "editor-save-now" in one["class"])
    sent: list[tuple[str, str]] = []
    for one in form.walk():
        if one.has("name") and not _is_within(one, "template"):
            sent += [(one["name"], value) for value in _values(one)]
    return MultiDict(sent)


def _values(one: Element) -> list[str]:
    if one.tag == "select":
        options = one.all("option")
        chosen = [option["value"] for option in options if option.has("selected")]
        return chosen[-1:] or [options[0]["value"]]
    if one.tag == "textarea":
        # A browser sends CR LF, and drops the first line end.
        text = "".join(child for child in one.children if isinstance(child, str)).removeprefix("\n")
        return [text.replace("\n", "\r\n")]
    if one.tag == "input" and (one["type"] != "checkbox" or one.has("checked")):
        return [one["value"]]
    return []


def _is_within(one: Element, tag: str) -> bool:
    return one.parent is not None and (one.parent.tag == tag or _is_within(one.parent, tag))
