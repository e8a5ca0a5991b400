"""The plan page as an officer uses it: make it, stop it, click and type through its reasons, take its files away."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.cli.running import invoked, written
from tests.ui.conftest import serving
from tests.ui.steps import at_rest, downloaded, go, look_up, mark_line, open_section, press, resting, write
from tests.villages.building import home, void
from tests.villages.crowd import crowd
from tests.villages.lane import lane_of_any_day

pytestmark = pytest.mark.xdist_group("pages: plan_page")

MARKUP = "<b>Elm</b> *House* $x$ <img src=x> [go](http://example.org)"
AS_IT_IS = "<b>Elm</b> *House* $x$ <img src=x> [go]("
WHERE_DRAWN = """(map, home_id) => {
    const box = map.querySelector(".nsewdrag").getBoundingClientRect()
    const { xaxis, yaxis } = map._fullLayout
    for (const layer of map._fullData) {
        const at = (layer.customdata || []).findIndex(one => [one].flat()[0] === home_id)
        if (at >= 0) return [box.left + xaxis.l2p(layer.x[at]), box.top + yaxis.l2p(layer.y[at])]
    }
}"""
"""Where on the screen a home stands on the map, for a mouse that clicks it."""


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """The lane with one more flat, whose name is full of signs, that is for men only: it suits none of three women."""
    world = lane_of_any_day()
    more = home("L4", name=MARKUP, sex="M", postcode="SW1V4ND")
    world = replace(world, homes=(*world.homes, more), bedspaces=(*world.bedspaces, void("L4-1")))
    return str(written(world, tmp_path_factory.mktemp("lane")))


@pytest.fixture
def plan_page(serve, open_tab, village):
    """The plan page of the village, before a plan is made."""
    return lambda: at_plan(open_tab(serve(village)))


def at_plan(page):
    go(page, "Plan")
    return page


def make(page):
    press(page, "Make the plan")
    expect(page.get_by_text("Proved best: no plan does better")).to_be_visible()


def test_a_plan_is_made_without_another_click_and_is_still_there_after_looking_elsewhere(plan_page):
    page = plan_page()
    make(page)
    # All three of the lane move, two of them in need; of the voids L1-1, L2-1 and L4-1 the last stays empty.
    for figure in ("2 of 2", "2 of 3"):
        expect(page.get_by_test_id("stMetricValue").filter(has_text=figure)).to_be_visible()
    open_section(page, "Empty homes")
    expect(page.get_by_role("heading", name="3 empty homes; the plan fills 2 and leaves 1")).to_be_visible()
    look_up(page, "A person", "P3")
    expect(page.get_by_role("heading", name="P3 is proposed L2-1")).to_be_visible()
    go(page, "Overview")
    go(page, "Plan")
    expect(page.get_by_role("heading", name="P3 is proposed L2-1")).to_be_visible()
    expect(page.get_by_role("tab", name="Empty homes")).to_have_attribute("aria-selected", "true")
    assert "P3" not in page.url
    page.reload()
    expect(page.get_by_role("heading", name="P3 is proposed L2-1")).to_be_visible()


def test_a_click_on_a_void_of_the_map_tells_why_it_is_empty_and_signs_in_its_name_stay_signs(plan_page):
    page = plan_page()
    make(page)
    open_section(page, "Matches")
    chart = page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    resting(page, chart.locator(".nsewdrag").first)
    page.mouse.click(*chart.evaluate(WHERE_DRAWN, "L4"))
    expect(page.get_by_role("heading", name=AS_IT_IS)).to_be_visible()
    expect(page.get_by_text("L4-1 is empty since a date not known", exact=False)).to_be_visible()
    expect(page.get_by_text("It suits nobody who waits.")).to_be_visible()
    expect(page.get_by_text("The household suits: alone or shared, how many, for whom").first).to_be_visible()
    at_rest(page)
    page.mouse.click(*chart.evaluate(WHERE_DRAWN, "L2"))
    expect(page.get_by_role("heading", name="L2 (synthetic) (L2)")).to_be_visible()


def test_everybody_can_be_looked_up_and_a_line_chosen_by_keyboard_alone(plan_page):
    page = plan_page()
    resting(page, page.get_by_role("button", name="Make the plan")).press("Enter")
    resting(page, page.get_by_role("tab", name="Summary")).press("ArrowRight")
    page.get_by_role("tab", name="Matches").press("Enter")
    expect(page.get_by_role("heading", name="3 people are proposed a home")).to_be_visible()
    look_up(page, "A home or a place in it", "L4-1")
    expect(page.get_by_role("heading", name="L4-1 is empty since")).to_be_visible()
    mark_line(page, 1)
    expect(page.get_by_role("heading", name="is proposed")).to_be_visible()


def test_the_files_of_the_plan_are_the_ones_that_the_command_line_checks(plan_page, village, tmp_path):
    page = plan_page()
    make(page)
    open_section(page, "Downloads")
    expect(page.get_by_text("OFFICIAL-SENSITIVE")).to_be_visible()
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "Download all files (zip)"))) as packed:
        packed.extractall(tmp_path)
    done = invoked("verify", village, "plan.json", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["agrees"]
    assert downloaded(page, "Download matches.csv") == (tmp_path / "matches.csv").read_bytes()


def test_a_plan_of_other_settings_stays_in_sight_and_says_so(plan_page):
    page = plan_page()
    make(page)
    go(page, "Scenario")
    open_section(page, "Dates and limits")
    write(page, "Seed of the lottery", "7")
    go(page, "Plan")
    expect(page.get_by_text("This plan was made for another scenario")).to_be_visible()
    expect(page.get_by_text("Proved best: no plan does better")).to_be_visible()
    press(page, "Make the plan again")
    expect(page.get_by_text("This plan was made for another scenario")).to_have_count(0)
    expect(page.get_by_text("Proved best: no plan does better")).to_be_visible()


def test_a_long_run_shows_its_goals_survives_looking_elsewhere_and_can_be_stopped(open_tab, tmp_path):
    with serving(str(written(crowd()[0], tmp_path / "crowd"))) as address:  # the solver ends with its server only
        page = at_plan(open_tab(address))
        press(page, "Make the plan")
        expect(page.get_by_role("cell", name="being proved").first).to_be_visible()
        go(page, "Overview")
        page.get_by_role("link", name="Plan", exact=True).click()  # which never rests
        page.get_by_role("button", name="Stop and keep the best plan so far").click()
        expect(page.get_by_text("Stopped before the proof was complete")).to_be_visible()
        at_rest(page)
        expect(page.get_by_text("No plan does better than")).to_be_visible()
        expect(page.get_by_text("Proved best: no plan does better")).to_have_count(0)
