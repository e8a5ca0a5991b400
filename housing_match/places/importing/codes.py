"""Whether area codes of a table are those of the areas imported: codes of 2011 are never joined to areas of 2021."""

from __future__ import annotations

from pathlib import Path

from housing_match.places.importing.kinds import KINDS, Kind
from housing_match.places.inspection import Inspection, Table
from housing_match.places.joined import of_one_year
from housing_match.places.workspace import stored_layers, stored_table

JOINED = sorted(one.name for one in KINDS.values() if one.joined_by_code)


def check_codes(table: Table, kind: Kind, codes_of: str, workspace: Path, look: Inspection) -> None:
    """A fault where LSOA codes are not of the year that they, or the areas they are joined to, are said to be.

    Codes that say they are of another year than the areas imported are stored, and never joined to them.
    """
    if kind.name == "lsoas":
        for name in JOINED:
            other = stored_layers(workspace).get(name)
            if other is not None and codes_of and other.codes_of == codes_of:
                _compare(stored_table(workspace, other), table, f"{name} (in the workspace)", codes_of, look)
        return
    areas = stored_layers(workspace).get("lsoas")
    if not kind.joined_by_code or "code" not in table.columns or areas is None:
        return
    if not of_one_year(codes_of, areas.codes_of):
        look.mended.append(
            f"Its codes are of {codes_of} and the LSOAs imported are of {areas.codes_of}, so they are not joined."
        )
        return
    _compare(table, stored_table(workspace, areas), "the LSOAs imported", areas.codes_of or areas.vintage, look)


def _compare(table: Table, areas: Table, areas_name: str, year: str, look: Inspection) -> None:
    """A fault where either side lacks codes of the other in the boroughs that both have."""
    if "code" not in table.columns or "code" not in areas.columns:
        return
    if "borough" in table.columns and "borough" in areas.columns:
        both = set(table["borough"]) & set(areas["borough"])
        table, areas = table[table["borough"].isin(both)], areas[areas["borough"].isin(both)]
    ours, theirs = set(table["code"]), set(areas["code"])
    if ours & theirs and ours - theirs and theirs - ours:
        example = min(ours - theirs)
        look.fault(
            "codes_of_another_year",
            f"has {len(ours - theirs):,} codes that are not among {areas_name}, which has {len(theirs - ours):,} others"
            f"{f' ({year})' if year else ''}; codes of 2011 and 2021 differ so",
            "Use a table and areas of the same census.",
            at=table.index[table["code"].isin(ours - theirs)],
            column="code",
            value=example,
        )
