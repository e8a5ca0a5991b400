"""Areas on the map that each have one value, and which of them places lie in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from housing_match.places.walking import Points

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Areas(Generic[Value]):
    """Shapes in metres of METRIC_CRS, and the value of each."""

    shapes: NDArray[Any]
    values: tuple[Value, ...]

    def of(self, places: Points) -> tuple[Value | None, ...]:
        """The value of the area that each place lies in, None in none; of two that meet there the first."""
        import shapely

        points: Any = shapely.points(np.column_stack(places).astype(np.float64))
        place, area = shapely.STRtree(self.shapes).query(points, predicate="intersects")
        first: dict[int, int] = {}
        for at, number in sorted(zip(place.tolist(), area.tolist(), strict=True)):
            first.setdefault(at, number)
        return tuple(self.values[first[at]] if at in first else None for at in range(len(points)))
