"""How much the site is used, for Prometheus (P-11): by whole hours, no place, no words, nothing that happened less than
five times. What is counted in an hour is seen when the hour is over; less than five of a kind is forgotten then.

Each worker counts for itself, in memory, and says which one it is: the sum over the workers is the site's.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from flask import Flask, current_app

from directory.web.access_log import NO_ROUTE
from directory.web.page_cache import ROUTE, Environ, StartResponse, WsgiApp

FEWEST = 5
_KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "requests": ("Answers by route and status, kept pages too", ("route", "status")),
    "searches": ("Searches by language of the page, with and without hits", ("lang", "hits")),
    "crisis_panels": ("Panels shown because words called for help now", ()),
    "searches_without_hits": ("Searches without hits by the topic nearest to them, as we understood it", ("topic",)),
    "found": ("Answers to “Did you find what you needed?” under results", ("where", "answer")),
    "doors_shown": ("Turns of the assistant that showed doors of a type", ("type",)),
}
"""What is counted -> what it means, and its labels."""


class Metrics:
    """The counts of one worker."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._hour: tuple[int, int, int, int] | None = None
        self._counting: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._shown: Counter[tuple[str, tuple[str, ...]]] = Counter()

    def count(self, kind: str, *labels: str) -> None:
        with self._lock:
            self._turn_the_hour()
            self._counting[kind, labels] += 1

    def shown(self) -> Mapping[tuple[str, tuple[str, ...]], int]:
        """(kind, labels) -> how often, in all hours that are over."""
        with self._lock:
            self._turn_the_hour()
            return dict(self._shown)

    def _turn_the_hour(self) -> None:
        now = self._clock()
        hour = (now.year, now.month, now.day, now.hour)
        if hour != self._hour:
            self._shown.update({key: times for key, times in self._counting.items() if times >= FEWEST})
            self._hour, self._counting = hour, Counter()


def count_search(lang: str, hits: int) -> None:
    _metrics().count("searches", lang, "yes" if hits else "no")


def count_nothing_found(topic: str) -> None:
    """`topic` is what was understood of the words, or "unknown"; never a word of them."""
    _metrics().count("searches_without_hits", topic)


def count_found(where: str, answer: str) -> None:
    """What readers say of the results of search or assistant: yes, partly or no."""
    _metrics().count("found", where, answer)


def count_crisis_panel() -> None:
    """Which kind of crisis is not counted: it is nobody's business how many there were of each."""
    _metrics().count("crisis_panels")


def count_doors(types: Iterable[str]) -> None:
    """The doors of one turn; each type once."""
    for one in set(types):
        _metrics().count("doors_shown", one)


def _metrics() -> Metrics:
    metrics: Metrics = current_app.extensions["metrics"]
    return metrics


def count_answers(app: Flask) -> None:
    """Counts what `app` answers, outermost, so that kept pages count too."""
    inner: WsgiApp = app.wsgi_app
    metrics: Metrics = app.extensions["metrics"]

    def counted(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: object, exc_info: object = None) -> object:
            metrics.count("requests", environ.get(ROUTE) or NO_ROUTE, status[:3])
            return start_response(status, headers)

        return inner(environ, start)

    app.wsgi_app = counted  # type: ignore[method-assign]


def metrics_text(metrics: Metrics, worker: str, gauges: Mapping[str, tuple[str, float]]) -> str:
    """Prometheus' text format. `gauges`: name -> (what it means, value)."""
    lines: list[str] = []
    shown = metrics.shown()
    for kind, (meaning, names) in _KINDS.items():
        lines += [f"# HELP directory_{kind}_total {meaning}", f"# TYPE directory_{kind}_total counter"]
        for (known, labels), times in sorted(shown.items()):
            if known == kind:
                told = ",".join(f'{name}="{value}"' for name, value in zip(names, labels, strict=True))
                lines.append(f'directory_{kind}_total{{{told}{"," if told else ""}worker="{worker}"}} {times}')
    for name, (meaning, value) in gauges.items():
        lines += [f"# HELP directory_{name} {meaning}", f"# TYPE directory_{name} gauge"]
        lines.append(f'directory_{name}{{worker="{worker}"}} {value:g}')
    return "\n".join([*lines, ""])
