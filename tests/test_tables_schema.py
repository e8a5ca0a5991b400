"""The schema says what the domain's records hold, and a wrong value in any column is one fault."""

import csv
from copy import deepcopy
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing_match.tables import TABLE, TABLES, check
from housing_match.tables.columns import LISTS, Kind
from housing_match.tables.records import RECORD

AS_OF = date(2026, 1, 1)
FORBIDDEN = ("\x07", "\u200b", "\x1b[31m")
"""A bell, an invisible space and a terminal's escape: no cell may hold one."""
WRONG = {
    Kind.ID: ("=1", "+1", "@a", "a;b", "x" * 65),
    Kind.TEXT: ("x" * 501,),
    Kind.CODE: ("nonsense", "A;B", "-"),
    Kind.CODES: ("nonsense", "none", "unknown;nonsense"),
    Kind.AREAS: ("SW1A 1AA", "area 51"),
    Kind.WHOLE: ("1.5", "one", "999999999", "1e3"),
    Kind.HOURS: ("12.345", "-1", "10001", "35 hours", "nan"),
    Kind.MONEY: ("1.50", "-3", "£", "999999999999", "$5"),
    Kind.DECIMAL: ("0", "-1", "much", "1e5"),
    Kind.DATE: ("2025-02-29", "31/12/2025", "soon", "1066-10-14"),
    Kind.MONTH: ("1990-00", "1990-05-05", "May 1990", "2025-12"),
    Kind.YES_NO: ("maybe", "1", "unknown"),
    Kind.POSTCODE: ("SW1A 9ZZ", "nowhere", "W1"),
    Kind.BOROUGH: ("Atlantis", "E99999999", "London"),
    Kind.BOROUGHS: ("Atlantis", "Westminster;Atlantis", ";"),
}
TYPES = {
    Kind.WHOLE: int,
    Kind.HOURS: Decimal,
    Kind.MONEY: int,
    Kind.DATE: date,
    Kind.MONTH: date,
    Kind.YES_NO: bool,
    **dict.fromkeys(LISTS, frozenset[str]),
}
ROW = {
    "residents": {
        "resident_id": "R1",
        "borough": "Westminster",
        "birth_month": "1990-04",
        "situation": "family_home",
        "needs_move": "yes",
        "priority_band": "B",
        "consent": "yes",
        "move_on_status": "settled",
    },
    "connections": {"resident_id": "R1", "kind": "family", "postcode": "W8 7NX", "importance": "5"},
    "housemates": {"resident_id": "R1", "other_id": "R2", "relation": "wish_together"},
    "exclusions": {"resident_id": "R1", "postcode": "SW1A 1AA", "radius_m": "500"},
    "homes": {
        "home_id": "H1",
        "name": "One",
        "borough": "Westminster",
        "postcode": "W2 1NY",
        "provider": "P",
        "home_type": "house",
        "setting": "supported_living",
        "nominations": "Westminster",
    },
    "bedspaces": {"bedspace_id": "B1", "home_id": "H1", "status": "void"},
    "adaptations": {"home_id": "H1", "bedspace_id": "B1", "work": "Ramp", "capital_cost": "1", "weeks": "1"},
    "sites": {"site_id": "S1", "name": "Yard", "borough": "Westminster", "postcode": "W2 1NY"},
    "home_types": {"type_id": "T1", "title": "Flat", "bedspaces": "1", "capital_cost": "1"},
    "offers": {
        "offer_id": "O1",
        "resident_id": "R1",
        "bedspace_id": "B1",
        "offered_on": "2026-02-02",
        "answered_on": "2026-02-09",
        "answer": "decline",
        "reason_code": "not_now",
        "consequence": "pause_until",
        "paused_until": "2026-06-01",
    },
    "about": {"field": "notice", "value": "Synthetic data"},
}
EVERY_COLUMN = [(table.name, column.name) for table in TABLES for column in table.columns]


@pytest.mark.parametrize("name", RECORD)
def test_every_field_of_a_record_has_a_column_and_every_column_a_field(name):
    derived = {"own_equipment"} if name == "bedspaces" else set()
    assert {one.name for one in fields(RECORD[name])} - derived == set(TABLE[name].column)


@pytest.mark.parametrize("name", RECORD)
def test_the_required_columns_are_the_fields_without_a_default(name):
    without_default = {one.name for one in fields(RECORD[name]) if one.default is MISSING}
    assert {one.name for one in TABLE[name].columns if one.required} == without_default


@pytest.mark.parametrize("name", RECORD)
def test_the_kind_of_every_column_gives_the_type_of_its_field(name):
    hints = get_type_hints(RECORD[name])
    for column in TABLE[name].columns:
        held = TYPES.get(column.kind, str)
        may_be_unknown = not column.required
        assert hints[column.name] == (held | None if may_be_unknown else held), column.name


@pytest.mark.parametrize(("table", "column"), EVERY_COLUMN)
def test_every_column_says_what_it_means_in_one_short_sentence(table, column):
    meaning = TABLE[table].column[column].meaning
    assert meaning.endswith(".")
    assert len(meaning) <= 100


def wrong_texts():
    """(table, column, text): any column of the schema with a text that is wrong in it."""
    return st.sampled_from(EVERY_COLUMN).flatmap(
        lambda place: st.tuples(
            st.just(place[0]),
            st.just(place[1]),
            st.sampled_from(WRONG[TABLE[place[0]].column[place[1]].kind])
            | st.sampled_from(FORBIDDEN).map(lambda letters: f"a{letters}b"),
        )
    )


def faults_of(folder, table, column, text):
    tables = {name: [dict(row)] for name, row in deepcopy(ROW).items()}
    tables["residents"].append(ROW["residents"] | {"resident_id": "R2"})
    tables[table][0][column] = text
    for name, rows in tables.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return check(folder, AS_OF)[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wrong=wrong_texts())
def test_a_wrong_value_in_any_column_gives_exactly_one_fault_that_names_the_cell(tmp_path, wrong):
    table, column, text = wrong
    found = [(one.table, one.column, one.row) for one in faults_of(tmp_path, table, column, text)]
    assert found == [(table, column, 2)]


@pytest.mark.soak
@pytest.mark.parametrize(("table", "column"), EVERY_COLUMN)
def test_every_wrong_value_of_every_column_gives_exactly_one_fault(tmp_path, table, column):
    for text in WRONG[TABLE[table].column[column].kind]:
        found = [(one.table, one.column, one.row) for one in faults_of(tmp_path, table, column, text)]
        assert found == [(table, column, 2)], text


@pytest.mark.parametrize(("table", "column"), [one for one in EVERY_COLUMN if TABLE[one[0]].column[one[1]].required])
def test_an_empty_required_cell_is_one_fault(tmp_path, table, column):
    found = [(one.code, one.table, one.column, one.row) for one in faults_of(tmp_path, table, column, "  ")]
    assert found == [("required_empty", table, column, 2)]
