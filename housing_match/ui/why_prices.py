"""The price of each principle on the page Why: goals, requirements, fairer shares, and outcomes beside the pool."""

from functools import partial

import streamlit as st

from housing_match.explain import floor_price, rule_prices
from housing_match.explain.prices import BY_BOROUGH, BY_NEED
from housing_match.publish.answer import Answer
from housing_match.publish.prices import prices_answer, prices_of
from housing_match.ui.asking import answered, ask
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made
from housing_match.ui.plan_card import show_first, show_rest
from housing_match.ui.running import Behind


class Principles(Behind[Answer]):
    """The best plan made again without each requirement and with more of whoever is worst off."""

    def __init__(self, made: Made) -> None:
        self.plan, self.assessment = made.outcome.plan, made.reasons.assessment
        super().__init__(self.assessment.scenario, self._price)

    def _price(self) -> Answer:
        assessment, bedspace_of = self.assessment, self.plan.bedspace_of
        rules = list(rule_prices(assessment, stopped=self._stop.is_set))
        floors = [
            floor_price(assessment, bedspace_of, kind, stopped=self._stop.is_set) for kind in (BY_BOROUGH, BY_NEED)
        ]
        costs = {goal.name: goal.cost for goal in self.plan.goals}
        return prices_answer(prices_of(assessment, bedspace_of, costs, rules, floors))


def principles(desk: Desk, made: Made) -> None:
    """What each principle costs the plan, once it is asked for."""
    st.header("The price of each principle")
    key = ("principles",)
    ask(desk, key, "Work out what each principle costs", partial(Principles, made))
    if (said := answered(desk, key)) is not None:
        show_first(said)
        show_rest(said)
