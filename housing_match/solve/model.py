"""What a plan chooses among, what couples people and what it is judged by: all that an engine is given."""

from dataclasses import dataclass

from housing_match.assess import Assessment
from housing_match.domain import goal_order
from housing_match.solve.arcs import Arcs, arcs_of
from housing_match.solve.clashes import Clashes
from housing_match.solve.goals import Tally, tallies
from housing_match.solve.rows import Side
from housing_match.solve.side_rules import side_of
from housing_match.solve.wishes import add_wishes


@dataclass(frozen=True, kw_only=True)
class Model:
    """The arcs that a plan can use, the rows and wishes that couple them, and the goals in the scenario's order."""

    arcs: Arcs
    side: Side
    order: tuple[Tally, ...]

    @property
    def pure(self) -> bool:
        """Whether nothing but places couples people, so that flows prove everything."""
        return is_pure(self.arcs.assessment, self.side)

    @property
    def tolerance(self) -> dict[str, int]:
        """By how much a goal may give way, by its name."""
        return dict(self.arcs.assessment.scenario.tolerances)


def model_of(assessment: Assessment) -> Model:
    """Everything that an engine is given. Raises PinsCannotBeKept."""
    arcs, side = coupled(arcs_of(assessment))
    add_wishes(side, arcs)
    by_name = tallies(arcs)
    return Model(arcs=arcs, side=side, order=tuple(by_name[name] for name in goal_order(assessment.scenario.goals)))


def coupled(arcs: Arcs) -> tuple[Arcs, Side]:
    """The arcs that a plan can use at all, and the rows that couple them; wishes are for the plan to add."""
    clashes = Clashes(assessment=arcs.assessment)
    side = side_of(arcs, clashes)
    while side.dropped:
        arcs = arcs.without(side.dropped)
        side = side_of(arcs, clashes)
    return arcs, side


def is_pure(assessment: Assessment, side: Side) -> bool:
    """Whether nothing but places couples people, so that flows prove everything."""
    tolerant = any(most for _, most in assessment.scenario.tolerances)
    return not (side.couples or tolerant or assessment.scenario.max_chain is not None)
