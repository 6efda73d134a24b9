"""Whether the assistant's questions hang together: checked before the site starts, told like every other problem.

No unknown target, unreachable question, loop, option without effect, condition that never holds, or missing words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from directory.catalog.models import AUDIENCES, Catalog
from directory.catalog.problems import Advice, Problem
from directory.catalog.question_file import ANY, COMMANDS, PLACE
from directory.catalog.question_models import Condition, Option, Question

_PAGE = ("norwegian", "other")


def check_questions(catalog: Catalog) -> list[Problem]:
    """All problems between the questions; none when there are no questions at all."""
    questions = catalog.questions
    if not questions:
        return []
    found = [problem for question in questions.values() for problem in _check_question(question, catalog)]
    found += _check_order(questions)
    missing = [command for command in COMMANDS if command not in catalog.commands]
    if missing:
        text = Advice("Write the commands {missing}; people type them", missing=", ".join(missing))
        found.append(Problem("questions/commands.yaml", 1, text, "missing-command"))
    return found


def options_of(question: Question, catalog: Catalog, area: str | None = None) -> tuple[Option, ...]:
    """The question's own options and those from topics or places; with `area`, only the topics of that group."""
    options = list(question.options)
    if question.options_from == "topic-groups":
        options += [
            Option(id=group.id, text=group.label, sets={"area": (group.id,)}, icon=group.icon)
            for group in catalog.topic_groups.values()
        ]
    elif question.options_from == "topics":
        options += [
            Option(id=topic.id, text=topic.label, sets={"topic": (topic.id,), "area": (topic.group,)}, icon=topic.icon)
            for topic in catalog.topics.values()
            if area is None or topic.group == area
        ]
    elif question.kind == "place":
        options = [
            *(
                Option(id=PLACE + place.id, text=place.name, sets={"place": (place.id,)})
                for place in catalog.places.values()
            ),
            *options,
        ]
    return tuple(options)


def facts_set(catalog: Catalog) -> Mapping[str, set[str]]:
    """Fact -> every value that some answer sets, or that the page or the place gives."""
    found: dict[str, set[str]] = {"page": set(_PAGE), "place": {*catalog.places}, "topic": set(catalog.topics)}
    for question in catalog.questions.values():
        for option in options_of(question, catalog):
            for fact, values in option.sets.items():
                found.setdefault(fact, set()).update(values)
    return found


def _check_question(question: Question, catalog: Catalog) -> Iterator[Problem]:
    def problem(text: Advice, rule: str) -> Problem:
        return Problem(question.file, 1, text, rule)

    options = options_of(question, catalog)
    for target in (question.next, *(option.next for option in options)):
        if target is not None and target not in catalog.questions:
            yield problem(
                Advice("Write the id of a question after `next:`, not `{value}`", value=target), "unknown-target"
            )
    if question.kind != "place" and len(options) < 2:
        yield problem(Advice("Write at least two options; with one there is nothing to choose"), "missing-words")
    if question.kind == "several" and question.options_from != "topics":
        yield problem(Advice("Write `kind: one`; only the topic may hold several answers"), "several")
    seen: set[str] = set()
    for option in options:
        if option.id in seen:
            yield problem(Advice("Write the option `{option}` once", option=option.id), "repeated-value")
        seen.add(option.id)
        if not option.text:
            yield problem(Advice("Write the words of the option `{option}`", option=option.id), "missing-words")
        if not any(option.sets.values()):
            yield problem(
                Advice("Write what the option `{option}` sets; it changes nothing", option=option.id), "no-effect"
            )
        for value in option.sets.get("audience", ()):
            if value not in AUDIENCES:
                yield problem(
                    Advice(
                        "Write one of {allowed} as `audience`, not `{value}`", allowed=", ".join(AUDIENCES), value=value
                    ),
                    "reference",
                )
        for value in option.sets.get("topic", ()):
            if value not in catalog.topics:
                yield problem(
                    Advice("Write topics that have files in topics/, not `{value}`", value=value), "reference"
                )
    known = facts_set(catalog)
    for condition in (*question.ask_when, *question.skip_when):
        for fact, value in _unknown_values(condition, known):
            yield problem(
                Advice("Write a value of `{fact}` that some answer sets, not `{value}`", fact=fact, value=value),
                "never-holds",
            )


def _unknown_values(condition: Condition, known: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    for fact, values in condition.items():
        for value in values:
            if value != ANY and value not in known.get(fact, ()):
                yield fact, value


def _targets(question: Question) -> set[str]:
    """The questions that may follow. One that is not asked passes on to its `next`."""
    return {target for target in (question.next, *(option.next for option in question.options)) if target is not None}


def _check_order(questions: Mapping[str, Question]) -> Iterator[Problem]:
    first = next(iter(questions))
    reached: set[str] = set()
    waiting = [first]
    while waiting:
        id_ = waiting.pop()
        if id_ not in reached and id_ in questions:
            reached.add(id_)
            waiting += _targets(questions[id_])
    for id_, question in questions.items():
        if id_ not in reached:
            yield Problem(
                question.file,
                1,
                Advice("Name this question in another one's `next:`; nothing leads here"),
                "unreachable",
            )
        if _comes_back(id_, questions):
            yield Problem(
                question.file, 1, Advice("Write a `next:` that does not lead back here; this asks in a circle"), "loop"
            )


def _comes_back(start: str, questions: Mapping[str, Question]) -> bool:
    seen: set[str] = set()
    waiting = list(_targets(questions[start]))
    while waiting:
        id_ = waiting.pop()
        if id_ == start:
            return True
        if id_ in questions and id_ not in seen:
            seen.add(id_)
            waiting += _targets(questions[id_])
    return False
