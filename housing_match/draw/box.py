"""What part of the country a map shows, in metres."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
"""Easting and northing."""
LEAST_ACROSS_METRES = 2_000
MARGIN_PERCENT = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in metres of METRIC_CRS."""

    west: float
    south: float
    east: float
    north: float

    @property
    def across(self) -> float:
        """The longer side, in metres."""
        return max(self.east - self.west, self.north - self.south)

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        return self.west, self.south, self.east, self.north

    def holds(self, easting: float, northing: float) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.west <= easting <= self.east and self.south <= northing <= self.north

    def wider(self, metres: float) -> "Box":
        """The box with so many metres more on every side."""
        return Box(self.west - metres, self.south - metres, self.east + metres, self.north + metres)

    def at_least_as_wide(self, percent: int) -> "Box":
        """The box with more at its sides until it is so wide, in percent of its height."""
        more = max(0.0, (self.north - self.south) * percent / 100 - (self.east - self.west)) / 2
        return Box(self.west - more, self.south, self.east + more, self.north)


def box_around(points: Iterable[Point]) -> Box:
    """The smallest box with a margin and LEAST_ACROSS_METRES each way; without a point, London's middle."""
    found = list(points) or [(530_000.0, 180_000.0)]
    west, east = _span([x for x, _ in found])
    south, north = _span([y for _, y in found])
    box = Box(west, south, east, north)
    return box.wider(box.across * MARGIN_PERCENT / 100)


def _span(metres: Sequence[float]) -> tuple[float, float]:
    low, high = min(metres), max(metres)
    short = max(0.0, LEAST_ACROSS_METRES - (high - low)) / 2
    return low - short, high + short
