"""What a person does on page after page, each time once the page rests, and what every page must be when it does."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PATIENCE_SECONDS = 120
"""How long a test waits for anything: many times what it takes here, for a machine that is slow or has other work."""
STREAMLITS_OWN = "presentation-role-conflict"
"""Streamlit gives the area on which files are dropped a role and a label that do not go together (minor; 1.67)."""
NOTHING_MOVES = """() => document.getAnimations().every(
    one => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity
)"""
"""Whatever fades in has done so; until then it is too pale to read."""


def go(page, title):
    """To the page of this title, by the links above, once it is drawn."""
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    at_rest(page)


def at_rest(page):
    """Waits until the page has been drawn and nothing runs any more; what is done before may meet what is on its way.

    A page tells the server of a slider or a marked line a moment late: what that does has to be waited for besides.
    """
    expect(page.locator("html[data-unheard]")).to_have_count(0)  # see conftest
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)  # what is still to be drawn again is greyed out
    expect(page.locator("th:empty")).to_have_count(0)  # a table's columns come a moment after the table


def resting(page, wanted):
    """What is wanted of the page, once it is there and the page rests."""
    wanted.wait_for()
    at_rest(page)
    return wanted


def press(page, button):
    """Clicks the button of this name."""
    resting(page, page.get_by_role("button", name=button)).click()


def open_section(page, title):
    """Opens a section, of those of which one is open at a time."""
    tab = page.get_by_role("tab", name=title, exact=True)
    resting(page, tab).click()
    expect(tab).to_have_attribute("aria-selected", "true")


def open_list(page, name):
    """Opens a list to choose from; it closes when the page scrolls, as a click by itself may make it do."""
    box = page.get_by_role("combobox", name=name)
    box.scroll_into_view_if_needed()
    resting(page, box).click()


def choose(page, name, option):
    """Opens a list and takes what is called so."""
    open_list(page, name)
    page.get_by_role("option", name=option).click()


def write(page, label, text):
    """Puts a text into a field in place of what stood there."""
    field = resting(page, page.get_by_label(label, exact=True))
    field.fill(text)
    field.press("Enter")


def look_up(page, label, typed):
    """Types into a field in place of what stood there, and takes the first that it offers."""
    field = resting(page, page.get_by_label(label, exact=True))
    field.press("ControlOrMeta+a")
    field.press_sequentially(typed)
    page.keyboard.press("Enter")


def mark_line(page, line):
    """Marks a line of the first table, by keyboard alone."""
    resting(page, page.get_by_test_id("data-grid-canvas").first).focus()
    for key in (*["ArrowDown"] * line, "Shift+Space"):
        page.keyboard.press(key)


def upload(page, *files):
    """Gives files to the field for them; given while the page is drawn anew, they would go to the field that goes."""
    field = page.locator("input[type=file]")
    field.wait_for(state="attached")
    at_rest(page)
    field.set_input_files(list(files))


def downloaded(page, button):
    """The content of the file that the button of this name gives."""
    wanted = resting(page, page.get_by_role("button", name=button))
    with page.expect_download() as download:
        wanted.click()
    return download.value.path().read_bytes()


def without_violations(page):
    """Axe finds nothing on the page at rest."""
    at_rest(page)
    page.wait_for_function(NOTHING_MOVES)
    found = Axe().run(page, options={"rules": {STREAMLITS_OWN: {"enabled": False}}})
    assert found.response["violations"] == [], found.generate_report()
