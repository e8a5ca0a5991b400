"""Entrances of stations: further points at which a station is reached, which say nothing of lifts."""

from __future__ import annotations

from pathlib import Path

from housing_match.places.crs import METRIC_CRS
from housing_match.places.inspection import Inspection, Table
from housing_match.places.numbered import points_at
from housing_match.places.stations import stations, stations_layer
from housing_match.places.workspace import stored_layers, stored_table


def with_their_stations(table: Table, workspace: Path, look: Inspection) -> Table:
    """Entrances as further points of the stations in use (imported before, else shipped).

    An entrance may be one with steps only, so that only a station's own point counts as step-free.
    """
    import pandas

    known = station_table(workspace)
    name_of, lines_of = (dict(zip(known["station_id"], known[column], strict=True)) for column in ("name", "lines"))
    there = table["of_station"].isin(name_of)
    if not there.any():
        raise look.refuse(
            "no_station", "has entrances of no station that is known", "Import the stations first, with the same ids."
        )
    if not there.all():
        look.mended.append(f"{int((~there).sum()):,} entrances of stations that are not known were left out.")
    entrances = table[there].assign(
        name=table["of_station"].map(name_of), lines=table["of_station"].map(lines_of), step_free_lines=""
    )
    look.mended.append(f"{len(entrances):,} entrances were added to the {len(known):,} stations in use.")
    columns = ["station_id", "name", "lines", "step_free_lines", "geometry"]
    own = known[~known["station_id"].isin(entrances["station_id"])]
    return pandas.concat([own[columns], entrances[columns]], ignore_index=True)


def stations_sha256(workspace: Path) -> str:
    """The hash of the stations in use, without which entrances say nothing."""
    stored = stored_layers(workspace).get("stations")
    return stations_layer().sha256 if stored is None else stored.sha256


def station_table(workspace: Path) -> Table:
    """The stations in use: those imported, else those that come with the product."""
    import geopandas

    stored = stored_layers(workspace).get("stations")
    if stored is not None:
        return stored_table(workspace, stored)
    return geopandas.GeoDataFrame(
        [
            {
                "station_id": one.station_id,
                "name": one.name,
                "lines": ";".join(one.lines),
                "step_free_lines": ";".join(one.step_free_lines),
            }
            for one in stations()
        ],
        geometry=geopandas.points_from_xy(*points_at(stations())),
        crs=METRIC_CRS,
    )
