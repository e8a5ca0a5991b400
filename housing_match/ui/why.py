"""Why this home, why not that one, what if instead: the price to the plan, goal by goal and person by person."""

from functools import partial

import streamlit as st

from housing_match.publish.answer import Answer
from housing_match.publish.what_if_answers import at_once
from housing_match.ui.asking import answered, ask, finished
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made
from housing_match.ui.plan_card import card, choose, show_first, show_part, show_rest
from housing_match.ui.plan_progress import SECONDS_BETWEEN_LOOKS
from housing_match.ui.shown import BESIDE, heading
from housing_match.ui.why_asked import AnotherHome, EveryChoice, JustAsGood, NextBest
from housing_match.ui.why_prices import principles


def page() -> None:
    """What the plan made last says of one person or place, and what other choices would come to."""
    desk = heading("Why")
    made = finished(desk, "Why somebody gets a home, or waits, is known once there is a plan.")
    if made is None:
        return
    left, right = st.columns([5, 6], gap="medium")
    with left, st.container(border=True, key=BESIDE):
        card(desk, made)
    with right:
        if desk.chosen in made.people:
            _another_home(desk, made, desk.chosen)
            _next_best(desk, made, desk.chosen)
        if desk.chosen in made.people or desk.chosen in made.reasons.assessment.world.bedspace:
            _every_choice(desk, made, desk.chosen)
        else:
            st.info("Choose a person to ask about another home, or an empty home to ask who else could have it.")
        _just_as_good(desk, made)
        principles(desk, made)


def _another_home(desk: Desk, made: Made, who: str) -> None:
    """Why not this home; or, by a click, the plan with it."""
    st.header("Another home")

    def take(one: str | None) -> None:
        desk.instead = one

    choose("Another home, or a place in it", made.places, "instead", desk.instead, take)
    if desk.instead is None:
        st.caption("Choose one to see what stands in the way, or what it would cost the plan.")
        return
    said = at_once(made.reasons, who, desk.instead)
    if said is None:
        key = ("instead", who, desk.instead)
        begin = partial(AnotherHome, made.reasons, who, desk.instead)
        ask(desk, key, "Work out the plan with this home", begin)
        said = answered(desk, key)
    if said is not None:
        _show(said)


def _next_best(desk: Desk, made: Made, who: str) -> None:
    """The runner-up."""
    st.header("The runner-up")
    key = ("next best", who)
    ask(desk, key, "Work out the next best for this person", partial(NextBest, made.reasons, who))
    if (part := answered(desk, key)) is not None:
        show_part(part, under=False)


def _every_choice(desk: Desk, made: Made, about: str) -> None:
    """Every choice by what it would cost, as far as it is worked out."""
    of_person = about in made.people
    st.header("Every home, by what it would cost" if of_person else "Everybody, by what it would cost")
    key = ("every choice", about)
    ask(
        desk,
        key,
        "Work out every home" if of_person else "Work out everybody",
        partial(EveryChoice, made.reasons, about),
    )
    asked = desk.asked.get(key)
    if isinstance(asked, EveryChoice):
        if asked.running:
            _so_far(asked)
        else:
            _show(asked.answer())


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _so_far(asked: EveryChoice) -> None:
    """What is worked out, and what all else would cost at least; the page is shown anew when it is done."""
    if not asked.running:
        st.rerun()
    _show(asked.answer())


def _just_as_good(desk: Desk, made: Made) -> None:
    """Ties."""
    st.header("Plans just as good")
    key = ("just as good",)
    ask(desk, key, "Count the plans that are just as good", partial(JustAsGood, made.reasons))
    if (said := answered(desk, key)) is not None:
        _show(said)


def _show(said: Answer) -> None:
    show_first(said)
    show_rest(said)
