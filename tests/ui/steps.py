"""What a person does on page after page, and what every page must be when it rests."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

STREAMLITS_OWN = "presentation-role-conflict"
"""Streamlit gives the area on which files are dropped a role and a label that do not go together (minor; 1.67)."""


def go(page, title):
    """To the page of this title, by the links at the side."""
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def at_rest(page):
    """Waits until the page has been drawn and nothing runs any more."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)  # what is still to be drawn again is greyed out
    expect(page.locator("th:empty")).to_have_count(0)  # a table's columns come a moment after the table


def open_list(page, name):
    """Opens a list to choose from; it closes when the page scrolls, as a click by itself may make it do."""
    box = page.get_by_role("combobox", name=name)
    box.scroll_into_view_if_needed()
    at_rest(page)
    box.click()


def without_violations(page):
    """Axe finds nothing on the page at rest."""
    at_rest(page)
    found = Axe().run(page, options={"rules": {STREAMLITS_OWN: {"enabled": False}}})
    assert found.response["violations"] == [], found.generate_report()


def look_up(page, label, typed):
    """Types into a field in place of what stood there, and takes the first that it offers."""
    page.get_by_label(label, exact=True).press("ControlOrMeta+a")
    page.get_by_label(label, exact=True).press_sequentially(typed)
    page.keyboard.press("Enter")
