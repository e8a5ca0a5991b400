"""Every planted fault is named: one row of cases a kind of fault."""

import csv
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from housing_match.tables import check, grouped

AS_OF = date(2026, 1, 1)
SOUND = {
    "residents": [
        {
            "resident_id": "R1",
            "borough": "Westminster",
            "birth_month": "1990-04",
            "situation": "supported_living",
            "current_bedspace_id": "B1",
            "needs_move": "yes",
            "priority_band": "B",
            "consent": "yes",
            "move_on_status": "settled",
        },
        {
            "resident_id": "R2",
            "borough": "E09000020",
            "birth_month": "2008-06",
            "situation": "family_home",
            "needs_move": "no",
            "priority_band": "D",
            "consent": "not_asked",
            "move_on_status": "ready",
        },
    ],
    "connections": [{"resident_id": "R1", "kind": "family", "postcode": "W8 7NX", "importance": "5"}],
    "housemates": [{"resident_id": "R1", "other_id": "R2", "relation": "wish_together"}],
    "exclusions": [{"resident_id": "R2", "postcode": "SW1A 1AA", "radius_m": "500"}],
    "homes": [
        {
            "home_id": "H1",
            "name": "One",
            "borough": "Westminster",
            "postcode": "W2 1NY",
            "provider": "P",
            "home_type": "house",
            "setting": "supported_living",
            "nominations": "Westminster;Kensington and Chelsea",
        }
    ],
    "bedspaces": [
        {"bedspace_id": "B1", "home_id": "H1", "status": "occupied", "occupant_id": "R1"},
        {"bedspace_id": "B2", "home_id": "H1", "status": "void", "void_since": "2025-11-01"},
    ],
    "adaptations": [{"home_id": "H1", "bedspace_id": "B2", "work": "Wet room", "capital_cost": "9000", "weeks": "6"}],
    "sites": [{"site_id": "S1", "name": "Yard", "borough": "Westminster", "easting": "525000", "northing": "181000"}],
    "home_types": [{"type_id": "T1", "title": "Flat", "bedspaces": "1", "capital_cost": "300000"}],
    "offers": [
        {
            "offer_id": "O1",
            "resident_id": "R2",
            "bedspace_id": "B1",
            "offered_on": "2026-02-02",
            "answered_on": "2026-02-09",
            "answer": "decline",
            "consequence": "none",
        }
    ],
    "about": [{"field": "notice", "value": "Synthetic data"}],
}
"""Three places' worth of each table, without a fault."""


def write(tables, folder: Path) -> Path:
    """The tables as CSV files, each with the columns that its rows name."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def faults_with(folder: Path, changes) -> tuple:
    """The faults of SOUND with cells changed: {(table, row as a person sees it): {column: text}}."""
    tables = deepcopy(SOUND)
    for (table, row), cells in changes.items():
        while len(tables[table]) < row - 1:
            tables[table].append(dict(tables[table][0]))
        tables[table][row - 2] |= cells
    world, faults = check(write(tables, folder), AS_OF)
    assert (world is None) == bool(faults)
    return faults


def test_a_bedspace_may_be_called_what_no_person_may(tmp_path):
    changes = {("residents", 2): {"current_bedspace_id": "Abbey Road"}}
    changes |= {(table, 2): {"bedspace_id": "Abbey Road"} for table in ("bedspaces", "offers")}
    assert faults_with(tmp_path, changes) == ()


def test_the_sound_tables_have_no_fault(tmp_path):
    assert faults_with(tmp_path / "in", {}) == ()


CELL = [
    ("residents", 2, "resident_id", "", "required_empty"),
    ("residents", 2, "resident_id", "=R1", "formula_like"),
    ("residents", 3, "resident_id", "John Smith", "person_name"),
    ("residents", 3, "resident_id", "943 476 5919", "nhs_number"),
    ("residents", 2, "preferred_areas", "SW3; 9434765919", "nhs_number"),
    ("residents", 2, "borough", "Westminister", "unknown_borough"),
    ("residents", 2, "birth_month", "1990-13", "impossible_date"),
    ("residents", 2, "birth_month", "1990-04-17", "day_of_birth"),
    ("residents", 2, "birth_month", "April 1990", "not_a_month"),
    # Born in January 2012: 14 on the last day of January 2026, so 13 on the first.
    ("residents", 2, "birth_month", "2012-01", "under_14"),
    ("residents", 2, "situation", "family home", "unknown_code"),
    ("residents", 2, "access_need", "unknown", "unknown_code"),
    ("residents", 2, "access_need", "G", "unknown_code"),
    ("residents", 2, "equipment_needed", "wet_room;unknown", "unknown_in_list"),
    ("residents", 2, "equipment_needed", "wet_room, ceiling_hoist", "unknown_code"),
    ("residents", 2, "needs_move", "maybe", "not_yes_or_no"),
    ("residents", 2, "waiting_since", "2026-01-02", "date_in_future"),
    ("residents", 2, "waiting_since", "2025-02-30", "impossible_date"),
    ("residents", 2, "waiting_since", "03/04/2025", "not_a_date"),
    ("residents", 2, "waiting_since", "2025-04-03 09:30:00", "not_a_date"),
    # Born in June 2008: 18 on 30 June 2026, a day later.
    ("residents", 3, "needed_by", "2026-06-29", "needed_before_18"),
    ("residents", 2, "support_hours_week", "337", "out_of_bounds"),
    ("residents", 2, "support_hours_week", "12.125", "not_hours"),
    ("residents", 2, "max_housemates", "2.5", "not_a_whole_number"),
    ("residents", 2, "importance_family", "6", "out_of_bounds"),
    ("residents", 2, "weekly_cost", "1250.50", "not_whole_pounds"),
    ("residents", 2, "nhs_share", "101", "out_of_bounds"),
    ("residents", 2, "current_postcode", "SW1A", "not_a_postcode"),
    ("residents", 2, "current_postcode", "SW1A 9ZZ", "no_such_postcode"),
    ("residents", 2, "avoided_areas", "SW1A 1AA", "not_an_area"),
    ("residents", 3, "current_bedspace_id", "B9", "unknown_id"),
    ("residents", 3, "current_bedspace_id", "B2", "bedspace_does_not_say"),
    ("residents", 2, "current_bedspace_id", "B2", "bedspace_does_not_say"),
    ("residents", 2, "funding", "#N/A", "excel_error"),
    ("residents", 2, "funding", "coun\ncil", "not_plain_text"),
    ("connections", 2, "resident_id", "R9", "unknown_id"),
    ("connections", 2, "importance", "0", "out_of_bounds"),
    ("housemates", 2, "other_id", "R1", "pair_with_self"),
    ("housemates", 2, "other_id", "R9", "unknown_id"),
    ("exclusions", 2, "resident_id", "r2", "unknown_id"),
    ("exclusions", 2, "radius_m", "0", "out_of_bounds"),
    ("homes", 2, "nominations", "Westminster;Camdenn", "unknown_borough"),
    ("homes", 2, "home_type", "", "required_empty"),
    ("bedspaces", 2, "home_id", "H9", "unknown_id"),
    ("bedspaces", 3, "bedspace_id", "B1", "repeated_id"),
    ("bedspaces", 3, "occupant_id", "R2", "resident_in_void"),
    ("bedspaces", 2, "occupant_id", "Ann Lee", "person_name"),
    ("adaptations", 2, "home_id", "H9", "unknown_id"),
    ("adaptations", 2, "bedspace_id", "B9", "unknown_id"),
    ("adaptations", 2, "raises_ahr_to", "H", "unknown_code"),
    ("sites", 2, "northing", "", "site_nowhere"),
    ("sites", 2, "easting", "51", "out_of_bounds"),
    ("sites", 2, "hectares", "0", "not_a_number"),
    ("home_types", 2, "bedspaces", "0", "out_of_bounds"),
    ("offers", 2, "resident_id", "R9", "unknown_id"),
    ("offers", 2, "resident_id", "Ann Lee", "person_name"),
    ("offers", 2, "bedspace_id", "B9", "unknown_id"),
    ("offers", 2, "answer", "refused", "unknown_code"),
    ("offers", 2, "answered_on", "2026-02-01", "answered_before_offered"),
    ("offers", 2, "answered_on", "", "answer_without_date"),
    ("offers", 2, "offered_on", "", "answered_but_not_offered"),
    ("offers", 2, "answer", "", "date_without_answer"),
    ("offers", 2, "consequence", "pause_until", "pause_without_date"),
    ("offers", 2, "paused_until", "2026-06-01", "date_without_pause"),
    ("about", 2, "field", "author", "unknown_code"),
]


@pytest.mark.parametrize(("table", "row", "column", "text", "code"), CELL)
def test_a_fault_in_a_cell_is_named_with_its_row_and_column(tmp_path, table, row, column, text, code):
    faults = faults_with(tmp_path, {(table, row): {column: text}})
    assert (faults[0].code, faults[0].table, faults[0].row, faults[0].column) == (code, table, row, column)
    # A bedspace whose id becomes another's leaves the adaptation that named it with an id that leads nowhere.
    assert [one.table for one in faults[1:]] == (["adaptations"] if code == "repeated_id" else [])


ROWS = [
    ({("residents", 4): {"current_bedspace_id": "", "resident_id": "R1"}}, "repeated_id", "residents", 4),
    ({("homes", 3): {}}, "repeated_id", "homes", 3),
    ({("housemates", 3): {"relation": "must_apart"}}, "opposite_relations", "housemates", 3),
    (
        {("housemates", 3): {"resident_id": "R2", "other_id": "R1", "relation": "wish_apart"}},
        "opposite_relations",
        "housemates",
        3,
    ),
    ({("bedspaces", 4): {"bedspace_id": "B3"}}, "occupant_twice", "bedspaces", 4),
    (
        {("bedspaces", 4): {"bedspace_id": "B3", "occupant_id": "R2"}},
        "resident_does_not_say",
        "bedspaces",
        4,
    ),
    ({("homes", 2): {"age_min": "40", "age_max": "39"}}, "ages_crossed", "homes", 2),
    (
        {("homes", 3): {"home_id": "H2"}, ("adaptations", 2): {"home_id": "H2"}},
        "bedspace_of_other_home",
        "adaptations",
        2,
    ),
    ({("offers", 2): {"answer": "accept", "reason_code": "home"}}, "reason_without_refusal", "offers", 2),
    ({("offers", 2): {"answer": "defer", "consequence": "reassess"}}, "consequence_without_decline", "offers", 2),
    (
        {("offers", 2): {"consequence": "pause_until", "paused_until": "2026-02-09"}},
        "pause_over_already",
        "offers",
        2,
    ),
    (
        {("offers", 2): {"answer": "accept"}, ("offers", 3): {"offer_id": "O2", "bedspace_id": "B2"}},
        "accepted_twice",
        "offers",
        3,
    ),
    (
        {("offers", 2): {"answer": "accept"}, ("offers", 3): {"offer_id": "O2", "resident_id": "R1"}},
        "accepted_twice",
        "offers",
        3,
    ),
    (
        {("offers", 2): {"answer": "accept"}, ("offers", 3): {"offer_id": "O2", "answer": "decline"}},
        "refused_after_accepting",
        "offers",
        3,
    ),
    ({("about", 3): {}}, "repeated_id", "about", 3),
]


@pytest.mark.parametrize(("changes", "code", "table", "row"), ROWS)
def test_a_fault_between_rows_is_told_once_at_the_later_row(tmp_path, changes, code, table, row):
    assert [(one.code, one.table, one.row) for one in faults_with(tmp_path, changes)] == [(code, table, row)]


@pytest.mark.parametrize(
    "text",
    ["John Smith", "9434765919", "O'Neill, Mary-Ann", "lift;John Smith", "ask Mr John Smith", "943-476-5919"],
)
@pytest.mark.parametrize("column", ["situation", "equipment_needed", "borough", "weekly_cost"])
def test_a_name_or_an_nhs_number_is_never_shown(tmp_path, column, text):
    faults = faults_with(tmp_path, {("residents", 3): {column: text}})
    assert [(one.row, one.column, one.value) for one in faults] == [(3, column, "(hidden)")]
    assert not any(part in str(faults) for part in ("Smith", "Neill", "5919", "John"))


@pytest.mark.parametrize("heading", ["name", "First name", "surname", "DOB", "NHS number", "address", "email", "phone"])
def test_a_column_that_says_who_somebody_is_is_refused(tmp_path, heading):
    faults = faults_with(tmp_path, {("residents", 2): {heading: "secret"}})
    assert [(one.code, one.row, one.column) for one in faults] == [("personal_column", 1, heading)]
    assert "secret" not in str(faults)


def test_the_same_fault_in_many_rows_is_one_line(tmp_path):
    changes = {("connections", row): {"postcode": "SW1A 9ZZ"} for row in range(2, 102)}
    groups = grouped(faults_with(tmp_path, changes))
    assert [one.text for one in groups] == [
        "100 rows (2, 3, 4, 5, 6 …): postcode 'SW1A 9ZZ' does not exist. Correct the postcode."
    ]


def test_a_misspelt_borough_is_answered_with_the_right_one(tmp_path):
    fault = faults_with(tmp_path, {("residents", 2): {"borough": "Westminister"}})[0]
    assert (fault.value, fault.mend) == ("Westminister", "Did you mean Westminster?")


def test_faults_come_in_the_order_of_tables_rows_and_columns(tmp_path):
    changes = {
        ("homes", 2): {"setting": "x"},
        ("residents", 3): {"consent": "x"},
        ("residents", 2): {"lives": "x", "sex": "q"},
    }
    found = [(one.table, one.row, one.column) for one in faults_with(tmp_path, changes)]
    assert found == [
        ("residents", 2, "sex"),
        ("residents", 2, "lives"),
        ("residents", 3, "consent"),
        ("homes", 2, "setting"),
    ]


def test_a_column_that_is_wrong_throughout_ends_with_how_many_cells_are_left(tmp_path):
    changes = {("connections", row): {"importance": f"no {row}"} for row in range(2, 1203)}
    faults = faults_with(tmp_path, changes)
    # 1,201 rows, each wrong in a way of its own, of which 200 are told.
    assert len(faults) == 201
    assert (faults[0].code, faults[0].row, faults[0].column) == ("more_faults", None, "importance")
    assert faults[0].why == "has 1,001 more cells that are wrong or were not looked at"
