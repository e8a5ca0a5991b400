"""Every rule against its table of cases in tests/cases, which a housing officer can read and add to.

A row is a case: a sentence, the cells of the person, the home and its bedspace as the input tables would have them
(as of 2 March 2026; what is not named is harmless), and what the rule must say. `never …` in the last column says which
kind of case cannot occur, and the sentence why. In a plan rule's table a case has a row for each person, with where
they live today and after the plan.
"""

import csv
from datetime import date
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest

from housing_match.criteria import MUST, POLICY, Criterion, PlanRule, Verdict
from housing_match.domain import Exclusion, Facts, HousematePair, Scenario, households_after
from housing_match.places.measure import measure
from housing_match.tables import TABLE
from housing_match.tables.cells import read
from housing_match.tables.wrong import Wrong
from tests.oracle.tiny import house, person, room, world_of

CASES = Path(__file__).parent / "cases"
AS_OF = date(2026, 3, 2)
RULES = {rule.name: rule for rule in POLICY}
TABLE_OF = {"person": "residents", "home": "homes", "bedspace": "bedspaces"}
YES_NO = {"yes": True, "no": False, "": False}
MEASURED = {
    "family_minutes": Fraction,
    "places_minutes": Fraction,
    "station_minutes": int,
    "step_free_minutes": int,
    "fit_here": int,
    "fit_today": int,
    "ward": str,
    "crime_decile": int,
    "environment_decile": int,
    "street_lights": int,
    "incumbent": YES_NO.get,
}
KINDS_OF_REQUIREMENT = {"met", "unmet", "unknown", "no need"}
KINDS_OF_PREFERENCE = {"100", "less than 100", "unknown", "does not apply"}
KINDS_OF_PLAN_RULE = {"met", "unmet", "unknown", "not judged"}
OTHER_COLUMNS = {
    *("case", "expected"),
    *("other bedspaces", "occupant leaves", "scenario use_reserved", "circle postcode", "circle radius_m"),
    *(f"measured {name}" for name in MEASURED),
    *("person", "today", "after", "must_together", "must_apart", "concerns"),
}
DATES = {"as_of", "window_end", "window_end_band_a"}
"""Facts that no column gives: every case is of one day."""


def cases_of(name):
    """The cases of one file: each a list of its rows; a row with an empty sentence belongs to the case above it."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = []
        for row in csv.DictReader(file, strict=True):
            assert None not in row, f"{name}: too many cells: {row}"
            assert None not in row.values(), f"{name}: too few cells: {row}"
            if row["case"]:
                found.append([row])
            else:
                found[-1].append(row)
    return found


ALL = {name: cases_of(name) for name in RULES if (CASES / f"{name}.csv").exists()}


def parameters(kind_of_rule):
    """The cases of all rules of a kind, the sentence as the test's name; without the rows that say never."""
    return [
        pytest.param(RULES[name], rows, id=f"{name}: {rows[0]['case']}")
        for name, cases in ALL.items()
        if isinstance(RULES[name].criterion, kind_of_rule)
        for rows in cases
        if not rows[0]["expected"].startswith("never ")
    ]


def cells(row, side):
    """The fields of one side of a row, read as the input tables are."""
    named = {heading.removeprefix(f"{side} "): text for heading, text in row.items() if heading.startswith(f"{side} ")}
    table = TABLE[TABLE_OF[side]]
    values = {name: read(table.column[name], text, AS_OF) for name, text in named.items()}
    assert not [value for value in values.values() if isinstance(value, Wrong)], values
    if side == "bedspace" and "equipment" in values:
        values["own_equipment"] = values["equipment"] is None or bool(values["equipment"])
    return values


def pair_of(row):
    """The Resident, the Place and the Facts of a row."""
    one, home = person("Ann", **cells(row, "person")), house("here", **cells(row, "home"))
    others = [status for status in row.get("other bedspaces", "none").split(";") if status != "none"]
    rooms = [room(f"other{at}", "here", status) for at, status in enumerate(others)]
    world = world_of([one], [home], [room("room", "here", **cells(row, "bedspace")), *rooms], exclusions=circles(row))
    scenario = Scenario(as_of=AS_OF, use_reserved=YES_NO[row.get("scenario use_reserved", "")])
    measured = {name: MEASURED[name](row[f"measured {name}"]) for name in MEASURED if row.get(f"measured {name}")}
    facts = Facts(
        as_of=AS_OF,
        window_end=scenario.window_end,
        window_end_band_a=scenario.window_end_band_a,
        use_reserved=scenario.use_reserved,
        inside_exclusion=bool(world.exclusions) and bool(measure(world).inside_exclusion[0, 0]),
        **measured,
    )
    return one, world.place("room", occupant_leaves=YES_NO[row.get("occupant leaves", "")]), facts


def circles(row):
    """The exclusion circle of a row, if it has one."""
    if not row.get("circle postcode"):
        return ()
    centre = row["circle postcode"].replace(" ", "")
    return (Exclusion(resident_id="Ann", postcode=centre, radius_m=int(row["circle radius_m"])),)


@pytest.mark.parametrize(("rule", "rows"), parameters(Criterion))
def test_the_rule_says_what_its_case_expects(rule, rows):
    (row,) = rows
    outcome = rule.criterion.compare(*pair_of(row))
    if outcome is None:
        said = "no need" if rule.mode == MUST else "does not apply"
    elif rule.mode == MUST or outcome.verdict == Verdict.UNKNOWN:
        said = str(outcome.verdict)
    else:
        said = str(outcome.score)
    assert said == row["expected"]


def household_of(rows):
    """The World and the plan (resident_id → bedspace_id) of a case with one row a person."""
    people, rooms, moves, number = [], [], {}, count(1)
    homes = [house("here", **cells(rows[0], "home")), house("elsewhere")]
    for row in rows:
        who = None if row["person"] == "tenant" else row["person"]
        if who is not None:
            people.append(person(who, **cells(row, "person")))
        where, _, notice = row["today"].partition(" on ")
        if where != "nowhere":
            status = notice or "occupied"
            rooms.append(room(f"room{next(number)}", where, status, who, available_from=AS_OF if notice else None))
        if row["after"] not in ("nowhere", row["today"]):
            moves[who] = f"room{next(number)}"
            rooms.append(room(moves[who], row["after"]))
    pairs = [
        HousematePair(resident_id=row["person"], other_id=other, relation=relation)
        for row in rows
        for relation in ("must_together", "must_apart")
        for other in (row.get(relation) or "").split(";")
        if other
    ]
    return world_of(people, homes, rooms, housemates=tuple(pairs)), moves


@pytest.mark.parametrize(("rule", "rows"), parameters(PlanRule))
def test_the_plan_rule_says_what_its_case_expects(rule, rows):
    world, moves = household_of(rows)
    breaches = rule.criterion.breaches(households_after(world, moves), world)
    verdicts = {str(breach.verdict) for breach in breaches}
    # Nothing tells a household that was not judged from one that was found in order: neither has a breach.
    fine = "not judged" if rows[0]["expected"] == "not judged" else "met"
    said = "unmet" if "unmet" in verdicts else "unknown" if verdicts else fine
    concerns = {one for breach in breaches for one in breach.resident_ids}
    assert (said, ";".join(sorted(concerns))) == (rows[0]["expected"], rows[0]["concerns"])


def test_every_rule_has_a_table_of_cases_and_every_table_a_rule():
    assert {path.name for path in CASES.iterdir() if path.is_file()} == {f"{name}.csv" for name in RULES}


@pytest.mark.parametrize("name", ALL)
def test_every_kind_of_case_is_there_or_said_never_to_occur(name):
    rule, expected = RULES[name], [rows[0]["expected"] for rows in ALL[name]]
    if isinstance(rule.criterion, PlanRule):
        kinds = KINDS_OF_PLAN_RULE
    else:
        kinds = KINDS_OF_REQUIREMENT if MUST in rule.criterion.modes else KINDS_OF_PREFERENCE
    never = {said.removeprefix("never ") for said in expected if said.startswith("never ")}
    there = {"less than 100" if said.isdigit() and said != "100" else said for said in expected}
    there -= {f"never {kind}" for kind in never}
    assert there | never == kinds
    assert not there & never


@pytest.mark.parametrize("name", ALL)
def test_a_table_varies_all_that_its_rule_reads_and_has_no_case_twice(name):
    criterion, headings = RULES[name].criterion, set(ALL[name][0][0])
    sentences = [rows[0]["case"] for rows in ALL[name]]
    assert len(sentences) == len(set(sentences))
    assert {one for one in headings if one.partition(" ")[0] not in TABLE_OF} <= OTHER_COLUMNS
    if isinstance(criterion, PlanRule):
        return
    varied = {heading.partition(" ")[2] for heading in headings} | {heading.replace(" ", "_") for heading in headings}
    varied |= DATES | ({"inside_exclusion"} if "circle postcode" in headings else set())
    assert {*criterion.reads_resident, *criterion.reads_place, *criterion.reads_facts} <= varied


def test_modes_and_weights_are_those_of_the_contract():
    modes = {name: rule.criterion.modes for name, rule in RULES.items()}
    never_softened = {name for name, allowed in modes.items() if allowed == ("must",)}
    assert never_softened == {"consent", "adult", "available", "exclusions", "compatibility", "setting"}
    must_or_ignore = {name for name, allowed in modes.items() if allowed == ("must", "ignore")}
    assert must_or_ignore == {"not_worse", "support_capacity", "housemates", "same_sex"}
    off = [rule.name for rule in POLICY if rule.mode == "ignore"]
    assert off == ["neighbourhood"]
    weighed = {rule.name: (rule.weight, rule.criterion.importance) for rule in POLICY if rule.mode == "prefer"}
    assert weighed == {
        "family": (3, "importance_family"),
        "transport": (2, "importance_transport"),
        "places": (2, "importance_places"),
        "area": (1, "importance_area"),
        "least_restrictive": (2, ""),
        "nothing_wasted": (1, ""),
        "ways_of_living": (1, ""),
    }
