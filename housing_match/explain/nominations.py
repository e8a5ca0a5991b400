"""Nominations between boroughs: who got which lettings, what is owed to whom, and what each quota costs."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from housing_match.assess import Assessment
from housing_match.domain import Letting, Quota, World
from housing_match.solve import best_plan, goal_values, lettings, rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Lettings in the homes of one borough and landlord that residents of one borough got, of `of` in all."""

    homes_borough: str
    landlord: str | None
    nominating_borough: str
    lettings: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Lettings between two boroughs: what each one's residents got in homes of the other."""

    one: str
    other: str
    one_got: int
    other_got: int

    @property
    def balance(self) -> int:
        """How many more `one` gave than it got."""
        return self.other_got - self.one_got


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCost:
    """What the best plan comes to without one quota, all else as it is; larger or smaller by goal name."""

    quota: Quota
    nominated: int
    lettings: int
    """Lettings in the quota's homes: to the people of its borough, and in all."""
    binds: bool
    """Whether the plan would be better without the quota."""
    without: tuple[tuple[str, int], ...]
    """Each goal that would come to something else, in the scenario's order, with its value without the quota less its
    value with it."""
    proved: bool
    """Whether the plan without it was proved best; else it may be better still."""


def lettings_of(world: World, bedspace_of: Mapping[str, str]) -> tuple[Letting, ...]:
    """The lettings that a plan makes (resident_id → bedspace_id), by resident_id."""
    homes = {who: world.home[world.home_of(room)] for who, room in sorted(bedspace_of.items())}
    return tuple(
        Letting(
            homes_borough=home.borough,
            landlord=home.landlord,
            nominating_borough=world.resident[who].borough,
            let_on=None,
        )
        for who, home in homes.items()
    )


def shares(made: Iterable[Letting]) -> tuple[Share, ...]:
    """Lettings by borough of the homes, landlord (not known first) and nominating borough."""
    counts = Counter((one.homes_borough, one.landlord, one.nominating_borough) for one in made)
    in_all: Counter[tuple[str, str | None]] = Counter()
    for (homes_borough, landlord, _), count in counts.items():
        in_all[homes_borough, landlord] += count
    return tuple(
        Share(
            homes_borough=homes_borough,
            landlord=landlord,
            nominating_borough=nominating,
            lettings=count,
            of=in_all[homes_borough, landlord],
        )
        for (homes_borough, landlord, nominating), count in sorted(
            counts.items(), key=lambda one: (one[0][0], one[0][1] or "", one[0][2])
        )
    )


def accounts(made: Iterable[Letting]) -> tuple[Account, ...]:
    """Each two boroughs of which one's residents got a letting in the other's homes, in the order of their codes."""
    got = Counter((one.nominating_borough, one.homes_borough) for one in made)
    boroughs = sorted({code for pair in got for code in pair})
    found = (
        Account(one=one, other=other, one_got=got[one, other], other_got=got[other, one])
        for one, other in combinations(boroughs, 2)
    )
    return tuple(account for account in found if account.one_got or account.other_got)


def clause_costs(
    assessment: Assessment, bedspace_of: Mapping[str, str], *, stopped: Callable[[], bool] = lambda: False
) -> tuple[ClauseCost, ...]:
    """For each quota of the scenario, in its order, the best plan without it beside the plan given.

    Once `stopped` says so, the best found until then. Raises SolverFailed and PinsCannotBeKept as best_plan does.
    """
    scenario, here = assessment.scenario, goal_values(assessment, bedspace_of)
    found = []
    for at, quota in enumerate(scenario.nominations):
        fewer = scenario.nominations[:at] + scenario.nominations[at + 1 :]
        freed = replace(assessment, scenario=replace(scenario, nominations=fewer))
        without = best_plan(freed, before=bedspace_of, stopped=stopped)
        nominated, in_all = lettings(assessment, bedspace_of, quota)
        found.append(
            ClauseCost(
                quota=quota,
                nominated=nominated,
                lettings=in_all,
                binds=rank(freed, without.bedspace_of) > rank(freed, bedspace_of),
                without=tuple(
                    (goal.name, goal.value - here[goal.name]) for goal in without.goals if goal.value != here[goal.name]
                ),
                proved=without.proved,
            )
        )
    return tuple(found)
