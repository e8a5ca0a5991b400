"""Tiny look-alikes of the map files that councils have, near Ladbroke Grove, and what becomes of them when imported."""

import warnings
from datetime import date

import geopandas
import pytest
from shapely.geometry import LineString, box

from housing_match.places.importing import LayerRefused, Provenance, import_layer
from housing_match.places.workspace import stored_layers, stored_table

TODAY = date(2026, 11, 2)
SAID = ("ONS", "2024", "Open Government Licence v3.0")
WEST, SOUTH = 524_000, 181_000


def square(column, row=0, size=1_000):
    """A square kilometre so many to the right and up."""
    west, south = WEST + column * size, SOUTH + row * size
    return box(west, south, west + size, south + size)


def given(folder, name, rows, shapes, crs="EPSG:27700"):
    """A map file of these columns and shapes."""
    path = folder / name
    table = geopandas.GeoDataFrame(rows, geometry=shapes, crs=crs)
    if path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # geopandas warns of a file without a reference system
            table.to_file(path)
    return path


def text(folder, name, *lines):
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def wards(folder, name="wards.gpkg"):
    """Two wards side by side, in the layout of ONS."""
    rows = {"WD24CD": ["E05009388", "E05009389"], "WD24NM": ["Golborne", "Dalgarno"], "LAD24CD": ["E09000020"] * 2}
    return given(folder, name, rows, [square(0), square(1)])


def lsoas(folder, codes=("E01000001", "E01000002"), year="21"):
    """LSOAs side by side."""
    shapes = [square(column) for column in range(len(codes))]
    return given(folder, f"lsoas{year}.gpkg", {f"LSOA{year}CD": list(codes)}, shapes)


def streets(folder, lines, name="streets.gpkg", **columns):
    """Streets of these points."""
    return given(folder, name, {"osm_id": range(len(lines)), **columns}, [LineString(one) for one in lines])


TFL_STOPS = (
    "Stop_Code_LBSL,Bus_Stop_Code,Naptan_Atco,Stop_Name,Location_Easting,Location_Northing,Virtual_Bus_Stop",
    "1000,91532,490000266G,LADBROKE GROVE,524171,181988,0",
    "BP1589,,,HOLLAND ROAD,524667,181079,0",
    "RTP102,NONE,NONE,A PIER,524503,181054,1",
)
NAPTAN_STOPS = (
    "ATCOCode,NaptanCode,CommonName,Easting,Northing,Longitude,Latitude,StopType,BusStopType,Status",
    "490000001A,1,Here,,,-0.21136,51.52345,BCT,MKD,active",
    "490000002B,2,Gone,524200,181900,-0.2109,51.5226,BCT,MKD,inactive",
    "490000003C,3,A taxi rank,524300,181900,-0.2095,51.5226,TXR,,active",
    "490000004D,4,On demand,524300,181900,-0.2095,51.5226,BCT,FLX,active",
)
STATIONS = (
    "id,name,lat,lon,lines,stepfree_full",
    "S1,Near,51.52345,-0.21136,circle|district,",
    "S2,Far,51.53,-0.22,circle,circle",
)


def deciles(folder, rows, year="21"):
    """A table of tenths by LSOA in the layout of the ministry: (code, all, crime, environment)."""
    headings = (
        f"LSOA code (20{year})",
        "Index of Multiple Deprivation (IMD) Decile",
        "Crime Decile (where 1 is most deprived 10% of LSOAs)",
        "Living Environment Decile (where 1 is most deprived 10% of LSOAs)",
    )
    return text(folder, f"deciles{year}.csv", ",".join(headings), *(",".join(map(str, row)) for row in rows))


def imported(kind, path, workspace, said=SAID):
    """The layer that a file becomes in the workspace of a folder."""
    source, vintage, licence = said
    provenance = Provenance(source=source, vintage=vintage, licence=licence)
    return import_layer(kind, path, workspace / "workspace", provenance, TODAY)


def rows_of(layer, folder):
    """The rows of a layer as they are stored."""
    return stored_table(folder / "workspace", layer)


def refused(kind, path, workspace):
    """The faults of a file that is refused, once it is sure that nothing was written."""
    before = sorted(workspace.rglob("*.gpkg")), stored_layers(workspace / "workspace")
    with pytest.raises(LayerRefused) as caught:
        imported(kind, path, workspace)
    assert (sorted(workspace.rglob("*.gpkg")), stored_layers(workspace / "workspace")) == before
    return caught.value.faults


def only(faults):
    """The code and rows of the one fault there is."""
    (fault,) = faults
    return fault.code, fault.rows
