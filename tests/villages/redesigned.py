"""A borough of four people and a file of two redesigns: flats that house one more, and the end of a registration."""

from tests.villages.building import home, let, resident, village, void

FILE = """
[[redesigns]]
redesign_id = "flats"
home_id = "H1"
title = "Flats"
capital_pounds = 90000
weeks = 10
[[redesigns.becomes]]
bedspaces = ["H1-1"]
new_bedspaces = 1
home_type = "flat"

[[redesigns]]
redesign_id = "ended"
home_id = "H3"
title = "The end of registration"
[[redesigns.becomes]]
setting = "supported_living"
weekly_rent = 150
weekly_core_cost = 700
"""


def lives(resident_id, bedspace_id, **changes):
    """Somebody settled in a bedspace, who need not move."""
    usual = {"situation": "supported_living", "needs_move": False, "funding": "council"}
    return resident(resident_id, current_bedspace_id=bedspace_id, **(usual | changes))


def redesigned():
    """P1 and P2 share H1, P3 lives in the care home H3; P4 must live alone, and only the shared H2 is empty.

    Flats keep P1, send P2 to H2 and house P4. The care home costs £900 a week for P3, and would cost £700 and a rent.
    """
    both = {"settings_ok": frozenset({"residential_care", "supported_living"}), "situation": "residential_care"}
    people = [lives("P1", "H1-1"), lives("P2", "H1-2"), lives("P3", "H3-1", **both), resident("P4", lives="alone")]
    homes = [home(home_id, "shared_house", postcode="W23EH") for home_id in ("H1", "H2")]
    care = {"setting": "residential_care", "weekly_rent": 0, "weekly_core_cost": 900}
    homes.append(home("H3", "shared_house", postcode="W23EH", **care))
    rooms = [let("H1-1", "P1"), let("H1-2", "P2"), void("H2-1"), let("H2-2"), let("H3-1", "P3")]
    return village(people, homes, rooms)
