"""The card for someone who needs an interpreter."""

from __future__ import annotations

import pytest

from directory.language.locales import LOCALES
from tests.conftest import GetPage


@pytest.mark.parametrize("lang", [lang for lang in LOCALES if lang not in ("nb", "nn")])
def test_the_card_is_norwegian_and_the_readers(get_page: GetPage, lang: str) -> None:
    """Staff read Norwegian on the card, and the reader the same in the own language, each marked as what it is."""
    card = get_page(f"/{lang}/interpreter").page.one("section", class_="show-card")
    said = [(one["lang"], one["dir"]) for one in card.all("span") if one.has("lang")]
    assert said.count(("nb", "ltr")) == said.count((lang, LOCALES[lang].dir)) > 10


def test_the_card_names_the_language(get_page: GetPage) -> None:
    """The language stands in Norwegian for staff, on a page in any language, sign language included."""
    assert "somali" in get_page("/nb/interpreter?for=so").page.one("section", class_="show-card").text
    assert "norsk tegnspråk" in get_page("/nb/interpreter?for=nsl").page.one("section", class_="show-card").text


@pytest.mark.parametrize(("code", "dir_"), [("ti", "ltr"), ("fa-AF", "rtl"), ("ckb", "rtl"), ("vi", "ltr")])
def test_a_language_that_the_site_does_not_have(get_page: GetPage, code: str, dir_: str) -> None:
    """Whoever speaks Tigrinya or Dari finds the own language by its own name, and staff read which one it is."""
    document = get_page(f"/en/interpreter?for={code}")
    (chosen,) = (
        one.one("span") for one in document.page.one("ul", class_="card-languages").all("a") if one.has("aria-current")
    )
    assert (chosen["lang"], chosen["dir"]) == (code, dir_)
    assert code not in document.page.one("section", class_="show-card").text.split()


def test_a_language_we_do_not_have(get_page: GetPage) -> None:
    """Another code is not found; it is never echoed."""
    get_page("/nb/interpreter?for=xx", status=404)


def test_every_service_leads_to_the_card(get_page: GetPage) -> None:
    """From a service's page the card is one press away, in the reader's language."""
    assert "/so/interpreter" in get_page("/so/services/kirkens-sos").links()
