"""Asks all addresses of the content, many hosts at a time, and remembers what they said as it goes on.

Run by the editor on their own machine, never by the public server.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlsplit

from directory.editor.link_addresses import Fact, Standing
from directory.editor.link_asking import Asker, Interrupted, Manners
from directory.editor.link_memory import Answer, Known, learn, recall, remember


class NothingAnswered(Exception):
    """Not one address did: it is this machine that is away, not the addresses."""


_PROVES = 3
"""So many hosts that are silent all at once say more of this machine than of themselves."""
AT_ONCE = 8
"""Hosts."""
Progress = Callable[[int, int, str], None]
"""How many have been asked, of how many, and the last one."""


def ask_all(
    addresses: Mapping[str, Sequence[Standing]], var: Path, today: date, manners: Manners, told: Progress,
    stop: Event | None = None,
) -> dict[str, Known]:  # fmt: skip
    """What is known of each address afterwards. Ctrl+C ends it early; what was learned until then is kept and is what
    one gets. Raises `NotSaved` when nothing can be remembered, and `NothingAnswered`."""
    halt = stop or Event()
    before = recall(var)
    asker = Asker(manners, halt)
    found: dict[str, Known] = {}
    lock = Lock()

    hosts = _by_host(addresses)
    heard = Event()
    if len(hosts) < _PROVES:
        heard.set()

    def learned(url: str, answer: Answer) -> None:
        with lock:
            if answer.status:
                heard.set()
            found[url] = learn(before.get(url), answer, today)
            told(len(found), len(addresses), url)

    def ask_host(urls: Sequence[str]) -> None:
        """One after the other; what failed once more when all the others have been asked."""
        again: list[tuple[str, Answer]] = []
        for url in urls:
            answer = asker.ask(url, _facts(addresses[url]))
            if answer.state == "fails" or answer.status == 429:
                again.append((url, answer))
            else:
                learned(url, answer)
        for url, _first in again:
            learned(url, asker.ask(url, _facts(addresses[url])))

    def save_what_is_known() -> None:
        with lock:
            if heard.is_set():
                remember(var, found)

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="links") as pool:
        waiting: set[Future[None]] = {pool.submit(ask_host, urls) for urls in hosts}
        try:
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for one in done:
                    one.result()
                save_what_is_known()
        except (KeyboardInterrupt, Interrupted):
            pass
        finally:
            halt.set()
            for one in waiting:
                one.cancel()
    save_what_is_known()
    if found and not heard.is_set():
        raise NothingAnswered
    return found


def _by_host(addresses: Mapping[str, Sequence[Standing]]) -> list[list[str]]:
    """Those with the most addresses first: they take the longest."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in addresses:
        hosts[_host(url)].append(url)
    return sorted(hosts.values(), key=len, reverse=True)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def _facts(standings: Sequence[Standing]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(fact for one in standings for fact in one.facts))
