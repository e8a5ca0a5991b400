"""What stands on the maps of origins and of need, within the councils and as they may be published."""

import pytest
import shapely

from housing_match.draw import in_words, need_map, origins_map, pressure_map, streets_map
from housing_match.explain import NeedByArea, Origin, Pressure
from housing_match.explain.need_by_place import AreaNeed
from housing_match.places.areas import Areas
from housing_match.places.base_map import base_map
from tests.villages.building import home, let, village, void

BASE = base_map(None)
WESTMINSTER, CAMDEN, ESSEX = "E09000033", "E09000007", "E10000012"
AWAY = (
    Origin(authority=ESSEX, people_of=((WESTMINSTER, 12),)),
    Origin(authority=CAMDEN, people_of=((WESTMINSTER, 3),)),
)
WORLD = village([], [home("H1"), home("H2")], [void("H1-1"), let("H2-1")])
AREAS = Areas(
    shapes=shapely.box([524_000, 526_000], [179_000, 179_000], [526_000, 528_000], [181_000, 181_000]),
    values=("<b>West</b>", "East"),
)
NEEDED = NeedByArea(
    areas=(AreaNeed(people=12, voids=1, homes=3), AreaNeed(people=2, voids=2, homes=9)),
    people_elsewhere=0,
)
PRESSED = (Pressure(home_id="H1", people=12, voids=5), Pressure(home_id="H2", people=3, voids=2))


def written_on(figure):
    """All words and numbers that a reader of the figure's source could find."""
    texts = [one for trace in figure.data for one in (*(trace.text or ()), *(trace.hovertext or ()))]
    return [*texts, *(one.text for one in figure.layout.annotations), in_words(figure)]


def legend(figure):
    return [trace.name for trace in figure.data if trace.showlegend is not False]


def test_those_from_beyond_london_stand_at_the_edge_with_the_authority_and_the_distance():
    figure = origins_map(AWAY, BASE, published=False)
    (essex,) = (one.text for one in figure.layout.annotations if "Essex" in one.text)
    assert essex == "Essex, 55 km"
    circles = next(one for one in figure.data if one.name == "People who live there")
    assert list(circles.text) == ["12", "3"]
    assert figure.layout.xaxis.range[0] <= min(circles.x) <= max(circles.x) <= figure.layout.xaxis.range[1]
    assert "People of Westminster" in legend(figure)


def test_a_published_map_of_origins_leaves_few_people_out_altogether():
    figure = origins_map(AWAY, BASE, published=True)
    words = " ".join(written_on(figure))
    assert "Camden" not in words
    assert "12" not in words  # 12 is written as 10


def test_areas_are_shaded_by_how_many_more_people_than_empty_homes_there_are():
    figure = need_map(WORLD, NEEDED, AREAS, "a lift", BASE, published=False)
    shades = [one for one in legend(figure) if "people" in one]
    assert shades == ["No more people than empty homes", "6 or more people more"]  # 2 − 2 = 0 and 12 − 1 = 11
    assert [text for text in written_on(figure) if " : " in text] == ["2 : 2", "12 : 1"]


def test_the_name_of_an_area_is_text_whatever_signs_stand_in_it():
    figure = need_map(WORLD, NEEDED, AREAS, "a lift", BASE, published=False)
    assert any("&lt;b&gt;West&lt;/b&gt;" in text for text in written_on(figure))


def test_a_published_map_of_need_hides_few_people_and_areas_with_few_homes():
    figure = need_map(WORLD, NEEDED, AREAS, "a lift", BASE, published=True)
    assert [one for one in legend(figure) if "people" in one] == [
        "About 10 people",
        "Not shown: 7 or fewer people, or fewer than 3 homes",
    ]
    assert not any("East" in text or "12" in text for text in written_on(figure))


def test_a_home_is_drawn_larger_the_more_people_there_are_for_each_empty_place():
    figure = pressure_map(WORLD, PRESSED, "a lift", BASE, published=False)
    circles = next(one for one in figure.data if (one.name or "").startswith("People near"))
    assert list(circles.text) == ["2.4", "1.5"]  # 12 for 5, and 3 for 2
    assert circles.marker.size[0] > circles.marker.size[1]


def test_a_published_map_of_pressure_leaves_out_homes_with_few_people_near():
    figure = pressure_map(WORLD, PRESSED, "a lift", BASE, published=True)
    circles = next(one for one in figure.data if (one.name or "").startswith("People near"))
    assert list(circles.text) == ["2"]  # 12 is rounded to 10, for 5
    assert "left out" in in_words(figure)


@pytest.mark.parametrize(
    ("on_streets", "told"),
    [
        (("H1",), {"Walks follow streets": 1, "Walks are the straight line × 1.29": 1}),
        ((), {"Walks are the straight line × 1.29": 2}),
    ],
)
def test_homes_are_told_apart_by_how_walks_from_them_are_measured(on_streets, told):
    figure = streets_map(WORLD, on_streets, BASE)
    assert {one.name: len(one.x) for one in figure.data if (one.name or "").startswith("Walks")} == told
