"""The figures of `evaluate`, asked for and printed: queries, slips, the sample, crises.

Holds no limit that a build must keep. The assistant is measured as soon as its address answers.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence

from tests.evaluation.asking import LANGS, LONGEST, PLACE, Reply, Site, open_site
from tests.evaluation.cases import Case, Phrase, read_list, read_phrases, read_queries, read_sample
from tests.evaluation.learning import print_learning
from tests.evaluation.measures import count_findings, count_flags, doors_kept, missed, wrongly_flagged
from tests.evaluation.printing import COLUMNS, WIDTH, print_finding, print_groups, print_head, print_misses
from tests.evaluation.typing_slips import one_slip_variants
from tests.evaluation.word_counts import count_words

LANG_GROUPS = {"nb": "nb+nn", "nn": "nb+nn", "en": "en"}


def evaluate_queries(site: Site, show_misses: bool) -> None:
    cases = read_queries()
    replies = [site.search(case.query, case.lang, case.place) for case in cases]
    print_head("Our own queries", COLUMNS)
    print_finding("all, search", count_findings(cases, replies))
    for named, group_of in (
        ("lang", lambda case: case.lang),
        ("asker", lambda case: case.asker),
        ("kind", lambda case: case.kind),
        ("topic", lambda case: case.topic),
    ):
        print_groups(cases, replies, named, group_of)
    if site.has_assistant():
        print_finding(
            "all, assistant",
            count_findings(cases, [site.assistant(c.query, c.lang, c.place, c.asker) for c in cases]),
        )
    if show_misses:
        print_misses(cases, replies)
    evaluate_slips(site, cases, replies, show_misses)


def evaluate_slips(site: Site, cases: Sequence[Case], replies: Sequence[Reply], show_misses: bool) -> None:
    variants = one_slip_variants(cases)
    slipped = [site.search(case.query, case.lang, case.place) for case in variants]
    origins = {case.id.split()[0] for case in variants}
    chosen = [(case, reply) for case, reply in zip(cases, replies, strict=True) if case.id in origins]
    whole = count_findings([case for case, _ in chosen], [reply for _, reply in chosen])
    figures = count_findings(variants, slipped)
    print_head("One-slip variants", COLUMNS)
    print_finding("the same queries without slips", whole)
    print_finding("with one slip", figures)
    print_groups(variants, slipped, "slip", lambda case: case.kind)
    print_groups(variants, slipped, "lang", lambda case: case.lang)
    kept = (figures.hit_at_3 or 0.0) / (whole.hit_at_3 or 1.0)
    print(f"{'share of hit@3 that is kept':{WIDTH}}{kept:24.3f}")
    if show_misses:
        hit = {case.id for case, reply in chosen if not missed(case, reply)}
        lost = [(case, reply) for case, reply in zip(variants, slipped, strict=True) if case.id.split()[0] in hit]
        print_misses([case for case, _ in lost], [reply for _, reply in lost])


def evaluate_sample(site: Site, show_misses: bool) -> None:
    cases = read_sample()
    runs: dict[str, Callable[[Case], Reply]] = {
        "search, short query": lambda case: site.search(case.query, case.lang, case.place),
        "search, whole text": lambda case: site.search(case.text[:LONGEST], case.lang, case.place),
    }
    if site.has_assistant():
        runs["assistant, text"] = lambda case: site.assistant(case.text[:LONGEST], case.lang, case.place)
        runs["assistant, text and asker"] = lambda case: site.assistant(
            case.text[:LONGEST], case.lang, case.place, case.asker
        )
    for run, ask in runs.items():
        replies = [ask(case) for case in cases]
        print_head("Sample: " + run, COLUMNS)
        print_finding("all", count_findings(cases, replies))
        print_groups(cases, replies, "lang", lambda case: LANG_GROUPS.get(case.lang, "others"))
        print_groups(cases, replies, "asker", lambda case: case.asker)
        print_groups(cases, replies, "topic", lambda case: case.topic)
        if show_misses:
            print_misses(cases, replies)


def print_flags(title: str, phrases: Sequence[Phrase], replies: Sequence[Reply]) -> None:
    groups: dict[str, Callable[[Phrase], str]] = {
        "lang": lambda phrase: f"{phrase.label}, lang {phrase.lang}",
        "class": lambda phrase: f"{phrase.label}, class {phrase.crisis_class}",
        "kind": lambda phrase: f"{phrase.label}, {phrase.lang} {phrase.kind}",
    }
    print_head(title, ("n", "raised", "share", "right class"))
    for group_of in groups.values():
        for group in sorted({group_of(phrase) for phrase in phrases}):
            chosen = [(p, r) for p, r in zip(phrases, replies, strict=True) if group_of(p) == group]
            figures = count_flags([p for p, _ in chosen], [r for _, r in chosen])
            counted = f"{figures.count:12}{figures.raised:12}{figures.raised / figures.count:12.3f}"
            print(f"  {group[: WIDTH - 3]:{WIDTH - 2}}{counted}{figures.right_class:12}")


def evaluate_crisis(site: Site, show_misses: bool) -> None:
    """The sample's classes are its own, so "right class" tells only about our phrases."""
    runs: dict[str, Callable[[Phrase], Reply]] = {
        "search": lambda phrase: site.search(phrase.text, phrase.lang, PLACE),
    }
    if site.has_assistant():
        runs["assistant"] = lambda phrase: site.assistant(phrase.text, phrase.lang, PLACE)
    for file, title in (("crisis.yaml", "Our own phrases"), ("sample-crisis.yaml", "Sample phrases")):
        phrases = read_phrases(file)
        for run, ask in runs.items():
            replies = [ask(phrase) for phrase in phrases]
            print_flags(f"{title}, {run}", phrases, replies)
            if show_misses:
                for phrase, reply in zip(phrases, replies, strict=True):
                    if wrongly_flagged(phrase, reply):
                        print(f"    {phrase.id} [{phrase.label} {phrase.kind}] {phrase.text!r} -> {reply.crisis}")


def evaluate_needs(site: Site, show_misses: bool) -> None:
    """Of the first five doors that bokmål brings, how many are among the first seven of each other language."""
    needs = read_list("needs.yaml")
    print_head("The same needs in every language", ("n", "doors kept"))
    wanted = {need["id"]: [one.id for one in site.search(need["nb"], "nb", PLACE).entries] for need in needs}
    for lang in LANGS[1:]:
        shares = []
        for need in needs:
            brought = [one.id for one in site.search(need[lang], lang, PLACE).entries]
            share = doors_kept(wanted[need["id"]], brought)
            shares.append(share)
            if show_misses and share < 0.5:
                print(f"    {need['id']} [{need['topic']}] {need[lang]!r} keeps {share:.1f} of {need['nb']!r}")
        print(f"  {lang:{WIDTH - 2}}{len(shares):12}{sum(shares) / len(shares):12.3f}")


def evaluate_words(site: Site, show_misses: bool) -> None:
    """Needs no site: how much the lists of everyday words hold, the forms of one word counted once."""
    print_head("The lists of everyday words", ("entries", "words", "topics"))
    for lang, held in count_words().items():
        print(f"  {lang:{WIDTH - 2}}{held.entries:12}{held.words:12}{held.topics:12}")


def evaluate_learning(site: Site, show_misses: bool) -> None:
    """Needs no site: the examples judge each other."""
    print_learning()


PARTS: dict[str, Callable[[Site, bool], None]] = {
    "queries": evaluate_queries,
    "sample": evaluate_sample,
    "crisis": evaluate_crisis,
    "needs": evaluate_needs,
    "words": evaluate_words,
    "learned": evaluate_learning,
}


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measures how well the site understands people.")
    parser.add_argument("--misses", action="store_true", help="list what was not found or wrongly flagged")
    parser.add_argument("--only", choices=list(PARTS))
    options = parser.parse_args(None if arguments is None else list(arguments))
    site = open_site()
    for name, evaluate in PARTS.items():
        if options.only in (None, name):
            evaluate(site, options.misses)


if __name__ == "__main__":
    main()
