"""What the log is told of an error: its kind and where in the code, never its message, address or values (P-03).

A message may hold what a person typed. Holds no page and catches nothing.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

_log = logging.getLogger("directory.web")
_STEPS = 6
_CAUSES = 5


def log_without_words(error: BaseException, method: str, route: str) -> None:
    """`route` is a template such as `/<lang:lang>/search`, never an address."""
    _log.error("%s at %s %s", told_without_words(error), method, route)


def told_without_words(error: BaseException) -> str:
    """ "ValueError after KeyError (search.py:41 search_page <- app.py:1 full_dispatch_request)"."""
    kinds, cause = [type(error).__name__], error.__cause__ or error.__context__
    while cause is not None and len(kinds) < _CAUSES:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    steps = traceback.extract_tb(error.__traceback__)
    where = " <- ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in reversed(steps[-_STEPS:]))
    return f"{' after '.join(kinds)} ({where})"


def keep_words_out(logger: logging.Logger) -> None:
    """Flask itself logs an address and the whole trace when an error page breaks too: `logger` tells it our way."""
    if not any(isinstance(known, _WithoutWords) for known in logger.filters):
        logger.addFilter(_WithoutWords())


class _WithoutWords(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = told_without_words(record.exc_info[1]), ()
            record.exc_info = record.exc_text = None
        return True
