"""Every rule of the policy: required, preferred or ignored, its weight and settings, or why nobody may change it."""

import streamlit as st

from housing_match.criteria import (
    IGNORE,
    MUST,
    POLICY,
    PREFER,
    PlanRule,
    Rule,
    SettingInfo,
    policy_for,
    settings_of,
)
from housing_match.domain import Scenario, World
from housing_match.publish.markdown import plain
from housing_match.publish.rule_words import MODE_WORDS, change_words, differs
from housing_match.publish.words import capital
from housing_match.tables.scenario_keys import MOST_WEIGHT
from housing_match.ui.scenario_changes import as_in_brief, with_rule, with_setting
from housing_match.ui.scenario_fields import edit, fed

GROUPS = (
    ("Requirements", "What a home must offer a person."),
    ("Preferences", "What makes one home fit better than another. A weight of 2 counts twice as much as 1."),
    ("People who share", "Judged on who would live together when the plan is done."),
)


def rules(scenario: Scenario, world: World) -> None:
    """The policy in its three kinds, each rule as it is set."""
    pairs = tuple(zip(policy_for(scenario), POLICY, strict=True))
    for group, (title, said) in enumerate(GROUPS):
        st.header(title, anchor=False)
        st.caption(said)
        here = [(rule, brief) for rule, brief in pairs if _group(brief) == group]
        for rule, brief in here:
            if len(brief.criterion.modes) > 1:
                _rule(rule, brief)
        fixed = [brief for _, brief in here if len(brief.criterion.modes) == 1]
        if fixed:
            st.markdown("**Always required.** These protect people; no scenario can soften or ignore them.")
            st.markdown("\n".join(f"- {plain(one.criterion.title)}  \n  {_source(one)}" for one in fixed))


def _group(rule: Rule) -> int:
    if isinstance(rule.criterion, PlanRule):
        return 2
    return 0 if MUST in rule.criterion.modes else 1


def _source(rule: Rule) -> str:
    return f":small[{plain(f'Source: {rule.criterion.source}')}]"


def _rule(rule: Rule, brief: Rule) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(rule.criterion.title)}**  \n{_source(rule)}")
        choice, weight = st.columns([3, 1], vertical_alignment="bottom")
        with choice:
            _mode(rule)
        if rule.mode == PREFER:
            with weight:
                _weight(rule)
        for setting in settings_of(rule.criterion):
            _setting(rule, setting)
        if differs(rule, brief):
            changed, back = st.columns([3, 1], vertical_alignment="center")
            changed.markdown(f"**Changed from the brief:** it {plain(change_words(rule, brief))}.")
            back.button("Back to the brief", key=f"brief_{rule.name}", on_click=edit, args=(as_in_brief, rule.name))


def _mode(rule: Rule) -> None:
    key = fed(f"mode_{rule.name}", rule.mode)
    st.radio(
        f"How “{rule.criterion.title}” counts",
        rule.criterion.modes,
        format_func=lambda mode: capital(MODE_WORDS[mode]).removeprefix("A ").capitalize(),
        key=key,
        horizontal=True,
        label_visibility="collapsed",
        on_change=lambda: edit(lambda scenario: with_rule(scenario, rule.name, mode=st.session_state[key])),
    )


def _weight(rule: Rule) -> None:
    key = fed(f"weight_{rule.name}", rule.weight)
    st.number_input(
        "Weight",
        min_value=0,
        max_value=MOST_WEIGHT,
        step=1,
        key=key,
        on_change=lambda: edit(lambda scenario: with_rule(scenario, rule.name, weight=st.session_state[key])),
    )


def _setting(rule: Rule, setting: SettingInfo) -> None:
    key = fed(f"setting_{rule.name}_{setting.name}", getattr(rule.criterion, setting.name))
    st.number_input(
        f"{setting.label} ({setting.unit})",
        min_value=setting.least,
        max_value=setting.most,
        step=1,
        key=key,
        disabled=rule.mode == IGNORE,
        on_change=lambda: edit(lambda scenario: with_setting(scenario, rule.name, setting.name, st.session_state[key])),
    )
