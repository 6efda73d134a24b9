"""Why something was not done, in words, and what to do."""

from __future__ import annotations

from directory.catalog.saving import NotSaved
from directory.editor.moving import CannotMove
from directory.editor.texts import gettext as _


def why_not_saved(refused: NotSaved) -> str:
    """A sentence to stand after what was not done: it begins with a small letter."""
    return {
        "full": _("the disk is full. Make room, then save again."),
        "rights": _("you may not write in this folder. Ask whoever set up the machine."),
        "gone": _("the folder is gone. Is the disk or the share still connected?"),
        "encoding": _("the file on the disk is not plain UTF-8 text. Ask whoever set up the machine."),
    }.get(refused.reason, _("the disk refused. Try again."))


def not_saved_words(refused: NotSaved) -> str:
    return _("It was not saved: %(why)s What you wrote is still here.", why=why_not_saved(refused))


def cannot_move_words(cannot: CannotMove) -> str:
    return {
        "no-such-file": _("It is not there any more."),
        "not-an-id": _("Write it with a-z, digits and hyphens only, like open-house-stord."),
        "taken": _("That address is taken: %(file)s.", file=cannot.by),
        "redirects": _("That address is an old one of %(file)s, and still leads there.", file=cannot.by),
        "unreadable": _("%(file)s must be mended first; it cannot be read.", file=cannot.by),
    }[cannot.obstacle]
