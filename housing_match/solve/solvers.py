"""Linear and integer programs put to GLOP and HiGHS as arrays, through MathOpt's own messages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_parameters_pb2, model_pb2, result_pb2, solution_pb2
from ortools.math_opt.core.python import solver
from ortools.math_opt.python import mathopt
from ortools.math_opt.python.solve import StatusNotOk

from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan, SolverFailed
from housing_match.solve.rows import Table

AT_LEAST, BASIC = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND, solution_pb2.BASIS_STATUS_BASIC
FREE = solution_pb2.BASIS_STATUS_FREE

MOST_STEPS = 20_000
"""Steps of the simplex method: some programs ask for a third of them, those that ask for more never end."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """Least Σ costs × columns over rows and spans; every array but the rows' has one entry a column, or one a row."""

    rows: Table
    row_ids: NDArray[np.int64]
    column_ids: NDArray[np.int64]
    """Both ascending; what a basis of one program says is used by the next wherever the ids agree."""
    costs: NDArray[np.int64] | NDArray[np.float64]
    least: NDArray[np.int64]
    most: NDArray[np.int64]

    def only(self, columns: NDArray[np.bool_]) -> "Program":
        """With some of the columns, the others at 0."""
        return replace(
            self,
            rows=replace(self.rows, matrix=self.rows.matrix[:, np.flatnonzero(columns)]),
            column_ids=self.column_ids[columns],
            costs=self.costs[columns],
            least=self.least[columns],
            most=self.most[columns],
        )


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Which columns and rows are basic or at a limit, by id, as MathOpt numbers them."""

    columns: dict[int, int]
    rows: dict[int, int]
    values: dict[int, float]
    prices: dict[int, float]

    def basic(self, below: int) -> NDArray[np.int64]:
        """The basic columns whose ids are below some number."""
        return np.array([one for one, how in self.columns.items() if how == BASIC and one < below], dtype=np.int64)

    def and_more(self, columns: Iterable[int], rows: Iterable[int]) -> "Basis":
        """Columns that are basic in the place of new rows."""
        return replace(
            self,
            columns=self.columns | dict.fromkeys(columns, BASIC),
            rows=self.rows | dict.fromkeys(rows, AT_LEAST),
        )


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Column values, rows' prices (of a linear program) and where to start next time; `proved` within the tolerance."""

    values: NDArray[np.float64]
    objective: float
    proved: bool
    prices: NDArray[np.float64]
    basis: Basis | None


def relaxed(program: Program, start: Basis | None, clock: Clock, *, primal: bool) -> Answer | None:
    """The least of the program as if columns could be parts; None where GLOP finds no prices. Raises TimeoutError.

    The `primal` simplex method from the start is the quicker one where many columns have the same prices.
    That there is no plan is not believed on GLOP's word; the integer program has to find it too.
    """
    hints = model_parameters_pb2.ModelSolveParametersProto()
    if start is not None:
        _start_from(hints.initial_basis, program, start)
    limits = mathopt.SolveParameters(iteration_limit=MOST_STEPS)
    limits.glop.change_status_to_imprecise = False  # bounds are proved from any prices, imprecise ones too
    if start is not None:
        limits.presolve = mathopt.Emphasis.OFF
        limits.lp_algorithm = mathopt.LPAlgorithm.PRIMAL_SIMPLEX if primal else mathopt.LPAlgorithm.DUAL_SIMPLEX
    try:
        return _solved(program, mathopt.SolverType.GLOP, limits, hints, clock)
    except (NoPlan, SolverFailed):
        return None


def whole(program: Program, known: NDArray[np.int64] | None, clock: Clock) -> Answer:
    """The least of the program in whole numbers by HiGHS at zero gap. Raises NoPlan, SolverFailed or TimeoutError."""
    hints = model_parameters_pb2.ModelSolveParametersProto()
    if known is not None:
        hint = hints.solution_hints.add()
        hint.variable_values.ids.extend(program.column_ids.tolist())
        hint.variable_values.values.extend(known.astype(np.float64).tolist())
    limits = mathopt.SolveParameters(relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0, random_seed=1)
    return _solved(program, mathopt.SolverType.HIGHS, limits, hints, clock)


def solved(
    rows: Table, most: NDArray[np.int64], costs: NDArray[np.int64], known: NDArray[np.int64] | None, clock: Clock
) -> tuple[NDArray[np.int64], bool]:
    """The whole columns from 0 to `most` of least costs, int64 [N], and whether that is proved; `known` is a start.

    Raises NoPlan, SolverFailed or TimeoutError.
    """
    answer = whole(program_of(rows, most, costs), known, clock)
    values = np.round(answer.values).astype(np.int64)
    if not rows.kept_by(values).all() or abs(int(costs @ values) - answer.objective) > 0.5:
        raise SolverFailed("HiGHS's plan, read as whole numbers, is not the one it speaks of")
    return values, answer.proved


def program_of(rows: Table, most: NDArray[np.int64], costs: NDArray[np.int64]) -> Program:
    """Whole columns from 0 to `most`, int64 [N], at least costs."""
    return Program(
        rows=rows,
        row_ids=np.arange(len(rows)),
        column_ids=np.arange(len(costs)),
        costs=costs,
        least=np.zeros_like(most),
        most=most,
    )


def _solved(
    program: Program,
    solver_type: mathopt.SolverType,
    limits: mathopt.SolveParameters,
    hints: model_parameters_pb2.ModelSolveParametersProto,
    clock: Clock,
) -> Answer:
    left = clock.seconds_left()
    if left < inf:
        limits.time_limit = timedelta(seconds=left)
    model = _model(program, integer=solver_type == mathopt.SolverType.HIGHS)
    result = clock.heard(_asked(model, solver_type, limits, hints))
    reason, detail = result.termination.reason, result.termination.detail
    if reason in (result_pb2.TERMINATION_REASON_INFEASIBLE, result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED):
        raise NoPlan
    has_plan = bool(result.solutions) and result.solutions[0].HasField("primal_solution")
    if left < inf and not has_plan:
        raise TimeoutError
    if reason not in (result_pb2.TERMINATION_REASON_OPTIMAL, result_pb2.TERMINATION_REASON_FEASIBLE) or not has_plan:
        raise SolverFailed(f"{solver_type.name} answered {reason}: {detail}")
    found = result.solutions[0]
    return Answer(
        values=_dense(found.primal_solution.variable_values, program.column_ids),
        objective=found.primal_solution.objective_value,
        proved=reason == result_pb2.TERMINATION_REASON_OPTIMAL,
        prices=_dense(found.dual_solution.dual_values, program.row_ids),
        basis=_basis(found) if found.HasField("basis") else None,
    )


def _asked(model: Any, solver_type: mathopt.SolverType, limits: Any, hints: Any) -> Callable[[], Any]:
    """The call itself, with MathOpt's refusals as errors of ours."""
    nothing = mathopt.StreamableSolverInitArguments().to_proto(), mathopt.CallbackRegistration().to_proto()

    def ask() -> Any:
        try:
            return solver.solve(
                model, solver_type.value, nothing[0], limits.to_proto(), hints, None, nothing[1], None, None
            )
        except (StatusNotOk, RuntimeError, ValueError) as error:
            raise SolverFailed(f"{solver_type.name} refused the model: {error}") from error

    return ask


def _model(program: Program, *, integer: bool) -> model_pb2.ModelProto:
    model = model_pb2.ModelProto()
    model.variables.ids.extend(program.column_ids.tolist())
    model.variables.lower_bounds.extend(program.least.astype(np.float64).tolist())
    model.variables.upper_bounds.extend(program.most.astype(np.float64).tolist())
    model.variables.integers.extend([integer] * len(program.column_ids))
    model.linear_constraints.ids.extend(program.row_ids.tolist())
    model.linear_constraints.lower_bounds.extend(program.rows.least.tolist())
    model.linear_constraints.upper_bounds.extend(program.rows.most.tolist())
    matrix = program.rows.matrix.copy()
    matrix.sort_indices()
    row = np.repeat(program.row_ids, np.diff(matrix.indptr))
    model.linear_constraint_matrix.row_ids.extend(row.tolist())
    model.linear_constraint_matrix.column_ids.extend(program.column_ids[matrix.indices].tolist())
    model.linear_constraint_matrix.coefficients.extend(matrix.data.astype(np.float64).tolist())
    priced = np.flatnonzero(program.costs)
    model.objective.linear_coefficients.ids.extend(program.column_ids[priced].tolist())
    model.objective.linear_coefficients.values.extend(program.costs[priced].astype(np.float64).tolist())
    return model


def _start_from(basis: solution_pb2.BasisProto, program: Program, start: Basis) -> None:
    """The basis known for columns and rows of before; new columns begin at their lower limit, new rows basic.

    As many are basic as there are rows: rows of no price take the place of any gone, columns of 0 yield if too many.
    """
    columns = np.array([start.columns.get(one, AT_LEAST) for one in program.column_ids.tolist()])
    rows = np.array([start.rows.get(one, BASIC) for one in program.row_ids.tolist()])
    rows[(rows != BASIC) & np.isinf(program.rows.least) & np.isinf(program.rows.most)] = FREE
    spare = len(rows) - np.count_nonzero(columns == BASIC) - np.count_nonzero(rows == BASIC)
    if spare > 0:
        at = np.flatnonzero(rows != BASIC)
        price = np.array([abs(start.prices.get(one, 0.0)) for one in program.row_ids[at].tolist()])
        rows[at[np.argsort(price, kind="stable")[:spare]]] = BASIC
    elif spare < 0:
        at = np.flatnonzero(columns == BASIC)
        value = np.array([start.values.get(one, 0.0) for one in program.column_ids[at].tolist()])
        columns[at[np.argsort(value, kind="stable")[:-spare]]] = AT_LEAST
    basis.variable_status.ids.extend(program.column_ids.tolist())
    basis.variable_status.values.extend(columns.tolist())
    basis.constraint_status.ids.extend(program.row_ids.tolist())
    basis.constraint_status.values.extend(rows.tolist())


def _basis(found: solution_pb2.SolutionProto) -> Basis:
    basis, values, prices = found.basis, found.primal_solution.variable_values, found.dual_solution.dual_values
    return Basis(
        columns=dict(zip(basis.variable_status.ids, basis.variable_status.values, strict=True)),
        rows=dict(zip(basis.constraint_status.ids, basis.constraint_status.values, strict=True)),
        values=dict(zip(values.ids, values.values, strict=True)),
        prices=dict(zip(prices.ids, prices.values, strict=True)),
    )


def _dense(vector: Any, ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """A sparse vector by id as one entry an id."""
    found = np.zeros(len(ids))
    found[np.searchsorted(ids, np.array(vector.ids, dtype=np.int64))] = np.array(vector.values, dtype=np.float64)
    return found
