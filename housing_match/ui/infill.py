"""What to build where under a budget: the schemes, whom they house, what each step of capital brings, and the brief."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import curve_chart, sites_map
from housing_match.planning import InfillBrief, Step
from housing_match.publish.answer import Answer
from housing_match.publish.infill import infill_answer, scheme_words, site_words
from housing_match.publish.markdown import markdown, plain
from housing_match.publish.words import INTERNAL_ONLY
from housing_match.ui.asking import answered, ask
from housing_match.ui.building import Building
from housing_match.ui.desk import Desk
from housing_match.ui.plan_card import show_first, show_part
from housing_match.ui.shown import keep, show_figure, show_map
from housing_match.ui.source import drawn_over

MOST_POUNDS, STEP_POUNDS, USUAL_POUNDS = 20_000_000, 250_000, 3_000_000
MOST_YEARS = 10
SITES = "infill_sites"


def infill(desk: Desk, assessment: Assessment) -> None:
    """Sliders, sites, a button, and the brief that was asked for last with these."""
    if not assessment.world.sites or not assessment.world.home_types:
        st.info("The tables name no sites or no types of home that could be built.")
        return
    pounds = slider(desk, "infill_pounds", "Capital, £", MOST_POUNDS, USUAL_POUNDS, step=STEP_POUNDS, format="£%,d")
    years = slider(desk, "infill_years", "Also whoever needs a home in so many years", MOST_YEARS, 0)
    site_ids = _sites(desk, assessment)
    key = ("infill", str(id(assessment)), str(pounds), str(years), ";".join(site_ids))
    ask(desk, key, "Work out what to build", partial(Building, assessment, pounds, years, site_ids))
    found = answered(desk, key)
    if found is not None:
        _show(assessment, *found)


def slider(desk: Desk, key: str, label: str, most: int, usual: int, **looks: Any) -> int:
    """Whole numbers from 0, as last set."""
    chosen: int = st.slider(label, 0, most, key=key, on_change=keep(desk, key, usual), **looks)
    return chosen


def _sites(desk: Desk, assessment: Assessment) -> tuple[str, ...]:
    """The sites chosen one by one or by borough, in the table's order; all of them where none is."""
    words = site_words(assessment.world)
    kept = keep(desk, SITES, [])
    st.session_state[SITES] = [one for one in st.session_state[SITES] if one in words]
    chosen = st.multiselect(
        "Only these sites", words, format_func=words.__getitem__, placeholder="All sites", key=SITES, on_change=kept
    )
    sites = assessment.world.sites
    return tuple(one.site_id for one in sites if not chosen or {one.site_id, one.borough} & set(chosen))


def _show(assessment: Assessment, brief: InfillBrief, steps: tuple[Step, ...]) -> None:
    answer = infill_answer(brief.built.world, brief, steps, published=False)
    show_first(answer, st.header)
    chosen = {one.site_id: scheme_words(one) for one in brief.schemes}
    show_map(sites_map(assessment.world, chosen, drawn_over()), assessment)
    if len(steps) > 1:
        st.markdown("**What each step of capital brings**")
        show_figure(curve_chart(steps), "curve")
    for part in answer.parts:
        show_part(part, across=True)
    world = brief.built.world
    brief_downloads("infill", lambda published: infill_answer(world, brief, steps, published=published))


def brief_downloads(name: str, answer_of: Callable[[bool], Answer]) -> None:
    """A brief to print, for the councils and as it may be published; `answer_of` makes either."""
    st.warning(plain(INTERNAL_ONLY))
    for words, published in (("for the councils", False), ("as it may be published", True)):
        edition = "published" if published else "internal"
        st.download_button(
            f"Download the brief, {words}",
            markdown(answer_of(published)),
            f"{name}-brief-{edition}.md",
            "text/markdown",
            key=f"{name}-{edition}",
            on_click="ignore",
        )
