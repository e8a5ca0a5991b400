"""A lane of three people and three homes, solvable in the head."""

from dataclasses import replace
from datetime import date

from tests.villages.building import geography, home, let, resident, scenario, village, void


def lane():
    """A world, its geography, a scenario and the one best plan (resident_id → bedspace_id).

    Three homes: L1 is an empty flat of category B, L2 an empty flat of category F, L3 a shared house of two bedspaces
    in which P3 and another authority's tenant live. Three people:

    - P1, band A, needs category B. Only L1 is B, and L1 is empty: P1 goes to L1-1.
    - P2, band C, must share. L1 and L2 are flats, so only L3 will do, and L3 is full unless P3 leaves.
    - P3, who need not move, lives in L3-1 and is ready for a flat. L1 is P1's, L2 is empty: P3 goes to L2-1.

    So L3-1 comes free and P2 goes there: all three move, one move (P3 to L2) opening the way for another (P2 to L3).
    Band A 1, housed 2 (P1, P2), scarce places wasted 0 (L1 is B, and P1 needs B), move-ons 1 (P3). Nobody can do
    better in any of these, and any other plan leaves P1, P2 or P3 without what only that place gives.
    """
    people = [
        resident("P1", priority_band="A", access_need="B", waiting_since=date(2025, 11, 2)),
        resident("P2", lives="shared", waiting_since=date(2024, 11, 2)),
        resident(
            "P3", situation="supported_living", current_bedspace_id="L3-1", needs_move=False, move_on_status="ready"
        ),
    ]
    homes = [home("L1", ahr_category="B"), home("L2"), home("L3", "shared_house")]
    world = village(people, homes, [void("L1-1"), void("L2-1"), let("L3-1", "P3"), let("L3-2")])
    return world, geography(world), scenario(), {"P1": "L1-1", "P2": "L3-1", "P3": "L2-1"}


def lane_of_any_day():
    """The world of the lane with the same best plan, sound whatever day it is: nobody is said to wait since a date."""
    world = lane()[0]
    return replace(world, residents=tuple(replace(one, waiting_since=None) for one in world.residents))
