"""What to build where under a budget: the schemes, whom they house, what each step of capital brings, and the brief."""

from functools import partial
from typing import Any

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import curve_chart, sites_map
from housing_match.places.imported import imported_layers
from housing_match.places.measure import measure
from housing_match.places.sites import postcode_of_sites
from housing_match.planning import Ask, InfillBrief, Step, infill_curve, plan_infill
from housing_match.publish.infill import infill_answer, scheme_words
from housing_match.publish.markdown import markdown, plain
from housing_match.publish.words import INTERNAL_ONLY
from housing_match.ui.asking import answered, ask
from housing_match.ui.desk import Desk
from housing_match.ui.plan_card import show_part
from housing_match.ui.running import Behind
from housing_match.ui.shown import bullets, keep, show_figure, show_map
from housing_match.ui.source import drawn_over, workspace

MOST_POUNDS, STEP_POUNDS, USUAL_POUNDS = 20_000_000, 250_000, 3_000_000
MOST_YEARS = 10
Found = tuple[InfillBrief, tuple[Step, ...]]


class Building(Behind[Found]):
    """The best schemes for a budget, and the curve up to it."""

    def __init__(self, assessment: Assessment, pounds: int, years: int) -> None:
        self.assessment, self.pounds, self.years = assessment, pounds, years
        super().__init__(assessment.scenario, self._build)

    def _build(self) -> Found:
        imported = imported_layers(workspace())
        world, geography, scenario = self.assessment.world, self.assessment.geography, self.assessment.scenario
        asked = Ask(
            budget_pounds=self.pounds,
            years=self.years,
            measure=lambda built: measure(built, imported),
            postcodes=postcode_of_sites(world),
        )
        brief = plan_infill(world, geography, scenario, asked, stopped=self._stop.is_set)
        return brief, tuple(infill_curve(world, geography, scenario, asked, stopped=self._stop.is_set))


def infill(desk: Desk, assessment: Assessment) -> None:
    """Sliders, a button, and the brief that was asked for last with this budget."""
    if not assessment.world.sites or not assessment.world.home_types:
        st.info("The tables name no sites or no types of home that could be built.")
        return
    pounds = _slider(desk, "infill_pounds", "Capital, £", MOST_POUNDS, USUAL_POUNDS, step=STEP_POUNDS, format="£%,d")
    years = _slider(desk, "infill_years", "Also whoever needs a home in so many years", MOST_YEARS, 0)
    key = ("infill", str(id(assessment)), str(pounds), str(years))
    ask(desk, key, "Work out what to build", partial(Building, assessment, pounds, years))
    found = answered(desk, key)
    if found is not None:
        _show(assessment, *found)


def _slider(desk: Desk, key: str, label: str, most: int, usual: int, **looks: Any) -> int:
    """Whole numbers from 0, as last set."""
    chosen: int = st.slider(label, 0, most, key=key, on_change=keep(desk, key, usual), **looks)
    return chosen


def _show(assessment: Assessment, brief: InfillBrief, steps: tuple[Step, ...]) -> None:
    answer = infill_answer(brief.built.world, brief, steps, published=False)
    st.header(plain(answer.headline))
    for flag in answer.flags:
        st.warning(plain(flag))
    st.markdown(bullets(answer.sentences))
    chosen = {one.site_id: scheme_words(one) for one in brief.schemes}
    show_map(sites_map(assessment.world, chosen, drawn_over()), assessment)
    if len(steps) > 1:
        st.markdown("**What each step of capital brings**")
        show_figure(curve_chart(steps), "curve")
    for part in answer.parts:
        show_part(part)
    _downloads(brief, steps)


def _downloads(brief: InfillBrief, steps: tuple[Step, ...]) -> None:
    """The brief to print, for the councils and as it may be published."""
    st.warning(plain(INTERNAL_ONLY))
    for words, published in (("for the councils", False), ("as it may be published", True)):
        answer = infill_answer(brief.built.world, brief, steps, published=published)
        name = "published" if published else "internal"
        st.download_button(
            f"Download the brief, {words}",
            markdown(answer),
            f"infill-brief-{name}.md",
            "text/markdown",
            on_click="ignore",
        )
