"""Facts for programs that read pages: schema.org as JSON-LD. Holds nothing that the page does not say."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from directory.catalog.models import Channel, Organization, Service
from directory.catalog.phones import dial
from directory.web.addresses import item_link
from directory.web.visit import Visit


def as_script(data: dict[str, Any]) -> Markup:
    """JSON that cannot end the `<script>` it stands in."""
    told = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, separators=(",", ":"))
    return Markup(told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def service_data(visit: Visit, service: Service) -> Markup:
    organization = visit.catalog.organizations.get(service.organization or "")
    provider = organization.name if organization else service.run_by
    data: dict[str, Any] = {
        "@type": "Service",
        "name": service.name,
        "description": visit.of("services", service, "summary", service.summary).text,
        "serviceType": visit.catalog.types[service.type].label,
        "areaServed": _area(visit, service),
        "availableChannel": [_channel(one) for one in service.channels if one.may_stand("api")],
    }
    if visit.settings.url:
        data["url"] = visit.settings.url + item_link("services", service.id, place=None, no_phone=None)
    if provider:
        data["provider"] = {"@type": "Organization", "name": provider}
    if service.website:
        data["sameAs"] = service.website
    if service.also_known_as:
        data["alternateName"] = list(service.also_known_as)
    if service.fees == "free":
        data["isAccessibleForFree"] = True
    return as_script(data)


def organization_data(visit: Visit, organization: Organization) -> Markup:
    data: dict[str, Any] = {"@type": "Organization", "name": organization.name}
    if organization.website:
        data["url"] = organization.website
    if organization.summary:
        data["description"] = visit.of("organizations", organization, "summary", organization.summary).text
    return as_script(data)


def _area(visit: Visit, service: Service) -> Any:
    if service.reach != "local":
        return {"@type": "Country", "name": "Norge"}
    places = (visit.catalog.places.get(number) for number in service.service_area)
    return [{"@type": "AdministrativeArea", "name": place.name} for place in places if place]


def _channel(channel: Channel) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "ServiceChannel"}
    match channel.kind:
        case "phone":
            data["servicePhone"] = {"@type": "ContactPoint", "telephone": dial(channel.value)}
        case "sms":
            data["serviceSmsNumber"] = {"@type": "ContactPoint", "telephone": dial(channel.value)}
        case "visit":
            data["serviceLocation"] = {"@type": "Place", "address": channel.value}
        case "email":
            data["servicePostalAddress"] = {"@type": "PostalAddress", "email": channel.value}
        case _ if channel.value.startswith("http"):
            data["serviceUrl"] = channel.value
    if channel.schedule:
        place = data.get("serviceLocation")
        if isinstance(place, dict):
            place["openingHours"] = channel.schedule
        elif isinstance(data.get("servicePhone"), dict):
            data["servicePhone"]["hoursAvailable"] = {
                "@type": "OpeningHoursSpecification",
                "description": channel.schedule,
            }
    return data
