"""What stands on each map: kinds of home, the ground, moves and far places; never how it looks to the pixel."""

from dataclasses import replace

import pytest

from housing_match.assess import assess
from housing_match.domain import Connection, Move, Plan
from housing_match.draw import chain_map, homes_map, in_words, plan_map
from housing_match.explain import voids
from housing_match.places.base_map import base_map
from tests.villages.building import geography, home, let, resident, scenario, village, void
from tests.villages.lane import lane

BASE = base_map(None)
KENSINGTON, LEEDS, NEWCASTLE, KENT = "E09000020", "E08000035", "E08000021", "E10000016"
BEDFORD_POSTCODE = "MK401AA"
MARKUP = '<img src=x onerror="alert(1)">&<b>'
NO_MOVES = Plan(status="nothing_possible", moves=(), goals=(), seed=0, method="by hand")


def moved(resident_id, bedspace_id, step=1, chain_id="C1", from_bedspace_id=None):
    return Move(
        resident_id=resident_id,
        bedspace_id=bedspace_id,
        from_bedspace_id=from_bedspace_id,
        chain_id=chain_id,
        step=step,
        fit=500,
    )


def with_moves(*moves):
    return replace(NO_MOVES, status="optimal", moves=moves)


def assessed(world):
    return assess(world, geography(world), scenario())


def traces(figure):
    return {trace.name: trace for trace in figure.data}


def kind_of_homes(figure):
    """home_id → the kind in the legend, of every point that carries an id."""
    return {one: trace.name for trace in figure.data if trace.customdata is not None for one in trace.customdata}


def words_on(figure):
    return [one.text for one in figure.layout.annotations]


def points(trace):
    return list(zip(trace.x, trace.y, strict=True))


def lane_assessed():
    world, distances, chosen, _ = lane()
    return assess(world, distances, chosen)


LANE_MOVES = with_moves(
    moved("P1", "L1-1", chain_id="C1"),
    moved("P3", "L2-1", chain_id="C2", from_bedspace_id="L3-1"),
    moved("P2", "L3-1", step=2, chain_id="C2"),
)


@pytest.fixture
def two_boroughs():
    homes = [home("H1"), home("H2", "shared_house"), home("H3"), home("H4", borough=KENSINGTON, postcode="W84PX")]
    rooms = [void("H1-1"), void("H2-1"), void("H2-2"), let("H2-3"), replace(void("H3-1"), status="works"), let("H4-1")]
    return village([], homes, rooms)


def test_homes_are_told_apart_by_what_stands_empty_now_or_comes_free(two_boroughs):
    assert kind_of_homes(homes_map(two_boroughs, BASE)) == {
        "H1": "Empty now",
        "H2": "Empty now",
        "H3": "Coming free",
        "H4": "Other home",
    }


def test_a_home_is_one_point_whose_words_say_how_many_places_and_which(two_boroughs):
    trace = traces(homes_map(two_boroughs, BASE))["Empty now"]
    assert trace.text[list(trace.customdata).index("H2")] == "H2 (synthetic)<br>3 places<br>Empty now: 2 (H2-1, H2-2)"


def test_a_home_with_an_empty_place_and_one_coming_free_is_drawn_as_empty_and_says_both():
    world = village([], [home("H1", "house")], [void("H1-1"), replace(void("H1-2"), status="notice")])
    assert traces(homes_map(world, BASE))["Empty now"].text == (
        "H1 (synthetic)<br>2 places<br>Empty now: 1 (H1-1)<br>Coming free: 1 (H1-2)",
    )


def test_the_plans_map_shows_where_somebody_moves_in():
    # in the lane everybody moves: P1 to L1, P3 to L2 and P2 to the room P3 leaves in L3
    assessment = lane_assessed()
    figure = plan_map(assessment, LANE_MOVES, voids(assessment, LANE_MOVES), BASE)
    assert kind_of_homes(figure) == dict.fromkeys(("L1", "L2", "L3"), "Somebody moves in")


def test_the_plans_map_tells_empty_homes_that_suit_somebody_from_those_that_suit_nobody():
    # without a move L1 and L2 stay empty though P1 could have L1 and P3 could have L2; nobody needs to live in X
    people = [resident("P1", access_need="F")]
    homes = [home("L1"), home("L2"), home("X", ahr_category="G", age_min=90)]
    assessment = assessed(village(people, homes, [void("L1-1"), let("L2-1"), void("X-1")]))
    figure = plan_map(assessment, NO_MOVES, voids(assessment, NO_MOVES), BASE)
    kinds = kind_of_homes(figure)
    assert kinds == {"L1": "Left empty, suits somebody", "L2": "Other home", "X": "Empty, suits nobody"}


def test_the_same_plan_gives_the_same_figure():
    assessment = lane_assessed()
    figures = [plan_map(assessment, LANE_MOVES, voids(assessment, LANE_MOVES), BASE).to_json() for _ in range(2)]
    assert figures[0] == figures[1]
    assert (
        chain_map(assessment, LANE_MOVES, "P2", BASE).to_json()
        == chain_map(assessment, LANE_MOVES, "P2", BASE).to_json()
    )


def test_no_map_needs_webgl_or_an_outside_host(two_boroughs):
    assessment = lane_assessed()
    for figure in (
        homes_map(two_boroughs, BASE),
        plan_map(assessment, LANE_MOVES, voids(assessment, LANE_MOVES), BASE),
        chain_map(assessment, LANE_MOVES, "P2", BASE),
    ):
        assert {trace.type for trace in figure.data} == {"scatter"}
        assert "http" not in figure.to_json()


def test_scales_are_equal_and_axes_hidden(two_boroughs):
    layout = homes_map(two_boroughs, BASE).layout
    assert (layout.yaxis.scaleanchor, layout.yaxis.scaleratio) == ("x", 1)
    assert not layout.xaxis.visible
    assert not layout.yaxis.visible


def test_the_outline_of_a_neighbour_is_dashed_and_of_a_borough_further_off_solid():
    # Westminster touches Kensington and Chelsea; Lewisham touches neither
    homes = [home("H1"), home("H2", borough=KENSINGTON, postcode="W84PX"), home("H3", borough="E09000023")]
    found = traces(homes_map(village([], homes, []), BASE))
    assert found["Kensington and Chelsea"].line.dash == "solid"
    assert found["Lewisham"].line.dash == "solid"
    assert found["Westminster"].line.dash == "dash"


def test_a_station_is_marked_by_its_shape_and_lets_clicks_through_to_homes(two_boroughs):
    found = traces(homes_map(two_boroughs, BASE))
    shapes = {found[name].marker.symbol for name in ("Station", "Step-free station")}
    assert len(shapes) == 2
    assert {found[name].hoverinfo for name in ("Station", "Step-free station")} == {"skip"}


def test_what_is_not_a_home_carries_no_id(two_boroughs):
    assert set(kind_of_homes(homes_map(two_boroughs, BASE)).values()) == {"Empty now", "Coming free", "Other home"}


def test_a_scale_bar_is_as_long_as_it_says(two_boroughs):
    figure = homes_map(two_boroughs, BASE)
    bar = next(shape for shape in figure.layout.shapes if shape.type == "line")
    assert (bar.x1 - bar.x0, "2 km" in words_on(figure)) == (2000, True)


@pytest.mark.parametrize(
    ("code", "postcode", "name"),
    [(LEEDS, "LS11UR", "Leeds"), (KENT, "TN11AA", "Kent"), ("E06000052", "TR138AA", "Cornwall")],
)
def test_a_borough_whose_outline_is_not_shipped_is_drawn_by_its_postcodes_and_named(code, postcode, name):
    figure = homes_map(village([], [home("H1", borough=code, postcode=postcode)], []), BASE)
    assert traces(figure)["Name of a borough"].text == (name,)
    texture = next(shape for shape in figure.layout.shapes if shape.type == "path")
    assert texture.path.count("M") > 1000


def test_more_boroughs_than_the_legend_holds_are_named_on_the_map():
    codes = [f"E090000{number:02}" for number in range(1, 34)]
    figure = homes_map(village([], [home(f"H{code}", borough=code) for code in codes], []), BASE)
    names = {name for trace in figure.data if trace.name == "Name of a borough" for name in trace.text}
    assert len(names) == 33
    assert not any(trace.showlegend for trace in figure.data if trace.mode == "lines")


def test_homes_far_apart_are_on_one_map():
    homes = [home("H1"), home("H2", borough=NEWCASTLE, postcode="NE18QH")]
    figure = homes_map(village([], homes, []), BASE)
    assert kind_of_homes(figure) == {"H1": "Other home", "H2": "Other home"}
    for trace in (one for one in figure.data if one.customdata is not None):
        for x, y in points(trace):
            assert figure.layout.xaxis.range[0] < x < figure.layout.xaxis.range[1]
            assert figure.layout.yaxis.range[0] < y < figure.layout.yaxis.range[1]


def test_the_picture_and_its_legend_keep_their_room_when_a_page_changes_its_width(two_boroughs):
    assessment = lane_assessed()
    for figure in (homes_map(two_boroughs, BASE), chain_map(assessment, LANE_MOVES, "P2", BASE)):
        layout = figure.layout
        assert (layout.xaxis.constrain, layout.yaxis.constrain) == ("domain", "domain")
        assert (layout.margin.autoexpand, layout.legend.yref) == (False, "container")
        assert layout.legend.y * layout.height == pytest.approx(layout.margin.b)


def test_no_homes_give_a_map_that_says_so():
    figure = homes_map(village([], [], []), BASE)
    assert in_words(figure) == "There are no homes to show."
    assert "There are no homes to show." in words_on(figure)


def test_homes_of_one_postcode_are_drawn_apart_and_within_the_mistake_of_a_postcode():
    homes = [home(f"H{number}", postcode="W23EH") for number in range(4)]
    trace = traces(homes_map(village([], homes, []), BASE))["Other home"]
    assert len(set(points(trace))) == 4
    # W2 3EH lies at 526188, 180809 (ONS Postcode Directory)
    assert all(abs(x - 526188) <= 100 and abs(y - 180809) <= 100 for x, y in points(trace))


def test_a_thousand_homes_stay_far_below_a_megabyte():
    homes = [home(f"H{number}") for number in range(1000)]
    figure = homes_map(village([], homes, [void(f"H{number}-1") for number in range(1000)]), BASE)
    assert len(figure.to_json()) < 500_000


def test_markup_in_names_stays_text():
    people = [resident("P1"), resident("P2")]
    homes = [home("H1", name=MARKUP), home("H2", name=MARKUP)]
    rooms = [void("H1-1"), let("H2-1", "P2")]
    assessment = assessed(village(people, homes, rooms))
    plan = with_moves(moved("P2", "H1-1", from_bedspace_id="H2-1"))
    for figure in (
        homes_map(assessment.world, BASE),
        plan_map(assessment, plan, voids(assessment, plan), BASE),
        chain_map(assessment, plan, "P2", BASE),
    ):
        shown = [words for trace in figure.data for words in (*(trace.text or ()), *(trace.hovertext or ()))]
        assert any("&lt;img" in words for words in shown)
        assert not any("<img" in words or "<b>" in words for words in shown)


def test_a_map_is_told_in_words(two_boroughs):
    assert in_words(homes_map(two_boroughs, BASE)) == (
        "Map of 4 homes in Kensington and Chelsea and Westminster. Empty now: 2; Coming free: 1; Other home: 1."
    )


def test_a_chain_is_an_arrow_a_move_from_todays_place_to_the_new_home_with_its_step():
    # P3 leaves L3 for L2, then P2 comes from W2 3EH (526188, 180809) to L3
    assessment = lane_assessed()
    figure = chain_map(assessment, LANE_MOVES, "P2", BASE)
    places = {
        trace_id: at
        for trace in figure.data
        if trace.name == "Home"
        for trace_id, at in zip(trace.customdata, points(trace), strict=True)
    }
    found = traces(figure)
    assert [one for one in points(found["This person's move"]) if one[0]] == [(526188, 180809), places["L3"]]
    assert [one for one in points(found["Other moves"]) if one[0]] == [places["L3"], places["L2"]]
    assert found["Step"].text == ("1", "2")
    assert set(places) == {"L2", "L3"}  # L1 is another chain's


@pytest.mark.parametrize("about", ["P3", "L3-1", "L2-1", "L2", "L3"])
def test_a_chain_is_found_by_a_person_a_bedspace_or_a_home_of_it(about):
    figure = chain_map(lane_assessed(), LANE_MOVES, about, BASE)
    assert traces(figure)["Step"].text == ("1", "2")


def test_what_the_plan_does_not_touch_is_shown_in_its_surroundings():
    assessment = lane_assessed()
    for about in ("L1", "L1-1"):
        found = traces(chain_map(assessment, NO_MOVES, about, BASE))
        assert list(found["This home"].customdata) == ["L1"]
        assert "Step" not in found
    assert list(traces(chain_map(assessment, NO_MOVES, "P3", BASE))["Lives here today"].customdata) == ["L3"]
    assert points(traces(chain_map(assessment, NO_MOVES, "P1", BASE))["Lives here today"]) == [(526188, 180809)]


def test_nothing_with_a_place_gives_no_map():
    world = village([resident("P1", current_postcode=None)], [home("H1")], [void("H1-1")])
    assessment = assessed(world)
    assert chain_map(assessment, NO_MOVES, "P1", BASE) is None
    assert chain_map(assessment, NO_MOVES, "nobody", BASE) is None


def test_somebody_without_a_known_address_has_a_step_but_no_arrow():
    assessment = assessed(village([resident("P1", current_postcode=None)], [home("H1")], [void("H1-1")]))
    found = traces(chain_map(assessment, with_moves(moved("P1", "H1-1")), "P1", BASE))
    assert found["Step"].hovertext == ("Step 1: P1 moves to H1 (synthetic)",)
    assert "This person's move" not in found


def test_somebody_from_far_away_comes_from_the_edge_with_the_authority_and_the_distance():
    # MK40 1AA (504435, 249554) to W2 3EH (526188, 180809): √(21753² + 68745²) = 72,105 m
    people = [resident("P1", current_postcode=BEDFORD_POSTCODE)]
    assessment = assessed(village(people, [home("H1", postcode="W23EH")], [void("H1-1")]))
    figure = chain_map(assessment, with_moves(moved("P1", "H1-1")), "P1", BASE)
    assert "Bedford, 72 km" in words_on(figure)
    (x, y), end = (one for one in points(traces(figure)["This person's move"]) if one[0])
    assert end == (526188, 180809)
    assert figure.layout.yaxis.range[0] < y < figure.layout.yaxis.range[1]
    # the arrow still points the right way: (526188 − x) / (180809 − y) is 21753 / −68745
    assert (526188 - x) / (180809 - y) == pytest.approx(21753 / -68745, rel=0.01)
    assert figure.layout.yaxis.range[1] - figure.layout.yaxis.range[0] < 5000


@pytest.mark.parametrize("count", [2, 20])
def test_people_from_one_far_place_do_not_share_a_spot_and_stay_in_the_picture(count):
    people = [resident(f"P{number}", current_postcode=BEDFORD_POSTCODE) for number in range(count)]
    rooms = [void(f"H1-{number}") for number in range(count)]
    assessment = assessed(village(people, [home("H1", "shared_house")], rooms))
    plan = with_moves(*(moved(f"P{number}", f"H1-{number}", chain_id=f"C{number}") for number in range(count)))
    figure = chain_map(assessment, plan, "H1", BASE)
    starts = [one for one in points(traces(figure)["Move"]) if one[0]][::2]
    assert len(set(starts)) == count
    south, north = figure.layout.yaxis.range
    assert all(south < y < north for _, y in starts)


def test_connections_are_shown_for_a_person_only():
    world = village([resident("P1")], [home("H1", postcode="W24JZ")], [void("H1-1")])
    ties = (
        Connection(resident_id="P1", kind="family", postcode="W93DU", importance=5),
        Connection(resident_id="P1", kind="day_activity", postcode="NW88QU", importance=3),
        Connection(resident_id="P1", kind="friend", postcode=BEDFORD_POSTCODE, importance=3),
    )
    assessment = assessed(replace(world, connections=ties))
    plan = with_moves(moved("P1", "H1-1"))
    figure = chain_map(assessment, plan, "P1", BASE)
    found = traces(figure)
    assert found["Family or friend"].text == ("Family", "Friend")
    assert points(found["Family or friend"])[0] == (524900, 182500)  # W9 3DU
    assert found["Other place that matters"].text == ("Day activity",)
    assert any(words.startswith("friend in Bedford, ") for words in words_on(figure))
    assert in_words(figure) == (
        "Map of one move. Step 1: P1 moves from Westminster to H1 (synthetic). 3 places matter to the person. "
        "For internal use: it shows where people live."
    )
    for_the_home = chain_map(assessment, plan, "H1", BASE)
    assert not {"Family or friend", "Other place that matters"} & set(traces(for_the_home))
