"""In what two plans for the same people and homes differ, goal by goal and person by person."""

from collections.abc import Mapping
from dataclasses import dataclass

from housing_match.assess import Assessment
from housing_match.domain import goal_order
from housing_match.solve import goal_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """One person who ends elsewhere: the bedspace each plan moves them to, None where it moves them nowhere."""

    resident_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Goals that come to something else, (name, before, after) in the scenario's order, and people, in id order."""

    goals: tuple[tuple[str, int, int], ...]
    people: tuple[Otherwise, ...]


def difference(assessment: Assessment, before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """What changes from one plan (resident_id → bedspace_id) to another, both counted by the same assessment.

    Raises KeyError for an id that no table has.
    """
    then, now = goal_values(assessment, before), goal_values(assessment, after)
    order = goal_order(assessment.scenario.goals)
    return Difference(
        goals=tuple((name, then[name], now[name]) for name in order if then[name] != now[name]),
        people=elsewhere(before, after),
    )


def elsewhere(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Otherwise, ...]:
    """Everybody whom the two plans put in different places."""
    return tuple(
        Otherwise(resident_id=who, before=before.get(who), after=after.get(who))
        for who in sorted(before.keys() | after.keys())
        if before.get(who) != after.get(who)
    )
