"""What is missing, wrong or forgotten in a translator's file is told; what is meant is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.reading import load_catalog
from directory.language.extraction import ContentText, InterfaceText, content_texts
from directory.language.locales import LOCALES
from directory.language.po_files import po_path, read_header, update_content, update_messages
from directory.language.po_reports import report_content, report_messages
from directory.language.wrong_language import wrong_language
from tests.unit.test_po_files import fill

LINE = ContentText(
    key="services.line.summary",
    source="Noen å snakke med når du har det vondt.",
    written_in="nb",
    file="services/line.md",
)
ALCOHOL = ContentText(key="topics.alcohol.label", source="Alkohol", written_in="nb", file="topics/alcohol.md")
DOORS = InterfaceText(message="%(n)s door", plural="%(n)s doors", context=None, places=(("directory/web/a.py", 4),))


def test_an_equal_text_is_missing_unless_it_is_meant(tmp_path: Path) -> None:
    """A Norwegian text left in the Polish file is told; `# same` says that the word is the same in Polish."""
    update_content(tmp_path, "pl", [LINE, ALCOHOL])
    path = po_path(tmp_path, "pl", "content")
    fill(path, "pl", LINE.key, LINE.source)
    fill(path, "pl", ALCOHOL.key, "Alkohol")
    report = report_content(tmp_path, "pl", [LINE, ALCOHOL])
    assert report.equal == (LINE.key, ALCOHOL.key)
    assert report.translated == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgctxt "topics.', '# same\nmsgctxt "topics.'), encoding="utf-8")
    update_content(tmp_path, "pl", [LINE, ALCOHOL])
    assert report_content(tmp_path, "pl", [LINE, ALCOHOL]).equal == (LINE.key,)


def test_bokmal_and_nynorsk_may_be_equal(tmp_path: Path) -> None:
    """The two are often written alike."""
    update_content(tmp_path, "nn", [ALCOHOL])
    fill(po_path(tmp_path, "nn", "content"), "nn", ALCOHOL.key, "Alkohol")
    assert report_content(tmp_path, "nn", [ALCOHOL]).equal == ()


def test_a_text_that_is_gone_is_stale(tmp_path: Path) -> None:
    """An update takes it out; until then the report names it."""
    update_content(tmp_path, "so", [LINE, ALCOHOL])
    assert report_content(tmp_path, "so", [LINE]).stale == (ALCOHOL.key,)
    update_content(tmp_path, "so", [LINE])
    assert report_content(tmp_path, "so", [LINE]).stale == ()


@pytest.mark.parametrize(("lang", "forms"), [("ar", 6), ("pl", 3), ("uk", 3), ("se", 3), ("so", 2), ("nn", 2)])
def test_plural_forms(tmp_path: Path, lang: str, forms: int) -> None:
    """Each language has as many plural forms as it needs; Northern Sámi has three, which Babel does not know."""
    update_messages(tmp_path, lang, [DOORS])
    path = po_path(tmp_path, lang, "messages")
    assert path.read_text(encoding="utf-8").count("msgstr[") == forms
    assert f"nplurals={forms};" in read_header(path)["Plural-Forms"]
    fill(path, lang, "%(n)s door", tuple(f"%(n)s x{number}" for number in range(forms)))
    assert report_messages(tmp_path, lang, [DOORS]).translated == 1
    fill(path, lang, "%(n)s door", ("%(n)s x", *("" for _ in range(forms - 1))))
    assert report_messages(tmp_path, lang, [DOORS]).missing == (DOORS.message,)


def test_a_reviewer_stays_in_the_header(tmp_path: Path) -> None:
    """An update keeps the name and date of the person who has read the file, and what a translator's tool wrote."""
    update_content(tmp_path, "uk", [LINE])
    path = po_path(tmp_path, "uk", "content")
    text = path.read_text(encoding="utf-8")
    assert read_header(path)["X-Reviewed-By"] == ""
    signed = text.replace("X-Reviewed-By: ", "X-Reviewed-By: Olena, 2027-01-02").replace(
        ": Rett dør\\n", ": Olena\\n", 1
    )
    path.write_text(signed, encoding="utf-8")
    update_content(tmp_path, "uk", [LINE, ALCOHOL])
    header = read_header(path)
    assert (header["X-Reviewed-By"], header["Last-Translator"]) == ("Olena, 2027-01-02", "Olena")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Noen å snakke med når du har det vondt."),
        ("ar", "Someone to talk to when life is hard."),
        ("so", "Du kan snakke med noen som har det på samme måten, og det er gratis."),
        ("pl", "You can talk to someone who is in the same situation, for free."),
        ("se", "Noen å snakke med, og du kan være den du er."),
        ("nn", "Jeg vet ikke hva jeg skal gjøre, og hvem kan hjelpe?"),
        ("en", "Можна поговорити з кимось."),
    ],
)
def test_the_wrong_language_is_found(lang: str, text: str) -> None:
    """A text in another language, or in another script, than its file's is told."""
    assert wrong_language(lang, text)


@pytest.mark.parametrize("lang", [lang for lang in LOCALES if lang != "nb"])
def test_our_own_translations_are_in_their_language(lang: str) -> None:
    """No text of ours is taken for another language, so what is told is worth reading."""
    root = Path(__file__).parents[2]
    texts = list(content_texts(load_catalog(root / "content")[0]))
    report = report_content(root / "translations", lang, texts)
    assert report.total > 1000
    assert report.wrong == ()
