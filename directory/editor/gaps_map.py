"""A map of the region as SVG: a circle for each place, as large as what it lacks.

No borders: the content holds none, and none are made up. Colours are the page's own, so that it reads in the dark, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from markupsafe import escape

WIDTH = 560.0
MARGIN = 70.0
LARGEST = 18.0
"""The radius of the circle of the place that lacks most; the others' areas follow."""
SMALLEST = 4.0
LETTER, LINE = 8.6, 18.0
"""How much room a letter and a line of a name take."""
_TILES = 3


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place and how much it lacks. Without coordinates it stands in no map."""

    name: str
    count: int
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    spot: Spot
    x: float
    y: float
    radius: float


_Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def region_map(spots: Sequence[Spot], title: str, description: str, *, id_: str = "map") -> str:
    """The SVG. Where no place has coordinates: tiles with the same numbers, since where they lie is not known."""
    known = [one for one in spots if one.latitude is not None and one.longitude is not None]
    height, parts = _circles(known) if known else _tiles(spots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" role="img" class="region-map" '
        f'fill="currentColor" font-family="sans-serif" font-size="15" aria-labelledby="{id_}-title {id_}-text">'
        f'<title id="{id_}-title">{escape(title)}</title><desc id="{id_}-text">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _circles(spots: Sequence[Spot]) -> tuple[float, list[str]]:
    """The height, and the parts: north is up, a degree of longitude as short as it is at that latitude."""
    lats, longs = [one.latitude or 0.0 for one in spots], [one.longitude or 0.0 for one in spots]
    narrow = cos(radians(sum(lats) / len(lats)))
    across = max((max(longs) - min(longs)) * narrow, 0.05)
    scale = (WIDTH - 2 * MARGIN) / across
    height = round(2 * MARGIN + (max(lats) - min(lats)) * scale)
    most = max(1, *(one.count for one in spots))
    drawn = [
        _Drawn(
            spot=one, x=MARGIN + (longitude - min(longs)) * narrow * scale, y=MARGIN + (max(lats) - latitude) * scale,
            radius=max(SMALLEST, LARGEST * sqrt(one.count / most)),
        )
        for one, latitude, longitude in zip(spots, lats, longs, strict=True)
    ]  # fmt: skip
    drawn.sort(key=lambda one: (-one.radius, one.spot.name))
    parts = []
    for one in drawn:
        filled = "0.18" if one.spot.count else "1"
        parts.append(
            f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="{one.radius:.1f}" fill-opacity="{filled}" '
            'stroke="currentColor" stroke-width="1.5"/>'
        )
    return height, parts + list(_names(drawn))


def _names(drawn: Sequence[_Drawn]) -> Iterator[str]:
    """Each name and number beside its circle, where it covers no other as far as that can be had."""
    taken = [_around(one) for one in drawn]
    for own, one in enumerate(drawn):
        words = f"{one.spot.name} {one.spot.count}"
        wide, away = len(words) * LETTER, one.radius + 4
        choices = [
            ("start", one.x + away, one.y + 5), ("end", one.x - away, one.y + 5),
            ("middle", one.x, one.y - away), ("middle", one.x, one.y + away + LINE * 0.7),
            ("start", one.x + away * 0.7, one.y - away * 0.7), ("start", one.x + away * 0.7, one.y + away * 0.7 + 10),
            ("end", one.x - away * 0.7, one.y - away * 0.7), ("end", one.x - away * 0.7, one.y + away * 0.7 + 10),
        ]  # fmt: skip
        others = [box for at, box in enumerate(taken) if at != own]
        anchor, x, y = min(choices, key=lambda choice: _cost(_box(choice, wide), others))
        taken.append(_box((anchor, x, y), wide))
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(one.spot.name)} '
            f'<tspan font-weight="700">{one.spot.count}</tspan></text>'
        )


def _around(one: _Drawn) -> _Box:
    return one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius


def _box(choice: tuple[str, float, float], wide: float) -> _Box:
    anchor, x, y = choice
    left = x if anchor == "start" else x - wide if anchor == "end" else x - wide / 2
    return left, y - LINE * 0.75, left + wide, y + LINE * 0.25


def _cost(box: _Box, others: Sequence[_Box]) -> float:
    """How much of it is covered, or out of the picture."""
    outside = max(0.0, -box[0]) + max(0.0, box[2] - WIDTH) + max(0.0, -box[1])
    return outside * 1000 + sum(_shared(box, other) for other in others)


def _shared(one: _Box, other: _Box) -> float:
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def _tiles(spots: Sequence[Spot]) -> tuple[float, list[str]]:
    wide, high = WIDTH / _TILES, 56.0
    parts = []
    for at, one in enumerate(spots):
        x, y = (at % _TILES) * wide, (at // _TILES) * high
        parts.append(
            f'<rect x="{x + 3:.1f}" y="{y + 3:.1f}" width="{wide - 6:.1f}" height="{high - 6:.1f}" fill="none" '
            f'stroke="currentColor"/><text x="{x + 12:.1f}" y="{y + 34:.1f}">{escape(one.name)} '
            f'<tspan font-weight="700">{one.count}</tspan></text>'
        )
    return max(high, -(-len(spots) // _TILES) * high), parts
