"""What stands on the map of candidate sites."""

from dataclasses import replace

from housing_match.domain import Site
from housing_match.draw import curve_chart, in_words, sites_map
from housing_match.places.base_map import base_map
from housing_match.planning import Step
from tests.villages.building import home, village

WESTMINSTER = "E09000033"
SITES = (
    Site(site_id="T1", name="<b>Yard</b>", borough=WESTMINSTER, easting=526_000, northing=181_000, dwellings=9),
    Site(site_id="T2", name="Depot", borough=WESTMINSTER, easting=526_500, northing=181_500, dwellings=50),
    Site(site_id="T3", name="Garage", borough=WESTMINSTER, postcode="W23EH"),
    Site(site_id="T4", name="Nowhere", borough=WESTMINSTER),
)
WORLD = replace(village([], [home("H1")], []), sites=SITES)


def kinds(figure):
    return {one: trace.name for trace in figure.data if trace.customdata is not None for one in trace.customdata}


def test_sites_are_told_apart_by_their_dwellings_and_those_without_a_point_are_said_to_be_left_out():
    figure = sites_map(WORLD, {}, base_map(None))
    assert kinds(figure) == {
        "T1": "Fewer than 10 dwellings",
        "T2": "50 dwellings or more",
        "T3": "Dwellings not known",
    }
    assert "3 candidate sites" in in_words(figure)
    assert "1 without a point" in in_words(figure)


def test_a_chosen_site_says_what_is_built_there_and_its_name_is_text():
    figure = sites_map(WORLD, {"T1": "2 flats"}, base_map(None))
    (chosen,) = (trace for trace in figure.data if trace.name == "Chosen")
    assert list(chosen.text) == ["&lt;b&gt;Yard&lt;/b&gt;<br>9 dwellings<br>2 flats"]
    assert kinds(figure)["T1"] == "Chosen"


def test_a_step_for_which_no_sites_were_found_is_drawn_hollow():
    steps = [
        Step(housed=3, capital_pounds=0, returns=0, weekly_cost=0),
        Step(housed=4, capital_pounds=200_000, returns=0, weekly_cost=0, attained=False),
    ]
    figure = curve_chart(steps)
    assert {one.name: (list(one.x), list(one.y)) for one in figure.data if one.mode == "markers"} == {
        "Sites found": ([0], [3]),
        "At least so much; no sites found": ([200_000], [4]),
    }
    assert "3 for £0, 4 for £200,000, in 2 steps" in in_words(figure)
