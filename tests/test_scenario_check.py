"""A scenario against the tables: ids that do not exist, and pins, bans and quotas that contradict each other."""

from datetime import date

import pytest

from housing_match.domain import Bedspace, Pair, Quota, Scenario, World
from housing_match.tables import check_scenario
from tests.villages.building import home, resident

TODAY = date(2026, 1, 1)

WORLD = World(
    residents=(resident("R1"), resident("R2")),
    homes=(home("H1"),),
    bedspaces=tuple(Bedspace(bedspace_id=name, home_id="H1", status="void") for name in ("B1", "B2")),
)
R1_TO_B1 = Pair(resident_id="R1", bedspace_id="B1")
R1_TO_H1 = Pair(resident_id="R1", home_id="H1")
AGAINST_THE_TABLES = [
    ({"include": {"R1", "H1", "B2"}, "exclude": {"R2"}, "bans": (R1_TO_B1,)}, []),
    ({"pins": (R1_TO_B1, Pair(resident_id="R2", bedspace_id="B2"))}, []),
    ({"pins": (R1_TO_H1,), "bans": (R1_TO_B1,)}, []),
    ({"include": {"R9"}}, [("unknown_id", "include")]),
    ({"exclude": {"b1"}}, [("unknown_id", "exclude")]),
    ({"pins": (Pair(resident_id="R9", bedspace_id="B1"),)}, [("unknown_id", "pins 1.resident_id")]),
    ({"bans": (Pair(resident_id="R1", bedspace_id="H1"),)}, [("unknown_id", "bans 1.bedspace_id")]),
    ({"bans": (Pair(resident_id="R1", home_id="H9"),)}, [("unknown_id", "bans 1.home_id")]),
    ({"pins": (Pair(resident_id="R1"),)}, [("not_a_pair", "pins 1")]),
    ({"pins": (R1_TO_B1, Pair(resident_id="R1", bedspace_id="B2"))}, [("pinned_twice", "pins 2.resident_id")]),
    ({"pins": (R1_TO_B1, Pair(resident_id="R2", bedspace_id="B1"))}, [("pinned_twice", "pins 2.bedspace_id")]),
    ({"pins": (R1_TO_B1,), "bans": (R1_TO_B1,)}, [("pinned_and_banned", "pins 1")]),
    ({"pins": (R1_TO_B1,), "bans": (R1_TO_H1,)}, [("pinned_and_banned", "pins 1")]),
    ({"pins": (R1_TO_H1,), "bans": (R1_TO_H1,)}, [("pinned_and_banned", "pins 1")]),
    ({"pins": (R1_TO_B1,), "exclude": {"R1"}}, [("pinned_and_excluded", "pins 1")]),
    ({"pins": (R1_TO_B1,), "exclude": {"H1"}}, [("pinned_and_excluded", "pins 1")]),
    ({"pins": (R1_TO_B1,), "include": {"R2"}}, [("pinned_not_included", "pins 1")]),
    ({"pins": (R1_TO_B1,), "include": {"B2"}}, [("pinned_not_included", "pins 1")]),
    ({"nominations": (Quota(nominating_borough="E09000020", at_most=1),)}, []),
    (
        {"nominations": (Quota(nominating_borough="E09000033", landlord="Nobody", at_most=1),)},
        [("no_such_homes", "nominations 1")],
    ),
]


@pytest.mark.parametrize(("said", "found"), AGAINST_THE_TABLES)
def test_a_scenario_is_held_against_the_tables(said, found):
    parts = {name: frozenset(value) if isinstance(value, set) else value for name, value in said.items()}
    assert [(one.code, one.column) for one in check_scenario(Scenario(as_of=TODAY, **parts), WORLD)] == found


def test_an_id_in_another_case_is_answered_with_the_right_one():
    scenario = Scenario(as_of=TODAY, exclude=frozenset({"b1"}))
    assert check_scenario(scenario, WORLD)[0].mend == "Did you mean B1?"
