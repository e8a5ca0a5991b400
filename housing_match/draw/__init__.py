"""Homes, voids and moves in British National Grid: layers of a file, and figures for pages and papers."""

from housing_match.draw.chain import chain_map
from housing_match.draw.curve import curve_chart
from housing_match.draw.homes import homes_map, plan_map, streets_map
from housing_match.draw.layers import map_layers
from housing_match.draw.marks import in_words
from housing_match.draw.need import need_map, pressure_map, pressure_words
from housing_match.draw.origins import origins_map
from housing_match.draw.sites import sites_map

__all__ = [
    "chain_map",
    "curve_chart",
    "homes_map",
    "in_words",
    "map_layers",
    "need_map",
    "origins_map",
    "plan_map",
    "pressure_map",
    "pressure_words",
    "sites_map",
    "streets_map",
]
