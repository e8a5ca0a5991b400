"""Homes, arrivals and moves as the layers of a GeoPackage."""

from collections import Counter
from collections.abc import Sequence

from housing_match.assess import Assessment
from housing_match.domain import Plan
from housing_match.explain import Match, Void
from housing_match.explain.voids import LABELS
from housing_match.places.layers import Layer
from housing_match.places.postcodes import find


def map_layers(assessment: Assessment, plan: Plan, matches: Sequence[Match], voids: Sequence[Void]) -> dict[str, Layer]:
    """Layers `homes` and `arrivals` (points) and `moves` (lines from today's postcode to the new home).

    A person without a current postcode has a point but no line. Internal only: a line shows where a person lives.
    """
    world = assessment.world
    postcodes = find({one.postcode for one in world.homes} | {one.current_postcode or "" for one in world.residents})
    points = [(postcodes[home.postcode].easting, postcodes[home.postcode].northing) for home in world.homes]
    lines, moves, ends, arrivals = [], [], [], []
    for match in matches:
        start = postcodes.get(world.resident[match.move.resident_id].current_postcode or "")
        end = postcodes[world.home[match.home_id].postcode]
        row = {
            "resident_id": match.move.resident_id,
            "bedspace_id": match.move.bedspace_id,
            "home_id": match.home_id,
            "chain_id": match.move.chain_id,
            "step": match.move.step,
            "fit": match.move.fit,
            "notice": world.notice,
        }
        ends.append((end.easting, end.northing))
        arrivals.append(row)
        if start is not None:
            lines.append([(start.easting, start.northing), (end.easting, end.northing)])
            moves.append(row)
    return {
        "homes": Layer(geometry="Point", shapes=points, rows=_home_rows(assessment, matches, voids)),
        "arrivals": Layer(geometry="Point", shapes=ends, rows=arrivals),
        "moves": Layer(geometry="LineString", shapes=lines, rows=moves),
    }


def _home_rows(assessment: Assessment, matches: Sequence[Match], voids: Sequence[Void]) -> list[dict[str, object]]:
    world, geography = assessment.world, assessment.geography
    labels: dict[str, Counter[str]] = {home.home_id: Counter() for home in world.homes}
    for void in voids:
        labels[void.home_id][void.label] += 1
    moved_in = Counter(match.home_id for match in matches)
    return [
        {
            "home_id": home.home_id,
            "name": home.name,
            "borough": home.borough,
            "home_type": home.home_type,
            "setting": home.setting,
            "bedspaces": len(world.bedspaces_of[home.home_id]),
            "moved_in": moved_in[home.home_id],
            **{f"voids_{label}": labels[home.home_id][label] for label in LABELS},
            "ptal": geography.of_home("ptal", geography.home_column[home.home_id]),
            "notice": world.notice,
        }
        for home in world.homes
    ]
