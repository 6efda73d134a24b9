"""Where reports are kept: SQLite or PostgreSQL, through SQLAlchemy. Imported only where an inbox is switched on.

A report is acknowledged only after it is on the disk (SQLite: WAL, every commit synchronised; PostgreSQL: as it is).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from directory.inbox.reports import DAYS_KEPT, NotKept, Report

MOST_WAITING = 5000
"""Far more than anyone reads: from here on what comes is refused, and a machine's disk is not filled."""

_TABLES = MetaData()
_REPORTS = Table(
    "reports", _TABLES,
    Column("id", Integer, primary_key=True),
    Column("ticket", String(64), nullable=False, unique=True),
    Column("received", Date, nullable=False, index=True),
    Column("page", String(200), nullable=False),
    Column("about", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("done", Date),
)  # fmt: skip
_KEYS = Table("keys", _TABLES, Column("id", Integer, primary_key=True), Column("key", LargeBinary, nullable=False))
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries to make a new file ready, which several workers do at once at the first start."""


class Inbox:
    """All reports of one installation. Connects only while it works: nothing is held open, and a server that comes back
    is simply there again."""

    def __init__(self, url: str) -> None:
        # Without their parameters: what someone wrote must not stand in an error (P-03).
        self._engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
        self._ready = False
        if self._engine.dialect.name == "sqlite":
            self._file: Path | None = Path(str(self._engine.url.database))
            event.listen(self._engine, "connect", _careful)
        else:
            self._file = None

    def key(self) -> bytes:
        """What forms are signed with: the same for all workers and machines that share the inbox."""
        with self._connected() as connection:
            if (known := _only_key(connection)) is not None:
                return known
        made = secrets.token_bytes(32)
        try:
            with self._connected() as connection:
                connection.execute(insert(_KEYS).values(id=1, key=made))
            return made
        except IntegrityError:  # another worker was first
            with self._connected() as connection:
                return _only_key(connection) or made

    def add(self, *, ticket: str, page: str, about: str, text: str, today: date) -> None:
        """Returns when the report is on the disk, else raises `NotKept`. The same ticket twice is one report, and so
        are the same words about the same page within a day."""
        with self._connected() as connection:
            waiting = connection.execute(select(func.count()).select_from(_REPORTS)).scalar_one()
            if waiting >= MOST_WAITING:
                raise NotKept("the inbox is full")
            since = today - timedelta(days=1)
            same = (_REPORTS.c.page == page, _REPORTS.c.about == about, _REPORTS.c.text == text)
            asked = select(_REPORTS.c.id).where(_REPORTS.c.received >= since, _REPORTS.c.done.is_(None), *same)
            if connection.execute(asked.limit(1)).first() is not None:
                return
        try:
            with self._connected() as connection:
                values = {"ticket": ticket, "page": page, "about": about, "text": text, "received": today}
                connection.execute(insert(_REPORTS).values(values))
        except IntegrityError:
            with self._connected() as connection:
                known = connection.execute(select(_REPORTS.c.id).where(_REPORTS.c.ticket == ticket)).first()
            if known is None:
                raise NotKept("it does not fit") from None

    def reports(self) -> tuple[Report, ...]:
        """Those still to be read first, the oldest first."""
        columns = [column for column in _REPORTS.c if column.name != "ticket"]
        asked = select(*columns).order_by(_REPORTS.c.done.is_not(None), _REPORTS.c.received, _REPORTS.c.id)
        with self._connected() as connection:
            return tuple(Report(**row) for row in connection.execute(asked).mappings())

    def mark_done(self, id_: int, today: date | None) -> None:
        """None: not done after all."""
        with self._connected() as connection:
            connection.execute(update(_REPORTS).where(_REPORTS.c.id == id_).values(done=today))

    def delete(self, id_: int) -> None:
        self._forget(_REPORTS.c.id == id_)

    def delete_old(self, today: date) -> int:
        """How many came more than thirty days ago, and are gone now."""
        return self._forget(_REPORTS.c.received < today - timedelta(days=DAYS_KEPT))

    def _forget(self, which: Any) -> int:
        with self._connected() as connection:
            gone = connection.execute(delete(_REPORTS).where(which)).rowcount
        if gone and self._file is not None:
            # Else the text stands in the log beside the file until that is written over.
            with self._connected() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            if not self._ready:
                self._make_ready()
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError) as broken:
            # Not chained: the driver's own error may hold what was written.
            raise NotKept(type(broken).__name__) from None

    def _make_ready(self) -> None:
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        for wait in (*_WAITS, None):
            try:
                with self._engine.begin() as connection:
                    for table in _TABLES.sorted_tables:
                        connection.execute(CreateTable(table, if_not_exists=True))
                        for index in table.indexes:
                            connection.execute(CreateIndex(index, if_not_exists=True))
                break
            except SQLAlchemyError:  # another worker makes the same tables at this moment
                if wait is None:
                    raise
                time.sleep(wait)
        self._ready = True


def _only_key(connection: Connection) -> bytes | None:
    found = connection.execute(select(_KEYS.c.key)).scalar_one_or_none()
    return None if found is None else bytes(found)


def _careful(connection: Any, _record: object) -> None:
    """SQLite: a commit is on the disk before it is told, and what is deleted is written over."""
    cursor = connection.cursor()
    for told in ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON",
                 "temp_store = MEMORY"):  # fmt: skip
        cursor.execute(f"PRAGMA {told}")
    cursor.close()
