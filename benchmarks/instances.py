"""The named instances of the benchmark, each the same on every run."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from authorities import borough_like
from boroughs import FIVE_LONDONS, LONDON, LONDON_PURE, boroughs, two_boroughs

from housing_match.domain import Geography, World
from housing_match.places.measure import measure

Made = tuple[World, Geography | None]


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A world of one of the four sizes, and the whole-model goals that are put to every solver."""

    size: str
    title: str
    make: Callable[[], Made]
    goals: tuple[str, ...] = ("one", "all")
    beside: tuple[str, ...] = ("first", "proof", "plan", "lettings", "rules")
    """Measured besides: tables to a first plan and to the proved one, the product, lettings, rules broken, SciPy."""
    peers: bool = True
    """Whether whole-model solvers are asked too."""
    tables: bool = False
    """Whether the world can be written as tables; the product reads these. Elsewhere its records are at hand."""
    cap_seconds: float = 60.0
    """What each solver has for each line, where nothing else is asked for."""

    def geography(self, made: Made) -> Geography:
        """What was measured of the world: by hand with it, or from its postcodes now."""
        world, by_hand = made
        return measure(world) if by_hand is None else by_hand


def _country(people: int, places: int, authorities: int, shared: float, pairs: int) -> Made:
    return borough_like(people, places, authorities, shared=shared, pairs=pairs, needs=0.3), None


# Half of England is half of its authorities: as many homes are open to each person as in the whole.
INSTANCES = {
    "two": Instance(size="two", title="Two boroughs", make=lambda: (two_boroughs(), None), tables=True),
    "london": Instance(size="london", title="London", make=partial(boroughs, LONDON)),
    "london-pure": Instance(
        size="london",
        title="London, nothing coupled",
        make=partial(boroughs, LONDON_PURE),
        beside=("proof", "plan", "lettings", "lsa", "sparse"),
    ),
    "regions-londons": Instance(
        size="regions",
        title="Regions, five Londons",
        make=partial(boroughs, FIVE_LONDONS),
        beside=("first", "proof", "lettings", "rules"),
    ),
    "regions": Instance(
        size="regions",
        title="Regions, every rule at random",
        make=partial(_country, 10_000, 8_000, 60, 1, 150_000),
        goals=("one",),
        beside=("lettings", "rules"),
        cap_seconds=240.0,
    ),
    "england-pure": Instance(
        size="england",
        title="England, nothing coupled",
        make=partial(_country, 100_000, 80_000, 131, 0, 0),
        goals=("one",),
        beside=("proof", "lettings", "lsa", "sparse"),
        cap_seconds=240.0,
    ),
    "england-pure-half": Instance(
        size="england",
        title="Half of England, nothing coupled",
        make=partial(_country, 50_000, 40_000, 66, 0, 0),
        goals=("one",),
        beside=(),
        peers=False,
        cap_seconds=240.0,
    ),
    "england": Instance(
        size="england",
        title="England, one home in a hundred coupled",
        make=partial(_country, 100_000, 80_000, 131, 0.01, 20_000),
        goals=(),
        beside=("first", "proof", "lettings"),
        peers=False,
        cap_seconds=240.0,
    ),
    "england-half": Instance(
        size="england",
        title="Half of England, one home in a hundred coupled",
        make=partial(_country, 50_000, 40_000, 66, 0.01, 10_000),
        goals=(),
        beside=("first", "proof"),
        peers=False,
        cap_seconds=240.0,
    ),
}
