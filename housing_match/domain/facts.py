"""What was measured about a person and a home, handed to the rules so that none of them opens a map or a clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from housing_match.domain.scenario import Scenario
from housing_match.domain.world import World

Mean = Fraction
"""An exact weighted mean of whole minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The scenario's dates and what was measured between one person and one place; minutes are whole."""

    as_of: date
    window_end: date
    window_end_band_a: date
    use_reserved: bool = False
    incumbent: bool = False
    """Whether the person lives in the stock (in a bedspace with status occupied)."""
    inside_exclusion: bool = False
    station_minutes: int | None = None
    """Walking minutes to the nearest station or stop; None where none is known."""
    step_free_minutes: int | None = None
    """Walking minutes to the nearest with step-free access from street to platform; None where none is near."""
    ward: str | None = None
    """The ward of the home; None where no ward layer that covers it is imported."""
    crime_decile: int | None = None
    """The tenth of England that the home's small area is in by crime, 1 the most deprived; None where not imported."""
    environment_decile: int | None = None
    """The same by living environment."""
    street_lights: int | None = None
    """Street lights within 50 m of the home; None where none are imported around it."""
    family_minutes: Mean | None = None
    """Mean travel minutes to family and friends; None without any."""
    places_minutes: Mean | None = None
    """Mean travel minutes to the person's other connections; None without any."""
    fit_here: int | None = None
    """Fit of this place in thousandths, once the preferences are summed."""
    fit_today: int | None = None
    """Fit of an incumbent's present place in thousandths."""


def dated_facts(scenario: Scenario) -> Facts:
    """A scenario's dates, with nothing measured."""
    return Facts(
        as_of=scenario.as_of,
        window_end=scenario.window_end,
        window_end_band_a=scenario.window_end_band_a,
        use_reserved=scenario.use_reserved,
    )


class PairTable(Protocol):
    """One value for each resident and home, looked up as in an array [R, H] by rows and columns that broadcast.

    An array is one; so is whatever measures a pair only when it is looked at, since all pairs would not fit in memory.
    """

    def __getitem__(self, at: tuple[Any, Any], /) -> Any:
        """The values of these rows and columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerUsed:
    """A layer that something was measured with; `sha256` is that of the file it was made from."""

    kind: str
    source: str
    vintage: str
    licence: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Geography:
    """What places measured for one world: R residents × H homes, both in the world's order.

    `family_sum` and `places_sum` hold int64: Σ minutes × importance × max(1, visits). Their weights are int64 [R],
    0 where the person has no such connection. `inside_exclusion` holds bool. `station_minutes`, `step_free_minutes`
    and `ward` have one entry a home; the deciles, `street_lights` and `ptal` bands too, or none where nothing of them
    is known. `lives_in` gives, by resident_id, the codes of the local authorities (lower and upper tier) whose area
    holds the current postcode; absent where that is unknown.
    """

    world: World
    family_sum: PairTable
    family_weight: NDArray[np.int64]
    places_sum: PairTable
    places_weight: NDArray[np.int64]
    inside_exclusion: PairTable
    station_minutes: tuple[int | None, ...]
    step_free_minutes: tuple[int | None, ...]
    ward: tuple[str | None, ...]
    lives_in: dict[str, frozenset[str]]
    minutes_by: str
    """How minutes were measured, in words that stand beside every figure."""
    crime_decile: tuple[int | None, ...] = ()
    environment_decile: tuple[int | None, ...] = ()
    street_lights: tuple[int | None, ...] = ()
    ptal: tuple[str | None, ...] = ()
    pair_minutes_by: Callable[[int, int], str] | None = None
    """The same for one row and column, where not all were measured alike."""
    layers_used: tuple[LayerUsed, ...] = ()

    @cached_property
    def resident_row(self) -> dict[str, int]:
        """resident_id → row."""
        return {one.resident_id: row for row, one in enumerate(self.world.residents)}

    @cached_property
    def home_column(self) -> dict[str, int]:
        """home_id → column."""
        return {one.home_id: column for column, one in enumerate(self.world.homes)}

    def facts(self, resident_id: str, home_id: str, scenario: Scenario) -> Facts:
        """The facts of one person and one home under a scenario's dates."""
        row, column = self.resident_row[resident_id], self.home_column[home_id]
        return replace(
            dated_facts(scenario),
            incumbent=resident_id in self.world.incumbent_of,
            inside_exclusion=bool(self.inside_exclusion[row, column]),
            station_minutes=self.station_minutes[column],
            step_free_minutes=self.step_free_minutes[column],
            ward=self.ward[column],
            crime_decile=self.of_home("crime_decile", column),
            environment_decile=self.of_home("environment_decile", column),
            street_lights=self.of_home("street_lights", column),
            family_minutes=_mean(self.family_sum, self.family_weight, row, column),
            places_minutes=_mean(self.places_sum, self.places_weight, row, column),
        )

    def of_home(self, name: str, column: int) -> Any:
        """What was measured of one home, by the name of the fact; None where nothing of that name was."""
        values = getattr(self, name)
        return values[column] if values else None

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers used, each with its source and vintage, in words."""
        return tuple(f"{one.kind}: {one.source}, {one.vintage}" for one in self.layers_used)

    def measured_by(self, resident_id: str, home_id: str) -> str:
        """How the minutes of one person and one home were measured."""
        if self.pair_minutes_by is None:
            return self.minutes_by
        return self.pair_minutes_by(self.resident_row[resident_id], self.home_column[home_id])

    def outside_borough(self, resident_id: str) -> bool:
        """Whether the person is known to live outside the responsible borough, by the postcode's local authority."""
        codes = self.lives_in.get(resident_id)
        return codes is not None and self.world.resident[resident_id].borough not in codes


def _mean(total: PairTable, weight: NDArray[np.int64], row: int, column: int) -> Mean | None:
    return Fraction(int(total[row, column]), int(weight[row])) if weight[row] else None
