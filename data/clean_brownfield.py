"""Writes data/brownfield_sites.csv from the two councils' brownfield registers as they were typed.

Run it from the project's root: python data/clean_brownfield.py REGISTER.csv. What it does is in data/SOURCES.md.
"""

import csv
import sys
from pathlib import Path

DOUBLES = {
    "17/06677/FULL": "15/05691/FULL",
    "HS006": "17330324",
    "17330071": "17/08619/FULL",
}
"""Entries that stand for the same land as another: a varied scheme, an overlap, a plan site later applied for."""
FIELDS = [
    "site_id",
    "name",
    "borough",
    "easting",
    "northing",
    "postcode",
    "dwellings",
    "hectares",
    "earliest_year",
    "source",
    "planning_status",
    "note",
]
REGISTERS = {
    "2017-11-30": "Westminster brownfield land register, 30 November 2017",
    "2018-12-31": "Kensington and Chelsea brownfield land register, 31 December 2018",
}


def cleaned(row: dict[str, str]) -> dict[str, str]:
    """One site: metres whole, dwellings unknown where none or fewer are given, doubles without land of their own."""
    reference = row["site_reference"]
    double_of = DOUBLES.get(reference)
    dwellings = int(row["min_net_dwellings"])
    source = f"{REGISTERS[row['register_vintage']]}, reference {reference}"
    if double_of:
        source += f"; the same land as {double_of}, counted there"
    return {
        "site_id": reference,
        "name": row["site_name_address"],
        "borough": row["lad"],
        "easting": str(round(float(row["easting"]))),
        "northing": str(round(float(row["northing"]))),
        "postcode": "",
        "dwellings": str(dwellings) if dwellings > 0 and not double_of else "",
        "hectares": "" if double_of else f"{float(row['hectares']):.4f}".rstrip("0").rstrip("."),
        "earliest_year": "",
        "source": source,
        "planning_status": row["planning_status"],
        "note": row["note"],
    }


def main(register: str) -> None:
    """Read the register and write the cleaned sites beside this script, in order of their ids."""
    with Path(register).open(encoding="utf-8", newline="") as file:
        sites = sorted((cleaned(row) for row in csv.DictReader(file)), key=lambda site: site["site_id"])
    with Path(__file__).with_name("brownfield_sites.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sites)


if __name__ == "__main__":
    main(sys.argv[1])
