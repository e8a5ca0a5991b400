"""What more is asked of one empty home: what each listed work would unlock, and who is next if somebody says no."""

from functools import partial

import streamlit as st

from housing_match.domain import Adaptation
from housing_match.explain import Reasons
from housing_match.explain.backups import Standby, standby_lists
from housing_match.explain.voids import CONTESTED, MATCHED
from housing_match.planning.unlocking import Unlocked, unlocked
from housing_match.publish.backups import assumption_words, standby_part
from housing_match.publish.markdown import plain
from housing_match.publish.unlocked_words import people_part, titled, unlocked_part
from housing_match.ui.asking import answered, ask
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made
from housing_match.ui.plan_card import show_part
from housing_match.ui.running import Behind


class Unlocking(Behind[Unlocked]):
    """The plan made again with one work done."""

    def __init__(self, reasons: Reasons, work: Adaptation) -> None:
        self.reasons, self.work = reasons, work
        super().__init__(reasons.assessment.scenario, self._unlock)

    def _unlock(self) -> Unlocked:
        said = self.reasons
        return unlocked(said.assessment, said.plan, [self.work], tell=self.tell, stopped=self._stop.is_set)


class NextInLine(Behind[Standby]):
    """Who is offered one empty home after whom."""

    def __init__(self, reasons: Reasons, bedspace_id: str) -> None:
        self.reasons, self.bedspace_id = reasons, bedspace_id
        super().__init__(reasons.assessment.scenario, self._line_up)

    def _line_up(self) -> Standby:
        said = self.reasons
        lists = standby_lists(said.assessment, said.plan, bedspace_ids=[self.bedspace_id], stopped=self._stop.is_set)
        return next(lists)


def more(desk: Desk, made: Made) -> None:
    """Of an empty home that is chosen, the works listed for it and the people in line; of anything else nothing."""
    void = made.reasons.void_of.get(desk.chosen or "")
    if void is None:
        return
    assessment = made.reasons.assessment
    world = assessment.world
    for number, work in enumerate(world.works_for(world.bedspace[void.bedspace_id])):
        key = ("unlock", void.home_id, str(number), work.work)
        begin = partial(Unlocking, made.reasons, work)
        st.markdown(f"**Work that is listed: {plain(titled([work]))}**")
        ask(desk, key, "See what this work would unlock", begin)
        if (found := answered(desk, key)) is not None:
            show_part(unlocked_part(found), under=False)
            if found.people:
                show_part(people_part(found))
    if void.label in (MATCHED, CONTESTED):
        line_key = ("next", void.bedspace_id)
        begin_line = partial(NextInLine, made.reasons, void.bedspace_id)
        st.markdown("**If somebody says no**")
        ask(desk, line_key, "See who is next", begin_line)
        if (line := answered(desk, line_key)) is not None:
            show_part(standby_part(assessment.world, assessment.scenario, line), under=False)
            st.caption(plain(assumption_words(assessment.scenario)))
