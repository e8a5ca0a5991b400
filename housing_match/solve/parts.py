"""Parts of a plan that nobody crosses: no person could move from one to another, and no rule speaks of two."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from housing_match.solve.arcs import Arcs
from housing_match.solve.by_home import ByHome, Known
from housing_match.solve.clock import Clock
from housing_match.solve.engine import PlanEngine
from housing_match.solve.flow import Flow
from housing_match.solve.goals import Tally
from housing_match.solve.merged import merged
from housing_match.solve.rows import Side, Table, renumbered, rules_of
from housing_match.solve.shared import Shared

FEW_ARCS = 1_000
"""Parts of fewer arcs are taken together."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some of the whole plan's arcs, with every rule that speaks of them.

    `arc` and `place_class` (int64 [A of the part], [C of the part]) number them in the whole; `table` holds every row
    that a plan has to keep here.
    """

    arcs: Arcs
    side: Side
    table: Table
    arc: NDArray[np.int64]
    place_class: NDArray[np.int64]

    @property
    def pure(self) -> bool:
        """Whether nothing but places couples people here, so that flows prove everything."""
        return nothing_couples(self.arcs, by_rules=bool(len(rules_of(self.table, self.arcs)) or self.side.wishes))

    @cached_property
    def known(self) -> Known:
        """What engines on this part tell each other."""
        return Known(shared=Shared(table=self.table), merged=merged(self.arcs, self.side, self.table))

    def engine(self, clock: Clock) -> PlanEngine:
        """The engine that proves the goals here; flows end soon, and so hear no clock."""
        return Flow(self.arcs) if self.pure else ByHome(self.arcs, self.side, clock, self.known)

    def remember(self, taken: NDArray[np.bool_]) -> None:
        """Keeps a plan of this part (bool [A of the part]) at hand for engines that are there already."""
        together = self.known.merged
        if together is None:
            self.known.shared.remember(self.side.completed(taken.astype(np.int64)))
            return
        few = np.zeros(len(together.arcs.person), dtype=np.int64)
        few[together.of[: len(taken)][taken]] = 1
        together.shared.remember(together.side.completed(few))

    def tally(self, tally: Tally) -> Tally:
        """The goal, as far as it is decided here; what it starts with belongs to no part."""
        return replace(tally, arc=tally.arc[self.arc], used=tally.used[self.place_class], start=0)


def nothing_couples(arcs: Arcs, *, by_rules: bool) -> bool:
    """Whether flows prove everything: neither rules nor a cap of chains nor goals that may give way tie people."""
    scenario = arcs.assessment.scenario
    return not (by_rules or scenario.max_chain is not None or scenario.gives_way)


def parts_of(arcs: Arcs, side: Side, table: Table) -> tuple[Part, ...]:
    """The parts, each of FEW_ARCS at least as far as there are so many; `table` holds the rows of arcs and side.

    One where a goal may give way: by how much it does in one part bounds what it may in another.
    """
    nodes = _Nodes(arcs=arcs, side=side, rules=rules_of(table, arcs))
    groups = nodes.groups()
    if groups.max(initial=0) == 0 or arcs.assessment.scenario.gives_way:
        every_arc, every_class = np.arange(len(arcs.person)), np.arange(len(arcs.classes))
        return (Part(arcs=arcs, side=side, table=table, arc=every_arc, place_class=every_class),)
    return tuple(nodes.part(groups == number, table) for number in range(groups.max() + 1))


@dataclass(frozen=True, kw_only=True)
class _Nodes:
    """People, place classes, columns beside the arcs, rules and homes that people share, as one graph."""

    arcs: Arcs
    side: Side
    rules: Table

    def groups(self) -> NDArray[np.int64]:
        """int64 [nodes]: a number that nodes share if they belong together, from 0; those of most arcs come first."""
        people, rules = len(self.arcs.people), self.rules.matrix.tocoo()
        first_rule = people + len(self.arcs.classes) + self.side.extra_columns
        first_home = first_rule + len(self.rules)
        of_column = np.concatenate([self.arcs.person, np.arange(first_rule - self.side.extra_columns, first_rule)])
        homes = [one.arcs for one in self.side.sharing.values()]
        led_to = np.concatenate([*homes, np.zeros(0, dtype=np.int64)])
        home = np.repeat(np.arange(len(homes)), [len(one) for one in homes])
        starts = np.concatenate([self.arcs.person, first_rule + rules.row, first_home + home])
        ends = np.concatenate([people + self.arcs.place_class, of_column[rules.col], self.arcs.person[led_to]])
        nodes = first_home + len(homes)
        graph = coo_array((np.ones(len(starts), dtype=np.int8), (starts, ends)), shape=(nodes, nodes)).tocsr()
        count, together = connected_components(graph, directed=False)
        return _numbered(np.bincount(together[self.arcs.person], minlength=count))[together]

    def part(self, here: NDArray[np.bool_], table: Table) -> Part:
        """The part of these nodes (bool [nodes])."""
        arcs, side = self.arcs, self.side
        ends = np.cumsum([len(arcs.people), len(arcs.classes), side.extra_columns, len(self.rules)])
        people, classes, extra, rules, _ = np.split(here, ends)
        columns = np.concatenate([people[arcs.person], extra])
        return part_of(arcs, side, table, columns=columns, rows=np.concatenate([people, classes, rules]))


def part_of(arcs: Arcs, side: Side, table: Table, *, columns: NDArray[np.bool_], rows: NDArray[np.bool_]) -> Part:
    """The part of some columns (bool [N]) and rows (bool [R]); whose rows are there, people and classes, are too."""
    people, classes, _ = np.split(rows, np.cumsum([len(arcs.people), len(arcs.classes)]))
    arc, place_class = np.flatnonzero(columns[: len(arcs.person)]), np.flatnonzero(classes)
    few = replace(
        arcs,
        people=tuple(arcs.people[at] for at in np.flatnonzero(people)),
        classes=tuple(arcs.classes[at] for at in place_class),
        person=(np.cumsum(people) - 1)[arcs.person[arc]],
        place_class=(np.cumsum(classes) - 1)[arcs.place_class[arc]],
        stay=arcs.stay[arc],
        must_place=arcs.must_place[people],
    )
    of_part = table.only(rows)
    return Part(
        arcs=few,
        side=renumbered(side, np.where(columns, np.cumsum(columns) - 1, -1), few),
        table=replace(of_part, matrix=of_part.matrix[:, columns]),
        arc=arc,
        place_class=place_class,
    )


def _numbered(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each size: its own from FEW_ARCS on, the largest first; one for all others, the last if few."""
    large = int((sizes >= FEW_ARCS).sum())
    rank = np.argsort(np.argsort(-sizes, kind="stable"), kind="stable")
    others = large if sizes[rank >= large].sum() >= FEW_ARCS else max(large - 1, 0)
    return np.minimum(rank, others)
