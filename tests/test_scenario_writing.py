"""A scenario as TOML: it reads back the same, whatever it sets, and its hash stands for what it sets."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from housing_match.criteria import POLICY, settings_of
from housing_match.criteria.base import PREFER
from housing_match.domain import GOALS, Offering, Pair, Quota, RuleChange, Scenario
from housing_match.tables import scenario_sha256, write_scenario
from housing_match.tables.scenario_file import read_scenario_bytes

TODAY = date(2026, 1, 1)
NAMES = [goal.name for goal in GOALS]
IDS = st.text("R12 é\"'\\", min_size=1, max_size=5)
BOROUGHS = st.sampled_from(("E09000033", "E09000020"))
PAIRS = st.builds(Pair, resident_id=IDS, bedspace_id=IDS) | st.builds(Pair, resident_id=IDS, home_id=IDS)
WEIGHED = [rule.name for rule in POLICY if PREFER in rule.criterion.modes]


def in_order(bedspace_of):
    """A published plan as it is read: in id order."""
    return tuple(Pair(resident_id=who, bedspace_id=room) for who, room in sorted(bedspace_of.items()))


@st.composite
def rule_changes(draw):
    changed = {}
    for rule in draw(st.lists(st.sampled_from(POLICY), max_size=4, unique_by=lambda rule: rule.name)):
        chosen = tuple((one.name, draw(st.integers(one.least, one.most))) for one in settings_of(rule.criterion))
        weight = draw(st.none() | st.integers(0, 100)) if rule.name in WEIGHED else None
        mode = draw(st.none() | st.sampled_from(rule.criterion.modes))
        changed[rule.name] = RuleChange(mode=mode, weight=weight, settings=chosen)
    return changed


SCENARIOS = st.builds(
    Scenario,
    as_of=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    name=st.text("A scénario \"'\\", min_size=1, max_size=9),
    window_weeks=st.integers(0, 520),
    seed=st.integers(0, 2**31 - 1),
    goals=st.permutations(NAMES).map(tuple),
    tolerances=st.dictionaries(st.sampled_from(NAMES), st.integers(0, 999)).map(lambda found: tuple(found.items())),
    rules=rule_changes(),
    include=st.frozensets(IDS),
    exclude=st.frozensets(IDS),
    pins=st.lists(PAIRS, max_size=3).map(tuple),
    bans=st.lists(PAIRS, max_size=3).map(tuple),
    published_plan=st.none() | st.dictionaries(IDS, IDS, max_size=3).map(lambda found: in_order(found)),
    nominations=st.lists(
        st.builds(
            Quota,
            nominating_borough=BOROUGHS,
            homes_borough=st.none() | BOROUGHS,
            landlord=st.none() | IDS,
            at_least=st.integers(0, 2),
            at_most=st.none() | st.integers(2, 9),
            at_most_percent=st.none() | st.integers(0, 100),
        ),
        max_size=2,
    ).map(tuple),
    offers=st.builds(
        Offering,
        refusal_rate_percent=st.integers(0, 100),
        weeks_per_offer=st.integers(1, 9),
        backups=st.integers(0, 9),
    ),
    use_reserved=st.booleans(),
    max_chain=st.none() | st.integers(1, 9),
    time_limit_seconds=st.none() | st.integers(1, 9),
)


@settings(max_examples=100, deadline=None)
@given(scenario=SCENARIOS)
def test_a_scenario_written_reads_back_equal_and_keeps_its_hash(scenario):
    again = read_scenario_bytes(write_scenario(scenario).encode(), usual_day=TODAY)
    assert again == scenario
    assert scenario_sha256(again) == scenario_sha256(scenario)


def test_the_hash_does_not_depend_on_the_order_of_pins_or_rules():
    pins = (Pair(resident_id="R1", home_id="H1"), Pair(resident_id="R2", bedspace_id="B1"))
    rules = {"access": RuleChange(weight=1), "design": RuleChange(weight=2)}
    one = Scenario(as_of=TODAY, pins=pins, rules=rules)
    other = Scenario(as_of=TODAY, pins=pins[::-1], rules=dict(reversed(rules.items())))
    assert scenario_sha256(one) == scenario_sha256(other)
    assert scenario_sha256(one) != scenario_sha256(Scenario(as_of=TODAY, pins=pins))
    assert scenario_sha256(one) != scenario_sha256(Scenario(as_of=TODAY, pins=pins, rules=rules, goals=("fit",)))
