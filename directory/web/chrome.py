"""What stands around every page: title, languages, strip, canonical address. Holds nothing of the page itself."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

from directory.catalog.codes import service_code
from directory.language.locales import LOCALES
from directory.language.texts import Text
from directory.web.addresses import canonical_path, in_language, item_link, link
from directory.web.contacts import place_contacts
from directory.web.headers import keep_nothing
from directory.web.strip import build_strip
from directory.web.views import Chrome, Link, PlaceView
from directory.web.visit import Visit, current_visit, offered_languages


def site_name(visit: Visit) -> str:
    home = visit.catalog.places.get(visit.settings.place or "")
    return f"Rett dør {home.name}" if home else "Rett dør"


def build_chrome(
    visit: Visit,
    heading: str,
    *,
    discreet: bool = False,
    quick_exit: bool = False,
    error: bool = False,
    noindex: bool = False,
) -> Chrome:
    """`heading` is the page's h1, with which the title begins; a discreet page's title says nothing of it."""
    _ = visit.gettext
    shown = _("Page") if discreet else heading
    title = f"{shown} – {site_name(visit)}"
    if error:
        # Not inside the braces of another string: the extractor does not look there.
        mark = _("Error")
        title = f"{mark}: {title}"
    offered = offered_languages(visit.release.texts)
    own = visit.settings.url or ""
    return Chrome(
        lang=visit.texts.lang,
        dir=visit.dir,
        title=title,
        site_name=site_name(visit),
        strip=build_strip(visit),
        languages=tuple(
            Link(label=Text(LOCALES[lang].name, lang), url=in_language(lang), current=lang == visit.lang)
            for lang in offered
        ),
        canonical=own + canonical_path(visit.texts.lang) if own and not error else "",
        alternates=tuple((lang, own + canonical_path(lang)) for lang in offered)
        if own and not error and not noindex
        else (),
        place=place_view(visit),
        quick_exit=quick_exit or discreet,
        unreviewed=not visit.texts.reviewed,
        noindex=noindex or error or visit.lang not in offered,
    )


def place_view(visit: Visit) -> PlaceView | None:
    if visit.place is None:
        return None
    place = visit.place
    return PlaceView(
        id=place.id,
        name=place.name,
        county=place.county,
        contacts=place_contacts(visit, place),
        website=place.website,
        url=item_link("places", place.id),
    )


def page(template: str, heading: str | Text, *, status: int = 200, **values: Any) -> Response:
    """A whole page. `values` are the template's; those that `build_chrome` knows are its."""
    visit = current_visit()
    about = {name: values.pop(name) for name in ("discreet", "quick_exit", "error", "noindex") if name in values}
    if about.get("discreet") or about.get("quick_exit"):
        keep_nothing()
    chrome = build_chrome(visit, str(heading), **about)
    body = render_template(
        template, chrome=chrome, visit=visit, heading=heading, report_url=report_url(visit, hidden=chrome.quick_exit),
        **values,
    )  # fmt: skip
    response = make_response(body, status)
    response.headers["Content-Language"] = chrome.lang
    if not about.get("error") and "lang" not in (request.view_args or {}):
        response.vary.add("Accept-Language")
    return response


def trail(visit: Visit, *links: Link) -> tuple[Link, ...]:
    """The way down from the front page, for breadcrumbs."""
    return (Link(label=visit.own(visit.gettext("Home")), url=link("home.home")), *links)


def report_url(visit: Visit, *, hidden: bool) -> str:
    """Where an error on this page is reported: a page of ours, which knows to whom. From a page one may have to leave,
    its address does not tell what help was sought: an offering has its code."""
    kind, id_ = (request.endpoint or "").partition(".")[0], str((request.view_args or {}).get("id", ""))
    about = f"{kind}/{id_}" if id_ else ""
    if hidden and about:
        about = service_code(id_) if kind == "services" else ""
    return link("report.report", id=about or None)
