"""How fast the search is: ours against bare Whoosh, SQLite FTS5 and tantivy, at 200, 2,000 and 20,000 entries.

    .venv/bin/python benchmarks/search.py [--sizes 200 2000 20000] [--rounds 5] [--repeat 1]

The entries are the real ones, repeated with names, places and words shuffled in. All four answer the same queries in
one process, query by query in turn, so that they share the machine's moods. "Ours" is the whole of it: understanding,
slips, filters, facets, ranking and reasons; the others only rank text. Also tells memory (of a process of its own that
holds the entries and the index) and suggestions, and which of the bars are met. Not a test.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import tantivy  # noqa: E402  the project's folder must be on the path first
from whoosh.index import open_dir  # noqa: E402
from whoosh.query import Or, Term  # noqa: E402

from directory.catalog.models import Catalog, Service  # noqa: E402
from directory.catalog.reading import load_catalog  # noqa: E402
from directory.catalog.words_file import Words, read_words  # noqa: E402
from directory.language.stemming import NORWEGIAN  # noqa: E402
from directory.search.index import FIELDS, SearchIndex, build_index, open_index  # noqa: E402
from directory.search.query import SearchRequest, search  # noqa: E402
from directory.search.suggestions import suggest  # noqa: E402

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))
LIMIT = 20
OURS = "ours, the whole"
QUERIES = (
    "ensom", "sønnen min ruser seg", "deppa", "noen å prate med om natta", "pårørende gruppe haugesund",
    "angst og panikk", "fullt hus gjeld inkasso", "mamma drikker", "kjæresten slår meg", "gratis psykolog",
    "utbrent på jobben", "deprimrt",
    "får ikke sove", "spillegjeld", "chat for ungdom 14 år", "mistet barn", "rustelefonen",
    "116123", "fikk avslag på behandling",
    "barneverntjenesten kontakt", "skulker skolen sosial angst", "lonely and depressed", "hjelp til å komme i jobb",
    "samlivsbrudd og barn", "overgrep som barn", "slutte å røyke", "møteplass for eldre", "selvmordstanker",
    "medisiner bivirkninger",
    "tilbud rus og psykisk helse kommunen",
)  # fmt: skip


def grown(catalog: Catalog, size: int) -> Catalog:
    """The real services, repeated to `size` with new ids and names, other places, and words moved between summaries."""
    dice = random.Random(size)
    originals = list(catalog.services.values())
    vocabulary = [word for service in originals for word in service.summary.split()]
    places = list(catalog.places)
    services: dict[str, Service] = {}
    for number in range(size):
        service = originals[number % len(originals)]
        if number >= len(originals):
            words = service.summary.split()
            for _ in range(max(1, len(words) // 4)):
                words[dice.randrange(len(words))] = dice.choice(vocabulary)
            area = (dice.choice(places),) if service.reach == "local" else ()
            service = replace(
                service, id=f"{service.id}-{number}", name=f"{service.name} {dice.choice(vocabulary)} {number}",
                also_known_as=(), summary=" ".join(words), service_area=area,
            )  # fmt: skip
        services[service.id] = service
    return replace(catalog, services=services)


def bare_whoosh(folder: Path, ours: SearchIndex) -> Callable[[str], object]:
    searcher = open_dir(str(folder), indexname="services").searcher()

    def ask(query: str) -> object:
        stems = ours.understanding.stems_of(query, NORWEGIAN)
        wanted = Or([Term(f"no_{field}", stem, boost=boost) for stem in stems for field, boost in FIELDS.items()])
        return [hit["id"] for hit in searcher.search(wanted, limit=LIMIT)]

    return ask


def texts(catalog: Catalog) -> list[tuple[str, str, str, str]]:
    return [(service.id, service.name, service.summary, service.body) for service in catalog.services.values()]


def bare_fts5(catalog: Catalog) -> Callable[[str], object]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entries USING fts5(id UNINDEXED, name, summary, body, tokenize='unicode61')")
    database.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", texts(catalog))

    def ask(query: str) -> object:
        wanted = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        order = "SELECT id FROM entries WHERE entries MATCH ? ORDER BY bm25(entries, 0, 3, 1, 0.5) LIMIT ?"
        return database.execute(order, (wanted, LIMIT)).fetchall()

    return ask


def bare_tantivy(catalog: Catalog) -> Callable[[str], object]:
    builder = tantivy.SchemaBuilder()
    for field in ("id", "name", "summary", "body"):
        builder.add_text_field(field, stored=field == "id")
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for id_, name, summary, body in texts(catalog):
        writer.add_document(tantivy.Document(id=[id_], name=[name], summary=[summary], body=[body]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(query: str) -> object:
        wanted = index.parse_query(" ".join(re.findall(r"\w+", query)), ["name", "summary", "body"])
        return [searcher.doc(address)["id"] for _, address in searcher.search(wanted, LIMIT).hits]

    return ask


def megabytes() -> float:
    """Memory that this process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def microseconds(ask: Callable[[str], object], query: str) -> float:
    # The thread's own time on the processor: what other programs do meanwhile is no engine's fault.
    started = time.thread_time_ns()
    ask(query)
    return (time.thread_time_ns() - started) / 1000


def spread(times: Sequence[float]) -> tuple[float, float]:
    """p50 and p95."""
    cuts = statistics.quantiles(times, n=20)
    return statistics.median(times), cuts[18]


@dataclass(frozen=True, kw_only=True)
class Figures:
    times: Mapping[str, tuple[float, float]]
    """Engine -> p50 and p95 in microseconds."""
    megabytes: float
    """Of a process that holds the entries and the index."""

    def ratio(self, engine: str) -> float:
        return self.times[OURS][0] / self.times[engine][0]


def holding(folder: Path, size: int) -> float:
    """The memory of a process that has read the entries and opened the index, and has done nothing else."""
    catalog, _ = load_catalog(ROOT / "content")
    words = read_words(ROOT / "content" / "words", [])
    entries = grown(catalog, size)
    index = open_index(entries, folder, words)
    gc.collect()
    return megabytes() if index.services else 0.0


def measure(catalog: Catalog, words: Words, size: int, rounds: int) -> Figures:
    entries = grown(catalog, size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.process_time()
        build_index(entries, [], folder, words)
        built, started = time.process_time() - started, time.process_time()
        index = open_index(entries, folder, words)
        opened = time.process_time() - started
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
            held = fresh.submit(holding, folder, size).result()
        print(f"\n{size:,} entries: built in {built:.1f} s, opened in {opened:.2f} s, the process {held:.0f} MB")
        engines: dict[str, Callable[[str], object]] = {
            OURS: lambda query: search(
                index, SearchRequest(text=query, lang="nb", now=NOW, place="1106", limit=LIMIT)
            ),
            "bare Whoosh": bare_whoosh(folder, index), "bare FTS5": bare_fts5(entries),
            "bare tantivy": bare_tantivy(entries),
            "suggestions": lambda query: suggest(index, query[:3], "nb"),
        }  # fmt: skip
        times: dict[str, list[float]] = {engine: [] for engine in engines}
        for turn in range(rounds + 1):
            for query in QUERIES:
                for engine, ask in engines.items():
                    took = microseconds(ask, query)
                    if turn:  # the first round warms all of them
                        times[engine].append(took)
    return Figures(times={engine: spread(listed) for engine, listed in times.items()}, megabytes=held)


def print_bars(results: Mapping[int, Figures]) -> None:
    """What the search must reach, each with what was measured."""
    bars: list[tuple[str, float, float]] = []
    if 2000 in results:
        bars.append(("2,000: p50 of bare Whoosh's", results[2000].ratio("bare Whoosh"), 0.25))
        bars.append(("2,000: p50 of bare FTS5's", results[2000].ratio("bare FTS5"), 2.0))
    if 20000 in results:
        bars.append(("20,000: p50 of bare tantivy's", results[20000].ratio("bare tantivy"), 5.0))
    if 200 in results and 20000 in results:
        bars.append(("200 -> 20,000: p50, times", results[20000].times[OURS][0] / results[200].times[OURS][0], 8.0))
        bars.append(("200 -> 20,000: more memory, MB", results[20000].megabytes - results[200].megabytes, 150.0))
    slowest = max(figures.times["suggestions"][1] for figures in results.values())
    bars.append(("suggestions: the slowest p95, ms", slowest / 1000, 1.0))
    print()
    for name, measured, most in bars:
        print(f"  {'met' if measured <= most else 'MISSED':6} {name:32} {measured:8.2f}   at most {most:g}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2000, 20000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    catalog, _ = load_catalog(ROOT / "content")
    words = read_words(ROOT / "content" / "words", [])
    for _ in range(options.repeat):
        results = {}
        for size in options.sizes:
            results[size] = figures = measure(catalog, words, size, options.rounds)
            for engine, (middle, slow) in figures.times.items():
                share = figures.ratio(engine)
                print(f"  {engine:16} p50 {middle:8.0f} µs   p95 {slow:8.0f} µs   ours is {share:5.2f} times this")
        print_bars(results)


if __name__ == "__main__":
    main()
