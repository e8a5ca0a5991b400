"""What a plan chooses among and what couples people: the arcs that any plan can use, and the rows it has to keep."""

from housing_match.assess import Assessment
from housing_match.solve.arcs import Arcs
from housing_match.solve.clashes import Clashes
from housing_match.solve.rows import Side
from housing_match.solve.side_rules import side_of


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
