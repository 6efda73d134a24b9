"""The assistant's questions and answers in the page's language. Chooses no question and understands nothing."""

from __future__ import annotations

from directory.catalog.question_file import DONT_KNOW, PLACE, SKIP
from directory.catalog.question_models import Option, Question
from directory.language.texts import Text
from directory.web.visit import Visit


def question_text(visit: Visit, question: Question) -> Text:
    return visit.label("questions", question.id, "text", question.text)


def question_why(visit: Visit, question: Question) -> Text:
    return visit.label("questions", question.id, "why", question.why)


def option_text(visit: Visit, question: Question, option: Option) -> Text:
    """The option's own words; a topic and a group of topics have theirs where topics are translated."""
    catalog = visit.catalog
    own = {one.id for one in question.options}
    if option.id not in own and option.id in catalog.topic_groups:
        return visit.label("topic-groups", option.id, "label", option.text)
    if option.id not in own and option.id in catalog.topics:
        return visit.label("topics", option.id, "label", option.text)
    if option.id.startswith(PLACE):
        return visit.norwegian(option.text)
    return visit.label("questions", question.id, f"options.{option.id}", option.text)


def built_in(visit: Visit) -> tuple[tuple[str, Text], ...]:
    """The two answers that every question takes, as (id, words)."""
    _ = visit.gettext
    return ((DONT_KNOW, visit.own(_("I do not know"))), (SKIP, visit.own(_("Skip this"))))


def answer_text(visit: Visit, question: Question, option_id: str, options: dict[str, Option]) -> Text:
    """What was answered, in words; a place by its name."""
    for id_, words in built_in(visit):
        if option_id == id_:
            return words
    place = visit.catalog.places.get(option_id.removeprefix(PLACE)) if option_id.startswith(PLACE) else None
    if place is not None:
        return visit.norwegian(place.name)
    option = options.get(option_id)
    return option_text(visit, question, option) if option is not None else visit.own("")
