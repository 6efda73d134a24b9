"""The inbox of reports in a running site: opened where a setting switches it on, and freed of what is old.

Keeps no report itself. A database that is away keeps nobody from the pages: only reports cannot be sent then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from directory.inbox.reports import NotKept
from directory.web.crash_reports import log_without_words
from directory.web.report_form import Senders


def open_inbox(app: Flask, url: str | None, clock: Callable[[], datetime]) -> None:
    """`app.extensions`: "inbox" (or None), "senders", and "inbox_cleared", the day on which old reports last went."""
    inbox = cleared = None
    if url:
        from directory.inbox.database import Inbox

        inbox = Inbox(url)
        try:
            inbox.delete_old(clock().date())
            cleared = clock().date()
        except NotKept as broken:
            log_without_words(broken, "start", "inbox")
    app.extensions |= {"inbox": inbox, "senders": Senders(), "inbox_cleared": cleared}
