"""The translators' pages in the editor: read, mend, sign; and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from directory.catalog.models import Catalog
from directory.editor.app import create_editor
from directory.editor.translation_review import read_texts
from directory.editor.workplace import Workplace
from directory.language.po_files import po_path
from tests.conftest import NOON, ROOT
from tests.documents import Element
from tests.editing import CSRF, TOKEN, EditorPages
from tests.house_rules import Document, check_tool_page

UK = "/translations/uk"


@pytest.fixture
def pages(tmp_path: Path) -> EditorPages:
    """On a copy of the translations, in the words of the source."""
    for lang in ("uk", "ar"):
        for kind in ("content", "messages"):
            path = po_path(tmp_path / "translations", lang, kind)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(po_path(ROOT / "translations", lang, kind), path)
    workplace = Workplace(
        content=ROOT / "content", translations=tmp_path / "translations", var=tmp_path / "var", token=TOKEN, csrf=CSRF,
        clock=lambda: NOON,
    )  # fmt: skip
    return EditorPages(client=create_editor(workplace).test_client(), workplace=workplace)


def rows(document: Document) -> list[Element]:
    return document.page.all("li", class_="translation-row")


def key_of(row: Element) -> str:
    return next(one["value"] for one in row.all("input") if one["name"] == "key")


def filled(document: Document, **values: str) -> MultiDict[str, str]:
    """What a browser sends of the texts; nothing is ticked."""
    form: MultiDict[str, str] = MultiDict()
    for one in document.main.one("form").walk():
        if one.tag == "textarea":
            words = "".join(child for child in one.children if isinstance(child, str)).removeprefix("\n")
            form.add(one["name"], words.replace("\n", "\r\n"))
        elif one.tag == "input" and one["type"] != "checkbox":
            form.add(one["name"], one["value"])
    form.setlist("initials", ["ab"])
    for name, value in values.items():
        form.setlist(name.replace("__", "-"), [value])
    return form


def post(pages: EditorPages, form: MultiDict[str, str], status: int = 303) -> Document | str:
    answer = pages.client.post(f"/{TOKEN}{UK}", data=form)
    assert answer.status_code == status
    if status == 303:
        return answer.headers["Location"].removeprefix(f"/{TOKEN}")
    return check_tool_page(UK, answer)


def files(pages: EditorPages) -> dict[str, str]:
    folder = pages.workplace.translations / "uk" / "LC_MESSAGES"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_the_pages_keep_the_rules(pages: EditorPages) -> None:
    """The start, every group, a list that reads from right to left, and a page far down."""
    start = pages.get("/translations")
    assert [one["lang"] for one in start.main.all("a")] == ["uk", "ar"]
    for path in (UK, f"{UK}?group=interface&show=all", f"{UK}?group=privacy", f"{UK}?group=content&from=40"):
        pages.get(path)
    assert pages.get("/translations/ar").main.all("textarea")[0]["dir"] == "rtl"
    for wrong in ("/translations/nb", "/translations/xx", "/translations/pl"):
        pages.get(wrong, status=404)


def test_crisis_texts_are_read_first_and_counted(pages: EditorPages) -> None:
    """The translator's way: open, read, tick, one press; the number grows, and what was read is out of the way."""
    first = pages.get(UK)
    assert "0 of " in first.main.text
    keys = [key_of(row) for row in rows(first)]
    assert len(keys) == 20
    where = post(pages, filled(first, **{f"read__{key}": "yes" for key in keys[:3]}))
    again = pages.get(str(where))
    assert "3 of " in again.main.text
    assert "crisis texts are read" in again.main.text
    assert [key_of(row) for row in rows(again)][:17] == keys[3:]
    assert again.page.one("input", id="initials")["value"] == "AB"
    assert files(pages)["content.po"].count("# reviewed: AB 2026-11-23 ") == 3


def test_a_text_is_mended_in_place(pages: EditorPages) -> None:
    """What is typed is saved, and is not signed unless it was ticked."""
    shown = pages.get(f"{UK}?group=privacy")
    key = key_of(rows(shown)[0])
    post(pages, filled(shown, **{f"text__{key}": "Які в мене права зараз?"}))
    written = files(pages)["content.po"]
    assert 'msgstr "Які в мене права зараз?"' in written
    assert "# reviewed:" not in written


def test_nothing_touched_writes_nothing(pages: EditorPages) -> None:
    """A press of the button alone leaves both files byte for byte."""
    before = files(pages)
    for group in ("crisis", "interface", "privacy", "content"):
        post(pages, filled(pages.get(f"{UK}?group={group}")))
    assert files(pages) == before


@pytest.mark.parametrize(
    ("group", "typed", "told"),
    [
        ("privacy", " ", "Write the translation."),
        ("privacy", "Dette er ikke noe som du kan si til noen, og det er på norsk", "another language"),
        ("interface", "Без чисел", "Keep the marks for values"),
    ],
)
def test_what_cannot_be_right_is_refused(pages: EditorPages, group: str, typed: str, told: str) -> None:
    """Nothing is saved, what was typed stays, and the reason stands beside the text."""
    before = files(pages)
    shown = pages.get(f"{UK}?group={group}")
    row = next(row for row in rows(shown) if group != "interface" or "%(km)s" in row.text)
    key = key_of(row)
    again = post(pages, filled(shown, **{f"text__{key}": typed, f"read__{key}": "yes"}), 422)
    assert isinstance(again, Document)
    assert told in again.page.one("p", id=f"wrong-{key}").text
    assert again.page.one("input", id=f"read-{key}").has("checked")
    assert again.page.one("textarea", id=f"text-{key}-0").text.strip() == typed.strip()
    assert files(pages) == before


def test_initials_only(pages: EditorPages) -> None:
    """A whole name is refused, and nothing is signed."""
    shown = pages.get(UK)
    again = post(pages, filled(shown, initials="Olena Kovalenko", **{f"read__{key_of(rows(shown)[0])}": "yes"}), 422)
    assert isinstance(again, Document)
    assert "never the whole name" in again.main.text
    assert "# reviewed:" not in files(pages)["content.po"]


def test_two_at_once(pages: EditorPages) -> None:
    """What somebody changed in Weblate meanwhile is not written over: the page shows it as it stands now."""
    shown = pages.get(f"{UK}?group=privacy")
    key = key_of(rows(shown)[0])
    path = po_path(pages.workplace.translations, "uk", "content")
    own = next(one for one in shown.page.all("textarea")).text.strip()
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{own}"', '"Хтось інший це змінив"'), encoding="utf-8")
    before = files(pages)
    again = post(pages, filled(shown, **{f"read__{key}": "yes"}), 422)
    assert isinstance(again, Document)
    assert "changed this meanwhile" in again.page.one("p", id=f"wrong-{key}").text
    assert again.page.one("textarea", id=f"text-{key}-0").text.strip() == "Хтось інший це змінив"
    assert "It says now" in again.main.text
    assert "You wrote" not in again.main.text
    assert not again.page.one("input", id=f"read-{key}").has("checked")
    assert files(pages) == before


def test_what_was_written_stays_when_somebody_was_first(pages: EditorPages) -> None:
    """Beside what the text says now stands what the person wrote; of a row that nobody touched nothing is said."""
    shown = pages.get(f"{UK}?group=privacy")
    key = key_of(rows(shown)[0])
    path = po_path(pages.workplace.translations, "uk", "content")
    own = shown.page.all("textarea")[0].text.strip()
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{own}"', '"Хтось інший це змінив"'), encoding="utf-8")
    before = files(pages)
    post(pages, filled(shown))
    again = post(pages, filled(shown, **{f"text__{key}": "Моє слово"}), 422)
    assert isinstance(again, Document)
    assert "You wrote: Моє слово" in again.main.text
    assert files(pages) == before


def test_one_text_at_fault_holds_no_other_back(pages: EditorPages) -> None:
    """The sound ones are saved and signed; the one at fault keeps what was typed and is named, with how many were."""
    shown = pages.get(f"{UK}?group=privacy")
    first, second, third = (key_of(row) for row in rows(shown)[:3])
    form = filled(shown, **{f"text__{first}": " ", f"read__{second}": "yes", f"read__{third}": "yes"})
    again = post(pages, form, 422)
    assert isinstance(again, Document)
    told = next(one for one in again.main.all("div") if one["role"] == "alert").text
    assert "2 other texts are saved" in told
    assert again.main.one("q").text == rows(shown)[0].all("p")[0].text
    assert again.page.one("textarea", id=f"text-{first}-0").text.strip() == ""
    assert [one["id"] for one in again.main.all("textarea") if one["id"][5:-2] in (second, third)] == []
    assert files(pages)["content.po"].count("# reviewed: AB ") == 2


def test_a_wrong_number_is_refused(pages: EditorPages) -> None:
    """A number that reaches nobody is not saved, whoever ticks it (S-05)."""
    before = files(pages)
    shown = pages.get(f"{UK}?group=crisis")
    row = next(row for row in rows(shown) if "Зателефонуйте 116 111" in row.all("textarea")[0].text)
    key, words = key_of(row), row.all("textarea")[0].text.strip()
    form = filled(shown, **{f"text__{key}": words.replace("116 111", "116 117"), f"read__{key}": "yes"})
    again = post(pages, form, 422)
    assert isinstance(again, Document)
    assert "The numbers are not the same" in again.page.one("p", id=f"wrong-{key}").text
    assert files(pages) == before


def test_an_explanation_may_be_left_empty(pages: EditorPages) -> None:
    """Emptied and signed, it stays in the list and in the count, with the words before."""
    shown = pages.get(f"{UK}?group=content")
    row = next(row for row in rows(shown) if "It may be left empty" in row.text)
    key, words = key_of(row), row.all("textarea")[0].text.strip()
    total = shown.main.one("a", **{"aria-current": "page"}).text.partition("/")[2]
    post(pages, filled(shown, **{f"text__{key}": "", f"read__{key}": "yes"}))
    again = pages.get(f"{UK}?group=content&show=all")
    now = next(row for row in rows(again) if key_of(row) == key)
    assert again.main.one("a", **{"aria-current": "page"}).text.partition("/")[2] == total
    assert f"Before: {words}" in now.text
    assert "Left empty" in now.text
    assert "Read: AB" in now.text


def test_saved_is_not_signed(pages: EditorPages) -> None:
    """Whoever changes a text and does not tick it is told so; whoever does nothing is told that too."""
    shown = pages.get(f"{UK}?group=privacy")
    where = post(pages, filled(shown, **{f"text__{key_of(rows(shown)[0])}": "Які в мене права зараз?"}))
    assert "1 text is saved, but not signed." in pages.get(str(where)).main.text
    assert "Nothing was changed or ticked." in pages.get(str(post(pages, filled(shown)))).main.text


def test_initials_of_any_alphabet(pages: EditorPages) -> None:
    """A translator signs with the letters of her own name."""
    shown = pages.get(UK)
    form = filled(shown, **{f"read__{key_of(rows(shown)[0])}": "yes"})
    form.setlist("initials", ["ок"])
    post(pages, form)
    assert "# reviewed: ОК 2026-11-23 " in files(pages)["content.po"]


def test_what_the_page_fills_in_is_shown(pages: EditorPages) -> None:
    """The mark stands beside the box, and a plural form tells which numbers it is for."""
    shown = pages.get(f"{UK}?group=interface&show=all")
    row = next(row for row in rows(shown) if len(row.all("textarea")) == 3)
    assert "Keep this: %(n" in row.text
    labels = [one.text for one in row.all("label")]
    assert [word in label for word, label in zip(("1, 21 …", "2–4", "5–20"), labels, strict=False)] == [True] * 3


def test_bokmal_stands_first(pages: EditorPages) -> None:
    """Of a button or label the words in bokmål are the source to read from, with the English below."""
    path = po_path(pages.workplace.translations, "nb", "messages")
    path.parent.mkdir(parents=True)
    shutil.copy(po_path(ROOT / "translations", "nb", "messages"), path)
    row = rows(pages.get(f"{UK}?group=interface"))[0]
    assert [one["lang"] for one in row.all("p") if one.has("lang")][:2] == ["nb", "en"]


def test_the_way_on_stands_away_from_saving(pages: EditorPages) -> None:
    """A link beside the button would lose what was typed; with scripts one is asked before leaving."""
    shown = pages.get(f"{UK}?group=content")
    form = next(one for one in shown.main.all("form") if one.has("data-unsaved"))
    assert [one for one in form.all("a") if "from=" in one["href"]] == []
    assert [one.text for one in shown.main.all("a") if "from=" in one["href"]] == ["The next texts"]


def test_another_text_changed_meanwhile_stands_in_no_way(pages: EditorPages) -> None:
    """Two people on two texts of one file both get theirs saved."""
    shown = pages.get(f"{UK}?group=privacy")
    first, second = (key_of(row) for row in rows(shown)[:2])
    post(pages, filled(shown, **{f"read__{first}": "yes"}))
    post(pages, filled(shown, initials="CD", **{f"read__{second}": "yes"}))
    written = files(pages)["content.po"]
    assert (written.count("reviewed: AB"), written.count("reviewed: CD")) == (1, 1)


def test_a_form_from_elsewhere_signs_nothing(pages: EditorPages) -> None:
    """Without the editor's own secret nothing is written."""
    form = filled(pages.get(UK))
    form.setlist("csrf", ["guessed"])
    assert pages.client.post(f"/{TOKEN}{UK}", data=form).status_code == 403


def test_every_text_leads_to_a_page(client: FlaskClient, catalog: Catalog) -> None:
    """Where a text is said to stand, the public site has a page."""
    paths = {one.page for one in read_texts(ROOT / "translations", "uk", catalog).texts}
    assert [path for path in sorted(paths) if client.get(f"/uk/{path}").status_code not in (200, 302)] == []
