"""PTAL as it is calculated from a timetable beside PTAL as it is imported, home by home."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from housing_match.domain import World
from housing_match.places.imported import imported_layers, ptal_areas
from housing_match.places.inspection import Inspection
from housing_match.places.joined import with_shapes
from housing_match.places.numbered import points_at, points_of_codes
from housing_match.places.postcodes import find
from housing_match.places.ptal import BAND_NAMES
from housing_match.places.reach import reach
from housing_match.places.workspace import stored_layers


@dataclass(frozen=True, slots=True, kw_only=True)
class PtalCompared:
    """How many of so many homes have a band by both, and by which: (calculated, imported) → homes, bands ascending."""

    homes: int
    bands: dict[tuple[str, str], int]

    @property
    def compared(self) -> int:
        """Homes that have a band by both."""
        return sum(self.bands.values())

    @property
    def same(self) -> int:
        """Those of them that have the same."""
        return sum(homes for (calculated, imported), homes in self.bands.items() if calculated == imported)

    @property
    def next_to(self) -> int:
        """Those whose bands are next to each other."""
        steps = (
            (abs(BAND_NAMES.index(calculated) - BAND_NAMES.index(imported)), homes)
            for (calculated, imported), homes in self.bands.items()
        )
        return sum(homes for step, homes in steps if step == 1)


def compare_ptal(world: World, workspace: Path) -> PtalCompared:
    """The bands of every home by both. Raises LayerRefused where either is not imported or cannot be relied on."""
    stored, look = stored_layers(workspace), Inspection(file=str(workspace))
    for kind in ("gtfs", "ptal"):
        if kind not in stored:
            look.fault("no_layer", f"has no layer {kind}", f"Import one with: housing-match layers import {kind} FILE")
    look.refuse_if_faulty()
    joined = with_shapes("ptal", workspace, stored)
    if joined is None:
        year = stored["ptal"].codes_of or "its"
        raise look.refuse(
            "not_joined",
            f"has no areas for the codes of its layer ptal ({year})",
            "Import lsoas of that year, or TfL's grid or zones instead of the table.",
        )
    codes = [one.postcode for one in world.homes]
    homes = points_of_codes(find(codes), codes)
    calculated = reach(homes, points_at([]), imported_layers(workspace)).ptal
    pairs = zip(calculated, ptal_areas(joined.table).of(homes), strict=True)
    bands = Counter((one, other) for one, other in pairs if one is not None and other is not None)
    return PtalCompared(
        homes=len(codes),
        bands=dict(sorted(bands.items(), key=lambda one: tuple(BAND_NAMES.index(band) for band in one[0]))),
    )
