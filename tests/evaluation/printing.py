"""How figures and misses stand on the terminal: one line a group, shares in columns.

Counts nothing; `measures` does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.evaluation.asking import Reply
from tests.evaluation.cases import Case
from tests.evaluation.measures import Finding, count_findings, missed

WIDTH = 38
COLUMNS = ("n", "hit@3", "hit@5", "lenient@5", "specific@5", "lift", "no hits")


def print_head(title: str, columns: Sequence[str]) -> None:
    print(f"\n{title:{WIDTH}}" + "".join(f"{column:>12}" for column in columns))


def print_finding(label: str, figures: Finding) -> None:
    shares = (
        figures.hit_at_3, figures.hit_at_5, figures.lenient_at_5, figures.specific_at_5, figures.lift, figures.nothing,
    )  # fmt: skip
    cells = [f"{figures.count:12}", *(f"{'-':>12}" if value is None else f"{value:12.3f}" for value in shares)]
    print(f"{label[: WIDTH - 1]:{WIDTH}}" + "".join(cells))


def print_groups(
    cases: Sequence[Case], replies: Sequence[Reply], named: str, group_of: Callable[[Case], str | None]
) -> None:
    for group in sorted({group for case in cases if (group := group_of(case))}):
        chosen = [(case, reply) for case, reply in zip(cases, replies, strict=True) if group_of(case) == group]
        print_finding(f"  {named} {group}", count_findings([c for c, _ in chosen], [r for _, r in chosen]))


def print_misses(cases: Sequence[Case], replies: Sequence[Reply]) -> None:
    for case, reply in zip(cases, replies, strict=True):
        if missed(case, reply):
            got = ", ".join(entry.id for entry in reply.entries[:5])
            print(f"    {case.id} [{case.lang} {case.asker} {case.kind}] {case.query!r}")
            print(f"        wanted {', '.join(case.wanted)}\n        got    {got or 'nothing'}")
