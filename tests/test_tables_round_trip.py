"""What is written reads back the same, from CSV and from Excel, whatever the order of the rows."""

import csv
import random
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing_match.domain import Bedspace, World
from housing_match.tables import TABLE, FaultsFound, check, in_order, inputs_sha256, load, write_tables
from housing_match.tables.columns import Kind
from housing_match.tables.records import RECORD

AS_OF = date(2026, 1, 1)
POSTCODES = ("SW1A1AA", "W87NX", "W21NY")
BOROUGHS = ("E09000033", "E09000020")
WORDS = st.text("abcdefghijklmnopqrstuvwxyz 0123456789'\",;=é£", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
VALUES = {
    Kind.TEXT: lambda column: WORDS.filter(bool).filter(lambda text: not text.isdigit()),
    Kind.CODE: lambda column: st.sampled_from(column.allowed),
    Kind.CODES: lambda column: st.none() | st.frozensets(st.sampled_from(column.allowed)),
    Kind.AREAS: lambda column: st.none() | st.frozensets(st.sampled_from(("SW3", "W1A", "Abbey Road", "Queen's Gate"))),
    Kind.WHOLE: lambda column: st.integers(column.least, column.most),
    Kind.HOURS: lambda column: st.integers(0, 100 * column.most).map(lambda hundredths: Decimal(hundredths) / 100),
    Kind.MONEY: lambda column: st.integers(column.least, column.most),
    Kind.DECIMAL: lambda column: st.sampled_from(("0.25", "1", "100", "12.5")),
    Kind.DATE: lambda column: st.dates(date(2027, 1, 1), date(2030, 1, 1)),
    Kind.MONTH: lambda column: st.dates(date(1930, 1, 1), date(2007, 1, 1)).map(lambda day: day.replace(day=1)),
    Kind.YES_NO: lambda column: st.booleans(),
    Kind.POSTCODE: lambda column: st.sampled_from(POSTCODES),
    Kind.BOROUGH: lambda column: st.sampled_from(BOROUGHS),
    Kind.BOROUGHS: lambda column: st.frozensets(st.sampled_from(BOROUGHS), min_size=1),
}
OPEN = dict.fromkeys(("answered_on", "answer", "reason_code", "consequence", "paused_until"))
"""An offer of which nothing is answered, so that nothing contradicts itself."""


def records(name: str, **ids):
    """Any record of a table with these fields given."""
    parts = {}
    for column in TABLE[name].columns:
        if column.name in ids:
            parts[column.name] = st.just(ids[column.name])
        elif column.past:
            parts[column.name] = st.none() | st.dates(date(2010, 1, 1), AS_OF)
        else:
            value = VALUES[column.kind](column)
            parts[column.name] = (
                value if column.required or column.kind in (Kind.CODES, Kind.AREAS) else st.none() | value
            )
    return st.fixed_dictionaries(parts).map(lambda values: RECORD[name](**values))


@st.composite
def worlds(draw):
    """Small worlds without a fault: up to three residents and homes, the first resident an incumbent."""
    count = draw(st.integers(1, 3))
    residents = [
        draw(records("residents", resident_id=f"R{n}", current_bedspace_id="B0" if n == 0 else None))
        for n in range(count)
    ]
    homes = [draw(records("homes", home_id=f"H {n}", age_min=None)) for n in range(draw(st.integers(1, 3)))]
    rooms = [
        draw(
            records(
                "bedspaces",
                bedspace_id=f"B{n}",
                home_id=homes[-1].home_id,
                occupant_id="R0" if n == 0 else None,
                status="occupied" if n == 0 else "void",
            )
        )
        for n in range(2)
    ]
    rooms = [replace(room, own_equipment=room.equipment != frozenset()) for room in rooms]
    return in_order(
        World(
            residents=tuple(residents),
            connections=tuple(draw(st.lists(records("connections", resident_id="R0"), max_size=3))),
            housemates=(draw(records("housemates", resident_id="R0", other_id="R1")),) if count > 1 else (),
            exclusions=tuple(draw(st.lists(records("exclusions", resident_id="R0"), max_size=2))),
            homes=tuple(homes),
            bedspaces=tuple(rooms),
            adaptations=tuple(
                draw(st.lists(records("adaptations", home_id=homes[-1].home_id, bedspace_id="B1"), max_size=2))
            ),
            sites=tuple(draw(records("sites", site_id=f"S{n}", postcode="W21NY")) for n in range(2)),
            home_types=(draw(records("home_types", type_id="T", age_max=None)),),
            offers=(draw(records("offers", offer_id="O1", resident_id="R0", bedspace_id="B1", **OPEN)),),
            notice=draw(st.sampled_from(("", "Synthetic data: nobody in it is real"))),
        )
    )


def as_workbook(folder: Path, path: Path) -> Path:
    """The CSV files of a folder as one workbook; whole numbers, dates and yes or no as Excel's own kinds."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for file in sorted(folder.glob("*.csv")):
            sheet = workbook.add_worksheet(file.stem)
            with file.open(encoding="utf-8", newline="") as text:
                rows = list(csv.reader(text))
            kinds = [TABLE[file.stem].column[heading].kind for heading in rows[0]]
            sheet.write_row(0, 0, rows[0])
            for number, row in enumerate(rows[1:], start=1):
                for place, (kind, cell) in enumerate(zip(kinds, row, strict=True)):
                    if kind in (Kind.WHOLE, Kind.HOURS, Kind.MONEY, Kind.DECIMAL) and cell:
                        sheet.write_number(number, place, float(cell))
                    elif kind in (Kind.DATE, Kind.MONTH) and cell:
                        shown = cell if kind is Kind.DATE else f"{cell}-01"
                        sheet.write_datetime(number, place, date.fromisoformat(shown), day)
                    elif kind is Kind.YES_NO and cell:
                        sheet.write_boolean(number, place, cell == "yes")
                    else:
                        sheet.write_string(number, place, cell)
    return path


def shuffle_rows(folder: Path, luck: random.Random) -> None:
    """Put the rows of every file in another order, and its columns too."""
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as text:
            heading, *rows = csv.reader(text)
        luck.shuffle(rows)
        order = luck.sample(range(len(heading)), len(heading))
        with file.open("w", encoding="utf-8", newline="") as text:
            csv.writer(text).writerows([row[place] for place in order] for row in [heading, *rows])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_a_world_written_reads_back_equal(tmp_path, world):
    write_tables(world, tmp_path)
    assert load(tmp_path, AS_OF) == world


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), luck=st.randoms(use_true_random=False))
def test_excel_and_shuffled_rows_give_the_same_world_and_the_same_hash(tmp_path, world, luck):
    write_tables(world, tmp_path)
    from_excel = load(as_workbook(tmp_path, tmp_path / "all.xlsx"), AS_OF)
    shuffle_rows(tmp_path, luck)
    shuffled = load(tmp_path, AS_OF)
    assert from_excel == shuffled == world
    assert inputs_sha256(from_excel) == inputs_sha256(shuffled) == inputs_sha256(world)


@settings(max_examples=25, deadline=None)
@given(world=worlds())
def test_the_hash_changes_with_the_notice_and_with_any_record_left_out_but_an_offer(world):
    assert inputs_sha256(replace(world, notice="other")) != inputs_sha256(world)
    assert inputs_sha256(replace(world, offers=())) == inputs_sha256(world)
    for one in fields(World):
        if one.name != "offers" and isinstance(getattr(world, one.name), tuple) and getattr(world, one.name):
            less = replace(world, **{one.name: getattr(world, one.name)[1:]})
            assert inputs_sha256(less) != inputs_sha256(world)


def test_a_room_whose_own_equipment_is_known_to_be_none_cannot_be_written(tmp_path):
    room = Bedspace(bedspace_id="B1", home_id="H1", status="void", own_equipment=True)
    with pytest.raises(ValueError, match="own equipment"):
        write_tables(World(bedspaces=(room,)), tmp_path)


def test_text_that_looks_like_a_formula_stays_as_it_is(tmp_path):
    cell = "=HYPERLINK(1)"
    home = {"home_id": "H1", "name": cell, "borough": "Westminster", "postcode": "w2 1ny", "provider": "@P"}
    home |= {"home_type": "FLAT", "setting": " General_Needs ", "nominations": "E09000033"}
    person = {"resident_id": "R1", "borough": "city of westminster", "birth_month": "1990-04", "situation": "OTHER"}
    person |= {"needs_move": "TRUE", "priority_band": "a", "consent": "Yes", "move_on_status": "settled"}
    room = {"bedspace_id": "B1", "home_id": "H1", "status": "void", "equipment": "unknown"}
    for name, row in {"homes": home, "residents": person, "bedspaces": room}.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([row.keys(), row.values()])
    world = load(tmp_path, AS_OF)
    assert (world.homes[0].name, world.homes[0].setting, world.residents[0].priority_band) == (
        cell,
        "general_needs",
        "A",
    )
    assert (world.bedspaces[0].own_equipment, world.bedspaces[0].equipment) == (True, None)
    write_tables(world, tmp_path)
    assert load(tmp_path, AS_OF) == world


@pytest.mark.parametrize(("typed", "read"), [("01:01", "1:1"), ("02:01:00", "2:1"), ("1:01:00", "1:1")])
def test_a_ratio_that_excel_took_for_a_time_is_read_as_the_ratio(tmp_path, typed, read):
    home = "home_id,name,borough,postcode,provider,home_type,setting,nominations,staff_ratio\n"
    home += f"H1,One,Westminster,W2 1NY,P,flat,general_needs,Westminster,{typed}\n"
    (tmp_path / "homes.csv").write_text(home)
    (tmp_path / "bedspaces.csv").write_text("bedspace_id,home_id,status\nB1,H1,void\n")
    person = "resident_id,borough,birth_month,situation,needs_move,priority_band,consent,move_on_status\n"
    (tmp_path / "residents.csv").write_text(person + "R1,Westminster,1990-04,other,yes,A,yes,settled\n")
    assert load(tmp_path, AS_OF).homes[0].staff_ratio == read


def test_load_raises_every_fault_at_once(tmp_path):
    (tmp_path / "homes.csv").write_text("home_id\n")
    with pytest.raises(FaultsFound) as found:
        load(tmp_path, AS_OF)
    assert found.value.faults == check(tmp_path, AS_OF)[1]
    assert {"missing_table", "missing_column", "empty_table"} == {one.code for one in found.value.faults}
