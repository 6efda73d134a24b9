"""Why a search shows a door, in words. The reasons themselves are ids that `search.query` gives."""

from __future__ import annotations

from directory.web.visit import Visit


def search_reason(visit: Visit, reason: str) -> str | None:
    """The words for one reason; None for one that a reader has no use for."""
    _ = visit.gettext
    return {
        "name": _("It has that name"),
        "topic": _("It is about what you describe"),
        "type": _("It is the kind of help you describe"),
        "text": _("Its description holds your words"),
        "audience": _("It is for those you ask for"),
        "age": _("It is for that age"),
        "language": _("It is given in that language"),
        "channel": _("You can get in touch the way you want"),
        "place": _("It is near you"),
        "open-now": _("It is open now"),
        "no-referral": _("No referral needed"),
        "no-name": _("You need not say your name"),
        "free": _("Free"),
        "peers": _("People who have been there themselves"),
    }.get(reason)
