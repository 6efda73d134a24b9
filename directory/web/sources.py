"""Where facts come from and how old that is, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from directory.catalog.assurance import assurance, confirmed_on
from directory.catalog.models import Service, Source
from directory.language.formats import format_date
from directory.language.texts import Text
from directory.web.views import SourceView
from directory.web.visit import Visit


def source_views(visit: Visit, sources: Sequence[Source], written_in: str = "nb") -> tuple[SourceView, ...]:
    """What a source is called and says stays in the language it was written in."""
    return tuple(
        SourceView(
            label=Text(
                source.title or urlsplit(source.url or "").netloc.removeprefix("www.") or source.url or "", written_in
            ),
            url=source.url if source.url and source.url.startswith(("http://", "https://")) else None,
            age=source_age(visit, source),
            supports=Text(source.supports, written_in) if source.supports else None,
        )
        for source in sources
    )


def source_age(visit: Visit, source: Source) -> str:
    """ "2022 (4 years old)", "about 2014 (12 years old)", "undated"."""
    _ = visit.gettext
    if not source.date:
        return _("undated")
    told = _("about %(date)s", date=source.date) if source.approximate else source.date
    # Of "2024-2025" the later year.
    years = re.findall(r"\d{4}", source.date)
    age = visit.now.year - int(years[-1]) if years else 0
    if age < 1:
        return told
    old = visit.ngettext("%(n)s year old", "%(n)s years old", age)
    return f"{told} ({old})"


def confirmed_words(visit: Visit, service: Service) -> str:
    """Whether a person has asked the service itself, and when; what was changed after that is not confirmed."""
    _ = visit.gettext
    if service.assured_date is None:
        return _("Not confirmed by the service itself. The facts come from the sources below.")
    day = format_date(visit.texts.lang, service.assured_date)
    if confirmed_on(service) is None:
        return _("Last confirmed %(date)s. Something has been changed after that, and is not confirmed yet.", date=day)
    match assurance(service.assured_date, visit.now.date()):
        case "confirmed":
            return _("Last confirmed %(date)s.", date=day)
        case "ageing":
            return _("Last confirmed %(date)s. That is a while ago, so some of it may have changed.", date=day)
        case "lapsed":
            return _("Not confirmed by the service itself for over a year, last %(date)s.", date=day)
    return _("Not confirmed by the service itself. The facts come from the sources below.")


def needs_a_call(visit: Visit, service: Service) -> bool:
    """It was confirmed once, but that is long ago or not about what stands there now: told in amber."""
    return service.assured_date is not None and assurance(confirmed_on(service), visit.now.date()) != "confirmed"


def doubt_words(visit: Visit, service: Service) -> str | None:
    """How sure we are of what the sources say, where we are not, and nobody has asked the service itself lately."""
    _ = visit.gettext
    if assurance(confirmed_on(service), visit.now.date()) == "confirmed":
        return None
    return {
        "low": _("We are unsure of this. Check with them before you rely on it."),
        "medium": _("Some of this may have changed. Check with them if it matters to you."),
    }.get(service.confidence)
