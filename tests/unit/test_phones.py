"""Phone numbers are dialled and shown as people in Norway need them."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.catalog.models import Catalog
from directory.catalog.phones import check_number, dial, format_number, tel_link
from directory.catalog.reading import load_catalog

CATALOG: Catalog = load_catalog(Path(__file__).parents[2] / "content")[0]
NUMBERS = sorted(
    {
        channel.value
        for channels in (
            *(service.channels for service in CATALOG.services.values()),
            *(place.channels for place in CATALOG.places.values()),
        )
        for channel in channels
        if channel.kind in ("phone", "sms")
    }
)


@pytest.mark.parametrize(
    ("written", "dialled", "shown"),
    [
        ("22 40 00 40", "+4722400040", "22 40 00 40"),
        ("22400040", "+4722400040", "22 40 00 40"),
        ("91508588", "+4791508588", "915 08 588"),
        ("800 800 40", "+4780080040", "800 800 40"),
        ("116117", "116117", "116 117"),
        ("116 123", "116123", "116 123"),
        ("113", "113", "113"),
        ("1412", "1412", "1412"),
        ("02800", "02800", "02800"),
        ("+47 911 16 123", "+4791116123", "+47 911 16 123"),
        ("0047 59 555 110", "+4759555110", "+47 59 55 51 10"),
    ],
)
def test_dialled_and_shown(written: str, dialled: str, shown: str) -> None:
    """Eight digits get +47; short numbers and foreign prefixes are dialled as they stand."""
    assert check_number(written) is None
    assert dial(written) == dialled
    assert format_number(written) == shown


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_of_the_catalogue(number: str) -> None:
    """Every number we hold is sound, and its link dials exactly its digits."""
    assert check_number(number) is None
    digits = "".join(letter for letter in number if letter.isdigit())
    link = tel_link(number).removeprefix("tel:")
    if len(digits) == 8:
        assert link == f"+47{digits}"
    elif number.startswith(("+", "00")):
        assert link == f"+{digits.removeprefix('00')}"
    else:
        assert link == digits
    assert "".join(letter for letter in format_number(number) if letter.isdigit()) == digits.removeprefix("00")


@pytest.mark.parametrize(
    "wrong", ["", "22", "1234567", "2240004", "22400040 eller 22400041", "tlf", "+47 2240", "0123456789"]
)
def test_wrong_numbers(wrong: str) -> None:
    """What cannot be dialled is refused with what to write."""
    assert (check_number(wrong) or "").startswith("Write")
