"""An attic that one listed work would open, and through it a home for two."""

from dataclasses import replace
from datetime import date

from housing_match.domain import Adaptation
from tests.villages.building import geography, home, let, resident, scenario, village, void


def attic():
    """A world, its geography, a scenario and the one best plan (resident_id → bedspace_id).

    K1 is an empty flat for people from 65 and K3 an empty flat for anybody; P1 lives in the flat K2.

    - P1, who is 70 and must move, needs a ceiling hoist: K1 has none, but one is listed for it.
    - P2, band B, P3, band A, and P4, band C, need nothing and are 40: of the empty homes K3 alone would do.

    So P3 goes to K3, and K1 stays empty. With the hoist P1 goes to K1 and P2 to K2, which P1 leaves: two more.
    If P3 declines, P2 is next and then P4.
    """
    hoist = frozenset({"ceiling_hoist"})
    people = [
        resident(
            "P1",
            birth_month=date(1956, 1, 1),
            situation="supported_living",
            current_bedspace_id="K2-1",
            equipment_needed=hoist,
        ),
        resident("P2", priority_band="B"),
        resident("P3", priority_band="A"),
        resident("P4"),
    ]
    homes = [home("K1", age_min=65), home("K2"), home("K3")]
    world = village(people, homes, [void("K1-1"), let("K2-1", "P1"), void("K3-1")])
    work = Adaptation(
        home_id="K1", work="ceiling hoist", capital_cost=9_500, weeks=5, adds_equipment=hoist, dfg_eligible=True
    )
    world = replace(world, adaptations=(work,))
    return world, geography(world), scenario(), {"P3": "K3-1"}
