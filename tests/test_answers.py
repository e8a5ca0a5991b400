"""The words of `explain`, in worlds small enough to see why."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.criteria import POLICY, PREFER
from housing_match.domain import HousematePair, Pair, RuleChange, Scenario
from housing_match.explain import reasons, runner_up
from housing_match.publish.answers import answer, reasons_of_moves
from housing_match.publish.regrets import ranked_answer
from housing_match.publish.what_if_answers import NOT_PROVED, instead, runner_up_part
from housing_match.solve import WhatIf, best_plan
from housing_match.verify import PlanUnreadable
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of

AS_OF = date(2026, 3, 2)
NO_PREFERENCES = {rule.name: RuleChange(mode="ignore") for rule in POLICY if rule.mode == PREFER}


def said_of(about, world, **scenario):
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF, **scenario))
    return answer(reasons_of_moves(assessment, best_plan(assessment).bedspace_of), about)


def test_a_plan_that_moves_somebody_who_takes_no_part_is_refused_in_a_sentence():
    world = world_of([person("a"), person("z", needs_move=False)], [flat("h")], [room("h1", "h")])
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    with pytest.raises(PlanUnreadable, match="The plan moves z, who takes no part under this scenario; `housing-match"):
        reasons_of_moves(assessment, {"z": "h1"})


def test_who_is_left_out_by_the_scenario_is_said_to_be():
    world = world_of([person("a"), person("b")], [flat("h")], [room("h1", "h")])
    why = said_of("b", world, exclude=frozenset({"b"}))
    assert why.headline == "b is not in this plan: left out by the scenario (its include or exclude)."


def test_a_fit_without_preferences_is_500_by_definition():
    world = world_of([person("a")], [flat("h")], [room("h1", "h")])
    fit = next(row for row in said_of("a", world, rules=NO_PREFERENCES).rows if row[0] == "Fit")
    assert fit[2:4] == ("by definition: no preference applies", "500")


def test_a_place_that_comes_late_is_said_in_weeks():
    # Free on 6 April, needed by 16 March: 21 days are three weeks.
    works = room("h1", "h", "works", available_from=date(2026, 4, 6))
    world = world_of([person("a", needed_by=date(2026, 3, 16))], [flat("h")], [works])
    why = said_of("a", world)
    assert "Earliest date: 6 April 2026, when every place of the chain up to this step is free." in why.sentences
    assert why.flags == ("The home is free 3 weeks after the date it is needed by (16 March 2026).",)


def test_two_who_change_places_need_a_short_stay_elsewhere():
    # Each lives where only the other may: a needs category B, and b's flat alone has it; b must share, as a does.
    people = [
        person("a", access_need="B", situation="supported_living", current_bedspace_id="g1"),
        person("b", lives="shared", situation="supported_living", current_bedspace_id="h1"),
    ]
    homes = [flat("h", ahr_category="B"), house("g")]
    beds = [room("h1", "h", "occupied", "b"), room("g1", "g", "occupied", "a"), room("g2", "g", "occupied")]
    why = said_of("a", world_of(people, homes, beds))
    assert why.flags == ("The chain is a closed cycle: someone needs a short stay elsewhere first.",)


def test_who_waits_sees_to_whom_the_nearest_home_is_proposed():
    world = world_of([person("a", priority_band="A"), person("b")], [flat("h")], [room("h1", "h")])
    why = said_of("b", world)
    assert why.columns == ("Nearest homes", "What stands in the way")
    assert why.rows == (("h (h)", "h1: every rule is met; proposed to a"),)


def test_who_waits_sees_what_is_wanted_and_what_is_offered():
    world = world_of([person("a", access_need="A")], [flat("h")], [room("h1", "h")])
    [(_, barrier)] = said_of("a", world).rows
    assert barrier.startswith("h1: not met: The home can be entered and used")
    assert "(wanted: category A; offered: category F)" in barrier


def test_who_cannot_live_with_those_who_live_there_sees_the_rule():
    # 30 hours live there and 10 would come: 40 of 35.
    people = [person("a"), person("z", needs_move=False, support_hours_week=30, current_bedspace_id="h2")]
    beds = [room("h1", "h"), room("h2", "h", "occupied", "z")]
    world = world_of(people, [house("h", support_hours_week=35)], beds)
    why = said_of("a", world)
    assert why.sentences[0] == (
        "A home suits this person, but not with the people who would live there (or its hours, or a quota)."
    )
    assert why.rows == (
        (
            "h (h)",
            "h1: not met: The home can staff everybody's support hours (40 known hours a week against a limit of 35)",
        ),
    )
    empty = said_of("h1", world)
    assert empty.sentences == (
        "The plan leaves it empty.",
        "It suits 1 person by every rule about one person; “The home can staff everybody's support hours” stops 1.",
    )


def test_who_did_not_agree_gets_no_list_of_homes():
    world = world_of([person("a", consent="no")], [flat("h")], [room("h1", "h")])
    assert said_of("a", world).rows == ()


def test_a_void_that_is_filled_says_by_whom():
    world = world_of([person("a")], [flat("h")], [room("h1", "h")])
    assert said_of("h1", world).sentences == ("a is proposed it.",)


def test_a_void_that_the_scenario_leaves_out_is_said_to_be():
    world = world_of([person("a")], [flat("h")], [room("h1", "h")])
    why = said_of("h1", world, exclude=frozenset({"h1"}))
    assert why.sentences == ("The scenario leaves it out.",)
    assert why.headline.endswith("left out by the scenario.")


def one_flat_and_two_people(**scenario):
    world = world_of([person("a", priority_band="A"), person("b")], [flat("h")], [room("h1", "h")])
    return assess(world, geography_of(world), Scenario(as_of=AS_OF, **scenario))


def test_that_no_plan_does_better_is_said_only_of_a_plan_that_was_proved():
    assessment = one_flat_and_two_people()
    proved = answer(reasons(assessment, best_plan(assessment)), "b")
    given = reasons_of_moves(assessment, {})
    assert "Homes suit this person; no plan with this move comes out better, goal by goal." in proved.sentences
    said = "this plan does without the move, and is not proved the best"
    assert f"Homes suit this person; {said}." in answer(given, "a").sentences
    assert answer(given, "h1").rows[0] == ("a", f"nothing: every rule is met; {said}")
    other = WhatIf(assessment, {})
    assert NOT_PROVED in instead(given, other, "a", "h").sentences
    assert NOT_PROVED in runner_up_part(given, "a", runner_up(other, "a")).sentences
    assert (
        "Some come out better: this plan was not proved the best."
        in ranked_answer(given, "a", other.of_person("a")).sentences
    )


def test_a_pin_or_a_ban_that_stands_in_the_way_is_named():
    assessment = one_flat_and_two_people(pins=(Pair(resident_id="b", bedspace_id="h1"),))
    plan = best_plan(assessment)
    said = instead(reasons(assessment, plan), WhatIf(assessment, plan.bedspace_of), "a", "h")
    assert "keeps every rule, every pin of the scenario and gives everybody" in said.sentences[-2]
    assert said.sentences[-1] == "The scenario says of b and h1 in h: must be matched."
    assessment = one_flat_and_two_people(bans=(Pair(resident_id="a", home_id="h"),))
    plan = best_plan(assessment)
    said = instead(reasons(assessment, plan), WhatIf(assessment, plan.bedspace_of), "a", "h")
    assert said.rows == (("the scenario bans this match",),)


def test_of_two_who_may_not_live_together_both_are_named_to_officers():
    apart = HousematePair(resident_id="a", other_id="z", relation="must_apart")
    people = [person("a"), person("z", needs_move=False, current_bedspace_id="h2")]
    rooms = [room("h1", "h"), room("h2", "h", "occupied", "z")]
    world = replace(world_of(people, [house("h")], rooms), housemates=(apart,))
    said = said_of("a", world).rows[0][1]
    assert said == "h1: not met: Pairs who must live together, or apart, do (these two must live apart: a and z)"
