"""What holds on every page: readable by assistive technology, by keyboard, and with nothing cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("pages")

PAGES = ("Overview", "Data", "Scenario", "Plan")


def at_rest(page):
    """Waits until the page has been drawn and nothing runs any more."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def without_violations(page):
    at_rest(page)
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()


def go(page, title):
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


@pytest.mark.parametrize("tables", ["", "sample"])
def test_axe_finds_nothing_on_any_page_before_a_plan_is_made(serve, open_tab, tables):
    page = open_tab(serve(tables))
    for title in PAGES:
        go(page, title)
        without_violations(page)


def test_axe_finds_nothing_on_a_finished_plan(serve, open_tab):
    page = open_tab(serve("sample"))
    go(page, "Plan")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_text("Proved best").first).to_be_visible()
    without_violations(page)


@pytest.mark.parametrize("title", PAGES)
@pytest.mark.parametrize("width", [1366, 1920])
def test_no_page_scrolls_sideways(serve, open_tab, title, width):
    page = open_tab(serve("sample"), width=width)
    go(page, title)
    at_rest(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
