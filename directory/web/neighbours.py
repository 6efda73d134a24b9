"""Which places are near another one. Straight lines between the points that the content gives; no roads, no fjords."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from directory.catalog.models import Catalog, Place

_EARTH_RADIUS_KM = 6371.0


def nearest_places(catalog: Catalog, place: Place, count: int = 4) -> tuple[tuple[Place, int], ...]:
    """(place, whole kilometres) of the nearest `count`; none when the place has no point."""
    found = [
        (other, kilometres)
        for other in catalog.places.values()
        if other.id != place.id and (kilometres := distance(place, other)) is not None
    ]
    found.sort(key=lambda one: (one[1], one[0].name))
    return tuple(found[:count])


def distance(a: Place, b: Place) -> int | None:
    """Kilometres in a straight line, or None when one of them has no point."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    half = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return round(2 * _EARTH_RADIUS_KM * asin(sqrt(half)))
