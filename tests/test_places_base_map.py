"""What maps are drawn over: shipped, or imported in its place."""

from datetime import date

import pytest
from shapely import box

from housing_match.draw import homes_map
from housing_match.places.base_map import base_map, lines_inside
from housing_match.places.importing import LayerRefused, Provenance, import_layer
from tests.layer_files import SAID, given, square
from tests.villages.building import home, village

EVERYWHERE = (0.0, 0.0, 700_000.0, 700_000.0)


@pytest.fixture
def bring(tmp_path):
    """Imports a layer of these shapes into the workspace."""

    def bring(kind, shapes, **columns):
        source, vintage, licence = SAID
        said = Provenance(source=source, vintage=vintage, licence=licence)
        path = given(tmp_path, f"{kind}.gpkg", columns or {"row": range(len(shapes))}, shapes)
        import_layer(kind, path, tmp_path, said, date(2026, 11, 2))

    return bring


def filled(figure):
    """The tints of the areas on a figure, from the lowest."""
    return [one.fillcolor for one in figure.layout.shapes if one.fillcolor]


def test_without_a_workspace_there_are_33_outlines_the_tube_lines_and_no_river():
    base = base_map(None)
    assert len(base.outlines) == 33
    assert len(base.rail_lines) == 12  # ten of the Underground's as of 2018, with Waterloo & City, and the DLR
    assert not len(base.river)
    assert not filled(homes_map(village([], [home("H1")], []), base))


def test_imported_outlines_take_the_place_of_the_shipped_and_the_map_says_whose_they_are(bring, tmp_path):
    bring("boroughs", [square(0)], LAD22CD=["E09000020"], LAD22NM=["Kensington and Chelsea"])
    base = base_map(tmp_path)
    assert [one.name for one in base.outlines] == ["Kensington and Chelsea"]
    assert "boroughs: ONS, 2024, Open Government Licence v3.0" in base.sources
    figure = homes_map(village([], [home("H1", borough="E09000020")], []), base)
    trace = next(one for one in figure.data if one.mode == "lines")
    assert (min(trace.x[:-1]), max(trace.x[:-1])) == (
        524_000,
        525_000,
    )  # the square


def test_river_and_parks_lie_under_the_map_with_their_holes(bring, tmp_path):
    lake = square(0).difference(box(524_400, 181_400, 524_600, 181_600))
    bring("parks", [square(1)])
    bring("river", [lake])
    base = base_map(tmp_path)
    assert len(lines_inside(base.river, EVERYWHERE, 1)) == 2  # the shore and the island
    figure = homes_map(village([], [home("H1", postcode="W104AF")], []), base)
    assert filled(figure) == ["#E9EFE3", "#D5DEE6"]  # parks first, so that water lies above them
    assert [one.fillrule for one in figure.layout.shapes if one.fillcolor] == ["evenodd", "evenodd"]


def test_only_what_lies_inside_the_picture_is_drawn(bring, tmp_path):
    bring("river", [square(0), square(2)])
    (ring,) = lines_inside(base_map(tmp_path).river, (523_500.0, 180_500.0, 524_500.0, 181_500.0), 1)
    assert (min(ring), max(ring)) == ((524_000, 181_000), (524_500, 181_500))  # a quarter of the first square


def test_a_damaged_layer_is_refused_by_name(bring, tmp_path):
    bring("river", [square(0)])
    (path,) = (tmp_path / "layers").glob("*.gpkg")
    path.write_bytes(b"")
    with pytest.raises(LayerRefused, match="river"):
        base_map(tmp_path)
