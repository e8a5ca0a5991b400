"""Works chosen under a budget: held against every set of works and every plan, and against a planted best set."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest

from housing_match.domain import GOAL, Adaptation, Pair
from housing_match.domain.codes import DESIGN, EQUIPMENT, SKILLS
from housing_match.planning import TooManyWorks, plan_works
from housing_match.solve.choices import CAPITAL, order_with_capital
from housing_match.verify import verify
from tests.oracle.brute import best
from tests.oracle.dice import Dice
from tests.planning.by_hand import with_works
from tests.random_worlds import random_scenario, random_world
from tests.villages.building import AS_OF, geography, home, let, resident, scenario, village, void

FEW, MANY = (103, 111, 123, 131, 133, 137, 142, 159), range(100, 700)
"""In each of the few some work is worth doing; in one of eight of the many."""


def random_works(dice, world):
    """Up to four works on homes in which nobody of ours lives: what today's fit then is, the oracle need not know."""
    lived_in = {room.home_id for room in world.bedspaces if room.occupant_id is not None}
    rooms = [room for room in world.bedspaces if room.home_id not in lived_in and room.status not in ("held", "closed")]
    works = []
    for number in range(dice.randint(1, 4) if rooms else 0):
        room = dice.choice(rooms)
        own = dice.happens(0.3)
        works.append(
            Adaptation(
                home_id=room.home_id,
                bedspace_id=room.bedspace_id if own else None,
                work=f"work {number}",
                capital_cost=1000 * dice.randint(1, 9),
                weeks=dice.randint(1, 14),
                adds_equipment=dice.some(EQUIPMENT, 0.8) or frozenset(),
                adds_design=frozenset() if own else dice.some(DESIGN, 0.8) or frozenset(),
                adds_skills=frozenset() if own else dice.some(SKILLS, 0.8) or frozenset(),
                raises_ahr_to=dice.choice((None, "A", "A")),
                raises_night_support_to=None if own else dice.choice((None, "waking", "waking")),
            )
        )
    return tuple(works)


def signed(values, capital_pounds, rules):
    """Goal values in planning's order, larger is better."""
    return tuple(
        -capital_pounds if name == CAPITAL else values[name] if GOAL[name].most else -values[name]
        for name in order_with_capital(rules.goals)
    )


def agrees_with_every_set_of_works(seed):
    """The works chosen against every set of works within the budget, each with every plan."""
    world, measured = random_world(seed, people=4, homes=4, places=6, needs=0.5, incumbents=0.2, coupled=seed % 2 == 0)
    dice = Dice(f"works {seed}", 0)
    world = replace(world, adaptations=random_works(dice, world))
    rules = replace(random_scenario(seed, world), tolerances=(), pins=(), published_plan=None)
    budget = 1000 * dice.randint(0, 20)
    in_time = [one for one in world.adaptations if done_by(rules, one) <= rules.window_end]
    ranked = []
    try:
        if not best(world, measured, rules)[1]:
            return  # a quota that no plan of today's homes can keep: best_plan has a refusal of its own
        for count in range(len(in_time) + 1):
            for works in combinations(in_time, count):
                spent = sum(one.capital_cost for one in works)
                if spent <= budget:
                    done = with_works(world, rules, works)
                    values, _ = best(done, replace(measured, world=done), rules)
                    if values:
                        ranked.append(signed(values, spent, rules))
    except ValueError:
        return  # too many plans to try
    brief = plan_works(world, measured, rules, budget)
    assert signed(brief.built.values, brief.capital_pounds, rules) == max(ranked)
    done = with_works(world, rules, [one.work for one in brief.works])
    checked = verify(done, replace(measured, world=done), rules, brief.built.plan.bedspace_of)
    assert checked.agrees, checked.problems


def done_by(rules, work):
    """The day the work is done at the earliest."""
    return rules.as_of + timedelta(weeks=work.weeks)


@pytest.mark.parametrize("seed", FEW)
def test_no_set_of_works_within_the_budget_does_better(seed):
    agrees_with_every_set_of_works(seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", MANY)
def test_no_set_of_works_does_better_in_hundreds_of_worlds(seed):
    agrees_with_every_set_of_works(seed)


def lane(*works, **changes):
    """Two people of band C, one of whom needs a wet room; a void without one, and her own home, which suits the other.

    `in_need` lives in H1, a flat without the wet room that she needs; `waiting` could live there and nowhere else, as
    the void H2 is in a street that he avoids.
    """
    in_need = resident("in_need", situation="own_tenancy", equipment_needed=frozenset({"wet_room"}))
    waiting = resident("waiting", avoided_areas=frozenset({"NW8"}))
    world = village(
        [replace(in_need, current_bedspace_id="H1-1"), waiting],
        [home("H1", postcode="W23EH"), home("H2", postcode="NW88QU")],
        [let("H1-1", "in_need"), void("H2-1")],
    )
    return replace(world, adaptations=works, **changes)


def work(home_id, capital_cost, weeks=6, **adds):
    """A work to a whole home, by default one that a grant may pay for."""
    usual = {"work": "works", "dfg_eligible": True}
    return Adaptation(home_id=home_id, capital_cost=capital_cost, weeks=weeks, **(usual | adds))


WET_ROOM = {"work": "wet room", "adds_equipment": frozenset({"wet_room"})}


def planned(world, budget, **changes):
    return plan_works(world, geography(world), scenario(**changes), budget)


def test_a_work_houses_one_person_directly_and_another_through_the_chain():
    brief = planned(lane(work("H2", 14_500, **WET_ROOM)), 20_000)
    (done,) = brief.works
    assert (done.direct, done.chained) == (("in_need",), ("waiting",))
    assert (brief.housed_more, brief.capital_pounds, done.grant_pounds) == (2, 14_500, 14_500)
    assert done.done_by == AS_OF + timedelta(weeks=6)
    # Nobody is housed for nothing; £14,500 houses both; no work houses anybody more.
    assert [(one.housed, one.capital_pounds) for one in brief.steps] == [(0, 0), (2, 14_500)]
    assert brief.next is None


def test_below_the_price_of_the_work_nothing_is_done_and_the_next_step_says_what_it_takes():
    brief = planned(lane(work("H2", 14_500, **WET_ROOM)), 10_000)
    assert (brief.works, brief.housed_more) == ((), 0)
    assert (brief.next.housed, brief.next.capital_pounds) == (2, 14_500)
    assert brief.with_more["housed"] == 2  # £10,000 more is enough


def test_a_pin_to_their_own_home_of_somebody_who_is_not_in_the_plan_changes_no_works():
    plain = lane(work("H2", 14_500, **WET_ROOM))
    stays = replace(resident("stays", situation="own_tenancy", needs_move=False), current_bedspace_id="H3-1")
    world = replace(
        plain,
        residents=(*plain.residents, stays),
        homes=(*plain.homes, home("H3")),
        bedspaces=(*plain.bedspaces, let("H3-1", "stays")),
    )
    pin = Pair(resident_id="stays", bedspace_id="H3-1")
    assert len(planned(world, 20_000, pins=(pin,)).works) == 1


def test_of_two_works_that_house_as_many_the_cheaper_is_done():
    brief = planned(lane(work("H2", 31_000, **WET_ROOM), work("H2", 30_999, **WET_ROOM)), 70_000)
    (done,) = brief.works
    assert (done.work.capital_cost, done.grant_pounds) == (30_999, 30_000)


def test_no_capital_is_spent_for_fit_alone():
    nicer = work("H1", 100, work="garden", adds_design=frozenset({"outdoor_space"}))
    assert planned(lane(nicer), 20_000).works == ()


def test_a_work_that_ends_after_the_window_does_not_count():
    late = work("H2", 14_500, weeks=27, **WET_ROOM)  # the window is 26 weeks
    brief = planned(lane(late), 20_000)
    assert (brief.works, brief.late, brief.next) == ((), (late,), None)


def test_somebody_of_band_a_cannot_wait_for_a_work_of_nine_weeks():
    world = lane(work("H2", 14_500, weeks=9, **WET_ROOM))  # the window of band A is 8 weeks
    urgent = tuple(replace(one, priority_band="A") for one in world.residents)
    assert planned(replace(world, residents=urgent), 20_000).works == ()


def test_works_to_one_place_follow_each_other():
    hoist = work("H2", 20_000, weeks=4, work="hoist", adds_equipment=frozenset({"ceiling_hoist"}))
    world = lane(work("H2", 14_500, weeks=5, **WET_ROOM), hoist)
    needs = frozenset({"wet_room", "ceiling_hoist"})
    world = replace(
        world,
        residents=tuple(
            replace(one, equipment_needed=needs) if one.resident_id == "in_need" else one for one in world.residents
        ),
    )
    brief = planned(world, 40_000)
    assert [one.done_by for one in brief.works] == [AS_OF + timedelta(weeks=9)] * 2
    assert planned(world, 40_000, window_weeks=8).works == ()  # nine weeks are too long for both


def test_today_is_compared_with_as_it_is_not_as_a_work_would_leave_it():
    """Who need not move may not go to a lower fit than today's; a work at home for others does not change today's."""
    mover = resident("mover", needs_move=False, move_on_status="ready", situation="supported_living")
    mover = replace(mover, current_bedspace_id="H1-1", night_support="none")
    wanting = resident("wanting", equipment_needed=frozenset({"wet_room"}), avoided_areas=frozenset({"NW8"}))
    world = village(
        [mover, wanting],
        [
            home("H1", postcode="W23EH", night_support="sleep_in"),
            home("H2", postcode="NW88QU", night_support="sleep_in"),
        ],
        [let("H1-1", "mover"), void("H2-1")],
    )
    # The wet room would cost H1 ten points of fit for somebody who does not need it (nothing_wasted).
    world = replace(world, adaptations=(work("H1", 5_000, **WET_ROOM),))
    brief = planned(world, 5_000)
    assert brief.built.plan.bedspace_of == {"mover": "H2-1", "wanting": "H1-1"}
    assert brief.built.values["fit"] == brief.built.assessment.fit_at(
        brief.built.assessment.row["wanting"], brief.built.assessment.column["H1-1"]
    )  # the mover's fit is the same at both as they are today


def test_more_works_on_one_home_than_can_be_tried_are_refused_by_name():
    world = lane(*(work("H2", 1_000 + at, **WET_ROOM) for at in range(6)))
    with pytest.raises(TooManyWorks, match="H2 has 6 works"):
        planned(world, 5_000)
