"""What keeps a value out of a cell, or a cell out of a file."""

from __future__ import annotations


class CellRefused(Exception):
    """A cell that cannot be read; its text tells a person, in their language, what to write."""


class NoCell(Exception):
    """A value that no cell can hold so that it comes back exactly; it stays in the file."""
