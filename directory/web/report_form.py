"""What a reader may report: about what, how long, and what is held back as spam, each with a kind answer.

Nobody else is asked whether a person wrote it. Opens no database and makes no page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from directory.catalog.models import Catalog
from directory.web.rate_limit import RateLimit, asking_network
from directory.web.tickets import SOONEST, new_ticket, read_ticket
from directory.web.views import Link
from directory.web.visit import Visit

MISSING = "missing"
ABOUT = ("contact", "hours", "gone", MISSING, "other")
CHOICE, SEND = f"about-{ABOUT[0]}", "send"
"""Where on the form an error leads, where it is not the text."""
MOST_CHARACTERS = 1000
MOST_LINKS = 2
TRAP = "website"
"""A field that no reader sees, and programs fill in."""
KINDS = ("services", "organizations", "topics", "types", "places", "pages")
"""Pages that a report can be about."""
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What came from the form, as it is shown again when it cannot be taken yet."""

    page: str = ""
    about: str = ""
    text: str = ""
    ticket: str = ""
    trap: str = ""


@dataclass(kw_only=True)
class Senders:
    """How many reports one network may send: an evening's work of one who knows the field well, then one a minute."""

    limit: RateLimit = field(default_factory=lambda: RateLimit(a_second=1 / 60, at_once=30))

    def allow(self, environ: Mapping[str, str], proxies: int, now: datetime) -> bool:
        remote, forwarded = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")
        network = asking_network(remote, forwarded, proxies)
        return network is None or self.limit.allows(network, now)


def known_page(catalog: Catalog, asked: str) -> str:
    """`services/kirkens-sos` for that, for its id or for its neutral code; "" for what is no page of ours."""
    kind, between, id_ = asked.strip().partition("/")
    if not between:
        service = catalog.services.get(kind) or catalog.coded.get(kind)
        return f"services/{service.id}" if service else ""
    held = getattr(catalog, kind) if kind in KINDS else {}
    return f"{kind}/{id_}" if id_ in held else ""


def next_ticket(sent: Sent, key: bytes, now: datetime) -> str:
    """For the form as it is shown now. Whoever corrects one that we made need not wait again before Send."""
    answered = not sent.trap and read_ticket(key, sent.ticket, now) != "false"
    return new_ticket(key, now - timedelta(seconds=SOONEST) if answered else now)


def errors_of(visit: Visit, sent: Sent, key: bytes) -> tuple[Link, ...]:
    """What must be changed before it is taken, each with its field; nothing for what is in order."""
    _ = visit.gettext
    wrong = []
    if not sent.about:
        wrong.append((CHOICE, _("Choose what it is about.")))
    elif not sent.text and sent.about == MISSING:
        wrong.append(("text", _("Tell us about the offering")))
    elif not sent.text and sent.about not in ABOUT[:3]:
        wrong.append(("text", _("Write a few words about what should be changed.")))
    if len(sent.text) > MOST_CHARACTERS:
        wrong.append(("text", _("Write at most %(most)s characters.", most=MOST_CHARACTERS)))
    if len(_LINK.findall(sent.text)) > MOST_LINKS:
        wrong.append(("text", _("Write at most two web addresses.")))
    held = "trap" if sent.trap else read_ticket(key, sent.ticket, visit.now)
    if not wrong and held == "too-soon":
        wrong.append((SEND, _("That went so fast that it could be a program. Press Send once more.")))
    elif not wrong and held != "good":
        wrong.append((SEND, _("Read through what you wrote, and press Send once more.")))
    return tuple(Link(label=visit.own(words), url=f"#{name}") for name, words in wrong)
