"""The questions as a picture, as a sheet, and as a telephone script for the front desk.

Made from the content alone, so the picture is always that of today. In the language of the content; prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from directory.assistant.answers import MOST_ASKED
from directory.catalog.models import Catalog
from directory.catalog.question_checks import options_of
from directory.catalog.question_file import ANY
from directory.catalog.question_models import Condition, Question

_END = "doors"
_MOST_LABELS = 4


def journeys_mermaid(catalog: Catalog) -> str:
    """A Mermaid flowchart: a box for every question, an arrow with the answers' words to the one that follows."""
    lines = ["flowchart TD"]
    for question in catalog.questions.values():
        lines.append(f'    {_node(question.id)}["{_quoted(question.text)}"]')
    lines.append(f'    {_END}(["Dører"])')
    for question in catalog.questions.values():
        for target, labels in _ways_on(question, catalog):
            lines.append(f'    {_node(question.id)} -->|"{_quoted(labels)}"| {_node(target)}')
    return "\n".join(lines) + "\n"


def journeys_sheet(catalog: Catalog) -> str:
    """All questions with their answers on one sheet, in Markdown."""
    lines = [f"Assistenten stiller høyst {MOST_ASKED} spørsmål. Alle kan svares med «Vet ikke» eller hoppes over.", ""]
    for number, question in enumerate(catalog.questions.values(), 1):
        lines += [f"## {number}. {question.text}", "", question.why, ""]
        lines += [f"- {text}" for text in _options(question, catalog)]
        lines += ["", *(f"{line}" for line in _conditions(question)), ""]
    return "\n".join(lines).rstrip() + "\n"


def journeys_script(catalog: Catalog) -> str:
    """What to say and where to go on, for the one who answers the municipality's telephone."""
    lines = ["Står det om liv: Ring 113. Spør ikke mer.", ""]
    numbers = {id_: number for number, id_ in enumerate(catalog.questions, 1)}
    for id_, question in catalog.questions.items():
        lines.append(f"{numbers[id_]}. Si: «{question.text}»")
        lines.append(f"   Spør de hvorfor: «{question.why}»")
        for target, labels in _ways_on(question, catalog):
            onward = f"gå til {numbers[target]}" if target in numbers else "vis dørene"
            lines.append(f"   {labels}: {onward}")
        lines += [f"   {line}" for line in _conditions(question)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _ways_on(question: Question, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(the question that follows, the answers that lead there), the usual way last."""
    usual = question.next or _END
    for target in dict.fromkeys(option.next for option in question.options if option.next not in (None, usual)):
        if target is not None:
            yield target, ", ".join(option.text for option in question.options if option.next == target)
    own = [option.text for option in options_of(question, catalog) if option.next in (None, usual)]
    if question.options_from is not None or len(own) > 2 * _MOST_LABELS:
        own = [*own[:_MOST_LABELS], "…"]
    yield usual, ", ".join([*own, "vet ikke", "hopp over"])


def _options(question: Question, catalog: Catalog) -> list[str]:
    if question.options_from != "topics":
        return [option.text for option in options_of(question, catalog)]
    return [
        f"{group.label}: {', '.join(topic.label for topic in catalog.topics.values() if topic.group == group.id)}"
        for group in catalog.topic_groups.values()
    ]


def _conditions(question: Question) -> Iterator[str]:
    if question.ask_when:
        yield "Spør bare når: " + " eller ".join(_words(condition) for condition in question.ask_when) + "."
    if question.skip_when:
        yield "Spør ikke når: " + " eller ".join(_words(condition) for condition in question.skip_when) + "."


def _words(condition: Condition) -> str:
    return " og ".join(
        f"{fact} er kjent" if ANY in values else f"{fact} er {' eller '.join(values)}"
        for fact, values in condition.items()
    )


def _node(id_: str) -> str:
    """Mermaid reserves a few words, so every box has a name of its own."""
    return id_ if id_ == _END else f"q_{id_.replace('-', '_')}"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
