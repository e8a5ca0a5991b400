"""The Data page in a real browser: tables uploaded, faults read and given back, sound tables kept, text left text."""

import io
import zipfile
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from housing_match.tables import template, with_issues
from tests.cli.running import written
from tests.ui.steps import at_rest, choose, downloaded, go, mark_line, open_section, press, upload, write
from tests.villages.building import home, resident, village, void

pytestmark = pytest.mark.xdist_group("pages: data_page")

HOSTILE = "<script>alert(1)</script> **bold** =1+1 [x](http://e.example)"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def hostile_village():
    """Two people and one home whose name is markup and whose support at night nobody knows."""
    people = [resident("P1", night_support="waking"), resident("P2", night_support="sleep_in")]
    return village(people, [home("H", name=HOSTILE, night_support=None)], [void("H-1")])


def workbook_of(folder):
    return {"name": "ours.xlsx", "mimeType": EXCEL, "buffer": with_issues(folder, ())}


def zip_of(folder, name="ours.zip"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for path in folder.glob("*.csv"):
            packed.write(path, f"Our tables/{path.name}")
    return {"name": name, "mimeType": "application/zip", "buffer": made.getvalue()}


def cell(page, text):
    """A cell of a table by its text, as a screen reader finds it."""
    return page.get_by_role("gridcell", name=text, exact=True, include_hidden=True)


def test_a_workbook_with_faults_is_listed_given_back_and_replaced_by_the_mended_one(serve, open_tab, tmp_path):
    page = open_tab(f"{serve('')}/data")
    expect(page.get_by_text("No tables are in use yet")).to_be_visible()
    assert downloaded(page, "Download the empty workbook") == template()
    folder = written(hostile_village(), tmp_path)
    sound = (folder / "residents.csv").read_text()
    (folder / "residents.csv").write_text(sound.replace("family_home", "familyhome"))
    (folder / "bedspaces.csv").write_text((folder / "bedspaces.csv").read_text().replace("void,", "viod,"))
    upload(page, workbook_of(folder))
    expect(page.get_by_text("There is a problem with the tables: 3 faults of 2 kinds.")).to_be_visible()
    expect(cell(page, "residents, situation, 2 rows (2, 3)")).to_be_attached()
    choose(page, "Show the faults of", "bedspaces (1 kind)")
    expect(cell(page, "bedspaces, status, row 2")).to_be_attached()
    expect(cell(page, "residents, situation, 2 rows (2, 3)")).to_have_count(0)

    book = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(page, "Download your workbook with an Issues sheet")))
    assert book.sheet_names[0] == "Issues"
    listed = [line[:4] for line in book.get_sheet_by_name("Issues").to_python()[4:]]
    assert listed == [
        ["residents", 2, "situation", "familyhome"],
        ["residents", 3, "situation", "familyhome"],
        ["bedspaces", 2, "status", "viod"],
    ]
    assert HOSTILE in book.get_sheet_by_name("homes").to_python()[1]

    upload(page, *mended(folder, sound))
    expect(page.get_by_text("In use: 3 CSV files. The tables are sound.")).to_be_visible()
    expect(page.get_by_text("There is a problem")).to_have_count(0)


def mended(folder, residents):
    texts = {
        "residents.csv": residents,
        "homes.csv": (folder / "homes.csv").read_text(),
        "bedspaces.csv": (folder / "bedspaces.csv").read_text().replace("viod,", "void,"),
    }
    return [{"name": name, "mimeType": "text/csv", "buffer": text.encode()} for name, text in texts.items()]


def test_a_sound_zip_stays_in_use_through_other_pages_and_a_bad_file_and_its_text_stays_text(serve, open_tab, tmp_path):
    page = open_tab(f"{serve('')}/data")
    upload(page, zip_of(written(hostile_village(), tmp_path), name="<b>ours</b> **bold** [x](e).zip"))
    expect(page.get_by_text("In use: <b>ours</b> **bold** [x](e).zip. The tables are sound.")).to_be_visible()
    expect(page.get_by_test_id("stMetric").filter(has_text="People")).to_contain_text("2")
    go(page, "Overview")
    go(page, "Data")
    expect(page.get_by_text("In use: <b>ours</b>")).to_be_visible()

    upload(page, {"name": "letter.zip", "mimeType": "application/zip", "buffer": b"PK and no more"})
    expect(page.get_by_text("letter.zip was not taken. <b>ours</b> **bold** [x](e).zip stays in use")).to_be_visible()
    expect(cell(page, "Is damaged")).to_be_attached()
    press(page, "Put these faults away")
    expect(page.get_by_text("There is a problem")).to_have_count(0)

    open_section(page, "What is not known")
    expect(cell(page, "What support does the home have at night?")).to_be_attached()
    expect(cell(page, "1 home")).to_be_attached()
    mark_line(page, 1)
    expect(page.get_by_role("heading", name="Whom to ask: 1 home")).to_be_visible()
    expect(cell(page, HOSTILE)).to_be_attached()
    assert page.locator("a[href*='e.example']").count() == 0
    open_section(page, "What each field means")
    write(page, "A word to look for", "wheel")
    expect(page.get_by_text("No field has that word.")).to_be_visible()


def test_another_date_has_the_tables_checked_again_and_can_be_taken_back(serve, open_tab, tmp_path):
    child = resident("P1", birth_month=hostile_village().residents[0].birth_month.replace(year=2009))
    world = replace(hostile_village(), residents=(child,))
    page = open_tab(f"{serve('')}/data")
    upload(page, workbook_of(written(world, tmp_path)))
    expect(page.get_by_text("In use: ours.xlsx")).to_be_visible()
    set_year(page, "2020")  # born in January 2009, the person is 11 then, and under 14 nobody enters
    expect(page.get_by_text("There is a problem with the tables: 1 fault of 1 kind.")).to_be_visible()
    set_year(page, "2024")  # a leap year like the other, whatever the day is; the person is 15
    expect(page.get_by_text("In use: ours.xlsx. The tables are sound.")).to_be_visible()


def set_year(page, year):
    at_rest(page)
    field = page.get_by_role("spinbutton", name="year")
    expect(field).to_have_count(1)  # while the page changes, the one that goes is still there
    field.focus()
    page.keyboard.type(year)
    page.keyboard.press("Enter")  # opens the calendar; closing it takes the date
    page.keyboard.press("Escape")
