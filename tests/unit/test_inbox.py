"""The inbox of reports: what was acknowledged is there, what is old is gone, and nothing is known of who wrote."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from directory.inbox.database import MOST_WAITING, Inbox
from directory.inbox.reports import DAYS_KEPT, NotKept
from directory.web.settings import SettingsError, read_settings
from directory.web.tickets import LATEST, SOONEST, new_ticket, read_ticket
from tests.conftest import NOON

ROOT = Path(__file__).resolve().parents[2]
TODAY = NOON.date()


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(f"sqlite:///{tmp_path}/new/inbox.sqlite")


def _add(inbox: Inbox, ticket: str, text: str = "Nummeret er feil.", days_ago: int = 0) -> None:
    day = TODAY - timedelta(days=days_ago)
    inbox.add(ticket=ticket, page="services/kirkens-sos", about="contact", text=text, today=day)


def test_a_report_is_there_until_it_is_deleted(inbox: Inbox) -> None:
    """What was sent is read as it was written; done ones come after those still to be read; a deleted one is gone."""
    _add(inbox, "a", "Æ & <b> 🙂\nto linjer")
    _add(inbox, "b")
    first, second = inbox.reports()
    assert (first.text, first.page, first.about, first.received) == (
        "Æ & <b> 🙂\nto linjer", "services/kirkens-sos", "contact", TODAY,
    )  # fmt: skip
    inbox.mark_done(first.id, TODAY)
    assert [(one.id, one.done) for one in inbox.reports()] == [(second.id, None), (first.id, TODAY)]
    inbox.mark_done(first.id, None)
    inbox.delete(second.id)
    assert [one.id for one in inbox.reports()] == [first.id]


def test_the_same_ticket_is_one_report(inbox: Inbox) -> None:
    """Pressed twice, or sent again by the browser's Back, it is acknowledged twice and kept once."""
    _add(inbox, "a")
    _add(inbox, "a")
    assert len(inbox.reports()) == 1


def test_after_thirty_days_nothing_is_left(inbox: Inbox, tmp_path: Path) -> None:
    """Reports older than thirty days go, those of thirty stay, and no file still holds the words."""
    _add(inbox, "old", "kanarifuglen i buret", days_ago=DAYS_KEPT + 1)
    _add(inbox, "kept", "gulspurven i treet", days_ago=DAYS_KEPT)
    assert inbox.delete_old(TODAY) == 1
    assert [one.text for one in inbox.reports()] == ["gulspurven i treet"]
    held = b"".join(path.read_bytes() for path in (tmp_path / "new").iterdir())
    assert b"gulspurven" in held
    assert b"kanarifuglen" not in held


def test_a_commit_is_on_the_disk_before_it_is_told(inbox: Inbox) -> None:
    """SQLite runs with a write-ahead log and synchronises every commit."""
    _add(inbox, "a")
    with inbox._engine.connect() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert told == ["wal", 2]


def test_workers_share_one_key(tmp_path: Path) -> None:
    """Eight at once at the very first start get the same key, so that a form of one is good at another."""
    keys: list[bytes] = []
    url = f"sqlite:///{tmp_path}/inbox.sqlite"
    several = [threading.Thread(target=lambda: keys.append(Inbox(url).key())) for _ in range(8)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert len(keys[0]) == 32


def test_a_broken_database_says_nothing_of_what_was_written(tmp_path: Path) -> None:
    """P-03: a database that cannot be written raises `NotKept`, without a word of the report in it or behind it."""
    path = tmp_path / "inbox.sqlite"
    inbox = Inbox(f"sqlite:///{path}")
    inbox.key()
    with sqlite3.connect(path) as broken:
        broken.execute("DROP TABLE reports")
        broken.execute("CREATE TABLE reports (id INTEGER PRIMARY KEY)")
    with pytest.raises(NotKept) as raised:
        _add(inbox, "a", "kanarifugl")
    assert raised.value.__cause__ is None
    assert "kanarifugl" not in f"{raised.value!r} {raised.value.__context__}"


def test_a_full_inbox_takes_no_more(inbox: Inbox) -> None:
    """A flood fills no disk: from `MOST_WAITING` on a report is refused, and the sender is told."""
    inbox.key()
    with sqlite3.connect(inbox._file or "") as connection:
        rows = [(f"t{number}", TODAY.isoformat(), "", "other", "x") for number in range(MOST_WAITING)]
        connection.executemany("INSERT INTO reports (ticket, received, page, about, text) VALUES (?, ?, ?, ?, ?)", rows)
    with pytest.raises(NotKept):
        _add(inbox, "one more")


def test_a_ticket_is_good_for_hours_and_not_at_once() -> None:
    """A form that comes back at once, after half a day or with another signature is not taken."""
    key = b"k" * 32
    ticket = new_ticket(key, NOON)
    assert read_ticket(key, ticket, NOON + timedelta(seconds=SOONEST)) == "good"
    assert read_ticket(key, ticket, NOON + timedelta(seconds=SOONEST - 1)) == "too-soon"
    assert read_ticket(key, ticket, NOON + timedelta(seconds=LATEST + 1)) == "too-late"
    assert read_ticket(b"other", ticket, NOON + timedelta(minutes=1)) == "false"
    earlier = f"1{ticket[1:].replace(ticket[1], '0', 1)}"
    for forged in ("", "x", "9" * 400, earlier, ticket + "0"):
        assert read_ticket(key, forged, NOON + timedelta(minutes=1)) == "false"


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("var/inbox.sqlite", "sqlite:///var/inbox.sqlite"),
        ("sqlite:////srv/inbox.sqlite", "sqlite:////srv/inbox.sqlite"),
        ("postgresql://a:b@db/help", "postgresql+psycopg://a:b@db/help"),
        ("postgresql+psycopg:///help?host=/run/postgresql", "postgresql+psycopg:///help?host=/run/postgresql"),
    ],
)
def test_the_setting_names_sqlite_or_postgresql(value: str, url: str) -> None:
    """A path is SQLite's; the setting is never shown with the settings, for it may hold a password."""
    settings = read_settings({"DIRECTORY_DATABASE": value})
    assert settings.database == url
    assert "inbox.sqlite" not in repr(settings)
    assert "help" not in repr(settings)


@pytest.mark.parametrize("value", ["mysql://a:hemmelig@db/help", "sqlite://", "postgresql://a:hemmelig@db", "/tmp"])
def test_a_wrong_setting_is_refused_without_its_password(value: str) -> None:
    """What cannot be a database of ours stops the start with what to write, and the password stays out of it."""
    with pytest.raises(SettingsError, match="DIRECTORY_DATABASE") as raised:
        read_settings({"DIRECTORY_DATABASE": value})
    assert "hemmelig" not in str(raised.value)


def test_no_acknowledged_report_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    """kill -9 in the middle of a thousand: each report that was acknowledged is there once, and the rest can follow."""
    url = f"sqlite:///{tmp_path}/inbox.sqlite"
    script = f"""
import sys
from datetime import date
from directory.inbox.database import Inbox
inbox = Inbox({url!r})
for number in range(int(sys.argv[1]), 1000):
    inbox.add(ticket=str(number), page="", about="other", text=f"nummer {{number}}", today=date({TODAY:%Y, %-m, %-d}))
    print(number, flush=True)
"""
    acknowledged: list[int] = []
    for stop in (301, 702, None):
        command = [sys.executable, "-c", script, str(len(acknowledged))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
            assert writer.stdout is not None
            for line in writer.stdout:
                acknowledged.append(int(line))
                if len(acknowledged) == stop:
                    os.kill(writer.pid, signal.SIGKILL)
        acknowledged = sorted(set(acknowledged))
        kept = [one.text for one in Inbox(url).reports()]
        assert len(kept) == len(set(kept))
        assert {f"nummer {number}" for number in acknowledged} <= set(kept)
    assert len(Inbox(url).reports()) == 1000


@pytest.mark.skipif(not os.environ.get("TEST_POSTGRESQL"), reason="TEST_POSTGRESQL names no database to try")
def test_postgresql_keeps_reports_too() -> None:
    """The same inbox in PostgreSQL: added once, read, done, deleted, and one key for all."""
    url = os.environ["TEST_POSTGRESQL"]
    inbox = Inbox(url)
    for one in inbox.reports():
        inbox.delete(one.id)
    _add(inbox, "a", "Æ 🙂")
    _add(inbox, "a", "Æ 🙂")
    _add(inbox, "b", days_ago=DAYS_KEPT + 1)
    assert inbox.delete_old(TODAY) == 1
    (only,) = inbox.reports()
    inbox.mark_done(only.id, TODAY)
    assert [(one.text, one.done) for one in inbox.reports()] == [("Æ 🙂", TODAY)]
    assert inbox.key() == Inbox(url).key()
    inbox.delete(only.id)
    with pytest.raises(NotKept):
        Inbox("postgresql+psycopg://nobody@127.0.0.1:1/none").reports()
