"""A release as a worker serves it, made once when it is built: catalogue, lists, index and crisis phrases as they stand
in memory.

Reading this takes a tenth of the time that making it from the content takes, and leaves none of the memory behind that
making needs. It is Python's own pickle with nothing but data in it: whatever asks for anything else than our own
classes and a few plain ones is refused. What was made by other code or by another Python is not read at all. Equal
words and numbers, of which there are hundreds of thousands, are one in memory.
"""

from __future__ import annotations

import hashlib
import importlib
import pickle
import pickletools
import sys
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import numpy as np

from directory.assistant.guide import Assistant

READY = "ready.bin"
_ROOMS = ("catalog", "language", "search", "assistant")
_PLAIN = {
    ("builtins", "range"), ("array", "array"), ("array", "_array_reconstructor"), ("datetime", "date"),
    ("datetime", "time"), ("datetime", "datetime"), ("datetime", "timedelta"), ("numpy", "dtype"), ("numpy", "ndarray"),
    ("numpy._core.numeric", "_frombuffer"), ("numpy._core.multiarray", "_reconstruct"),
}  # fmt: skip


def _code() -> str:
    """What the code of the rooms below, Python and numpy are in this process."""
    digest = hashlib.sha256(f"{sys.version} {np.__version__} {sys.byteorder}".encode())
    folder = Path(__file__).parent
    for path in [Path(__file__), *(path for room in _ROOMS for path in sorted((folder / room).glob("*.py")))]:
        digest.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


CODE = _code()
"""Read when the process starts: the files may be others by the time that a release is taken."""


class _Writer(pickle.Pickler):
    """Pickle by itself keeps only what is one object one object; here each equal word and number is one."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, protocol=5)
        self.plain: dict[str | int, int] = {}

    def persistent_id(self, obj: Any) -> int | None:
        kind = type(obj)
        return self.plain.setdefault(obj, len(self.plain)) if kind is str or kind is int else None


class _Data(pickle.Unpickler):
    def __init__(self, file: IO[bytes], plain: list[str | int]) -> None:
        super().__init__(file)
        self.persistent_load = plain.__getitem__  # type: ignore[method-assign]

    def find_class(self, module: str, name: str) -> Any:
        ours = module.startswith(tuple(f"directory.{room}." for room in _ROOMS)) and "." not in name
        if not ours and (module, name) not in _PLAIN:
            raise ValueError(f"{module}.{name} has no place in a release")
        found = getattr(importlib.import_module(module), name)
        if ours and not isinstance(found, type):
            raise ValueError(f"{module}.{name} is no data")
        return found


def write_ready(assistant: Assistant, path: Path) -> None:
    body = BytesIO()
    writer = _Writer(body)
    writer.dump(assistant)
    with path.open("wb") as file:
        file.write(CODE.encode())
        pickle.dump(list(writer.plain), file, protocol=5)
        # Without this, whatever was made on the way would be held until all is read, and leave holes in memory.
        file.write(pickletools.optimize(body.getvalue()))


def read_ready(path: Path) -> Assistant | None:
    """None when there is none, or one that other code made. Raises ValueError or the like when it is not ours."""
    try:
        with path.open("rb") as file:
            if file.read(len(CODE)) != CODE.encode():
                return None
            plain = _Data(file, []).load()
            found = _Data(file, plain).load() if isinstance(plain, list) else None
    except FileNotFoundError:
        return None
    if not isinstance(found, Assistant):
        raise ValueError("no release is in it")
    return found
