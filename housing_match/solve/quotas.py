"""Quotas of nominations as rows over arcs, and as counts of a finished plan."""

from collections.abc import Iterator, Mapping
from math import inf

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import Quota
from housing_match.solve.arcs import Arcs, PinsCannotBeKept
from housing_match.solve.rows import Row, Side

NOMINATIONS = "nominations"
"""The name by which quotas stand among the plan rules."""


class QuotasCannotBeMet(PinsCannotBeKept):
    """No plan meets every quota of nominations; the text says what to do."""


def add_quotas(side: Side, arcs: Arcs) -> None:
    """A row for each limit that the choices open could break: counts as they are, shares times 100.

    Raises QuotasCannotBeMet where even everybody nominated would be too few.
    """
    if not arcs.assessment.scenario.nominations:
        return
    world, homes = arcs.world, np.array(arcs.home_id)
    borough = np.array([world.resident[who].borough for who in arcs.people])[arcs.person]
    for number, quota in enumerate(arcs.assessment.scenario.nominations, start=1):
        chosen = [home.home_id for home in world.homes if quota.covers(home)]
        letting = ~arcs.stay & np.isin(homes, chosen)
        nominated = (letting & (borough == quota.nominating_borough)).astype(np.int64)
        least, most = quota.at_least or 0, inf if quota.at_most is None else quota.at_most
        people = len(np.unique(arcs.person[nominated > 0]))
        if least > min(people, most):
            raise QuotasCannotBeMet(
                f"Quota {number} of nominations asks for at least {least} lettings, and by the rules no more than "
                f"{min(people, most)} can be made. Lower what is asked for, or see with explain what keeps people out."
            )
        _limit(side, nominated, least, most)
        for percent, ends in ((quota.at_least_percent, (0, inf)), (quota.at_most_percent, (-inf, 0))):
            if percent is not None:
                _limit(side, 100 * nominated - percent * letting.astype(np.int64), *ends)


def _limit(side: Side, counts: NDArray[np.int64], least: float, most: float) -> None:
    """least ≤ Σ counts ≤ most, unless no choice of arcs could break it."""
    if counts[counts < 0].sum() < least or counts[counts > 0].sum() > most:
        side.rows.append(Row(terms={int(at): int(counts[at]) for at in np.flatnonzero(counts)}, least=least, most=most))


def lettings(assessment: Assessment, bedspace_of: Mapping[str, str], quota: Quota) -> tuple[int, int]:
    """Lettings in the homes of a quota when the plan is done: to the borough's residents, and in all."""
    world = assessment.world
    there = [who for who, room in bedspace_of.items() if quota.covers(world.home[world.home_of(room)])]
    return sum(quota.nominates(world.resident[who]) for who in there), len(there)


def quotas_broken(assessment: Assessment, bedspace_of: Mapping[str, str]) -> Iterator[Quota]:
    """The quotas that a finished plan does not keep."""
    for quota in assessment.scenario.nominations:
        if not quota.kept(*lettings(assessment, bedspace_of, quota)):
            yield quota
