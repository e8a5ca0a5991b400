"""The real brownfield sites of the two boroughs' registers, as they come with the product."""

import csv

from housing_match import shipped
from housing_match.domain import Site

REGISTER = "data/brownfield_sites.csv"


def brownfield_sites() -> tuple[Site, ...]:
    """All 151 sites in id order; data/SOURCES.md says how the registers were cleaned."""
    with shipped(REGISTER).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Site(
            site_id=row["site_id"],
            name=row["name"],
            borough=row["borough"],
            easting=int(row["easting"]),
            northing=int(row["northing"]),
            dwellings=int(row["dwellings"]) if row["dwellings"] else None,
            hectares=row["hectares"] or None,
            source=row["source"],
        )
        for row in sorted(rows, key=lambda row: row["site_id"])
    )
