"""Translators' files follow the sources and lose nothing."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog as PoCatalog
from babel.support import Translations

from directory.language import po_files
from directory.language.blocks import split_blocks
from directory.language.extraction import ContentText, InterfaceText, editor_texts, interface_texts
from directory.language.po_files import (
    compile_catalogs,
    po_path,
    read,
    update_content,
    update_messages,
)
from directory.language.po_reports import report_content, report_messages
from directory.language.texts import load_texts

LINE = ContentText(key="services.line.summary", source="Noen å snakke med.", written_in="nb", file="services/line.md")
OTHER = ContentText(key="services.line.alert", source="50 % av oss er her.", written_in="nb", file="services/line.md")
CALL = InterfaceText(message="Call", plural=None, context=None, places=(("directory/web/a.py", 3),))
DOORS = InterfaceText(message="%(n)s door", plural="%(n)s doors", context=None, places=(("directory/web/a.py", 4),))


def fill(path: Path, lang: str, key: str | None, value: str | tuple[str, ...]) -> None:
    """What a translator does in a file."""
    catalog: PoCatalog = read(path, lang)
    messages = [message for message in catalog if message.id]
    for message in messages:
        if key in (message.context, message.id, message.id[0] if isinstance(message.id, tuple) else None):
            message.string = value
    po_files._write(path, catalog, messages)


def test_a_changed_source_makes_the_translation_fuzzy(tmp_path: Path) -> None:
    """The old translation stays for the translator, marked, and the page falls back to Norwegian with its own lang."""
    path = po_path(tmp_path, "en", "content")
    update_content(tmp_path, "en", [LINE, OTHER])
    fill(path, "en", LINE.key, "Someone to talk to.")
    compile_catalogs(tmp_path)
    shown = load_texts(tmp_path)["en"].of(LINE.key, LINE.source)
    assert (shown.text, shown.lang) == ("Someone to talk to.", "en")
    changed = ContentText(key=LINE.key, source="Noen å prate med.", written_in="nb", file=LINE.file)
    update_content(tmp_path, "en", [changed, OTHER])
    text = path.read_text(encoding="utf-8")
    assert "#, fuzzy" in text
    assert '#| msgid "Noen å snakke med."' in text
    compile_catalogs(tmp_path)
    shown = load_texts(tmp_path)["en"].of(changed.key, changed.source)
    assert (shown.text, shown.lang, shown.dir) == ("Noen å prate med.", "nb", "ltr")
    report = report_content(tmp_path, "en", [changed, OTHER])
    assert report.fuzzy == (LINE.key,)
    assert report.missing == (OTHER.key,)


def test_an_update_without_changes_changes_nothing(tmp_path: Path) -> None:
    """Files hold no time of day and no order of chance, so reviewers see real changes only."""
    update_content(tmp_path, "en", [LINE, OTHER])
    update_messages(tmp_path, "nb", [CALL, DOORS])
    paths = [po_path(tmp_path, "en", "content"), po_path(tmp_path, "nb", "messages")]
    before = [path.read_bytes() for path in paths]
    update_content(tmp_path, "en", [LINE, OTHER])
    update_messages(tmp_path, "nb", [CALL, DOORS])
    assert [path.read_bytes() for path in paths] == before


def test_a_paragraph_that_moved_keeps_its_translation(tmp_path: Path) -> None:
    """When a paragraph before it goes, the others keep what the translators wrote, and nothing becomes fuzzy."""

    def body(number: int, source: str) -> ContentText:
        return ContentText(key=f"pages.a.body.{number}", source=source, written_in="nb", file="pages/a.md")

    path = po_path(tmp_path, "en", "content")
    update_content(tmp_path, "en", [body(0, "Først."), body(1, "Så."), body(2, "Sist.")])
    for number, said in enumerate(("First.", "Then.", "Last.")):
        fill(path, "en", f"pages.a.body.{number}", said)
    update_content(tmp_path, "en", [body(0, "Så."), body(1, "Sist.")])
    assert [(message.string, message.fuzzy) for message in read(path, "en") if message.id] == [
        ("Then.", False), ("Last.", False),
    ]  # fmt: skip


def test_content_is_no_format_string(tmp_path: Path) -> None:
    """A per cent sign in a text is a per cent sign."""
    update_content(tmp_path, "en", [OTHER])
    assert "python-format" not in po_path(tmp_path, "en", "content").read_text(encoding="utf-8")


def test_interface_report(tmp_path: Path) -> None:
    """Missing strings and wrong placeholders are told; English misses none, being the language of the code."""
    update_messages(tmp_path, "nb", [CALL, DOORS])
    assert report_messages(tmp_path, "nb", [CALL, DOORS]).missing == ("Call", "%(n)s door")
    assert report_messages(tmp_path, "en", [CALL, DOORS]).missing == ()
    path = po_path(tmp_path, "nb", "messages")
    fill(path, "nb", "Call", "Ring")
    fill(path, "nb", "%(n)s door", ("%(n)s dør", "%(antall)s dører"))
    report = report_messages(tmp_path, "nb", [CALL, DOORS])
    assert report.missing == ()
    assert report.wrong == ("%(n)s door",)


def test_marked_strings_are_found() -> None:
    """The extractor sees strings in Python files and in templates."""
    texts = interface_texts(Path(__file__).parents[2] / "directory")
    files = {file for text in texts for file, _ in text.places}
    assert any(file.endswith(".py") for file in files)
    assert any(file.endswith(".html") for file in files)


def test_the_editors_words_are_a_file_of_their_own() -> None:
    """What only editors read is no work for eight languages, and what readers read is no part of the editors' file."""
    package = Path(__file__).parents[2] / "directory"
    public = {file for text in interface_texts(package) for file, _ in text.places}
    tools = {file for text in editor_texts(package) for file, _ in text.places}
    assert not [file for file in public if file.startswith("directory/editor/")]
    assert any(file.startswith("directory/editor/templates/") for file in tools)
    assert not [file for file in tools if file.startswith("directory/web/") and file.endswith(".html")]
    assert "directory/catalog/fields.py" in tools


def test_alone_and_counted_is_one_entry(tmp_path: Path) -> None:
    """A file of gettext holds a message once: `_("One door")` reads the form for one of `ngettext("One door", …)`."""
    package = tmp_path / "directory"
    package.mkdir()
    code = 'a = _("One door")\nb = ngettext("One door", "%(num)s doors", 2)\n'
    (package / "a.py").write_text(code, encoding="utf-8")
    texts = interface_texts(package)
    assert [(text.message, text.plural, len(text.places)) for text in texts] == [("One door", "%(num)s doors", 2)]
    update_messages(tmp_path, "nb", texts)
    fill(po_path(tmp_path, "nb", "messages"), "nb", "One door", ("Én dør", "%(num)s dører"))
    assert report_messages(tmp_path, "nb", texts).translated == 1
    compile_catalogs(tmp_path)
    assert load_texts(tmp_path)["nb"].gettext("One door") == "Én dør"


def test_the_editors_words_are_compiled(tmp_path: Path) -> None:
    """`editor.po` is updated and compiled like the others."""
    update_messages(tmp_path, "nn", [CALL], "editor")
    fill(po_path(tmp_path, "nn", "editor"), "nn", "Call", "Ring")
    compile_catalogs(tmp_path)
    assert Translations.load(tmp_path, ["nn"], "editor").gettext("Call") == "Ring"
    assert report_messages(tmp_path, "nn", [CALL], "editor").translated == 1


def test_a_placeholder_between_braces_must_stay(tmp_path: Path) -> None:
    """A translation may leave out only what another program says in English."""
    size = InterfaceText(message="At most {most}: {what}", plural=None, context=None, places=(("directory/a.py", 1),))
    update_messages(tmp_path, "nb", [size], "editor")
    path = po_path(tmp_path, "nb", "editor")
    fill(path, "nb", size.message, "Høyst {most}")
    assert report_messages(tmp_path, "nb", [size], "editor").wrong == ()
    for wrong in ("Høyst: {what}", "Høyst {mest}: {what}"):
        fill(path, "nb", size.message, wrong)
        assert report_messages(tmp_path, "nb", [size], "editor").wrong == (size.message,)


def test_blocks() -> None:
    """A body falls apart at blank lines; a list stays whole and a heading stands alone."""
    body = "Først.\n\n## Så\nMer\nher.\n\n- en\n- to\n\n- tre\n\n\n1. a\n2. b\n"
    assert split_blocks(body) == ("Først.", "## Så", "Mer\nher.", "- en\n- to\n\n- tre\n\n1. a\n2. b")
    assert split_blocks("") == ()
