"""The page Why as an officer uses it: another home, the runner-up, every choice by its cost, plans just as good."""

import pytest
from playwright.sync_api import expect

from tests.cli.running import written
from tests.ui.steps import go, look_up, press, without_violations
from tests.villages.lane import lane_of_any_day

pytestmark = pytest.mark.xdist_group("pages: why_page")


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    return str(written(lane_of_any_day(), tmp_path_factory.mktemp("lane") / "lane"))


@pytest.fixture
def why_page(serve, open_tab, village):
    """The page Why of the lane, with its plan made."""
    page = open_tab(serve(village))
    go(page, "Why")
    press(page, "Make the plan")
    expect(page.get_by_role("heading", name="Look up")).to_be_visible()
    return page


def test_another_home_is_refused_with_its_rules_at_once_or_priced_by_a_click_and_kept(why_page):
    look_up(why_page, "A person", "P1")
    expect(why_page.get_by_role("heading", name="P1 is proposed L1-1")).to_be_visible()
    look_up(why_page, "Another home, or a place in it", "L2:")
    expect(why_page.get_by_role("heading", name="P1 could not have L2")).to_be_visible()
    expect(why_page.get_by_text("wanted: category B; offered: category F").first).to_be_visible()
    look_up(why_page, "A person", "P3")
    expect(why_page.get_by_role("heading", name="P3 is proposed L2-1")).to_be_visible()
    look_up(why_page, "Another home, or a place in it", "L1:")
    press(why_page, "Work out the plan with this home")
    expect(why_page.get_by_role("heading", name="P3 could have L1 (synthetic) (L1); then P1 waits")).to_be_visible()
    expect(why_page.get_by_text("−1 (worse)").first).to_be_visible()
    go(why_page, "Plan")
    go(why_page, "Why")
    expect(why_page.get_by_role("heading", name="P3 could have L1 (synthetic) (L1); then P1 waits")).to_be_visible()
    without_violations(why_page)


def test_the_runner_up_every_choice_and_ties_are_worked_out_for_a_person_and_an_empty_home(why_page):
    look_up(why_page, "A person", "P3")
    press(why_page, "Work out the next best for this person")
    expect(why_page.get_by_text("Next best: P3 stays in L3-1")).to_be_visible()
    press(why_page, "Work out every home")
    expect(why_page.get_by_role("heading", name="P3: 3 choices")).to_be_visible()
    expect(why_page.get_by_role("cell", name="people in band A housed: 1 person less")).to_be_visible()
    press(why_page, "Count the plans that are just as good")
    expect(why_page.get_by_role("heading", name="There is 1 plan as good as any can be")).to_be_visible()
    press(why_page, "Work out what each principle costs")
    expect(why_page.get_by_text("What each requirement costs")).to_be_visible()
    expect(why_page.get_by_text("Outcomes by ethnic group")).to_be_visible()
    without_violations(why_page)
    look_up(why_page, "A home or a place in it", "L1-1")
    press(why_page, "Work out everybody")
    expect(why_page.get_by_role("heading", name="L1-1: 2 people, what costs the plan least first.")).to_be_visible()
