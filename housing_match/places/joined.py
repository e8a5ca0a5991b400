"""Tables by area code joined to the areas imported: never codes of one year to areas of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from housing_match.places.inspection import Table
from housing_match.places.workspace import StoredLayer, stored_table


@dataclass(frozen=True, kw_only=True)
class Joined:
    """The rows of a layer with their shapes, and the layers that they are made of."""

    table: Table
    layers: tuple[StoredLayer, ...]


def with_shapes(kind: str, workspace: Path, stored: Mapping[str, StoredLayer]) -> Joined | None:
    """A layer with its own shapes, else with those of the LSOAs imported; None without either. Raises LayerRefused."""
    if kind not in stored:
        return None
    table = stored_table(workspace, stored[kind])
    if hasattr(table, "geometry"):
        return Joined(table=table, layers=(stored[kind],))
    if "lsoas" not in stored or not of_one_year(stored[kind].codes_of, stored["lsoas"].codes_of):
        return None
    areas = stored_table(workspace, stored["lsoas"])[["code", "geometry"]]
    return Joined(table=areas.merge(table, on="code"), layers=(stored[kind], stored["lsoas"]))


def of_one_year(one: str, other: str) -> bool:
    """Whether codes said to be of these years may be joined; a year that is not said is no other year."""
    return not one or not other or one == other
