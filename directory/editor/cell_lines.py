"""Ways in, meetings and sources in one cell: a line for each, its parts between `|`, each with a word before it.

    telefon: 52 73 30 00 | åpent: Mo-Fr 09:00-15:00 | om: Svarer også på SMS
    besøk: Storgata 1, 5501 Haugesund | etter avtale: ja

The words are a way of writing, like the keys of a file, and the same in every language of the editor, so that a sheet
written last year still reads. The keys themselves are understood too. What a part must be is checked elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from directory.catalog.rewriting import Value
from directory.editor.cell_marks import escape, split, unescape
from directory.editor.cell_refusals import CellRefused, NoCell
from directory.editor.texts import _

FLAG = {"yes": "ja", "no": "nei"}
FREE = {"free": "gratis"}


@dataclass(frozen=True, kw_only=True)
class Part:
    key: str
    word: str
    also: tuple[str, ...] = ()
    """Other words for it: nynorsk, and what people write."""
    shape: Literal["text", "list"] = "text"
    words: Mapping[str, str] = field(default_factory=dict)
    """Value -> the word for it, where only some values are possible."""


PARTS: Mapping[str, tuple[Part, ...]] = {
    "channels": (
        Part(key="phone", word="telefon", also=("tlf", "mobil")),
        Part(key="sms", word="sms", also=("melding",)),
        Part(key="chat", word="chat"),
        Part(key="email", word="e-post", also=("epost", "mail")),
        Part(key="visit", word="besøk", also=("adresse", "vitjing", "oppmøte")),
        Part(key="sign-language", word="tegnspråk", also=("teiknspråk",)),
        Part(key="description", word="om", also=("beskrivelse", "skildring")),
        Part(key="extension", word="tast", also=("tastevalg", "tasteval")),
        Part(key="schedule", word="åpent", also=("ope", "åpningstid", "opningstid")),
        Part(key="by_appointment", word="etter avtale", words=FLAG),
        Part(key="schedule_note", word="åpent i ord", also=("ope i ord",)),
        Part(key="fees", word="pris", words=FREE),
        Part(key="minimum_age", word="fra alder", also=("frå alder",)),
        Part(key="maximum_age", word="til alder"),
        Part(key="languages", word="språk", shape="list"),
        Part(key="confirmed", word="sikkert", words=FLAG),
        Part(key="private", word="privat", words=FLAG),
        Part(key="consent", word="samtykke", also=("samtykke dato",)),
        Part(key="consent_to", word="samtykke til", shape="list",
             words={"api": "program", "contacts": "kontakter", "booklet": "hefte"}),
    ),
    "meetings": (
        Part(key="schedule", word="tid", also=("når",)),
        Part(key="every_weeks", word="uker mellom", also=("veker mellom",)),
        Part(key="start_date", word="fra dato", also=("frå dato",)),
        Part(key="end_date", word="til dato"),
        Part(key="location", word="sted", also=("stad",)),
        Part(key="membership", word="gruppe", words={"open": "åpen", "fixed": "fast"}),
        Part(key="led_by", word="ledet av", also=("leia av",), words={"peers": "likepersoner", "staff": "ansatte"}),
        Part(key="open_to", word="for hvem", also=("for kven",)),
        Part(key="cancelled_dates", word="avlyst", also=("avlyste",), shape="list"),
    ),
    "sources": (
        Part(key="url", word="nettside", also=("adresse",)),
        Part(key="title", word="tittel"),
        Part(key="date", word="dato"),
        Part(key="approximate", word="omtrent", also=("om lag",), words=FLAG),
        Part(key="supports", word="sier", also=("seier",)),
        Part(key="via", word="lest via", also=("lese via", "via")),
    ),
}  # fmt: skip


def write_lines(key: str, value: Value) -> str:
    """`value` of the field `key` as a cell. Raises `NoCell` when it is no list of mappings of texts."""
    if not isinstance(value, tuple):
        raise NoCell
    parts = {part.key: part for part in PARTS[key]}
    return "\n".join(" | ".join(_written(parts, item)) for item in value)


def read_lines(key: str, text: str) -> Value:
    """The list that a cell holds. Raises `CellRefused`, naming the line, for what is not written as above."""
    known = {word.casefold(): part for part in PARTS[key] for word in (part.key, part.word, *part.also)}
    items = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        item: dict[str, Value] = {}
        for piece in split(line, "|"):
            if not piece:
                continue
            word, colon, rest = piece.partition(":")
            part = known.get(" ".join(word.split()).casefold())
            if part is None or not colon:
                raise CellRefused(
                    _("Line %(number)s: write a word and a colon before “%(text)s”. Known words are %(words)s.",
                      number=number, text=piece, words=", ".join(part.word for part in PARTS[key]))
                )  # fmt: skip
            if part.key in item:
                raise CellRefused(_("Line %(number)s: write “%(word)s” once.", number=number, word=part.word))
            if rest.strip():
                item[part.key] = _read(part, rest.strip())
        if item:
            items.append(item)
    return tuple(items)


def _written(parts: Mapping[str, Part], item: Value) -> list[str]:
    if not isinstance(item, Mapping):
        raise NoCell
    if not item.keys() <= parts.keys():
        raise NoCell
    return [f"{parts[key].word}: {_part(parts[key], value)}" for key, value in item.items()]


def _part(part: Part, value: Value) -> str:
    if part.shape == "list" and isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return ", ".join(part.words.get(str(one)) or escape(str(one), "|,") for one in value)
    if not isinstance(value, str):
        raise NoCell
    return part.words.get(value) or escape(value, "|")


def _read(part: Part, text: str) -> Value:
    spoken = {word: value for value, word in part.words.items()}
    if part.shape == "list":
        return tuple(spoken.get(one.casefold()) or unescape(one) for one in split(text, ",") if one)
    return spoken.get(text.casefold()) or unescape(text)
