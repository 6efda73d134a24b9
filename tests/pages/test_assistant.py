"""The assistant's pages, as whole pages without scripts: questions, answers, doors, and what it never does."""

from __future__ import annotations

import logging
import random
import string
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from directory.catalog.models import Catalog
from directory.release import Release
from tests.conftest import GetPage, MakeApp, page_getter
from tests.documents import Element
from tests.house_rules import Document

NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=ZoneInfo("Europe/Oslo"))
SAID = "jeg drikker for mye"


def press(get_page: GetPage, document: Document, **pressed: Any) -> Document:
    """The next page, when the form is sent with the state it holds and what is `pressed`."""
    form = document.main.one("form", id="talk")
    assert form["method"] == "post"
    kept: dict[str, list[str]] = {"step": [], "asked": [], "view": []}
    for one in form.all("input", type="hidden"):
        kept[one["name"]].append(one["value"])
    data: dict[str, Any] = {name: values for name, values in kept.items() if values}
    for name, value in pressed.items():
        data[name] = [*data.get(name, []), value] if name == "step" else value
    return get_page(form["action"], data=data)


def question(document: Document) -> str:
    return document.main.one("legend").text


def shows_doors(document: Document) -> list[Element]:
    return document.main.all("li", class_="offered")


def test_it_begins_with_the_first_question(get_page: GetPage, catalog: Catalog) -> None:
    """The first question stands there with its options as buttons, "I do not know" and "skip", and nothing chosen."""
    document = get_page("/nb/assistant")
    first = next(iter(catalog.questions.values()))
    assert question(document) == first.text
    values = [one["value"] for one in document.main.one("fieldset").all("button")]
    assert values == [f"who:{option.id}" for option in first.options] + ["who:dont-know", "who:skip"]
    assert not [one for one in document.main.all("input") if one.has("checked")]


def test_home_begins_it(get_page: GetPage) -> None:
    """The front page holds the first question; answering it there leads to the second."""
    form = next(one for one in get_page("/nb/?place=1106").main.all("form") if one.all("fieldset"))
    assert form["action"] == "/nb/assistant?place=1106"
    assert form["method"] == "post"
    assert question(get_page(form["action"], data={"step": "who:self"})) == "Hva handler det om?"


def test_s_20_it_says_what_it_is(get_page: GetPage) -> None:
    """S-20: first it says that it is automatic, that nobody reads it, nothing is saved, and not for emergencies."""
    main = get_page("/en/assistant").main
    said = main.all("p")[0].text
    assert all(word in said for word in ("automatic", "No person reads", "nothing is saved", "113"))


def test_answers_lead_to_doors(get_page: GetPage) -> None:
    """Answers lead to the next question, and the questions end in at least three doors on shelves, with reasons."""
    document = get_page("/nb/assistant?place=1106")
    for step in ("who:self", "area:alcohol-drugs-and-gambling"):
        document = press(get_page, document, step=step)
        assert not shows_doors(document)
    document = press(get_page, document, choice="alcohol", do="answer")
    asked = 3
    while not shows_doors(document):
        document = press(get_page, document, step=document.main.one("fieldset").all("button")[-1]["value"])
        asked += 1
    assert asked <= 9
    doors = shows_doors(document)
    assert 3 <= len(doors) <= 7
    for door in doors:
        assert door.one("article").all("ul", class_="reasons")
        assert door.one("details", class_="why").all("li")


def test_doors_at_every_turn(get_page: GetPage) -> None:
    """ "Show doors now" stands at every turn and shows doors; more questions can be answered afterwards."""
    document = get_page("/nb/assistant")
    for _ in range(4):
        assert document.main.all("button", value="doors")
        assert len(shows_doors(press(get_page, document, do="doors"))) >= 3
        skip = document.main.one("fieldset").all("button")[-1]["value"]
        document = press(get_page, document, step=skip)
    document = press(get_page, get_page("/nb/assistant"), do="doors")
    assert document.main.all("button", value="on")
    assert not shows_doors(press(get_page, document, do="on"))
    assert shows_doors(press(get_page, document, text=SAID, do="say"))


def test_answers_can_be_changed_and_the_others_stay(get_page: GetPage) -> None:
    """ "Change" names its question, asks it again, and keeps what was answered after it."""
    document = press(get_page, get_page("/en/assistant"), step="who:self")
    document = press(get_page, document, step="area:everyday-life")
    change = document.main.one("button", value="change:who")
    assert "Hvem trenger hjelp?" in change.text or "Who" in change.text
    document = press(get_page, document, do="change:who")
    assert document.main.all("button", value="who:friend")
    document = press(get_page, document, step="who:friend")
    changed = [one["value"] for one in document.main.all("button") if one["value"].startswith("change:")]
    assert changed[:2] == ["change:who", "change:area"]
    steps = [one["value"] for one in document.main.one("form", id="talk").all("input", name="step")]
    assert sorted(steps) == ["area:everyday-life", "who:friend"]


def test_back_and_start_again(get_page: GetPage) -> None:
    """Our own Back takes away the last step, and "Start again" all of them; typed words do the same."""
    first = get_page("/nb/assistant")
    second = press(get_page, first, step="who:self")
    third = press(get_page, second, step="area:everyday-life")
    assert question(press(get_page, third, do="back")) == question(second)
    assert question(press(get_page, third, text="tilbake", do="say")) == question(second)
    assert question(press(get_page, third, do="restart")) == question(first)
    assert question(press(get_page, third, text="start på nytt", do="say")) == question(first)


def test_what_is_written_is_shown_as_answers(get_page: GetPage) -> None:
    """Free text is read as answers that can be changed, and what it said is not asked again."""
    document = press(get_page, get_page("/en/assistant"), text="mamma drikker og jeg er 14 år", do="say")
    assert "I understand it like this" in document.main.one("div", role="log").text
    assert "as I understood it" in document.main.text
    assert document.main.all("button", value="change:topic")
    assert question(document) != question(get_page("/en/assistant")) or document.main.all("button", value="change:who")


def test_enter_in_the_text_field_answers_nothing_by_chance(get_page: GetPage) -> None:
    """The form's first button, the one that Enter presses, sends the text and is no option."""
    form = get_page("/nb/assistant").main.one("form", id="talk")
    first = form.all("button")[0]
    assert (first["name"], first["value"]) == ("do", "say")


def test_what_is_written_goes_along_with_a_pressed_option(get_page: GetPage) -> None:
    """Text in the field is not lost when an option is pressed instead of Send."""
    document = press(get_page, get_page("/nb/assistant"), step="who:self", text=SAID)
    steps = [one["value"] for one in document.main.one("form", id="talk").all("input", name="step")]
    assert [step.partition(":")[0] for step in steps] == ["who", "text"]


def test_a_crisis_stands_above_and_is_not_forgotten(get_page: GetPage) -> None:
    """S-05, S-18: the panel stands above the conversation at this turn and the next ones; the questions go on."""
    document = press(get_page, get_page("/nb/assistant"), text="jeg vil ikke leve lenger", do="say")
    for _ in range(3):
        panel = document.main.one("section", class_="urgent")
        assert panel.one("a", class_="call--big")["href"] == "tel:116123"
        assert document.main.all("fieldset") or shows_doors(document)
        document = press(get_page, document, do="doors") if document.main.all("button", value="doors") else document


def test_words_in_danger_are_never_echoed(get_page: GetPage) -> None:
    """After a crisis flag nothing of what was written is on the page, not even in its source."""
    document = press(get_page, get_page("/nb/assistant"), text=SAID, do="say")
    assert SAID in document.html
    document = press(get_page, document, text="jeg vil ikke leve lenger kanarifugl", do="say")
    for words in ("kanarifugl", "leve lenger", SAID):
        assert words not in document.html
    assert words not in press(get_page, document, do="doors").html


def test_a_crisis_typed_as_a_place(get_page: GetPage) -> None:
    """S-03: words for help are read as such wherever they are typed, also where a place was asked for."""
    data = {"asked": "where", "place": "jeg vil ta livet mitt", "do": "answer"}
    document = get_page("/nb/assistant", data=data)
    document.main.one("section", class_="urgent")
    assert "ta livet mitt" not in document.html


def test_a_crisis_late_in_a_long_text(get_page: GetPage) -> None:
    """S-03: the whole text is read, and the panel is there at the next turn too."""
    document = press(get_page, get_page("/nb/assistant"), text="jeg er sliten " * 60 + "vil ta livet mitt", do="say")
    document.main.one("section", class_="urgent")
    press(get_page, document, do="doors").main.one("section", class_="urgent")


def test_today_has_a_person_first(get_page: GetPage) -> None:
    """S-06b: a person to talk to stands first, without the panel's alarm."""
    document = press(get_page, get_page("/nb/assistant"), text="jeg orker ikke mer", do="say")
    assert not document.main.all("section", class_="urgent")
    assert document.main.one("section", class_="today").all("a", class_="call")


def test_s_06b_a_person_today_stays(get_page: GetPage) -> None:
    """S-06b: the panel has the focus at the turn that brings it, and stays to the end, the doors included."""
    document = press(get_page, get_page("/nb/assistant"), text="orker ikke mer", do="say")
    assert document.main.one("h2", id="today-heading").has("autofocus")
    assert not document.main.one("legend").has("autofocus")
    document = press(get_page, document, step="who:self")
    assert not document.main.one("h2", id="today-heading").has("autofocus")
    assert document.main.one("legend").has("autofocus")
    document = press(get_page, document, do="doors")
    assert shows_doors(document)
    assert document.main.one("section", class_="today").all("a", class_="call")


SUNDAY_EVENING = datetime(2026, 11, 22, 17, 15, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nb", "kan ikke snakke nå, sitter på bussen. orker ikke mer"),
        ("nb", "orker ikke mer, ingen må høre meg"),
        ("nb", "klarer ikke mer, chat"),
        ("nn", "orkar ikkje meir, får ikkje prata, sit på toget"),
    ],
)
def test_s_18_who_cannot_talk_sees_an_open_written_way_first(make_app: MakeApp, lang: str, text: str) -> None:
    """S-18, S-06b: who cannot speak sees a written way that is open before all phones, in the panel and at the doors;
    when none is open, it says so and the phones that answer come first."""
    get_page = page_getter(make_app(now=SUNDAY_EVENING).test_client())
    document = press(get_page, get_page(f"/{lang}/assistant"), text=text, do="say")
    first = document.main.one("section", class_="today").all("li")[0]
    assert not first.one("a", class_="call")["href"].startswith("tel:")
    assert first.all("span", class_="opening--open")
    now = press(get_page, document, do="doors").main.one("section", id="shelf-now").all("article")[0]
    assert now.all("span", class_="opening--open")
    assert not now.all("a", class_="call")[0]["href"].startswith("tel:")
    get_page = page_getter(make_app(now=NIGHT).test_client())
    today = press(get_page, get_page(f"/{lang}/assistant"), text=text, do="say").main.one("section", class_="today")
    assert today.all("li")[0].one("a", class_="call")["href"].startswith("tel:")
    if lang == "nb":
        assert "Ingen skriftlig" in today.text


def test_s_26_a_mother_who_is_only_named_is_not_who_it_is_about(get_page: GetPage) -> None:
    """S-26: "mamma må ikke vite det" leads to nothing for those whose mother or father is ill or drinks."""
    text = "jeg er 15 og noen har delt nakenbilde av meg, mamma må ikke vite det"
    document = press(get_page, press(get_page, get_page("/nb/assistant"), text=text, do="say"), do="doors")
    assert not [link for link in document.main.all("a") if "children-as-relatives" in link["href"]]
    assert not [link for link in document.main.all("a") if "barsnakk" in link["href"] or "/bar" in link["href"]]
    drinks = press(
        get_page, press(get_page, get_page("/nb/assistant"), text="mamma drikker, jeg er 14", do="say"), do="doors"
    )
    assert [link for link in drinks.main.all("a") if "children-as-relatives" in link["href"]]


def test_who_is_under_18_is_not_asked_about_older_ages(get_page: GetPage) -> None:
    """S-15: after "under 18" only ages under 18 are offered, also when it is changed; an older one does not count."""
    document = press(get_page, get_page("/nb/assistant?place=1106"), step="who:child")
    document = press(get_page, document, step="area:everyday-life")
    document = press(get_page, document, choice="school-study", do="answer")
    ages = ["age:under-13", "age:13-15", "age:16-17", "age:dont-know", "age:skip"]
    assert [one["value"] for one in document.main.one("fieldset").all("button")] == ages
    document = press(get_page, press(get_page, document, step="age:16-17"), do="change:age")
    assert [one["value"] for one in document.main.one("fieldset").all("button")] == ages
    older = get_page("/nb/assistant", data={"step": ["who:child", "age:26-66"]})
    assert not older.main.all("button", value="change:age")


def test_the_ladder_when_it_does_not_understand(get_page: GetPage) -> None:
    """S-21: not understood once, four topics; twice, a person to call on top, and choices and text go on working."""
    once = press(get_page, get_page("/nb/assistant"), text="qwrtz plkj", do="say")
    near = [one["value"] for one in once.main.one("form", id="talk").all("button") if one["value"].startswith("topic:")]
    assert len(near) == 4
    assert not once.main.all("section", class_="today")
    twice = press(get_page, once, text="zxcvb mnbv", do="say")
    assert twice.main.one("section", class_="today").all("a", class_="call")
    assert twice.main.all("fieldset")
    assert twice.main.all("input", id="text")
    topic = press(get_page, once, step=near[0])
    assert topic.main.all("button", value="change:topic")


def test_commands_are_carried_out(get_page: GetPage) -> None:
    """ "I want to talk to a human" shows people, "what can you do" says so, thanks and swearing get an answer."""
    start = get_page("/en/assistant")
    human = press(get_page, start, text="I want to talk to a human", do="say")
    assert human.main.one("section", class_="today").all("a", class_="call")
    for text, says in (("what can you do", "phones"), ("thanks", "welcome"), ("fuck you", "angry"), ("hello", "Hello")):
        assert says in press(get_page, start, text=text, do="say").main.one("div", role="log").text


def test_another_language_is_offered(get_page: GetPage) -> None:
    """Text in another language that we offer brings a button that goes on in it, answers kept."""
    said = "I am very sad and I do not know what to do with my life"
    document = press(get_page, get_page("/nb/assistant"), text=said, do="say")
    button = next(one for one in document.main.all("button", lang="en") if one["formaction"])
    assert button["formaction"] == "/en/assistant"
    assert document.page.one("form", id=button["form"]).all("input", name="step")


def test_the_language_chooser_keeps_the_answers(get_page: GetPage) -> None:
    """Answers stand in no address: the chooser sends them in the body."""
    document = press(get_page, get_page("/nb/assistant?place=1106"), step="who:self")
    buttons = document.page.one("details", class_="menu--language").all("button")
    english = next(one for one in buttons if one["lang"] == "en")
    assert english["formaction"] == "/en/assistant?place=1106"
    form = document.page.one("form", id=english["form"])
    data = {one["name"]: one["value"] for one in form.all("input")}
    assert data == {"step": "who:self"}
    assert get_page(english["formaction"], data=data).main.all("button", value="change:who")


def test_a_place_that_is_not_known_is_asked_again(get_page: GetPage) -> None:
    """A place nobody knows is asked again with what to write; a post code is understood."""
    asked = {"asked": "where", "do": "answer", "step": "who:staff"}
    wrong = get_page("/nb/assistant", data={**asked, "place": "Langtvekkistan"})
    assert "Langtvekkistan" not in wrong.html
    right = get_page("/nb/assistant", data={**asked, "place": "5525"})
    assert "Haugesund" in right.main.text


@pytest.mark.parametrize("place", ["1106", "1145", None])
def test_s_17_a_person_at_night_and_the_municipality(make_app: MakeApp, place: str | None) -> None:
    """S-17: at 03:00 on a Sunday there is an open line, and the municipality's contact or who stands in for it."""
    get_page = page_getter(make_app(now=NIGHT).test_client())
    document = get_page(f"/nb/assistant{f'?place={place}' if place else ''}")
    document = press(get_page, press(get_page, document, step="who:self"), do="doors")
    now = document.main.one("section", id="shelf-now")
    assert [one for one in now.all("a") if one["href"].startswith("tel:")]
    assert now.all("span", class_="opening--always") or now.all("span", class_="opening--open")
    section = next(one for one in document.main.all("section") if one["aria-labelledby"] == "municipality-heading")
    assert [one for one in section.all("a") if one["href"].startswith(("tel:", "mailto:"))]


def test_s_28_fear_at_home(get_page: GetPage, release: Release) -> None:
    """S-28: fear brings notes on phones that others read, asks whether writing is safe, and no door for couples."""
    document = press(get_page, get_page("/en/assistant?place=1106"), step="who:self")
    document = press(get_page, document, step="area:afraid-at-home")
    # The numbers stand before the next question, and before the warnings.
    text = document.main.text
    assert {"tel:112", "tel:116006"} <= set(document.links())
    asked = document.main.one("form", id="talk").one("fieldset").one("legend").text
    assert text.index("112") < text.index(asked) < text.index("phone's log")
    document = press(get_page, document, do="doors")
    assert "Is it safe to send to this phone?" in document.main.text
    assert "phone's log" in document.main.text
    traits = release.assistant.traits
    for door in shows_doors(document):
        id_ = door.one("h3").one("a")["href"].partition("?")[0].rpartition("/")[2]
        assert not traits.for_pairs[traits.at[id_]]


def test_s_12b_it_cannot_tell(get_page: GetPage) -> None:
    """S-12b: "do I have …" is answered with who can tell."""
    document = press(get_page, get_page("/en/assistant"), text="har jeg bipolar", do="say")
    assert "I cannot tell what it is" in press(get_page, document, do="doors").main.text


def test_relatives_see_their_own_needs(get_page: GetPage) -> None:
    """For relatives the five needs stand there, and an answer to "they may not tell"."""
    document = press(get_page, get_page("/en/assistant"), step="who:relative")
    main = press(get_page, document, do="doors").main
    note = next(one for one in main.all("section", class_="note") if one["aria-labelledby"] == "note-relatives-needs")
    assert len(note.all("li")) == 5
    assert "needs no consent" in note.text


def test_call_together(get_page: GetPage) -> None:
    """ "Call together with me" says what to say first, and that someone may sit beside."""
    main = press(get_page, get_page("/en/assistant"), do="doors").main
    together = main.one("details", class_="together")
    assert "“Hello." in together.text
    assert "sit beside you" in together.text


TAMPERED: tuple[dict[str, Any], ...] = (
    {"step": "nope"}, {"step": "who:nobody"}, {"step": "nope:self"}, {"step": "text:%%%"}, {"step": "text:æøå"},
    {"step": "text:" + "/w=="}, {"step": ["who:self"] * 3}, {"step": [f"text:{n:04d}" for n in range(200)]},
    {"do": "change:nope"}, {"do": "answer", "asked": "nope"}, {"asked": "who", "choice": ["self", "friend"]},
    {"step": "who:self,friend"}, {"step": ":"}, {"step": "who:"}, {"do": "\x00"},
    {"place": "x" * 5000, "asked": "where"},
    {"asked": "topic", "choice": "'; drop"}, {"text": "\ud7ff\x00\u202e"},
    {"view": "doors", "do": "change:area"},
)  # fmt: skip


@pytest.mark.parametrize("data", TAMPERED, ids=[str(number) for number in range(len(TAMPERED))])
def test_a_tampered_state_is_no_error(get_page: GetPage, data: dict[str, Any]) -> None:
    """P-05: whatever the form holds, the answer is a page of the assistant."""
    document = get_page("/nb/assistant", data=data)
    assert document.main.all("form", id="talk")


def test_nothing_is_kept_or_found(get_page: GetPage) -> None:
    """P-04: no-store and noindex, a neutral title, the quick exit, no referrer."""
    for document in (get_page("/nb/assistant"), get_page("/nb/assistant", data={"step": "who:self"})):
        assert document.answer.headers["Cache-Control"] == "no-store"
        assert document.answer.headers["Referrer-Policy"] == "no-referrer"
        assert document.page.one("meta", name="robots")["content"] == "noindex"
        assert document.title == "Side – Rett dør"
        assert document.page.all("a", class_="topbar__exit")


def test_answers_and_text_stay_out_of_addresses_and_logs(
    get_page: GetPage, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """P-03: what is written is in no address, header, log or output; every form POSTs."""
    word = "kanari" + "".join(random.choices(string.ascii_lowercase, k=12))
    with caplog.at_level(logging.DEBUG):
        document = press(get_page, get_page("/nb/assistant"), step="who:self", text=f"{word} ensom")
    assert word not in str(document.answer.headers) + caplog.text + "".join(capfd.readouterr())
    for one in document.page.walk():
        for name in ("href", "src", "action", "formaction", "content"):
            assert word not in one[name]
    assert all(form["method"] == "post" for form in document.main.all("form"))


def test_an_error_tells_the_log_nothing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """P-03: when the assistant breaks, neither the log nor the page holds what was written."""

    def broken(*_: object) -> None:
        raise RuntimeError("kanari")

    monkeypatch.setattr("directory.web.assistant_turn.guide", broken)
    answer = client.post("/nb/assistant", data={"text": "kanari"})
    assert answer.status_code == 503
    assert "kanari" not in caplog.text + answer.get_data(as_text=True)


def test_the_parts_are_the_same_as_the_page(client: FlaskClient, get_page: GetPage) -> None:
    """With htmx the three parts that a turn changes are sent, and hold what the whole page holds."""
    data = {"step": "who:self", "text": SAID, "do": "say"}
    whole = get_page("/nb/assistant", data=data)
    parts = client.post("/nb/assistant", data=data, headers={"HX-Request": "true"})
    body = parts.get_data(as_text=True)
    assert parts.headers["Cache-Control"] == "no-store"
    assert body.count("<hx-partial") == 3
    assert "<html" not in body
    assert whole.main.one("legend").text in body


def test_the_same_function_as_for_programs(client: FlaskClient, get_page: GetPage) -> None:
    """The page shows the very doors that the address for programs gives."""
    asked = {"place": "1106", "text": SAID, "answers": {"who": "self"}}
    told = {door["id"] for door in client.post("/api/assistant", json=asked).get_json()["doors"]}
    document = get_page("/nb/assistant?place=1106", data={"step": "who:self", "text": SAID, "do": "doors"})
    shown = {one.one("h3").one("a")["href"].partition("?")[0].rpartition("/")[2] for one in shows_doors(document)}
    assert shown == told
