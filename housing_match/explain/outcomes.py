"""Who is moved, by sex, age, ethnic group and borough, beside everybody in the plan: reported, never an input."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from housing_match.assess import Assessment
from housing_match.criteria import age_on
from housing_match.domain import Resident, Scenario

AGE_BANDS = ((18, "under 18"), (25, "18 to 24"), (35, "25 to 34"), (45, "35 to 44"), (55, "45 to 54"), (65, "55 to 64"))
"""(first age above the band, its name)."""
OLDEST = "65 or older"
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup:
    """People alike in one thing: how many are in the plan, and how many of them it moves."""

    name: str
    in_plan: int
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """One thing by which people are counted, with its groups in alphabetical order, those not known last."""

    by: str
    groups: tuple[OutcomeGroup, ...]


def outcomes(assessment: Assessment, bedspace_of: Mapping[str, str]) -> tuple[Outcomes, ...]:
    """By sex, age on the scenario's date, ethnic group and responsible borough, over everybody in the plan."""
    people = [assessment.residents[row] for row in np.flatnonzero(assessment.in_plan).tolist()]
    found = []
    for by, read in GROUPED_BY.items():
        name_of = {one.resident_id: read(one, assessment.scenario) or NOT_KNOWN for one in people}
        pool, moved = Counter(name_of.values()), Counter(name_of[who] for who in bedspace_of if who in name_of)
        names = sorted(pool, key=lambda name: (name == NOT_KNOWN, name != AGE_BANDS[0][1], name))
        found.append(
            Outcomes(
                by=by,
                groups=tuple(OutcomeGroup(name=name, in_plan=pool[name], moved=moved[name]) for name in names),
            )
        )
    return tuple(found)


def _age_band(resident: Resident, scenario: Scenario) -> str:
    age = age_on(resident.birth_month, scenario.as_of)
    return next((name for above, name in AGE_BANDS if age < above), OLDEST)


GROUPED_BY: dict[str, Callable[[Resident, Scenario], str | None]] = {
    "sex": lambda one, _: one.known_sex,
    "age": _age_band,
    "ethnic_group": lambda one, _: one.ethnic_group,
    "borough": lambda one, _: one.borough,
}
