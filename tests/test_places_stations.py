"""The stations that come with the product."""

from housing_match.places.stations import Station, stations


def by_name(name):
    (found,) = [one for one in stations() if one.name == name]
    return found


def test_every_station_of_the_feed_is_there_once_in_id_order():
    ids = [one.station_id for one in stations()]
    assert len(ids) == 509
    assert ids == sorted(set(ids))


def test_step_free_is_known_for_each_line():
    # Westminster has lifts to every platform, Baker Street to none.
    assert by_name("Westminster") == Station(
        station_id="HUBWSM",
        name="Westminster",
        lines=("circle", "district", "jubilee"),
        step_free_lines=("circle", "district", "jubilee"),
        easting=530242,
        northing=179694,
    )
    assert by_name("Baker Street").step_free_lines == ()


def test_a_line_that_is_step_free_in_one_direction_only_is_not_step_free():
    # Barbican's lift reaches the westbound platform only.
    assert by_name("Barbican").step_free_lines == ()


def test_a_platform_that_no_passenger_can_reach_does_not_count():
    # Morden's platform 1 is closed; the other four have lifts.
    assert by_name("Morden").step_free_lines == ("northern",)


def test_step_free_lines_are_lines_of_the_station():
    assert all(set(one.step_free_lines) <= set(one.lines) and one.lines for one in stations())
