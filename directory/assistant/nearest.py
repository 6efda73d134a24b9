"""The nearest door when nothing where one is fits: by the distance between the places, as the crow flies.

Only doors that take people from elsewhere: a municipality's own services are for those who are there.
"""

from __future__ import annotations

from math import cos, hypot, radians

from directory.assistant.doors import Ranked
from directory.catalog.models import Catalog, Place
from directory.search.index import SearchIndex

_KM_A_DEGREE = 111.2


def distance(one: Place, other: Place) -> float | None:
    """Kilometres between the centres of two places; None when one is not known. Good to a few per cent."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    middle = radians((one.latitude + other.latitude) / 2)
    return _KM_A_DEGREE * hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * cos(middle))


def nearest_door(index: SearchIndex, catalog: Catalog, ranked: Ranked) -> tuple[int, str] | None:
    """(position of the service, number of the municipality) of the nearest local door about the need elsewhere."""
    here = catalog.places.get(ranked.grounds.need.place or "")
    if here is None:
        return None
    best: tuple[float, str, int, str] | None = None
    for at in ranked.elsewhere:
        service = index.services[at]
        if service.organization_type == "municipal":
            continue
        for number in service.service_area:
            away = distance(here, catalog.places[number])
            if away is not None and (best is None or (away, service.id) < best[:2]):
                best = (away, service.id, at, number)
    return None if best is None else (best[2], best[3])
