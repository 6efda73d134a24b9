"""What templates are given: small frozen shapes with every text already worded in the page's language.

Templates decide nothing about services, time or language; they only lay these out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Literal

from directory.language.texts import Text

State = Literal["open", "closed", "unknown", "always", "by-appointment"]


@dataclass(frozen=True, kw_only=True)
class OpeningView:
    state: State
    text: str
    """"Open until 22:00", "Closed. Opens tomorrow 09:00", "Opening hours unknown", "Open day and night"."""

    @property
    def is_open(self) -> bool:
        return self.state in ("open", "always")


@dataclass(frozen=True, kw_only=True)
class ContactView:
    """One channel as a button or line."""

    kind: str
    """phone, sms, chat, email, visit, sign-language."""
    href: str | None
    """`tel:+47…`, `sms:…`, `https://…`, `mailto:…`; None for a street address without a map."""
    value: str
    """The number grouped as people read it, the host of a chat, the address. Never translated."""
    action: str
    """"Call", "Send SMS", "Chat", "E-mail", "Visit"."""
    accessible_name: str
    """Who and when: "Call Kirkens SOS, 22 40 00 40, open day and night"."""
    opening: OpeningView | None = None
    description: Text | None = None
    notes: tuple[Text, ...] = ()
    """Cost, age, extension, languages, hours in words, "the number is not confirmed"."""
    week: tuple[tuple[str, str], ...] = ()
    """(weekday, hours in words), Monday first; empty when unknown or always open."""


@dataclass(frozen=True, kw_only=True)
class AlternativeView:
    """ "No answer? Try …": another organisation."""

    name: str
    url: str
    contact: ContactView


@dataclass(frozen=True, kw_only=True)
class CardView:
    """A service in a list."""

    id: str
    url: str
    name: str
    """Norwegian, shown with translate="no"."""
    explanation: Text | None
    """What the name means, in the page's language."""
    organization: str | None
    type_label: Text
    summary: Text
    reach: str
    """In words: "Near you: Haugesund", "In every municipality", "All of Norway"."""
    opening: OpeningView | None
    contacts: tuple[ContactView, ...]
    """At most three, the best first."""
    website: str | None
    alert: Text | None
    badges: tuple[str, ...]
    """Free, no referral, you need not say your name, drop-in, peers."""
    audience: str
    """"You who need help and relatives", to stand after "For"."""
    languages: str | None
    """In which help is given, in words; None where it is not known."""
    reasons: tuple[str, ...] = ()
    same_for_all: CardView | None = field(default=None, compare=False)
    """The card without reasons, where there are some."""
    way_in: Text | None = None
    way_in_url: str | None = None
    alternative: AlternativeView | None = None
    lifeline: ContactView | None = None
    """A contact in the same block, for texts that name suicide and have no number of their own (S-13)."""
    add_url: str | None
    """The list with this offering on it; None when it stands there already."""
    code: str
    """Neutral, for lists and print (P-10)."""

    @property
    def plain(self) -> CardView:
        """Without reasons: the same for everybody who reads in this language and place."""
        return self.same_for_all or self

    @cached_property
    def _hash(self) -> int:
        return hash(tuple([getattr(self, one.name) for one in fields(self) if one.compare]))

    def __hash__(self) -> int:
        """Reckoned once: cards are what the parts of pages are known by."""
        return self._hash


@dataclass(frozen=True, kw_only=True)
class FactView:
    """One line of the list of facts: what is asked, and what is so."""

    term: str
    description: Text


@dataclass(frozen=True, kw_only=True)
class MeetingView:
    """A group's meetings: where, for whom, and the next ones."""

    next: tuple[str, ...]
    """"Thursday 26 November 18:00-20:00", a cancelled one with "cancelled" after it."""
    notes: tuple[Text, ...]
    """Where, open or fixed, led by whom, who may come, every second week."""


@dataclass(frozen=True, kw_only=True)
class SourceView:
    """Where facts come from, and how old that is."""

    label: Text
    url: str | None
    age: str
    """"2022 (4 years old)", or "undated"."""
    supports: Text | None


@dataclass(frozen=True, kw_only=True)
class Group:
    """A labelled group of cards: near you, in every municipality, all of Norway, without contact."""

    id: str
    heading: str
    lead: str | None
    cards: tuple[CardView, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A filter value, a link that also is a checkbox in the form."""

    name: str
    value: str
    label: str
    count: int
    chosen: bool
    url: str
    """The page with this choice turned on (or off when it is on)."""


@dataclass(frozen=True, kw_only=True)
class ChoiceGroup:
    name: str
    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    label: Text
    url: str
    icon: str | None = None
    description: Text | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The crisis strip that stands on every page (S-01)."""

    calls: tuple[ContactView, ...]
    """113, 116 117 and a line that is open day and night."""
    written: ContactView
    """A way without voice that is open now, else the one that opens next."""
    crisis_url: str


@dataclass(frozen=True, kw_only=True)
class PlaceView:
    id: str
    name: str
    county: str
    contacts: tuple[ContactView, ...]
    website: str | None
    url: str


@dataclass(frozen=True, kw_only=True)
class Chrome:
    """What every page needs around its content."""

    lang: str
    dir: str
    title: str
    site_name: str
    strip: Strip
    languages: tuple[Link, ...]
    """The same page in each language; `label.lang` is the language itself."""
    canonical: str
    """The page's whole address, or "" when the site's own address is not set."""
    place: PlaceView | None
    quick_exit: bool
    alternates: tuple[tuple[str, str], ...] = ()
    """(language, whole address) of the page in each language, for hreflang; empty when `DIRECTORY_URL` is not set."""
    unreviewed: bool
    """True when no person has reviewed this language's texts."""
    noindex: bool = False
