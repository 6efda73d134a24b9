"""The parts that services, organizations and places share: channels, meetings, sources. Opens no file."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from directory.catalog.fields import Fields
from directory.catalog.hours import check_schedule
from directory.catalog.models import CHANNEL_KINDS, CONSENT_TO, Channel, Meeting, Source
from directory.catalog.phones import check_number
from directory.catalog.problems import Advice

PRIVATE_KINDS = ("phone", "sms", "email")
"""Ways in that may belong to a private person."""
_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-\d{4})?")


def check_url(value: str) -> Advice | None:
    """None when `value` is an address of the web, else what to write."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    host = parts.hostname or ""
    if (
        parts.scheme not in ("http", "https")
        or "." not in host
        or re.search(r"[\s<>\"'{}|\\^`]", value)
        or parts.username
    ):
        return Advice("Write the whole address, like https://www.example.no, not `{value}`", value=value)
    return None


def check_email(value: str) -> Advice | None:
    """None when `value` is an e-mail address, else what to write."""
    return (
        None
        if _EMAIL.fullmatch(value)
        else Advice("Write an e-mail address like post@example.no, not `{value}`", value=value)
    )


def read_url(fields: Fields, key: str) -> str | None:
    value = fields.text(key)
    if value is not None and (wrong := check_url(value)):
        fields.problem(wrong, "url", key=key)
        return None
    return value


def read_languages(fields: Fields) -> tuple[str, ...]:
    languages = fields.texts("languages")
    for code in languages:
        if not _LANGUAGE.fullmatch(code):
            fields.problem(
                Advice("Write languages as codes like nb, en, nsl, not `{value}`", value=code),
                "language",
                key="languages",
            )
    return languages


def read_ages(fields: Fields) -> tuple[int | None, int | None]:
    """Lowest and highest age, in years."""
    lowest, highest = fields.whole("minimum_age"), fields.whole("maximum_age")
    if lowest is not None and highest is not None and lowest > highest:
        fields.problem(Advice("Write a `maximum_age:` that is not lower than `minimum_age:`"), "age", key="maximum_age")
    return lowest, highest


def _read_schedule(fields: Fields, *, required: bool = False) -> str | None:
    value = fields.text("schedule", required=required)
    if value is not None and (wrong := check_schedule(value)):
        fields.problem(wrong, "hours", key="schedule")
        return None
    return value


def _check_value(kind: str, value: str) -> Advice | None:
    if kind in ("phone", "sms"):
        return check_number(value)
    if kind == "chat":
        return check_url(value)
    if kind == "email":
        return check_email(value)
    if kind == "sign-language":
        return check_url(value) if "://" in value else check_number(value)
    return None


def _check_consent(item: Fields, kind: str, *, private: bool) -> None:
    """Nobody's own number stands here without a day on which they agreed to it."""
    if private and kind not in PRIVATE_KINDS:
        item.problem(Advice("Write `private: yes` only beside `phone:`, `sms:` or `email:`"), "consent", key="private")
    if private and "consent" not in item.nodes:
        text = Advice("Write `consent:` with the date on which this person agreed, or take the number out")
        item.problem(text, "consent", key="private")
    for key in ("consent", "consent_to"):
        if not private and key in item.nodes:
            item.problem(
                Advice("Write `private: yes` beside `consent:` and `consent_to:`, and only then"), "consent", key=key
            )


def read_channels(fields: Fields) -> tuple[Channel, ...]:
    """The `channels:` list; a channel that cannot be used is left out, with a problem."""
    channels = []
    for item in fields.mappings("channels"):
        kinds = [kind for kind in CHANNEL_KINDS if kind in item.nodes]
        item.asked.update(CHANNEL_KINDS)
        value = item.text(kinds[0]) if kinds else None
        if len(kinds) != 1:
            item.problem(
                Advice("Write exactly one of {allowed} in each channel", allowed=", ".join(CHANNEL_KINDS)), "channel"
            )
        elif value is not None and (wrong := _check_value(kinds[0], value)):
            item.problem(wrong, "number" if kinds[0] in ("phone", "sms") else kinds[0], key=kinds[0])
            value = None
        schedule, by_appointment = _read_schedule(item), item.flag("by_appointment")
        if schedule and by_appointment:
            item.problem(
                Advice("Write either `schedule:` or `by_appointment: yes`, not both"), "hours", key="by_appointment"
            )
        confirmed = item.flag("confirmed")
        lowest, highest = read_ages(item)
        private, consent = bool(item.flag("private")), item.day("consent")
        consent_to = item.choices("consent_to", CONSENT_TO)
        _check_consent(item, kinds[0] if kinds else "", private=private)
        extension = item.text("extension")
        if extension is not None and not re.fullmatch(r"[0-9*#,]{1,8}", extension):
            item.problem(Advice("Write `extension:` as digits, like '3'"), "number", key="extension")
        if kinds and value is not None:
            channels.append(
                Channel(
                    kind=kinds[0],
                    value=value,
                    description=item.text("description"),
                    extension=extension,
                    schedule=schedule,
                    by_appointment=bool(by_appointment),
                    schedule_note=item.text("schedule_note"),
                    fees=item.text("fees"),
                    minimum_age=lowest,
                    maximum_age=highest,
                    languages=read_languages(item),
                    confirmed=confirmed is not False,
                    private=private,
                    consent=consent,
                    consent_to=consent_to,
                )
            )
        item.finish(("description", "schedule_note", "fees", "languages"))
    return tuple(channels)


def read_meetings(fields: Fields) -> tuple[Meeting, ...]:
    """The `meetings:` list."""
    meetings = []
    membership: tuple[Literal["open", "fixed"], ...] = ("open", "fixed")
    leaders: tuple[Literal["peers", "staff"], ...] = ("peers", "staff")
    for item in fields.mappings("meetings"):
        schedule = _read_schedule(item, required=True)
        every, start = item.whole("every_weeks", most=52), item.day("start_date")
        if every == 0:
            item.problem(Advice("Write `every_weeks:` as 1 or more"), "meeting", key="every_weeks")
        if every is not None and every > 1 and start is None:
            item.problem(
                Advice("Write `start_date:`, a date with a meeting, to count the weeks from"),
                "meeting",
                key="every_weeks",
            )
        end = item.day("end_date")
        if start and end and end < start:
            item.problem(Advice("Write an `end_date:` that is not before `start_date:`"), "meeting", key="end_date")
        meeting = Meeting(
            schedule=schedule or "24/7",
            every_weeks=every or 1,
            start_date=start,
            end_date=end,
            location=item.text("location"),
            membership=item.choice("membership", membership),
            led_by=item.choice("led_by", leaders),
            open_to=item.text("open_to"),
            cancelled_dates=item.days("cancelled_dates"),
        )
        if schedule is not None:
            meetings.append(meeting)
        item.finish()
    return tuple(meetings)


def read_sources(fields: Fields, *, required: bool = True) -> tuple[Source, ...]:
    """The `sources:` list; each names an address of the web, a title, or both."""
    sources = []
    for item in fields.mappings("sources", required=required):
        url, title, day = read_url(item, "url"), item.text("title"), item.text("date")
        if "url" not in item.nodes and title is None:
            item.problem(Advice("Write `url:` or `title:`, so that a reader can find the source"), "source")
        if day is not None and not _DATE.fullmatch(day):
            item.problem(
                Advice("Write `date:` as 2024, 2024-05, 2024-05-16 or 2011-2020, not `{value}`", value=day),
                "date",
                key="date",
            )
            day = None
        sources.append(
            Source(
                url=url,
                title=title,
                date=day,
                approximate=bool(item.flag("approximate")),
                supports=item.text("supports"),
                via=item.text("via"),
            )
        )
        item.finish()
    return tuple(sources)
