"""What holds for every text and fact that editors have written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.catalog.models import Catalog
from directory.catalog.phones import digits
from directory.catalog.reading import load_catalog
from directory.language.blocks import split_blocks

ROOT = Path(__file__).parents[2]
CATALOG: Catalog = load_catalog(ROOT / "content")[0]
SERVICES = list(CATALOG.services.values())


def _texts() -> Iterator[tuple[str, str]]:
    """(where, text) of everything a reader meets, names of services and organizations aside."""
    for service in SERVICES:
        optional = (
            service.alert,
            service.first_step,
            service.eligibility_description,
            service.who_is_told,
            service.wait,
        )
        for text in (service.summary, *split_blocks(service.body), *filter(None, optional)):
            yield service.file, text
    for organization in CATALOG.organizations.values():
        for text in (organization.summary, *split_blocks(organization.body)):
            yield organization.file, text
    for page in CATALOG.pages.values():
        for text in (page.summary, *split_blocks(page.body)):
            yield page.file, text
    for topic in CATALOG.topics.values():
        yield topic.file, topic.label
        yield topic.file, topic.description
    for kind in CATALOG.types.values():
        yield kind.file, f"{kind.label}. {kind.plural}. {kind.description}"


TEXTS = [(where, text) for where, text in _texts() if text]
NUMBERS = {
    digits(channel.value)
    for channels in (*(one.channels for one in SERVICES), *(place.channels for place in CATALOG.places.values()))
    for channel in channels
    if channel.kind in ("phone", "sms")
}
_NAMES = sorted(
    {
        *(name for service in SERVICES for name in (service.name, *service.also_known_as)),
        *(name for body in CATALOG.organizations.values() for name in (body.name, *body.also_known_as)),
    },
    key=len,
    reverse=True,
)


def _without_names(text: str) -> str:
    """The text without the names of services and organizations, which may hold words we do not use ourselves."""
    for name in _NAMES:
        text = text.replace(name, "")
    return text


def test_every_service_tells_where_it_comes_from() -> None:
    """No source, no field: every service has a source that a reader can find."""
    assert [
        service.id for service in SERVICES if not any(source.url or source.title for source in service.sources)
    ] == []


def test_no_source_is_a_file_name() -> None:
    """Guideline documents are named by title and year, never by a file's name."""
    sources = [
        *(source for service in SERVICES for source in service.sources),
        *(source for page in CATALOG.pages.values() for source in page.sources),
    ]
    assert [
        source for source in sources if re.search(r"\w+_[0-9a-f]{8,}|\.txt\b|\.yaml\b", f"{source.url} {source.title}")
    ] == []


def test_numbers_in_texts_are_the_catalogues() -> None:
    """S-19: a number that stands in a text is one the catalogue holds as a phone or SMS number."""
    wrong = []
    for where, text in TEXTS:
        spans = re.findall(
            r"(?<![\d/.–-])(?:116 ?\d{3}|\d\d \d\d \d\d \d\d|\d{3} \d\d \d{3}|800 \d{3} \d\d|\b11[0-3]\b)(?![\d/-])",
            text,
        )
        wrong += [(where, number) for number in spans if digits(number) not in NUMBERS]
    assert wrong == []


def test_foreign_crisis_numbers_never_appear() -> None:
    """S-19: nobody in Norway is told to call 911, 999 or 988."""
    assert [(where, text) for where, text in TEXTS if re.search(r"(?<![\d ])\b(911|999|988)\b(?! \d)", text)] == []


@pytest.mark.parametrize(
    "word", [r"begå\w* selvmord", r"vellykket selvmord", r"selvmordsmetode", r"selvmordsforsøk lyktes"]
)
def test_words_on_suicide(word: str) -> None:
    """S-13: no method and no words of crime or success."""
    assert [where for where, text in TEXTS if re.search(word, text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "word", [r"rusmisbruk\w*", r"narkoman\w*", r"alkoholiker\w*", r"stoffmisbruk\w*", r"misbruker\w*"]
)
def test_words_on_substances(word: str) -> None:
    """S-14: people are not called by their problem, except where a body bears the word in its own name."""
    assert [(where, text) for where, text in TEXTS if re.search(word, _without_names(text), re.IGNORECASE)] == []


def test_nothing_is_promised_as_anonymous() -> None:
    """S-12: "du trenger ikke si navnet ditt", for the line may see the number."""
    assert [(where, text) for where, text in TEXTS if re.search(r"\banonym", _without_names(text), re.IGNORECASE)
            and where.startswith(("services/", "topics/", "types/"))] == []  # fmt: skip


def test_suicide_is_named_beside_a_contact() -> None:
    """S-13: a block of a page or a description that names suicide holds a number."""
    naming = [
        (where, text)
        for where, text in TEXTS
        if re.search(r"selvmord|ta(r|tt)? livet|ta(r|tt)? sitt liv", _without_names(text), re.IGNORECASE)
        and where.startswith(("pages/", "topics/"))
        and len(text.split()) > 6
    ]
    assert [(where, text) for where, text in naming if not re.search(r"\d{3}", text)] == []


def test_labels_are_no_conditions() -> None:
    """S-10: topics are everyday situations, in labels and in addresses."""
    conditions = (
        r"angst|depresjon|psykose|bipolar|schizo|adhd|ptsd|ocd|tvangslidelse|diagnose|anxiety|depression|psychosis"
    )
    told = [(topic.id, topic.label) for topic in CATALOG.topics.values()]
    assert [row for row in told if re.search(conditions, " ".join(row), re.IGNORECASE)] == []


def test_no_shelter_address_is_shown() -> None:
    """The address of a crisis shelter stands nowhere."""
    for service in SERVICES:
        if service.type == "crisis-shelter":
            assert service.confidential_address, service.id
            assert not service.channels_of("visit"), service.id


def test_doubt_is_told() -> None:
    """An offering that may have stopped says so to the reader."""
    assert [service.id for service in SERVICES if service.status == "uncertain" and not service.alert] == []


def test_nothing_is_confirmed_that_nobody_confirmed() -> None:
    """`assured_date` is a person's: it comes with initials and is not in the future of its file's sources."""
    assert [service.id for service in SERVICES if service.assured_date and not service.assured_by] == []


def test_pages_are_plain() -> None:
    """Klarspråk: sentences on our own pages are 14 words on average, and none is over 22."""
    for page in CATALOG.pages.values():
        blocks = [block for block in split_blocks(page.body) if not block.startswith(("#", "Loven", "*Loven"))]
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|\*\*|\(P-\d+\)", r"\1", "\n".join(blocks))
        sentences = [
            part.split() for part in re.split(r"[.!?:](?:\s|$)|\n(?=[-*\d])|\n\n", plain) if len(part.split()) > 1
        ]
        lengths = [len(words) for words in sentences]
        assert sum(lengths) / len(lengths) <= 14, page.id
        long = [" ".join(words) for words in sentences if len(words) > 22]
        assert long == [], page.id


def test_every_topic_and_type_leads_somewhere() -> None:
    """No topic and no type is an empty page."""
    assert set(CATALOG.topics) - {topic for service in SERVICES for topic in service.topics} == set()
    assert set(CATALOG.types) - {service.type for service in SERVICES} == set()
