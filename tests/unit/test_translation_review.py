"""The translators' reading: sign-offs in the files themselves, and nothing else of them changed."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import polib
import pytest

from directory.catalog.models import Catalog
from directory.catalog.reading import load_catalog
from directory.cli import main
from directory.editor.plural_examples import plural_examples
from directory.editor.translation_places import page_of, page_of_files
from directory.editor.translation_review import (
    GROUPS,
    LANGUAGES,
    Answer,
    Reading,
    faults_of,
    read_texts,
    save_answers,
    tidy,
)  # fmt: skip
from directory.language.extraction import ContentText, InterfaceText, content_texts
from directory.language.po_entries import read_entries, with_entry, with_header
from directory.language.po_faults import Fault, faults
from directory.language.po_files import REVIEWED, compile_catalogs, po_path, read_header, update_content
from directory.language.sign_offs import sign_off, written_sign_off
from directory.language.texts import load_texts
from tests.conftest import ROOT
from tests.unit.small_content import write_content

DAY = date(2026, 11, 22)
FILES = sorted(ROOT.glob("translations/*/LC_MESSAGES/*.po"))


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    """The real Ukrainian files, where a test may change them."""
    for kind in ("content", "messages"):
        path = po_path(tmp_path / "translations", "uk", kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(po_path(ROOT / "translations", "uk", kind), path)
    return tmp_path / "translations"


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Catalog]:
    """A small content, all of it translated into Ukrainian, and a file of two interface strings."""
    catalog, _ = load_catalog(write_content(tmp_path))
    folder = tmp_path / "small"
    update_content(folder, "uk", content_texts(catalog))
    path = po_path(folder, "uk", "content")
    text = path.read_text(encoding="utf-8")
    for entry in reversed(read_entries(text)):
        text = with_entry(text, entry, [f"Текст {entry.context}"], entry.comments, sure=True)
    path.write_text(text, encoding="utf-8")
    header = text.partition("\n\n")[0]
    call = '#: directory/web/strip.py\nmsgid "Call"\nmsgstr "Дзвонити"\n'
    back = '#: directory/web/x.html\nmsgid "Back"\nmsgstr "Назад"\n'
    po_path(folder, "uk", "messages").write_text(f"{header}\n\n{call}\n{back}", encoding="utf-8")
    return folder, catalog


def sign(folder: Path, catalog: Catalog, *wanted: Reading, by: str = "AB") -> int:
    answers = {one.key: Answer(strings=one.entry.strings, read=True) for one in wanted}
    return save_answers(folder, "uk", catalog, answers, by, DAY)


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parts[-3]}-{path.stem}" for path in FILES])
def test_entries_are_read_as_other_tools_read_them(path: Path) -> None:
    """Every entry of every file of ours: source, context, translations, comments and flags are what polib finds."""
    found = read_entries(path.read_text(encoding="utf-8"))
    known = [one for one in polib.pofile(str(path)) if not one.obsolete]
    assert [(one.context, one.id, one.plural or "") for one in found] == [
        (one.msgctxt, one.msgid, one.msgid_plural) for one in known
    ]
    for own, other in zip(found, known, strict=True):
        forms = [other.msgstr_plural[number] for number in sorted(other.msgstr_plural)] or [other.msgstr]
        assert (list(own.strings), own.fuzzy, "\n".join(own.comments)) == (forms, other.fuzzy, other.tcomment)


def test_signing_changes_nothing_but_the_entry(translations: Path, catalog: Catalog) -> None:
    """One comment comes, every other byte stays, and msgfmt and polib read the file."""
    path = po_path(translations, "uk", "content")
    before = path.read_text(encoding="utf-8").split("\n")
    one, other = read_texts(translations, "uk", catalog).texts[:2]
    assert sign(translations, catalog, one, other) == 2
    after = path.read_text(encoding="utf-8").split("\n")
    signed = [line for line in after if line.startswith("# reviewed: AB 2026-11-22 ")]
    assert len(signed) == 2
    assert [line for line in after if line not in signed] == before
    assert sum("reviewed: AB" in entry.tcomment for entry in polib.pofile(str(path))) == 2
    told = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_mended_text_is_written_as_the_tools_do(translations: Path, catalog: Catalog) -> None:
    """Quotes, line ends and plural forms come back as they were typed; what was not touched stays byte for byte."""
    path = po_path(translations, "uk", "messages")
    before = path.read_text(encoding="utf-8")
    texts = [one for one in read_texts(translations, "uk", catalog).texts if one.kind == "messages"]
    counted = next(one for one in texts if one.entry.plural)
    plain = next(one for one in texts if not one.entry.plural and "%" not in one.entry.id)
    forms = tuple(f"{string} “так”" for string in counted.entry.strings)
    answers = {
        counted.key: Answer(strings=forms, read=True),
        plain.key: Answer(strings=('Каже "так"\nі \\ ні',), read=False),
    }
    assert save_answers(translations, "uk", catalog, answers, "AB", DAY) == 2
    known = {(one.msgctxt, one.msgid): one for one in polib.pofile(str(path))}
    assert tuple(known[None, counted.entry.id].msgstr_plural.values()) == forms
    assert known[None, plain.entry.id].msgstr == 'Каже "так"\nі \\ ні'
    assert "reviewed" not in known[None, plain.entry.id].tcomment
    kept = [block for block in path.read_text(encoding="utf-8").split("\n\n") if block in before]
    assert len(kept) == len(before.split("\n\n")) - 2
    assert subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True).returncode == 0


def test_a_text_that_changes_loses_its_sign_off(small: tuple[Path, Catalog]) -> None:
    """Whichever tool changes the translation, the sign-off does not hold; signed anew, the old one is gone."""
    folder, catalog = small
    first = read_texts(folder, "uk", catalog).texts[0]
    sign(folder, catalog, first)
    assert read_texts(folder, "uk", catalog).texts[0].state == "signed"
    path = po_path(folder, "uk", first.kind)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(first.entry.strings[0], "Інший текст"), encoding="utf-8")
    changed = read_texts(folder, "uk", catalog).texts[0]
    assert (changed.state, changed.signed) == ("changed", None)
    sign(folder, catalog, changed, by="CD")
    assert path.read_text(encoding="utf-8").count("# reviewed:") == 1


def test_a_source_that_changes_loses_the_sign_off(small: tuple[Path, Catalog], tmp_path: Path) -> None:
    """A new Norwegian text makes the translation fuzzy; reading it against the new source makes it sure again."""
    folder, catalog = small
    summary = next(
        one for one in read_texts(folder, "uk", catalog).texts if one.entry.context == "services.line.summary"
    )
    sign(folder, catalog, summary)
    file = tmp_path / "content" / "services" / "line.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Noen å snakke med.", "Noen som hører."), encoding="utf-8")
    catalog, _ = load_catalog(tmp_path / "content")
    assert read_texts(folder, "uk", catalog).waiting == 1
    update_content(folder, "uk", content_texts(catalog))
    found = next(one for one in read_texts(folder, "uk", catalog).texts if one.entry.context == summary.entry.context)
    assert (found.state, found.entry.previous) == ("fuzzy", "Noen å snakke med.")
    sign(folder, catalog, found)
    entry = next(
        one for one in polib.pofile(str(po_path(folder, "uk", "content"))) if one.msgctxt == summary.entry.context
    )
    assert (entry.fuzzy, entry.previous_msgid) == (False, None)


def test_an_update_keeps_who_has_read(small: tuple[Path, Catalog]) -> None:
    """`translate` writes the file anew and leaves every sign-off in it."""
    folder, catalog = small
    sign(folder, catalog, *read_texts(folder, "uk", catalog).texts)
    path = po_path(folder, "uk", "content")
    before = path.read_bytes()
    update_content(folder, "uk", content_texts(catalog))
    assert path.read_bytes() == before


def test_the_line_goes_when_all_has_been_read(small: tuple[Path, Catalog]) -> None:
    """The site says that nobody has read a language until the last text of both files is signed, and again when one
    of them changes."""
    folder, catalog = small
    texts = read_texts(folder, "uk", catalog).texts
    sign(folder, catalog, *texts[:-1])
    compile_catalogs(folder)
    assert not load_texts(folder)["uk"].reviewed
    sign(folder, catalog, texts[-1], by="CD")
    for kind in ("content", "messages"):
        assert read_header(po_path(folder, "uk", kind))[REVIEWED].endswith(" 2026-11-22")
    compile_catalogs(folder)
    assert load_texts(folder)["uk"].reviewed
    path = po_path(folder, "uk", "messages")
    path.write_text(path.read_text(encoding="utf-8").replace("Назад", "Повернутися"), encoding="utf-8")
    compile_catalogs(folder)
    assert not load_texts(folder)["uk"].reviewed


def test_a_header_written_by_hand_counts(small: tuple[Path, Catalog]) -> None:
    """Who reads a whole file in another tool writes it in the headers, and the line goes."""
    folder, _ = small
    for kind in ("content", "messages"):
        path = po_path(folder, "uk", kind)
        path.write_text(with_header(path.read_text(encoding="utf-8"), REVIEWED, "Olena, 2027-01-02"), encoding="utf-8")
    compile_catalogs(folder)
    assert load_texts(folder)["uk"].reviewed
    assert not load_texts(folder)["pl"].reviewed


def test_crisis_texts_come_first(catalog: Catalog) -> None:
    """In every language: crisis, interface, privacy, the rest; crisis lines and the crisis page among the first."""
    for lang in LANGUAGES:
        groups = [one.group for one in read_texts(ROOT / "translations", lang, catalog).texts]
        assert groups == sorted(groups, key=GROUPS.index)
    texts = read_texts(ROOT / "translations", "uk", catalog).texts
    crisis = {one.entry.context or one.entry.id for one in texts if one.group == "crisis"}
    assert {"services.mental-helse-hjelpetelefonen.summary", "easy.crisis.title"} <= crisis
    assert any(one.kind == "messages" and one.group == "crisis" for one in texts)
    assert {"crisis", "interface", "privacy", "content"} == {one.group for one in texts}


@pytest.mark.parametrize(
    ("source", "string", "found"),
    [
        ("%(num)s days", "%(num)s днів", []), ("%(num)s days", "днів", ["placeholders"]),
        ("%(num)s days", "%(num)s %(x)s днів", ["placeholders"]),
        ("%(num)s days", "%(num)s днів 100 %", ["placeholders"]),
        ("Back", " ", ["empty"]), ("You can call them now", "Ring them and you can talk now", ["wrong-language"]),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_told(source: str, string: str, found: list[Fault]) -> None:
    """An empty text, a lost mark for a value, a lone percent sign, another language."""
    text = InterfaceText(message=source, plural=None, context=None, places=())
    assert faults("uk", text, [string], formatted="%" in source) == found


@pytest.mark.parametrize(
    ("source", "string", "differ"),
    [
        ("Ring 116 117 eller 113.", "Дзвоніть 113 або 116 117.", False), ("Ring 113.", "اتصل بـ ١١٣.", False),
        ("Ring 113 kl. 9–15.", "Дзвоніть 113, 09:00–15:00.", False), ("Ring 113.", "Дзвоніть 112.", True),
        ("Ring 02800.", "Дзвоніть 2800.", True), ("Ring 116 123.", "Дзвоніть.", True),
    ],
)  # fmt: skip
def test_a_number_that_reaches_nobody_is_told(source: str, string: str, differ: bool) -> None:
    """A telephone number stays as it is, in any order and any digits; times may be written another way (S-05)."""
    text = ContentText(key="services.x.summary", source=source, written_in="nb", file="x.md")
    assert faults("uk", text, [string], formatted=False) == (["numbers"] if differ else [])


def test_an_explanation_may_leave_the_number_out() -> None:
    """What a name means needs no telephone number, and never another one (S-05)."""
    text = ContentText(key="services.x.name", source="Alarm 116 111", written_in="nb", file="x.md", optional=True)
    strings = ("Для дітей", "Для дітей 116 111", "116 117", "")
    assert [faults("uk", text, [one], formatted=False) for one in strings] == [[], [], ["numbers"], []]


def test_numbers_are_kept_in_every_file(catalog: Catalog) -> None:
    """No text of ours that someone in danger reads, or that holds a telephone number, has other numbers."""
    for lang in LANGUAGES:
        texts = read_texts(ROOT / "translations", lang, catalog).texts
        found = [one for one in texts if "numbers" in faults_of(lang, one, one.entry.strings)]
        assert [(one.entry.context, one.entry.strings) for one in found] == []


def test_an_emptied_explanation_outlives_an_update(small: tuple[Path, Catalog]) -> None:
    """Who emptied it and what stood there stay in the file; written anew, the words before go."""
    folder, catalog = small

    def name() -> Reading:
        return next(one for one in read_texts(folder, "uk", catalog).texts if one.is_name)

    words, total = name().entry.strings[0], len(read_texts(folder, "uk", catalog).texts)
    save_answers(folder, "uk", catalog, {name().key: Answer(strings=("",), read=True)}, "AB", DAY)
    update_content(folder, "uk", content_texts(catalog))
    assert (name().state, name().before) == ("signed", words)
    assert len(read_texts(folder, "uk", catalog).texts) == total
    save_answers(folder, "uk", catalog, {name().key: Answer(strings=(words,), read=False)}, "AB", DAY)
    assert (name().state, name().entry.comments) == ("unsigned", ())


def test_each_form_of_a_plural_has_examples() -> None:
    """Read from the file's own header; one that cannot be read gives none."""
    rule = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    assert plural_examples(rule) == ("1", "2–4, 22–24 …", "5–21, 25–31 …")
    assert plural_examples("nplurals=2; plural=(n > 1);") == ("1", "2 …")
    assert plural_examples("nplurals=2; plural=import;") == plural_examples("") == ()


def test_an_equal_text_that_was_read_is_meant(small: tuple[Path, Catalog]) -> None:
    """Signed, it says so with `# same`, and no report calls it forgotten."""
    folder, catalog = small
    one = next(one for one in read_texts(folder, "uk", catalog).texts if one.entry.id == "Back")
    save_answers(folder, "uk", catalog, {one.key: Answer(strings=("Back",), read=True)}, "AB", DAY)
    again = next(one for one in read_texts(folder, "uk", catalog).texts if one.entry.id == "Back")
    assert "same" in again.entry.comments
    assert again.state == "signed"


def test_a_form_that_comes_back_as_it_went_changes_nothing(catalog: Catalog) -> None:
    """A browser's CR LF makes no other text."""
    for one in read_texts(ROOT / "translations", "uk", catalog).texts:
        assert tidy(one, [string.replace("\n", "\r\n") for string in one.entry.strings]) == one.entry.strings


def test_a_file_from_windows_stays_one() -> None:
    """CR LF is kept in what is written too."""
    header = 'msgid ""\r\nmsgstr ""\r\n"X: \\n"\r\n\r\n'
    text = header + '#, fuzzy, python-format\r\n#| msgid "b"\r\nmsgid "a"\r\nmsgstr "c"\r\n'
    (entry,) = read_entries(text)
    made = with_entry(text, entry, ["d\ne"], ["reviewed: AB"], sure=True)
    assert made.count("\r\n") == made.count("\n")
    assert made.endswith('# reviewed: AB\r\n#, python-format\r\nmsgid "a"\r\nmsgstr ""\r\n"d\\n"\r\n"e"\r\n')
    assert '"X: y\\n"\r\n' in with_header(text, "X", "y")


def test_a_forged_or_broken_sign_off_is_none() -> None:
    """A comment without the digest of these very texts, or with no day, is no sign-off."""
    good = written_sign_off("AB", DAY, ["a"], ["b"])
    assert sign_off([good], ["a"], ["b"]) is not None
    named, never = good.replace("AB", "Kari N"), good.replace("2026-11-22", "2026-13-45")
    for comment in (good[:-1] + "x", never, "reviewed: AB", named):
        assert sign_off([comment], ["a"], ["b"]) is None
    assert sign_off([good], ["a"], ["c"]) is None
    assert sign_off([good], ["other"], ["b"]) is None


def test_each_text_has_a_page() -> None:
    """A text of the content leads to its own page; an interface string to one where it is seen."""
    assert page_of("services.leve.channels.0.fees") == "services/leve"
    assert page_of("questions.who.text") == "assistant"
    assert page_of_files(["directory/web/templates/search.html"]) == "search"
    assert page_of_files(["directory/web/nowhere.py"]) == ""


def test_the_terminal_tells_how_far_a_language_is(capsys: pytest.CaptureFixture[str]) -> None:
    """`review --lang uk` counts the crisis texts first, and says where to read them."""
    assert main(["review", "--lang", "uk", "--told-in", "nb"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Українська: ")
    assert "python -m directory edit" in told.splitlines()[-1]
