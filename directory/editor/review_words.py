"""What a review is called in words: groups, reasons, how many are confirmed. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from directory.catalog.models import Catalog
from directory.editor.review import NATIONAL, Finding, GroupId, Reason, Review
from directory.editor.texts import N_, _
from directory.language.formats import format_date

GROUP_NAMES: Mapping[GroupId, str] = {
    "changed": N_("Changed since it was confirmed"),
    "dead-link": N_("A link that does not answer"),
    "doubtful": N_("In doubt"),
    "no-contact": N_("Without a contact"),
    "no-source": N_("Without a source that can be looked up"),
    "overdue": N_("Past the day it was to be looked at"),
    "oldest": N_("Not confirmed for a long time"),
}
REASON_NAMES: Mapping[Reason, str] = {
    "changed": N_("changed since it was confirmed"),
    "dead-link": N_("a link does not answer"),
    "uncertain": N_("not sure that it runs"),
    "number-in-doubt": N_("a number or address in doubt"),
    "unsure": N_("the source is unsure"),
    "conflicts": N_("the sources disagree"),
    "no-contact": N_("no phone, e-mail or address"),
    "no-source": N_("no source that can be looked up"),
    "overdue": N_("past the day it was to be looked at"),
    "lapsed": N_("not confirmed for over a year"),
    "ageing": N_("not confirmed for half a year"),
    "never": N_("never confirmed"),
}


def area_name(catalog: Catalog, place: str | None) -> str:
    if place is None:
        return _("Everything")
    return _("All of Norway") if place == NATIONAL else catalog.places[place].name


def progress(review: Review) -> str:
    return _("%(sure)s of %(total)s are confirmed", sure=review.sure, total=review.total)


def thanks(review: Review, done: Finding | None = None) -> str:
    """After a confirmation of `done`."""
    if done is not None and done.partly:
        return _("Thank you! %(parts)s.", parts=parts(done))
    return _("Thank you! Now %(sure)s of %(total)s are confirmed.", sure=review.sure, total=review.total)


def parts(finding: Finding) -> str:
    """For one of which a part is confirmed."""
    return _("%(sure)s of %(total)s parts are confirmed", sure=finding.parts_sure, total=finding.parts)


def reasons(finding: Finding) -> str:
    told = ", ".join(
        parts(finding) if one == "never" and finding.partly else _(REASON_NAMES[one]) for one in finding.reasons
    )
    return told[:1].upper() + told[1:]


def when(finding: Finding, lang: str) -> str:
    """When it was last confirmed, or how old the newest source is."""
    if day := finding.service.assured_date:
        return _("Confirmed %(date)s by %(by)s", date=format_date(lang, day), by=finding.service.assured_by or "")
    if finding.newest_source:
        return _("Newest source: %(date)s", date=finding.newest_source)
    return _("No source has a date")
