"""The columns of each kind as they are stored: known by their headings, ids sound and once each, codes of one year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from housing_match.places.importing.kinds import Field, Kind, heading_of, squashed
from housing_match.places.inspection import Inspection, Table
from housing_match.places.ptal import BAND_NAMES
from housing_match.places.streets import network_of

YEAR_IN_HEADING = re.compile(r"(?:lsoa|wd|ward|lad|ltla)(?:code|name)?(?:20)?(\d\d)(?:cd|nm|code|name)?")
NAPTAN_BUS = ("BCT", "BCS", "BCQ")
"""On-street stops, and bays and unmarked bays of bus stations: where people board (NaPTAN guide, StopType)."""
NOT_ON_FOOT = ("motorway", "motorway_link", "construction", "proposed", "raceway", "bus_guideway", "escape")
"""Values of OpenStreetMap's highway that nobody may walk along."""

NO_CODE = ("", "NONE", "NULL", "NAN")


LEFT_OUT: tuple[tuple[str, Callable[[Any], Any], str], ...] = (
    ("virtualbusstop", lambda one: one != "1", "virtual stops, at which no bus calls,"),
    ("stoptype", lambda one: one.isin(NAPTAN_BUS), "stops of other kinds than bus stops"),
    ("status", lambda one: ~one.str.lower().isin(["inactive", "ina", "del", "pending", "pen"]), "inactive stops"),
    ("busstoptype", lambda one: one.str.upper() != "FLX", "areas of buses on demand"),
)
"""Squashed headings of NaPTAN and TfL, which of their values are bus stops in use, and what all others are."""


def tidied(table: Table, kind: Kind, look: Inspection) -> Table:
    """The rows with the columns of the kind and nothing else but their shapes. Raises LayerRefused."""
    found = {field: heading_of(table.columns, field.headings) for field in kind.fields}
    for field, heading in found.items():
        if heading is None and field.required:
            look.fault(
                "no_column",
                f"has no column that could be {field.name.replace('_', ' ')} (found: {_listed(table.columns)})",
                f"Name the column {field.name}.",
                column=field.name,
            )
    look.refuse_if_faulty()
    kept = table[[table.geometry.name]].copy() if hasattr(table, "geometry") else table[[]].copy()
    for field, heading in found.items():
        if heading is not None:
            kept[field.name] = _text(table[heading])
    if kind.name in TIDY:
        kept = TIDY[kind.name](kept, table, look)
        look.refuse_if_faulty()
    if not len(kept):
        raise look.refuse("no_rows", f"has no {kind.name.replace('_', ' ')} left in it", "Look at the file's columns.")
    if kind.id_field is not None:
        kept = _once_each(kept, kind, look)
    look.refuse_if_faulty()
    return kept.reset_index(drop=True)


def year_of(headings: Iterable[str], kind: Kind) -> str | None:
    """The year of the codes by the heading of the code column, such as 2021 for LSOA21CD."""
    field: Field | None = next((one for one in kind.fields if one.name == "code"), None)
    heading = None if field is None else heading_of(headings, field.headings)
    year = None if heading is None else YEAR_IN_HEADING.fullmatch(squashed(heading))
    return None if year is None else f"20{year[1]}"


def _text(column: Any) -> Any:
    """A column as texts without padding; whole numbers without a point, and nothing for what is missing."""
    import pandas

    if pandas.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    return column.astype(object).where(column.notna(), "").astype(str).str.strip()


def _once_each(table: Table, kind: Kind, look: Inspection) -> Table:
    """The rows with sound ids; of rows that say the same thing twice the first."""
    assert kind.id_field is not None
    ids = table[kind.id_field]
    wrong = ~ids.str.fullmatch(kind.id_pattern)
    look.fault_where(wrong & (ids == ""), ids, "no_id", "is empty", "Fill in the id.")
    look.fault_where(wrong & (ids != ""), ids, "bad_id", "is not such a code", "Fill in the id.")
    same_id = ids.duplicated(keep=False) & (ids != "")
    if not same_id.any():
        return table
    alike = same_id & _as_texts(table).duplicated()
    again = same_id & ids.duplicated() & ~alike
    if again.any():
        mend = "Keep one of them, or give each its own id."
        look.fault_where(again, ids, "doubled_id", "is there again for another place", mend)
        return table
    look.mended.append(f"{_rows(int(alike.sum()))} repeated the id and place of another and were left out.")
    return table[~alike]


def _as_texts(table: Table) -> Table:
    """Rows that can be compared: shapes as texts, and no names, which may differ for one stop."""
    kept = table.drop(columns="name", errors="ignore")
    if not hasattr(kept, "geometry"):
        return kept
    return kept.drop(columns=kept.geometry.name).assign(shape=kept.geometry.to_wkt())


def _bus_stops(kept: Table, table: Table, look: Inspection) -> Table:
    """Stops of today that buses call at: TfL's virtual ones and NaPTAN's other or inactive ones are left out."""

    def column(name: str) -> Any:
        heading = heading_of(table.columns, (name,))
        return None if heading is None else _text(table[heading])

    for name, called_at, words in LEFT_OUT:
        values = column(name)
        if values is not None:
            keep = called_at(values[kept.index])
            if not keep.all():
                look.mended.append(f"{int((~keep).sum()):,} {words} were left out.")
                kept = kept[keep]
    empty = kept["stop_id"].str.upper().isin(NO_CODE)
    other = column("stopcodelbsl")
    if empty.any() and other is not None:
        kept = kept.assign(stop_id=kept["stop_id"].where(~empty, other[kept.index]))
        look.mended.append(f"{_rows(int(empty.sum()))} without a NaPTAN code got TfL's own stop code.")
    return kept


def _stations(kept: Table, table: Table, look: Inspection) -> Table:
    for name in ("lines", "step_free_lines"):
        if name in kept.columns:
            kept[name] = kept[name].str.split(r"[|;,]", regex=True).map(lambda ones: ";".join(_words(ones)))
    if "step_free_lines" not in kept.columns and "of_station" not in kept.columns:
        look.fault(
            "no_column",
            "does not say which lines are step-free from street to platform",
            "Add a column step_free_lines, lines separated by | or ;, empty where none is.",
            column="step_free_lines",
        )
    return kept


def _streets(kept: Table, table: Table, look: Inspection) -> Table:
    if "highway" in kept.columns:
        closed = kept["highway"].isin(NOT_ON_FOOT)
        if closed.any():
            look.mended.append(f"{int(closed.sum()):,} motorways and roads not open to walkers were left out.")
        kept = kept[~closed]
    network = network_of(kept.geometry.to_numpy())
    if network is None:
        raise look.refuse("no_streets", "has no line that could be walked", "Look at the file's shapes.")
    every, walked = kept.geometry.length.sum() / 1_000, network.length_cm.sum() / 100_000
    if round(every - walked, 1) > 0:
        look.mended.append(f"{walked:,.1f} of {every:,.1f} km hang together; only those are walked.")
    return kept


def _ptal(kept: Table, table: Table, look: Inspection) -> Table:
    bands = kept["ptal"].str.lower().str.replace(r"\.0+$", "", regex=True)
    wrong = ~bands.isin(BAND_NAMES)
    why = f"is none of {', '.join(BAND_NAMES)}"
    look.fault_where(wrong, kept["ptal"], "bad_ptal", why, "Give the band that TfL gives.")
    if not hasattr(kept, "geometry") and "code" not in kept.columns:
        look.fault("no_place", "has neither shapes nor LSOA codes", "Add a column LSOA21CD, or export the map.")
    return kept.assign(ptal=bands)


def _imd(kept: Table, table: Table, look: Inspection) -> Table:
    for name in ("imd_decile", "crime_decile", "environment_decile"):
        if name in kept.columns:
            deciles = kept[name].str.replace(r"\.0+$", "", regex=True)
            wrong = ~deciles.isin([str(one) for one in range(1, 11)])
            why = "is no whole number from 1 to 10"
            look.fault_where(wrong, kept[name], "bad_decile", why, "Give deciles, not scores or ranks.")
            kept = kept.assign(**{name: deciles})
    return kept


TIDY: dict[str, Callable[..., Table]] = {
    "bus_stops": _bus_stops,
    "stations": _stations,
    "streets": _streets,
    "ptal": _ptal,
    "imd": _imd,
}


def _words(ones: Iterable[str]) -> list[str]:
    return [one.strip() for one in ones if one.strip()]


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _listed(headings: Iterable[object]) -> str:
    every = [str(one) for one in headings if str(one) != "geometry"]
    return ", ".join(every[:8]) + (" …" if len(every) > 8 else "")
