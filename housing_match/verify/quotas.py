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
        theirs = into.count(quota.nominating_borough)
        percent = Fraction(100 * theirs, len(into)) if into else None  # of none, every share is kept
        found = [
            *_beyond(theirs, quota.at_least, quota.at_most, ""),
            *(_beyond(percent, quota.at_least_percent, quota.at_most_percent, "%") if percent is not None else ()),
        ]
        for asked in found:
            what = (
                f"quota {number} asks for {asked}; {theirs} of {len(into)} go to people of {quota.nominating_borough}"
            )
            yield Problem(rule="nominations", resident_ids=(), bedspace_ids=(), what=what)


def _beyond(found: Fraction | int, least: int | None, most: int | None, sign: str) -> Iterator[str]:
    """The limits that are not kept."""
    if least is not None and found < least:
        yield f"at least {least}{sign}"
    if most is not None and found > most:
        yield f"at most {most}{sign}"


def _chosen(after: After, quota: Quota, home_id: str) -> bool:
    home = after.world.home[home_id]
    elsewhere = quota.homes_borough is not None and home.borough != quota.homes_borough
    return not elsewhere and (quota.landlord is None or home.landlord == quota.landlord)
