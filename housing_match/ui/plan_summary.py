"""What the plan comes to: whether it is proved best, beside other ways of letting, and goal by goal."""

from collections.abc import Sequence

import streamlit as st

from housing_match.publish.markdown import plain
from housing_match.publish.summary_words import comparison_rows, goal_rows, move_words, people_words, waiting_rows
from housing_match.publish.words import IT_PROPOSES, counted, day_words
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made
from housing_match.ui.shown import bullets


def headline(made: Made) -> None:
    """Whether the plan is proved best, and what it was made for."""
    found, scenario = made.summary, made.outcome.assessment.scenario
    tell = st.success if made.outcome.plan.status == "optimal" else st.warning
    tell(plain(found.status))
    when = f"As at {day_words(scenario.as_of)}, scenario {scenario.name}"
    st.caption(plain(f"{when}; made in {counted(round(made.seconds), 'second')}. {IT_PROPOSES}"))


def figures(made: Made) -> None:
    """The first figures of the plan."""
    found = made.summary
    ours = found.comparisons[0]
    shown = st.columns(4)
    shown[0].metric("Proposed a home", f"{found.moved.people:,}")
    shown[1].metric("In need, housed", f"{ours.housed:,} of {sum(found.in_need_by_band.values()):,}")
    shown[2].metric("Homes filled", f"{ours.voids_filled:,} of {found.voids:,}")
    shown[3].metric("Still wait", f"{len(made.reasons.waiting):,}")


def summary_and_goals(desk: Desk, made: Made) -> None:
    """The plan beside the baselines, its moves in sentences, and every goal with its proof and price."""
    found = made.summary
    st.write(plain(people_words(found)))
    _table(comparison_rows(found), "What the plan comes to beside three ways of letting homes one at a time")
    st.markdown(bullets(move_words(found.moved)))
    st.header("Goals, in their order")
    st.caption(
        "Each goal is brought to its best before the next is looked at. The price of the goal above: by how much this "
        "goal would be better without it."
    )
    _table(goal_rows(found), "Every goal with what the plan comes to, the best possible and its price")
    if found.waiting:
        st.header("People who still wait")
        _table(waiting_rows(found), "How many people wait, by why")
    if found.questions:
        st.header("Questions that would open most")
        st.markdown(bullets(f"{asked} ({counted(many, 'person', 'people')})" for asked, many in found.questions))


def _table(rows: Sequence[tuple[str, ...]], said: str) -> None:
    """A table of figures whose first line names the columns; `said` is for those who cannot see it."""
    names = [name or "Figure" for name in rows[0]]
    lines = [{name: plain(cell) for name, cell in zip(names, row, strict=True)} for row in rows[1:]]
    st.table(lines, border="horizontal", hide_index=True, alt=said)
