"""Every reason of one plan as one record, made once, in which each person, bedspace and home is found at once."""

from dataclasses import dataclass
from functools import cached_property

from housing_match.assess import Assessment
from housing_match.domain import Plan
from housing_match.explain.matches import Match, matches
from housing_match.explain.mends import Mend, mend
from housing_match.explain.sharing import SharedHome, shared_homes
from housing_match.explain.shortages import Shortage, shortages
from housing_match.explain.voids import LeftEmpty, Void, left_empty, voids
from housing_match.explain.waiting import COUPLED, NO_SUITABLE_HOME, WORTH_A_CALL, Waiting, waiting


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """A plan with why each person moved gets a home, why others wait, what becomes of each place, what is short."""

    assessment: Assessment
    plan: Plan
    matches: tuple[Match, ...]
    waiting: tuple[Waiting, ...]
    voids: tuple[Void, ...]
    left_empty: tuple[LeftEmpty, ...]
    shared_homes: tuple[SharedHome, ...]
    shortages: tuple[Shortage, ...]

    @cached_property
    def taker_of(self) -> dict[str, str]:
        """bedspace_id → resident_id of the person who is proposed it."""
        return {match.move.bedspace_id: match.move.resident_id for match in self.matches}

    @cached_property
    def match_of(self) -> dict[str, Match]:
        """Matches by resident_id."""
        return {one.move.resident_id: one for one in self.matches}

    @cached_property
    def chain_of(self) -> dict[str, tuple[Match, ...]]:
        """The matches of each chain_id, in the order of their steps."""
        found: dict[str, list[Match]] = {}
        for one in self.matches:
            found.setdefault(one.move.chain_id, []).append(one)
        return {chain_id: tuple(steps) for chain_id, steps in found.items()}

    @cached_property
    def waiting_of(self) -> dict[str, Waiting]:
        """Those who wait, by resident_id."""
        return {one.resident_id: one for one in self.waiting}

    @cached_property
    def shortage_of(self) -> dict[str, Shortage]:
        """Shortages by the resident_ids that stand in them."""
        return {who: one for one in self.shortages for who in one.resident_ids}

    def mend_of(self, wait: Waiting) -> Mend | None:
        """What would open a home to somebody who could be put in none; None for all who wait for another reason."""
        could_go_nowhere = wait.kind in (NO_SUITABLE_HOME, WORTH_A_CALL, COUPLED)
        return mend(self.assessment, self.plan, wait.resident_id) if could_go_nowhere else None

    @cached_property
    def void_of(self) -> dict[str, Void]:
        """Voids by bedspace_id."""
        return {one.bedspace_id: one for one in self.voids}

    @cached_property
    def left_empty_of(self) -> dict[str, LeftEmpty]:
        """Places left empty, by bedspace_id."""
        return {one.bedspace_id: one for one in self.left_empty}

    @cached_property
    def shared_home_of(self) -> dict[str, SharedHome]:
        """Homes in which somebody lives when the plan is done, by home_id."""
        return {one.home_id: one for one in self.shared_homes}


def reasons(assessment: Assessment, plan: Plan) -> Reasons:
    """Every reason of the plan."""
    return Reasons(
        assessment=assessment,
        plan=plan,
        matches=matches(assessment, plan),
        waiting=waiting(assessment, plan),
        voids=voids(assessment, plan),
        left_empty=left_empty(assessment, plan),
        shared_homes=shared_homes(assessment, plan),
        shortages=shortages(assessment),
    )
