"""What the form's template is given: every field with its words, options, value and messages. Decides no page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.catalog.models import Catalog
from directory.editor.drafts import Draft
from directory.editor.fields import SECTIONS, Choice, Field, Section
from directory.editor.forms import ITEMS, SEVERAL, WAS, Filled, Item
from directory.editor.messages import Message
from directory.editor.part_fields import MORE
from directory.editor.texts import N_, gettext
from directory.editor.typed import FREE

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FEWEST_RANKED = 3
_BLANK_AT_FIRST = {"channels": 1, "sources": 1}
"""Lists that show one empty item from the start, so that they can be filled in without a script."""
MEETING_TYPES = ("self-help-group", "meeting-place", "course", "relatives-centre", "relatives-organization",
                 "user-organization")  # fmt: skip
"""Kinds of offering that often meet: the part about meetings unfolds."""
ITEM_NAMES = {
    "channels": (N_("Way in"), N_("Add a way in")),
    "meetings": (N_("Meeting"), N_("Add a meeting")),
    "sources": (N_("Source"), N_("Add a source")),
    "post_places": (N_("Post place"), N_("Add a post place")),
    "options": (N_("Answer"), ""),
}


@dataclass(frozen=True, kw_only=True)
class OptionGroup:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Control:
    """One field. `widget` says how it is drawn."""

    field: Field
    name: str
    widget: str
    value: str = ""
    values: tuple[str, ...] = ()
    groups: tuple[OptionGroup, ...] = ()
    slots: tuple[str, ...] = ()
    """For a ranked list: what each of its places holds, empty ones last."""
    messages: tuple[Message, ...] = ()
    items: tuple[ItemView, ...] = ()
    blank: ItemView | None = None
    """What a script adds; its number is `N`."""
    item_name: str = ""
    add: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def wrong(self) -> bool:
        return any(not message.warning for message in self.messages)

    @property
    def filled(self) -> bool:
        return bool(self.value or self.values or any(item.was for item in self.items))


@dataclass(frozen=True, kw_only=True)
class ItemView:
    number: str
    was: str
    controls: tuple[Control, ...]
    more: tuple[Control, ...]
    more_open: bool = False


@dataclass(frozen=True, kw_only=True)
class SectionView:
    section: Section
    controls: tuple[Control, ...]
    open: bool
    filled: int
    """Fields with something in them, told where it is folded."""
    open_for: str = ""
    """Kinds of offering for which a script unfolds it."""


def build_form(draft: Draft, catalog: Catalog, messages: Sequence[Message], added: str = "") -> tuple[SectionView, ...]:
    """`added`: the list that one more empty item was asked for."""
    by_name: dict[str, list[Message]] = {}
    for message in messages:
        by_name.setdefault(message.name, []).append(message)
    views = []
    for section in SECTIONS[draft.kind]:
        controls = tuple(
            _control(one, one.key, draft.filled.get(one.key, ""), catalog, by_name, added)
            for one in draft.fields
            if one.section == section.id and one.widget != "raw"
        )
        meets = section.id == "meetings" and draft.filled.get("type") in MEETING_TYPES
        wrong = any(control.wrong or any(_item_wrong(item) for item in control.items) for control in controls)
        asked = any(control.name == added for control in controls)
        filled = sum(control.filled for control in controls)
        views.append(
            SectionView(
                section=section,
                controls=controls,
                # What a template or a copy brought along is seen before it is saved.
                open=section.open or meets or wrong or asked or (draft.base is None and filled > 0),
                filled=filled,
                open_for=" ".join(MEETING_TYPES) if section.id == "meetings" else "",
            )
        )
    return tuple(views)


def _item_wrong(item: ItemView) -> bool:
    return any(control.wrong for control in (*item.controls, *item.more))


def _control(
    field: Field, name: str, filled: Filled, catalog: Catalog, messages: Mapping[str, list[Message]], added: str = ""
) -> Control:
    widget: str = field.widget
    value = ""
    values: tuple[str, ...] = ()
    if field.widget in ITEMS:
        return _list_control(field, filled, catalog, messages, added)
    if isinstance(filled, str):
        value = filled
        if field.widget in SEVERAL:
            values = tuple(filled.split("\n")) if filled else ()
    else:
        values = tuple(str(one) for one in filled)
    if field.key == "fees" and value == FREE:
        value = gettext("Free").lower()  # and back again when it is sent, see `typed`
    if field.widget == "date" and value and not _DAY.fullmatch(value):
        widget = "text"  # a date field of a browser would throw away what it does not know
    groups = option_groups(field, catalog, values or ((value,) if value else ()))
    slots: tuple[str, ...] = ()
    if field.widget == "ranked":
        slots = (*values, *[""] * max(1, _FEWEST_RANKED - len(values)))
    return Control(
        field=field, name=name, widget=widget, value=value, values=values, groups=groups, slots=slots,
        messages=tuple(messages.get(name, ())),
    )  # fmt: skip


def _list_control(
    field: Field, filled: Filled, catalog: Catalog, messages: Mapping[str, list[Message]], added: str
) -> Control:
    items = [one for one in filled if isinstance(one, Mapping)]
    fixed = field.key == "options"
    blanks = 0 if fixed else max(int(added == field.key), 0 if items else _BLANK_AT_FIRST.get(field.key, 0))
    shown = [*items, *[{WAS: ""}] * blanks]
    name, add = ITEM_NAMES[field.key]
    return Control(
        field=field,
        name=field.key,
        widget=field.widget,
        items=tuple(_item(field, item, str(number), catalog, messages) for number, item in enumerate(shown)),
        blank=None if fixed else _item(field, {WAS: ""}, "N", catalog, {}),
        messages=tuple(messages.get(field.key, ())),
        item_name=name,
        add=add,
    )


def _item(field: Field, item: Item, number: str, catalog: Catalog, messages: Mapping[str, list[Message]]) -> ItemView:
    hidden = MORE.get(field.key, ())
    controls = [
        _control(part, f"{field.key}-{number}-{part.key}", item.get(part.key, ""), catalog, messages)
        for part in field.parts
        if part.widget != "raw"
    ]
    more = tuple(control for control in controls if control.field.key in hidden)
    return ItemView(
        number=number,
        was=item.get(WAS, ""),
        controls=tuple(control for control in controls if control.field.key not in hidden),
        more=more,
        more_open=any(control.filled or control.wrong for control in more),
    )


def option_groups(field: Field, catalog: Catalog, held: Sequence[str]) -> tuple[OptionGroup, ...]:
    """What may be chosen; `held` is what the field holds now."""
    own = tuple(Choice(value=one.value, label=gettext(one.label)) for one in field.options)
    groups = [OptionGroup(label="", choices=own)]
    groups += _from_content(field, catalog)
    known = {choice.value for group in groups for choice in group.choices}
    # What the file holds and the content does not know is shown as it stands, and stays until it is changed.
    if strange := [one for one in held if one not in known]:
        groups.append(OptionGroup(label="", choices=tuple(Choice(value=one, label=one) for one in strange)))
    return tuple(group for group in groups if group.choices)


def _from_content(field: Field, catalog: Catalog) -> list[OptionGroup]:
    if field.options_from == "topics":
        topics = catalog.topics.values()
        return [
            OptionGroup(
                label=group.label,
                choices=tuple(Choice(value=one.id, label=one.label) for one in topics if one.group == group.id),
            )
            for group in catalog.topic_groups.values()
        ]
    named: dict[str, dict[str, str]] = {
        "types": {one.id: one.label for one in catalog.types.values()},
        "places": {one.id: one.name for one in catalog.places.values()},
        "organizations": {one.id: one.name for one in catalog.organizations.values()},
        "services": {one.id: one.name for one in catalog.services.values() if one.status != "closed"},
        "topic-groups": {one.id: one.label for one in catalog.topic_groups.values()},
    }
    held = sorted(named.get(field.options_from or "", {}).items(), key=lambda one: one[1].casefold())
    return [OptionGroup(label="", choices=tuple(Choice(value=id_, label=label) for id_, label in held))]
