"""Quotas of nominations: how many, or what share, of the lettings in some homes go to one borough's residents."""

from dataclasses import dataclass
from datetime import date

from housing_match.domain.people import Resident
from housing_match.domain.stock import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """Limits on the lettings that residents of one borough get in the homes chosen; None is no limit.

    A letting is a move of the plan into such a home. Homes are chosen by the borough they stand in, by landlord, or by
    both; by neither, all are. A share is a percentage of all lettings in these homes; of none every share is kept.
    """

    nominating_borough: str
    """GSS code."""
    homes_borough: str | None = None
    """GSS code."""
    landlord: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    at_least_percent: int | None = None
    at_most_percent: int | None = None

    def covers(self, home: Home) -> bool:
        """Whether the home is one of those chosen."""
        return self.homes_borough in (None, home.borough) and self.landlord in (None, home.landlord)

    def nominates(self, resident: Resident) -> bool:
        """Whether the resident is nominated by the borough named."""
        return resident.borough == self.nominating_borough

    def kept(self, nominated: int, lettings: int) -> bool:
        """Whether so many lettings to the borough's residents, of so many in all, are within every limit."""
        return (
            (self.at_least is None or nominated >= self.at_least)
            and (self.at_most is None or nominated <= self.at_most)
            and (self.at_least_percent is None or 100 * nominated >= self.at_least_percent * lettings)
            and (self.at_most_percent is None or 100 * nominated <= self.at_most_percent * lettings)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letting:
    """One letting of the past or of a plan: whose homes, and whose resident got it; boroughs as GSS codes."""

    homes_borough: str
    landlord: str | None
    nominating_borough: str
    let_on: date | None
    """None for a letting of a plan."""
