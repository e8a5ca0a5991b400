"""The page of gaps: no plan is needed, a line opens to its people, and the published table names nobody."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("pages: gaps")


def test_gaps_open_by_kind_and_are_kept_when_leaving(serve, open_tab):
    page = open_tab(f"{serve('sample')}/gaps-and-infill")
    expect(page.get_by_text("Shortages they share")).to_be_visible()
    page.get_by_role("tab", name="Shortages").click()
    expect(page.get_by_text("too few").first).to_be_visible()
    page.get_by_role("tab", name="New places").click()
    expect(page.get_by_text("fewer cannot do").first).to_be_visible()
    page.get_by_role("tab", name="Sites").click()
    expect(page.locator(".st-key-standing_map .js-plotly-plot")).to_be_visible()
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible()
    page.get_by_role("link", name="Gaps and infill").click()
    expect(page.get_by_role("tab", name="Sites")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Gaps", exact=True).click()
    page.get_by_text("As it may be published").click()
    expect(page.get_by_text(re.compile("Counts of 1 to 7 are hidden"))).to_be_visible()
