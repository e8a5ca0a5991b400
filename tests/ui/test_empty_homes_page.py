"""The page of empty homes as an officer uses it: what becomes of each, what would open it, who is next."""

import pytest
from playwright.sync_api import expect

from tests.cli.running import written
from tests.ui.steps import go, look_up, mark_line, press
from tests.villages.attic import attic

pytestmark = pytest.mark.xdist_group("pages: empty_homes")


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """The attic as a folder of tables."""
    return str(written(attic()[0], tmp_path_factory.mktemp("attic")))


@pytest.fixture
def empty_homes(serve, open_tab, village):
    """The page with a plan made from it."""
    page = open_tab(serve(village))
    go(page, "Empty homes")
    press(page, "Make the plan")
    expect(page.get_by_role("heading", name="2 empty homes; the plan fills 1 and leaves 1")).to_be_visible()
    return page


def test_a_work_is_asked_about_and_its_answer_is_still_there_after_looking_elsewhere(empty_homes):
    page = empty_homes
    look_up(page, "A home or a place in it", "K1-1")
    expect(
        page.get_by_role("heading", name="K1-1 is empty since a date not known, at £0 a week: adaptable.")
    ).to_be_visible()
    expect(page.get_by_text("would open it to 1 person (P1).")).to_be_visible()
    press(page, "See what this work would unlock")
    expect(page.get_by_text("2 people more who need to move would be housed.")).to_be_visible()
    expect(page.get_by_text("Housed then: P1, P2.")).to_be_visible()
    go(page, "Overview")
    go(page, "Empty homes")
    expect(page.get_by_text("Housed then: P1, P2.")).to_be_visible()
    assert "K1" not in page.url


def test_who_is_next_is_told_in_order_for_a_home_that_somebody_may_decline(empty_homes):
    page = empty_homes
    mark_line(page, 2)  # the home that is left empty comes first
    expect(page.get_by_role("heading", name="K3-1 is empty")).to_be_visible()
    press(page, "See who is next")
    expect(page.get_by_text("likely to be filled within")).to_be_visible()
    expect(page.get_by_text("The chances assume that each offer is refused with a chance of 30%")).to_be_visible()
    rows = page.get_by_role("row").filter(has_text="person: P")
    expect(rows.nth(0)).to_contain_text("P3")
    expect(rows.nth(1)).to_contain_text("P2")
    expect(rows.nth(2)).to_contain_text("P4")


def test_what_is_listed_by_label_is_kept_through_a_reload(empty_homes):
    page = empty_homes
    press(page, "Matched: 1")
    expect(page.get_by_role("heading", name="1 empty home; the plan fills 0 and leaves 1")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="1 empty home; the plan fills 0 and leaves 1")).to_be_visible()
