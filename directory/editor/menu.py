"""What stands in the editor's menu: each module of pages tells its own entries in `MENU`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    endpoint: str
    """Of a page without arguments, like `listing.listing`."""
    label: str
    """Marked with `N_`."""
    help: str = ""
    """One sentence for the start page, marked with `N_`."""
    order: int = 50
    """The lowest stands first."""
