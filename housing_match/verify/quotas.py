"""Quotas of nominations, counted again from the moves."""

from collections.abc import Iterator
from fractions import Fraction

from housing_match.domain import Quota
from housing_match.verify.after import After
from housing_match.verify.problem import Problem


def quota_problems(after: After) -> Iterator[Problem]:
    """Each limit of a quota that the moves into its homes do not keep."""
    for number, quota in enumerate(after.scenario.nominations, start=1):
        into = [one.borough for one, place in after.movers if _chosen(after, quota, place.home_id)]
        theirs, share = into.count(quota.nominating_borough), 100 * Fraction(1, max(len(into), 1))
        for asked, wrong in (
            (f"at least {quota.at_least}", quota.at_least is not None and theirs < quota.at_least),
            (f"at most {quota.at_most}", quota.at_most is not None and theirs > quota.at_most),
            (f"at least {quota.at_least_percent}%", into and theirs * share < (quota.at_least_percent or 0)),
            (f"at most {quota.at_most_percent}%", into and theirs * share > _or_all(quota.at_most_percent)),
        ):
            if wrong:
                what = f"quota {number} asks for {asked}; {theirs} of {len(into)} lettings are {_whose(quota)}"
                yield Problem(rule="nominations", resident_ids=(), bedspace_ids=(), what=what)


def _or_all(percent: int | None) -> int:
    return 100 if percent is None else percent


def _chosen(after: After, quota: Quota, home_id: str) -> bool:
    home = after.world.home[home_id]
    elsewhere = quota.homes_borough is not None and home.borough != quota.homes_borough
    return not elsewhere and (quota.landlord is None or home.landlord == quota.landlord)


def _whose(quota: Quota) -> str:
    return f"to people of {quota.nominating_borough}"
