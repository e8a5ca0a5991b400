"""The postcode that stands for each site: what would be built there is measured and nominated to as from it."""

import string

import numpy as np
from scipy.spatial import cKDTree

from housing_match.domain import World
from housing_match.places.postcodes import Postcode, postcodes_of


def postcode_of_sites(world: World) -> dict[str, str]:
    """site_id → its own postcode, or that of its borough nearest to its point; sites of no known point are missing."""
    found = {one.site_id: one.postcode for one in world.sites if one.postcode is not None}
    for borough in sorted({one.borough for one in world.sites}):
        points = {
            one.site_id: (one.easting, one.northing)
            for one in world.sites
            if one.borough == borough and one.postcode is None and one.easting is not None and one.northing is not None
        }
        known = _postcodes(world, borough) if points else ()
        if known:
            tree = cKDTree([(one.easting, one.northing) for one in known])
            nearest: list[int] = np.asarray(tree.query(np.array(list(points.values())))[1]).tolist()
            found |= {site_id: known[at].code for site_id, at in zip(points, nearest, strict=True)}
    return found


def _postcodes(world: World, borough: str) -> tuple[Postcode, ...]:
    """The borough's postcodes that begin as those of its homes do; of a borough without homes, all."""
    letters = "".join(sorted({one.postcode[0] for one in world.homes if one.borough == borough}))
    return postcodes_of((borough,), letters or string.ascii_uppercase)
