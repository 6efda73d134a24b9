"""Topics and their groups as tiles, and which of them are discreet."""

from __future__ import annotations

from dataclasses import dataclass

from directory.assistant.lifelines import for_the_young
from directory.catalog.models import Organization, Service, Topic
from directory.language.texts import Text
from directory.web.addresses import item_link
from directory.web.suicide_words import names_suicide
from directory.web.views import Link
from directory.web.visit import Visit

FIRST_TOPICS = 2
"""How many of a service's topics, the closest first, decide whether its page is discreet."""


@dataclass(frozen=True, kw_only=True)
class TopicGroupView:
    id: str
    label: Text
    icon: str
    tiles: tuple[Link, ...]
    names_suicide: bool
    """Then a contact stands in the same block (S-13)."""


def topic_groups(visit: Visit) -> tuple[TopicGroupView, ...]:
    """The groups in order, each with its topics; a group without topics is left out."""
    views = []
    for group in visit.catalog.topic_groups.values():
        members = [topic for topic in visit.catalog.topics.values() if topic.group == group.id]
        if members:
            view = TopicGroupView(
                id=group.id,
                label=visit.label("topic-groups", group.id, "label", group.label),
                icon=group.icon,
                tiles=tuple(topic_tile(visit, topic) for topic in members),
                names_suicide=names_suicide(*(topic.label for topic in members)),
            )
            views.append(view)
    return tuple(views)


def topic_tile(visit: Visit, topic: Topic) -> Link:
    label = visit.label("topics", topic.id, "label", topic.label)
    return Link(label=label, url=item_link("topics", topic.id), icon=topic.icon)


def foretaste(visit: Visit, group_id: str, most: int = 3) -> Text:
    """The first few topics of a group in one line, none of them one that names suicide."""
    members = [topic for topic in visit.catalog.topics.values() if topic.group == group_id]
    labels = [
        visit.label("topics", topic.id, "label", topic.label) for topic in members if not names_suicide(topic.label)
    ]
    told = labels[:most]
    lang = told[0].lang if told else visit.texts.lang
    return Text(" · ".join(label.text for label in told) + " …", lang)


def is_discreet(visit: Visit, service: Service) -> bool:
    """Its page has a neutral title and the quick exit: by its type, by what it is first of all about, or because it is
    first of all for children (P-03)."""
    kind = visit.catalog.types.get(service.type)
    first = (visit.catalog.topics.get(topic) for topic in service.topics[:FIRST_TOPICS])
    about = bool(kind and kind.discreet) or any(topic is not None and topic.discreet for topic in first)
    return about or for_the_young(service)


def runs_discreet(visit: Visit, organization: Organization) -> bool:
    """All that it runs is discreet, so its own page is too: a name such as a shelter's tells as much."""
    runs = [one for one in visit.catalog.services.values() if one.organization == organization.id]
    open_ones = [one for one in runs if one.status != "closed"]
    return bool(open_ones) and all(is_discreet(visit, one) for one in open_ones)
