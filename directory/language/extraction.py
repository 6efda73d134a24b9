"""Which texts a translator is given: strings from code and templates, and every text of the content.

The key (msgctxt) of a content text is `<kind>.<id>.<field>`; the page looks it up by the same key. Reads no
translations and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_dir

from directory.catalog.models import Catalog, Channel, Meeting, Service
from directory.language.blocks import split_blocks

_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "N_": None,
}
_ADVICE = {"Advice": None}
_PYTHON, _JINJA = "python", "jinja2.ext:babel_extract"
_JINJA_OPTIONS = {"encoding": "utf-8", "silent": "false", "newstyle_gettext": "true"}


@dataclass(frozen=True, kw_only=True)
class ContentText:
    """One text of the content. `optional` ones (a name's explanation) may stay untranslated without being missing."""

    key: str
    source: str
    written_in: str
    file: str
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class InterfaceText:
    """One interface string, in English; `plural` when it counts."""

    message: str
    plural: str | None
    context: str | None
    places: tuple[tuple[str, int], ...]


def content_texts(catalog: Catalog) -> Iterator[ContentText]:
    """Every text of the content that a reader meets, in a stable order."""
    for service in catalog.services.values():
        for field, source in _service_fields(service):
            yield ContentText(
                key=f"services.{service.id}.{field}",
                source=source,
                written_in=service.written_in,
                file=service.file,
                optional=field == "name",
            )
    for kind, items in (("organizations", catalog.organizations), ("pages", catalog.pages)):
        for item in items.values():
            fields = {"title": getattr(item, "title", ""), "summary": item.summary, **_body(item.body)}
            for field, source in fields.items():
                if source:
                    key = f"{kind}.{item.id}.{field}"
                    yield ContentText(key=key, source=source, written_in=item.written_in, file=item.file)
    for place in catalog.places.values():
        for number, channel in enumerate(place.channels):
            for field, source in _channel_fields(channel):
                key = f"places.{place.id}.channels.{number}.{field}"
                yield ContentText(key=key, source=source, written_in="nb", file=place.file)
    for topic in catalog.topics.values():
        for field, source in (("label", topic.label), ("description", topic.description)):
            if source:
                yield ContentText(key=f"topics.{topic.id}.{field}", source=source, written_in="nb", file=topic.file)
    for group in catalog.topic_groups.values():
        yield ContentText(
            key=f"topic-groups.{group.id}.label", source=group.label, written_in="nb", file="topics/groups.yaml"
        )
    for need in catalog.needs.values():
        yield ContentText(key=f"needs.{need.id}.label", source=need.label, written_in="nb", file="needs.yaml")
    for easy in catalog.easy.values():
        for field, source in {"title": easy.title, **_body(easy.body)}.items():
            yield ContentText(
                key=f"easy.{easy.id}.{field}", source=source, written_in=easy.written_in, file=easy.file, optional=True
            )
    for type_ in catalog.types.values():
        for field, source in (("label", type_.label), ("plural", type_.plural), ("description", type_.description)):
            if source:
                yield ContentText(key=f"types.{type_.id}.{field}", source=source, written_in="nb", file=type_.file)
    for question in catalog.questions.values():
        options = {f"options.{option.id}": option.text for option in question.options}
        for field, source in {"text": question.text, "why": question.why, **options}.items():
            yield ContentText(
                key=f"questions.{question.id}.{field}", source=source, written_in="nb", file=question.file
            )


def _body(body: str) -> dict[str, str]:
    return {f"body.{number}": block for number, block in enumerate(split_blocks(body))}


def _service_fields(service: Service) -> Iterator[tuple[str, str]]:
    single: dict[str, str | None] = {
        "name": service.name,
        "summary": service.summary,
        **_body(service.body),
        "alert": service.alert,
        "run_by": service.run_by,
        "eligibility_description": service.eligibility_description,
        "fees": service.fees if service.fees != "free" else None,
        "first_step": service.first_step,
        "wait": service.wait,
        "who_is_told": service.who_is_told,
        "accessibility": service.accessibility,
    }
    yield from ((field, source) for field, source in single.items() if source)
    for number, channel in enumerate(service.channels):
        yield from ((f"channels.{number}.{field}", source) for field, source in _channel_fields(channel))
    for number, meeting in enumerate(service.meetings):
        yield from ((f"meetings.{number}.{field}", source) for field, source in _meeting_fields(meeting))


def _channel_fields(channel: Channel) -> Iterator[tuple[str, str]]:
    fees = channel.fees if channel.fees != "free" else None
    texts = (("description", channel.description), ("schedule_note", channel.schedule_note), ("fees", fees))
    yield from ((field, source) for field, source in texts if source)


def _meeting_fields(meeting: Meeting) -> Iterator[tuple[str, str]]:
    texts = (("location", meeting.location), ("open_to", meeting.open_to))
    yield from ((field, source) for field, source in texts if source)


def interface_texts(package: Path) -> tuple[InterfaceText, ...]:
    """What the public site says: every marked string under `package` (`directory/`) but the editors' tools, sorted."""
    methods = [("editor/**", "ignore"), ("**.py", _PYTHON), ("**/templates/**.html", _JINJA)]
    return _in_order(_extracted(package, methods))


def editor_texts(package: Path) -> tuple[InterfaceText, ...]:
    """What editors read: the strings of their tools (`directory/editor/`), and every `Advice` of all rooms."""
    tools = _extracted(package, [("editor/**.py", _PYTHON), ("editor/templates/**.html", _JINJA)])
    return _in_order(chain(tools, _extracted(package, [("**.py", _PYTHON)], _ADVICE)))


_Found = tuple[str | None, str, str | None, tuple[str, int]]
"""Context, message, plural, place."""


def _extracted(
    package: Path, methods: Sequence[tuple[str, str]], keywords: Mapping[str, Any] = _KEYWORDS
) -> Iterator[_Found]:
    options = {pattern: _JINJA_OPTIONS for pattern, method in methods if method == _JINJA}
    for file, line, message, _, context in extract_from_dir(
        package, method_map=methods, options_map=options, keywords=keywords, comment_tags=()
    ):
        singular, plural = (message[0], message[-1]) if isinstance(message, tuple) else (message, None)
        yield context, singular, plural, (f"{package.name}/{file}", line)


def _in_order(texts: Iterable[_Found]) -> tuple[InterfaceText, ...]:
    """A message that stands alone in one place and counts in another is one entry, as in every tool for gettext."""
    everything = list(texts)
    counted = {(context, message): plural for context, message, plural, _ in everything if plural}
    found: dict[tuple[str | None, str, str | None], list[tuple[str, int]]] = {}
    for context, message, plural, place in everything:
        found.setdefault((context, message, plural or counted.get((context, message))), []).append(place)
    ordered = sorted(found.items(), key=lambda item: (item[0][1], item[0][0] or ""))
    return tuple(
        InterfaceText(message=message, plural=plural, context=context, places=tuple(sorted(places)))
        for (context, message, plural), places in ordered
    )
