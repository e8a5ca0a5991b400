"""The objective in plain words: it names every goal and every change, and changes with whatever is set."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.criteria import IGNORE, MUST, POLICY, PREFER, settings_of
from housing_match.domain import (
    GOALS,
    Bedspace,
    Home,
    Offering,
    Pair,
    Quota,
    Resident,
    RuleChange,
    Scenario,
    World,
    goal_order,
)
from housing_match.publish.choices import bedspaces, homes, matching, people
from housing_match.publish.objective import in_short, objective

AS_OF = date(2026, 3, 2)
HERE, THERE = "E09000033", "E09000020"


def resident(resident_id, **parts):
    usual = {
        "borough": HERE,
        "birth_month": date(1990, 4, 1),
        "situation": "other",
        "needs_move": True,
        "priority_band": "B",
        "consent": "yes",
        "move_on_status": "settled",
    }
    return Resident(resident_id=resident_id, **usual | parts)


def home(home_id, name, **parts):
    usual = {
        "borough": HERE,
        "postcode": "W21NY",
        "provider": "P",
        "home_type": "house",
        "setting": "supported_living",
        "nominations": frozenset({HERE}),
    }
    return Home(home_id=home_id, name=name, **usual | parts)


WORLD = World(
    residents=(
        resident("R1", access_need="B", equipment_needed=frozenset({"ceiling_hoist"})),
        resident("R2", needed_by=date(2026, 10, 1)),
        resident("R3", borough=THERE, priority_band="A", needs_move=False, move_on_status="ready"),
    ),
    homes=(home("H1", "Elm *House*"), home("H2", "Oak", borough=THERE)),
    bedspaces=(
        Bedspace(bedspace_id="B1", home_id="H1", status="void"),
        Bedspace(bedspace_id="B2", home_id="H1", status="void"),
        Bedspace(bedspace_id="B3", home_id="H2", status="notice"),
    ),
)
BRIEF = Scenario(as_of=AS_OF)


def said(scenario):
    return [sentence for part in objective(scenario, WORLD) for sentence in part.sentences]


def text(scenario):
    return "\n".join(said(scenario))


def test_every_goal_stands_in_its_order_and_a_tolerance_beside_its_goal():
    order = goal_order(("moves", "weekly_cost"))
    scenario = replace(BRIEF, goals=order, tolerances=(("weekly_cost", 1), ("band_a", 2)))
    first = objective(scenario, WORLD)[0]
    titles = {goal.name: goal.title for goal in GOALS}
    assert first.ordered
    assert len(first.sentences) == len(GOALS) + 1  # the lottery comes last
    assert all(titles[name] in words for name, words in zip(order, first.sentences, strict=False))
    assert "up to 1 pound a week" in first.sentences[1]
    assert "up to 2 people" in first.sentences[2]


CHANGED_RULES = [
    *((rule, RuleChange(mode=mode)) for rule in POLICY for mode in rule.criterion.modes if mode != rule.mode),
    *((rule, RuleChange(weight=rule.weight + 1)) for rule in POLICY if rule.mode == PREFER),
    *(
        (rule, RuleChange(settings=((one.name, getattr(rule.criterion, one.name) + 1),)))
        for rule in POLICY
        for one in settings_of(rule.criterion)
    ),
]


@pytest.mark.parametrize(("rule", "change"), CHANGED_RULES, ids=lambda one: getattr(one, "name", "change"))
def test_every_changed_rule_is_said_by_its_title_and_no_other(rule, change):
    new = [one for one in said(replace(BRIEF, rules={rule.name: change})) if one.startswith("“")]
    assert [one.startswith(f"“{rule.criterion.title}”") for one in new] == [True]
    assert new[0] in in_short(replace(BRIEF, rules={rule.name: change}), WORLD)


def test_what_softening_and_ignoring_mean_is_said_and_what_holds_even_then():
    soft = next(rule for rule in POLICY if rule.mode == MUST and PREFER in rule.criterion.modes)
    words = text(replace(BRIEF, rules={soft.name: RuleChange(mode=PREFER, weight=7)}))
    assert "met counts 100, not known 50, not met 0, with weight 7" in words
    assert f"{soft.criterion.title}: weight 7." in words
    assert "must live apart" in words
    words = text(replace(BRIEF, rules={soft.name: RuleChange(mode=IGNORE)}))
    assert "is ignored: matches are proposed whether it is met or not" in words
    assert "must live apart" not in text(BRIEF)


def test_no_rule_of_the_brief_is_called_changed():
    assert "Every rule is as in the client's brief." in said(BRIEF)
    named = {rule.name: RuleChange(mode=rule.mode) for rule in POLICY}
    assert text(replace(BRIEF, rules=named)) == text(BRIEF)


def test_windows_stand_with_their_last_day():
    words = text(BRIEF)
    assert "2 March 2026" in words
    assert "31 August 2026 (26 weeks)" in words  # 2 March + 182 days
    assert "27 April 2026 (8 weeks)" in words  # 2 March + 56 days
    # of R1, R2 (needed only in October) and R3 (ready to move on), two want a place by then
    assert "All 3 people may take part; 2 of them need to move by 31 August 2026 or are ready to move on." in words


def test_who_is_left_out_and_which_places_take_nobody_is_said():
    words = text(replace(BRIEF, exclude=frozenset({"R1", "H2"})))
    assert "2 of 3 people may take part" in words
    assert "Left out, so that they stay where they are: R1." in words
    assert "2 of 3 bedspaces may be used" in words
    assert "Left out, so that they take nobody new: B3." in words
    words = text(replace(BRIEF, include=frozenset({"R3", "B1"})))
    assert "Only R3; all others stay where they are." in words
    assert "Only B1; all others take nobody new." in words


CHANGES = {
    "as_of": date(2026, 3, 3),
    "window_weeks": 27,
    "window_weeks_band_a": 9,
    "seed": 2,
    "goals": goal_order(("band_b",)),
    "tolerances": (("fit", 3),),
    "rules": {"access": RuleChange(mode=PREFER)},
    "include": frozenset({"R1"}),
    "exclude": frozenset({"R1"}),
    "pins": (Pair(resident_id="R1", bedspace_id="B1"),),
    "bans": (Pair(resident_id="R1", home_id="H1"),),
    "published_plan": (Pair(resident_id="R1", bedspace_id="B9"),),
    "nominations": (Quota(nominating_borough="E09000033", landlord="L", at_least_percent=40, at_most=5),),
    "offers": Offering(weeks_per_offer=3),
    "use_reserved": True,
    "max_chain": 2,
    "time_limit_seconds": 60,
}


def test_a_published_plan_is_said_with_its_goal_and_what_is_gone():
    words = text(replace(BRIEF, published_plan=CHANGES["published_plan"]))
    assert "Fewest people whose place differs from the published plan." in words
    assert "A plan published before gives 1 person a place" in words
    assert "No longer in the tables: B9." in words


def test_a_quota_is_said_in_one_sentence():
    words = text(replace(BRIEF, nominations=CHANGES["nominations"]))
    assert "Lettings in all homes of L: at most 5 and at least 40% to people of Westminster." in words


def test_changing_anything_changes_the_words():
    words = {text(BRIEF)} | {text(replace(BRIEF, **{name: value})) for name, value in CHANGES.items()}
    assert len(words) == len(CHANGES) + 1
    unsaid = {"schema_version", "name"}  # neither asks anything of a plan
    assert CHANGES.keys() | unsaid == set(Scenario.__dataclass_fields__)


def test_people_and_homes_are_found_by_borough_band_need_and_id():
    def found(choices, **asked):
        nothing = {"boroughs": (), "bands": (), "traits": (), "text": ""}
        return [one.id for one in matching(choices, **nothing | asked)]

    assert found(people(WORLD)) == ["R1", "R2", "R3"]
    assert found(people(WORLD), boroughs=["Westminster"], bands=["B"], traits=["ceiling hoist", "access B"]) == ["R1"]
    assert found(people(WORLD), traits=["ready to move on"]) == ["R3"]
    assert found(people(WORLD), text=" r2") == ["R2"]
    assert found(homes(WORLD), text="elm") == ["H1"]
    assert found(bedspaces(WORLD), traits=["notice"]) == ["B3"]
