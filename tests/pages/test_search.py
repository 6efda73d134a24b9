"""The search page: with words, without, and when nothing is found."""

from __future__ import annotations

from tests.conftest import GetPage


def test_words_find_doors_in_labelled_groups(get_page: GetPage) -> None:
    """A search shows cards under the headings of their groups, the same with POST and `?q=`."""
    posted = get_page("/nb/search", data={"q": "ensom"})
    linked = get_page("/nb/search?q=ensom")
    names = [one.text for one in posted.main.all("h3", class_="card__name")]
    assert names
    assert names == [one.text for one in linked.main.all("h3", class_="card__name")]
    assert posted.main.all("section", class_="group")


def test_nothing_found_shows_four_topics_and_someone_to_call(get_page: GetPage) -> None:
    """A search without hits names the nearest topics and a line that is open."""
    main = get_page("/nb/search", data={"q": "qwxzqwxz"}).main
    assert len(main.all("li", class_="tile")) == 4
    assert main.all("a", href="tel:116123")


def test_an_empty_search_says_what_to_do(get_page: GetPage) -> None:
    """An empty form is an error with a summary that leads to the field, and a title that says so."""
    document = get_page("/en/search", data={"q": "  "})
    assert document.title.startswith("Error: Search")
    assert document.main.one("div", class_="ds-error-summary").one("a")["href"] == "#q"
    assert document.main.one("input", type="search")["aria-invalid"] == "true"


def test_filters_of_a_search_stay_in_the_form(get_page: GetPage) -> None:
    """P-03: the filters of a search are checkboxes of a form that POSTs the words again."""
    document = get_page("/nb/search", data={"q": "alkohol"})
    form = document.main.one("section", class_="filters").one("form")
    assert form["method"] == "post"
    assert form.one("input", type="hidden", name="q")["value"] == "alkohol"
    narrowed = get_page("/nb/search", data={"q": "alkohol", "channel": "chat"})
    assert len(narrowed.main.all("article")) < len(document.main.all("article"))


def test_who_cannot_speak_turns_the_telephone_off(get_page: GetPage) -> None:
    """S-28: one press shows doors without a telephone, said on an earlier page or here; another turns it off again."""
    for address, data in (("/nb/search", {"no_phone": "1"}), ("/nb/search?no_phone=1", {})):
        main = get_page(address, data={"q": "ensom", **data}).main
        chips = {one.one("button").text: one for one in main.one("ul", class_="chips").all("form")}
        pressed = next(one for label, one in chips.items() if "slå av" in label)
        assert "kan ikke snakke" in pressed.text
        assert pressed["action"] == "/nb/search"
        assert not pressed.all("input", name="no_phone")
        assert all(one.all("input", name="no_phone") for label, one in chips.items() if "slå av" not in label)
        kept = main.one("details", class_="panel").one("form").all("input", type="hidden", name="no_phone")
        assert len(kept) == 1
    everything = get_page("/nb/search", data={"q": "ensom"}).main
    assert len(main.all("article")) < len(everything.all("article"))


def test_a_very_long_text_is_no_error(get_page: GetPage) -> None:
    """Words beyond the limit are cut; a form beyond all reason gets an error page with the numbers."""
    get_page("/nb/search", data={"q": "ensom " * 2000})
    get_page("/nb/search", status=413, data={"q": "x" * 100_000})


def test_what_is_typed_is_shown_as_text(get_page: GetPage) -> None:
    """Markup in the words is words."""
    document = get_page("/nb/search", data={"q": '"><script>alert(1)</script>'})
    assert document.main.one("input", type="search")["value"] == '"><script>alert(1)</script>'
    assert not document.main.all("script")


def test_the_way_in_stands_right_after_what_a_door_is(get_page: GetPage) -> None:
    """On a phone the call button must be near: nothing but name, warning and summary stands before it in the card, and
    the way to an interpreter stands under the first group, not above it."""
    for lang, words in (("nb", "ensom"), ("ar", "وحيد")):
        main = get_page(f"/{lang}/search?place=1106", data={"q": words}).main
        card = main.all("article", class_="card")[0]
        parts = [one["class"] for one in card.all("div") if one["class"].startswith("card__")]
        assert parts[:2] == ["card__about", "card__contact"]
        assert not card.one("div", class_="card__about").all("ul")
        if lang == "ar":
            order = [one["class"] for one in main.all("section", "p") if one["class"] in ("group", "interpreter-line")]
            assert order[:2] == ["group", "interpreter-line"]
