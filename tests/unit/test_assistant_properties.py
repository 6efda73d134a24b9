"""What holds whatever is typed and however the state is tampered with, and that nothing but the request decides."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.assistant.answers import AssistantRequest, MalformedAnswers
from directory.assistant.guide import Assistant, guide, guide_or_start
from directory.release import Release
from tests.unit.assisting import DAY, NIGHT, ROOT, ask, assistant_of
from tests.unit.test_journeys import faults

LANGS = ("nb", "nn", "en", "pl", "uk", "ar", "so", "se")
WORDS = (
    "jeg", "mannen min", "slår meg", "drikker", "pappa", "14 år", "redd", "vil ikke leve", "ensom", "har jeg", "adhd",
    "Haugesund", "chatte", "i natt", "takk", "tilbake", "overdose", "spiller", "gravid", "døv", "5525", "116 117",
    "help me",
    "мені страшно", "خائف", "sønnen min", "fengsel", "ikke", "?", "…", "\u202e", "\x00", "😀",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.just("a" * 20_000)
)
MOMENTS = st.one_of(
    st.sampled_from([NIGHT, DAY]), st.integers(0, 400 * 24 * 60).map(lambda minutes: NIGHT + timedelta(minutes=minutes))
)
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def assistant(release: Release) -> Assistant:
    return assistant_of(release)


@QUICK
@given(text=TEXTS, texts=st.lists(TEXTS, max_size=3), lang=st.sampled_from(LANGS), now=MOMENTS,
       place=st.sampled_from(["1106", "1145", "0301", None]))  # fmt: skip
def test_any_text_gets_doors(
    assistant: Assistant, text: str, texts: list[str], lang: str, now: datetime, place: str | None
) -> None:
    """S-17, S-18: whatever is typed, in any language and at any time, every rule of a journey holds."""
    turn = guide(assistant, AssistantRequest(lang=lang, now=now, place=place, text=text, texts=tuple(texts)))
    assert faults(assistant.catalog, turn, {}, now) == []


QUESTIONS = ["who", "area", "topic", "age", "where", "contact", "everyday", "duration"]
OPTIONS = ["self", "child", "loneliness", "skip", "dont-know", "place-1106", "place-9999", "stranger"]
ANSWERS = st.dictionaries(
    st.one_of(st.sampled_from(QUESTIONS), st.text(max_size=9)),
    st.one_of(
        st.text(max_size=99),
        st.sampled_from(OPTIONS),
        st.lists(st.sampled_from(["loneliness", "hurt-by-someone", "skip", "who"]), max_size=4).map(tuple),
    ),
    max_size=6,
)


@QUICK
@given(answers=ANSWERS, place=st.one_of(st.none(), st.text(max_size=6), st.just("1106")))
def test_p05_tampered_state(assistant: Assistant, answers: dict[str, str | tuple[str, ...]], place: str | None) -> None:
    """P-05: a tampered state is refused as malformed, and for pages it is the first question; it never fails."""
    request = AssistantRequest(lang="nb", now=DAY, place=place, answers=answers)
    start = ask(assistant, place=None)
    try:
        turn = guide(assistant, request)
    except MalformedAnswers:
        assert guide_or_start(assistant, request) == start
    else:
        assert faults(assistant.catalog, turn, {}, DAY) == []
        assert guide_or_start(assistant, request) == turn


def test_p03_no_words_leave_with_the_turn(assistant: Assistant) -> None:
    """P-03: what a person typed stands nowhere in the turn, so no template and no trace can repeat it."""
    for text in (
        "kanarifuglen synger",
        "kanarifuglen slår meg",
        "jeg vil dø, kanarifuglen",
        "kanarifuglen har jeg adhd",
    ):
        assert "kanarifugl" not in repr(ask(assistant, text, texts=(text,)))


def test_s23_same_request_same_turn_without_network(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """S-23: with sockets blocked, asking twice gives the same turn to the last letter."""

    def blocked(*_: object, **__: object) -> None:
        raise AssertionError("the assistant opened a socket")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, blocked)
    for text in ("", "mannen min slår meg", "jeg vil ikke leve", "pappa drikker, jeg er 12", "hello I am sad"):
        for now in (NIGHT, DAY):
            assert repr(ask(assistant, text, now=now)) == repr(ask(assistant, text, now=now))


_IN_A_NEW_PROCESS = """
import sys
from pathlib import Path
from directory.release import build_release, load_release
from tests.unit.assisting import NIGHT, ask, assistant_of
root, var = Path(sys.argv[1]), Path(sys.argv[2])
assistant = assistant_of(load_release(var / "releases" / build_release(root / "content", root / "translations", var)))
for text in ("", "mannen min slår meg", "pappa drikker, jeg er 12", "angst og gjeld i Haugesund", "alone and sad"):
    print(repr(ask(assistant, text, now=NIGHT)))
"""


def test_s23_the_order_of_memory_decides_nothing(tmp_path: Path) -> None:
    """S-23: two processes with another order of hashes give the same bytes."""
    said = [
        subprocess.run(
            [sys.executable, "-c", _IN_A_NEW_PROCESS, str(ROOT), str(tmp_path / seed)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert said[0].count(b"\n") == 5
