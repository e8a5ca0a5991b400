"""What a tab works on: found again after a reload, and apart from every other tab."""

from dataclasses import replace

from housing_match.ui.desk import MOST_KEPT, Desks
from housing_match.ui.source import Source, sample, uploaded


def people(*rows):
    heading = "resident_id,borough,birth_month,situation,needs_move,priority_band,consent,move_on_status"
    return "\n".join((heading, *rows)).encode()


SOUND = {
    "residents.csv": people("R1,Westminster,1990-01,family_home,yes,B,yes,settled"),
    "homes.csv": b"home_id,name,borough,postcode,provider,home_type,setting,nominations\n"
    b"H1,Elm House,Westminster,SW1A 1AA,Alpha,flat,supported_living,Westminster\n",
    "bedspaces.csv": b"bedspace_id,home_id,status\nH1-1,H1,void\n",
}
FAULTY = {**SOUND, "residents.csv": people("R1,Westmister,1990-01,family_home,yes,B,yes,settled")}


def files(named):
    return uploaded(list(named.items()))


def test_a_reload_finds_the_tables_and_the_scenario_again(monkeypatch):
    monkeypatch.delenv("HOUSING_MATCH_TABLES", raising=False)
    desks = Desks()
    token, desk = desks.open(None)
    desk.take(sample())
    desk.set_scenario(replace(desk.scenario, name="Twelve weeks", window_weeks=12))
    _, again = desks.open(token)
    assert (again.world, again.scenario.name) == (desk.world, "Twelve weeks")


def test_two_tabs_with_one_address_do_not_change_each_others_scenario(monkeypatch):
    monkeypatch.delenv("HOUSING_MATCH_TABLES", raising=False)
    desks = Desks()
    token, one = desks.open(None)
    one.take(files(SOUND))
    _, other = desks.open(token)
    one.set_scenario(replace(one.scenario, name="One"))
    other.set_scenario(replace(other.scenario, name="Other"))
    assert (one.scenario.name, other.scenario.name) == ("One", "Other")


def test_only_the_last_desks_are_kept_and_an_unknown_token_begins_afresh(monkeypatch):
    monkeypatch.delenv("HOUSING_MATCH_TABLES", raising=False)
    desks = Desks()
    first, desk = desks.open(None)
    desk.take(files(SOUND))
    for _ in range(MOST_KEPT):
        desks.open(None)
    _, afresh = desks.open(first)
    assert afresh.source is None


def test_faulty_tables_do_not_push_out_sound_ones():
    _, desk = Desks().open(None)
    desk.offer(files(SOUND))
    desk.offer(files(FAULTY))
    assert desk.world is not None
    assert desk.world.home["H1"].name == "Elm House"
    source, faults = desk.refused
    assert isinstance(source, Source)
    assert [fault.column for fault in faults] == ["borough"]
    desk.offer(files(SOUND))
    assert desk.refused is None


def test_another_date_has_the_tables_checked_again(monkeypatch):
    monkeypatch.delenv("HOUSING_MATCH_TABLES", raising=False)
    _, desk = Desks().open(None)
    dated = {**SOUND, "bedspaces.csv": b"bedspace_id,home_id,status,void_since\nH1-1,H1,void,2026-01-05\n"}
    desk.offer(files(dated))
    assert desk.faults == ()
    earlier = replace(desk.scenario, as_of=desk.scenario.as_of.replace(year=2025))
    desk.set_scenario(earlier)  # on that day the void had not begun
    assert [fault.column for fault in desk.faults] == ["void_since"]
