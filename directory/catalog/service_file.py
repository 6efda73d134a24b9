"""One service file: front matter and body to a `Service`. What stands in several files at once is checked elsewhere."""

from __future__ import annotations

from pathlib import Path

from directory.catalog.assured import INITIALS, AssuredPart, read_part
from directory.catalog.channel_fields import (
    read_ages,
    read_channels,
    read_languages,
    read_meetings,
    read_sources,
    read_url,
)
from directory.catalog.fields import Fields
from directory.catalog.frontmatter import read_markdown
from directory.catalog.models import (
    APPLICATION_PROCESSES,
    AUDIENCES,
    CONFIDENCES,
    ORGANIZATION_TYPES,
    REACHES,
    STATUSES,
    Service,
    Written,
)
from directory.catalog.problems import Advice, Problem

MOST_SUMMARY_WORDS = 40
WRITTEN: tuple[Written, ...] = ("nb", "nn")


def read_service(path: Path, file: str, problems: list[Problem]) -> Service | None:
    """The service of one file; None, with problems, when the file says too little to make one."""
    before = len(problems)
    read = read_markdown(path, file, problems)
    if read is None:
        return None
    fields, body = read
    lowest, highest = read_ages(fields)
    name, type_, summary = (fields.text(key, required=True) for key in ("name", "type", "summary"))
    organization_type = fields.choice("organization_type", ORGANIZATION_TYPES, required=True)
    reach = fields.choice("reach", REACHES, required=True)
    audience = fields.choices("audience", AUDIENCES, required=True)
    confidence = fields.choice("confidence", CONFIDENCES, required=True)
    service = Service(
        id=path.stem,
        name=name or path.stem,
        type=type_ or "",
        summary=summary or "",
        body=body,
        written_in=fields.choice("written_in", WRITTEN) or "nb",
        organization=fields.text("organization"),
        run_by=fields.text("run_by"),
        organization_type=organization_type or "voluntary",
        also_known_as=fields.texts("also_known_as"),
        moved_from=fields.texts("moved_from"),
        status=fields.choice("status", STATUSES) or "active",
        closed_date=fields.day("closed_date"),
        alert=fields.text("alert"),
        reach=reach or "national",
        service_area=fields.texts("service_area"),
        audience=audience,
        topics=fields.texts("topics", required=True),
        channels=read_channels(fields),
        website=read_url(fields, "website"),
        confidential_address=bool(fields.flag("confidential_address")),
        way_in=fields.text("way_in"),
        minimum_age=lowest,
        maximum_age=highest,
        eligibility_description=fields.text("eligibility_description"),
        application_process=fields.choice("application_process", APPLICATION_PROCESSES),
        fees=fields.text("fees"),
        anonymous=fields.flag("anonymous"),
        record_kept=fields.flag("record_kept"),
        may_bring_someone=fields.flag("may_bring_someone"),
        drop_in=fields.flag("drop_in"),
        peer_support=fields.flag("peer_support"),
        first_step=fields.text("first_step"),
        wait=fields.text("wait"),
        wait_date=fields.day("wait_date"),
        who_is_told=fields.text("who_is_told"),
        languages=read_languages(fields),
        interpreter=fields.flag("interpreter"),
        accessibility=fields.text("accessibility"),
        meetings=read_meetings(fields),
        pathway=tuple(int(course) for course in fields.choices("pathway", ("1", "2", "3"))),
        confidence=confidence or "low",
        assured_date=fields.day("assured_date"),
        assured_by=fields.text("assured_by"),
        assured_parts=_read_parts(fields),
        review_date=fields.day("review_date"),
        owner=fields.text("owner"),
        sources=read_sources(fields),
        conflicts=fields.text("conflicts"),
        editor_note=fields.text("editor_note"),
        file=file,
    )
    fields.finish()
    _check_service(service, fields)
    return service if (name and type_ and summary) or len(problems) == before else None


def _read_parts(fields: Fields) -> tuple[AssuredPart, ...]:
    found: dict[str, AssuredPart] = {}
    for line in fields.texts("assured_parts"):
        part = read_part(line)
        if part is None or part.part in found:
            fields.problem(
                Advice(
                    "Leave every line of `assured_parts:` as the editor writes it, "
                    "like `contact 2026-11-22 KN 3f9a1c07`, and each part once; "
                    "take out the lines that are wrong and confirm again"
                ),
                "assured",
                key="assured_parts",
            )
        else:
            found[part.part] = part
    return tuple(found.values())


def _check_service(service: Service, fields: Fields) -> None:
    """What the keys of one file must be to one another."""
    words = len(service.summary.split())
    # A number with a slip in it has been told already; that there is no way in would be told in vain.
    wrong_channels = getattr(fields.nodes.get("channels"), "value", None)
    rules = (
        (
            words > MOST_SUMMARY_WORDS,
            "summary",
            "summary",
            Advice("Write at most {most} words, not {words}", most=MOST_SUMMARY_WORDS, words=words),
        ),
        (
            (service.organization is None) == (service.run_by is None),
            "run_by" if service.run_by else "organization",
            "organization",
            Advice("Write either `organization:` (a file's id) or `run_by:` (in words)"),
        ),
        (
            service.status == "uncertain" and not service.alert,
            "status",
            "alert",
            Advice("Write `alert:` to tell the reader what is uncertain"),
        ),
        (
            (service.closed_date is not None) and service.status != "closed",
            "closed_date",
            "closed",
            Advice("Write `status: closed` beside `closed_date:`"),
        ),
        (
            (service.reach == "local") != bool(service.service_area),
            "service_area" if service.service_area else "reach",
            "reach",
            Advice("Write `service_area:` with `reach: local`, and only then"),
        ),
        (
            not (service.channels or wrong_channels or service.way_in or service.website or service.status == "closed"),
            "channels",
            "contact",
            Advice("Write `channels:` or `way_in:`; a reader has no way to this offering"),
        ),
        (
            service.confidential_address and bool(service.channels_of("visit")),
            "confidential_address",
            "confidential-address",
            Advice("Take the `visit:` channel out; the address is confidential"),
        ),
        (
            (service.wait is None) != (service.wait_date is None),
            "wait" if service.wait else "wait_date",
            "wait",
            Advice("Write `wait:` and `wait_date:` together: a wait is told on a date"),
        ),
        (
            (service.assured_date is None) != (service.assured_by is None),
            "assured_date" if service.assured_date else "assured_by",
            "assured",
            Advice("Write `assured_date:` and `assured_by:` together: a person confirms on a date"),
        ),
        (
            bool(service.assured_by) and not INITIALS.fullmatch(service.assured_by or ""),
            "assured_by",
            "assured",
            Advice("Write initials only in `assured_by:`, at most four letters"),
        ),
    )
    for broken, key, rule, text in rules:
        if broken:
            fields.problem(text, rule, key=key)
