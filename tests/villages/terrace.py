"""A terrace of shared houses that shows housemates, hours and a chain."""

from datetime import date
from decimal import Decimal

from housing_match.domain import HousematePair
from tests.villages.building import geography, home, let, resident, scenario, village, void


def terrace():
    """A world, its geography, a scenario and the one best plan (resident_id → bedspace_id).

    T1: a shared house of two. R1, who is ready to move on, lives in T1-1 and R2, who stays, in T1-2.
    T2: a shared house of two that can staff 40 hours. R3, who stays, has 25 of them; T2-2 is empty.
    T3: an empty flat, where R1 alone may live: the other three who move must share.

    R4 (band B, 20 hours), R5 (band C, 10 hours, waiting 12 months) and R6 (band C, 5 hours, waiting 48 months) wait.

    - Hours: R4 cannot join T2 (25 + 20 = 45 > 40); R5 and R6 each can (35 and 30).
    - Housemates: R6 must live apart from R2 and so cannot join T1.
    - Band B first: R4 can only go to T1-1, so R1 must leave it, and the flat T3 is R1's only other place.
    - T2-2 is left for R5 or R6. Both are band C, so the months decide: R6, with 48 against 12.

    R5 waits, outcompeted. Steps: R1 to T3-1 first, R4 to T1-1 after; R6 to T2-2 on its own.
    Band B 1, housed 2 (R4, R6), move-ons 1 (R1), months 30 + 48 = 78 (R4 has waited 30).
    """
    stays = {"situation": "supported_living", "needs_move": False}
    people = [
        resident("R1", **stays, current_bedspace_id="T1-1", move_on_status="ready"),
        resident("R2", **stays, current_bedspace_id="T1-2"),
        resident("R3", **stays, current_bedspace_id="T2-1", support_hours_week=Decimal(25)),
        resident(
            "R4", priority_band="B", lives="shared", support_hours_week=Decimal(20), waiting_since=date(2024, 5, 2)
        ),
        resident("R5", lives="shared", waiting_since=date(2025, 11, 2)),
        resident("R6", lives="shared", support_hours_week=Decimal(5), waiting_since=date(2022, 11, 2)),
    ]
    homes = [home("T1", "shared_house"), home("T2", "shared_house", support_hours_week=Decimal(40)), home("T3")]
    rooms = [let("T1-1", "R1"), let("T1-2", "R2"), let("T2-1", "R3"), void("T2-2"), void("T3-1")]
    apart = HousematePair(resident_id="R2", other_id="R6", relation="must_apart")
    world = village(people, homes, rooms, [apart])
    return world, geography(world), scenario(), {"R1": "T3-1", "R4": "T1-1", "R6": "T2-2"}
