"""A private person's number: with consent only, and nowhere that this person has not agreed to."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from directory.catalog.booklet import in_booklet
from directory.catalog.codes import service_code
from directory.catalog.models import CONSENT_TO, Catalog, Channel, ConsentTo, Service
from directory.catalog.reading import load_catalog
from tests.conftest import MakeApp, page_getter
from tests.unit.small_content import FILES, write_content

OWN = "988 77 654"
SERVICE = "blakors-test"


def _rules(tmp_path: Path, channel: str) -> list[str]:
    """The rules that the line's file breaks when `channel` stands in it."""
    content = write_content(tmp_path)
    told = FILES["services/line.md"].replace("    schedule: 24/7\n", f"    schedule: 24/7\n{channel}")
    (content / "services" / "line.md").write_text(told, encoding="utf-8")
    return [problem.rule for problem in load_catalog(content)[1]]


@pytest.mark.parametrize(
    ("channel", "rules"),
    [
        ("    private: yes\n    consent: 2026-11-01\n", []),
        ("    private: yes\n    consent: 2026-11-01\n    consent_to: [api, contacts, booklet]\n", []),
        ("    private: no\n", []),
        ("    private: yes\n", ["consent"]),
        ("    consent: 2026-11-01\n", ["consent"]),
        ("    private: yes\n    consent: 2026-11-01\n    consent_to: [everywhere]\n", ["choice"]),
        ("    private: yes\n    consent: yes\n", ["date"]),
        ("  - visit: Storgata 1\n    private: yes\n    consent: 2026-11-01\n", ["consent"]),
    ],
)
def test_a_private_number_needs_a_day_of_consent(tmp_path: Path, channel: str, rules: list[str]) -> None:
    """`check` refuses a person's own number without the day on which they agreed, and consent without a person."""
    assert _rules(tmp_path, channel) == rules


def _offering(catalog: Catalog, *consent_to: ConsentTo) -> Service:
    """A local group that answers on a private phone."""
    like = next(one for one in catalog.services.values() if one.type == "self-help-group" and one.reach == "local")
    own = Channel(kind="phone", value=OWN, private=True, consent=date(2026, 11, 1), consent_to=consent_to)
    return replace(like, id=SERVICE, name="Torsdagsgruppen", channels=(own,), website=None, way_in=None,
                   topics=("loneliness",), service_area=("1151",), status="active", moved_from=())  # fmt: skip


@pytest.mark.parametrize("consented", [(), *((one,) for one in CONSENT_TO)])
def test_it_stands_where_it_was_agreed_to(
    make_app: MakeApp, catalog: Catalog, consented: tuple[ConsentTo, ...]
) -> None:
    """On the offering's own page it can be called; JSON-LD, files for a phone's contacts and calendar, and paper hold
    it only by consent to each."""
    service = _offering(catalog, *consented)
    client = make_app(services=(service,)).test_client()
    digits = OWN.replace(" ", "")
    page = page_getter(client)(f"/nb/services/{SERVICE}")
    assert f"tel:+47{digits}" in page.main.one("ul", class_="contacts").one("a")["href"]
    (data,) = (json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html))
    assert (digits in json.dumps(data)) == ("api" in consented)
    card = client.get(f"/nb/services/{SERVICE}.vcf")
    assert card.status_code == (200 if "contacts" in consented else 404)
    assert (digits in card.text) == ("contacts" in consented)
    calendar = client.get(f"/nb/services/{SERVICE}.ics").text
    assert (digits in calendar.replace(" ", "")) == ("contacts" in consented and calendar.startswith("BEGIN"))
    paper = (f"/nb/list/handout?id={service_code(SERVICE)}", "/nb/booklet?place=1151", "/nb/poster?place=1151")
    for path in paper:
        sheet = client.get(path)
        assert sheet.status_code == 200
        assert (OWN in sheet.text) == ("booklet" in consented), path


def test_it_is_no_way_in_on_paper_without_consent(catalog: Catalog) -> None:
    """An offering that has only a private number stands in no booklet without consent to that."""
    place = catalog.places["1151"]
    assert not in_booklet(catalog, _offering(catalog), place)
    assert in_booklet(catalog, _offering(catalog, "booklet"), place)
