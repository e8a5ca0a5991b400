"""What every rule promises, also tomorrow's: each test is put to all of POLICY and to the rule that the docs show."""

import json
import re
import sys
from dataclasses import fields, replace
from datetime import timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import housing_match.criteria as criteria
from housing_match.assess.fields import Fields
from housing_match.assess.looked_at import bits, looked_at, parts_that_decide, things
from housing_match.assess.measured import HOME_FACTS
from housing_match.criteria import (
    IGNORE,
    MUST,
    POLICY,
    PREFER,
    Comparison,
    PlanRule,
    Rule,
    Unknown,
    Verdict,
    settings_of,
)
from housing_match.domain import Facts, Place, Resident, RuleChange, Scenario, World, codes
from tests.strategies import AS_OF, PLAIN_FACTS, PLAIN_PLACE, PLAIN_RESIDENT, RESIDENT, pairs, varied
from tests.watching import watched

GUIDE = (Path(__file__).parents[1] / "docs" / "add-a-criterion.md").read_text(encoding="utf-8")
NOT_RULES = {"__init__.py", "base.py", "comparing.py"}
MOST_LINES = 60
LONGER = {"household.py": 71}
"""One rule with six parts; not to grow."""
CODE_WORDS = {word for value in vars(codes).values() if isinstance(value, tuple) for word in value if "_" in word}


def documented_rule():
    """The rule that the docs show, made from the text of the page."""
    scope = {"__name__": "documented"}
    exec(re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)[1], scope)
    return Rule(criterion=scope["Storeys"](), mode=MUST)


# Each fact of a pair with the whole numbers that stand for it: minutes as a sum and a weight, both 0 for none.
MINUTES = [(None, (0, 0)), *((Fraction(total, by), (total, by)) for by in range(1, 13) for total in range(125 * by))]
FITS = [(fit, (fit,)) for fit in (0, 1, 499, 500, 1000)]
FACTS_AND_NUMBERS = {
    "family_minutes": MINUTES,
    "places_minutes": MINUTES,
    "fit_here": FITS,
    "fit_today": FITS,
}
EVERY = (*POLICY, documented_rule())
ONE_PERSON = [rule for rule in EVERY if not isinstance(rule.criterion, PlanRule)]

every_rule = pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.name)
every_one_person_rule = pytest.mark.parametrize("rule", ONE_PERSON, ids=lambda rule: rule.name)
some = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
quick = settings(some, max_examples=1000, phases=[Phase.generate])


@every_one_person_rule
@given(data=st.data())
@some
def test_a_score_is_whole_and_from_0_to_100_and_an_unknown_asks_a_question(rule, data):
    pair = data.draw(pairs(rule.criterion))
    outcome = rule.criterion.compare(*pair)
    assert outcome == rule.criterion.compare(*pair)
    if outcome is None:
        return
    assert type(outcome.score) is int
    assert 0 <= outcome.score <= 100
    if isinstance(outcome, Comparison):
        assert (outcome.verdict == Verdict.MET) == (outcome.score == 100)
        assert outcome.score in (0, 100) or MUST not in rule.criterion.modes
    else:
        assert "?" in outcome.question
    said = " ".join((outcome.wanted, outcome.offered, getattr(outcome, "question", "")))
    assert not [word for word in CODE_WORDS if word in said]


@every_one_person_rule
@given(pair=pairs())
@settings(some, max_examples=25)
def test_nothing_is_read_that_was_not_declared(rule, pair):
    criterion = rule.criterion
    for read, declared in zip(
        read_of(criterion, pair), (criterion.reads_resident, criterion.reads_place, criterion.reads_facts), strict=True
    ):
        assert read <= set(declared)


@pytest.mark.parametrize(
    "rule",
    [
        rule
        for rule in ONE_PERSON
        if rule.criterion.looks_at_listed or rule.criterion.looks_at_together or rule.criterion.beyond_need
    ],
    ids=lambda rule: rule.name,
)
@given(data=st.data())
@settings(some, max_examples=200)
def test_people_and_places_alike_in_what_a_rule_looks_at_are_judged_alike(rule, data):
    # The assessment asks once for all of them, so that anything else that decided would go unseen.
    criterion = rule.criterion
    (resident, place, facts), (other, elsewhere, others) = (data.draw(pairs(criterion)) for _ in range(2))
    facts_of = facts, replace(facts, **{name: getattr(others, name) for name in HOME_FACTS})
    people, offered = Fields(ones=(resident, other)), Fields(ones=(place, elsewhere))
    bit_of = things(criterion, offered)
    needs, offers = ([both[at] for both in criterion.beyond_need] for at in (0, 1))
    needed, there = bits(people, needs, bit_of), bits(offered, offers, bit_of)
    parts = parts_that_decide(criterion, people)
    wants, haves = (
        [*zip(*looked_at(criterion, names, fields, parts, facts), strict=True)] or [(), ()]
        for names, fields in ((criterion.reads_resident, people), (criterion.reads_place, offered))
    )
    read = [name for name in criterion.reads_facts if name in HOME_FACTS]
    known = [[parts.get(name, lambda one: one)(getattr(one, name)) for name in read] for one in facts_of]
    said = {}
    for row, column in product(range(2), range(2)):
        alike = *wants[row], *haves[column], *known[column], (there[column] & ~needed[row]).bit_count()
        outcome = criterion.compare(people.ones[row], offered.ones[column], facts_of[column])
        judged = None if outcome is None else (outcome.verdict, outcome.score, outcome.binding_verdict)
        if isinstance(outcome, Unknown):
            judged = *judged, outcome.question, outcome.about_home
        assert said.setdefault(alike, judged) == judged


@pytest.mark.parametrize(
    "rule", [rule for rule in ONE_PERSON if rule.criterion.looks_at_facts], ids=lambda rule: rule.name
)
def test_pairs_alike_in_the_facts_that_a_rule_looks_at_are_judged_alike(rule):
    criterion, plain = rule.criterion, replace(PLAIN_FACTS, incumbent=True)
    stays = replace(PLAIN_RESIDENT, needs_move=False)
    for names, look in criterion.looks_at_facts.items():
        said, asked = {}, [*product(*(FACTS_AND_NUMBERS[name] for name in names))]
        for ones in asked:
            facts = replace(plain, **{name: fact for name, (fact, _) in zip(names, ones, strict=True)})
            outcome = criterion.compare(stays, PLAIN_PLACE, facts)
            looked_at = look(*(number for _, numbers in ones for number in numbers))
            judged = None if outcome is None else (outcome.verdict, outcome.score, outcome.binding_verdict)
            assert said.setdefault(looked_at, judged) == judged
        columns = zip(*([number for _, numbers in ones for number in numbers] for ones in asked), strict=True)
        assert set(look(*(np.array(column) for column in columns)).tolist()) == said.keys()
        assert len(set(said.values())) > 1


@pytest.mark.parametrize(
    "rule", [rule for rule in EVERY if isinstance(rule.criterion, PlanRule)], ids=lambda rule: rule.name
)
@given(one=pairs(), other=pairs())
@some
def test_a_clash_reads_of_two_people_what_is_declared_and_which_two_they_are(rule, one, other):
    # The solver asks once for each pair of profiles, so that anything read beside them would go unseen.
    seen = set()
    rule.criterion.clash(watched(one[0], seen), watched(other[0], seen), World())
    assert seen <= {*rule.criterion.reads_resident, "resident_id"}


@pytest.mark.parametrize(
    "rule", [rule for rule in EVERY if isinstance(rule.criterion, PlanRule)], ids=lambda rule: rule.name
)
@given(one=pairs(), other=pairs())
@some
def test_a_clash_is_the_same_either_way_round(rule, one, other):
    # The solver asks about each two profiles one way round only.
    clash = rule.criterion.clash
    assert clash(one[0], other[0], World()) == clash(other[0], one[0], World())
    assert clash(one[0], None, World()) == clash(None, one[0], World())


def read_of(criterion, pair):
    """The fields of the resident, the place and the facts that the criterion reads of one pair."""
    seen = set(), set(), set()
    criterion.compare(*(watched(record, names) for record, names in zip(pair, seen, strict=True)))
    return seen


@every_one_person_rule
def test_everything_declared_is_a_field_and_is_read(rule):
    criterion = rule.criterion
    declared = criterion.reads_resident, criterion.reads_place, criterion.reads_facts
    for side, (record, names) in enumerate(zip((Resident, Place, Facts), declared, strict=True)):
        assert set(names) <= {one.name for one in fields(record)}
        assert len(names) == len(set(names))
        for name in names:
            find(
                pairs(criterion),
                lambda pair, side=side, name=name: name in read_of(criterion, pair)[side],
                settings=quick,
            )


GRADES = {
    "ahr_category": tuple(reversed(codes.AHR_CATEGORY)),
    "behaviour_support": codes.BEHAVIOUR_SUPPORT,
    "night_support": codes.NIGHT_SUPPORT,
    "staff_ratio": codes.STAFF_RATIO,
}
MORE = {
    "equipment": codes.EQUIPMENT,
    "design": codes.DESIGN,
    "skills": codes.SKILLS,
    "ways_of_living": codes.WAYS_OF_LIVING,
    "nominations": ("E09000033", "E09000020"),
}
CAN_BE_TOO_MUCH = {"ahr_category", "behaviour_support", "night_support", "staff_ratio", "equipment", "design"}
"""What a preference may count against a home that has more of it than needed; a requirement never does."""
MORE_IS_BETTER = {"crime_decile": 10, "environment_decile": 10, "street_lights": 60}
"""The most that each may be."""
LESS_IS_BETTER = ("station_minutes", "step_free_minutes", "family_minutes", "places_minutes")


def better_homes(place, names):
    """Any place at least as good in each of these fields; what is unknown stays so."""
    cells = {}
    for name in names:
        value = getattr(place, name)
        if value is None:
            continue
        if name in GRADES:
            cells[name] = st.sampled_from(GRADES[name][GRADES[name].index(value) :])
        elif name in MORE:
            cells[name] = st.frozensets(st.sampled_from(MORE[name])).map(value.union)
        elif name == "lift":
            cells[name] = st.sampled_from((value, True))
        elif name == "floor":
            cells[name] = st.sampled_from((value, 0))
        elif name == "rent_unmet_weekly":
            cells[name] = st.integers(0, value)
        elif name == "available_from":
            cells[name] = st.integers(0, 200).map(lambda days, value=value: value - timedelta(days=days))
    return varied(place, cells)


def better_facts(facts):
    """Any facts with no journey longer, no circle entered and no tenth worse."""
    cells = {"inside_exclusion": st.sampled_from((facts.inside_exclusion, False))}
    for name in LESS_IS_BETTER:
        value = getattr(facts, name)
        if value is not None:
            cells[name] = st.integers(0, 130).map(lambda less, value=value: max(value - less, type(value)(0)))
    for name, most in MORE_IS_BETTER.items():
        if getattr(facts, name) is not None:
            cells[name] = st.integers(getattr(facts, name), most)
    return varied(facts, cells)


@every_one_person_rule
@given(data=st.data())
@some
def test_a_better_home_never_scores_worse(rule, data):
    resident, place, facts = data.draw(pairs(rule.criterion))
    criterion = rule.criterion
    names = set(criterion.reads_place) - (set() if MUST in criterion.modes else CAN_BE_TOO_MUCH)
    better = data.draw(better_homes(place, sorted(names))), data.draw(better_facts(facts))
    before, after = (criterion.compare(resident, *offer) for offer in ((place, facts), better))
    # A rule that does not apply stands in nobody's way, and so ranks with one that is met.
    ranks = [100 if outcome is None else outcome.score for outcome in (before, after)]
    assert ranks[1] >= ranks[0]


@every_rule
@given(data=st.data())
@some
def test_settings_stay_in_bounds_and_come_back_from_json(rule, data):
    infos = settings_of(rule.criterion)
    assert [one.name for one in infos] == [one.name for one in fields(rule.criterion)]
    for one in infos:
        assert one.label
        assert one.unit
        assert one.least <= getattr(rule.criterion, one.name) <= one.most
    chosen = {one.name: data.draw(st.integers(one.least, one.most)) for one in infos}
    again = replace(rule.criterion, **json.loads(json.dumps(chosen)))
    assert {one.name: getattr(again, one.name) for one in infos} == chosen
    if rule not in POLICY:
        return
    changed = Scenario(as_of=AS_OF, rules={rule.name: RuleChange(settings=tuple(chosen.items()))})
    assert {one.name: one.criterion for one in criteria.policy_for(changed)}[rule.name] == again
    if not isinstance(rule.criterion, PlanRule):
        outcome = again.compare(*data.draw(pairs(again)))
        assert outcome is None or 0 <= outcome.score <= 100


@every_rule
def test_a_rule_says_in_plain_words_what_it_is_and_where_it_comes_from(rule):
    criterion = rule.criterion
    assert re.fullmatch(r"[A-Z][A-Za-z0-9 ,:;'()-]{9,79}", criterion.title)
    assert len(criterion.source) >= 10
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", criterion.name)
    assert type(criterion).__doc__.endswith(".")
    assert not type(criterion).__doc__.startswith(f"{type(criterion).__name__}(")
    assert "_" not in criterion.remedy


@every_rule
def test_a_rule_is_used_in_a_way_it_allows(rule):
    criterion = rule.criterion
    assert rule.mode in criterion.modes
    # A preference that is off until a scenario asks for it has its weight ready.
    assert (rule.weight > 0) == (MUST not in criterion.modes)
    assert MUST in criterion.modes or PREFER in criterion.modes
    # What no scenario may soften is no work that could be paid for either.
    assert IGNORE in criterion.modes or not criterion.remedy
    if not isinstance(criterion, PlanRule):
        assert not criterion.importance or criterion.importance.startswith("importance_")
        assert not criterion.importance or criterion.importance in RESIDENT
        assert "ethnic_group" not in criterion.reads_resident


def test_no_two_rules_share_a_name_or_a_title():
    names, titles = {rule.name for rule in POLICY}, {rule.criterion.title for rule in POLICY}
    assert len(names) == len(titles) == len(POLICY)


@pytest.mark.parametrize("rule", POLICY, ids=lambda rule: rule.name)
def test_a_rule_is_one_short_file_that_has_its_name(rule):
    path = Path(sys.modules[type(rule.criterion).__module__].__file__)
    assert path.name == f"{rule.name}.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGER.get(path.name, MOST_LINES)


def test_every_file_of_a_rule_is_in_the_policy():
    there = {path.name for path in Path(criteria.__file__).parent.glob("*.py")}
    assert there - NOT_RULES == {f"{rule.name}.py" for rule in POLICY}


@every_one_person_rule
@given(data=st.data())
@some
def test_ethnicity_changes_no_outcome_and_sex_none_where_it_is_not_declared(rule, data):
    resident, place, facts = data.draw(pairs(rule.criterion))
    names = {"ethnic_group", "sex"} - ({"sex"} & set(rule.criterion.reads_resident))
    changed = data.draw(varied(resident, RESIDENT, names))
    assert rule.judge(changed, place, facts) == rule.judge(resident, place, facts)
