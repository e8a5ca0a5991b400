"""Imports a layer file into a workspace: opened, placed, tidied, stored; or refused, nothing changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from housing_match.places.importing.codes import check_codes
from housing_match.places.importing.entrances import stations_sha256, with_their_stations
from housing_match.places.importing.kinds import KINDS, Kind
from housing_match.places.importing.opening import opened
from housing_match.places.importing.placing import placed
from housing_match.places.importing.tidying import tidied, year_of
from housing_match.places.importing.timetable import TimetableRead, read_timetable
from housing_match.places.inspection import Inspection, LayerRefused, Table
from housing_match.places.timetable import LINES_TABLE
from housing_match.places.workspace import StoredLayer, sha256_of, store

__all__ = ["KINDS", "LayerRefused", "Provenance", "import_layer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a person says of a file: whence it is, of when, and under which licence."""

    source: str
    vintage: str
    licence: str


def import_layer(kind_name: str, path: Path, workspace: Path, said: Provenance, today: date) -> StoredLayer:
    """The layer as it now stands in the workspace, in place of any other of its kind. Raises LayerRefused, OSError."""
    kind, look = KINDS[kind_name], Inspection(file=path.name)
    if kind.name == "gtfs":
        return _import_timetable(kind, path, workspace, said, look, today)
    table = opened(path, look)
    codes_of = year_of(table.columns, kind) or ""
    _check_provenance(said, codes_of, look)
    table = tidied(placed(table, kind, look), kind, look)
    sha256 = sha256_of(path)
    if "of_station" in table.columns:
        sha256 = f"{sha256} added to {stations_sha256(workspace)}"
        table = with_their_stations(table, workspace, look)
    check_codes(table, kind, codes_of, workspace, look)
    look.refuse_if_faulty()
    return store(workspace, table, _layer(kind.name, path, sha256, table, said, codes_of, look, today))


def _import_timetable(
    kind: Kind, path: Path, workspace: Path, said: Provenance, look: Inspection, today: date
) -> StoredLayer:
    """A feed as two tables in one layer: its stops, and the lines that call at them. The day stands for a vintage."""
    read: TimetableRead = opened(path, look, read_timetable)
    said = replace(said, vintage=said.vintage.strip() or read.day)
    _check_provenance(said, "", look)
    table = tidied(placed(read.stops, kind, look), kind, look)
    layer = _layer(kind.name, path, sha256_of(path), table, said, "", look, today)
    return store(workspace, table, layer, {LINES_TABLE: read.lines})


def _layer(
    kind: str, path: Path, sha256: str, table: Table, said: Provenance, codes_of: str, look: Inspection, today: date
) -> StoredLayer:
    return StoredLayer(
        kind=kind,
        rows=len(table),
        source=said.source.strip(),
        vintage=said.vintage.strip() or codes_of,
        licence=said.licence.strip(),
        imported=today,
        given_as=path.name,
        sha256=sha256,
        file="",
        file_sha256="",
        codes_of=codes_of,
        mended=tuple(look.mended),
    )


def _check_provenance(said: Provenance, codes_of: str, look: Inspection) -> None:
    """Faults for what is not said; the year in the headings of codes stands for a vintage."""
    for option, text, example in (
        ("--source", said.source, "'Office for National Statistics'"),
        ("--vintage", said.vintage or codes_of, "2024"),
        ("--licence", said.licence, "'Open Government Licence v3.0'"),
    ):
        if not text.strip():
            look.fault(
                f"no_{option.strip('-')}",
                f"comes without its {option.strip('-')}, which every plan made with it must name",
                f"Add {option} {example}, as the publisher has it.",
            )
    look.refuse_if_faulty()
