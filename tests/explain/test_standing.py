"""How things stand before any plan."""

from datetime import date

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.explain import standing
from tests.oracle.tiny import flat, geography_of, person, room, world_of

AS_OF = date(2026, 3, 2)


def test_each_known_need_stands_beside_the_empty_homes_that_meet_it_alone():
    people = [
        person("R1", access_need="B"),
        person("R2", access_need="B"),
        person("R3", access_need="F"),
        person("R4", access_need=None),
        person("R5", access_need="A", needs_move=False),
    ]
    homes = [flat("H1", ahr_category="A"), flat("H2", ahr_category="C"), flat("H3", ahr_category=None)]
    world = world_of(people, homes, [room("H1-1", "H1"), room("H2-1", "H2"), room("H3-1", "H3")])
    now = standing(assess(world, geography_of(world), Scenario(as_of=AS_OF)))
    access = [one for one in now.needs if "accessibility" in one.title]
    # R1 and R2 want B: only H1 (A) is known to be as accessible. F is no need; R4's is not known; R5 need not move.
    told = [(one.wanted, one.resident_ids, one.bedspace_ids) for one in access]
    assert told == [("category B", ("R1", "R2"), ("H1-1",))]
