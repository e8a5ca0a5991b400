"""What answers ask of the next plan, and that no answer can reach a person's band or waiting date."""

import ast
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

import housing_match
from housing_match.assess import assess
from housing_match.domain import Offer, Pair, Scenario
from housing_match.explain.offers import answered, offers_to_make
from housing_match.run import replan
from housing_match.solve import PinsCannotBeKept, best_plan
from housing_match.verify import verify
from tests.oracle.brute import every_plan, settle
from tests.oracle.dice import Dice
from tests.oracle.tiny import chain_world, flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_world

AS_OF = date(2026, 3, 2)
PLAIN = Scenario(as_of=AS_OF)
OFFERED, ANSWERED = date(2026, 3, 3), date(2026, 3, 9)


def offer(who, room, answer=None, consequence=None, **fields):
    """An offer that is out, or answered."""
    said = {"answered_on": None if answer is None else ANSWERED, "offered_on": OFFERED, **fields}
    return Offer(
        offer_id=f"{who} {room} {answer}",
        resident_id=who,
        bedspace_id=room,
        answer=answer,
        consequence=consequence,
        **said,
    )


def two_of_three(offers, **fields):
    """Three people who could have either of two flats in SW1A or W10, or the third in W10; b waits longest, then a."""
    people = [person("a", waiting_since=date(2024, 3, 2)), person("b", waiting_since=date(2023, 3, 2)), person("c")]
    homes = [flat("h1", postcode="W104AA"), flat("h2", postcode="W105UA"), flat("h3", postcode="SW1A1AA")]
    rooms = [room("b1", "h1"), room("b3", "h3")]
    return replace(world_of(people, homes, rooms), offers=tuple(offers), **fields)


def asked(world, bedspace_of, scenario=PLAIN):
    return answered(world, scenario, bedspace_of)


def test_an_accepted_offer_is_pinned_and_one_that_is_out_or_deferred_stands_if_it_is_of_this_plan():
    world = two_of_three([offer("a", "b1", "accept"), offer("b", "b3", "defer"), offer("c", "b3")])
    found = asked(world, {"a": "b3", "b": "b3"})
    assert found.accepted == (Pair(resident_id="a", bedspace_id="b1"),)
    assert found.standing == (Pair(resident_id="b", bedspace_id="b3"),)  # c's is of another plan
    assert found.scenario.pins == found.accepted + found.standing


@pytest.mark.parametrize(
    ("answer", "consequence", "barred"),
    [
        ("decline", None, ("b1",)),
        ("decline", "none", ("b1",)),
        ("decline", "exclude_home", ("b1", "b2")),
        ("decline", "exclude_area", ("b1", "b2", "b4")),  # b3 is in another district
        ("withdrawn", None, ("b1",)),
    ],
)
def test_a_refusal_bars_the_place_the_home_or_the_district_for_that_person_alone(answer, consequence, barred):
    homes = [house("h1"), flat("h3", postcode="SW1A1AA"), flat("h4", postcode="W105AA")]
    rooms = [room("b1", "h1"), room("b2", "h1"), room("b3", "h3"), room("b4", "h4")]
    world = replace(world_of([person("a"), person("b")], homes, rooms), offers=(offer("a", "b1", answer, consequence),))
    found = asked(world, {"a": "b1"})
    # h4 is in W10 as h1 is: W10 5AA and W10 4AA.
    assert [one.bedspace_ids for one in found.barred] == [barred]
    assert found.scenario.bans == tuple(Pair(resident_id="a", bedspace_id=one) for one in barred)


@pytest.mark.parametrize(
    ("refusal", "later", "out"),
    [
        (offer("a", "b1", "decline", "pause_until", paused_until=date(2026, 6, 1)), (), True),
        (offer("a", "b1", "decline", "pause_until", paused_until=AS_OF), (), False),  # the pause is over
        (offer("a", "b1", "decline", "reassess"), (), True),
        (offer("a", "b1", "decline", "reassess"), (offer("a", "b3", offered_on=date(2026, 4, 1)),), False),
        (offer("a", "b1", "decline", "reassess"), (offer("a", "b3", "accept"),), False),
    ],
)
def test_who_asked_for_a_pause_is_left_out_until_then_and_a_later_offer_or_an_acceptance_ends_it(refusal, later, out):
    world = two_of_three([refusal, *later])
    found = asked(world, {"a": "b1"}, replace(PLAIN, exclude=frozenset({"c"})))
    assert [one.resident_id for one in found.left_out] == (["a"] if out else [])
    assert found.scenario.exclude == frozenset({"c"} | ({"a"} if out else set()))


def test_a_pause_that_is_over_ends_also_where_the_plan_before_carried_it():
    refusal = offer("a", "b1", "decline", "pause_until", paused_until=date(2026, 6, 1))
    world = two_of_three([refusal])
    first = asked(world, {"a": "b1"}).scenario
    again = asked(world, {}, replace(first, as_of=date(2026, 6, 1)))
    assert ("a" in first.exclude, "a" in again.scenario.exclude) == (True, False)


def test_who_accepts_what_was_declined_before_has_it():
    world = two_of_three([offer("a", "b1", "decline", "exclude_home"), offer("a", "b1", "accept")])
    first = asked(two_of_three([offer("a", "b1", "decline", "exclude_home")]), {"a": "b1"}).scenario
    found = asked(world, {}, first).scenario
    assert (found.pins, found.bans) == ((Pair(resident_id="a", bedspace_id="b1"),), ())


def test_a_place_that_the_person_has_moved_into_since_is_no_promise_any_more():
    world = world_of([person("a", needs_move=False)], [flat("h")], [room("b1", "h", "occupied", "a")])
    assert asked(replace(world, offers=(offer("a", "b1", "accept"),)), {"a": "b1"}).scenario.pins == ()


def agrees_with_every_plan(seed):
    """After random answers the next plan is one of the best of all that they leave; whether there was one to make."""
    world, geography = random_world(seed, people=5, homes=4)
    plan = best_plan(assess(world, geography, PLAIN)).bedspace_of
    if not plan:
        return False
    dice = Dice(f"offers {seed}")
    who = dice.choice(sorted(plan))
    said = [offer(who, plan[who], "decline", dice.choice(("none", "exclude_home", "exclude_area", "reassess")))]
    for other in sorted(plan.keys() - {who}):
        if dice.happens(0.3):
            said.append(offer(other, plan[other], dice.choice(("accept", "defer", None))))
    world = replace(world, offers=tuple(said))
    found = answered(world, PLAIN, plan)
    plans = every_plan(world, geography, found.scenario)
    if not plans:
        found = found.without_standing()
        plans = every_plan(world, geography, found.scenario)
    if not plans:
        with pytest.raises(PinsCannotBeKept):  # somebody accepted a place that is not left any more
            replan(world, geography, PLAIN, plan)
        return False
    outcome, told = replan(world, geography, PLAIN, plan)
    assert told == found
    assert outcome.plan.bedspace_of in [one for one, _ in settle(plans, found.scenario)[1]]
    assert not verify(world, geography, found.scenario, outcome.plan.bedspace_of).problems
    return True


def test_after_a_decline_the_next_plan_is_the_best_without_that_pair_with_fewest_changes():
    assert sum(agrees_with_every_plan(seed) for seed in range(12)) > 6


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 1100))
def test_plans_after_answers_hold_in_a_thousand_worlds(seed):
    agrees_with_every_plan(seed)


def test_where_the_chain_breaks_what_stands_on_it_is_released_and_said():
    # a lives outside, b in b1, c in b2; b3 is void. All move; c declines, so that b2 is not left and b's offer falls.
    world = chain_world()
    plan = {"a": "b1", "b": "b2", "c": "b3"}
    world = replace(
        world,
        offers=(offer("b", "b2"), offer("c", "b3", "decline", "reassess")),
    )
    outcome, told = replan(world, geography_of(world), PLAIN, plan)
    assert told.released == (Pair(resident_id="b", bedspace_id="b2"),)
    assert outcome.plan.bedspace_of["b"] == "b3"  # the void itself; a gets what b leaves


def test_the_offers_to_make_are_the_moves_not_yet_offered_after_those_recorded():
    world = two_of_three([offer("a", "b1")])
    assessment = assess(world, geography_of(world), PLAIN)
    plan = best_plan(assessment)
    made = offers_to_make(world, PLAIN, plan)
    assert made[:1] == world.offers
    assert {(one.resident_id, one.bedspace_id) for one in made} >= set(plan.bedspace_of.items())
    assert all(one.offered_on is None and one.answer is None for one in made[1:])
    assert len({one.offer_id for one in made}) == len(made)


def test_an_offer_has_no_field_for_a_band_or_a_waiting_date():
    assert not {"priority_band", "waiting_since", "priority_reason"} & {one.name for one in fields(Offer)}


def test_no_line_of_the_product_writes_a_band_or_a_waiting_date_but_where_people_are_invented():
    """Residents are frozen: to change one is to name the field in a call, or to set the attribute by name."""
    package = Path(housing_match.__file__).parent
    written = []
    for file in package.rglob("*.py"):
        if "synthetic" in file.parts or file.name == "futures.py":  # the sample's people, and newcomers of a future
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg in ("priority_band", "waiting_since"):
                written.append(f"{file.name}:{node.value.lineno}")
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                written += [f"{file.name}:{node.lineno}"] * (node.attr in ("priority_band", "waiting_since"))
    assert written == []


def test_whatever_is_answered_everybody_has_the_band_and_the_waiting_date_of_the_tables():
    answers = (
        ("accept", None),
        ("defer", None),
        ("withdrawn", None),
        *(("decline", one) for one in ("none", "exclude_home", "exclude_area", "reassess", "pause_until")),
    )
    for seed, (answer, consequence) in enumerate(answers):
        world, geography = random_world(seed, people=6, homes=5)
        plan = best_plan(assess(world, geography, PLAIN)).bedspace_of
        until = date(2026, 9, 1) if consequence == "pause_until" else None
        said = tuple(offer(who, place, answer, consequence, paused_until=until) for who, place in plan.items())
        outcome, _ = replan(replace(world, offers=said), geography, PLAIN, plan)
        told = {one.resident_id: (one.priority_band, one.waiting_since) for one in outcome.assessment.world.residents}
        assert told == {one.resident_id: (one.priority_band, one.waiting_since) for one in world.residents}
        assert outcome.assessment.world.residents == world.residents
