"""The map of candidate sites: how many dwellings each could take, and which are chosen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from housing_match.domain import Site, World
from housing_match.draw.box import Point
from housing_match.draw.ground import borough_box, borough_map
from housing_match.draw.marks import EDGE, LILAC, NAVY, ORANGE, TEAL, add_points
from housing_match.places.base_map import BaseMap
from housing_match.places.postcodes import Postcode, find

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

SIZES = (("Fewer than 10 dwellings", 10, 7), ("10 to 49 dwellings", 50, 10), ("50 dwellings or more", 10**9, 14))
"""Name in the legend, dwellings it stays below, pixels."""
UNKNOWN, CHOSEN, HOME = "Dwellings not known", "Chosen", "Home there is"
NO_SITES = "There are no sites to show."


def sites_map(world: World, chosen: Mapping[str, str], base: BaseMap) -> "Figure":
    """Every site by how many dwellings it could take; of those chosen (site_id → what is built there) what and where.

    Sites without a point or postcode are left out. `customdata` of a point is its site_id.
    """
    points = find({one.postcode for one in world.homes} | {one.postcode or "" for one in world.sites})
    spot_of = {one.site_id: spot for one in world.sites if (spot := _spot(one, points)) is not None}
    codes = {one.borough for one in world.sites} | {one.borough for one in world.homes}
    figure = borough_map(base, borough_box(codes, spot_of.values()), codes, _said(world, spot_of, chosen))
    at_home = [points[one.postcode] for one in world.homes]
    homes = [(one.easting, one.northing, home.name) for one, home in zip(at_home, world.homes, strict=True)]
    add_points(figure, HOME, homes, {"symbol": "circle", "size": 4, "color": NAVY, "opacity": 0.6}, rank=9)
    shown = [one for one in world.sites if one.site_id in spot_of]
    for rank, (name, pixels) in enumerate([*((name, pixels) for name, _, pixels in SIZES), (UNKNOWN, 7)], start=2):
        some = [one for one in shown if _size(one) == name and one.site_id not in chosen]
        marker = {"symbol": "square", "size": pixels, "color": LILAC if name != UNKNOWN else "white"}
        edge = EDGE if name != UNKNOWN else {"width": 1.2, "color": LILAC}
        words = [(*spot_of[one.site_id], _words(one)) for one in some]
        add_points(figure, name, words, {**marker, "line": edge}, ids=[one.site_id for one in some], rank=rank)
    some = [one for one in shown if one.site_id in chosen]
    words = [(*spot_of[one.site_id], f"{_words(one)}\n{chosen[one.site_id]}") for one in some]
    marker = {"symbol": "star", "size": 18, "color": ORANGE, "line": {"width": 1.5, "color": TEAL}}
    add_points(figure, CHOSEN, words, marker, ids=[one.site_id for one in some], rank=1)
    return figure


def _spot(site: Site, points: Mapping[str, Postcode]) -> Point | None:
    if site.easting is not None and site.northing is not None:
        return site.easting, site.northing
    found = points.get(site.postcode or "")
    return None if found is None else (found.easting, found.northing)


def _size(site: Site) -> str:
    if site.dwellings is None:
        return UNKNOWN
    return next(name for name, below, _ in SIZES if site.dwellings < below)


def _words(site: Site) -> str:
    dwellings = "dwellings not known" if site.dwellings is None else f"{site.dwellings:,} dwellings"
    size = f", {site.hectares} ha" if site.hectares else ""
    year = f", from {site.earliest_year}" if site.earliest_year else ""
    return f"{site.name}\n{dwellings}{size}{year}"


def _said(world: World, spot_of: Mapping[str, Point], chosen: Mapping[str, str]) -> str:
    if not world.sites:
        return NO_SITES
    without = len(world.sites) - len(spot_of)
    left_out = f" {without} without a point or postcode are left out." if without else ""
    built = f" {len(chosen)} of them are chosen." if chosen else ""
    return f"Map of {len(spot_of)} candidate sites.{built}{left_out}"
