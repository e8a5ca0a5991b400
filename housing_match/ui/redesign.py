"""Redesigns of existing homes: a file of those thought of, which to do, and what becomes of all who live there."""

import hashlib
from functools import partial

import streamlit as st

from housing_match import shipped
from housing_match.assess import Assessment
from housing_match.domain import Redesign
from housing_match.places.imported import imported_layers
from housing_match.places.measure import measure
from housing_match.planning import RedesignAsk, RedesignBrief, plan_redesigns
from housing_match.publish.markdown import plain
from housing_match.publish.redesign import redesign_answer, redesign_table
from housing_match.tables import FaultsFound, grouped
from housing_match.tables.redesigns import redesigns_in
from housing_match.ui.asking import answered, ask
from housing_match.ui.desk import Desk
from housing_match.ui.infill import brief_downloads, slider
from housing_match.ui.plan_card import show_first
from housing_match.ui.running import Behind
from housing_match.ui.shown import bullets, keep
from housing_match.ui.source import SAMPLE_NAME, workspace

FILE = "redesigns_file"
"""The key of the file field, and of the content kept on the desk."""
OPEN_AT_FIRST = 3
"""Parts of the brief that stand open: the redesigns side by side, what to do, and what becomes of those there."""
MOST_POUNDS, STEP_POUNDS, USUAL_POUNDS = 2_000_000, 10_000, 500_000


class Redesigning(Behind[RedesignBrief]):
    """The best of some redesigns for a budget."""

    def __init__(
        self, assessment: Assessment, redesigns: tuple[Redesign, ...], pounds: int, done: frozenset[str]
    ) -> None:
        self.assessment, self.redesigns, self.pounds, self.done = assessment, redesigns, pounds, done
        super().__init__(assessment.scenario, self._plan)

    def _plan(self) -> RedesignBrief:
        imported = imported_layers(workspace())
        asked = RedesignAsk(
            redesigns=self.redesigns,
            measure=lambda changed: measure(changed, imported),
            budget_pounds=self.pounds,
            done=self.done,
        )
        return plan_redesigns(self.assessment.world, self.assessment.scenario, asked, stopped=self._stop.is_set)


def redesign(desk: Desk, assessment: Assessment) -> None:
    """The file, what it lists, the budget and what is done whatever comes; then the brief that was asked for last."""
    content = _file(desk)
    if content is None:
        return
    try:
        redesigns = redesigns_in(content, assessment.world, assessment.scenario.as_of)
    except FaultsFound as found:
        lines = bullets(group.text for group in grouped(found.faults))
        st.error(f"There is a problem with the file of redesigns. Nothing is worked out until it is mended.\n\n{lines}")
        return
    st.dataframe(redesign_table(assessment.world, redesigns), hide_index=True)
    pounds = slider(desk, "redesign_pounds", "Capital, £", MOST_POUNDS, USUAL_POUNDS, step=STEP_POUNDS, format="£%,d")
    digest = hashlib.sha256(content).hexdigest()[:16]
    key = f"redesign_done_{digest}"
    done: list[str] = st.multiselect(
        "Done whatever comes of it",
        [one.redesign_id for one in redesigns],
        key=key,
        on_change=keep(desk, key, []),
        placeholder="None",
    )
    asked = ("redesign", str(id(assessment)), digest, str(pounds), *sorted(done))
    ask(desk, asked, "Work out what to redesign", partial(Redesigning, assessment, redesigns, pounds, frozenset(done)))
    brief = answered(desk, asked)
    if brief is not None:
        _show(brief)


def _file(desk: Desk) -> bytes | None:
    """The content of the file chosen last; the sample has an example."""
    given = st.file_uploader("Redesigns that are thought of (.toml)", type="toml", max_upload_size=1, key=FILE)
    if given is not None and given.getvalue() != desk.kept.get(FILE):
        desk.keep(FILE, given.getvalue())
    example = shipped("data/redesigns.toml").read_bytes()
    if desk.kept.get(FILE) is None:
        st.caption("A file names each home, what it would become, the capital and the weeks of work.")
        if desk.source is not None and desk.source.name == SAMPLE_NAME:
            st.button("Take the example for the sample", on_click=desk.keep, args=(FILE, example))
        st.download_button("Download an example", example, "redesigns.toml", "application/toml", on_click="ignore")
    content: bytes | None = desk.kept.get(FILE)
    return content


def _show(brief: RedesignBrief) -> None:
    answer = redesign_answer(brief, published=False)
    show_first(answer, st.header)
    for at, part in enumerate(answer.parts):
        with st.expander(plain(part.title), expanded=at < OPEN_AT_FIRST):
            if part.sentences:
                st.markdown(bullets(part.sentences))
            if part.rows:
                st.dataframe([dict(zip(part.columns, row, strict=True)) for row in part.rows], hide_index=True)
    brief_downloads("redesigns", lambda published: redesign_answer(brief, published=published))
