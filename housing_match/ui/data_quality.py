"""What is not known and stands in the way: the questions that would open most, and whom to ask."""

import streamlit as st

from housing_match.assess import Assessment
from housing_match.criteria.comparing import code_words
from housing_match.explain import OpenQuestion, open_questions
from housing_match.publish.words import counted
from housing_match.ui.desk import Desk

MOST_ROWS = 7
ROW_PIXELS = 68


def show_quality(desk: Desk) -> None:
    """Each open question with how many it concerns; a chosen one with the people or homes to ask about."""
    with st.spinner("Putting every rule to everyone and every place …"):
        assessment = desk.assessment()
    if assessment is None:
        return
    questions = open_questions(assessment)
    if not questions:
        st.success("Nothing that is not known stands between anyone in the plan and a place.")
        return
    st.markdown(
        "Where the tables are silent, nobody is offered a place silently. Each line is one question; an answer could "
        "open places for the people counted. Choose a line to see whom or which homes to ask about."
    )
    chosen = st.dataframe(
        [
            {
                "The question to ask": one.question,
                "About": _about(one),
                "People it could help": one.people,
                "Places it could open": one.places,
                "The rule that waits for it": one.title,
            }
            for one in questions
        ],
        hide_index=True,
        row_height=ROW_PIXELS,
        height="content" if len(questions) <= MOST_ROWS else 400,
        column_config={
            "The question to ask": st.column_config.TextColumn(width=400),
            "About": st.column_config.TextColumn(width=90),
            "People it could help": st.column_config.NumberColumn(width=135),
            "Places it could open": st.column_config.NumberColumn(width=135),
            "The rule that waits for it": st.column_config.TextColumn(width=360),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="open_questions",
    )
    rows = chosen["selection"]["rows"]
    if rows and rows[0] < len(questions):
        _whom_to_ask(assessment, questions[rows[0]])


def _about(one: OpenQuestion) -> str:
    return counted(len(one.ids), "home") if one.about_home else counted(len(one.ids), "person", "people")


def _whom_to_ask(assessment: Assessment, one: OpenQuestion) -> None:
    world = assessment.world
    st.header(f"Whom to ask: {_about(one)}")
    st.caption("Internal: names people by pseudonym.")
    if one.about_home:
        homes = [world.home[home_id] for home_id in one.ids]
        lines = [{"Home": home.home_id, "Name": home.name, "Support provider": home.provider} for home in homes]
    else:
        people = [world.resident[resident_id] for resident_id in one.ids]
        lines = [
            {
                "Person": who.resident_id,
                "Band": who.priority_band,
                "Lives now": code_words(who.situation),
                "Needed by": "now" if who.needed_by is None else f"{who.needed_by:%-d %b %Y}",
            }
            for who in people
        ]
    st.dataframe(lines, hide_index=True, width=760)
