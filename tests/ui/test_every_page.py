"""What holds on every page: readable by assistive technology, by keyboard, and with nothing cut off."""

import pytest
from playwright.sync_api import expect

from housing_match.ui.maps import MAPS
from tests.ui.steps import at_rest, choose, go, look_up, open_list, open_section, press, without_violations, write

pytestmark = pytest.mark.xdist_group("pages: every_page")

PAGES = ("Overview", "Data", "Scenario", "Plan", "Why", "Empty homes", "Gaps and infill")


@pytest.mark.parametrize(("tables", "titles"), [("", ("Overview", "Data", "Plan")), ("sample", PAGES)])
def test_axe_finds_nothing_on_any_page_before_a_plan_is_made(serve, open_tab, tables, titles):
    page = open_tab(serve(tables))
    for title in titles:  # without tables the others say the same as Plan does
        go(page, title)
        without_violations(page)


def test_axe_finds_nothing_on_a_finished_plan(serve, open_tab):
    page = open_tab(serve("sample"))
    go(page, "Plan")
    press(page, "Make the plan")
    expect(page.get_by_text("Proved best").first).to_be_visible()
    without_violations(page)
    open_section(page, "Matches")
    open_list(page, "A person")
    page.get_by_role("option").first.click()
    expect(page.get_by_text("Travel from the new home").or_(page.get_by_text("The person")).first).to_be_visible()
    without_violations(page)
    go(page, "Empty homes")
    look_up(page, "A home or a place in it", "H009-3")
    expect(page.get_by_role("button", name="See what this work would unlock")).to_be_visible()
    without_violations(page)


def test_every_map_of_the_overview_is_drawn_readable_and_kept(serve, open_tab):
    page = open_tab(serve("sample"))
    for kind in MAPS:
        choose(page, "What the map shows", kind)
        expect(page.get_by_role("combobox", name="What the map shows")).to_have_value(kind)
        expect(page.locator(".st-key-standing_map .js-plotly-plot:visible").first).to_be_visible()
        without_violations(page)
    go(page, "Data")
    go(page, "Overview")
    expect(page.get_by_role("combobox", name="What the map shows")).to_have_value(kind)


def test_no_page_scrolls_sideways(serve, open_tab):
    page = open_tab(serve("sample"))
    for title in PAGES:
        go(page, title)
        for width in (1920, 1366):
            page.set_viewport_size({"width": width, "height": 768})
            at_rest(page)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{title} at {width}: {wide} pixels too wide"


def test_two_tabs_that_began_at_one_address_do_not_disturb_each_other(serve, open_tab):
    one = open_tab(serve("sample"))
    go(one, "Scenario")
    write(one, "Name of this scenario", "Only here")
    expect(one.get_by_text("Only here").first).to_be_visible()
    other = open_tab(one.url)
    expect(other.get_by_label("Name of this scenario")).to_have_value("Only here")
    write(other, "Name of this scenario", "Only there")
    expect(other.get_by_text("Only there").first).to_be_visible()
    go(one, "Overview")
    go(one, "Scenario")
    expect(one.get_by_label("Name of this scenario")).to_have_value("Only here")
