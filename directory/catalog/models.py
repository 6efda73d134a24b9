"""What there is, as frozen dataclasses: the shapes that every other room reads.

Names follow Open Referral HSDS 3.1 where it has one. Holds no reading, no checking, no wording: every text here is
the Norwegian source text as an editor wrote it; `directory.language` makes it readable in other languages.
A field that is None is unknown ("Vi vet ikke"), which is never the same as "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from directory.catalog.assured import AssuredPart
from directory.catalog.codes import service_code
from directory.catalog.question_models import Command, Question

Audience = Literal["self", "relative", "child", "friend", "staff"]
AUDIENCES: tuple[Audience, ...] = ("self", "relative", "child", "friend", "staff")

Reach = Literal["local", "every-municipality", "national"]
REACHES: tuple[Reach, ...] = ("local", "every-municipality", "national")

ChannelKind = Literal["phone", "sms", "chat", "email", "visit", "sign-language"]
CHANNEL_KINDS: tuple[ChannelKind, ...] = ("phone", "sms", "chat", "email", "visit", "sign-language")

ConsentTo = Literal["api", "contacts", "booklet"]
CONSENT_TO: tuple[ConsentTo, ...] = ("api", "contacts", "booklet")
"""Where a private person's number may stand beside the offering's own page: for programs (API, JSON-LD), in files for
a phone's contacts, on paper."""

Status = Literal["active", "uncertain", "closed"]
STATUSES: tuple[Status, ...] = ("active", "uncertain", "closed")

ApplicationProcess = Literal["open", "referral", "decision"]
APPLICATION_PROCESSES: tuple[ApplicationProcess, ...] = ("open", "referral", "decision")

Confidence = Literal["high", "medium", "low"]
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")

OrganizationType = Literal["municipal", "county", "state", "hospital", "voluntary", "user-run", "private"]
ORGANIZATION_TYPES: tuple[OrganizationType, ...] = (
    "municipal", "county", "state", "hospital", "voluntary", "user-run", "private",
)  # fmt: skip

Written = Literal["nb", "nn"]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact comes from. Exactly one of `url` and `title` is the address; a title may stand beside a url."""

    url: str | None = None
    title: str | None = None
    date: str | None = None
    """As the source gives it: "2024", "2024-05-16", "2026-08-13". Empty when the source is undated."""
    approximate: bool = False
    """The date is the nearest one can say ("ca. 2014")."""
    supports: str | None = None
    via: str | None = None
    """How the source was read when not directly."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One way to reach a service, with its own hours, cost and age."""

    kind: ChannelKind
    value: str
    """A number as written (phone, sms), a web address (chat), an e-mail address, a street address (visit), or for
    sign-language a number or a web address."""
    description: str | None = None
    extension: str | None = None
    schedule: str | None = None
    """OSM opening_hours, Europe/Oslo. None: unknown, never shown as closed."""
    by_appointment: bool = False
    """The channel is open by appointment only; then there is no schedule."""
    schedule_note: str | None = None
    """Hours in words where they cannot be structured, often old. Shown with its doubt, never counted as open."""
    fees: str | None = None
    """"free", or the cost in words."""
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    confirmed: bool = True
    """False when the source of this number or address is in doubt; a reader is warned beside it."""
    private: bool = False
    """A private person's own number or address, shown because that person agreed to it on the day of `consent`."""
    consent: date | None = None
    consent_to: tuple[ConsentTo, ...] = ()
    """Where else it may stand."""

    def may_stand(self, where: ConsentTo) -> bool:
        return not self.private or where in self.consent_to


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A group's recurring meeting."""

    schedule: str
    """OSM opening_hours for the days and times; `every_weeks` thins it out."""
    every_weeks: int = 1
    start_date: date | None = None
    """A date on which a meeting was held; needed when `every_weeks` is more than 1."""
    end_date: date | None = None
    location: str | None = None
    membership: Literal["open", "fixed"] | None = None
    led_by: Literal["peers", "staff"] | None = None
    open_to: str | None = None
    """In words, who may come to this meeting when it is not the service's whole audience."""
    cancelled_dates: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Service:
    """One offering: what a door is made from."""

    id: str
    name: str
    type: str
    """Id of a `ServiceType`."""
    summary: str
    """At most 40 words."""
    body: str = ""
    """Markdown, may be empty."""
    written_in: Written = "nb"
    organization: str | None = None
    """Id of an `Organization`; else `run_by` says in words who runs it."""
    run_by: str | None = None
    organization_type: OrganizationType
    also_known_as: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()
    status: Status = "active"
    closed_date: date | None = None
    alert: str | None = None
    """What a reader must know today ("Stengt i juli", "Drift ikke bekreftet etter 2022")."""
    reach: Reach
    service_area: tuple[str, ...] = ()
    """Municipality numbers; filled for `local`, empty for the others."""
    audience: tuple[Audience, ...]
    topics: tuple[str, ...]
    """Ids of `Topic`s, the closest first."""
    channels: tuple[Channel, ...] = ()
    website: str | None = None
    confidential_address: bool = False
    way_in: str | None = None
    """"municipality" (the place's own contact) or the id of a service one goes through."""
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility_description: str | None = None
    application_process: ApplicationProcess | None = None
    fees: str | None = None
    """"free", or the cost in words."""
    anonymous: bool | None = None
    """True: one need not say one's name."""
    record_kept: bool | None = None
    may_bring_someone: bool | None = None
    drop_in: bool | None = None
    peer_support: bool | None = None
    first_step: str | None = None
    wait: str | None = None
    wait_date: date | None = None
    """The date on which the wait was told."""
    who_is_told: str | None = None
    """Who is told when a child writes or calls."""
    languages: tuple[str, ...] = ()
    """Languages the help is given in (BCP 47; "nsl" for Norwegian sign language). Empty: unknown."""
    interpreter: bool | None = None
    accessibility: str | None = None
    meetings: tuple[Meeting, ...] = ()
    pathway: tuple[int, ...] = ()
    """The guideline's courses 1-3; for staff."""
    confidence: Confidence = "medium"
    assured_date: date | None = None
    """Last checked by a person, never the file's date."""
    assured_by: str | None = None
    """Initials only."""
    assured_parts: tuple[AssuredPart, ...] = ()
    """What was confirmed, part by part; see `directory.catalog.assurance`."""
    review_date: date | None = None
    owner: str | None = None
    sources: tuple[Source, ...] = ()
    conflicts: str | None = None
    """For editors: where the sources disagree."""
    editor_note: str | None = None
    """For editors only."""
    file: str = ""
    """Path of the file within the content folder, for problems and for editors."""

    @property
    def low_threshold(self) -> bool:
        """No referral and no decision needed, as far as the facts say."""
        return self.application_process == "open"

    def channels_of(self, *kinds: ChannelKind) -> tuple[Channel, ...]:
        return tuple(channel for channel in self.channels if channel.kind in kinds)

    @property
    def reachable(self) -> bool:
        """It has a contact of its own: phone, SMS, chat, e-mail, sign language or a visiting address."""
        return bool(self.channels)

    @property
    def actionable(self) -> bool:
        """A reader can act on it: a contact of its own or a named way in, and it is not closed."""
        return self.status != "closed" and (self.reachable or self.way_in is not None)


@dataclass(frozen=True, kw_only=True)
class Organization:
    """A real, named body that runs services."""

    id: str
    name: str
    organization_type: OrganizationType
    summary: str = ""
    body: str = ""
    written_in: Written = "nb"
    also_known_as: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()
    website: str | None = None
    sources: tuple[Source, ...] = ()
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class PostPlace:
    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A municipality."""

    id: str
    """The four-digit municipality number, as text."""
    name: str
    county: str
    also_known_as: tuple[str, ...] = ()
    """The name as it is written with the letters of other languages, and other names that people type."""
    written_in: Written | None = None
    """The written form that the municipality itself uses; the texts of its file are bokmål."""
    centre: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    post_places: tuple[PostPlace, ...] = ()
    po_box_codes: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    """The municipality's own contact, as far as the facts hold it."""
    website: str | None = None
    sources: tuple[Source, ...] = ()
    conflicts: str | None = None
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What it is about, as an everyday situation, never a condition."""

    id: str
    label: str
    description: str = ""
    group: str
    """Id of a `TopicGroup`."""
    icon: str
    """Name of an icon in @navikt/aksel-icons."""
    moved_from: tuple[str, ...] = ()
    order: int = 0
    discreet: bool = False
    """Pages about it have neutral titles and the quick exit."""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class TopicGroup:
    """One of about eight everyday groups of topics (`content/topics/groups.yaml`)."""

    id: str
    label: str
    icon: str
    order: int


@dataclass(frozen=True, kw_only=True)
class ServiceType:
    """What kind of offering it is."""

    id: str
    label: str
    """In everyday words, singular."""
    plural: str
    description: str = ""
    discreet: bool = False
    staff_only: bool = False
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of text: rights, about, privacy, accessibility."""

    id: str
    title: str
    summary: str = ""
    body: str = ""
    written_in: Written = "nb"
    group: Literal["rights", "about"] = "about"
    order: int = 0
    discreet: bool = False
    sources: tuple[Source, ...] = ()
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Need:
    """What someone with a paper in the hand looks for ("Trenger et sted å sove"), and what answers it."""

    id: str
    label: str
    services: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Offerings that are first of all about one of these."""
    types: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EasyText:
    """An easy-to-read text beside a page: `home`, `crisis`, or the id of a `Page`."""

    id: str
    title: str
    body: str
    written_in: Written = "nb"
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """Everything that editors wrote, read once. Mappings are in a stable order (by id, or by `order`)."""

    services: Mapping[str, Service]
    organizations: Mapping[str, Organization]
    places: Mapping[str, Place]
    topics: Mapping[str, Topic]
    topic_groups: Mapping[str, TopicGroup]
    types: Mapping[str, ServiceType]
    pages: Mapping[str, Page]
    post_codes: Mapping[str, str] = field(default_factory=dict)
    """Post code -> municipality number, for all of Norway where known, else for the places we hold."""
    questions: Mapping[str, Question] = field(default_factory=dict)
    """The assistant's questions by id, the first one first."""
    commands: Mapping[str, Command] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict)
    """In the order of the file."""
    easy: Mapping[str, EasyText] = field(default_factory=dict)

    @cached_property
    def moved(self) -> Mapping[str, Mapping[str, str]]:
        """kind ("services", "organizations", "topics") -> old id -> id of today."""
        return {
            kind: {old: item.id for item in items.values() for old in item.moved_from}
            for kind, items in (
                ("services", self.services), ("organizations", self.organizations), ("topics", self.topics),
            )
        }  # fmt: skip

    @cached_property
    def lines(self) -> tuple[Service, ...]:
        """What anyone in Norway can call: active, with a phone, not local."""
        return tuple(
            one for one in self.services.values()
            if one.status == "active" and one.reach != "local" and one.channels_of("phone")
        )  # fmt: skip

    @cached_property
    def coded(self) -> Mapping[str, Service]:
        """Neutral code -> the service of today, also for the codes of ids that have moved."""
        ids = {old: service for service in self.services.values() for old in service.moved_from}
        return {service_code(id_): service for id_, service in (ids | dict(self.services)).items()}
