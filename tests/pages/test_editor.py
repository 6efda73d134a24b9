"""The editor as someone without scripts meets it: lists, forms, what will be changed, saving, and what goes wrong."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from directory.catalog import saving
from directory.catalog.reading import load_catalog
from directory.editor import publish_pages
from tests.conftest import ROOT
from tests.editing import CSRF, TOKEN, EditorPages, copied_content, filled_form, pages_at

WALK = "/services/tysnes-torsdagsturen"
WALK_FILE = "services/tysnes-torsdagsturen.md"
NEW = "/services/new"


@pytest.fixture
def pages(tmp_path: Path) -> EditorPages:
    return pages_at(copied_content(tmp_path))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> EditorPages:
    """For tests that save nothing."""
    return pages_at(copied_content(tmp_path_factory.mktemp("editor")))


def changed(form: MultiDict[str, str], **values: str) -> MultiDict[str, str]:
    made = MultiDict([*form.items(multi=True)])
    for name, value in values.items():
        made[name.replace("__", "-")] = value
    return made


def test_every_page_keeps_the_rules(untouched: EditorPages) -> None:
    """One h1 that the title begins with, labels, no inline script, headings in order: on each kind of page."""
    for path in (
        *("/", "/services", "/services?state=uncertain&place=4613&q=rus", "/services?q=zzzz", "/organizations"),
        *("/places", "/topics", "/words?lang=nn", "/questions", "/publish", NEW, f"{NEW}?template=relatives-group"),
        *("/organizations/new", "/places/new", WALK, "/organizations/leve", "/places/1106", "/topics/loneliness"),
        *("/words/nb.loneliness", "/questions/10-who", f"{WALK}/copy", f"{WALK}/close", f"{WALK}/move"),
    ):
        untouched.get(path)
    assert "There is no such page" in untouched.get("/services/nobody", status=404).html
    assert "There is no such page" in untouched.get("/nowhere", status=404).html


def test_a_list_is_searched_as_people_write(untouched: EditorPages) -> None:
    """Part of a name, in any case and spelling, finds it; what matches nothing says so."""
    found = [row.text for row in untouched.get("/services?q=TORSDAGST+tysn").page.all("li", class_="editor-row")]
    assert len(found) == 1
    assert "Torsdagsturen" in found[0]
    assert "Nothing here matches" in untouched.get("/services?q=xyzxyz").main.text


def test_a_change_is_shown_before_it_is_saved(pages: EditorPages) -> None:
    """The lines that go and come are shown, nothing is written yet, and saving changes those lines only."""
    before = pages.text(WALK_FILE)
    form = changed(filled_form(pages.get(WALK)), name="Torsdagsturen i Våge")
    shown = pages.send(WALK, form, "look")
    lines, words = shown.page.one("div", class_="difference"), shown.page.one("dl", class_="changes")
    assert [one.text for one in lines.all("del")] == ["name: Torsdagsturen, Tysnes"]
    assert [one.text for one in lines.all("ins")] == ["name: Torsdagsturen i Våge"]
    assert words.text == "Name Was: Torsdagsturen, Tysnes Will be: Torsdagsturen i Våge"
    assert pages.text(WALK_FILE) == before
    assert pages.save(WALK, filled_form(shown)) == f"{WALK}?saved=1"
    assert pages.text(WALK_FILE) == before.replace("name: Torsdagsturen, Tysnes", "name: Torsdagsturen i Våge")
    assert "Saved." in pages.get(f"{WALK}?saved=1").main.text


def test_the_preview_is_there_in_both_languages(untouched: EditorPages) -> None:
    """Nynorsk too, also where there are no translations: the card and the page as readers will see them."""
    for lang in ("nn", "nb"):
        untouched.workplace.lang = lang
        page = untouched.get(WALK).page
        assert "Torsdagsturen" in page.one("div", class_="editor-card").text
        assert "bedehuset" in page.one("div", class_="editor-preview").text


def test_saving_without_a_change_is_no_change(untouched: EditorPages) -> None:
    """What was only looked at says that nothing is changed."""
    assert "Nothing is changed." in untouched.send(WALK, filled_form(untouched.get(WALK)), "look").main.text


def test_one_goes_back_from_what_will_be_changed_with_all_that_was_typed(untouched: EditorPages) -> None:
    """The form comes back filled in."""
    form = changed(filled_form(untouched.get(WALK)), summary="En rolig tur.")
    back = untouched.send(WALK, filled_form(untouched.send(WALK, form, "look")), "back")
    assert filled_form(back)["summary"] == "En rolig tur."


def test_a_new_offering_from_nothing(pages: EditorPages) -> None:
    """A relatives' group with its next meeting: from the template to a file that checks."""
    form = filled_form(pages.get(f"{NEW}?template=relatives-group"))
    form = changed(
        form, name="Pårørendegruppa på Bømlo", summary="Møt andre pårørende i rolige omgivelser.", run_by="Frivillige",
        organization_type="voluntary", service_area="4613", channels__0__value="22 40 00 40",
        meetings__0__schedule="Th 18:00-20:00", meetings__0__every_weeks="2", meetings__0__start_date="2026-11-26",
        sources__0__title="Telefon", sources__0__date="2026-11-22",
        confidence="high",
    )  # fmt: skip
    form.setlist("topics", ["loneliness", "", ""])
    shown = pages.send(NEW, form, "look")
    assert "must be mended" not in shown.main.text
    address = pages.save(NEW, filled_form(shown))
    assert address == "/services/parorendegruppa-pa-bomlo?saved=1"
    catalog, problems = load_catalog(pages.workplace.content)
    assert [one for one in problems if not one.warning] == []
    group = catalog.services["parorendegruppa-pa-bomlo"]
    assert (group.meetings[0].every_weeks, str(group.meetings[0].start_date)) == (2, "2026-11-26")
    preview = pages.get("/services/parorendegruppa-pa-bomlo").page.one("div", class_="editor-preview")
    assert "26 November" in preview.text or "26. november" in preview.text


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "name"),
    ({"summary": "ord " * 41}, "summary"),
    ({"summary": "se <b>her</b>"}, "summary"),
    ({"organization": "", "run_by": ""}, "organization"),
    ({"run_by": "Noen"}, "run_by"),
    ({"status": "uncertain", "alert": ""}, "alert"),
    ({"closed_date": "2026-01-01"}, "closed_date"),
    ({"closed_date": "i går"}, "closed_date"),
    ({"reach": "national"}, "service_area"),
    ({"minimum_age": "gammel"}, "minimum_age"),
    ({"minimum_age": "50", "maximum_age": "40"}, "maximum_age"),
    ({"website": "example"}, "website"),
    ({"wait": "To uker", "wait_date": ""}, "wait"),
    ({"languages": "norsk språk"}, "languages"),
    ({"channels-0-kind": "phone", "channels-0-value": "12"}, "channels-0-value"),
    ({"channels-0-schedule": "mandag til lunsj"}, "channels-0-schedule"),
    ({"meetings-0-every_weeks": "2", "meetings-0-start_date": ""}, "meetings-0-start_date"),
    ({"meetings-0-schedule": ""}, "meetings-0-schedule"),
    ({"sources-0-url": "", "sources-0-title": ""}, "sources-0-url"),
    ({"sources-0-date": "nylig"}, "sources-0-date"),
    ({"body": "# Stor overskrift"}, "body"),
    ({"confidential_address": "yes"}, "confidential_address"),
]


@pytest.mark.parametrize(("values", "name"), BROKEN, ids=lambda one: one if isinstance(one, str) else None)
def test_a_broken_rule_is_told_beside_its_field(untouched: EditorPages, values: dict[str, str], name: str) -> None:
    """The page begins with Error, the summary leads to the field, and the message stands beside it: scripts or not."""
    pages = untouched
    form = changed(filled_form(pages.get(WALK)), **{key.replace("-", "__"): value for key, value in values.items()})
    page = pages.send(WALK, form, "check")
    assert page.title.startswith("Error: ")
    summary = page.page.one("div", class_="ds-error-summary")
    assert f"#f-{name}" in [one["href"] for one in summary.all("a")], [one["href"] for one in summary.all("a")]
    beside = page.page.one("div", id=f"m-{name}").text
    assert beside
    assert "`" not in beside
    answer = pages.client.post(f"/{TOKEN}{WALK}/check", data=form).get_json()
    assert name in [one["name"] for one in answer["messages"]]


def test_what_people_type_is_written_as_the_file_has_it(pages: EditorPages) -> None:
    """Norwegian hours, Norwegian dates and “Gratis” are saved as the file writes them, and shown in words before."""
    form = changed(
        filled_form(pages.get(WALK)), fees="Gratis", review_date="20.11.26", sources__0__date="20.11.2026",
        channels__0__schedule="man-fre 15:30-22; lør, søn og helligdager 8-22",
    )  # fmt: skip
    shown = pages.send(WALK, form, "look")
    words = shown.page.one("dl", class_="changes").text
    assert "must be mended" not in shown.main.text
    assert "mandag–fredag 15:30–22:00; lørdag, søndag og public holidays 08:00–22:00" in words
    assert "Will be: free" in words
    assert "20. november 2026" in words
    pages.save(WALK, filled_form(shown))
    lines = {line.strip().replace("'", "").replace('"', "") for line in pages.text(WALK_FILE).splitlines()}
    hours = "schedule: Mo-Fr 15:30-22:00; Sa,Su,PH 08:00-22:00"
    assert {hours, "fees: free", "review_date: 2026-11-20"} <= lines
    assert any(line.endswith("date: 2026-11-20") and "review" not in line for line in lines)


def test_what_costs_nothing_reads_in_norwegian(untouched: EditorPages) -> None:
    """The form says gratis where the file says free, and coming back with it changes nothing."""
    untouched.workplace.translations = ROOT / "translations"
    try:
        free = next(path.stem for path in sorted((untouched.workplace.content / "services").glob("*.md"))
                    if "\nfees: free\n" in path.read_text(encoding="utf-8"))  # fmt: skip
        page = untouched.get(f"/services/{free}")
        assert filled_form(page)["fees"] == "gratis"
        shown = untouched.send(f"/services/{free}", filled_form(page), "look")
        assert not shown.page.all("dl", class_="changes")
    finally:
        untouched.workplace.translations = untouched.workplace.content.parent / "no-translations"


def test_hours_typed_in_norwegian_reach_the_table(untouched: EditorPages) -> None:
    """While one types, the answer holds the hours as they are meant, for the table beside the text."""
    form = changed(filled_form(untouched.get(WALK)), channels__0__schedule="lør-søn og helligdager 8-22")
    answer = untouched.client.post(f"/{TOKEN}{WALK}/check", data=form).get_json()
    assert answer["meant"] == {"channels-0-schedule": "Sa-Su,PH 08:00-22:00"}
    assert "channels-0-schedule" not in [one["name"] for one in answer["messages"]]


def test_of_a_list_only_what_changes_is_shown(untouched: EditorPages) -> None:
    """One way in is another: the others are only counted. A meeting says how often, and from when."""
    path = "/services/tysnes-torsdagsturen"
    form = changed(
        filled_form(untouched.send(path, filled_form(untouched.get(path)), "add-channels")),
        channels__1__kind="phone", channels__1__value="22400040",
    )  # fmt: skip
    words = untouched.send(path, form, "look").page.one("dl", class_="changes").text
    assert words == "Ways in Will be: Phone, 22400040 One other stays as it is."
    form = changed(filled_form(untouched.get(path)), meetings__0__schedule="tirsdag 18-20",
                   meetings__0__every_weeks="2", meetings__0__start_date="1.12.2026")  # fmt: skip
    words = untouched.send(path, form, "look").page.one("dl", class_="changes").text
    assert "tirsdag 18:00–20:00, every other week from 1. desember 2026" in words


def test_two_editors_at_once_both_keep_what_they_wrote(pages: EditorPages) -> None:
    """The second one is told, sees both texts of what both changed, and saves on top of the first."""
    mine = changed(filled_form(pages.get(WALK)), name="Turen min", summary="Min tekst.")
    theirs = changed(filled_form(pages.get(WALK)), name="Turen deres", fees="free")
    pages.save(WALK, theirs)
    told = pages.send(WALK, mine, "save", status=409)
    assert "Someone else has saved this since you opened it" in told.main.text
    assert "Turen deres" in told.main.text
    again = filled_form(told)
    assert (again["name"], again["summary"], again["fees"]) == ("Turen min", "Min tekst.", "free")
    pages.save(WALK, again)
    text = pages.text(WALK_FILE)
    assert "name: Turen min" in text
    assert "summary: Min tekst." in text
    assert "fees: free" in text


def test_a_full_disk_keeps_the_form(pages: EditorPages, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so in words, the file is as it was, and all that was typed is still there."""
    before = pages.text(WALK_FILE)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(saving, "_write", full)
    page = pages.send(WALK, changed(filled_form(pages.get(WALK)), name="Ny tur"), "save", status=507)
    assert "the disk is full" in page.main.text
    assert filled_form(page)["name"] == "Ny tur"
    assert pages.text(WALK_FILE) == before


def test_one_more_item_without_a_script(untouched: EditorPages) -> None:
    """“Add a way in” gives an empty one, and keeps the rest."""
    page = untouched.send(WALK, changed(filled_form(untouched.get(WALK)), name="Ny tur"), "add-channels")
    form = filled_form(page)
    assert form["name"] == "Ny tur"
    assert form["channels-1-kind"] == ""


def test_an_offering_closes_with_its_date(pages: EditorPages) -> None:
    """Two keys come in, nothing else is changed, and the public page says that it has closed."""
    before = pages.text(WALK_FILE)
    asked = pages.send(f"{WALK}/close", MultiDict({"csrf": CSRF, "closed_date": "2026-11-01"}), "")
    pages.save(WALK, filled_form(asked))
    after = pages.text(WALK_FILE).splitlines()
    assert {line.replace("'", "") for line in after} >= {"status: closed", "closed_date: 2026-11-01"}
    kept = [line for line in before.splitlines() if not line.startswith("status:")]
    assert [line for line in after if not line.startswith(("status:", "closed_date:"))] == kept


def test_what_has_closed_is_shown_as_closed_and_opens_again(pages: EditorPages) -> None:
    """The page after saving leads nowhere that is not there, the preview says closed, and one can take it back."""
    before = pages.text(WALK_FILE)
    asked = pages.send(f"{WALK}/close", MultiDict({"csrf": CSRF, "closed_date": "01.11.2026"}), "")
    saved = pages.get(pages.save(WALK, filled_form(asked)))
    assert "Saved." in saved.main.text
    assert "Confirm that it is right" not in saved.main.text
    assert "closed" in saved.page.one("div", class_="editor-card").text
    for link in saved.page.one("main").all("a"):
        if link["href"].startswith("/"):
            assert pages.client.get(link["href"]).status_code == 200, link["href"]
    assert saved.page.all("form", action=f"/{TOKEN}{WALK}/open")
    again = pages.send(f"{WALK}/open", MultiDict({"csrf": CSRF}), "")
    pages.save(WALK, filled_form(again))
    gone = ("status:", "closed_date:")
    assert pages.text(WALK_FILE).splitlines() == [one for one in before.splitlines() if not one.startswith(gone)]


def test_a_wrong_date_of_closing_is_told(untouched: EditorPages) -> None:
    """Nothing goes on with a date that is none."""
    form = MultiDict({"csrf": CSRF, "closed_date": "snart"})
    assert "Write the date as" in untouched.send(f"{WALK}/close", form, "", status=422).main.text


def test_a_moved_offering_keeps_its_old_address(pages: EditorPages) -> None:
    """The new file redirects the old id, and the old file is gone."""
    form = MultiDict({"csrf": CSRF, "new_id": "torsdagstur-vage"})
    assert "services/torsdagstur-vage.md" in pages.send(f"{WALK}/move", form, "look").main.text
    assert (pages.workplace.content / WALK_FILE).exists()
    assert pages.save(f"{WALK}/move", form) == "/services/torsdagstur-vage?saved=1"
    catalog, problems = load_catalog(pages.workplace.content)
    assert [one for one in problems if not one.warning] == []
    assert catalog.moved["services"]["tysnes-torsdagsturen"] == "torsdagstur-vage"
    assert not (pages.workplace.content / WALK_FILE).exists()


def test_an_organisation_moves_with_all_that_names_it(pages: EditorPages) -> None:
    """Its offerings name the new file, and the content checks."""
    form = MultiDict({"csrf": CSRF, "new_id": "frivilligsentralen-tysnes"})
    moved = pages.save("/organizations/tysnes-frivilligsentral/move", form)
    assert moved == "/organizations/frivilligsentralen-tysnes?saved=1"
    catalog, problems = load_catalog(pages.workplace.content)
    assert [one for one in problems if not one.warning] == []
    assert catalog.services["tysnes-torsdagsturen"].organization == "frivilligsentralen-tysnes"


@pytest.mark.parametrize("wanted", ["", "Å", "kirkens-sos", "tysnes-torsdagsturen"])
def test_an_address_that_cannot_be_is_told(untouched: EditorPages, wanted: str) -> None:
    """Empty, taken, or not letters a-z: the form comes back with the reason."""
    page = untouched.send(f"{WALK}/move", MultiDict({"csrf": CSRF, "new_id": wanted}), "save", status=422)
    assert page.page.one("div", class_="ds-error-summary").all("a", href="#new_id")
    assert (untouched.workplace.content / WALK_FILE).exists()


def test_a_copy_leaves_out_what_was_true_of_the_first_only(pages: EditorPages) -> None:
    """It is a new form with another name to be written, not confirmed, and its address is not that of the first."""
    form = filled_form(pages.get(f"{WALK}/copy"))
    assert form["opened"] == ""
    assert form["alert"] == ""
    address = pages.save(NEW, changed(form, name="En annen tur"))
    assert address == "/services/en-annen-tur?saved=1"


def test_a_new_offering_is_never_written_over_another(pages: EditorPages) -> None:
    """An address that is taken gets a number, whatever was wished for."""
    before = pages.text(WALK_FILE)
    form = changed(filled_form(pages.get(f"{WALK}/copy")), id="tysnes-torsdagsturen", name="En annen tur")
    assert pages.save(NEW, form) == "/services/tysnes-torsdagsturen-2?saved=1"
    assert pages.text(WALK_FILE) == before


def test_a_word_comes_into_a_list_and_nothing_else_changes(pages: EditorPages) -> None:
    """The word list of a topic: one line more, the file's comments and other lists as they were."""
    path, before = "/words/nb.loneliness", pages.text("words/nb.yaml")
    form = filled_form(pages.get(path))
    form["phrases"] += "\r\nhar ingen å spise middag med"
    pages.save(path, filled_form(pages.send(path, form, "look")))
    after = pages.text("words/nb.yaml")
    assert "har ingen å spise middag med" in after
    assert after.splitlines()[:6] == before.splitlines()[:6]
    assert len(after) - len(before) < 60


def test_a_word_in_two_lists_is_told(untouched: EditorPages) -> None:
    """The message stands beside the words."""
    path = "/words/nb.loneliness"
    form = filled_form(untouched.get(path))
    form["phrases"] += "\r\nangst"
    assert untouched.send(path, form, "check").page.one("div", id="m-phrases").text


def test_the_words_of_a_question_change_and_what_they_lead_to_stays(pages: EditorPages) -> None:
    """Only the texts can be changed here: ids, icons and conditions come back as they were."""
    path, file = "/questions/10-who", "questions/10-who.md"
    before = pages.text(file)
    form = filled_form(pages.get(path))
    form["options-0-text"] = "Meg selv"
    pages.save(path, filled_form(pages.send(path, form, "look")))
    assert pages.text(file) == before.replace("text: Jeg selv", "text: Meg selv")


def test_what_someone_wrote_is_never_markup(untouched: EditorPages) -> None:
    """A name with HTML in it is shown as it was typed: in the form, the difference and the preview."""
    form = changed(filled_form(untouched.get(WALK)), run_by='"><script>alert(1)</script>', name="<img src=x>")
    for do in ("check", "look"):
        html = untouched.send(WALK, form, do).html
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    answer = untouched.client.post(f"/{TOKEN}{WALK}/check", data=form).get_json()
    assert "<img src=x" not in str(answer["card"]) + str(answer["page"])


def test_publishing_says_what_stops_it_and_then_builds(pages: EditorPages) -> None:
    """A file with a mistake is named with what to do; when it is mended the release is there."""
    pages.workplace.translations = ROOT / "translations"
    pages.save(WALK, changed(filled_form(pages.get(WALK)), summary=""))
    refused = pages.client.post(f"/{TOKEN}/publish", data={"csrf": CSRF})
    assert refused.status_code == 422
    assert "tysnes-torsdagsturen" in refused.get_data(as_text=True)
    assert not (pages.workplace.var / "current").exists()
    pages.save(WALK, changed(filled_form(pages.get(WALK)), summary="En tur."))
    assert pages.client.post(f"/{TOKEN}/publish", data={"csrf": CSRF}).status_code == 200
    assert (pages.workplace.var / "current").exists()


def test_publishing_speaks_of_pages_by_their_names(pages: EditorPages, monkeypatch: pytest.MonkeyPatch) -> None:
    """What must be mended has the name people use, the button tells that it works, and a link leads to the site."""
    file = pages.workplace.content / "places" / "4613.md"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("name: Bømlo\n", "name: Bømlo\nodd: x\n", 1), encoding="utf-8")
    rows = pages.get("/publish").page.all("li", class_="editor-row")
    named = [one.one("a") for one in rows if one.all("a", href=f"/{TOKEN}/places/4613")]
    assert named
    assert {one.text for one in named} == {"Bømlo"}
    file.write_text(before, encoding="utf-8")
    forms = [one for one in pages.get("/publish").page.all("form") if one["data-working"].startswith("Publishing")]
    assert [len(one.all("p", role="status")) for one in forms] == [1]
    monkeypatch.setattr(publish_pages, "build_release", lambda *_: "r1")
    pages.workplace.site = "https://help.example.no"
    done = pages.send("/publish", MultiDict({"csrf": CSRF}), "")
    assert done.page.one("main").all("a", href="https://help.example.no")
    assert "r1" not in done.page.one("div", class_="ds-alert").text


def test_a_file_that_cannot_be_read_stands_in_the_list(pages: EditorPages) -> None:
    """Nobody loses sight of a file that somebody broke by hand."""
    (pages.workplace.content / "services" / "aa-broken.md").write_text("---\nname: [\n---\n", encoding="utf-8")
    assert "aa-broken" in pages.get("/services?state=mend").main.text
    assert pages.client.get(f"/{TOKEN}/services/aa-broken").status_code == 422
