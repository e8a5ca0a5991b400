"""What money is worth in appraisals: one TOML file, each value with its unit, year, range and source."""

import tomllib
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path

from housing_match import shipped
from housing_match.tables import Fault, FaultsFound

SHIPPED = "data/unit_costs.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCost:
    """One value with the range that its source gives; exact, as it is written."""

    value: Fraction
    low: Fraction
    high: Fraction
    unit: str
    year: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCosts:
    """Everything that an appraisal needs to know beside the tables."""

    discount_rate: UnitCost
    appraisal_years: UnitCost
    weeks_a_year: UnitCost
    capital_margin: UnitCost


def unit_costs(path: Path | None = None) -> UnitCosts:
    """The values of a file, or those that come with the product. Raises FaultsFound with every fault at once."""
    file = shipped(SHIPPED) if path is None else path
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise FaultsFound((_fault(file, "file_missing", "", "cannot be read", "Check the path."),)) from error
    except ValueError as error:
        why = f"is not TOML ({error})"
        raise FaultsFound((_fault(file, "not_toml", "", why, f"Begin with a copy of {SHIPPED}."),)) from error
    names = [one.name for one in fields(UnitCosts)]
    faults = [
        _fault(file, "unknown_cost", name, "is no cost that is used", f"Leave it out; there are {', '.join(names)}.")
        for name in tables
        if name not in names
    ]
    found = {}
    for name in names:
        cost = _read(tables.get(name))
        if cost is None:
            mend = f"Give value, low, high (numbers), unit, year and source, as {SHIPPED} does."
            faults.append(_fault(file, "cost_unclear", name, "is missing or not written as it must be", mend))
        else:
            found[name] = cost
    if faults:
        raise FaultsFound(tuple(faults))
    return UnitCosts(**found)


def _read(table: object) -> UnitCost | None:
    if not isinstance(table, dict) or set(table) != {one.name for one in fields(UnitCost)}:
        return None
    numbers = [table[name] for name in ("value", "low", "high")]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) and 0 <= one < 1_000 for one in numbers):
        return None
    if not isinstance(table["year"], int) or not all(isinstance(table[name], str) for name in ("unit", "source")):
        return None
    value, low, high = (Fraction(str(one)) for one in numbers)
    return UnitCost(value=value, low=low, high=high, unit=table["unit"], year=table["year"], source=table["source"])


def _fault(file: Path, code: str, value: str, why: str, mend: str) -> Fault:
    return Fault(code=code, table=file.name, value=value, why=why, mend=mend)
