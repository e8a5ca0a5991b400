"""What money is worth in appraisals."""

from dataclasses import dataclass
from pathlib import Path

from housing_match.planning.stated import Stated, stated_values

SHIPPED = "data/unit_costs.toml"
MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCosts:
    """Everything that an appraisal needs to know beside the tables."""

    discount_rate: Stated
    appraisal_years: Stated
    weeks_a_year: Stated
    capital_margin: Stated


def unit_costs(path: Path | None = None) -> UnitCosts:
    """The values of a file, or those that come with the product. Raises FaultsFound with every fault at once."""
    return stated_values(UnitCosts, SHIPPED, path, MOST)
