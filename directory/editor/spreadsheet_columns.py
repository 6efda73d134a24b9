"""What a sheet of a kind of content looks like: its columns, in the order of the form, and what may be chosen in each.

A sheet has a row of labels for people and a row of keys by which it is read again, so columns may change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from babel.support import NullTranslations

from directory.catalog.models import Catalog
from directory.editor.cells import Column
from directory.editor.fields import FIELDS, Field
from directory.editor.texts import N_, gettext

SheetKind = Literal["service", "organization"]
SHEETS: Mapping[str, SheetKind] = {"services": "service", "organizations": "organization"}
"""The folder of the content -> its kind."""

ID = Field(
    key="id", label=N_("Id (never changes)"),
    help=N_("The name of the file. Leave it empty in a new row, and it is made from the name."),
)  # fmt: skip
VERSION = Field(
    key="version", label=N_("Version (leave as it is)"),
    help=N_("Tells whether the file was changed after the spreadsheet was made. Leave it empty in a new row."),
)  # fmt: skip
FIRST = ("name",)
"""Beside the id, so that it is always in sight."""


def columns(kind: SheetKind, catalog: Catalog, languages: Iterable[NullTranslations] = ()) -> tuple[Column, ...]:
    """One for each field of `kind`; `languages` are those in which an editor may write the name of a choice."""
    fields = [field for field in FIELDS[kind] if field.widget not in ("raw", "parts")]
    fields.sort(key=lambda field: field.key not in FIRST)
    languages = tuple(languages)
    return tuple(_column(field, catalog, languages) for field in fields)


def _column(field: Field, catalog: Catalog, languages: tuple[NullTranslations, ...]) -> Column:
    names = {choice.value: gettext(choice.label) for choice in field.options} | dict(_content(field, catalog))
    spoken: dict[str, set[str]] = {}
    for choice in field.options:
        for label in (choice.label, gettext(choice.label), *(str(one.gettext(choice.label)) for one in languages)):
            spoken.setdefault(_plain(label), set()).add(choice.value)
    for value, name in names.items():
        for said in (name, value):
            spoken.setdefault(_plain(said), set()).add(value)
    return Column(
        field=field, label=gettext(field.label), names=names,
        spoken={said: frozenset(values) for said, values in spoken.items()},
    )  # fmt: skip


def _content(field: Field, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """What the content holds of it, the way it is called."""
    if field.options_from == "types":
        yield from ((one.id, one.label) for one in catalog.types.values())
    elif field.options_from == "topics":
        yield from ((one.id, one.label) for one in catalog.topics.values())
    elif field.options_from == "places":
        yield from ((one.id, one.name) for one in catalog.places.values())
    elif field.options_from == "organizations":
        yield from _by_name({one.id: one.name for one in catalog.organizations.values()})
    elif field.options_from == "services":
        yield from _by_name({one.id: one.name for one in catalog.services.values()})


def _by_name(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda item: item[1].casefold())


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
