"""The scenario page: what is set is kept, said in words, saved and loaded again as the very same scenario."""

import re
from dataclasses import replace
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from housing_match.criteria import POLICY, PREFER
from housing_match.domain import Bedspace, Pair, Quota, RuleChange, Scenario, World, goal_order
from housing_match.ui import scenario_changes as changes
from tests.ui.steps import (
    NOTHING_MOVES,
    PATIENCE_SECONDS,
    at_rest,
    downloaded,
    go,
    open_section,
    press,
    resting,
    upload,
    write,
)
from tests.villages.building import AS_OF, home

pytestmark = pytest.mark.xdist_group("pages: scenario_page")

SOFTENABLE = next(rule for rule in POLICY if PREFER in rule.criterion.modes)
WEIGHED = next(rule for rule in POLICY if rule.mode == PREFER)
NAME = "<b>Bold</b> *first* [link](http://127.0.0.1:9/) www.a.org a@b.org $x$"
NAME_SHOWN = NAME.replace("://", ":\u2060//").replace("www", "www\u2060").replace("@", "@\u2060")
"""As it stands on the page, each address broken by a sign without width."""
SECTIONS = ("People and homes", "Dates and limits", "Rules", "Goals", "Pins and bans")


ROOMS = {"B1": "H1", "B2": "H1", "B3": "H2"}
WORLD = World(
    homes=(home("H1"), home("H2")),
    bedspaces=tuple(Bedspace(bedspace_id=room, home_id=where, status="void") for room, where in ROOMS.items()),
)
BRIEF = Scenario(as_of=AS_OF)


def test_a_rule_set_back_to_what_the_brief_says_is_no_longer_a_change():
    soft = changes.with_rule(BRIEF, SOFTENABLE.name, mode=PREFER)
    heavy = changes.with_rule(soft, SOFTENABLE.name, weight=9)
    assert heavy.rules == {SOFTENABLE.name: RuleChange(mode=PREFER, weight=9)}
    assert changes.with_rule(heavy, SOFTENABLE.name, mode=SOFTENABLE.mode) == BRIEF
    assert changes.as_in_brief(heavy, SOFTENABLE.name) == BRIEF
    lighter = changes.with_rule(BRIEF, WEIGHED.name, weight=WEIGHED.weight - 1)
    assert changes.with_rule(lighter, WEIGHED.name, weight=WEIGHED.weight) == BRIEF


def test_what_only_a_file_brings_can_be_taken_out():
    quota, other = (Quota(nominating_borough=code, at_most=2) for code in ("E09000033", "E09000020"))
    pair = Pair(resident_id="R1", bedspace_id="B1")
    brought = replace(BRIEF, nominations=(quota, other), published_plan=(pair,), tolerances=(("changes", 1),))
    fewer = changes.without_quota(brought, quota)
    assert fewer.nominations == (other,)
    assert changes.without_published_plan(changes.without_quota(fewer, other)) == BRIEF


def test_a_goal_moves_one_place_and_stops_at_either_end():
    first, second, *_, last = goal_order(())
    assert changes.with_goal_moved(BRIEF, first, 1).goals[:2] == (second, first)
    assert changes.with_goal_moved(BRIEF, first, -1) == BRIEF
    assert changes.with_goal_moved(BRIEF, last, 1) == BRIEF
    assert changes.with_tolerance(changes.with_tolerance(BRIEF, first, 2), first, 0) == BRIEF


def test_a_bedspace_put_back_leaves_the_others_of_its_home_out():
    out = changes.leaving_out(BRIEF, {"H1"})
    assert changes.putting_back(out, {"B1"}, WORLD).exclude == {"B2"}
    assert changes.putting_back(changes.leaving_out(BRIEF, {"B1"}), {"H1"}, WORLD) == BRIEF


def test_only_some_homes_may_be_named_and_others_put_beside_them():
    alone = changes.only(changes.leaving_out(BRIEF, {"B3"}), {"H1"}, WORLD)
    assert (alone.include, alone.exclude) == ({"H1"}, frozenset())
    assert changes.putting_back(alone, {"H2"}, WORLD).include == {"H1", "H2"}
    assert changes.all_in(alone, {"H2"}, WORLD) == BRIEF


def test_ids_that_the_tables_do_not_have_are_taken_out_with_their_pins():
    pin = Pair(resident_id="R9", bedspace_id="B1")
    scenario = Scenario(as_of=AS_OF, include=frozenset({"B1", "B9"}), exclude=frozenset({"H9"}), pins=(pin,))
    assert changes.without_lost_ids(scenario, WORLD) == Scenario(as_of=AS_OF, include=frozenset({"B1"}))


@pytest.fixture
def shown(monkeypatch, tmp_path):
    def show(tables):
        monkeypatch.setenv("HOUSING_MATCH_TABLES", tables)
        monkeypatch.setenv("HOUSING_MATCH_WORKSPACE", str(tmp_path))
        return AppTest.from_function(page, default_timeout=PATIENCE_SECONDS).run()

    return show


def page():
    from housing_match.ui.scenario import page

    page()


def test_without_tables_the_page_says_what_to_do_first(shown):
    empty = shown("")
    assert not empty.exception
    assert "No tables yet" in empty.info[0].value
    assert not empty.tabs


def test_a_date_for_which_the_tables_have_faults_can_be_put_back(shown):
    view = shown("sample")
    view.session_state["scenario_section"] = "Dates and limits"
    view.run()
    view.date_input[0].set_value(date(2020, 1, 1)).run()  # before people of the sample began to wait
    assert not view.exception
    assert "There is a problem with the tables" in view.error[0].value
    view.date_input[0].set_value(AS_OF).run()
    assert not view.error
    assert not view.exception


def words(tab):
    return tab.locator(".st-key-beside")


def mark(tab):
    said = resting(tab, words(tab).get_by_text("Mark of this scenario")).inner_text()
    return re.search(r"Mark of this scenario: (\w+)", said).group(1)


def load(tab, path):
    press(tab, "Load a file")
    upload(tab, path)
    expect(tab.locator("input[type=file]")).to_have_count(0)  # it closes once the file is read


def set_something_everywhere(tab):
    write(tab, "Name of this scenario", NAME)
    expect(words(tab)).to_contain_text(NAME_SHOWN)
    write(tab, "Id", "S0002")
    tab.get_by_text("Shown: 1.").wait_for()
    press(tab, "Leave out")
    expect(words(tab)).to_contain_text("Left out, so that they stay where they are: S0002")
    open_section(tab, "Rules")
    softenable = tab.get_by_role("radiogroup", name=SOFTENABLE.criterion.title)
    resting(tab, softenable.get_by_text("Preference")).click()
    tab.get_by_text("Changed from the brief").wait_for()
    expect(words(tab)).to_contain_text("is softened to a preference")
    open_section(tab, "Goals")
    resting(tab, tab.get_by_text("Fewest moves", exact=True)).click()
    expect(tab.get_by_role("radio", name="Fewest moves")).to_be_checked()
    resting(tab, tab.get_by_role("button", name="Move up")).focus()
    tab.keyboard.press("Enter")
    expect(words(tab).locator("ol li").nth(9)).to_contain_text("Fewest moves")
    tab.keyboard.press("Enter")  # the keyboard is still on the button, and the page is still being drawn
    expect(words(tab).locator("ol li").nth(8)).to_contain_text("Fewest moves")
    open_section(tab, "Pins and bans")
    for field, sought in (("Person", "S0003"), ("Home or bedspace", "H001-1")):
        resting(tab, tab.get_by_role("combobox", name=field)).fill(sought)
        tab.get_by_role("option", name=sought).first.click()
    resting(tab, tab.get_by_role("button", name="Add", exact=True)).click()
    expect(words(tab)).to_contain_text("S0003 and H001-1 in Cedar House (synthetic): must be matched")


def test_what_is_set_outlives_other_pages_and_a_reload_and_its_file_is_the_same_scenario(serve, open_tab, tmp_path):
    address = serve("sample") + "/scenario"
    tab, other = open_tab(address), open_tab(address)
    brief = mark(other)
    set_something_everywhere(tab)
    set_here = mark(tab)
    assert set_here != brief
    expect(words(tab).locator("b, a, em, .katex")).to_have_count(0)
    go(tab, "Overview")
    go(tab, "Scenario")
    expect(words(tab)).to_contain_text(f"Mark of this scenario: {set_here}")
    tab.reload()
    expect(words(tab)).to_contain_text(f"Mark of this scenario: {set_here}")
    (tmp_path / "saved.toml").write_bytes(downloaded(tab, "Save to a file"))
    assert mark(other) == brief
    load(other, tmp_path / "saved.toml")
    expect(words(other)).to_contain_text(f"Mark of this scenario: {set_here}")
    expect(other.get_by_text(f"Loaded: {NAME_SHOWN}")).to_be_visible()
    press(other, "Start again")
    press(other, "Start again from the client's brief")
    expect(words(other)).to_contain_text(f"Mark of this scenario: {brief}")
    assert mark(tab) == set_here
    for title in SECTIONS:
        open_section(tab, title)
        at_rest(tab)
        tab.wait_for_function(NOTHING_MOVES)
        assert Axe().run(tab).response["violations"] == []


def test_a_file_with_faults_changes_nothing_and_ids_that_are_lost_are_taken_out_when_asked(serve, open_tab, tmp_path):
    tab = open_tab(serve("sample") + "/scenario")
    brief = mark(tab)
    faulty, lost = tmp_path / "faulty.toml", tmp_path / "lost.toml"
    faulty.write_text('seed = -1\nnonsense = 1\n[rules.consent]\nmode = "ignore"\n')
    load(tab, faulty)
    alert = tab.get_by_role("alert").filter(has_text="There is a problem with the file")
    for said in ("seed", "nonsense", "can never be softened"):
        expect(alert).to_contain_text(said)
    assert mark(tab) == brief
    lost.write_text(f'as_of = {AS_OF}\nexclude = ["S0001", "<i>S9999</i>"]\n')
    load(tab, lost)
    expect(tab.get_by_text("'<i>S9999</i>' is no resident")).to_be_visible()
    press(tab, "Take out what the tables do not have")
    expect(tab.get_by_text("There is a problem")).to_have_count(0)
    expect(words(tab)).to_contain_text("Left out, so that they stay where they are: S0001.")
