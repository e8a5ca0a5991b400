"""Who lives together when a plan is done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from housing_match.domain.people import Resident
from housing_match.domain.stock import Home
from housing_match.domain.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodger:
    """One person in a home; `resident` is None for another authority's tenant, of whom only the bedspace is known."""

    bedspace_id: str
    resident: Resident | None
    moved_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Everyone who lives in one home when the plan is done, in bedspace order."""

    home: Home
    lodgers: tuple[Lodger, ...]

    @property
    def joined(self) -> bool:
        """Whether the plan moves anybody in."""
        return any(lodger.moved_in for lodger in self.lodgers)


def households_after(
    world: World, bedspace_of: Mapping[str, str], home_ids: Collection[str] | None = None
) -> tuple[Household, ...]:
    """Every home with those who live in it once the people in `bedspace_of` (resident_id → bedspace_id) have moved.

    The occupant of a notice place counts nowhere unless moved. Two people may stand in one bedspace: that is for the
    checker to say. `home_ids` limits the answer to those homes.
    """
    moving: dict[str, list[Lodger]] = {}
    for resident_id, bedspace_id in bedspace_of.items():
        home_id = world.home_of(bedspace_id)
        if home_ids is None or home_id in home_ids:
            mover = Lodger(bedspace_id=bedspace_id, resident=world.resident[resident_id], moved_in=True)
            moving.setdefault(home_id, []).append(mover)
    wanted = world.homes if home_ids is None else [world.home[home_id] for home_id in sorted(home_ids)]
    return tuple(
        Household(
            home=home,
            lodgers=tuple(
                sorted(
                    [*_remaining(world, home.home_id, bedspace_of), *moving.get(home.home_id, [])],
                    key=lambda one: one.bedspace_id,
                )
            ),
        )
        for home in wanted
    )


def _remaining(world: World, home_id: str, bedspace_of: Mapping[str, str]) -> list[Lodger]:
    """Those who live in the home today and are not moved."""
    return [
        Lodger(
            bedspace_id=room.bedspace_id,
            resident=None if room.occupant_id is None else world.resident[room.occupant_id],
            moved_in=False,
        )
        for room in world.bedspaces_of[home_id]
        if room.status == "occupied" and room.occupant_id not in bedspace_of
    ]
