"""Street networks in GraphML, as OSMnx writes them: nodes with x and y, edges with or without a line of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from housing_match.places.crs import LONGITUDE_LATITUDE
from housing_match.places.inspection import Inspection, Table

_SPACE = "{http://graphml.graphdrawing.org/xmlns}"


def read_graphml(path: Path, look: Inspection) -> Table:
    """The edges as lines; their reference system is the graph's `crs`, longitude and latitude where it names none.

    Raises ValueError or KeyError where the file is no such network. A document type is refused: it may unfold to far
    more than the file holds.
    """
    import geopandas
    from shapely import LineString, from_wkt

    with path.open("rb") as file:
        if b"<!DOCTYPE" in file.read(4096):
            raise ValueError("a document type is not read")
    root = ElementTree.parse(path).getroot()
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{_SPACE}key")}
    graph = root.find(f"{_SPACE}graph")
    if graph is None:
        raise ValueError("there is no graph in it")
    crs = _values(graph, names).get("crs") or _values(root, names).get("crs") or LONGITUDE_LATITUDE
    at = {}
    for node in graph.iter(f"{_SPACE}node"):
        values = _values(node, names)
        at[node.get("id")] = float(values["x"]), float(values["y"])
    lines, highways = [], []
    for edge in graph.iter(f"{_SPACE}edge"):
        values = _values(edge, names)
        own = values.get("geometry")
        lines.append(from_wkt(own) if own else LineString([at[edge.get("source")], at[edge.get("target")]]))
        highways.append(values.get("highway", ""))
    return geopandas.GeoDataFrame({"highway": highways}, geometry=lines, crs=crs)


def _values(element: Any, names: dict[str | None, str | None]) -> dict[str | None, str]:
    """The values that stand directly in an element, by name."""
    return {names.get(one.get("key")): one.text or "" for one in element.findall(f"{_SPACE}data")}
