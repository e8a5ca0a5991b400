"""`infill` and `adapt` on a borough of three people: the brief on the screen, as files, as JSON and as published."""

import json
from dataclasses import replace

import pytest

from housing_match.domain import Adaptation
from tests.cli.running import DAY, invoked, one_line, written
from tests.csv_files import rows_of
from tests.planning.test_infill import kind, site
from tests.villages.building import home, resident, village, void

WET_ROOM = frozenset({"wet_room"})


@pytest.fixture(scope="module")
def borough(tmp_path_factory):
    """A void lacks the wet room that R1 needs, and R2 and R3 avoid its street; flats would suit them."""
    others = [resident(who, avoided_areas=frozenset({"NW8"})) for who in ("R2", "R3")]
    people = [resident("R1", equipment_needed=WET_ROOM), *others]
    world = village(people, [home("H1", postcode="NW88QU")], [void("H1-1")])
    work = Adaptation(
        home_id="H1", work="wet room", capital_cost=35_000, weeks=6, adds_equipment=WET_ROOM, dfg_eligible=True
    )
    world = replace(world, adaptations=(work,), sites=(site("A"), site("B")), home_types=(kind("flat"),))
    return written(world, tmp_path_factory.mktemp("borough"))


def test_the_brief_says_what_to_build_for_whom_and_writes_it(borough, tmp_path):
    words = ("--budget", 650_000, "--sites", "A", "--curve", "--out", "brief")
    done = invoked("infill", borough, *DAY, *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    # £650,000 pays for three flats, and the third would house nobody.
    assert "1 scheme for £400,000 of £650,000: 2 people more are housed than without." in done.stdout
    assert "Move in: R2, R3." in done.stdout
    (scheme,) = rows_of(tmp_path / "brief" / "schemes.csv")
    assert (scheme["homes"], scheme["part_m"], scheme["capital_pounds"]) == ("2", "M4(1)", "400000")
    curve = [(one["people_housed"], one["capital_pounds"]) for one in rows_of(tmp_path / "brief" / "curve.csv")]
    assert curve == [("0", "0"), ("1", "200000"), ("2", "400000")]
    # Three flats house all two already.
    (flat,) = rows_of(tmp_path / "brief" / "one_more.csv")
    assert (flat["type_id"], flat["people_more"], flat["dual_price"]) == ("flat", "0", "0.0")
    assert json.loads((tmp_path / "brief" / "brief.json").read_text())["one_more"][0]["people_more"] == 0


def test_json_is_the_brief_as_it_is_written(borough, tmp_path):
    done = invoked("infill", borough, *DAY, "--budget", 200_000, "--sites", "B", "--json", "--out", "b", cwd=tmp_path)
    said = json.loads(done.stdout)
    assert said == json.loads((tmp_path / "b" / "brief.json").read_text())
    assert [one["site_id"] for one in said["schemes"]] == ["B"]


def test_what_is_to_be_published_names_nobody_and_hides_small_numbers(borough, tmp_path):
    robust = ("--futures", 1, "--workers", 1)
    for command, words in (("infill", ()), ("adapt", ()), ("robust", robust)):
        asked = (*DAY, "--budget", 300_000, "--published", "--out", command, *words)
        done = invoked(command, borough, *asked, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        texts = [done.stdout, *(path.read_text() for path in (tmp_path / command).iterdir())]
        assert not any("R1" in text or "R2" in text or "R3" in text for text in texts)
        assert "7 or fewer" in done.stdout
        assert not (tmp_path / command / "curve.csv").exists()


def test_works_say_what_a_grant_may_pay_and_what_more_would_do(borough, tmp_path):
    done = invoked("adapt", borough, *DAY, "--budget", 35_000, "--json", cwd=tmp_path)
    said = json.loads(done.stdout)
    assert (said["people_more"], said["status"]) == ("1", "optimal")
    (work,) = said["works"]
    assert (work["grant_pounds"], work["above_grant_limit"], work["resident_ids_direct"]) == (30_000, "yes", "R1")


def test_a_site_that_no_table_has_is_a_mistake_in_the_command(borough, tmp_path):
    done = invoked("infill", borough, *DAY, "--budget", 1, "--sites", "A;Z", cwd=tmp_path)
    assert (done.returncode, one_line(done)) == (2, "No site of these tables: Z.")


def test_a_budget_of_a_year_has_its_own_form(borough, tmp_path):
    done = invoked("infill", borough, *DAY, "--budget", 1, "--in-year", "2028:5", cwd=tmp_path)
    assert (done.returncode, one_line(done)) == (2, "2028:5 is no budget of a year. Write it as 2028=3000000.")


@pytest.mark.parametrize("command", ["infill", "adapt"])
def test_where_nobody_can_be_placed_it_ends_with_4_as_run_does(command, tmp_path):
    # The one home takes men only; the one person is a woman, and nothing can be built or adapted.
    tables = written(village([resident("P1")], [home("L1", sex="M")], [void("L1-1")]), tmp_path / "in")
    done = invoked(command, tables, *DAY, "--budget", 1, cwd=tmp_path)
    assert done.returncode == 4, done.stderr


def test_a_brief_is_held_against_futures_and_all_of_it_written(borough, tmp_path):
    words = ("--budget", 400_000, "--futures", 2, "--workers", 1, "--out", "futures")
    done = invoked("robust", borough, *DAY, *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "In 2 futures the brief houses" in done.stdout
    assert "2 of 2: a future is drawn, with its best brief" in done.stderr
    assert "Proved: added up over these futures no schemes within the budget do better, goal by goal." in done.stdout
    assert [one["future"] for one in rows_of(tmp_path / "futures" / "futures.csv")] == ["1", "2"]
    (kind_of_home,) = rows_of(tmp_path / "futures" / "kinds.csv")
    assert (kind_of_home["type_id"], kind_of_home["homes_in_brief"], kind_of_home["futures"]) == ("flat", "2", "2")
    schemes = rows_of(tmp_path / "futures" / "schemes.csv")
    assert {one["brief"] for one in schemes} <= {"brief", "average"}
    written_record = json.loads((tmp_path / "futures" / "robust.json").read_text())
    assert written_record["percent"]["refusals_of_offers"] == 30


def test_rates_that_cannot_be_read_are_listed_before_anything_is_planned(borough, tmp_path):
    (tmp_path / "rates.toml").write_text("[arrivals]\nvalue = 120\n")
    done = invoked("robust", borough, *DAY, "--budget", 1, "--rates", "rates.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert "departures" in done.stderr
