"""Values that planning assumes, from a TOML file: each with its unit, year, range and source."""

from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from housing_match import shipped
from housing_match.tables import FaultsFound
from housing_match.tables.toml_files import toml_content, toml_fault, toml_parsed, toml_text

Values = TypeVar("Values")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One value with the range that its source gives; exact, as it is written."""

    value: Fraction
    low: Fraction
    high: Fraction
    unit: str
    year: int
    source: str


def stated_values(kind: type[Values], file_shipped: str, path: Path | None, most: int) -> Values:
    """A record whose fields are all Stated, none above `most`, from a file or from the one that comes with the product.

    Raises FaultsFound with every fault at once.
    """
    file = shipped(file_shipped) if path is None else path
    tables = toml_parsed(toml_text(toml_content(file, file.name), file.name), file.name)
    names = [one.name for one in fields(kind)]  # type: ignore[arg-type]  # every kind is a dataclass
    faults = [
        toml_fault(
            file.name,
            "unknown_value",
            None,
            name,
            "is nothing that is used",
            f"Leave it out; there are {', '.join(names)}.",
        )
        for name in tables
        if name not in names
    ]
    found: dict[str, Any] = {}
    for name in names:
        one = _read(tables.get(name), most)
        if one is None:
            mend = f"Give value, low, high (numbers from 0 to {most:,}), unit, year and source, as {file_shipped} does."
            faults.append(
                toml_fault(file.name, "value_unclear", None, name, "is missing or not written as it must be", mend)
            )
        else:
            found[name] = one
    if faults:
        raise FaultsFound(tuple(faults))
    return kind(**found)


def _read(table: object, most: int) -> Stated | None:
    if not isinstance(table, dict) or set(table) != {one.name for one in fields(Stated)}:
        return None
    numbers = [table[name] for name in ("value", "low", "high")]
    if not all(isinstance(one, int | float) and not isinstance(one, bool) and 0 <= one <= most for one in numbers):
        return None
    if not isinstance(table["year"], int) or not all(isinstance(table[name], str) for name in ("unit", "source")):
        return None
    value, low, high = (Fraction(str(one)) for one in numbers)
    return Stated(value=value, low=low, high=high, unit=table["unit"], year=table["year"], source=table["source"])
