"""A scenario file: what it may say, every fault of it at once, and that it is written as it is read."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from housing_match.criteria import POLICY, settings_of
from housing_match.domain import GOALS, Pair, Quota, RuleChange, Scenario
from housing_match.tables import FaultsFound, read_scenario, write_scenario
from housing_match.tables.scenario_file import read_scenario_bytes

TODAY = date(2026, 1, 1)
NAMES = [goal.name for goal in GOALS]
NOTHING_GIVEN = {"as_of": None, "today": TODAY}


def read(tmp_path, toml, **given_on_the_command_line):
    path = tmp_path / "scenario.toml"
    path.write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    return read_scenario(path, **NOTHING_GIVEN | given_on_the_command_line)


def faults(tmp_path, toml, **given_on_the_command_line):
    with pytest.raises(FaultsFound) as found:
        read(tmp_path, toml, **given_on_the_command_line)
    return found.value.faults


def test_no_file_is_the_default_scenario_of_today():
    assert read_scenario(None, **NOTHING_GIVEN) == Scenario(as_of=TODAY)


def test_an_empty_file_is_the_default_scenario_of_today(tmp_path):
    assert read(tmp_path, "") == Scenario(as_of=TODAY)


def test_what_is_given_on_the_command_line_wins_over_the_file(tmp_path):
    toml = "as_of = 2025-06-01\nwindow_weeks = 13\nseed = 7\ntime_limit_seconds = 60\n"
    assert read(tmp_path, toml) == Scenario(as_of=date(2025, 6, 1), window_weeks=13, seed=7, time_limit_seconds=60)
    given_now = {"as_of": date(2025, 7, 1), "window_weeks": 4, "seed": 2, "time_limit_seconds": 5}
    assert read(tmp_path, toml, **given_now) == Scenario(**given_now)


def test_goals_named_come_first_and_the_others_follow_in_their_usual_order(tmp_path):
    first = ["weekly_cost", "housed"]
    scenario = read(tmp_path, 'goals = ["weekly_cost", "housed"]')
    assert list(scenario.goals) == first + [name for name in NAMES if name not in first]


def test_quotas_are_read_with_boroughs_by_name_or_code(tmp_path):
    toml = """
        [[nominations]]
        nominating_borough = "Westminster"
        homes_borough = "E09000020"
        landlord = "Octavia"
        at_least = 2
        at_most_percent = 40
    """
    assert read(tmp_path, toml).nominations == (
        Quota(
            nominating_borough="E09000033",
            homes_borough="E09000020",
            landlord="Octavia",
            at_least=2,
            at_most_percent=40,
        ),
    )


@pytest.mark.parametrize(
    ("named", "order"),
    [
        # Unnamed it stands directly above fit, wherever fit stands; named, where it is named.
        ("", [*NAMES[:8], "changes", *NAMES[8:]]),
        ('goals = ["fit"]', ["changes", "fit", *NAMES[:8], *NAMES[9:]]),
        ('goals = ["moves", "changes"]', ["moves", "changes", *NAMES[:-1]]),
    ],
)
def test_a_published_plan_makes_fewest_changes_a_goal(tmp_path, named, order):
    published = 'published_plan = [{resident_id = "R2", bedspace_id = "B2"}, {resident_id = "R1", bedspace_id = "B1"}]'
    scenario = read(tmp_path, f"{published}\n{named}")
    assert list(scenario.goals) == order
    assert scenario.published == {"R1": "B1", "R2": "B2"}
    assert "changes" not in replace(scenario, published_plan=None).goals


def test_a_published_plan_given_on_the_command_line_wins_and_one_that_moved_nobody_is_one(tmp_path):
    toml = 'published_plan = [{resident_id = "R2", bedspace_id = "B2"}]'
    assert read(tmp_path, toml, published={"R1": "B1"}).published == {"R1": "B1"}
    empty = read(tmp_path, "", published={})
    assert "changes" in empty.goals
    assert read(tmp_path, write_scenario(empty)) == empty


def test_a_whole_scenario_is_read(tmp_path):
    toml = """
        schema_version = 1
        name = "Homes near family"
        as_of = "2026-03-01"
        window_weeks_band_a = 6
        include = ["R1", "H1"]
        exclude = ["R9"]
        use_reserved = true
        max_chain = 3
        tolerances = { fit = 100 }
        [rules.access]
        mode = "prefer"
        weight = 5
        [rules.nothing_wasted.settings]
        points = 20
        [[pins]]
        resident_id = "R1"
        bedspace_id = "B1"
        [[bans]]
        resident_id = "R2"
        home_id = "H1"
    """
    setting = settings_of(next(rule.criterion for rule in POLICY if rule.name == "nothing_wasted"))[0].name
    assert read(tmp_path, toml.replace("points =", f"{setting} =")) == Scenario(
        name="Homes near family",
        as_of=date(2026, 3, 1),
        window_weeks_band_a=6,
        include=frozenset({"R1", "H1"}),
        exclude=frozenset({"R9"}),
        use_reserved=True,
        max_chain=3,
        tolerances=(("fit", 100),),
        rules={
            "access": RuleChange(mode="prefer", weight=5),
            "nothing_wasted": RuleChange(settings=((setting, 20),)),
        },
        pins=(Pair(resident_id="R1", bedspace_id="B1"),),
        bans=(Pair(resident_id="R2", home_id="H1"),),
    )


ONE_FAULT = [
    ("windoe_weeks = 3", "unknown_key", "windoe_weeks", "Did you mean window_weeks?"),
    ("schema_version = 2", "unknown_version", "schema_version", "This program reads 1."),
    ('name = ""', "not_text", "name", ""),
    ('as_of = "1 March"', "not_a_date", "as_of", ""),
    ("as_of = 2026-03-01T10:00:00", "not_a_date", "as_of", ""),
    ("window_weeks = -1", "out_of_bounds", "window_weeks", ""),
    ("window_weeks = 2.5", "out_of_bounds", "window_weeks", ""),
    ("seed = true", "out_of_bounds", "seed", ""),
    ("max_chain = 0", "out_of_bounds", "max_chain", ""),
    ("offers = 3", "not_a_table", "offers", "Write it as [offers]."),
    ("offers.refusal_rate = 3", "unknown_part", "offers", "Did you mean refusal_rate_percent?"),
    ("offers.refusal_rate_percent = 101", "out_of_bounds", "offers.refusal_rate_percent", ""),
    ("offers.weeks_per_offer = 0", "out_of_bounds", "offers.weeks_per_offer", ""),
    ("use_reserved = 1", "not_true_or_false", "use_reserved", ""),
    ('goals = ["fitt"]', "unknown_goal", "goals", "Did you mean fit?"),
    ('goals = ["fit", "fit"]', "repeated_goal", "goals", "Name each goal once."),
    ('goals = "fit"', "not_a_list", "goals", ""),
    ("tolerances = { fitt = 1 }", "unknown_goal", "tolerances", "Did you mean fit?"),
    ("tolerances = { fit = -1 }", "out_of_bounds", "tolerances.fit", ""),
    ('rules.acess.mode = "prefer"', "unknown_rule", "rules", "Did you mean access?"),
    ('rules.access.mode = "prefered"', "unknown_mode", "rules.access.mode", "Did you mean prefer?"),
    ('rules.access.mod = "prefer"', "unknown_part", "rules.access", "Did you mean mode?"),
    ("rules.access = 3", "not_a_table", "rules.access", ""),
    ("rules.access.weight = 101", "out_of_bounds", "rules.access.weight", ""),
    ("rules.consent.weight = 3", "weight_not_allowed", "rules.consent.weight", ""),
    ('rules.family.mode = "must"', "mode_not_allowed", "rules.family.mode", ""),
    ("rules.least_restrictive.settings.nonsense = 3", "unknown_setting", "rules.least_restrictive.settings", ""),
    ("nominations = 3", "not_a_list", "nominations", ""),
    ('[[nominations]]\nnominating_borough = "Westminster"', "not_a_quota", "nominations 1", ""),
    ("[[nominations]]\nat_least = 3", "not_a_quota", "nominations 1", ""),
    ("[[nominations]]\nboroughs = 3\nnominating_borough = 'Brent'\nat_least = 3", "unknown_part", "nominations 1", ""),
    (
        '[[nominations]]\nnominating_borough = "Westminister"\nat_most = 3',
        "unknown_borough",
        "nominations 1.nominating_borough",
        "Did you mean Westminster?",
    ),
    (
        '[[nominations]]\nnominating_borough = "Brent"\nat_least_percent = 101',
        "out_of_bounds",
        "nominations 1.at_least_percent",
        "",
    ),
    (
        '[[nominations]]\nnominating_borough = "Brent"\nat_least = 3\nat_most = 2',
        "limits_crossed",
        "nominations 1",
        "Lower the one or raise the other.",
    ),
    ('goals = ["changes"]', "no_published_plan", "goals", "Give published_plan or leave the goal out."),
    ("tolerances = { changes = 1 }", "no_published_plan", "goals", "Give published_plan or leave the goal out."),
    ("published_plan = 3", "not_a_list", "published_plan", ""),
    ('published_plan = [{resident_id = "R1", home_id = "H1"}]', "not_a_bedspace", "published_plan", ""),
    (
        'published_plan = [{resident_id = "R1", bedspace_id = "B1"}, {resident_id = "R1", bedspace_id = "B2"}]',
        "published_twice",
        "published_plan",
        "Keep one of the two.",
    ),
    ('include = ["R1", 2]', "not_a_list", "include", ""),
    ('pins = "R1"', "not_a_list", "pins", ""),
    ('[[pins]]\nresident_id = "R1"', "not_a_pair", "pins 1", ""),
    ('[[bans]]\nresident_id = "R1"\nbedspace_id = "B1"\nhome_id = "H1"', "not_a_pair", "bans 1", ""),
    ('[[bans]]\nresident_id = "R1"\nbedspace_id = 3', "not_a_pair", "bans 1", ""),
    ('[[pins]]\nresident_id = "R1"\nhome_id = "H1"\nbedspce_id = "B1"', "unknown_part", "pins 1", "bedspace_id"),
    ("name = ", "not_toml", None, ""),
    (b"\xff\xfe", "encoding", None, ""),
    ("a = " + "[" * 5000, "not_toml", None, ""),
    ("a = 1" + " " * 2**20, "too_large", None, ""),
]


@pytest.mark.parametrize(("toml", "code", "key", "mend"), ONE_FAULT)
def test_one_fault_in_the_file_is_named_with_its_key_and_mend(tmp_path, toml, code, key, mend):
    found = faults(tmp_path, toml)
    assert [(one.table, one.code, one.column) for one in found] == [("scenario", code, key)]
    assert mend in found[0].mend


def test_a_line_that_is_not_toml_is_found_by_its_number(tmp_path):
    [found] = faults(tmp_path, 'name = "x"\nas_of = 2026-13-40\n')
    assert found.why.endswith("(at line 2, column 13)")


def test_every_fault_of_the_file_is_told_at_once(tmp_path):
    found = faults(tmp_path, 'seed = -1\nnonsense = 1\ngoals = ["x"]\nrules.access.weight = -1\n')
    assert [one.code for one in found] == ["out_of_bounds", "unknown_key", "unknown_goal", "out_of_bounds"]


def test_a_file_that_is_not_there_is_one_fault():
    with pytest.raises(FaultsFound) as found:
        read_scenario(Path("nowhere.toml"), **NOTHING_GIVEN)
    assert [one.code for one in found.value.faults] == ["unreadable"]


def test_a_number_out_of_bounds_on_the_command_line_is_a_fault(tmp_path):
    assert [one.column for one in faults(tmp_path, "", window_weeks=-3)] == ["window_weeks"]


@pytest.mark.parametrize("rule", POLICY, ids=lambda rule: rule.name)
def test_a_rule_takes_the_modes_it_allows_and_no_other(tmp_path, rule):
    for mode in ("must", "prefer", "ignore"):
        toml = f'rules.{rule.name}.mode = "{mode}"'
        if mode in rule.criterion.modes:
            assert read(tmp_path, toml).rules == {rule.name: RuleChange(mode=mode)}
        else:
            (fault,) = faults(tmp_path, toml)
            assert fault.code == "mode_not_allowed"
            assert rule.criterion.title in fault.why
            assert rule.criterion.source in fault.why


def test_a_rule_that_binds_says_that_it_can_never_be_softened(tmp_path):
    assert "can never be softened" in faults(tmp_path, 'rules.consent.mode = "ignore"')[0].why


@pytest.mark.parametrize("rule", [one for one in POLICY if settings_of(one.criterion)], ids=lambda rule: rule.name)
def test_a_setting_is_held_to_its_bounds(tmp_path, rule):
    for bounds in settings_of(rule.criterion):
        key = f"rules.{rule.name}.settings.{bounds.name}"
        for value in (bounds.least, bounds.most):
            assert read(tmp_path, f"{key} = {value}").rules[rule.name].settings == ((bounds.name, value),)
        for value in (bounds.least - 1, bounds.most + 1):
            assert [one.column for one in faults(tmp_path, f"{key} = {value}")] == [key]


def test_the_content_of_a_file_is_read_for_the_usual_day_where_it_names_none():
    assert read_scenario_bytes(b"seed = 7\n", usual_day=TODAY) == Scenario(as_of=TODAY, seed=7)
    dated = Scenario(as_of=date(2025, 6, 1), name="Ünïcode")
    assert read_scenario_bytes(write_scenario(dated).encode("utf-8-sig"), usual_day=TODAY) == dated
    with pytest.raises(FaultsFound) as found:
        read_scenario_bytes(b"seed = 7 #" + b" " * 2**20, usual_day=TODAY)
    assert [one.code for one in found.value.faults] == ["too_large"]
