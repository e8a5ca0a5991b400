"""The page of gaps: no plan is needed, a line opens to its people, and the published table names nobody."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.cli.running import written
from tests.planning.test_infill import kind, site
from tests.ui.steps import choose, downloaded, go, open_section, press, resting, upload, without_violations
from tests.villages.building import home, resident, village, void
from tests.villages.redesigned import FILE, redesigned

pytestmark = pytest.mark.xdist_group("pages: gaps")


def test_gaps_open_by_kind_and_are_kept_when_leaving(serve, open_tab):
    page = open_tab(f"{serve('sample')}/gaps-and-infill")
    expect(page.get_by_text("Shortages they share")).to_be_visible()
    open_section(page, "Shortages")
    expect(page.get_by_text("too few").first).to_be_visible()
    open_section(page, "New places")
    expect(page.get_by_text("fewer cannot do").first).to_be_visible()
    open_section(page, "Sites")
    expect(page.locator(".st-key-standing_map .js-plotly-plot:visible").first).to_be_visible()
    go(page, "Overview")
    go(page, "Gaps and infill")
    expect(page.get_by_role("tab", name="Sites")).to_have_attribute("aria-selected", "true")
    open_section(page, "Gaps")
    choose(page, "Kind of home", "The building has the features the person needs")
    resting(page, page.get_by_text("As it may be published")).click()
    expect(page.get_by_text(re.compile("Counts of 1 to 7 are hidden"))).to_be_visible()
    go(page, "Overview")
    go(page, "Gaps and infill")
    expect(page.get_by_text(re.compile("Counts of 1 to 7 are hidden"))).to_be_visible()
    kind_shown = page.get_by_role("combobox", name="Kind of home")
    expect(kind_shown).to_have_value("The building has the features the person needs")


@pytest.fixture(scope="module")
def yard(tmp_path_factory):
    """Two people whom the one home does not suit, and two sites on which flats could be built for £200,000 each."""
    world = village([resident("P1"), resident("P2")], [home("H1", ahr_category="G", sex="M")], [void("H1-1")])
    world = replace(world, sites=(site("A"), site("B")), home_types=(kind("flat"),))
    return written(world, tmp_path_factory.mktemp("yard"))


def test_what_to_build_is_worked_out_shown_and_kept(serve, open_tab, yard):
    page = open_tab(f"{serve(str(yard))}/gaps-and-infill")
    open_section(page, "What to build")
    press(page, "Work out what to build")
    # £3,000,000 would pay for fifteen flats; two are all that house anybody.
    brief = page.get_by_text("1 scheme for £400,000 of £3,000,000: 2 people more are housed than without.")
    expect(brief).to_be_visible()
    expect(page.get_by_text("Move in: P1, P2.")).to_be_visible()
    expect(page.get_by_text("Site A", exact=True)).to_be_visible()  # as good as the other, and first by its id
    expect(page.get_by_role("columnheader", name="Bedspaces")).to_be_visible()  # each figure in a column of its own
    without_violations(page)
    text = downloaded(page, "Download the brief, as it may be published").decode()
    assert "| Home |" in text
    assert "P1" not in text
    go(page, "Overview")
    go(page, "Gaps and infill")
    expect(brief).to_be_visible()
    choose(page, "Only these sites", "B (B)")
    page.keyboard.press("Escape")
    press(page, "Work out what to build")
    expect(page.get_by_text("Site B", exact=True)).to_be_visible()
    capital = resting(page, page.get_by_role("slider", name="Capital, £"))
    capital.press("Home")  # no capital is a budget like any other, and is kept
    expect(page.get_by_role("button", name="Work out what to build")).to_be_visible()
    go(page, "Overview")
    go(page, "Gaps and infill")
    expect(capital).to_have_value("0")
    expect(page.get_by_role("button", name="B (B)")).to_be_visible()  # the site that was chosen


def test_what_to_redesign_is_worked_out_from_a_file_shown_and_kept(serve, open_tab, tmp_path):
    tables = written(redesigned(), tmp_path / "in")
    page = open_tab(f"{serve(str(tables))}/gaps-and-infill")
    open_section(page, "What to redesign")
    bad = {"name": "bad.toml", "mimeType": "application/toml", "buffer": FILE.replace('"H1"', '"H9"').encode()}
    upload(page, bad)
    expect(page.get_by_text("There is a problem with the file of redesigns.")).to_be_visible()
    upload(page, bad | {"name": "redesigns.toml", "buffer": FILE.encode()})
    press(page, "Work out what to redesign")
    brief = page.get_by_text("2 redesigns for £90,000 of £500,000: 1 person more is housed than without.")
    expect(brief).to_be_visible()
    without_violations(page)
    text = downloaded(page, "Download the brief, as it may be published").decode()
    assert "| flats |" in text
    assert "P1" not in text
    go(page, "Overview")
    go(page, "Gaps and infill")
    expect(brief).to_be_visible()
    choose(page, "Done whatever comes of it", "ended")
    page.keyboard.press("Escape")
    press(page, "Work out what to redesign")
    expect(page.get_by_text("Done whatever comes: ended.")).to_be_visible()
