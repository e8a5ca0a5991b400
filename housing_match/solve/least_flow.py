"""A flow of least costs by SimpleMinCostFlow, as far as its whole numbers go."""

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.sparse import csr_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

from housing_match.solve.engine import NoPlan, SolverFailed

COST_LIMIT = 1 << 60
"""|unit cost| × (nodes + 1) stays below this, where SimpleMinCostFlow is exact (it refuses near 2^62)."""


class OutOfRange(SolverFailed):
    """SimpleMinCostFlow's prices would leave the whole numbers; how far they go is known only as it solves."""


def near_in_memory(tail: NDArray[np.int64], head: NDArray[np.int64], nodes: int) -> NDArray[np.int32]:
    """int32 [nodes]: numbers by which those that edges join, from `tail` to `head`, stand near each other in memory."""
    joined = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(nodes, nodes))
    numbers = np.arange(nodes, dtype=np.int32)
    if joined.nnz:  # nothing can be put in order where there is nothing
        numbers[reverse_cuthill_mckee(joined + joined.T, symmetric_mode=True)] = np.arange(nodes)
    return numbers


def least_flow(
    tail: NDArray[np.int32],
    head: NDArray[np.int32],
    capacity: NDArray[np.int64],
    costs: NDArray[np.int64],
    nodes: NDArray[np.int32],
    supply: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The flow on each of E edges, int64 [E], that carries each node's supply at least cost.

    `tail`, `head`, `capacity` and `costs` (a unit) have one entry an edge, `nodes` and `supply` one a node. Raises
    NoPlan, OutOfRange and SolverFailed.
    """
    solver = SimpleMinCostFlow()
    edges = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, costs)
    solver.set_nodes_supplies(nodes, supply)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        raise NoPlan
    if status == solver.BAD_COST_RANGE:
        raise OutOfRange
    if status != solver.OPTIMAL:
        raise SolverFailed(f"the flow solver answered {status}")
    flow: NDArray[np.int64] = solver.flows(edges)
    return flow
