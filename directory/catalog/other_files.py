"""The smaller kinds of content: organizations, places, topics, types and pages. One function a kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from directory.catalog.channel_fields import read_channels, read_sources, read_url
from directory.catalog.fields import Fields
from directory.catalog.frontmatter import read_list, read_markdown
from directory.catalog.models import (
    ORGANIZATION_TYPES,
    Organization,
    Page,
    Place,
    PostPlace,
    ServiceType,
    Topic,
    TopicGroup,
)
from directory.catalog.problems import Advice, Problem
from directory.catalog.service_file import WRITTEN

_PAGE_GROUPS: tuple[Literal["rights", "about"], ...] = ("rights", "about")


def _description(body: str) -> str:
    """The first paragraph of a body, on one line."""
    return " ".join(body.split("\n\n")[0].split())


def read_organization(path: Path, file: str, problems: list[Problem]) -> Organization | None:
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, body = read
    name = fields.text("name", required=True)
    kind = fields.choice("organization_type", ORGANIZATION_TYPES, required=True)
    organization = Organization(
        id=path.stem,
        name=name or path.stem,
        organization_type=kind or "voluntary",
        summary=fields.text("summary") or "",
        body=body,
        written_in=fields.choice("written_in", WRITTEN) or "nb",
        also_known_as=fields.texts("also_known_as"),
        moved_from=fields.texts("moved_from"),
        website=read_url(fields, "website"),
        sources=read_sources(fields),
        file=file,
    )
    fields.finish()
    return organization


def _post_codes(fields: Fields, key: str) -> tuple[str, ...]:
    codes = fields.texts(key)
    for code in codes:
        if not re.fullmatch(r"\d{4}", code):
            fields.problem(
                Advice("Write post codes as four digits in quotes, not `{value}`", value=code), "post-code", key=key
            )
    return codes


def read_place(path: Path, file: str, problems: list[Problem]) -> Place | None:
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, _ = read
    if not re.fullmatch(r"\d{4}", path.stem):
        fields.problem(Advice("Name the file by the municipality's four-digit number, like 1106.md"), "place")
    post_places = []
    for item in fields.mappings("post_places"):
        name = item.text("name", required=True)
        post_places.append(PostPlace(name=name or "", codes=_post_codes(item, "codes")))
        item.finish()
    place = Place(
        id=path.stem,
        name=fields.text("name", required=True) or path.stem,
        county=fields.text("county", required=True) or "",
        also_known_as=fields.texts("also_known_as"),
        written_in=fields.choice("written_in", WRITTEN),
        centre=fields.text("centre"),
        latitude=fields.decimal("latitude", 57, 82),
        longitude=fields.decimal("longitude", -10, 35),
        post_places=tuple(post_places),
        po_box_codes=_post_codes(fields, "po_box_codes"),
        channels=read_channels(fields),
        website=read_url(fields, "website"),
        sources=read_sources(fields),
        conflicts=fields.text("conflicts"),
        file=file,
    )
    fields.finish()
    return place


def read_topic(path: Path, file: str, problems: list[Problem]) -> Topic | None:
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, body = read
    topic = Topic(
        id=path.stem,
        label=fields.text("label", required=True) or path.stem,
        description=_description(body),
        group=fields.text("group", required=True) or "",
        icon=fields.text("icon", required=True) or "",
        moved_from=fields.texts("moved_from"),
        order=fields.whole("order", required=True, most=9999) or 0,
        discreet=bool(fields.flag("discreet")),
        file=file,
    )
    fields.finish()
    return topic


def read_topic_groups(path: Path, file: str, problems: list[Problem]) -> tuple[TopicGroup, ...]:
    groups = []
    for order, fields in enumerate(read_list(path, file, problems), 1):
        id_, label, icon = (fields.text(key, required=True) for key in ("id", "label", "icon"))
        fields.finish()
        if id_ and label and icon:
            groups.append(TopicGroup(id=id_, label=label, icon=icon, order=order))
    return tuple(groups)


def read_type(path: Path, file: str, problems: list[Problem]) -> ServiceType | None:
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, body = read
    label = fields.text("label", required=True) or path.stem
    service_type = ServiceType(
        id=path.stem,
        label=label,
        plural=fields.text("plural", required=True) or label,
        description=_description(body),
        discreet=bool(fields.flag("discreet")),
        staff_only=bool(fields.flag("staff_only")),
        file=file,
    )
    fields.finish()
    return service_type


def read_page(path: Path, file: str, problems: list[Problem]) -> Page | None:
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, body = read
    page = Page(
        id=path.stem,
        title=fields.text("title", required=True) or path.stem,
        summary=fields.text("summary") or "",
        body=body,
        written_in=fields.choice("written_in", WRITTEN) or "nb",
        group=fields.choice("group", _PAGE_GROUPS, required=True) or "about",
        order=fields.whole("order", required=True, most=9999) or 0,
        discreet=bool(fields.flag("discreet")),
        sources=read_sources(fields, required=False),
        file=file,
    )
    fields.finish()
    return page
